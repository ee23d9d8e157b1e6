"""Figures as they stand in folded text: value, unit, bound or direction of change, and how far their words reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.extract.measures import measure_of, unit_pattern
from pipelines.extract.numerals import BARE_SCALE, FRACTION, NUMBER, parse_number
from pipelines.extract.stretches import Stretches
from pipelines.extract.word_lists import alternation
from pipelines.needs import quick
from pipelines.rules import Rule, first_match, possible, rule, table


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `start`..`end` with its words (不少于50项), `core_start`..`core_end` number and unit alone.

    `op`, `value`, `value_max` and `unit` are those of Quantity; `category` is the measure's (lexicon/measures.tsv), or
    coverage, zero, rank, ratio (1.98:1, unit "") or bare (a number with no unit). `noun` is what the figure counts
    where its own words say so (零延误: 延误), `whole` what it is a share of (不低于总数的80%: 总数); `chinese` tells a
    numeral in characters.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    op: str
    value: float
    value_max: float | None
    unit: str | None
    category: str
    confidence: float
    noun: str = ""
    whole: str = ""
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """What the number and its unit alone say."""

    value: float
    value_max: float | None
    unit: str | None
    category: str


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the words before a number say: bound or direction ("" where none), where they begin, what they name."""

    op: str
    start: int
    confidence: float
    noun: str = ""
    whole: str = ""


# Words that may stand between a verb of change or a bound and the number.
_LOOSE = f"(?:{alternation('loose_words.txt')})"
_AT_LEAST = ("(?:不少于|不低于|不小于|不下于|不得少于|不得低于|首次突破|首次超过|至少|最少|最低|逾|>|≥|＞"
             "|(?<![不得未])(?:超过|超出|超|突破|大于|高于|多于))")
_AT_MOST = ("(?:不超过|不得超过|不多于|不高于|不大于|不突破|至多|最多|最高|最长|不足|不到|上限为?|<|≤|＜"
            "|(?<![不得])(?:低于|小于|少于))")
_BOUND = rf"(?:{_LOOSE}|{_AT_LEAST}|{_AT_MOST})*$"
_GROW = f"(?:{alternation('growth_words.txt')})"
_SHRINK = f"(?:{alternation('fall_words.txt')})"
_DEED = r"(?:完成|建成|开展|新增|新建|培育|有|在|建设|组织|创建|打造|配备|设立|达到)"
_PAYING = r"(?:给予|奖励|补助|补贴|资助|奖补|支持|可达|可贷|一次性|为|达)"

