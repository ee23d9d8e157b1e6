"""One indicator with two values in one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.checks.finding import DOUBT, Finding
from pipelines.checks.view import View
from pipelines.document import Quantity, Record, Span

CHECK = "same_indicator"
# Lists of projects and grants ask for the same kind of thing again and again, with other figures each time.
_READ = frozenset(("plan", "summary", "report", "five_year_plan"))
_OPS = frozenset(("=", ">=", "<="))
_SHORTEST = 4
_GENERIC = re.compile("^(?:年度任务|奖励|补助|总数|其中|原有|每)|(?:批次|次数)$")
# Words of the sentence that give a figure another time, another scope or another base than a bare one has.
_QUALIFIED = re.compile(
    "累计|以来|每|各|其中|去年|上年|上一年|过去|往年|前年|明年|下年|来年|上半年|下半年|季度|同期|原来|现有|目前|截至"
    "|此前|此外|另|再|仍|还有|分别|由|从|较|比|十[一二三四五]?五|[年月]底|到20|第[一二三四]|首批|试点|部分|平均|均|约"
    "|近|余|左右|规划期|中央|国家|全国|全省")
_PLACE = re.compile("[县区镇乡村省州盟旗园]")
_CLAUSE = re.compile("[，。；：、！？\n]")
_SENTENCE = re.compile("[。；！？\n]")
_YEAR = re.compile(r"(?:19|20)\d\d年")
# Verbs and bounds around an indicator: 新建…50所, …达到98%以上; more words than these narrow it down.
_MOST_WORDS = 5
_LONGEST_CLAUSE = 120
# A year named so far before a figure may still be what it speaks of: “到2025年” over a list of goals.
_REACH = 800


@dataclass(frozen=True, slots=True)
class _Statement:
    """A figure that stands for its indicator alone, and the paragraph that it is in."""

    record: Record
    quantity: Quantity
    paragraph: int


def find_same_indicator(view: View) -> Iterator[Finding]:
    """Indicators with exactly two values, in different paragraphs, of one kind, year, unit and bound."""
    if view.document.metadata.doc_type not in _READ:
        return
    groups: dict[tuple[object, ...], list[_Statement]] = defaultdict(list)
    for key, statement in _statements(view):
        groups[key].append(statement)
    for statements in groups.values():
        values = {statement.quantity.value for statement in statements}
        if len(values) == 2:
            yield from _judged(view, statements)


def _judged(view: View, statements: Sequence[_Statement]) -> Iterator[Finding]:
    first = statements[0]
    other = next(each for each in statements if each.quantity.value != first.quantity.value)
    if first.paragraph == other.paragraph:
        return
    values = f"{first.quantity.text.strip()}、{other.quantity.text.strip()}"
    message = f"同一指标有两个数：“{first.quantity.indicator}”写了{values}。"
    yield view.finding(CHECK, DOUBT, message, [first.quantity.span, other.quantity.span], 0.7)


def _statements(view: View) -> Iterator[tuple[tuple[object, ...], _Statement]]:
    """Figures that may be compared, with what must be equal."""
    starts = [block.start for block in view.document.blocks]
    for record in view.document.records:
        for quantity in record.quantities:
            if not _stands_alone(view, quantity):
                continue
            paragraph, at = _index(starts, quantity.span), quantity.span.start
            years = tuple(sorted({deadline.end.year for deadline in record.deadlines if deadline.end}))
            spoken = _YEAR.findall(view.folded, max(0, at - _REACH), at)[-1:]
            verb = _CLAUSE.split(view.folded[max(0, at - _LONGEST_CLAUSE):at])[-1]
            key = (quantity.indicator or "", verb, quantity.unit, quantity.op, record.kind, years, tuple(spoken))
            yield key, _Statement(record, quantity, paragraph)


def _stands_alone(view: View, quantity: Quantity) -> bool:
    """Whether a figure's clause holds little more than the indicator, and its sentence nothing that qualifies it."""
    name = quantity.indicator or ""
    if quantity.op not in _OPS or len(name) < _SHORTEST or _GENERIC.search(name):
        return False
    before = view.folded[max(0, quantity.span.start - _LONGEST_CLAUSE):quantity.span.start]
    behind = _CLAUSE.split(view.folded[quantity.span.end:quantity.span.end + 30], maxsplit=1)[0]
    clause = _CLAUSE.split(before)[-1]
    whole = clause + behind
    if name not in whole or len(whole) - len(name) > _MOST_WORDS:
        return False
    return not _QUALIFIED.search(_SENTENCE.split(before)[-1] + behind) and not _PLACE.search(whole.replace(name, ""))


def _index(starts: Sequence[int], span: Span) -> int:
    """The paragraph that a span begins in."""
    return max(0, bisect_right(starts, span.start) - 1)
