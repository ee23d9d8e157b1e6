"""The knowledge base as one thing to hold: its store and its indexes, kept in step."""

from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path

from kb.body_index import BodyIndex
from kb.encoder import Encoder
from kb.errors import KbError
from kb.filter_index import FilterIndex
from kb.home import Home, open_home
from kb.locking import writing
from kb.meaning import Meaning
from kb.models import choices
from kb.store import Store
from kb.text_index import DamagedIndex, TextIndex
from kb.thesaurus import Thesaurus, thesaurus
from kb.vector_index import VectorIndex
from kb.vector_training import start_training


class KnowledgeBase:
    """Open with `open_kb`, close after use (or `with open_kb() as kb:`); reading works from several threads."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.store = Store(home.database)

    @cached_property
    def text_index(self) -> TextIndex:
        """The full-text index as it lies on disk."""
        return TextIndex(self.home.text_index)

    @cached_property
    def meaning(self) -> Meaning:
        """The model that the settings name and its vectors, as they were opened; one query asks one of them."""
        return Meaning(self.home, choices(self.store).used)

    @property
    def vector_index(self) -> VectorIndex:
        """The vectors' index as it lies on disk."""
        return self.meaning.index

    @cached_property
    def filter_index(self) -> FilterIndex:
        """The index of filters as it lies on disk."""
        return FilterIndex(self.home.filter_index)

    @cached_property
    def body_index(self) -> BodyIndex:
        """The index of sentences that are no records, as it lies on disk."""
        return BodyIndex(self.home.body_index)

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the vectors' index."""
        return self.meaning.encoder

    @property
    def thesaurus(self) -> Thesaurus:
        """The thesaurus in force, as the user's table is now; KbError where that cannot be read."""
        return thesaurus(self.home.thesaurus)

    def refresh(self) -> None:
        """Bring the indexes in step where another process changed the store or an index is missing or damaged.

        While another process writes, an older index goes on answering; KbError where there is none yet.
        """
        if self._in_step():
            return
        self.reopen()
        if self._in_step():
            return
        try:
            with writing(self.home, wait=0):
                self.sync()
        except KbError:
            if min(index.generation for index in self._indexes()) < 0:
                raise

    def repair(self) -> None:
        """Make the full-text indexes anew after one turned out damaged; KbError while another process writes."""
        with writing(self.home):
            self._renew(self.home.text_index, self.home.body_index)

    def sync(self) -> None:
        """Bring the indexes in step with the store; for the holder of the home's lock."""
        try:
            self._sync()
        except DamagedIndex:
            self._renew(self.home.text_index, self.home.body_index)

    def rebuild(self) -> None:
        """Make the indexes anew from the store; for the holder of the home's lock."""
        self._renew(self.home.text_index, self.home.body_index, self.meaning.folder, self.home.filter_index)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reopen(self) -> None:
        """Forget the indexes as they were opened."""
        for name in ("text_index", "body_index", "meaning", "filter_index"):
            self.__dict__.pop(name, None)

    def _renew(self, *folders: Path) -> None:
        """Make the indexes in these folders anew; others stay, since a slow model's vectors take hours."""
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        self.reopen()
        self._sync()

    def _sync(self) -> None:
        for index in (*self._indexes(), self.body_index):
            if index.generation != self.store.generation():
                index.sync(self.store)
        if self.vector_index.needs_training:
            start_training(self.home)

    def _indexes(self) -> tuple[TextIndex, VectorIndex, FilterIndex]:
        """Those of the records, without which no search answers."""
        return self.text_index, self.vector_index, self.filter_index

    def _in_step(self) -> bool:
        generation = self.store.generation()
        if self.meaning.choice != choices(self.store).used:
            return False
        indexes = (*self._indexes(), self.body_index)
        return all(index.generation == generation for index in indexes) and self.vector_index.is_on_disk


def open_kb(directory: str | Path | None = None) -> KnowledgeBase:
    """The knowledge base at `directory`, $KB_HOME or ./knowledge_base, created on first use; KbError in Chinese."""
    return KnowledgeBase(open_home(directory))
