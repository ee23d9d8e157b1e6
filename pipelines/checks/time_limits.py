"""Deadlines of a plan that were over when it was issued, or that lie behind the years it plans for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.checks.finding import DOUBT, HINT, Finding
from pipelines.checks.view import View
from pipelines.document import Deadline, Document, Record
from pipelines.fold import fold

CHECK = "time_limits"
# 到2035年 and 展望 name a vision; what is to be done by then says so.
_EXACT = re.compile("月|年[前底末内]|上旬|中旬|下旬|季度")
_PLANS = frozenset(("plan", "five_year_plan"))


def find_time_limits(view: View) -> Iterator[Finding]:
    """Tasks and targets of a plan due before its date of issue or after its last year; one finding a deadline."""
    document = view.document
    if document.metadata.doc_type not in _PLANS:
        return
    seen: set[int] = set()
    for record in document.records:
        for deadline in record.deadlines:
            if record.kind != "result" and deadline.end and deadline.span.start not in seen:
                seen.add(deadline.span.start)
                yield from _judged(view, record, deadline, deadline.end)


def _judged(view: View, record: Record, deadline: Deadline, end: date) -> Iterator[Finding]:
    metadata, spans = view.document.metadata, [deadline.span, record.span]
    issued, last = metadata.issue_date, _planned_to(view.document)
    if issued and end < issued:
        message = f"期限早于成文日期：“{deadline.text}”到{_day(end)}为止，文件{_day(issued)}才成文。"
        yield view.finding(CHECK, DOUBT, message, spans, 0.9)
    elif last and end > last and deadline.type in ("by", "during") and _EXACT.search(fold(deadline.text)):
        message = f"期限晚于计划年度：“{deadline.text}”到{_day(end)}为止，文件计划到{last.year}年。"
        yield view.finding(CHECK, HINT, message, spans, 0.85)


def _planned_to(document: Document) -> date | None:
    """The last day of the years that the title names; years read from the text are no bound for what it says."""
    last = document.metadata.period[1]
    title = document.metadata.title or ""
    named = last and (str(last) in title or "五年" in title or "五”" in title)
    return date(last, 12, 31) if last and named else None


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
