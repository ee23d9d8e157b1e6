"""Changes stated beside the two values, or the value and the difference, that they are worked out from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.checks.finding import DOUBT, Finding
from pipelines.checks.rounding import Amount, amount, is_plain
from pipelines.checks.view import Statement, View
from pipelines.extract.figures import Figure

CHECK = "growth"
_CHANGES = ("increase_by", "decrease_by")
_POSSIBLE = re.compile("[从由].*[到至]|[增减降]")
_FROM = re.compile("[从由][^，。；、]{0,16}$")
_BECOMES = re.compile("^[^，。；]{0,24}(?:到|至|为)[^，。；]{0,8}$")
# Nothing but the words of the change may stand before it: 内设机构精简四分之一 is of something else.
_BEHIND = re.compile("^[，（](?:同比|环比|[比较](?:上年|去年|年初|同期)|[一二三五十\\d]年|总体|总|累计|共|净|年均"
                     "|平均每年|年平均)*(?:[^，。；\\d]{2}比例)?达?$")
_AGAINST_BEFORE = re.compile("^，?(?:比|较|同比)[^，。；\\d]{0,8}(?:增加|减少|增|减|下降|多|少)(?:了)?$")
_BASE = re.compile("[比较][^，。；、\\d]{0,10}$")
# Real growth takes prices out: it is not worked out from the values.
_REAL = re.compile("可比|不变价|实际|扣除|同口径|生产总值|GDP|增加值|翻")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_YEARLY = re.compile("年均|年平均|每年|年复合|复合增")
# Percentages further off than this share of the true one are of something else.
_FARTHEST = 0.6


@dataclass(frozen=True, slots=True)
class _Change:
    """A stated change, what it should be, and how the message words the values behind it."""

    stated: Figure
    values: tuple[Figure, Figure]
    true: Amount
    ground: str


def find_growth(view: View) -> Iterator[Finding]:
    """Rates of change, multiples and percentage points that the values beside them do not give."""
    for statement in view.statements:
        if not _POSSIBLE.search(statement.text):
            continue
        for index in range(2, len(statement.figures)):
            stated = statement.figures[index]
            if stated.op not in _CHANGES or _REAL.search(statement.text[:stated.core_start]):
                continue
            if change := _from_to(statement, index) or _difference(statement, index):
                yield from _judged(view, statement, change)


def _judged(view: View, statement: Statement, change: _Change) -> Iterator[Finding]:
    words = statement.words(change.stated)
    stated = amount(words, change.stated)
    if change.true.agrees(stated) or not _is_slip(change.true.value, stated.value):
        return
    unit = change.stated.unit
    message = f"变化幅度与数字不符：{change.ground}应为{round(change.true.value, 2):g}{unit}，文中写的是{words}。"
    spans = [statement.span(figure) for figure in (change.stated, *change.values)]
    yield view.finding(CHECK, DOUBT, message, spans, 0.85)


def _is_slip(true: float, stated: float) -> bool:
    """Whether a wrong figure is near the right one, or what is left (100 − it) was taken for the change."""
    return abs(true - stated) <= _FARTHEST * abs(true) or abs(100 - true - stated) <= 1


def _from_to(statement: Statement, index: int) -> _Change | None:
    """从A增加到B，增长C%: the change between two values."""
    old, new, stated = statement.figures[index - 2:index + 1]
    text = statement.text
    if not (_FROM.search(text[:old.core_start]) and _BECOMES.match(statement.between(old, new))
            and _BEHIND.match(text[new.core_end:stated.start]) and _exact(statement, old, new, stated)):
        return None
    before, after = amount(statement.words(old), old), amount(statement.words(new), new)
    lead = text[max(0, old.core_start - 16):stated.core_start]
    true = _change_of(before, after, stated, lead)
    ground = f"从{statement.words(old)}到{statement.words(new)}，变化"
    return _Change(stated, (old, new), true, ground) if true else None


def _change_of(before: Amount, after: Amount, stated: Figure, words: str) -> Amount | None:
    """How much a value changed, in the unit that is stated; None where that cannot be told."""
    small, large = (before, after) if stated.op == "increase_by" else (after, before)
    if before.low <= 0 or after.low <= 0 or small.value > large.value:
        return None
    if _YEARLY.search(words):
        return _yearly(before, after, words) if stated.unit == "%" and stated.op == "increase_by" else None
    if stated.unit == "百分点":
        return large - small
    change = (large - small).percent_of(before)
    if stated.unit == "倍" and stated.op == "increase_by":
        return Amount(change.value / 100, change.low / 100, change.high / 100)
    return change if stated.unit == "%" else None


def _yearly(before: Amount, after: Amount, words: str) -> Amount | None:
    """Compound yearly growth in percent between the two years that the words name."""
    years = [int(year) for year in _YEAR.findall(words)]
    if len(years) != 2 or years[1] <= years[0]:
        return None
    root = 1 / (years[1] - years[0])
    ratios = (after.value / before.value, after.low / before.high, after.high / before.low)
    value, low, high = (100 * (ratio ** root - 1) for ratio in ratios)
    return Amount(value, low, high)


def _difference(statement: Statement, index: int) -> _Change | None:
    """A，比上年增加B，增长C%: the change that a difference makes of the value before it."""
    level, delta, stated = statement.figures[index - 2:index + 1]
    if stated.unit != "%" or delta.op != stated.op or level.unit == "%" or _YEARLY.search(statement.text):
        return None
    if not _BEHIND.match(statement.text[delta.core_end:stated.start]) or not _exact(statement, level, delta, stated):
        return None
    now, change = amount(statement.words(level), level), amount(statement.words(delta), delta)
    based = _BASE.search(statement.text[:level.core_start])
    if not based and not _AGAINST_BEFORE.match(statement.between(level, delta)):
        return None
    base = now if based else now - change if stated.op == "increase_by" else now + change
    if base.low <= 0:
        return None
    ground = f"{statement.words(level)}、变化{statement.words(delta)}，幅度"
    return _Change(stated, (level, delta), change.percent_of(base), ground)


def _exact(statement: Statement, one: Figure, two: Figure, stated: Figure) -> bool:
    """Whether two figures in one unit and a change are written without bounds."""
    return (one.unit == two.unit and one.unit is not None and is_plain(statement.text, one)
            and is_plain(statement.text, two, ("=", *_CHANGES)) and is_plain(statement.text, stated, _CHANGES))
