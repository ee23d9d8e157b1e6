"""The smallest parts of planning time (year, month, third of a month, quarter, half) and the days that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.numerals import parse_number
from pipelines.rules import Rule, rule

MonthDay = tuple[int, int]
Days = tuple[MonthDay, MonthDay]

MONTH_END = 31  # a day beyond the month's last day is brought down to it when dates are made
ISSUE_MONTH = 0  # stands for the month of issue in 本月
YEAR_END: MonthDay = (12, MONTH_END)


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first`…`last`, each (month, day), of `year`; `relative` counts years from the document's current one.

    With neither the text leaves the year out. Months run 1–12, or ISSUE_MONTH; day 31 is the last day of any month.
    """

    year: int | None = None
    relative: int | None = None
    first: MonthDay = (1, 1)
    last: MonthDay = YEAR_END


GAP = r"[ \u3000\xa0]?"  # PDF text sets figures apart by a space
NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
MONTH_NUMERAL = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY_NUMERAL = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_NO_COUNT = r"(?<![\d一二三四五六七八九十两几多每])"  # 三年内 is a count of years
_RELATIVE_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年度": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, MONTH_END)}
_HALVES = {"上": (1, 6), "下": (7, 12)}
_YEAR_EDGES: dict[str, Days] = {"底": (YEAR_END, YEAR_END), "末": (YEAR_END, YEAR_END), "终": (YEAR_END, YEAR_END),
                                "中": ((6, 30), (6, 30)), "初": ((1, 1), (1, MONTH_END))}


def read_numeral(text: str) -> int:
    """A whole number in digits or Chinese numerals (12, 十二, 二〇二三); ValueError where the text is none."""
    return int(parse_number(text))


def _absolute(match: re.Match[str]) -> Period:
    return Period(read_numeral(match["year"]))


def _relative(match: re.Match[str]) -> Period:
    return Period(relative=_RELATIVE_YEARS[match["year"]])


YEAR_RULES = (
    rule("year", rf"(?P<year>(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{{2}}){GAP}年(?:度(?!假))?", _absolute,
         ("2023年", Period(2023)), ("二〇二三年", Period(2023)), ("2023 年度", Period(2023)), ("3年", None)),
    rule("relative year", rf"(?P<year>{'|'.join(_RELATIVE_YEARS)})度?", _relative,
         ("今年", Period(relative=0)), ("去年", Period(relative=-1)), ("本年度", Period(relative=0)), ("年度", None)),
)


def _months(first: int, last: int, edge: str | None = None) -> Days:
    """All days of some months, or their last day, or the first ten days."""
    if edge == "初":
        return (first, 1), (first, 10)
    return ((last, MONTH_END) if edge else (first, 1)), (last, MONTH_END)


def _month(match: re.Match[str]) -> Days:
    month = read_numeral(match["month"])
    if third := match["third"]:
        return (month, _THIRDS[third][0]), (month, _THIRDS[third][1])
    if day := match["day"]:
        return (month, read_numeral(day)), (month, read_numeral(day))
    return _months(month, month, match["edge"])


def _quarter(match: re.Match[str]) -> Days:
    last = 3 * (1 if match["quarter"] == "首" else read_numeral(match["quarter"]))
    return _months(last - 2, last, match["edge"])


def _half(match: re.Match[str]) -> Days:
    return _months(*_HALVES[match["half"]], match["edge"])


