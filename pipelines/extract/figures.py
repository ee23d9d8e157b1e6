"""Figures as they stand in folded text: value, unit, bound or direction of change, and how far their words reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.extract.measures import measure_of, unit_pattern
from pipelines.extract.numerals import BARE_SCALE, FRACTION, NUMBER, parse_number
from pipelines.rules import Rule, rule


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `start`..`end` with its words (不少于50项), `core_start`..`core_end` number and unit alone.

    `op`, `value`, `value_max` and `unit` are those of Quantity; `category` is the measure's, or coverage, zero, rank,
    bare (a number with no unit). `noun` is what the figure counts where its own words say it (零延误: 延误).
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
    chinese: bool = False


# Words that may stand between a verb of change or a bound and the number.
_LOOSE = (r"(?:了|约|近|将近|接近|大约|预计|分别|均|都|平均|各|又|再|也|可|已|共|合计|累计|总计|一般|原则上|仅|只|有|为|达到|达成|达|保持在|稳定在"
          r"|控制在|高达|人均|每人每[月年]|户均|维持在|严格控制在|稳定保持在|保持|稳定|实现|目前的|全球|幅度|比例|名义|实际|\d{4}年(?:底|末)?的?|[ \u3000])")
_AT_LEAST = r"(?:不少于|不低于|不小于|不下于|不得少于|不得低于|首次突破|首次超过|(?<![不得未])(?:超过|超出|超|突破|大于|高于|多于)|至少|最少|最低|逾|>|≥|＞)"
_AT_MOST = r"(?:不超过|不得超过|不多于|不高于|不大于|不突破|(?<![不得])(?:低于|小于|少于)|至多|最多|最高|最长|不足|不到|上限为?|<|≤|＜)"
_GROW = (r"(?:增长|增加(?!值)|提高|提升|上升|上涨|扩大|增产|增收|净增|多增|增速|增幅|涨幅|升幅|增长率|(?<!新)增|涨|升|上浮|上调|增多|攀升|递增)")
_SHRINK = (r"(?:下降|减少|降低|压减|压缩|缩短|缩小|收窄|缩减|削减|精简|压降|降幅|减幅|下调|下浮|下滑|回落|减产|减|降价|降|净减少|调减|减排|消减|递减)")
_TO = r"(?:到|至|为)"

# Read backwards from a number: the words that end right before it.
DIRECTIONS: tuple[Rule, ...] = (
    rule("level after a change", rf"(?:{_GROW}|{_SHRINK}){_TO}(?:{_LOOSE}|{_AT_LEAST}|{_AT_MOST})*$", lambda m: "",
         ("普及率提高到", ""), ("办理时间压缩至平均", ""), ("收入增长", None)),
    rule("growth", rf"{_GROW}(?:{_LOOSE}|{_AT_LEAST}|{_AT_MOST})*$", lambda m: "increase_by",
         ("产值同比增长", "increase_by"), ("年均增速超过", "increase_by"), ("增加值", None)),
    rule("fall", rf"{_SHRINK}(?:{_LOOSE}|{_AT_LEAST}|{_AT_MOST})*$", lambda m: "decrease_by",
         ("死亡人数分别下降", "decrease_by"), ("能耗降低不少于", "decrease_by")),
    rule("growth against an earlier count", rf"(?:较|比)[^，。；]{{2,12}}新增{_LOOSE}*$", lambda m: "increase_by",
         ("较上年新增", "increase_by"), ("全年新增", None)),
    rule("fall of something named", r"(?:减少|降低|压减|压缩|削减|压降|缩短|减排)[^，。；、：\d]{1,8}?"
         rf"(?:{_LOOSE}|{_AT_LEAST}|{_AT_MOST})*$", lambda m: "decrease_by",
         ("减少企业负担", "decrease_by"), ("压减办理时限", "decrease_by"), confidence=0.85),
)
BOUNDS_BEFORE: tuple[Rule, ...] = (
    rule("at least", rf"{_AT_LEAST}{_LOOSE}*$", lambda m: ">=", ("建设不少于", ">="), ("产值超过", ">="), ("至少完成", None)),
    rule("at least, of a deed", r"(?:至少|不少于|确保)(?:完成|建成|开展|新增|新建|培育|有|在|建设|组织|创建|打造|配备|设立|达到)$",
         lambda m: ">=" if not m.group().startswith("确保") else "=", ("至少完成", ">="), ("不少于建成", ">=")),
    rule("at most", rf"{_AT_MOST}(?:给予|奖励|补助|补贴|资助|奖补|支持|可达|可贷|一次性|为|达|{_LOOSE})*$", lambda m: "<=",
         ("费用不超过", "<="), ("最高补助", "<="), ("小于", "<=")),
    rule("at least a share of", rf"{_AT_LEAST}[^，。；、\d]{{2,14}}的$", lambda m: ">=", ("不低于总人数的", ">=")),
    rule("at most a share of", rf"{_AT_MOST}[^，。；、\d]{{2,14}}的$", lambda m: "<=", ("不超过总投入的", "<=")),
    rule("past a round number", r"(?:(?<![经通不超])过|(?<![以之年面])上)$", lambda m: ">=", ("产值过", ">=")),
)
_AFTER = r"(?:（含）)?(?:及|或)?"
BOUNDS_AFTER: tuple[Rule, ...] = (
    rule("at least, behind", rf"^{_AFTER}(?:以上|之上)", lambda m: ">=", ("以上", ">="), ("（含）以上", ">=")),
    rule("at most, behind", rf"^{_AFTER}(?:以内|以下|之内|之下)", lambda m: "<=", ("以内", "<="), ("及以下", "<=")),
    rule("within", r"^内(?!部|外|容|涵|陆|地|蒙|河|镜|控|审|需|务|生)", lambda m: "<=", ("内完成", "<="), ("内部", None)),
    rule("about", r"^(?:左右|上下)", lambda m: "=", ("左右", "=")),
)
_JOIN = r"\s?(?:[-—~－-]{1,2}|至|到)\s?"
# Bare scales count where a word of approximation stands around them: 超千亿元, 近百家, 千余人.
_APPROACHED = rf"(?<=[超过上近逾])(?<!经过)(?<!通过){BARE_SCALE}|(?<=突破){BARE_SCALE}|(?<=超过){BARE_SCALE}|(?<![一-九十\d两几数]){BARE_SCALE}(?=[余多])"
_TENTHS = r"[一二两三四五六七八九\d](?:\.\d)?成(?:半)?(?=以上|以下|左右|[，。；、的多是在来用为）]|$)"
_HALVES = r"一半|半数|(?<=[超过])半(?=[，。；以]|$)"


@cache
def _figure_pattern() -> re.Pattern[str]:
    """All forms of a number with an optional unit; named groups tell the forms apart."""
    unit = unit_pattern()
    number = rf"(?:{NUMBER}|{_APPROACHED})"
    return re.compile(
        rf"(?P<tenths>{_TENTHS})|(?P<half>{_HALVES})|(?P<fraction>{FRACTION})(?!点)"
        rf"|(?P<low>{number})(?P<low_unit>{unit})?{_JOIN}(?P<high>{NUMBER})\s?(?P<range_unit>{unit})"
        rf"|(?P<number>{number})(?P<more>[多余])?\s?(?P<unit>{unit})?(?P<more_after>(?<=[年月倍天周])多)?")


def find_figures(text: str) -> Iterator[Figure]:
    """Every number with its unit and its bound, in order, without judging whether it is a quantity."""
    for match in _figure_pattern().finditer(text):
        figure = _figure(text, match)
        if figure:
            yield figure


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    read = _read(match)
    if read is None:
        return None
    value, value_max, unit, category = read
    op, start, sure = _before(text, match.start(), category)
    end = match.end()
    after = _bound_after(text, end, category)
    if after:
        end += after[1]
    if op in ("", ">=", "<=") and value_max is not None:
        op = "range"
    elif not op.endswith("_by"):
        more = match["more"] or match["more_after"] or re.search("[多余]", match["number"] or "")
        op = (after[0] if after else "") or op or (">=" if more else "=")
    chinese = match["number"] is not None and not match["number"][0].isdigit()
    return Figure(start, end, match.start(), match.end(), op, value, value_max, unit, category, sure, chinese=chinese)


def _read(match: re.Match[str]) -> tuple[float, float | None, str | None, str] | None:
    """Value, upper value, unit and category of a match; None where the numeral has no value."""
    try:
        if match["tenths"]:
            digits = match["tenths"].rstrip("半").removesuffix("成")
            return parse_number(digits) * 10 + (5 if match["tenths"].endswith("半") else 0), None, "%", "percent"
        if match["half"]:
            return 50.0, None, "%", "percent"
        if match["fraction"]:
            return _share(match["fraction"])
        if match["low"]:
            return _range(match)
        return _single(match)
    except ValueError:
        return None


def _share(text: str) -> tuple[float, None, str, str]:
    value = parse_number(text)
    if text.startswith("千分之"):
        return round(value * 1000, 6), None, "‰", "percent"
    return round(value * 100, 6 if text.startswith("百分之") else 2), None, "%", "percent"


def _range(match: re.Match[str]) -> tuple[float, float, str, str] | None:
    """50—200万元: the first number takes the second's scale where it has none and would else be the larger gap."""
    measure = measure_of(match["range_unit"])
    low, high = parse_number(match["low"]), parse_number(match["high"])
    scale = re.search("[万亿]+$", match["high"])
    if scale and not re.search("[万亿]$", match["low"]):
        low *= parse_number(scale.group())
    return (low, high, measure.unit, measure.category) if low < high else None


def _single(match: re.Match[str]) -> tuple[float, None, str | None, str]:
    value = parse_number(match["number"])
    if not match["unit"]:
        return value, None, None, "bare"
    measure = measure_of(match["unit"])
    return value, None, measure.unit, measure.category


def _before(text: str, at: int, category: str) -> tuple[str, int, float]:
    """Bound or direction that ends at `at`, where its words begin, and how sure it is."""
    window = max(0, at - 24)
    words = text[window:at]
    for each in DIRECTIONS:
        match = each.pattern.search(words)
        if match:
            direction = each.gives(match)
            if direction:
                return direction, window + match.start(), each.confidence
            break
    for each in BOUNDS_BEFORE:
        match = each.pattern.search(words)
        if match:
            return each.gives(match), window + match.start(), each.confidence
    reached = re.search(r"(?:达到|达|均达|近|约|接近)$", words)
    return "", window + reached.start() if reached else at, 0.95


def _bound_after(text: str, at: int, category: str) -> tuple[str, int] | None:
    words = text[at:at + 8]
    for each in BOUNDS_AFTER:
        match = each.pattern.search(words)
        if match and (each.name != "within" or category in ("duration", "percent")):
            return each.gives(match), match.end()
    return None
