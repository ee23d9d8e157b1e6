"""A promised figure and a reported one: whether they measure the same thing, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pipelines
from kb.letters import alike
from kb.statements import Statement
from pipelines.document import Quantity
from pipelines.extract.measures import measure_of
from pipelines.extract.word_lists import alternation

_UNITS = Path(pipelines.__file__).parent / "lexicon" / "compare_units.tsv"
# A figure never decides alone: names of indicators that share less than this are different matters …
_SAME_INDICATOR = 0.4
# … unless the report has one figure only of that size that could be meant (a share of rare units is enough then).
_ONLY_FIGURE, _FARTHEST = 0.05, 2.5
EXCEEDED, ALMOST = 1.05, 0.9  # guideline, verdicts: at least 5 % over; at least 90 %
_ABOUT = 0.95  # 左右: within its rounding
_LOWER_IS_BETTER = re.compile(alternation("compare_lower_is_better.txt"))
_ABOUT_WORDS = re.compile(r"左右|约|近|上下")
_RATES = ("increase_by", "decrease_by")
_PRICE = re.compile(r"涨幅|增速|增长率|增幅|降幅")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two figures side by side; `ratio` is actual over target in the same unit, None where the target is zero."""

    target: Quantity
    actual: Quantity
    ratio: float | None
    verdict: str
    reason: str


@cache
def _conversions() -> dict[str, tuple[str, float]]:
    rows = (line.split("\t") for line in _UNITS.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#"))
    return {unit: (dimension, float(factor)) for unit, dimension, factor in rows}


@cache
def measured_in(unit: str | None) -> tuple[str, float]:
    """What a unit measures and its factor; all classifiers (个, 家, 所, 处 …) count the same."""
    if unit in _conversions():
        return _conversions()[unit or ""]
    try:
        category = measure_of(unit or "").category
    except KeyError:
        return unit or "", 1.0
    return ("count" if category in ("count", "spoken") else unit or ""), 1.0


def compare_figures(commitment: Statement, evidence: Sequence[Statement]) -> list[Comparison]:
    """One comparison for each promised figure that the evidence (best first) gives as well, in the promise's order."""
    found = []
    for target in promised(commitment):
        rated = [(rating, actual) for place, piece in enumerate(evidence) for actual in piece.quantities
                 if (rating := _rating(target, actual, commitment, piece) - 0.02 * place) > 0]
        if rated:
            found.append(_compared(target, max(rated, key=lambda each: each[0])[1], commitment))
    return found


def promised(commitment: Statement) -> list[Quantity]:
    """The figures that a commitment promises, without those it starts from (由71%提高到73%) and thresholds inside."""
    return [quantity for quantity in commitment.quantities if not (quantity.indicator or "").startswith("原有")]


def _rating(target: Quantity, actual: Quantity, commitment: Statement, piece: Statement) -> float:
    """How sure two figures measure the same thing, 0 where they do not."""
    dimension, factor = measured_in(target.unit)
    other, other_factor = measured_in(actual.unit)
    if dimension != other or (actual.indicator or "").startswith("原有") or not _same_kind(target, actual):
        return 0.0
    likeness = alike(target.indicator, actual.indicator)
    if likeness >= _SAME_INDICATOR:
        return likeness + 0.1 * (target.unit == actual.unit)
    rivals = [each for each in piece.quantities if measured_in(each.unit)[0] == other and _same_kind(target, each)
              and not (each.indicator or "").startswith("原有")]
    size = actual.value * other_factor / (target.value * factor) if target.value else 0.0
    if len(rivals) == 1 and 1 / _FARTHEST <= size <= _FARTHEST and likeness + _context(target, piece) >= _ONLY_FIGURE:
        return 0.3 + likeness
    return 0.0


def _context(target: Quantity, piece: Statement) -> float:
    """How much of the promised figure's indicator stands anywhere in the piece."""
    return alike(target.indicator, piece.text)


def _same_kind(target: Quantity, actual: Quantity) -> bool:
    """A level is compared with a level, a rate of change with a rate of change (涨幅3% is one in either form)."""
    named_rate = bool(_PRICE.search(target.indicator or "") or _PRICE.search(actual.indicator or ""))
    return (target.op in _RATES) == (actual.op in _RATES) or named_rate


def is_ceiling(target: Quantity) -> bool:
    """Whether less is better: 以内, 不超过, or an indicator such as accidents and unemployment."""
    if target.op in (">=", *_RATES):
        return False
    return target.op == "<=" or bool(_LOWER_IS_BETTER.search(target.indicator or ""))


def _compared(target: Quantity, actual: Quantity, commitment: Statement) -> Comparison:
    factor = measured_in(actual.unit)[1] / measured_in(target.unit)[1]
    value = actual.value * factor * (-1 if {target.op, actual.op} == set(_RATES) else 1)
    ratio = value / target.value if target.value else None
    figures = f"目标{target.text}，实际{actual.text}"
    if is_ceiling(target):
        return Comparison(target, actual, ratio, *_under(figures, value, target.value))
    if ratio is None:
        return Comparison(target, actual, None, "met", f"{figures}。")
    floor = _ABOUT if _ABOUT_WORDS.search(target.text) else 1.0
    return Comparison(target, actual, ratio, by_ratio(ratio, floor, target.value == 100 and target.unit == "%"),
                      f"{figures}，为目标的{ratio:.1%}。")


def _under(figures: str, value: float, limit: float) -> tuple[str, str]:
    if value <= limit * 1.0001:
        return "met", f"{figures}，未突破上限。"
    return ("partly" if limit and value <= limit * 1.1 else "missed"), f"{figures}，超出上限。"


def by_ratio(ratio: float, floor: float = 1.0, whole: bool = False) -> str:
    """The verdict for actual over target; `whole`: the target is all there is (100 %), which cannot be exceeded."""
    # 36 of 40 is 90 % although 0.9 is not exact in binary.
    ratio = round(ratio, 4)
    if ratio >= EXCEEDED and not whole:
        return "exceeded"
    return "met" if ratio >= floor else "partly" if ratio >= ALMOST else "missed"
