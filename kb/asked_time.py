"""Time in a query: the years of the documents, days by which something is due, how often it recurs."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from kb.chips import Chip, Known, chip
from kb.filters import FREQUENCIES, Filters
from pipelines.document import Deadline
from pipelines.extract.calendar_parts import NUMERAL, YEAR, read_numeral, read_period
from pipelines.extract.deadlines import TimeContext, find_deadlines
from pipelines.extract.time_grammar import PLAN_NAMES

_PLAN = re.compile(r"(?<![一二三四五六七八九])[“\"‘「]?(十[一二三四五六]?五)[”\"’」]?(?:规划)?(?:期间|时期)[里内]?")
_TO = r"(?:到|至|-|—{1,2}|~)"
_BARE = r"(?<!\d)20\d\d(?!\d)"
_RANGE = re.compile(rf"从?(?P<first>{YEAR}|{_BARE}){_TO}(?P<last>{YEAR})(?:期间|之间|这几年)?")
_BOTH = re.compile(rf"(?P<first>{YEAR})(?:和|与|及|、)(?P<last>{YEAR})(?:两年)?")
_SINCE = re.compile(rf"[从自]?(?P<first>{YEAR})(?:以来|以后|之后|起|开始|至今|到现在|到今天)")
_LATELY = re.compile(rf"(?:近|最近|过去)(?:的|这)?(?P<n>{NUMERAL})年(?:间|以?来|里|内|中)?")
# 到2025年, 比2020年 and 2025年底 say when something is due or what it is measured by, not from when a document is;
# 2030年前 is a date as well.
_YEAR = re.compile(rf"(?<![到至比较同据截止前])(?P<first>{YEAR}|(?:(?<=^)|(?<=\s)){_BARE}(?=\s|$))"
                   r"(?!以前|之前|前|底|末|初|[到至—~-]|比|相比|同期|\d|[一二三四五六七八九十]+月)(?:里|全年|内)?")

_EACH = re.compile("[每逐按]")
_EACH_AHEAD = re.compile(
    r"(?:的|要|都要|应当?|得|需要?)?(?:(?:例行|定期|必须)?(?:做|开展|完成|进行|组织|干|办)(?:一次|的)?)?"
         r"(?:任务|工作|事项|活动|检查|目标|有哪些|有什么|的?事|$)")
# What shows that a date is meant as the end of a deadline.
_DUE = re.compile(r"(?:之前|以前|前)?(?:就|都)?(?:要|应当?|需要?|必须|得|该|能)?(?:全部|基本)?"
                  r"(?:(?:完成|办完|办结|做完|干完|了结|交账)(?=的|哪些|什么|$)|(?:到期|截止))")
_DUE_WORK = re.compile("(?=的?(?:任务|工作|事项|目标|承诺|事)(?:$|[有是，。？?]))")
_YEAR_NAMED = re.compile(r"\d{4}|[〇○零]")
_MONTH_END = re.compile("(?<![0-9一二三四五六七八九十本当每])(?:这个|本|当)?月底(?:之前|以前|前)?")


def years(text: str, known: Known, year: int | None = None) -> Iterator[Chip]:
    """The years that the documents are to be of, where there are such; at most one chip."""
    for pattern, read in ((_PLAN, _of_plan), (_RANGE, _of_two), (_BOTH, _of_two), (_SINCE, _since), (_LATELY, _lately)):
        if match := pattern.search(text):
            first, last = read(match, known)
            if first < last and any(first <= each <= last for each in known.years):
                yield chip(f"年份：{first}—{last}", Filters(year=first, year_to=last), match)
            return
    found = list(_YEAR.finditer(text))
    if len(found) == 1 and (one := _year(found[0]["first"], known)) in known.years:
        yield chip(f"年份：{one}", Filters(year=one), found[0])


def _year(text: str, known: Known) -> int:
    period = read_period(text)
    return period.year if period.year is not None else known.today.year + (period.relative or 0)


def _of_plan(match: re.Match[str], known: Known) -> tuple[int, int]:
    first = 2001 + 5 * PLAN_NAMES.index(match[1])
    return first, first + 4


def _of_two(match: re.Match[str], known: Known) -> tuple[int, int]:
    return _year(match["first"], known), _year(match["last"], known)


def _since(match: re.Match[str], known: Known) -> tuple[int, int]:
    return _year(match["first"], known), max(known.today.year, *known.years, 0)


def _lately(match: re.Match[str], known: Known) -> tuple[int, int]:
    return known.today.year - read_numeral(match["n"]) + 1, known.today.year


def recurring(text: str, known: Known, year: int | None = None) -> Iterator[Chip]:
    """How often what is sought recurs, where the query says so of the work itself: 每季度的任务, not 每月补助多少."""
    for each in _deadlines(text, known.today.year, known):
        freq = FREQUENCIES.get(each.freq or "")
        if each.type == "recurring" and freq and _EACH_AHEAD.match(text, each.span.end):
            # A year before it is part of the phrase: 2022年每季度.
            said = _EACH.search(text, each.span.start, each.span.end)
            start = said.start() if said else each.span.start
            yield Chip(f"频次：{freq}", Filters(freq=each.freq), start, each.span.end)


def due(text: str, known: Known, year: int | None = None) -> Iterator[Chip]:
    """The days between which what is sought is due; `year` is the one that the query names."""
    of_year = year if year is not None else known.today.year
    for each in _deadlines(text, of_year, known):
        named = bool(_YEAR_NAMED.search(each.text))
        if each.end is None or _whole_years(each) or not (named or of_year in known.years):
            continue
        if end := _due_until(text, each):
            first = each.start or (None if named else date(each.end.year, 1, 1))
            yield _due_chip(first, each.end, each.span.start, end)
    if known.today.year in known.years and (match := _MONTH_END.search(text)) and (
            until := _words_until(text, match.end(), match.group())):
        last = calendar.monthrange(known.today.year, known.today.month)[1]
        yield _due_chip(known.today.replace(day=1), known.today.replace(day=last), match.start(), until)


def _deadlines(text: str, year: int, known: Known) -> list[Deadline]:
    return find_deadlines(text, TimeContext(year, year, known.today))


def _whole_years(each: Deadline) -> bool:
    return each.start is not None and each.end is not None and (
        (each.start.month, each.start.day, each.end.month, each.end.day) == (1, 1, 12, 31))


def _due_until(text: str, each: Deadline) -> int:
    """Where the words end that make a date the end of a deadline; 0 where none do."""
    return _words_until(text, each.span.end, each.text) if each.type in ("by", "during") else 0


def _words_until(text: str, at: int, date_text: str) -> int:
    found = _DUE.match(text, at) or (_DUE_WORK.match(text, at) if date_text.endswith("前") else None)
    return found.end() if found else 0


def _due_chip(first: date | None, last: date, start: int, end: int) -> Chip:
    said = f"{first}至{last}" if first else f"不晚于{last}"
    return Chip(f"时限：{said}", Filters(due_after=first, due_before=last), start, end)
