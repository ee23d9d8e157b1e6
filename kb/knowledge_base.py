"""The knowledge base as one thing to hold: its store and its indexes, kept in step."""

from __future__ import annotations

import contextlib
import shutil
from functools import cached_property
from pathlib import Path

from kb.errors import KbError
from kb.home import Home, open_home
from kb.locking import writing
from kb.store import Store
from kb.text_index import TextIndex


class KnowledgeBase:
    """Open with `open_kb`, close after use (or `with open_kb() as kb:`); reading works from several threads."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.store = Store(home.database)

    @cached_property
    def text_index(self) -> TextIndex:
        """The full-text index as it lies on disk."""
        return TextIndex(self.home.text_index)

    def refresh(self) -> None:
        """Bring the indexes in step where another process changed the store or an index is missing or damaged.

        While another process writes, an older index goes on answering; KbError where there is none yet.
        """
        if self._in_step():
            return
        self._reopen()
        if self._in_step():
            return
        try:
            with writing(self.home, wait=0):
                self.sync()
        except KbError:
            if self.text_index.generation < 0:
                raise

    def sync(self) -> None:
        """Bring the indexes in step with the store; for the holder of the home's lock."""
        if self.text_index.generation != self.store.generation():
            self.text_index.sync(self.store)

    def rebuild(self) -> None:
        """Make the indexes anew from the store; for the holder of the home's lock."""
        self._reopen()
        shutil.rmtree(self.home.text_index, ignore_errors=True)
        self.sync()

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _in_step(self) -> bool:
        return self.text_index.generation == self.store.generation()

    def _reopen(self) -> None:
        """Forget the indexes as they were opened."""
        with contextlib.suppress(AttributeError):
            del self.text_index


def open_kb(directory: str | Path | None = None) -> KnowledgeBase:
    """The knowledge base at `directory`, $KB_HOME or ./knowledge_base, created on first use; KbError in Chinese."""
    return KnowledgeBase(open_home(directory))
