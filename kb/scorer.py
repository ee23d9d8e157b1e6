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
# What the second stage knows besides: no statement answers everything, and the right one stands out. Against the
# margins over the second best these logarithms of shares cut the loss of leave-one-couple-out by a tenth.
RIVALRY = (
    "claim",  # how much of a statement's likelihood falls to this commitment, among all commitments
    "lead",   # how much of a commitment's likelihood falls to this statement, among all statements and silence
)


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
    """The features with those of RIVALRY behind them, from the first stage's scores above silence."""
    claim = scores - _log_sum(scores, axis=0)
    lead = scores - np.logaddexp(_log_sum(scores, axis=1), 0)
    return np.concatenate([features, np.stack([claim, lead], axis=-1)], axis=-1).astype(np.float32)


def _log_sum(scores: Matrix, axis: int) -> Matrix:
    """log(sum(exp)) along an axis, which is kept; large scores do not overflow."""
    top = scores.max(axis=axis, keepdims=True)
    return np.asarray(top + np.log(np.exp(scores - top).sum(axis=axis, keepdims=True)), np.float32)


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
