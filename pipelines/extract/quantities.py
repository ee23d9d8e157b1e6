"""Quantities of a record: its figures that measure something, with the name of what they measure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipelines.document import Quantity, Span
from pipelines.extract.figures import Figure, find_figures
from pipelines.extract.indicators import name_indicators
from pipelines.extract.not_quantities import masks, measures_something, numeral_masks
from pipelines.extract.phrases import BLANK
from pipelines.extract.states import find_states

# Without one of these a text holds no quantity.
_POSSIBLE = re.compile(r"[\d一二两三四五六七八九十百千万亿零半]|全部|覆盖|不发生|未发生|没有发生|无[^，。]{2,16}发生|不死|不亡|未出现|不出现|杜绝|所有|首位|榜首|之首|翻番|第一")
_FORMER = re.compile(r"(?:从|由)(?P<before>[^。；]{0,24}?)$")
_BECOMES = re.compile(r"(?:增加|增长|增|提高|提升|上升|扩大|拓展|扩展|下降|减少|降低|降|压缩|压减|缩短|缩减|减|收窄|发展|跃升|跃|升|攀升|调整|恢复|上涨|优化|延长|改)(?:到|至|为)|到(?:现在|目前)")
_LIST_JOIN = re.compile(r"(?:[、和与及，]|以及|\s)*")
# 接入节点265个，新增97个: more of the same.
_MORE_OF_IT = re.compile("，(?:其中|同比|本年|当年|今年|全年)?新增")
# Units of what is counted where the text leaves the unit out: 5.3亿用户.
_PEOPLE = re.compile(r"人|民|学生|用户|员|者|户")
_HOUSEHOLDS = re.compile(r"家庭|用户数|户数|活跃用户|农户|市场主体|企业")


def find_quantities(text: str, deadline_spans: Sequence[Span] = (), antecedent: str = "") -> list[Quantity]:
    """The quantities of one record or sentence of folded text, in order, spans relative to `text`.

    `deadline_spans` are stretches of `text` that are read as time; `antecedent` is the folded text before it in its
    sentence, from which indicators, units and directions carry over. `text` of a quantity is the folded slice of its span.
    """
    if not _POSSIBLE.search(text):
        return []
    whole, offset = antecedent + text, len(antecedent)
    figures = _figures(whole, [span.shifted(offset) for span in deadline_spans])
    former = _former(whole, figures)
    names = name_indicators(_without_time(whole, deadline_spans, offset), figures, former)
    return [_quantity(whole, figure, name, offset) for figure, name in zip(figures, names, strict=True)
            if figure.start >= offset or figure.core_start >= offset]


def _without_time(whole: str, deadline_spans: Sequence[Span], offset: int) -> str:
    """The text with everything blanked that was read as time, so that no name holds it."""
    for span in deadline_spans:
        whole = whole[:span.start + offset] + BLANK * (span.end - span.start) + whole[span.end + offset:]
    return whole


def _quantity(whole: str, figure: Figure, name: str | None, offset: int) -> Quantity:
    span = Span(max(0, figure.start - offset), figure.end - offset)
    return Quantity(whole[span.start + offset:figure.end], name, figure.op, figure.value, figure.value_max, figure.unit,
                    span, figure.confidence)


def _figures(text: str, deadlines: Sequence[Span]) -> list[Figure]:
    """The figures that are quantities, sorted, without overlaps, units and directions of lists made equal."""
    hidden = masks(text, deadlines)
    states = [each for each in find_states(text) if not _hit(hidden, each)]
    hidden += numeral_masks(text)
    plain = [each for each in find_figures(text)
             if not _hit(hidden, each) and not any(_overlap(each, state) for state in states)]
    return [figure for figure in _carried(text, sorted(_apart(states) + plain, key=lambda f: f.start))
            if figure.category in ("zero", "coverage", "rank") or measures_something(text, figure)]


def _overlap(a: Figure, b: Figure) -> bool:
    return a.core_start < b.end and b.start < a.core_end


def _apart(states: list[Figure]) -> list[Figure]:
    """States that do not overlap: the leftmost, then the longest."""
    kept: list[Figure] = []
    for each in sorted(states, key=lambda f: (f.start, -f.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _hit(hidden: Sequence[Span], figure: Figure) -> bool:
    return any(span.start < figure.core_end and figure.core_start < span.end for span in hidden)


def _carried(text: str, figures: list[Figure]) -> list[Figure]:
    """Figures of one list with the unit that only the last, and the direction that only the first of them states."""
    out = list(figures)
    for index in range(len(out) - 2, -1, -1):
        if _listed(text, out[index], out[index + 1]) and out[index].category in ("bare", "count") and out[index].unit != out[index + 1].unit:
            out[index] = _with_unit(out[index], out[index + 1])
    for index in range(1, len(out)):
        if _shares_op(text, figures[index - 1], out[index - 1], out[index]):
            out[index] = replace(out[index], op=out[index - 1].op)
    for index in range(1, len(out)):
        if out[index].op == "=" and out[index].unit == out[index - 1].unit and _MORE_OF_IT.fullmatch(text, out[index - 1].end, out[index].start) and (
                re.match("[，。；）]|$", text[out[index].end:])):
            out[index] = replace(out[index], op="increase_by")
    return [_unit_of_noun(text, figure) if figure.category == "bare" else _placed(text, figure) for figure in out]


def _placed(text: str, figure: Figure) -> Figure:
    """A place in a ranking (排名从78位升到43位) is as good as an upper bound."""
    if figure.unit in ("位", "名") and figure.op == "=" and re.search("(?:排名|位次|名次)[^，。；]*$", text[:figure.core_start]):
        return replace(figure, op="<=")
    return figure


def _shares_op(text: str, stated: Figure, before: Figure, figure: Figure) -> bool:
    """Whether a figure shares the bound or direction that stands before the one it is listed with."""
    if figure.op != "=" or figure.unit != before.unit or before.op in ("=", "range"):
        return False
    words = text[before.end:figure.start]
    opened = before.start < before.core_start or stated.op != before.op
    return opened and (_listed(text, before, figure)
                       or before.op.endswith("_by") and re.fullmatch("[^，。；、]{1,10}和", words) is not None)


def _with_unit(figure: Figure, after: Figure) -> Figure:
    if figure.category == "count" and (after.category != "points" or figure.unit != "个"):
        return figure
    if after.category in ("rank", "coverage", "zero"):
        return figure
    return replace(figure, unit=after.unit, category=after.category)


def _listed(text: str, before: Figure, after: Figure) -> bool:
    return _LIST_JOIN.fullmatch(text, before.end, after.start) is not None


def _unit_of_noun(text: str, figure: Figure) -> Figure:
    """The unit that goes without saying: 户 of households and accounts, 人 of people."""
    if not re.search("[万亿]$", text[figure.core_start:figure.core_end]):
        return figure
    people = _PEOPLE.search(text[max(0, figure.start - 6):figure.core_start] + text[figure.core_end:figure.core_end + 10])
    if not people and re.search("(?:规模|产值|收入|投资|总额|营收|销售额|增加值|GDP|总值|资产|贷款)[^，。；]{0,8}$", text[:figure.core_start]):
        return replace(figure, unit="元", category="money")
    around = text[max(0, figure.start - 10):figure.start] + text[figure.core_end:figure.core_end + 10]
    unit = "户" if _HOUSEHOLDS.search(around) else "人" if _PEOPLE.search(around) else None
    return replace(figure, unit=unit) if unit else figure


def _former(text: str, figures: Sequence[Figure]) -> list[int]:
    """Indexes of the figures that a value starts from: 从6个品种 … 增加到27个品种."""
    found: list[int] = []
    starts = [figure.start for figure in figures]
    for becomes in _BECOMES.finditer(text):
        last = bisect_left(starts, becomes.start()) - 1
        origin = max(text.rfind("从", 0, becomes.start()), text.rfind("由", 0, becomes.start()))
        if origin < 0 or re.search("[。；]", text[origin:becomes.start()]):
            continue
        between = [i for i in range(last + 1) if figures[i].core_start > origin]
        if between and figures[between[0]].core_start - origin <= 16:
            found += between
    return found
