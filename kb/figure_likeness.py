"""How the figures that a plan promises resemble those that a report gives: matrices over all pairs of statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kb.figures import promised
from kb.letters import Matrix, Weigher, letter_pairs, of_length_one
from kb.reported_figures import RATES, measured_in
from kb.statements import Statement
from pipelines.document import Quantity

_FARTHEST = 3.0  # times

_Figures = tuple[list[int], list[Quantity]]


def sizes_and_names(commitments: Sequence[Statement], statements: Sequence[Statement]) -> tuple[Matrix, Matrix]:
    """Two matrices (commitments, statements), 0 where no figure is promised or none of its kind is given.

    The first is 1 for a figure of the promised size and 0 for one that is three times as large or a third; the second
    is the cosine of the rare letter pairs in the names of what is measured. The nearest two figures count.
    """
    shape = len(commitments), len(statements)
    left, right = _figures(commitments, promised), _figures(statements, lambda each: list(each.quantities))
    if not left[1] or not right[1]:
        return np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    same = _same_kind(left[1], right[1])
    sizes, names = same * _sizes(left[1], right[1]), same * _names(left[1], right[1])
    return _highest(sizes, left, right, shape), _highest(names, left, right, shape)


def _figures(statements: Sequence[Statement], figures: Callable[[Statement], list[Quantity]]) -> _Figures:
    """All figures, and for each the row of its statement."""
    pairs = [(row, figure) for row, each in enumerate(statements) for figure in figures(each)]
    return [row for row, _ in pairs], [figure for _, figure in pairs]


def _same_kind(left: Sequence[Quantity], right: Sequence[Quantity]) -> NDArray[np.bool_]:
    kinds = [[(measured_in(each.unit)[0], each.op in RATES) for each in side] for side in (left, right)]
    codes = {kind: code for code, kind in enumerate(dict.fromkeys(kinds[0] + kinds[1]))}
    rows = [np.array([codes[kind] for kind in side]) for side in kinds]
    return np.asarray(rows[0][:, None] == rows[1][None, :])


def _sizes(left: Sequence[Quantity], right: Sequence[Quantity]) -> Matrix:
    logs = [np.log([max(1e-6, abs(each.value) * measured_in(each.unit)[1]) for each in side]) for side in (left, right)]
    apart = np.abs(logs[0][:, None] - logs[1][None, :]) / np.log(_FARTHEST)
    return np.asarray(np.maximum(0, 1 - apart), np.float32)


def _names(left: Sequence[Quantity], right: Sequence[Quantity]) -> Matrix:
    names = [[each.indicator or "" for each in side] for side in (left, right)]
    weigher = Weigher(names[0] + names[1], letter_pairs)
    rows = [of_length_one(weigher.rows(side)) for side in names]
    return rows[0] @ rows[1].T


def _highest(values: Matrix, left: _Figures, right: _Figures, shape: tuple[int, int]) -> Matrix:
    """The highest value over the figures of each pair of statements, 0 where one has none."""
    found = np.zeros(shape, np.float32)
    rows, columns = np.meshgrid(left[0], right[0], indexing="ij")
    np.maximum.at(found, (rows, columns), values)
    return found
