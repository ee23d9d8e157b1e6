"""A part that is greater than its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.checks.finding import ERROR, Finding
from pipelines.checks.rounding import amount, is_plain
from pipelines.checks.view import Statement, View
from pipelines.extract.figures import Figure

CHECK = "parts"
_POSSIBLE = re.compile("其中|整改|治理|销号|办结|办理|回复|合格|达标|实[到际有]")
_OF_WHICH = re.compile("其中[，：]?[^，。；、：\\d]{0,16}$")
# A verb of what there is and the verb of what of it is done: nobody corrects more than was found.
_DONE_OF = (
    (re.compile("发现|排查|查出|查找|梳理|检查出"), re.compile("整改|治理|销号|消除|整治")),
    (re.compile("受理|收到|接到|接收|交办|转办|承办"), re.compile("办结|办理|回复|答复|处置|化解")),
    (re.compile("抽检|抽查|检测|监测"), re.compile("合格|达标")),
    (re.compile("应[到参有收]"), re.compile("实[到参有收]")),
)
_AVERAGE = re.compile("年均|平均|每|人均|户均")
_ACCUMULATED = re.compile("累计|历年|往年|上年|去年|总")
_MARKS = re.compile("[，、；：（）]")


def find_parts(view: View) -> Iterator[Finding]:
    """Figures behind 其中 above every figure of their unit before it; more done than there was to do."""
    for statement in view.statements:
        if not _POSSIBLE.search(statement.text):
            continue
        for index, part in enumerate(statement.figures[1:], 1):
            whole = _divided(statement, index) or _done_of(statement, index)
            if whole is None or not is_plain(statement.text, whole) or not is_plain(statement.text, part):
                continue
            words = statement.words(part), statement.words(whole)
            if amount(words[0], part).low > amount(words[1], whole).high:
                message = f"部分大于总体：{words[0]}属于{words[1]}的一部分，却比它多。"
                yield view.finding(CHECK, ERROR, message, [statement.span(part), statement.span(whole)], 0.85)


def _divided(statement: Statement, index: int) -> Figure | None:
    """The greatest figure that 其中 before this one can refer to."""
    part = statement.figures[index]
    opened = _OF_WHICH.search(statement.text[:part.core_start])
    if not opened or part.category in ("percent", "points", "duration", "rank"):
        return None
    before = statement.figures[index - 1]
    if before.unit != part.unit or part.unit is None or _AVERAGE.search(_clause_before(statement, before)):
        return None
    wholes = [figure for figure in statement.figures[:index] if figure.unit == part.unit]
    return max(wholes, key=lambda figure: figure.value)


def _done_of(statement: Statement, index: int) -> Figure | None:
    """The figure before, where this one says how much of it is done: 发现隐患300处，整改310处."""
    whole, part = statement.figures[index - 1], statement.figures[index]
    between = statement.between(whole, part)
    if whole.unit != part.unit or part.category not in ("count", "people") or len(_MARKS.findall(between)) != 1:
        return None
    there, done = _clause_before(statement, whole), _MARKS.split(between)[-1]
    if _ACCUMULATED.search(there + done) or not any(
            found.search(there) and settled.search(done) for found, settled in _DONE_OF):
        return None
    return whole


def _clause_before(statement: Statement, figure: Figure) -> str:
    """The words of its clause before a figure."""
    return _MARKS.split(statement.text[:figure.core_start])[-1]
