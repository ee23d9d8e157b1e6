"""Dates that no calendar has, and spans of years that end before they begin."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from pipelines.checks.finding import ERROR, Finding
from pipelines.checks.view import View
from pipelines.document import Span

CHECK = "dates"
_DAY = re.compile(r"(?<![\d.])(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日")
_YEARS = re.compile(r"(?<![\d.])((?:19|20)\d\d)年?(?:[-—~]+|至|到)((?:19|20)\d\d)年(?![\d前底])")
_PERIOD = re.compile(r"“?(十[一二三四五六]?)五”?(?:规划|时期|期间)?（((?:19|20)\d\d)年?[-—~至]+((?:19|20)\d\d)年?）")
_FIRST_YEARS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
# 29 February is a date where no year is given.
_ANY_LEAP_YEAR = 2024


def find_dates(view: View) -> Iterator[Finding]:
    """6月31日, 2025—2021年, “十四五”时期（2020—2025年）."""
    for match in _DAY.finditer(view.folded):
        if not _exists(*(int(part or _ANY_LEAP_YEAR) for part in match.groups())):
            yield _finding(view, match, f"没有这一天：{match.group()}。")
    for match in _YEARS.finditer(view.folded):
        if match[1] > match[2]:
            yield _finding(view, match, f"起止年份颠倒：{match.group()}。")
    for match in _PERIOD.finditer(view.folded):
        first = _FIRST_YEARS.get(match[1])
        if first and (int(match[2]), int(match[3])) != (first, first + 4):
            message = f"年份与规划期不符：“{match[1]}五”是{first}—{first + 4}年，文中写的是{match[2]}—{match[3]}年。"
            yield _finding(view, match, message)


def _finding(view: View, match: re.Match[str], message: str) -> Finding:
    return view.finding(CHECK, ERROR, message, [Span(match.start(), match.end())], 0.9)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