# All of these are read backwards from a number: their words end right before it.
DIRECTIONS = table(
    rule("level after a change", rf"(?:{_GROW}|{_SHRINK})[到至为]{_BOUND}", lambda m: "",
         ("普及率提高到", ""), ("办理时间压缩到不超过", ""), ("收入增长", None)),
    rule("growth", rf"{_GROW}{_BOUND}", lambda m: "increase_by",
         ("产值同比增长", "increase_by"), ("年均增速超过", "increase_by"), ("增加值", None)),
    rule("fall", rf"{_SHRINK}{_BOUND}", lambda m: "decrease_by",
         ("死亡人数分别下降", "decrease_by"), ("能耗降低不少于", "decrease_by")),
    rule("growth against an earlier count", rf"(?:较|比)[^，。；]{{2,12}}新增{_LOOSE}*$", lambda m: "increase_by",
         ("较上年新增", "increase_by"), ("全年新增", None)),
    rule("more than an earlier count", rf"(?<=上年|去年|同期|往年|年初)多[^，。；、\d]{{0,2}}?{_LOOSE}*$",
         lambda m: "increase_by", ("比去年多争取", "increase_by"), ("较多年", None)),
    rule("growth of a total",
         r"(?:面积|数量|总数|规模|人数|产能|里程|库容|容量|装机|总量|存量|保有量)新增(?:了|约|近)?$",
         lambda m: "increase_by", ("湿地保护面积新增", "increase_by"), ("全市新增", None)),
    rule("growth of something named", rf"净增(?P<noun>[^，。；、：\d]{{1,8}}?){_BOUND}", lambda m: "increase_by",
         ("净增经营主体", "increase_by")),
    rule("fall of something named",
         rf"(?:减少|降低|压减|压缩|削减|压降|缩短|减排)(?P<noun>(?![和与及])(?:(?!占)[^，。；、：\d]){{1,8}}?){_BOUND}",
         lambda m: "decrease_by", ("减少企业负担", "decrease_by"), ("压减办理时限", "decrease_by"), confidence=0.85),
)
BOUNDS_BEFORE = table(
    rule("at least", rf"{_AT_LEAST}{_LOOSE}*$", lambda m: ">=",
         ("建设不少于", ">="), ("产值超过", ">="), ("不超过", None)),
    rule("at least so many done", rf"(?:至少|不少于){_DEED}$", lambda m: ">=",
         ("至少完成", ">="), ("不少于建成", ">=")),
    rule("at most", rf"{_AT_MOST}(?:{_PAYING}|{_LOOSE})*$", lambda m: "<=",
         ("费用不超过", "<="), ("最高补助", "<="), ("小于", "<="), ("不低于", None)),
    rule("at least a share of", rf"{_AT_LEAST}(?P<whole>[^，。；、\d]{{2,14}})的$", lambda m: ">=",
         ("不低于总人数的", ">=")),
    rule("at most a share of", rf"{_AT_MOST}(?P<whole>[^，。；、\d]{{2,14}})的$", lambda m: "<=",
         ("不超过总投入的", "<=")),
    rule("past a round number", r"(?:(?<![经通不超])过|(?<![以之年面])上)$", lambda m: ">=",
         ("产值过", ">="), ("经过", None)),
)
# Read forwards from behind the unit.
_INCLUSIVE = "^(?:（含）)?[及或]?"
BOUNDS_AFTER = table(
    rule("at least, behind", f"{_INCLUSIVE}(?:以上|之上)", lambda m: ">=", ("以上", ">="), ("（含）以上", ">=")),
    rule("at most, behind", f"{_INCLUSIVE}(?:红线)?(?:以内|以下|之内|之下)", lambda m: "<=",
         ("以内", "<="), ("及以下", "<="), ("红线以内", "<=")),
    rule("within", "^内(?![部外容涵陆地蒙河镜控审需务生])", lambda m: "<=", ("内完成", "<="), ("内部", None)),
    rule("about", "^(?:左右|上下)", lambda m: "=", ("左右", "=")),
)
_REACHED = re.compile("(?:达到|均达|(?<![直到抵送])达|(?<![附邻临])近|(?<![签节集预契公违])约|接近)$")
_MORE = re.compile("[多余]")
# Characters before a number that may belong to it.
_WINDOW = 24

_JOIN = r"\s?(?:[-—~]{1,2}|至|到)\s?"
# What is gathered or served by the hundred: 支持千家企业.
_GATHERED = "(?<=支持|培育|培训|引进|组织|服务|走访|遴选|动员|惠及)"
# A bare scale counts where a word of approximation or a bound stands beside it: 超千亿元, 千余人, 亿元以上.
_NO_NUMERAL_BEFORE = r"(?<![一二三四五六七八九十百千万亿\d两几数])"
_APPROACHED = (rf"(?<=[超过上近逾])(?<!经过)(?<!通过){BARE_SCALE}|(?<=突破){BARE_SCALE}"
               rf"|{_NO_NUMERAL_BEFORE}{BARE_SCALE}(?=[余多]|[^\d，。；、\s]{{1,3}}(?:及|或|（含）)?以上)"
               rf"|{_GATHERED}{BARE_SCALE}(?=[家名场户](?!户))")
# Half of a unit of time counts behind a word of measure: 推迟近半年, but not 上半年.
_HALF_A_TIME = "(?:(?<=[近约逾])|(?<=提前)|(?<=推迟)|(?<=缩短)|(?<=延长)|(?<=迟了))半(?=年|天|日|个月|小时)"
# 1.98:1, the ratio of two amounts.
_RATIO = r"\d{1,3}(?:\.\d{1,3})?:1(?![\d.:])"
_TENTHS = r"[一二两三四五六七八九\d](?:\.\d)?成(?:半)?(?=以上|以下|左右|[，。；、的多是在来用为农企群居]|$)"
_HALVES = "一半|半数|(?<=[超过])半(?=[，。；以的]|$)"


