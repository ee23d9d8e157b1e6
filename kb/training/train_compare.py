"""The weights of the comparison from couples of documents with annotated pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize  # type: ignore[import-untyped]
from numpy.typing import NDArray

from kb.letters import Matrix
from kb.scorer import Scorer, Stage, with_rivalry

# Ridge penalty over features of deviation 1; from 0.3 to 3 the figures of leave-one-couple-out do not change.
_PENALTY = 1.0
_ROUNDS = 100  # the figures do not change after 60


@dataclass(frozen=True, slots=True)
class Example:
    """One couple: all similarities, the rows of annotated commitments, and for each (in its order) what is right.

    `right` is bool (annotated, statements + 1): the statements that answer it, the last column for silence.
    """

    features: Matrix
    rows: NDArray[np.int64]
    right: NDArray[np.bool_]


def train(examples: Sequence[Example]) -> Scorer:
    """Both stages, each a choice among all statements and silence (conditional logit) of the greatest likelihood."""
    first = _fit([example.features for example in examples], examples)
    wider = [with_rivalry(example.features, first.scores(example.features)) for example in examples]
    return Scorer(first, _fit(wider, examples))


def _fit(features: Sequence[Matrix], examples: Sequence[Example]) -> Stage:
    size = features[0].shape[-1]
    scale = np.sqrt(np.mean([each.reshape(-1, size).var(axis=0) for each in features], axis=0)) + 1e-6
    choices = _choices([each[example.rows] / scale for each, example in zip(features, examples, strict=True)], examples)
    found = scipy.optimize.minimize(_loss, np.zeros(size + 1), args=(choices,), jac=True, method="L-BFGS-B",
                                    options={"maxiter": _ROUNDS})
    return Stage(tuple((found.x[:-1] / scale).tolist()), float(found.x[-1]))


@dataclass(frozen=True, slots=True)
class _Choices:
    """All annotated commitments in one: features float32 (rows, most statements, n), 0 where a couple has fewer.

    `there` and `right` are bool (rows, most statements + 1), the last column for silence.
    """

    features: Matrix
    there: NDArray[np.bool_]
    right: NDArray[np.bool_]


def _choices(features: Sequence[Matrix], examples: Sequence[Example]) -> _Choices:
    most = max(each.shape[1] for each in features)
    wide = [np.pad(each, ((0, 0), (0, most - each.shape[1]), (0, 0))) for each in features]
    there = [np.pad(np.ones(each.shape[:2], bool), ((0, 0), (0, most - each.shape[1]))) for each in features]
    right = [np.pad(example.right[:, :-1], ((0, 0), (0, most + 1 - example.right.shape[1]))) for example in examples]
    silent = np.concatenate([example.right[:, -1:] for example in examples])
    return _Choices(np.concatenate(wide).astype(np.float32), np.pad(np.concatenate(there), ((0, 0), (0, 1)),
                    constant_values=True), np.concatenate([np.concatenate(right), silent], axis=1))


def _loss(parameters: NDArray[np.float64], choices: _Choices) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood with the penalty, and its gradient."""
    weights, silence = parameters[:-1], parameters[-1]
    flat = choices.features.reshape(-1, weights.size)
    scores = (flat @ weights.astype(np.float32)).reshape(choices.features.shape[:2]).astype(np.float64)
    scores = np.where(choices.there, np.pad(scores, ((0, 0), (0, 1)), constant_values=silence), -np.inf)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    of_right = np.where(choices.right, odds, 0)
    total, right = odds.sum(axis=1, keepdims=True), np.maximum(of_right.sum(axis=1, keepdims=True), 1e-300)
    excess = odds / total - of_right / right
    slope = excess[:, :-1].astype(np.float32).reshape(-1) @ flat + 2 * _PENALTY * weights
    loss = _PENALTY * float(weights @ weights) + float(np.log(total / right).sum())
    return loss, np.append(slope, excess[:, -1].sum())
