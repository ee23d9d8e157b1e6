"""Years that contradict the title: a body that plans or reports on another year, a date of issue out of its time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.checks.finding import DOUBT, Finding
from pipelines.checks.view import View
from pipelines.document import Document, Span
from pipelines.fold import fold

CHECK = "years"
_YEARLY = frozenset(("plan", "summary"))
_OWN_YEAR = re.compile(r"(?<![—\-~至到《“\d])((?:19|20)\d\d)年(?:度)?(?:全[省市县区局系]统?|我[省市县区局])?"
                       r"[^，。；、《》“”\d\n]{0,8}?工作的?"
                       r"(?:总体(?:要求|思路|目标)|主要目标|目标任务|重点任务|(?:工作|基本)思路|指导思想|打算|安排)")
# 按照2023年工作安排 speaks of another document or of the past.
_CITED = re.compile("(?:按照|根据|结合|围绕|对照|落实|制定|印发|下发|完成|[《“])[^，。；\n]{0,12}$")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)\s*年(?!\s*(?:[—\-~至]|\d))")


def find_years(view: View) -> Iterator[Finding]:
    """Planning years of the body that are not the title's; issue dates after a plan's year or before a summary's."""
    year = _year_of_title(view.document)
    if year is None:
        return
    allowed = {year, *view.document.metadata.period}
    if view.document.metadata.doc_type == "summary":
        allowed.add(year + 1)
    for match in _OWN_YEAR.finditer(view.folded):
        before = view.folded[max(0, match.start() - 16):match.start()]
        if int(match[1]) not in allowed and not _CITED.search(before):
            message = f"正文年份与标题不符：标题是{year}年，正文写的是“{match.group()}”。"
            yield view.finding(CHECK, DOUBT, message, [Span(match.start(), match.end())], 0.8)
    yield from _issue(view, year)


def _issue(view: View, year: int) -> Iterator[Finding]:
    metadata = view.document.metadata
    issued, is_plan = metadata.issue_date, metadata.doc_type == "plan"
    if issued is None or (issued.year <= year if is_plan else issued.year >= year):
        return
    where = _place_of_date(view)
    late = "晚于计划年度" if is_plan else "早于总结年度"
    message = f"成文日期{late}：标题是{year}年，成文日期是{issued.year}年{issued.month}月{issued.day}日。"
    if where:
        yield view.finding(CHECK, DOUBT, message, [where], 0.8)


def _place_of_date(view: View) -> Span | None:
    """Where the date of issue stands, the last place where it is written out."""
    issued = view.document.metadata.issue_date
    if issued is None:
        return None
    pattern = rf"{issued.year}\s*年\s*{issued.month}\s*月\s*{issued.day}\s*日"
    places = list(re.finditer(pattern, view.folded))
    return Span(places[-1].start(), places[-1].end()) if places else None


def _year_of_title(document: Document) -> int | None:
    """The one year in the title of a plan or summary for a year."""
    if document.metadata.doc_type not in _YEARLY:
        return None
    years = {int(year) for year in _TITLE_YEAR.findall(fold(document.metadata.title or ""))}
    return years.pop() if len(years) == 1 else None