@cache
def _figure_pattern() -> re.Pattern[str]:
    """All forms of a number with an optional unit; named groups tell the forms apart."""
    unit = unit_pattern()
    number = rf"(?:{NUMBER}|{_APPROACHED}|{_HALF_A_TIME})"
    return re.compile(quick(
        rf"(?P<ratio>{_RATIO})|(?P<tenths>{_TENTHS})|(?P<half>{_HALVES})|(?P<fraction>{FRACTION})(?!点)"
        rf"|(?P<low>{number})(?:{unit})?{_JOIN}(?P<high>{NUMBER})\s?(?P<range_unit>{unit})"
        rf"|(?P<number>{number})(?P<more>[多余])?\s?(?P<unit>{unit})?(?P<more_after>(?<=[年月倍天周])多)?"))


_NONE = Stretches(())


def find_figures(text: str, closed: Stretches = _NONE) -> Iterator[Figure]:
    """Every number of folded text with its unit and its bound, in order; whether it is a quantity is not judged.

    Numbers that touch a `closed` stretch are passed over.
    """
    for match in _figure_pattern().finditer(text):
        number = None if closed.touch(match.start(), match.end()) else _read(match)
        if number:
            yield _figure(text, match, number)


def _figure(text: str, match: re.Match[str], number: _Number) -> Figure:
    before = _stated_before(text, match.start())
    after = _bound_after(text, match.end(), number.category)
    more = match["more"] or match["more_after"] or _MORE.search(match["number"] or "")
    op = before.op
    if not op.endswith("_by"):
        op = "range" if number.value_max is not None else after[0] or op or (">=" if more else "=")
    chinese = match["number"] is not None and not match["number"][0].isdigit()
    return Figure(before.start, match.end() + after[1], match.start(), match.end(), op, number.value, number.value_max,
                  number.unit, number.category, before.confidence, before.noun, before.whole, chinese)


def _read(match: re.Match[str]) -> _Number | None:
    """Value and unit of a match; None where the numeral has no value."""
    try:
        if match["ratio"]:
            return _Number(parse_number(match["ratio"].removesuffix(":1")), None, "", "ratio")
        if match["tenths"]:
            half = match["tenths"].endswith("半")
            return _Number(parse_number(match["tenths"].rstrip("半成")) * 10 + 5 * half, None, "%", "percent")
        if match["half"]:
            return _Number(50.0, None, "%", "percent")
        if match["fraction"]:
            return _share(match["fraction"])
        return _range(match) if match["low"] else _single(match)
    except ValueError:
        return None


def _share(fraction: str) -> _Number:
    """Percent of a fraction (三分之一 is 33.33 %, the guideline's rounding), per mille where it says 千分之."""
    value = parse_number(fraction)
    if fraction.startswith("千分之"):
        return _Number(round(value * 1000, 6), None, "‰", "percent")
    return _Number(round(value * 100, 6 if fraction.startswith("百分之") else 2), None, "%", "percent")


def _range(match: re.Match[str]) -> _Number | None:
    """Both ends; the first takes the second's 万 or 亿 where it has none: 50—200万元."""
    measure = measure_of(match["range_unit"])
    low, high = parse_number(match["low"]), parse_number(match["high"])
    scale = re.search("[万亿]+$", match["high"])
    if scale and not re.search("[万亿]$", match["low"]):
        low *= parse_number(scale.group())
    return _Number(low, high, measure.unit, measure.category) if low < high else None


def _single(match: re.Match[str]) -> _Number:
    value = parse_number(match["number"])
    if not match["unit"]:
        return _Number(value, None, None, "bare")
    measure = measure_of(match["unit"])
    return _Number(value, None, measure.unit, measure.category)


def _stated_before(text: str, at: int) -> _Stated:
    """Bound or direction that the words before `at` state."""
    window = max(0, at - _WINDOW)
    words = text[window:at]
    found = first_match(DIRECTIONS, words)
    if not found or not found[0].gives(found[1]):
        found = first_match(BOUNDS_BEFORE, words)
    if found:
        return _stated(*found, window)
    reached = _REACHED.search(words)
    return _Stated("", window + reached.start() if reached else at, 0.95)


def _stated(each: Rule, match: re.Match[str], window: int) -> _Stated:
    named = match.groupdict()
    return _Stated(each.gives(match), window + match.start(), each.confidence, named.get("noun") or "",
                   named.get("whole") or "")


def _bound_after(text: str, at: int, category: str) -> tuple[str, int]:
    """Bound that the words from `at` on state ("" where none) and their length; 内 bounds only time and shares."""
    words = text[at:at + 8]
    for each in possible(BOUNDS_AFTER, words):
        match = each.pattern.search(words)
        if match and (each.name != "within" or category in ("duration", "percent")):
            return each.gives(match), match.end()
    return "", 0
