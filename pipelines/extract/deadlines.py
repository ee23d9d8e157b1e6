"""Deadlines of one sentence: finds time phrases, drops those that are none, and resolves them to dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from pipelines.document import Deadline, Span
from pipelines.extract.calendar_parts import ISSUE_MONTH, YEAR_END, MonthDay, Period
from pipelines.extract.not_deadlines import CONTEXT, MARK, NOT_DEADLINES
from pipelines.extract.time_grammar import TIME_RULES, TIME_WORD
from pipelines.extract.time_phrase import TimePhrase
from pipelines.rules import find_all, first_match

# Names: titles with the bracket that follows them, and words in quotation marks that are no planning period or holiday.
_NAMES = re.compile(
    r"《[^》]*》(?:（[^）]{0,30}）)?|〈[^〉]*〉|"
    r"[“\"「『‘](?!十[一二三四五六]?五[”\"」』’]|[十一五六七八两双三]{1,2}[节会夏秋]?[”\"」』’])[^“”\"「」『』‘’]{0,40}[”\"」』’]")
# What may stand between 到2025年 and 每年: 到2025年，全市每年….
# 每人每年80元, 平均每天3万人次: the time belongs to the measure.
_PER_HEAD = re.compile("(?:每[人户亩名家个头辆]|人均|户均|亩均|平均)$")
_JOINT = re.compile(r"[，、\s]?[^，。；、\d]{0,6}")
_LENGTH_OF_A_PLAN = 5  # years
_LAST_OF_A_REPORT_YEAR = 6  # a report issued in the first half of a year looks back on the years before it


@dataclass(frozen=True, slots=True)
class TimeContext:
    """The years a document plans or reports on, and its date of issue; what it leaves out is counted from them.

    `looks_back` is for the part of a report that tells of the year before the document's: 全年 is then that year.
    """

    first_year: int | None
    last_year: int | None
    issue_date: date | None
    looks_back: bool = False

    @property
    def this_year(self) -> int | None:
        """What 今年 means: the document's only year, else its year of issue, else its first year."""
        if self.first_year is not None and self.first_year == self.last_year:
            return self.first_year
        if self.issue_date is not None:
            return self.issue_date.year
        return self.first_year if self.first_year is not None else self.last_year

    @property
    def end_of_plan(self) -> int | None:
        """The last year of the five that 五年 means in a five-year plan: its own, or those before it in a look-back."""
        if self.first_year is None or self.last_year != self.first_year + _LENGTH_OF_A_PLAN - 1:
            return None
        return self.first_year - 1 if self.looks_back else self.last_year

    @property
    def last_past_year(self) -> int | None:
        """The last year of a look-back: the one before an issue in a first half, else the year itself."""
        if self.issue_date is not None:
            return self.issue_date.year - (self.issue_date.month <= _LAST_OF_A_REPORT_YEAR)
        return self.this_year - 1 if self.looks_back and self.this_year is not None else self.this_year


@dataclass(frozen=True, slots=True)
class _Found:
    """A time phrase at its place."""

    phrase: TimePhrase
    span: Span
    confidence: float


def find_deadlines(text: str, when: TimeContext) -> list[Deadline]:
    """Deadlines of one sentence of folded text, in its order, spans relative to it; years left out come from `when`.

    Dates are None where neither the text nor `when` gives a year.
    """
    if not TIME_WORD.search(text):
        return []
    resolved: list[Deadline] = []
    year: int | None = None
    for found in _joined(_phrases(text), text):
        deadline = _resolve(found, text, when, year)
        year = _year_carried(_year_named(found.phrase, deadline), when) or year
        resolved.append(deadline)
    return resolved


def _phrases(text: str) -> list[_Found]:
    """Time phrases outside of names that are deadlines."""
    plain = _NAMES.sub(lambda match: "〓" * len(match.group()), text)
    found = [_Found(rule.gives(match), Span(match.start(), match.end()), rule.confidence)
             for rule, match in find_all(TIME_RULES, plain)]
    return [each for each in found if not _is_none(each, plain)]


def _is_none(found: _Found, text: str) -> bool:
    """Whether the words around a phrase make it a base of comparison or part of a name."""
    start, end = found.span.start, found.span.end
    if found.phrase.type == "recurring":
        return bool(_PER_HEAD.search(text, max(0, start - CONTEXT), start))
    if found.phrase.type == "by":
        return False
    around = text[max(0, start - CONTEXT):start] + MARK + text[end:end + CONTEXT]
    return first_match(NOT_DEADLINES, around) is not None


