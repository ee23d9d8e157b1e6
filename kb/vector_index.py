"""Vectors of the records: FAISS, inner product, kept on disk and brought in step document by document.

Up to some 100,000 vectors all are compared. Above, a process of its own (kb.vector_training) trains an index of cells
on them, to which `adopt` changes; what comes in later is compared one by one until it is trained in its turn.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb import manifest, vector_parts
from kb.encoder import Encoder, Vectors, of_length_one
from kb.entries import Entry
from kb.manifest import Contents, Manifest
from kb.store import Numbers, Store
from kb.vector_parts import Found, Mask
from pipelines.fold import fold

# So many vectors that are not trained make a training worth while.
TRAIN_FROM = 100_000
# Weight of the headings' vector beside the quote's; raise the number in _made_by when what is encoded changes.
_HEADINGS = 0.3
_BATCH = 4096

Encode = Callable[[Sequence[Entry]], Vectors]


class _Part:
    """An index and the documents in it."""

    def __init__(self, index: Any, documents: Contents) -> None:
        self.index = index
        self.documents = documents
        held = np.array(manifest.ranges(documents.values()), np.int64).reshape(-1, 2)
        self._firsts, self._lasts = held[:, 0], held[:, 1]

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The record numbers in it, growing."""
        return _numbers(zip(self._firsts, self._lasts, strict=True))

    def keep(self, documents: Contents) -> _Part:
        """The part without what is not among these documents."""
        gone = {doc_id: entry for doc_id, entry in self.documents.items() if documents.get(doc_id) != entry}
        vector_parts.remove(self.index, _numbers(manifest.ranges(gone.values())))
        return _Part(self.index, {doc_id: self.documents[doc_id] for doc_id in self.documents.keys() - gone.keys()})

    def holds(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these record numbers are in it."""
        if not len(self._firsts):
            return np.zeros(len(numbers), np.bool_)
        at = np.searchsorted(self._firsts, numbers, "right") - 1
        return np.asarray((at >= 0) & (numbers <= self._lasts[at]), np.bool_)


class VectorIndex:
    """The index in `folder` for one encoder; missing, damaged or another encoder's, it is empty until `sync`."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._stamp = manifest.stamp(folder)
        self._manifest, found = manifest.opened(folder, _made_by(encoder), self._read)
        self._trained, self._recent = found or (None, self._no_part())

    @property
    def generation(self) -> int:
        """The store's generation that the index answers for; -1 where there is no index."""
        return self._manifest.generation

    @property
    def is_on_disk(self) -> bool:
        """Whether the index on disk is this one; not so after another process changed it."""
        return self._stamp == manifest.stamp(self._folder)

    @property
    def needs_training(self) -> bool:
        """Whether so many vectors came in that they are worth a training."""
        return int(self._recent.index.ntotal) >= TRAIN_FROM

    def lacking(self, store: Store) -> list[str]:
        """The doc_ids of what `sync` would put in."""
        return manifest.changes(self._manifest, store).into

    def sync(self, store: Store, encode: Encode | None = None) -> None:
        """Bring the index in step with the store, document by document; for the holder of the home's lock.

        `encode` gives vectors of the index's encoder that were made before.
        """
        change = manifest.changes(self._manifest, store)
        vector_parts.remove(self._recent.index, _numbers(change.out))
        fresh = store.entries.of(change.into)
        while batch := list(itertools.islice(fresh, _BATCH)):
            vectors = encode(batch) if encode else encode_entries(self._encoder, batch)
            self._recent.index.add_with_ids(vectors, np.array([entry.number for entry in batch], np.int64))
        if self._trained:
            self._trained = self._trained.keep(change.result.documents)
        self._save(change.result)

    def search(self, vector: Vectors, limit: int, allowed: Mask | None = None) -> Found:
        """The numbers of the nearest records to one vector (dim,) and their cosines, best first, at most `limit`.

        `allowed` restricts the answer before ranking: one flag a record number, those beyond its end are not allowed.
        """
        return vector_parts.best([vector_parts.search(part.index, vector, limit, allowed) for part in self._parts()],
                                 limit)

    def cosines(self, vector: Vectors, numbers: Numbers) -> NDArray[np.float64]:
        """The cosine of one vector (dim,) with each of these records, in their order; 0 for one that is not there."""
        return np.asarray(self._vectors(np.asarray(numbers, np.int64)) @ vector, np.float64)

    def trained_anew(self) -> tuple[Any, Manifest]:
        """An index of cells of all vectors, and the manifest of what it holds; this index stays as it is."""
        numbers = np.sort(np.concatenate([part.numbers for part in self._parts()]))
        ranges = vector_parts.byte_ranges(self._trained.index) if self._trained else None
        return vector_parts.train(numbers, self._vectors, self._encoder.dim, ranges), self._manifest

    def adopt(self, trained: Any, holding: Manifest) -> None:
        """Change to an index of cells over what a manifest lists; for the holder of the home's lock.

        What came in since stays among the recent vectors. Nothing changes where another encoder's vectors were trained.
        """
        if holding.made_by != self._manifest.made_by:
            return
        base = replace(holding, base=holding.generation)
        recent = _Part(vector_parts.recent_part(self._encoder.dim),
                       _without(self._manifest.documents, base.documents))
        if len(recent.numbers):
            recent.index.add_with_ids(self._vectors(recent.numbers), recent.numbers)
        vector_parts.write(trained, self._trained_file(base))
        manifest.save(self._folder, base, self._trained_file(base).with_suffix(".json").name)
        self._trained, self._recent = _Part(trained, base.documents).keep(self._manifest.documents), recent
        self._save(replace(self._manifest, base=base.base))

    def _parts(self) -> list[_Part]:
        return [self._trained, self._recent] if self._trained else [self._recent]

    def _no_part(self) -> _Part:
        return _Part(vector_parts.recent_part(self._encoder.dim), {})

    def _vectors(self, numbers: NDArray[np.int64]) -> Vectors:
        """The stored vectors (n, dim) of these records; zeros for one that is not there."""
        found = np.zeros((len(numbers), self._encoder.dim), np.float32)
        for part in self._parts():
            if (there := part.holds(numbers)).any():
                found[there] = part.index.reconstruct_batch(numbers[there])
        return found

    def _save(self, kept: Manifest) -> None:
        """Write the vectors, then the manifest that names them, so that a reader never meets two that differ."""
        self._folder.mkdir(parents=True, exist_ok=True)
        held = self._trained.documents if self._trained else {}
        self._recent = _Part(self._recent.index, _without(kept.documents, held))
        vector_parts.write(self._recent.index, self._recent_file(kept))
        manifest.save(self._folder, kept)
        self._manifest, self._stamp = kept, manifest.stamp(self._folder)
        named = (self._recent_file(kept), self._trained_file(kept), self._trained_file(kept).with_suffix(".json"))
        for file in (*self._folder.glob("recent-*"), *self._folder.glob("trained-*")):
            if file not in named:
                file.unlink()

    def _recent_file(self, kept: Manifest) -> Path:
        return self._folder / f"recent-{kept.generation}-{kept.base}.faiss"

    def _trained_file(self, kept: Manifest) -> Path:
        return self._folder / f"trained-{kept.base}.faiss"

    def _read(self, kept: Manifest) -> tuple[_Part | None, _Part] | None:
        """The parts that a manifest names, None where one is damaged or does not fit it."""
        trained = self._read_trained(kept) if kept.base >= 0 else None
        recent = self._whole(self._recent_file(kept), _without(kept.documents, trained.documents if trained else {}))
        if recent is None or (kept.base >= 0 and trained is None):
            return None
        return trained, recent

    def _read_trained(self, kept: Manifest) -> _Part | None:
        file = self._trained_file(kept)
        base = manifest.load(self._folder, kept.made_by, file.with_suffix(".json").name)
        found = self._whole(file, base.documents)
        return found.keep(kept.documents) if found else None

    def _whole(self, file: Path, documents: Contents) -> _Part | None:
        index = vector_parts.read(file)
        size = manifest.size(manifest.ranges(documents.values()))
        fits = index is not None and (index.ntotal, index.d) == (size, self._encoder.dim)
        return _Part(index, documents) if fits else None


def encode_entries(encoder: Encoder, batch: Sequence[Entry]) -> Vectors:
    """The vectors (n, dim) of records: of the quote, turned a little towards that of the headings above it."""
    headings = [" ".join(entry.headings) for entry in batch]
    different = list(dict.fromkeys(headings))
    folded = fold("\n".join(each.replace("\n", " ") for each in (*different, *(entry.quote for entry in batch))))
    vectors = encoder.encode(folded.split("\n"))
    place = {heading: row for row, heading in enumerate(different)}
    above = vectors[[place[heading] for heading in headings]]
    return of_length_one(vectors[len(different):] + _HEADINGS * above)


def _without(documents: Contents, others: Contents) -> Contents:
    return {doc_id: entry for doc_id, entry in documents.items() if others.get(doc_id) != entry}


def _numbers(held: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """The record numbers of ranges."""
    return np.concatenate([np.empty(0, np.int64), *(np.arange(first, last + 1) for first, last in held)])


def _made_by(encoder: Encoder) -> str:
    return f"vectors 2 {encoder.name}"