DAY_RULES = (
    rule("month",
         rf"(?<![\d.])(?P<month>{MONTH_NUMERAL}){GAP}月份?{GAP}(?:(?P<third>[上中下])旬|(?P<day>{_DAY_NUMERAL}){GAP}"
         rf"[日号]"
         r"|(?P<edge>底|末|初(?!步|期|级))|)", _month, ("6月底", ((6, 31), (6, 31))), ("五月上旬", ((5, 1), (5, 10))),
         ("12月3日", ((12, 3), (12, 3))), ("9月份", ((9, 1), (9, 31))), ("3月初步", ((3, 1), (3, 31))),
         ("10 月 15 日", ((10, 15), (10, 15)))),
    rule("quarter", rf"第?(?P<quarter>[一二三四1-4首]){GAP}季(?:度(?P<edge>[底末])?|末)",
         _quarter, ("三季度末", ((9, 31), (9, 31))), ("第一季度", ((1, 1), (3, 31))), ("首季度", ((1, 1), (3, 31)))),
    rule("quarters", r"(?:前|[一1](?:至|到|-|—|~|、)?)(?P<last>[二三两23])个?季度",
         lambda m: _months(1, 3 * read_numeral(m["last"])),
         ("前三季度", ((1, 1), (9, 31))), ("一至三季度", ((1, 1), (9, 31))), ("前三年", None)),
    rule("half year", r"(?P<half>[上下])半年(?P<edge>[底末])?", _half,
         ("上半年", ((1, 1), (6, 31))), ("下半年", ((7, 1), (12, 31))), ("上半年末", ((6, 31), (6, 31)))),
    rule("first months", rf"(?<![提之以])前(?P<last>{MONTH_NUMERAL})个月",
         lambda m: _months(1, read_numeral(m["last"])), ("前11个月", ((1, 1), (11, 31))),
         ("前三个月", ((1, 1), (3, 31)))),
    rule("edge of a year", rf"{_NO_COUNT}(?<![青少成老中壮])[年岁]"
         r"(?P<edge>[底末]|终(?![身生])|初(?!步|期|级)|中(?=[前，、]|之前|以前|$))",
         lambda m: _YEAR_EDGES[m["edge"]], ("年底", ((12, 31), (12, 31))), ("岁末", ((12, 31), (12, 31))),
         ("年初", ((1, 1), (1, 31))), ("青年终身学习", None), ("年中央", None), ("3年底子", None)),
    rule("whole year", rf"(?<![安健齐])全年(?![轻级龄段])|{_NO_COUNT}年内", lambda m: ((1, 1), YEAR_END),
         ("全年", ((1, 1), YEAR_END)), ("年内", ((1, 1), YEAR_END)), ("三年内", None), ("健全年度计划", None)),
    rule("this month", r"本月(?P<edge>[底末])?", lambda m: _months(ISSUE_MONTH, ISSUE_MONTH, m["edge"]),
         ("本月底", ((0, 31), (0, 31))), ("本月", ((0, 1), (0, 31)))),
)


EDGE_RULES = (
    rule("edge of a named year", r"(?<=[年度])(?P<edge>[底末]|初(?!步|期|级))", lambda m: _YEAR_EDGES[m["edge"]],
         ("2025年底", ((12, 31), (12, 31))), ("月底", None)),
)


def _either(rules: tuple[Rule, ...]) -> str:
    """One pattern without groups for any of the rules; longer readings stand first in their table or are disjoint."""
    return "(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(?:", each.pattern.pattern) for each in rules) + ")"


YEAR = _either(YEAR_RULES)
DAYS = _either(DAY_RULES)
_EDGE = _either(EDGE_RULES)
# A stretch of the calendar: 2025年, 2025年6月底, 年底前 ("今年全年" and "2025 年年底" too).
POINT = rf"(?:{YEAR}(?:{GAP}{DAYS}|{_EDGE})?|{DAYS})"


def read_period(text: str) -> Period:
    """The days that a text which POINT matches in full means; a bare 2023 or 3 is a year or a month of a range."""
    if text.isdigit():
        return Period(int(text)) if len(text) == 4 else Period(None, None, *_months(int(text), int(text)))
    year, rest_at = Period(), 0
    for each in YEAR_RULES:
        if found := each.pattern.match(text):
            year, rest_at = each.gives(found), found.end()
    rest_at += len(text[rest_at:]) - len(text[rest_at:].lstrip(" \u3000\xa0"))
    for each in (*DAY_RULES, *EDGE_RULES):
        found = each.pattern.match(text, rest_at)
        if found and found.end() == len(text):
            return Period(year.year, year.relative, *each.gives(found))
    return year