def _joined(found: list[_Found], text: str) -> list[_Found]:
    """A dated phrase and the 每年 that follows it are one (到2025年，每年… recurs until then), 春节后至3月底 is too."""
    kept: list[_Found] = []
    for each in found:
        before = kept[-1] if kept else None
        if before is not None and _recurs_in(before, each, text):
            phrase = replace(each.phrase, first=before.phrase.first, last=before.phrase.last, years=before.phrase.years)
            kept[-1] = _Found(phrase, Span(before.span.start, each.span.end), min(before.confidence, each.confidence))
        elif before is not None and _runs_to(before, each, text):
            kept[-1] = replace(each, span=Span(before.span.start, each.span.end))
        else:
            kept.append(each)
    return kept


def _runs_to(before: _Found, each: _Found, text: str) -> bool:
    """Whether a span that an event opens is due by the date that closes it: 春节后至3月底前."""
    return (before.phrase.type == "event" and each.phrase.type == "by" and before.span.end == each.span.start
            and text[each.span.start] in "到至")


def _recurs_in(before: _Found, each: _Found, text: str) -> bool:
    """Whether `each` recurs within the dates of the phrase right before it."""
    if each.phrase.type != "recurring" or before.phrase.type not in ("by", "during"):
        return False
    return bool(_JOINT.fullmatch(text[before.span.end:each.span.start]))


def _year_named(phrase: TimePhrase, deadline: Deadline) -> int | None:
    """The year that a phrase itself names; phrases after it in the sentence that leave theirs out mean the same."""
    named = phrase.last or phrase.first
    if named is None or (named.year is None and named.relative is None):
        return None
    day = deadline.end or deadline.start
    return day.year if day else None


def _year_carried(year: int | None, when: TimeContext) -> int | None:
    """A year before the document's own is a past event's (吸取2024年教训，3月底前…): it says nothing of later dates."""
    past = year is not None and when.first_year is not None and year < when.first_year
    return None if past and not when.looks_back else year


def _resolve(found: _Found, text: str, when: TimeContext, year: int | None) -> Deadline:
    """The Deadline of a phrase; `year` is the year named before it in the sentence."""
    phrase = found.phrase
    start, end = _span_of_years(phrase.years, when) if phrase.years else _dates(phrase, when, year)
    return Deadline(text[found.span.start:found.span.end], phrase.type, start, end, phrase.freq, found.span,
                    found.confidence)


def _dates(phrase: TimePhrase, when: TimeContext, year: int | None) -> tuple[date | None, date | None]:
    """First and last day of a phrase; the second half of 11月至3月 lies in the year after the first."""
    first_year = _year(phrase.first, when, year) if phrase.first else None
    start = _day(first_year, phrase.first.first, when) if phrase.first else None
    if phrase.last is None:
        return start, _look_back_end(start, when)
    open_range = phrase.first is not None and phrase.last.year is None and phrase.last.relative is None
    last_year = first_year if open_range else _year(phrase.last, when, year)
    if open_range and last_year is not None and phrase.first is not None and phrase.last.last < phrase.first.first:
        last_year += 1
    return start, _day(last_year, phrase.last.last, when)


def _look_back_end(start: date | None, when: TimeContext) -> date | None:
    """The last day of the year looked back on, where 2021年以来 opens in or before it; else a since stays open."""
    if not when.looks_back or start is None or when.this_year is None or start.year >= when.this_year:
        return None
    return date(when.this_year - 1, 12, 31)


def _year(period: Period, when: TimeContext, named: int | None) -> int | None:
    """The year of a period: its own, or counted from the current one, or the one named before it, or the document's."""
    if period.year is not None:
        return period.year
    if period.relative is not None:
        return None if when.this_year is None else when.this_year + period.relative
    if named is not None:
        return named
    if when.looks_back:
        return None if when.this_year is None else when.this_year - 1
    is_year_end = period.first == period.last == YEAR_END
    return when.last_year if is_year_end and when.last_year is not None else when.this_year


def _day(year: int | None, month_day: MonthDay, when: TimeContext) -> date | None:
    """A date, a day beyond the month's end brought down to it; None without a year or, for 本月, a date of issue."""
    month, day = month_day
    if month == ISSUE_MONTH:
        if when.issue_date is None:
            return None
        year, month = when.issue_date.year, when.issue_date.month
    return None if year is None else date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _span_of_years(years: int, when: TimeContext) -> tuple[date | None, date | None]:
    """So many years from the document's first one on, or, if negative, up to the last one it looks back on."""
    if years > 0:
        first = when.first_year if when.first_year is not None else when.this_year
        return (None, None) if first is None else (date(first, 1, 1), date(first + years - 1, 12, 31))
    last = when.end_of_plan if -years == _LENGTH_OF_A_PLAN and when.end_of_plan else when.last_past_year
    return (None, None) if last is None else (date(last + years + 1, 1, 1), date(last, 12, 31))
