"""How alike one plan's commitments are to those of hundreds of plans: few features, sparse rows, one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.encoder import Encoder
from kb.letters import Matrix, letter_pairs
from kb.statements import Statement

# Fitted to the judgement of the comparison's scorer (kb.pairing) on the five-year plan of corpora/ and the eight annual
# plans, 878,000 pairs: above LIKELY are 222 pairs, of which 201 are its pairs; it has 248. Reading 600 by 24,000
# commitments that way takes 4 s in place of 150.
_WEIGHTS = (
    ("words", 4.63),     # rare letter pairs in common, cosine; of this and the next three see _apart
    ("goal", 5.32),      # share of the goal's rare letter pairs that the task has
    ("task", 4.42),      # share of the task's rare letter pairs that the goal has
    ("meaning", 8.38),   # cosine of the encoder's vectors
    ("chapter", 2.28),   # the same of the headings
)
_OFFSET = 9.54
_NEAREST = 10
# Above the first a task surely serves the goal; of those between the two about every second does, read by eye.
LIKELY, POSSIBLE = -0.5, -2.0


def bulk_likeness(goals: Sequence[Statement], tasks: Sequence[Statement], encoder: Encoder) -> Matrix:
    """A score for each pair, float32 (goals, tasks), to be held against LIKELY and POSSIBLE."""
    texts = [[each.text for each in side] for side in (goals, tasks)]
    left, right = _rows(*texts)
    layers = (
        _apart(_dense(_of_length_one(left) @ _of_length_one(right).T)),
        _apart(_share(left, right)),
        _apart(_share(right, left)).T,
        _apart(_vectors(texts[0], encoder) @ _vectors(texts[1], encoder).T),
        _vectors(_headings(goals), encoder) @ _vectors(_headings(tasks), encoder).T,
    )
    scores = np.full((len(goals), len(tasks)), -_OFFSET, np.float32)
    for (_, weight), layer in zip(_WEIGHTS, layers, strict=True):
        scores += np.float32(weight) * layer
    return scores


def _rows(left: Sequence[str], right: Sequence[str]) -> tuple[Any, Any]:
    """A sparse row of rare letter pairs for each text of both sides, float32 (texts, pairs)."""
    # Imported here: it takes a third of a second, which `--help` and a search should not wait for.
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    pairs_of = {text: list(letter_pairs(text)) for text in {*left, *right}}
    seen = Counter(pair for text in (*left, *right) for pair in pairs_of[text])
    column = {pair: at for at, pair in enumerate(seen)}
    rarity = np.log((len(left) + len(right) + 1) / (np.array([*seen.values()], np.float32) + 0.5))
    flat = [np.array([column[pair] for text in side for pair in pairs_of[text]], np.int32) for side in (left, right)]
    starts = [np.cumsum([0, *(len(pairs_of[text]) for text in side)]) for side in (left, right)]
    rows = [csr_matrix((rarity[own], own, start), (len(start) - 1, len(seen)), np.float32)
            for own, start in zip(flat, starts, strict=True)]
    return rows[0], rows[1]


def _of_length_one(rows: Any) -> Any:
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    return rows.multiply(1 / np.maximum(np.asarray(lengths), 1e-6)).tocsr()


def _share(of: Any, rows: Any) -> Matrix:
    """How much of the weight of each row of `of` (n) each of `rows` (m) has as well, float32 (n, m)."""
    total = np.maximum(np.asarray(of.sum(axis=1), np.float32), 1e-6)
    return np.asarray(_dense(of @ (rows > 0).astype(np.float32).T) / total, np.float32)


def _dense(rows: Any) -> Matrix:
    return np.asarray(rows.toarray(), np.float32)


def _apart(layer: Matrix) -> Matrix:
    """The layer less half the mean of each column's highest values: what is like everything tells nothing."""
    some = min(_NEAREST, len(layer))
    highest = np.partition(layer, -some, axis=0)[-some:]
    return np.asarray(layer - highest.mean(axis=0, keepdims=True) / 2, np.float32)


def _headings(statements: Sequence[Statement]) -> list[str]:
    return ["".join(each.headings) for each in statements]


def _vectors(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Vectors of length 1 (texts, dim); equal texts are encoded once."""
    different = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    return np.asarray(encoder.encode(list(different))[[different[text] for text in texts]], np.float32)
