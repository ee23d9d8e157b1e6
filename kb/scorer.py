"""Which statement answers which commitment, if any: two linear stages over named similarities, weights from a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.evidence import SIMILARITIES
from kb.letters import Matrix

WEIGHTS = Path(__file__).parent / "compare_weights.json"
# What the second stage knows besides: no statement answers everything, and a best candidate stands out.
RIVALRY = (
    "score",   # the first stage's score above silence
    "rivals",  # how far it lies above the best score that the statement has with any other commitment
    "lead",    # how far it lies above the best score that the commitment has with any other statement
)
_FARTHEST = 4.0  # scores further apart than this tell no more


@dataclass(frozen=True, slots=True)
class Stage:
    """Weights of a stage's features, in their order, and the score of silence, which a statement must beat."""

    weights: tuple[float, ...]
    silence: float

    def scores(self, features: Matrix) -> Matrix:
        """Score above silence, float32 (commitments, statements), from features (commitments, statements, n)."""
        return np.asarray(features @ np.array(self.weights, np.float32) - np.float32(self.silence), np.float32)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Two stages; the second one knows the rivalry in the scores of the first."""

    first: Stage
    second: Stage

    def scores(self, features: Matrix) -> Matrix:
        """The second stage's scores above silence, float32 (commitments, statements); above 0 beats silence."""
        return self.second.scores(with_rivalry(features, self.first.scores(features)))


def with_rivalry(features: Matrix, scores: Matrix) -> Matrix:
    """The features with those of RIVALRY behind them."""
    rivals = np.clip(scores - _best_other(scores, axis=0), -_FARTHEST, _FARTHEST)
    lead = np.clip(scores - _best_other(scores, axis=1), -_FARTHEST, _FARTHEST)
    return np.concatenate([features, np.stack([scores, rivals, lead], axis=-1)], axis=-1).astype(np.float32)


def _best_other(scores: Matrix, axis: int) -> Matrix:
    """For each score the best one of the others along an axis; far below where there is no other."""
    if scores.shape[axis] < 2:
        return np.full_like(scores, -1e3)
    ordered = np.sort(scores, axis=axis)
    best, second = ordered.take([-1], axis=axis), ordered.take([-2], axis=axis)
    return np.asarray(np.where(scores == best, second, best), np.float32)


def probabilities(scores: Matrix) -> NDArray[np.float64]:
    """How likely each statement is the answer, float64 (commitments, statements); what lacks to 1 is silence."""
    top = np.maximum(scores.max(axis=1, keepdims=True), 0)
    odds = np.exp(scores - top, dtype=np.float64)
    return np.asarray(odds / (odds.sum(axis=1, keepdims=True) + np.exp(-top, dtype=np.float64)), np.float64)


def save(scorer: Scorer, path: Path = WEIGHTS) -> None:
    """Write the weights by their names."""
    content = {"first": _named(scorer.first, SIMILARITIES), "second": _named(scorer.second, SIMILARITIES + RIVALRY)}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _named(stage: Stage, names: Sequence[str]) -> dict[str, float]:
    named = dict(zip((*names, "silence"), (*stage.weights, stage.silence), strict=True))
    return {name: round(weight, 4) for name, weight in named.items()}


@cache
def load_scorer(path: Path = WEIGHTS) -> Scorer:
    """The scorer of a file that `save` wrote; KeyError where a weight is missing."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Scorer(_stage(content["first"], SIMILARITIES), _stage(content["second"], SIMILARITIES + RIVALRY))


def _stage(content: dict[str, float], names: Sequence[str]) -> Stage:
    return Stage(tuple(content[name] for name in names), content["silence"])
