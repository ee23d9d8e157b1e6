"""Which records say nearly the same: a sentence handed down from province to county, or repeated year after year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kb.words import characters

# Share of the letter pairs of the shorter text that the longer one has, and of its length that the shorter one has.
# Of 20 pairs for each step of the share, drawn from 23,242 records of 235 documents, one reader found so many to be one
# sentence (other figures, a word changed) of those that also are long enough: from 0.9: 17 of 17, from 0.85: 12 of 15,
# from 0.8: 11 of 15, from 0.75: 11 of 17, from 0.7: 9 of 17. Of those that are too short for it 7 of 13 from 0.8 on: a
# clause was taken for the long sentence that holds it.
_SHARE, _LENGTH = 0.8, 0.6

Matrix = NDArray[np.float32]


def groups(texts: Sequence[str], apart: Collection[int] = ()) -> list[list[int]]:
    """The places of texts that say nearly the same, together under the first of each; every place once, in order.

    Those in `apart` are only compared with one another: what was done is not what was promised.
    """
    sides = np.isin(np.arange(len(texts)), list(apart))
    alike = _alike(texts) & (sides[:, None] == sides)
    left = np.ones(len(texts), np.bool_)
    found: list[list[int]] = []
    for place in range(len(texts)):
        if left[place]:
            left[place] = False
            others = np.flatnonzero(alike[place] & left)
            left[others] = False
            found.append([place, *others.tolist()])
    return found


def _alike(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Whether two texts say nearly the same (n, n)."""
    pairs = _pairs(texts)
    sizes = pairs.sum(axis=1)
    shorter, longer = np.minimum.outer(sizes, sizes), np.maximum.outer(sizes, sizes)
    return np.asarray((pairs @ pairs.T >= _SHARE * shorter) & (shorter >= _LENGTH * longer) & (shorter > 0), np.bool_)


def _pairs(texts: Sequence[str]) -> Matrix:
    """One row a text, one column a letter pair: 1 where it has it; script makes no difference."""
    found = [set(pairwise(_letters(text))) for text in texts]
    columns = {pair: column for column, pair in enumerate(dict.fromkeys(pair for each in found for pair in each))}
    rows = np.zeros((len(texts), len(columns)), np.float32)
    for row, each in enumerate(found):
        rows[row, [columns[pair] for pair in each]] = 1
    return rows


def _letters(text: str) -> list[str]:
    """The characters, any figure as the same one: what is repeated year after year has other figures every year."""
    return ["0" if each[0].isdecimal() else each for each in characters(text)]
