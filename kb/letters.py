"""Letter pairs of folded text, weighed by how rare they are: the words' side of every comparison."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.word_lists import alternation

Matrix = NDArray[np.float32]
_HAN_OR_WORD = re.compile(r"[㐀-鿿]|[a-zA-Z]+|\d+(?:\.\d+)?%?")
_STRETCH = re.compile(r"[^\w%]+")


@cache
def officialese() -> frozenset[str]:
    """Words that stand in every plan and tell nothing of the matter."""
    return frozenset(alternation("compare_empty_words.txt").split("|"))


def letter_pairs(text: str) -> Counter[str]:
    """Letter pairs of folded text within its stretches, those of empty officialese left out."""
    found: Counter[str] = Counter()
    for stretch in _STRETCH.split(text):
        letters = _HAN_OR_WORD.findall(stretch)
        found.update(a + b for a, b in pairwise(letters))
    for pair in officialese() & found.keys():
        del found[pair]
    return found


def alike(a: str | None, b: str | None) -> float:
    """Share of letter pairs that two short names have in common (Dice), from 0 to 1."""
    left, right = letter_pairs(a or ""), letter_pairs(b or "")
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 0.0


class Weigher:
    """Turns texts into rows of weights, one column a piece (letter pair, word): log((n + 1) / (texts with it + ½))."""

    def __init__(self, texts: Sequence[str], pieces: Callable[[str], Iterable[str]]) -> None:
        self._pieces = pieces
        seen = Counter(piece for text in texts for piece in set(pieces(text)))
        self.vocabulary = {piece: column for column, piece in enumerate(seen)}
        self._weights = np.array([math.log((len(texts) + 1) / (count + 0.5)) for count in seen.values()], np.float32)

    def rows(self, texts: Sequence[str]) -> Matrix:
        """Float32 (texts, pieces); pieces that the Weigher never saw count for nothing."""
        rows = np.zeros((len(texts), len(self.vocabulary)), np.float32)
        for row, text in enumerate(texts):
            columns = [self.vocabulary[piece] for piece in set(self._pieces(text)) if piece in self.vocabulary]
            rows[row, columns] = self._weights[columns]
        return rows


def of_length_one(rows: Matrix) -> Matrix:
    """Each row divided by its length; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return np.asarray(rows / lengths, np.float32)


def share(rows: Matrix, of: Matrix) -> Matrix:
    """For each row of `of` (n) and of `rows` (m): how much of its weight the other has as well, float32 (n, m)."""
    total = np.maximum(of.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(of @ (rows > 0).T.astype(np.float32) / total, np.float32)
