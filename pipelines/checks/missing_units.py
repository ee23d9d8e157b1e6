"""Tasks with a deadline that nobody is named for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.checks.finding import HINT, Finding
from pipelines.checks.view import View
from pipelines.document import Record
from pipelines.fold import fold

CHECK = "missing_units"
_PLANS = frozenset(("plan", "five_year_plan"))
# Where fewer tasks than this name a unit, naming none is the document's way, and one finding says so.
_MOST = 0.6
# Fewer dated tasks than these tell nothing about a document.
_FEWEST = 3
# 全年 and the like set no limit inside the year.
_WHOLE_YEAR = 300  # days
_SHOWN = 5
# 到2025年 without more opens goals, which are everybody's.
_GOAL = re.compile(r"^到\s*\d{4}\s*年$")
# Whom the extraction may have overlooked: 各县（区）要于3月底前报送….
_SOMEBODY = re.compile("各[^，。；]{1,12}[要应须]|由[^，。；]{2,16}(?:牵头|负责|承担)"
                       "|[局委办厅部县区镇][^，。；]{0,4}要")


def find_missing_units(view: View) -> Iterator[Finding]:
    """Dated tasks without a unit, one by one where most tasks have one, else one finding for the whole plan."""
    if view.document.metadata.doc_type not in _PLANS:
        return
    tasks = [record for record in view.document.records if record.kind == "task"]
    open_tasks = [task for task in tasks if not task.units and _is_dated(task)
                  and not _SOMEBODY.search(view.folded, task.span.start, task.span.end)]
    if not open_tasks or len(tasks) < _FEWEST:
        return
    if sum(bool(task.units) for task in tasks) >= _MOST * len(tasks):
        for task in open_tasks:
            message = f"有期限、没有责任单位：“{task.deadlines[0].text}”的任务没有写明由谁负责。"
            yield view.finding(CHECK, HINT, message, [task.span], 0.85)
    elif len(open_tasks) >= _FEWEST:
        yield _of_document(view, open_tasks)


def _of_document(view: View, open_tasks: Sequence[Record]) -> Finding:
    message = f"全文有{len(open_tasks)}项任务有期限、没有责任单位（列出前{min(_SHOWN, len(open_tasks))}项）。"
    return view.finding(CHECK, HINT, message, [task.span for task in open_tasks[:_SHOWN]], 0.9)


def _is_dated(task: Record) -> bool:
    return any(deadline.end and not _GOAL.search(fold(deadline.text)) and (deadline.type == "by" or (
        deadline.type == "during" and deadline.start and (deadline.end - deadline.start).days < _WHOLE_YEAR))
        for deadline in task.deadlines)
