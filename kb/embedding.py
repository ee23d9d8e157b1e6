"""Change to another model: its vectors are made beside the old ones, which answer until all are there.

What is encoded goes to files that only grow, so that a change that broke off goes on where it ended.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from kb import manifest
from kb.encoder import Encoder, Vectors
from kb.entries import Entry
from kb.errors import KbError
from kb.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.locking import writing
from kb.meaning import folder_of
from kb.models import Choice, Choices, choices, save
from kb.store import Store
from kb.vector_index import VectorIndex, encode_entries

# Called after each batch with the number of records done and that of all.
Progress = Callable[[int, int], None]

# Records encoded at once: four seconds of a small transformer on two cores, which is what an interruption loses.
_BATCH = 256
# An ingest of many files may hold the home for long.
_WAIT_SECONDS = 6 * 3600.0
# Record numbers in int64 and as many rows of float16.
_NUMBERS, _VECTORS = "encoded.numbers", "encoded.vectors"


class Encoded:
    """The vectors of records encoded so far for one index; only one process may add to them."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._files = {folder / _NUMBERS: 8, folder / _VECTORS: 2 * encoder.dim}
        folder.mkdir(parents=True, exist_ok=True)
        for file in self._files:
            file.touch()
        # A process that was killed may have left part of a row, or vectors without their numbers.
        held = min(file.stat().st_size // size for file, size in self._files.items())
        for file, size in self._files.items():
            os.truncate(file, held * size)
        numbers = np.fromfile(folder / _NUMBERS, np.int64)
        self._rows = {int(number): row for row, number in enumerate(numbers)}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, number: int) -> bool:
        return number in self._rows

    def add(self, batch: Sequence[Entry]) -> None:
        """Encode some records."""
        vectors = encode_entries(self._encoder, batch).astype(np.float16)
        numbers = np.array([entry.number for entry in batch], np.int64)
        # Numbers last: a vector without its number does not count.
        for file, content in zip(reversed(self._files), (vectors.tobytes(), numbers.tobytes()), strict=True):
            with file.open("ab") as opened:
                opened.write(content)
        self._rows |= {int(number): row for row, number in enumerate(numbers, len(self))}

    def vectors(self, batch: Sequence[Entry]) -> Vectors:
        """The vectors (n, dim) of some records, encoded now where they were not before."""
        if fresh := [entry for entry in batch if entry.number not in self]:
            self.add(fresh)
        if not batch:
            return np.empty((0, self._encoder.dim), np.float32)
        stored = np.memmap(list(self._files)[1], np.float16, "r", shape=(len(self), self._encoder.dim))
        return np.asarray(stored[[self._rows[entry.number] for entry in batch]], np.float32)

    def clear(self) -> None:
        """Forget all, and take the files away."""
        self._rows.clear()
        for file in self._files:
            file.unlink(missing_ok=True)


def change_model(choice: Choice, encoder: Encoder, home: Home, progress: Progress | None = None) -> None:
    """Make the vectors of all records by a model that kb.models.choose gave, then let it answer in place of the old.

    KbError where another process is at it. Interrupted, the old model goes on answering, and the same call goes on
    where this one ended.
    """
    with _only_one(home), KnowledgeBase(home) as kb:
        folder = folder_of(home, choice)
        # The same vectors, only another instruction; or what stood in for a model that could not be opened stays.
        if folder != kb.meaning.folder:
            _make_vectors(kb, choice, VectorIndex(folder, encoder), Encoded(folder, encoder), progress)
        save(kb.store, Choices(choice))
    for other in home.other_vectors().parent.glob(home.other_vectors().name):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def encoded_so_far(home: Home, choice: Choice) -> int:
    """How many records a change to this model has done, as it goes on or after it broke off."""
    try:
        return (folder_of(home, choice) / _NUMBERS).stat().st_size // 8
    except OSError:
        return 0


def _make_vectors(kb: KnowledgeBase, choice: Choice, index: VectorIndex, encoded: Encoded,
                  progress: Progress | None) -> None:
    """Bring a new index in step with the store; nobody else writes it, and ingest is kept waiting only at the end."""
    chosen = choices(kb.store)
    # The built-in model has no name of its own, and takes a minute for a million records.
    if choice.model is None or chosen.following is None or chosen.following.vectors != choice.vectors:
        encoded.clear()
    save(kb.store, replace(chosen, following=choice))
    _encode(kb.store, index, encoded, progress)
    with writing(kb.home, _WAIT_SECONDS):
        index.sync(kb.store, encoded.vectors)
    if index.needs_training:
        index.adopt(*index.trained_anew())
    with writing(kb.home, _WAIT_SECONDS):
        if index.generation != kb.store.generation():
            index.sync(kb.store, encoded.vectors)
        save(kb.store, Choices(choice))
    encoded.clear()


def _encode(store: Store, index: VectorIndex, encoded: Encoded, progress: Progress | None) -> None:
    """Encode what the index lacks and what was not encoded before."""
    lacking = index.lacking(store)
    contents = store.contents()
    total = manifest.size(manifest.ranges(contents[doc_id] for doc_id in lacking))
    fresh = (entry for entry in store.entries.of(lacking) if entry.number not in encoded)
    if progress:
        progress(min(len(encoded), total), total)
    while batch := list(itertools.islice(fresh, _BATCH)):
        encoded.add(batch)
        if progress:
            progress(min(len(encoded), total), total)


@contextmanager
def _only_one(home: Home) -> Iterator[None]:
    """Hold what keeps two processes from changing the model at once; KbError where another does."""
    home.embedding_lock.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(home.embedding_lock))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise KbError(f"另一个程序正在给这个知识库换语义模型（{home.root}）。请等它结束后再试。") from error
    with lock:
        yield
