"""A promised figure and a reported one: whether they measure the same thing, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.letters import alike
from kb.reported_figures import RATES, is_former, measured_in, reported
from kb.statements import Statement
from pipelines.document import Quantity
from pipelines.extract.actions import opens_with_action
from pipelines.extract.word_lists import alternation
from pipelines.fold import fold

# A figure never decides alone: names of indicators that share less than this are different matters, and less than the
# second one where the figures are more than _ODD times apart …
_SAME_INDICATOR, _SURE_INDICATOR, _ODD = 0.4, 0.7, 5.0
# … unless the piece has one figure only in that unit and of that size; a percentage needs some words in common then.
_ONLY_FIGURE, _SOME_WORDS, _FARTHEST = 0.35, 0.1, 2.5
_SAME_UNIT, _LATER_PIECE = 0.1, 0.02  # what a figure gains by the very unit, loses by standing in a later piece
EXCEEDED, ALMOST = 1.05, 0.9  # guideline, verdicts: at least 5 % over; at least 90 %
_ABOUT = 0.95  # 左右: within its rounding
_LOWER_IS_BETTER = re.compile(alternation("compare_lower_is_better.txt"))
# What is bad is counted as it is done away with: 隐患整改率, 易涝点整治.
_CURED = re.compile(r"整改|整治|治理|排查|处置|销号|清零|验收|改造|化解|消除|监测|预防|改建|淘汰|搬迁|关闭")
_ABOUT_WORDS = re.compile(r"左右|约|近|上下")
# Brackets, and thresholds of what is counted (56人以上的班额).
_ASIDES = re.compile(r"（[^（）]*）|[^，、；。]*(?:以上|以下)(?=[㐀-鿿])")
_HARM = re.compile(r"死亡|事故|坠落|伤亡|溺|案件")
_PRICE = re.compile(r"涨幅|增速|增长率|增幅|降幅")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two figures side by side; `ratio` is actual over target in the same unit, None where the target is zero."""

    target: Quantity
    actual: Quantity
    ratio: float | None
    verdict: str
    reason: str


def compare_figures(commitment: Statement, evidence: Sequence[Statement]) -> list[Comparison]:
    """One comparison for each promised figure that the evidence (best first) gives as well, in the promise's order."""
    found = []
    for target in promised(commitment):
        rated = [(rating - _LATER_PIECE * place, actual) for place, piece in enumerate(evidence)
                 for rating, actual in _rated(target, piece)]
        if rated:
            found.append(_compared(target, max(rated, key=lambda each: each[0])[1], commitment))
    return found


def promised(commitment: Statement) -> list[Quantity]:
    """The figures that a commitment promises.

    Without what it starts from (由71%提高到73%, （上年52.6%）) and without thresholds (56人以上的班额).
    """
    return [each for each in commitment.quantities
            if not is_former(each) and not any(fold(each.text) in aside for aside in _ASIDES.findall(commitment.text))]


def _rated(target: Quantity, piece: Statement) -> list[tuple[float, Quantity]]:
    """The figures of a piece that measure the same thing as a target, each with how sure that is."""
    if target.value == 0:
        return [(0.5, each) for each in piece.quantities if each.value == 0 or _is_harm(each, piece)]
    same = [each for each in reported(target, piece) if _same_kind(target, each)]
    likeness = [alike(target.indicator, each.indicator) for each in same]
    rated = [(like + _SAME_UNIT * (target.unit == each.unit), each) for like, each in zip(likeness, same, strict=True)
             if like >= (_SAME_INDICATOR if _near(target, each, _ODD) else _SURE_INDICATOR)]
    return rated or _only_figure(target, same, piece)


def _only_figure(target: Quantity, same: Sequence[Quantity], piece: Statement) -> list[tuple[float, Quantity]]:
    """The one figure of a piece in the target's unit and of its size; a percentage shares words with the piece."""
    in_unit = [each for each in same if each.unit == target.unit] or same
    near = [each for each in in_unit if _near(target, each, _FARTHEST)]
    if measured_in(target.unit)[0] == "percent" and alike(target.indicator, piece.text) < _SOME_WORDS:
        return []
    likeness = sorted(((alike(target.indicator, each.indicator), at) for at, each in enumerate(near)), reverse=True)
    if len(near) == 1 or (likeness and likeness[0][0] > likeness[1][0]):
        return [(_ONLY_FIGURE, near[likeness[0][1]])]
    return []


def _near(target: Quantity, actual: Quantity, times: float) -> bool:
    """Whether neither figure is more than so many times the other."""
    return 1 / times <= abs(actual.value) * _factor(actual, target) / abs(target.value) <= times


def _factor(actual: Quantity, target: Quantity) -> float:
    return measured_in(actual.unit)[1] / measured_in(target.unit)[1]


def _is_harm(quantity: Quantity, piece: Statement) -> bool:
    counted = measured_in(quantity.unit)[0] in ("count", "people")
    return quantity.op == "=" and counted and bool(_HARM.search(piece.text))


def _same_kind(target: Quantity, actual: Quantity) -> bool:
    """A level is compared with a level, a rate of change with a rate of change (涨幅3% is one in either form)."""
    named_rate = bool(_PRICE.search(target.indicator or "") or _PRICE.search(actual.indicator or ""))
    gain = actual.op == "increase_by" and actual.unit != "%" and "新增" in f"{target.indicator}"
    return (target.op in RATES) == (actual.op in RATES) or named_rate or gain


def is_ceiling(target: Quantity, commitment: Statement) -> bool:
    """Whether less is better: 以内, 不超过, or an indicator such as accidents where no action counts it."""
    if target.op in (">=", "decrease_by"):
        return False
    named = target.indicator or ""
    harmful = bool(_LOWER_IS_BETTER.search(named)) and not _CURED.search(named)
    return target.op == "<=" or (harmful and not opens_with_action(commitment.text))


def _compared(target: Quantity, actual: Quantity, commitment: Statement) -> Comparison:
    value = actual.value * _factor(actual, target) * (-1 if {target.op, actual.op} == set(RATES) else 1)
    ratio = value / target.value if target.value else None
    figures = f"目标{target.text}，实际{actual.text}"
    if is_ceiling(target, commitment):
        return Comparison(target, actual, ratio, *_under(figures, value, target.value))
    if ratio is None:
        return Comparison(target, actual, None, *_under(figures, value, 0.0))
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
