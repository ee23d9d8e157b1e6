"""Comparisons in a query: ≥ 5万人, 超过3000万元, 不少于50家."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.chips import Chip, Known
from kb.filters import Amount, Filters
from pipelines.extract.figures import Figure, find_figures
from pipelines.extract.measures import units_of

_MORE = re.compile("(?:≥|>=?|＞=?|大于等于|大于或等于|大于|不少于|不低于|不小于|不下于|至少|最少|最低"
                   "|(?<![不得未])(?:超过|超出|高于|多于|突破))[了过]?[ \u3000]*$")
_LESS = re.compile("(?:≤|<=?|＜=?|小于等于|小于或等于|小于|不超过|不多于|不高于|不大于|至多|最多|最高"
                   "|(?<![不得])(?:低于|少于))[ \u3000]*$")
_SIGN = re.compile("[≥≤<>＜＞]=?[ \u3000]*$")
# 60岁以上老人 are the matter, 5万人以上的项目 and 5万人以上 at the end of a query compare.
_SEEKING = r"(?=$|[\s，。？?]|的(?:$|[有是？?]|项目|任务|目标|指标|承诺|工程|工作|事项|内容|资金|投资))"
_FROM_UP = re.compile(f"(?:及|或)?(?:以上|之上){_SEEKING}")
_UP_TO = re.compile(f"(?:及|或)?(?:以内|以下|之内|之下){_SEEKING}")
_BETWEEN = re.compile(f"之间{_SEEKING}")
_COMPARED = frozenset(("percent", "points", "money", "size", "count", "people", "times"))
# What is counted by one classifier in a document may be counted by another in a query.
_FELLOWS = (frozenset("人名位"), frozenset("个家户"), frozenset("个所座处"), frozenset("个项件"), frozenset("个支"),
            frozenset(("公里", "千米")), frozenset("条个"))
_LONGEST_BOUND = 8

ANY_MONEY = Amount(units_of("money"))


def comparisons(text: str, known: Known, year: int | None = None) -> Iterator[Chip]:
    """The figure that the query compares with; none where it compares with two."""
    found = [each for figure in find_figures(text) if (each := _comparison(text, figure))]
    if len(found) == 1:
        yield found[0]


def _comparison(text: str, figure: Figure) -> Chip | None:
    before = text[max(0, figure.core_start - _LONGEST_BOUND):figure.core_start]
    if figure.category not in _COMPARED and not (figure.category == "bare" and _SIGN.search(before)):
        return None
    said, units = text[figure.core_start:figure.core_end], _units(figure.unit)
    if figure.value_max is not None:
        match = _BETWEEN.match(text, figure.core_end)
        amount = Amount(units, figure.value, figure.value_max)
        return Chip(f"指标：{said}", Filters(amount=amount), figure.core_start, match.end()) if match else None
    for sign, ahead, behind, amount in (("≥", _FROM_UP, _MORE, Amount(units, figure.value)),
                                        ("≤", _UP_TO, _LESS, Amount(units, None, figure.value))):
        if match := behind.search(before):
            start = figure.core_start - len(match.group())
            return Chip(f"指标：{sign}{said}", Filters(amount=amount), start, figure.core_end)
        if match := ahead.match(text, figure.core_end):
            return Chip(f"指标：{sign}{said}", Filters(amount=amount), figure.core_start, match.end())
    return None


def _units(unit: str | None) -> tuple[str, ...]:
    """The unit and those that may stand for it; none where the query names none."""
    if not unit:
        return ()
    fellows = {fellow for group in _FELLOWS if unit in group and unit != "个" for fellow in group}
    return tuple(sorted({unit, *fellows}))
