"""Search by meaning as it is opened: the model in use, its encoder and the index of its vectors belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kb.encoder import Encoder, Vectors, load_encoder
from kb.errors import KbError
from kb.home import Home
from kb.models import Choice, load
from kb.vector_index import VectorIndex


class Meaning:
    """The model of a choice; where it cannot be opened the built-in one answers, and `fault` says why."""

    def __init__(self, home: Home, choice: Choice) -> None:
        self.choice = choice
        self._home = home

    @property
    def encoder(self) -> Encoder:
        """The encoder that made the index's vectors; KbError where even the built-in one cannot be loaded."""
        return self._opened[0]

    @property
    def fault(self) -> str | None:
        """Why the built-in model answers in place of the chosen one, one Chinese line; None where it does not."""
        # Asked at every search, also those that need no vectors.
        return self._opened[1] if self.choice.model else None

    @cached_property
    def index(self) -> VectorIndex:
        """The index as it lies on disk."""
        return VectorIndex(self.folder, self.encoder)

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return folder_of(self._home, Choice() if self.fault else self.choice)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors (n, dim) of questions, the model's instruction before each."""
        return self.encoder.encode([self._instruction + text for text in texts])

    @property
    def _instruction(self) -> str:
        return "" if self.fault else self.choice.instruction

    @cached_property
    def _opened(self) -> tuple[Encoder, str | None]:
        try:
            return load(self.choice), None
        except KbError as error:
            if self.choice.model is None:
                raise
            return load_encoder(), f"{error}现在用内置模型检索。"


def folder_of(home: Home, choice: Choice) -> Path:
    """Where the index of a model's vectors lies."""
    if choice.model is None:
        return home.vector_index
    return home.other_vectors(hashlib.sha256(choice.vectors.encode()).hexdigest()[:16])
