"""Grammar of planning time: what 到2025年底前 or 每季度 says, before the document's years are known."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.extract.calendar_parts import GAP, NUMERAL, POINT, YEAR, Period, read_numeral, read_period
from pipelines.extract.event_grammar import EVENT_RULES, EVENT_WORD
from pipelines.extract.time_phrase import BEFORE, TimePhrase
from pipelines.rules import rule, table

Reader = Callable[[re.Match[str]], TimePhrase]


def _by(match: re.Match[str]) -> TimePhrase:
    return TimePhrase("by", last=read_period(match["point"]))


def _over(first: Period, last: Period | None = None) -> TimePhrase:
    """The time of one period, or from one to another."""
    return TimePhrase("during", first, last or first)


def _during(match: re.Match[str]) -> TimePhrase:
    return _over(read_period(match["point"]))


def _since(match: re.Match[str]) -> TimePhrase:
    return TimePhrase("during", first=read_period(match["point"]))


def _from_to(match: re.Match[str]) -> TimePhrase:
    return _over(read_period(match["first"]), read_period(match["last"]))


# 增加到2019年的58% says where a figure arrived, and that figure is read with its year alone.
_NOT_ARRIVED = r"(?<![达提升增减降长加回低高少大展遇得推迟转至到])"
_UNTIL = rf"(?:(?:{_NOT_ARRIVED}[到至]|截至到?|截止到?|展望到?|直到|最迟到?){GAP})"
_DASH = r"(?:—{1,2}|-|~|～|至|到|－|–|一直到)"
_BARE = r"(?:20\d\d|(?<![\d.])(?:1[0-2]|[1-9]))"

DATE_RULES = (
    rule("by", rf"{_UNTIL}?(?P<point>{POINT})(?:{BEFORE}|为止)", _by,
         ("6月底前", TimePhrase("by", last=Period(None, None, (6, 31), (6, 31)))),
         ("到2025年底之前", TimePhrase("by", last=Period(2025, None, (12, 31), (12, 31)))),
         ("前期工作", None), confidence=0.99),
    rule("until", rf"{_UNTIL}(?P<point>{POINT})(?!的|水平)", _by, ("到2025年，", TimePhrase("by", last=Period(2025))),
         ("截至今年6月", TimePhrase("by", last=Period(None, 0, (6, 1), (6, 31)))),
         ("展望2035年", TimePhrase("by", last=Period(2035))), ("增加到2019年的58%", None), confidence=0.99),
    rule("due", rf"(?:时限|期限|完成时间|办结时间)(?:要求)?[：:为]{GAP}(?P<point>{POINT})(?:{BEFORE})?", _by,
         ("完成时限：2022年9月底", TimePhrase("by", last=Period(2022, None, (9, 31), (9, 31)))), confidence=0.99),
    rule("since",
         rf"[从自]?(?P<point>{POINT})(?:之日)?(?:起(?!草|步|降|诉|点|到)|开始|以来|以后|之后|后(?!期|续|备|勤|疫|半"
         rf"|三|置))", _since, ("2021年起", TimePhrase("during", first=Period(2021))),
         ("从今年开始", TimePhrase("during", first=Period(None, 0))), ("6月后续", None), confidence=0.85),
    rule("day or span", rf"(?P<point>{POINT})(?:期间|以?内|间(?!接|隔))?", _during,
         ("11月", _over(Period(None, None, (11, 1), (11, 31)))),
         ("2022年", _over(Period(2022))),
         ("5月上旬", _over(Period(None, None, (5, 1), (5, 10)))), ("3个月", None), confidence=0.9),
    rule("figures of a date",
         rf"(?P<year>20\d\d)(?P<sign>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>\d\d?)(?!\d){BEFORE}?",
         lambda m: TimePhrase(*_figures(m)),
         ("2021-06-30前", TimePhrase("by", last=Period(2021, None, (6, 30), (6, 30)))), ("1.2.3", None),
         confidence=0.9),
    rule("from and to",
         rf"[从自]?(?P<first>{POINT}|{_BARE}){GAP}{_DASH}{GAP}(?:次年|翌年)?(?P<last>{POINT})(?:期间|间(?!接|隔))?",
         _from_to,
         ("3月—11月", _over(Period(None, None, (3, 1), (3, 31)), Period(None, None, (11, 1), (11, 31)))),
         ("2021—2023年", _over(Period(2021), Period(2023))),
         ("从2016到2020年", _over(Period(2016), Period(2020))), ("1.3-6月", None)),
    rule("days of a month", rf"(?P<month>(?:{YEAR})?(?:1[0-2]|0?[1-9])月)(?P<from>\d\d?)日?{_DASH}(?P<to>\d\d?)日",
         lambda m: _over(*(read_period(f"{m['month']}{m[end]}日") for end in ("from", "to"))),
         ("6月1—15日", _over(Period(None, None, (6, 1), (6, 1)), Period(None, None, (6, 15), (6, 15))))),
    rule("middle of the century", rf"{_UNTIL}?本世纪中叶", lambda m: TimePhrase("by", last=Period(2050)),
         ("到本世纪中叶", TimePhrase("by", last=Period(2050)))),
)


def _figures(match: re.Match[str]) -> tuple[str, Period | None, Period]:
    """Type, first and last Period of a date in figures."""
    month_day = int(match["month"]), int(match["day"])
    period = Period(int(match["year"]), None, month_day, month_day)
    return ("by", None, period) if match.group().endswith("前") else ("during", period, period)


# --- planning periods ------------------------------------------------------------------------------------------------
# The five-year plans count from the first (1953–1957); the tenth began in 2001.
PLAN_NAMES = ("十五", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五")
_PLAN = r"(?<![一二三四五六七八九])[“\"‘「]?(?P<plan>十[一二三四五六]?五)[”\"’」]?(?:规划)?"


def _plan(match: re.Match[str]) -> tuple[Period, Period]:
    """First and last year of the planning period."""
    start = 2001 + 5 * PLAN_NAMES.index(match["plan"])
    return Period(start), Period(start + 4)


PLAN_RULES = (
    rule("planning period", rf"{_PLAN}(?:期间|时期(?!的?[经主要发])|规划期|以?内)",
         lambda m: _over(*_plan(m)), ("“十四五”期间", _over(Period(2021), Period(2025))),
         ("“十五五”时期，", _over(Period(2026), Period(2030))), ("“十四五”规划", None)),
    rule("end of a planning period", rf"(?P<until>{_UNTIL})?{_PLAN}(?:规划)?(?:时期|期)?(?:末期?|期末)(?P<before>前)?",
         lambda m: _plan_end(m),
         ("“十四五”末", _over(Period(2025, None, (12, 31), (12, 31)))),
         ("到“十四五”末", TimePhrase("by", last=Period(2025, None, (12, 31), (12, 31))))),
    rule("since a planning period", rf"{_PLAN}(?:时期|期间)?以来", lambda m: TimePhrase("during", first=_plan(m)[0]),
         ("“十三五”以来", TimePhrase("during", first=Period(2016)))),
)


def _plan_end(match: re.Match[str]) -> TimePhrase:
    """The last day of a planning period: due by it, or on it where neither 到 nor 前 stands there."""
    year = _plan(match)[1].year
    end = Period(year, None, (12, 31), (12, 31))
    due = bool(match["until"] or match["before"])
    return TimePhrase("by", last=end) if due else _over(end)


# --- again and again -------------------------------------------------------------------------------------------------
_FREQUENCIES: dict[str, str | None] = {
    "年": "yearly", "学年": "yearly", "半年": "half_yearly", "学期": "half_yearly", "季": "quarterly",
                "季度": "quarterly", "月": "monthly", "周": "weekly", "星期": "weekly", "日": "daily", "天": "daily",
                "旬": None}  # every ten days: no frequency of the guideline's list
_MONTH_COUNTS = {1: "monthly", 3: "quarterly", 6: "half_yearly", 12: "yearly"}
# 每年6月底前, 每月10日前, 每年汛期前 are one phrase each: the frequency says when.
_WHEN_IN_IT = (rf"(?:的?{POINT}(?:{GAP}(?:、|和|及|{_DASH}){GAP}{POINT})*(?:{BEFORE}|起|期间)?|[底末初](?!步|级)"
               rf"{BEFORE}?|[上中下]旬|{GAP}\d{{1,2}}{GAP}[日号](?:{BEFORE}|起)?|的?(?:主?汛期|汛|防火期|供暖季|春节|开学){BEFORE}?)?")

EACH_RULES = (
    rule("each", rf"每(?:一|1|个)?(?P<unit>半年|学年|学期|季度?|星期|[年月旬周日天])(?:度(?!夏|冬|汛))?{_WHEN_IN_IT}",
         lambda m: TimePhrase("recurring", freq=_FREQUENCIES[m["unit"]]),
         ("每季度", TimePhrase("recurring", freq="quarterly")),
         ("每年6月底前", TimePhrase("recurring", freq="yearly")),
         ("每月10日前", TimePhrase("recurring", freq="monthly")),
         ("每半年", TimePhrase("recurring", freq="half_yearly")), ("每旬", TimePhrase("recurring")),
         ("每学年", TimePhrase("recurring", freq="yearly")), confidence=0.98),
    rule("every n years", rf"每(?:隔)?(?P<n>{NUMERAL})(?:(?:[-—~至到]|、)?{NUMERAL})?(?:个)?年",
         lambda m: TimePhrase("recurring", freq="yearly" if read_numeral(m["n"]) == 1 else "every_n_years"),
         ("每两年", TimePhrase("recurring", freq="every_n_years")),
         ("每2-3年", TimePhrase("recurring", freq="every_n_years")), confidence=0.98),
    rule("every n months", rf"每(?P<n>{NUMERAL})个月",
         lambda m: TimePhrase("recurring", freq=_MONTH_COUNTS.get(read_numeral(m["n"]), "monthly")),
         ("每6个月", TimePhrase("recurring", freq="half_yearly")),
         ("每三个月", TimePhrase("recurring", freq="quarterly")), confidence=0.98),
    rule("unit by unit", r"(?:逐|按)(?P<unit>季度?|月|周|半年)(?!龄|份|均)(?:度(?!夏|冬))?", lambda m: TimePhrase(
        "recurring", freq=_FREQUENCIES[m["unit"]]),
         ("逐月", TimePhrase("recurring", freq="monthly")), ("按季度", TimePhrase("recurring", freq="quarterly")),
         ("逐年", None), confidence=0.9),
    rule("each, in short",
         r"(?P<unit>半年|[季月周日天])(?:度)?一(?=调度|通报|分析|报告|报|督查|汇总|检查|研判|会商|排查|总结|考核|更新"
         r"|公布|评估|排名)", lambda m: TimePhrase("recurring", freq=_FREQUENCIES[m["unit"]]),
         ("实行月一调度", TimePhrase("recurring", freq="monthly")), ("一月一日", None), confidence=0.8),
)

# --- spans of years counted from the document ------------------------------------------------------------------------
_YEARS = rf"(?P<n>{NUMERAL}){GAP}年"
_SUMMED = (r"(?=年均|累计|总体|合计|共|接?近?翻|增[长加]|新增|减少|下降|接近|建成|新建|改造|完成|投入|安排|解决|培训"
           r"|发放|资助|实现|\d)")

SPAN_RULES = (
    rule("past years", rf"(?:过去|最?近|这)(?:的)?{_YEARS}(?:间|来|以来|期间)?",
         lambda m: TimePhrase("during", years=-_count(m)), ("近五年", TimePhrase("during", years=-5)),
         ("过去一年", TimePhrase("during", years=-1)), ("近年来", None), confidence=0.9),
    rule("years behind", rf"(?<![\d连续比较用]){_YEARS}(?:以?来|间)", lambda m: TimePhrase("during", years=-_count(m)),
         ("五年来，", TimePhrase("during", years=-5)), ("多年来", None), confidence=0.9),
    rule("years behind, summed up", rf"(?<![\d连续前后第每用过近十分满达逾]){_YEARS}{_SUMMED}",
         lambda m: TimePhrase("during", years=-_count(m)), ("五年累计", TimePhrase("during", years=-5)),
         ("三年行动", None), ("连续五年增长", None), confidence=0.9),
    rule("years ahead", rf"(?:今后|未来|接下来)(?:的)?(?:{NUMERAL}[至到—-])?{_YEARS}(?:内|间|时间|左右)?",
         lambda m: TimePhrase("during", years=_count(m)), ("今后五年", TimePhrase("during", years=5)), confidence=0.85),
    rule("years at work",
         rf"(?:[用经]过?|利用|通过|力争|争取|(?<![未后起日])在|计划){_YEARS}(?:左右)?(?:的?时间|以?内)(?!无|未)",
         lambda m: TimePhrase("during", years=_count(m)), ("利用3年时间", TimePhrase("during", years=3)),
         ("力争三年内", TimePhrase("during", years=3)), ("3年内无", None), confidence=0.85),
    rule("an open number of years", rf"(?:用|通过|经过){NUMERAL}(?:[至到—~-]|、)?{NUMERAL}年(?:左右)?(?:的?时间)",
         lambda m: TimePhrase("during"), ("用3到5年时间", TimePhrase("during")), ("用3年时间", None), confidence=0.85),
)


def _count(match: re.Match[str]) -> int:
    """How many years a span runs."""
    return read_numeral(match["n"])

TIME_RULES = table(*DATE_RULES, *PLAN_RULES, *EACH_RULES, *SPAN_RULES, *EVENT_RULES)
# A sentence without one of these words holds no time phrase.
TIME_WORD = re.compile(
    rf"[年岁月季周期节旬每逐按]|以来|十[一二三四五]?五|本世纪|\d[-./]\d|{EVENT_WORD}")
