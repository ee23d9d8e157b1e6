"""Which records have which filter terms: lists of record numbers by term, kept on disk, in step with the store."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb import manifest
from kb.entries import Entry
from kb.filter_terms import Selection
from kb.store import Store

_FILES = "terms-*.npz"
# Flags are kept for terms that more than one record in this many has: at most 16 of 1 MB for each field of one value.
_RARE = 16
# Raise the number when the terms of a record change (kb.filter_terms).
_MADE_BY = "filters 3"

# One flag a record number, from 0 to the greatest one.
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Lists:
    """`numbers` int32: those of the first term, of the second …; those of term i end before ends[i]; terms grow."""

    terms: tuple[str, ...]
    ends: NDArray[np.int64]
    numbers: NDArray[np.int32]

    def of(self, term: str) -> NDArray[np.int32]:
        """The record numbers of a term, in no order."""
        at = bisect_left(self.terms, term)
        if at == len(self.terms) or self.terms[at] != term:
            return self.numbers[:0]
        return self.numbers[self.ends[at - 1] if at else 0:self.ends[at]]


class FilterIndex:
    """The index in `folder`, read whole (1,000,000 records: about 40 MB); missing or damaged, empty until `sync`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest, found = manifest.opened(folder, _MADE_BY, self._read)
        self._use(found or _Lists((), np.empty(0, np.int64), np.empty(0, np.int32)))

    @property
    def generation(self) -> int:
        """The store's generation that the index answers for; -1 where there is no index."""
        return self._manifest.generation

    @property
    def length(self) -> int:
        """One more than the greatest record number."""
        return self._length

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The terms that begin so, in growing order; the same object until the next sync."""
        if prefix not in self._beginning:
            terms = self._lists.terms
            self._beginning[prefix] = terms[bisect_left(terms, prefix):bisect_left(terms, prefix + "\U0010ffff")]
        return self._beginning[prefix]

    def lists(self, prefix: str) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int32]]:
        """The terms of `beginning`, how many records have each one, and their numbers one term after the other."""
        terms = self.beginning(prefix)
        first = bisect_left(self._lists.terms, prefix)
        ends = np.concatenate([np.zeros(1, np.int64), self._lists.ends])[first:first + len(terms) + 1]
        return terms, np.diff(ends), self._lists.numbers[ends[0]:ends[-1]]

    def flags(self, numbers: Sequence[int] | NDArray[np.int64]) -> Mask:
        """True for each of these record numbers, as far as the index knows them."""
        flags = np.zeros(self._length, np.bool_)
        wanted = np.asarray(numbers, np.int64)
        flags[wanted[wanted < self._length]] = True
        return flags

    def mask(self, selection: Selection) -> Mask:
        """True for each record number that meets the selection."""
        met = np.ones(self._length, np.bool_)
        for any_of in selection:
            met &= self._having(any_of)
        return met

    def _having(self, any_of: tuple[str, ...]) -> Mask:
        """True for each record number with one of the terms; kept where a single term is asked for that many have."""
        if any_of in self._kept:
            return self._kept[any_of]
        having = np.zeros(self._length, np.bool_)
        for term in any_of:
            having[self._lists.of(term)] = True
        if len(any_of) == 1 and len(self._lists.of(any_of[0])) * _RARE > self._length:
            self._kept[any_of] = having
        return having

    def sync(self, store: Store) -> None:
        """Bring the index in step with the store, document by document; for the holder of the home's lock."""
        change = manifest.changes(self._manifest, store)
        lists = _without(self._lists, change.out)
        fresh = _collected(store.entries.of(change.into))
        self._save(_merged(lists, dict(sorted(fresh.items()))), change.result)

    def _use(self, lists: _Lists) -> None:
        self._lists = lists
        self._length = max((last for _, _, last in self._manifest.documents.values()), default=0) + 1
        self._beginning: dict[str, tuple[str, ...]] = {}
        self._kept: dict[tuple[str, ...], Mask] = {}

    def _save(self, lists: _Lists, kept: manifest.Manifest) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        former = set(self._folder.glob(_FILES)) - {self._file(kept)}
        np.savez(self._file(kept), ends=lists.ends, numbers=lists.numbers,
                 terms=np.frombuffer("\n".join(lists.terms).encode(), np.uint8))
        manifest.save(self._folder, kept)
        self._manifest = kept
        self._use(lists)
        for file in former:
            file.unlink()

    def _file(self, kept: manifest.Manifest) -> Path:
        return self._folder / _FILES.replace("*", str(kept.generation))

    def _read(self, kept: manifest.Manifest) -> _Lists | None:
        try:
            with np.load(self._file(kept), allow_pickle=False) as stored:
                text = stored["terms"].tobytes().decode()
                lists = _Lists(tuple(text.split("\n")) if text else (), stored["ends"], stored["numbers"])
        # numpy and zipfile raise exceptions of many kinds for a damaged file.
        except Exception:
            return None
        held = manifest.size(manifest.ranges(kept.documents.values()))
        # Every record has one kind.
        kinds = sum(len(lists.of(term)) for term in lists.terms if term.startswith("kind:"))
        return lists if kinds == held and len(lists.ends) == len(lists.terms) else None


def _collected(entries: Iterable[Entry]) -> dict[str, array[int]]:
    found: dict[str, array[int]] = defaultdict(lambda: array("i"))
    for entry in entries:
        for term in entry.terms:
            found[term].append(entry.number)
    return found


def _without(lists: _Lists, out: manifest.Ranges) -> _Lists:
    """The lists without these record numbers; a term may have none then."""
    if not len(lists.numbers) or not out:
        return lists
    gone = np.zeros(len(lists.numbers), np.bool_)
    for first, last in out:
        gone |= (lists.numbers >= first) & (lists.numbers <= last)
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(gone)])
    return _Lists(lists.terms, lists.ends - before[lists.ends], lists.numbers[~gone])


def _merged(lists: _Lists, fresh: dict[str, array[int]]) -> _Lists:
    """The lists with the fresh numbers behind those of the same term, without terms that none has."""
    behind = [bisect_right(lists.terms, term) for term in fresh]
    places = np.concatenate([np.zeros(1, np.int64), lists.ends])[behind]
    numbers = np.insert(lists.numbers, np.repeat(places, [len(added) for added in fresh.values()]),
                        np.concatenate([lists.numbers[:0], *fresh.values()]))
    counts = Counter(dict(zip(lists.terms, np.diff(lists.ends, prepend=0).tolist(), strict=True)))
    counts.update({term: len(added) for term, added in fresh.items()})
    terms = tuple(sorted(term for term, count in counts.items() if count))
    return _Lists(terms, np.cumsum([counts[term] for term in terms], dtype=np.int64), numbers)
