"""Rows of a task table (序号 / 重点任务 / 责任单位 / 完成时限): where each column's cell stands and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from pipelines.document import Block, ResponsibleUnit, Span
from pipelines.extract.closing_brackets import read_responsibility
from pipelines.fold import fold
from pipelines.rules import Rule, rule

# What a column holds, by its head; the first row that matches decides.
COLUMNS: tuple[Rule, ...] = (
    rule("due", r"时限|时间|期限|进度|节点|节令", lambda m: "due", ("完成时限", "due"), ("时间节点", "due")),
    rule("support", r"配合|参与|参加|协助|协同", lambda m: "support", ("配合单位", "support")),
    rule("lead", r"牵头", lambda m: "lead", ("牵头单位", "lead")),
    rule("responsible", r"责任|负责|落实单位|实施单位|承办|主办", lambda m: "responsible",
         ("责任单位", "responsible"), ("备注", None)),
    rule("task", r"任务|措施|内容|事项|举措|要点|做法|工作要求|工作目标|具体工作", lambda m: "task",
         ("重点任务", "task"), ("主要内容", "task"), ("序号", None), ("指标", None)),
)
_LABELS = {"lead": "牵头单位：", "support": "配合单位：", "responsible": "责任单位："}
_AIM = re.compile("目标|要求|指标")
# A bare figure or mark in the task column is a number of the row, not a task.
_SHORTEST_TASK = 6


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row: `task` and `due` are spans of the document, `units` carries spans of the document as well."""

    task: Span
    due: Span | None
    units: tuple[ResponsibleUnit, ...]


def read_row(folded: str, block: Block) -> TaskRow | None:
    """The row of a task table, None for a head row, another table's row or a paragraph."""
    if not block.header or block.cells == block.header:
        return None
    meanings = [_meaning(head) for head in block.header]
    columns = list(zip(meanings, cell_spans(block), strict=False))
    tasks = [span for meaning, span in columns if meaning == "task" and span.end - span.start >= _SHORTEST_TASK]
    if not tasks or not any(meaning in _LABELS or meaning == "due" for meaning in meanings):
        return None
    dues = [span for meaning, span in columns if meaning == "due" and span.end > span.start]
    units = tuple(unit for meaning, span in columns if meaning in _LABELS for unit in _units(folded, span, meaning))
    return TaskRow(_with_its_aim(block, columns, max(tasks, key=lambda span: span.end - span.start)),
                   dues[0] if dues else None, units)


def _with_its_aim(block: Block, columns: list[tuple[str, Span]], task: Span) -> Span:
    """The task's cell with its neighbour where one names the task and the other its aim: 站点布局 | 新增7个."""
    at = next(index for index, (_, span) in enumerate(columns) if span == task)
    for name, aim in ((at - 1, at), (at, at + 1)):
        if name >= 0 and aim < len(columns) and columns[name][0] == columns[aim][0] == "task" and (
                _AIM.search(block.header[aim]) and columns[name][1].end > columns[name][1].start):
            return Span(columns[name][1].start, columns[aim][1].end)
    return task


def _meaning(head: str) -> str:
    words = fold(head)
    return next((each.gives(m) for each in COLUMNS if (m := each.pattern.search(words))), "")


def cell_spans(block: Block) -> list[Span]:
    """Where each cell stands; the cells are joined by tabs in the block's text."""
    starts = accumulate((len(cell) + 1 for cell in block.cells), initial=block.start)
    return [Span(start, start + len(cell)) for start, cell in zip(starts, block.cells, strict=False)]


def _units(folded: str, span: Span, meaning: str) -> list[ResponsibleUnit]:
    label = _LABELS[meaning]
    return read_responsibility(label + folded[span.start:span.end], span.start - len(label)) or []
