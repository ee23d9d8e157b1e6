"""Vectors of the records: FAISS, exact inner product, kept on disk and brought in step document by document."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from kb import manifest
from kb.encoder import Encoder, Vectors, of_length_one
from kb.entries import Entry, entries
from kb.store import Numbers, Store
from pipelines.fold import fold

_FILES = "vectors-*.faiss"
# Weight of the headings' vector beside the quote's; raise the number in _made_by when what is encoded changes.
_HEADINGS = 0.3
_BATCH = 4096


# A query scans a few megabytes: waiting for a second thread costs more than it saves, most of all on a busy machine.
faiss.omp_set_num_threads(1)


class VectorIndex:
    """The index in `folder` for one encoder; missing, damaged or another encoder's, it is empty until `sync`."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._manifest = manifest.load(folder, _made_by(encoder))
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(encoder.dim))
        self._open()

    @property
    def generation(self) -> int:
        """The store's generation that the index answers for; -1 where there is no index."""
        return self._manifest.generation

    def sync(self, store: Store) -> None:
        """Bring the index in step with the store, document by document; for the holder of the home's lock."""
        change = manifest.changes(self._manifest, store)
        for first, last in change.out:
            self._index.remove_ids(faiss.IDSelectorRange(first, last + 1))
        fresh = entries(store, change.into)
        while batch := list(itertools.islice(fresh, _BATCH)):
            self._index.add_with_ids(encode_entries(self._encoder, batch),
                                     np.array([entry.number for entry in batch], np.int64))
        self._save(change.result)

    def search(self, vector: Vectors, limit: int, allowed: Numbers | None = None
               ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The numbers of the nearest records to one vector (dim,) and their cosines, best first, at most `limit`.

        `allowed` restricts the answer to these record numbers before ranking.
        """
        parameters = None
        if allowed is not None:
            selected: Any = faiss.IDSelectorBatch(np.array(allowed, np.int64))
            parameters = faiss.SearchParameters(sel=selected)  # type: ignore[call-arg]
        cosines, numbers = self._index.search(vector.reshape(1, -1), limit, params=parameters)
        found = numbers[0] >= 0
        return numbers[0][found], cosines[0][found]

    def cosines(self, vector: Vectors, numbers: Numbers) -> NDArray[np.float64]:
        """The cosine of one vector (dim,) with each of these records, in their order; 0 for one that is not there."""
        ids = faiss.vector_to_array(self._index.id_map)
        known = np.isin(numbers, ids)
        found = np.zeros(len(numbers))
        if known.any():
            found[known] = self._index.reconstruct_batch(np.asarray(numbers, np.int64)[known]) @ vector
        return found

    def _save(self, kept: manifest.Manifest) -> None:
        """Write the vectors, then the manifest that names them, so that a reader never meets two that differ."""
        self._folder.mkdir(parents=True, exist_ok=True)
        former = set(self._folder.glob(_FILES)) - {self._file(kept)}
        faiss.write_index(self._index, str(self._file(kept)))
        manifest.save(self._folder, kept)
        self._manifest = kept
        for file in former:
            file.unlink()

    def _file(self, kept: manifest.Manifest) -> Path:
        return self._folder / _FILES.replace("*", str(kept.generation))

    def _open(self) -> None:
        """Read what is on disk; where that fails or does not fit the manifest, forget it."""
        expected = sum(last - first + 1 for _, first, last in self._manifest.documents.values() if last)
        try:
            if self.generation >= 0:
                self._index = faiss.read_index(str(self._file(self._manifest)))
            whole = self._index.ntotal == expected and self._index.d == self._encoder.dim
        # FAISS raises RuntimeError for a damaged file.
        except (RuntimeError, OSError):
            whole = False
        if not whole:
            self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(self._encoder.dim))
            self._manifest = manifest.Manifest(_made_by(self._encoder))


def encode_entries(encoder: Encoder, batch: Sequence[Entry]) -> Vectors:
    """The vectors (n, dim) of records: of the quote, turned a little towards that of the headings above it."""
    quotes = encoder.encode([fold(entry.quote) for entry in batch])
    headings = encoder.encode([fold(" ".join(entry.headings)) for entry in batch])
    return of_length_one(quotes + _HEADINGS * headings)


def _made_by(encoder: Encoder) -> str:
    return f"vectors 1 {encoder.name}"
