"""The 覆盖 page's matrix, the tasks without a parent, and both as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from kb.coverage import STATES, Coverage, GoalLine, Orphan, Task
from kb.filters import KINDS
from kb.sheets import Cell, Sheet, workbook
from kb.sheets import Column as Width
from kb.views.chips import kind_chip
from kb.views.markup import Html, element
from kb.views.quoted_markup import opening, quoted_block, where

# Beyond so many columns a cell has room for a mark only.
_WITH_WORDS = 6
_MARKS = {True: "●", False: "○"}
LEGEND = "● 有任务　○ 可能有，请对照原文　空白：没有找到"


def matrix(lines: Iterable[GoalLine], of: Coverage) -> Html:
    """The lines under the chapters of the plan above, each with the share of its goals that have a task."""
    names = (element("th", each.name, title="、".join(each.plans), cls="w-cell") for each in of.columns)
    head = element("tr", element("th", "上级规划的目标和任务", cls="w-goal"), *names, element("th", "", cls="w-state"))
    short = len(of.columns) > _WITH_WORDS
    bodies = (_chapter(title, list(group), len(of.columns), short) for title, group in groupby(lines, key=_title))
    return element("table", element("thead", head), *bodies, cls="list matrix")


def _title(line: GoalLine) -> str:
    return line.goal.section[0] if line.goal.section else ""


def _chapter(title: str, lines: Sequence[GoalLine], columns: int, short: bool) -> Html:
    covered = sum(line.state == "covered" for line in lines)
    said = element("span", f"{len(lines)} 项，{covered} 项有任务", cls="count")
    head = element("tr", element("th", title, " ", said, colspan=str(columns + 2)), cls="chapter")
    return element("tbody", head, *(_row(line, short) for line in lines))


def _row(line: GoalLine, short: bool) -> Html:
    goal = quoted_block(line.goal, lead=kind_chip(line.kind))
    cells = (element("td", *(_task(task, short) for task in cell)) for cell in line.cells)
    state = element("span", STATES[line.state], cls=f"status {line.state}")
    return element("tr", element("td", goal), *cells, element("td", state, _nearest(line.nearest)))


def _task(task: Task, short: bool) -> Html:
    words = _MARKS[task.sure] if short else f"{_MARKS[task.sure]} {task.quote.quote}"
    return element("div", opening(task.quote, words), cls="cell" if short else "cell words")


def _nearest(task: Task | None) -> Html:
    return element("div", opening(task.quote, "最接近的一条"), cls="soft") if task else Html("")


def orphan_table(orphans: Iterable[Orphan], of: Coverage) -> Html:
    """Tasks of the plans below that serve no goal of the plan above, with the nearest goal."""
    head = element("tr", *(element("th", name) for name in ("下级计划的任务", "年度或机关", "上级规划里最接近的")))
    rows = (element("tr", element("td", quoted_block(each.task, named=True)),
                    element("td", of.columns[each.column].name),
                    element("td", element("span", "可能有上级", cls="doubt") if each.nearest.sure else "",
                            quoted_block(each.nearest.quote))) for each in orphans)
    return element("table", element("thead", head), element("tbody", *rows), cls="list orphans")


def coverage_xlsx(of: Coverage, about: Sequence[tuple[str, str]]) -> bytes:
    """The matrix, the tasks and the tasks without a parent as a workbook."""
    names = [each.name for each in of.columns]
    matrix_columns = (Width("序号", 6), Width("章节", 26), Width("类别", 6), Width("目标或任务", 46), Width("状态", 10),
                      *(Width(name, 40) for name in names))
    task_columns = (Width("目标序号", 8), Width("目标或任务", 44), Width("年度或机关", 14), Width("任务", 44),
                    Width("位置", 40), Width("判读", 8))
    orphan_columns = (Width("任务", 46), Width("位置", 40), Width("年度或机关", 14), Width("最接近的上级目标", 46),
                      Width("判读", 12))
    return workbook([Sheet("覆盖矩阵", matrix_columns, [_matrix_row(n, line) for n, line in enumerate(of.lines, 1)]),
                     Sheet("对应任务", task_columns, list(_task_rows(of))),
                     Sheet("没有上级的任务", orphan_columns, [_orphan_row(each, of) for each in of.orphans])], about)


def about_coverage(title: str, of: Coverage, said: Sequence[str], home: str, day: date) -> list[tuple[str, str]]:
    """The sheet 说明 of the workbook."""
    return [("上级规划", title), *((each.name, "、".join(each.plans)) for each in of.columns), ("知识库", home),
            ("制表日期", str(day)), ("方法", "目标与任务按用词、语义和所在章节打分；一项任务可以对应几个目标。"),
            ("记号", LEGEND), *(("注意", each) for each in said)]


def _matrix_row(number: int, line: GoalLine) -> list[Cell]:
    cells = ("\n".join(f"{_MARKS[task.sure]} {task.quote.quote}" for task in cell) for cell in line.cells)
    return [number, " › ".join(line.goal.section), KINDS.get(line.kind, line.kind), line.goal.quote,
            STATES[line.state], *cells]


def _task_rows(of: Coverage) -> Iterator[list[Cell]]:
    for number, line in enumerate(of.lines, 1):
        for column, cell in zip(of.columns, line.cells, strict=True):
            for task in cell:
                yield [number, line.goal.quote, column.name, task.quote.quote, where(task.quote),
                       "有" if task.sure else "可能"]


def _orphan_row(each: Orphan, of: Coverage) -> list[Cell]:
    return [each.task.quote, where(each.task), of.columns[each.column].name, each.nearest.quote.quote,
            "可能有上级" if each.nearest.sure else "没有上级"]
