"""The weights of the comparison from couples of documents with annotated pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize  # type: ignore[import-untyped]
from numpy.typing import NDArray
from scipy.special import logsumexp  # type: ignore[import-untyped]

from kb.letters import Matrix
from kb.scorer import Scorer, Stage, with_rivalry

# Ridge penalty over features of deviation 1; from 0.3 to 3 the figures of leave-one-couple-out do not change.
_PENALTY = 1.0


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
    scale = np.concatenate([each.reshape(-1, size) for each in features]).std(axis=0) + 1e-6
    chosen = [(each[example.rows] / scale, example.right) for each, example in zip(features, examples, strict=True)]
    found = scipy.optimize.minimize(_loss, np.zeros(size + 1), args=(chosen,), jac=True, method="L-BFGS-B")
    return Stage(tuple((found.x[:-1] / scale).tolist()), float(found.x[-1]))


def _loss(parameters: NDArray[np.float64], chosen: Sequence[tuple[Matrix, NDArray[np.bool_]]]
          ) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood with the penalty, and its gradient."""
    weights, silence = parameters[:-1], parameters[-1]
    loss, slope = _PENALTY * float(weights @ weights), np.append(2 * _PENALTY * weights, 0.0)
    for features, right in chosen:
        scores = np.append(features @ weights, np.full((len(features), 1), silence), axis=1)
        among_right = np.where(right, scores, -np.inf)
        total, of_right = logsumexp(scores, axis=1), logsumexp(among_right, axis=1)
        loss += float((total - of_right).sum())
        excess = np.exp(scores - total[:, None]) - np.exp(among_right - of_right[:, None])
        slope[:-1] += np.tensordot(excess[:, :-1], features, ((0, 1), (0, 1)))
        slope[-1] += excess[:, -1].sum()
    return loss, slope
