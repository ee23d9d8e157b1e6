"""What figures of one list share: a unit that only the last of them states, a direction that only the first does."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.figures import Figure

LIST_JOIN = re.compile(r"(?:[、和与及]|以及|\s)*")
_LOOSE_JOIN = re.compile(r"(?:[、和与及，]|以及|\s)*")
# 接入节点265个，新增97个: more of the same.
_MORE_OF_IT = re.compile("，(?:其中|同比|本年|当年|今年|全年)?新增")
_CLOSED = re.compile("[，。；）]|$")
_BECOMES = re.compile(
    "(?:增加|增长|增|提高|提升|上升|扩大|拓展|扩展|下降|减少|降低|降|压缩|压减|缩短|缩减|减|收窄|发展|跃升|跃|升|攀升|调整|恢复|上涨"
    "|优化|延长|改)[到至为]|到(?:现在|目前)")
# 从 and the first figure stand at most so far apart: 从2012年全球第78位.
_FAR = 16
_SCALED = re.compile("[万亿]$")
# Units that go without saying: 5.3亿用户 are people, 规模过千亿 is money.
_COUNTED = re.compile(
    "(?P<households>家庭(?!学生|困难)|(?:ETC|用电|用水|供水|燃气|天然气|供热|宽带)用户|用户数|户数|活跃用户|农户|市场主体|企业)|人|民|学生|生(?=[，。；]|$)|用户|员|者|户|群众")
_MONEY = re.compile("(?:规模|产值|收入|投资|总额|营收|销售额|增加值|GDP|总值|资产|贷款)[^，。；]{0,8}$")


def carried(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of folded text, in order, each with the unit and the direction that its list or its noun gives it."""
    out = list(figures)
    for index in range(len(out) - 2, -1, -1):
        out[index] = _with_unit_of(text, out[index], out[index + 1])
    for index in range(1, len(out)):
        if _shares_op(text, figures[index - 1], out[index - 1], out[index]):
            out[index] = replace(out[index], op=out[index - 1].op)
        elif _adds_to(text, out[index - 1], out[index]):
            out[index] = replace(out[index], op="increase_by")
    out = [_unit_of_former(text, out, index) for index in range(len(out))]
    return [_unit_of_noun(text, each) if each.category == "bare" else _ranked(text, each) for each in out]


def former_figures(text: str, figures: Sequence[Figure]) -> set[int]:
    """Indexes of the figures that a value starts from: 从6个品种 … 增加到27个品种."""
    found: set[int] = set()
    starts = [figure.start for figure in figures]
    cores = [figure.core_start for figure in figures]
    for becomes in _BECOMES.finditer(text):
        origin = max(text.rfind(word, max(0, becomes.start() - 80), becomes.start()) for word in "从由")
        if origin < 0 or re.search("[。；]", text[origin:becomes.start()]):
            continue
        between = range(bisect_right(cores, origin), bisect_left(starts, becomes.start()))
        if between and cores[between[0]] - origin <= _FAR:
            found.update(between)
    return found


def _unit_of_former(text: str, figures: Sequence[Figure], index: int) -> Figure:
    """The figure with the unit of the one it starts from where it only says 个: 由9个工作日压缩到4个."""
    figure, former = figures[index], figures[index - 1] if index else None
    if former is None or figure.unit != "个" or former.category not in ("duration", "points"):
        return figure
    if not _BECOMES.search(text, former.end, figure.core_start) or not _CLOSED.match(text, figure.end):
        return figure
    return replace(figure, unit=former.unit, category=former.category)


def _listed(text: str, before: Figure, after: Figure) -> bool:
    return _LOOSE_JOIN.fullmatch(text, before.end, after.start) is not None


def _with_unit_of(text: str, figure: Figure, after: Figure) -> Figure:
    """The figure with the unit of the next of its list: 10.6万、3.8万平方公里; 31.1个和26.3个百分点."""
    unstated = figure.category == "bare" or (figure.unit == "个" and after.category == "points")
    if not unstated or after.category in ("rank", "coverage", "zero") or not _listed(text, figure, after):
        return figure
    return replace(figure, unit=after.unit, category=after.category)


def _shares_op(text: str, stated: Figure, before: Figure, figure: Figure) -> bool:
    """Whether a figure shares the bound or direction that stands before the one it is listed with.

    `stated` is `before` as it was read, without what it shares itself.
    """
    if figure.op != "=" or figure.unit != before.unit or before.op in ("=", "range"):
        return False
    opened = before.start < before.core_start or stated.op != before.op
    counted = before.op.endswith("_by") and re.fullmatch("[^，。；、]{1,10}和", text[before.end:figure.start])
    return opened and (_listed(text, before, figure) or bool(counted))


def _adds_to(text: str, before: Figure, figure: Figure) -> bool:
    """Whether 新增 with nothing named adds to the figure before."""
    return (figure.op == "=" and figure.unit == before.unit and _CLOSED.match(text, figure.end) is not None
            and _MORE_OF_IT.fullmatch(text, before.end, figure.start) is not None)


def _ranked(text: str, figure: Figure) -> Figure:
    """A place in a ranking (排名从78位升到43位) is an upper bound, like every rank."""
    before = text[max(0, figure.core_start - 24):figure.core_start]
    if figure.unit in ("位", "名") and figure.op == "=" and re.search("(?:排名|位次|名次)[^，。；]*$", before):
        return replace(figure, op="<=")
    return figure


def _unit_of_noun(text: str, figure: Figure) -> Figure:
    """The unit that goes without saying beside its noun, for numbers with 万 or 亿."""
    if not _SCALED.search(text[figure.core_start:figure.core_end]):
        return figure
    left, right = text[max(0, figure.start - 10):figure.core_start], text[figure.core_end:figure.core_end + 10]
    counted = _COUNTED.search(right) or _COUNTED.search(left)
    if _MONEY.search(left) and not _COUNTED.search(left[-8:] + right):
        return replace(figure, unit="元", category="money")
    return replace(figure, unit="户" if counted["households"] else "人") if counted else figure
