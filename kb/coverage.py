"""A plan above and the plans below it: which of its goals have a task where and when, which tasks have no parent.

A five-year plan over the annual plans of its years, or a province's plan over those of its cities: the same code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kb.bulk_likeness import LIKELY, POSSIBLE, bulk_likeness
from kb.commitments import Commitment, commitments_of
from kb.encoder import Encoder
from kb.errors import KbError
from kb.letters import Matrix
from kb.quoted import Quoted, quoted, title_of
from kb.rows import DocumentSummary
from kb.units import LEVELS
from pipelines.document import Document

_CELL = 3  # tasks of a cell, the surest ones
_UNKNOWN = "年份不明"
_RANK = list(LEVELS)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix, a year or a place, and the titles of its plans."""

    name: str
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A task below a goal, or a goal above a task; `sure`: it surely is, else it may be; score of bulk_likeness."""

    quote: Quoted
    sure: bool
    score: float


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal or task of the plan above with its tasks in each column, the surest first.

    `nearest` is the nearest task where no column has any.
    """

    goal: Quoted
    kind: str
    cells: tuple[tuple[Task, ...], ...]
    nearest: Task | None

    @property
    def state(self) -> str:
        """covered: some column surely has a task; possible: one may have; never: none has."""
        found = [task.sure for cell in self.cells for task in cell]
        return "covered" if any(found) else "possible" if found else "never"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A task of a plan below with no parent: the nearest goal, and whether that may be one after all."""

    task: Quoted
    column: int
    nearest: Task


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: a line a goal in the order of the text, a column a year or place, and tasks without a parent."""

    columns: tuple[Column, ...]
    lines: tuple[GoalLine, ...]
    orphans: tuple[Orphan, ...]
    tasks: int


STATES = {"covered": "有任务", "possible": "可能有", "never": "未见安排"}


def coverage(above: Document, below: Sequence[Document], encoder: Encoder) -> Coverage:
    """The matrix of one plan over others; KbError where there is nothing to lay over each other."""
    goals = commitments_of(above)
    parts = [commitments_of(each) for each in below]
    _refuse(above, below, goals, parts)
    columns, column_of = columns_of(below)
    owners = [at for at, own in enumerate(parts) for _ in own]
    tasks = [each for own in parts for each in own]
    scores = bulk_likeness([each.statement for each in goals], [each.statement for each in tasks], encoder)
    places = [quoted(below[owner], task.record) for owner, task in zip(owners, tasks, strict=True)]
    group = np.array([column_of[owner] for owner in owners])
    lines = tuple(_line(quoted(above, goal.record), goal, scores[row], places, group, len(columns))
                  for row, goal in enumerate(goals))
    return Coverage(columns, lines, tuple(_orphans(above, goals, scores, places, group)), len(tasks))


def columns_of(below: Sequence[Document]) -> tuple[tuple[Column, ...], list[int]]:
    """The columns and which of them each plan falls into: years, or issuers where all are of the same year."""
    years = [each.metadata.period[0] for each in below]
    by_year = len(set(years)) > 1
    names = [(f"{year}年" if year else _UNKNOWN) if by_year else (each.metadata.issuer or title_of(each))
             for year, each in zip(years, below, strict=True)]
    order = sorted(set(names)) if by_year else list(dict.fromkeys(names))
    columns = tuple(Column(name, tuple(title_of(each) for each, own in zip(below, names, strict=True) if own == name))
                    for name in order)
    return columns, [order.index(name) for name in names]


def plans_below(above: DocumentSummary, documents: Iterable[DocumentSummary]) -> list[DocumentSummary]:
    """Annual plans of the years and the place of a plan, or of places within it, in the order of their years."""
    first, last = above.metadata.period
    place = above.metadata.region or ""
    found = [each for each in documents if each.doc_id != above.doc_id and each.metadata.doc_type == "plan"
             and (first is None or (each.metadata.period[0] or 0) in range(first, (last or first) + 1))
             and (place in (each.metadata.region or place) or _is_lower(each, above))]
    return sorted(found, key=lambda each: each.metadata.period[0] or 0)


def _is_lower(document: DocumentSummary, above: DocumentSummary) -> bool:
    """Whether a document is of a lower level; a county's region (青麓县) does not say which city it belongs to."""
    levels = [each.metadata.level for each in (document, above)]
    return all(level in LEVELS for level in levels) and _RANK.index(levels[0] or "") > _RANK.index(levels[1] or "")


def warnings(above: Document, below: Sequence[Document]) -> list[str]:
    """What the user should know before reading: other years and places, how many bodies the plans below are of."""
    first, last = above.metadata.period
    said = []
    outside = [each for each in below if first and not first <= (each.metadata.period[0] or first) <= (last or first)]
    if outside:
        said.append(f"{len(outside)} 份计划不在规划期（{first}—{last or first}年）内：{title_of(outside[0])}"
                    + ("等。" if len(outside) > 1 else "。"))
    bodies = Counter(each.metadata.issuer or "发文机关不明" for each in below)
    if len(bodies) > 0:
        said.append(f"下级计划 {len(below)} 份，来自：{'、'.join(bodies)}；别的机关管的目标在这里不会有任务。")
    return said


def _line(place: Quoted, goal: Commitment, scores: Matrix, places: Sequence[Quoted], group: Matrix, columns: int
          ) -> GoalLine:
    found = sorted(map(int, np.flatnonzero(scores > POSSIBLE)), key=lambda at: -scores[at])
    cells = tuple(tuple(_task(places[at], scores[at]) for at in [at for at in found if group[at] == column][:_CELL])
                  for column in range(columns))
    best = int(scores.argmax())
    return GoalLine(place, goal.record.kind, cells, None if found else _task(places[best], scores[best]))


def _task(place: Quoted, score: float) -> Task:
    return Task(place, bool(score > LIKELY), round(float(score), 2))


def _orphans(above: Document, goals: Sequence[Commitment], scores: Matrix, places: Sequence[Quoted], group: Matrix
             ) -> Iterable[Orphan]:
    best = scores.argmax(axis=0)
    for at, (row, score) in enumerate(zip(best, scores.max(axis=0), strict=True)):
        if score <= LIKELY:
            nearest = Task(quoted(above, goals[row].record), bool(score > POSSIBLE), round(float(score), 2))
            yield Orphan(places[at], int(group[at]), nearest)


def _refuse(above: Document, below: Sequence[Document], goals: Sequence[Commitment],
            parts: Sequence[Sequence[Commitment]]) -> None:
    if not goals:
        raise KbError(f"“{title_of(above)}”：没有读出任务或目标。请检查它是不是规划或计划。")
    if any(each.text == above.text for each in below):
        raise KbError(f"“{title_of(above)}”：上级规划和下级计划是同一个文件。请换一份。")
    if not below:
        raise KbError(f"没有可对的年度计划：请写出年度计划，或先读入“{title_of(above)}”规划期内的工作要点、工作计划。")
    if not any(parts):
        raise KbError("下级计划里都没有读出任务或目标。请检查它们是不是计划。")
