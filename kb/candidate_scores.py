"""BM25 of some chosen records, counted in their stored texts with the rarities that the full-text index knows.

Among 1,000,000 records the index takes 6 ms to score 200 chosen ones by all words of a query; counting takes 1 ms. So
the index may leave common words out when it looks for candidates, and they still decide among the candidates: on the
92 queries of eval/gold among 1,000,000 other records hit@1 is 27 so, 27 when the index reads everything, 21 without.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.fold import fold

Scores = NDArray[np.float64]

# As tantivy has them.
_K1, _B = 1.2, 0.75
_BMP = 0x10000


@dataclass(frozen=True, slots=True)
class Term:
    """A word or character of a query in one field of the index.

    Its weight in BM25 is `weight` x `rarity` (idf); `records` is how many have it there.
    """

    field: str
    text: str
    weight: float
    rarity: float
    records: int = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands in these fields of the records, one text a record, and how many characters it usually has."""

    fields: tuple[str, ...]
    of_records: Sequence[str]
    usual_length: float


def scores(terms: Sequence[Term], texts: Iterable[Texts]) -> Scores:
    """The BM25 score of each record."""
    of_fields = [_of_fields([term for term in terms if term.field in each.fields], each) for each in texts]
    return np.asarray(np.sum(of_fields, axis=0), np.float64)


def _of_fields(terms: Sequence[Term], texts: Texts) -> Scores:
    folded, codes, rows = _folded(texts.of_records)
    lengths = np.bincount(rows[codes >= ord("㐀")], minlength=len(folded))
    longness = (_K1 * (1 - _B + _B * lengths / texts.usual_length))[:, None]
    different = list(dict.fromkeys(term.text for term in terms))
    single = [text for text in different if len(text) == 1 and ord(text) < _BMP - 1]
    longer = [text for text in different if text not in single]
    counts = np.hstack([_characters(codes, rows, single, len(folded)),
                        np.array([[text.count(part) for part in longer] for text in folded]).reshape(len(folded), -1)])
    weights = [sum(term.weight * term.rarity for term in terms if term.text == text) for text in single + longer]
    return np.asarray((counts * (_K1 + 1) / (counts + longness)) @ np.array(weights, np.float64), np.float64)


def _characters(codes: NDArray[np.uint32], rows: NDArray[np.int64], wanted: Sequence[str], count: int
                ) -> NDArray[np.int64]:
    """How often each text has each of these characters (count, wanted)."""
    column = np.full(_BMP, len(wanted), np.int64)
    column[[ord(character) for character in wanted]] = np.arange(len(wanted))
    width = len(wanted) + 1
    cells = np.bincount(rows * width + column[np.minimum(codes, _BMP - 1)], minlength=count * width)
    return cells.reshape(count, width)[:, :-1]


def _folded(texts: Sequence[str]) -> tuple[list[str], NDArray[np.uint32], NDArray[np.int64]]:
    """The texts folded character by character, all their characters' codes, and to which text each one belongs."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        joined = "\n".join(text.replace("\n", " ") for text in texts)
    raw = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    codes = np.where(raw < _BMP, _folding()[np.minimum(raw, _BMP - 1)], raw)
    return codes.tobytes().decode("utf-32-le").split("\n"), codes, np.cumsum(codes == ord("\n"))


@functools.cache
def _folding() -> NDArray[np.uint32]:
    """What each character of the basic plane is folded to by itself (uint32, 65,536)."""
    table = np.arange(_BMP, dtype=np.uint32)
    used = [code for code in range(ord("A"), _BMP) if chr(code).isalnum()]
    folded = fold("\n".join(map(chr, used))).lower().split("\n")
    table[used] = [ord(new) if len(new) == 1 else old for old, new in zip(used, folded, strict=True)]
    return table
