"""Which commitment of one plan is which of another: the scorer of the comparison asked in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.commitments import Commitment
from kb.encoder import Encoder
from kb.evidence import similarities
from kb.letters import Matrix
from kb.scorer import load_scorer

# Of the 146 pairs between the plans of 2024 and 2025 of two bodies of corpora/ that this and _SHARED give, 133 are the
# same matter, read by eye: 19 in 20 of those above 4, two in three of those below 3.5; below 2.5 it is one in four.
_SAME = 2.5
# What is left over shares the partner of another one where it is that sure: one task cut in two, two become one.
_SHARED = 3.5
# How the score (a logarithm of odds, learned on plans and reports) becomes a share of right pairs on plans and plans.
_EVEN, _SLOPE = 1.8, 0.9


@dataclass(frozen=True, slots=True)
class Pairing:
    """`pairs` are (left, right, confidence 0 to 1), each left and right at most once; `shared` those left over.

    `nearest` gives for each commitment that has no pair the nearest of the other plan and how likely it is the same:
    of the left ones first, then of the right ones.
    """

    pairs: tuple[tuple[int, int, float], ...]
    shared: tuple[tuple[int, int, float], ...]
    nearest: tuple[dict[int, tuple[int, float]], dict[int, tuple[int, float]]]


def pair_up(left: Sequence[Commitment], right: Sequence[Commitment], encoder: Encoder) -> Pairing:
    """The pairs whose scores together are highest, one to one; everything empty where one side is."""
    if not left or not right:
        return Pairing((), (), ({}, {}))
    scores = both_ways(left, right, encoder)
    pairs = _assigned(scores)
    shared = _left_over(scores, {row for row, _ in pairs}, {column for _, column in pairs})
    rows, columns = ({pair[side] for pair in (*pairs, *shared)} for side in (0, 1))
    alone = (_nearest(scores, rows), _nearest(scores.T, columns))
    return Pairing(_sure(pairs, scores), _sure(shared, scores), alone)


def both_ways(left: Sequence[Commitment], right: Sequence[Commitment], encoder: Encoder) -> Matrix:
    """The mean of the scores of right as the answer to left and of left as that to right, float32 (left, right)."""
    statements = [[each.statement for each in side] for side in (left, right)]
    scorer = load_scorer()
    there = scorer.scores(similarities(statements[0], statements[1], encoder))
    back = scorer.scores(similarities(statements[1], statements[0], encoder))
    return np.asarray((there + back.T) / 2, np.float32)


def _assigned(scores: Matrix) -> list[tuple[int, int]]:
    # Imported here: scipy.optimize takes a third of a second, which `--help` and a search should not wait for.
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    gains = np.maximum(scores - _SAME, 0)
    return [(int(row), int(column)) for row, column in zip(*linear_sum_assignment(gains, maximize=True), strict=True)
            if gains[row, column] > 0]


def _left_over(scores: Matrix, rows: set[int], columns: set[int]) -> list[tuple[int, int]]:
    best = [(row, int(scores[row].argmax())) for row in range(len(scores)) if row not in rows]
    others = [(int(scores[:, column].argmax()), column) for column in range(scores.shape[1]) if column not in columns]
    return list(dict.fromkeys(pair for pair in (*best, *others) if scores[pair] >= _SHARED))


def _nearest(scores: Matrix, known: set[int]) -> dict[int, tuple[int, float]]:
    return {row: (int(scores[row].argmax()), _share(float(scores[row].max())))
            for row in range(len(scores)) if row not in known}


def _sure(pairs: Sequence[tuple[int, int]], scores: Matrix) -> tuple[tuple[int, int, float], ...]:
    return tuple((*pair, _share(float(scores[pair]))) for pair in sorted(pairs))


def _share(score: float) -> float:
    return float(1 / (1 + np.exp(-_SLOPE * (score - _EVEN))))
