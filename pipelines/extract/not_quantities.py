"""Numbers that measure nothing: in names, slogans and fixed terms, dates, item numbers, frequencies, sums of abstractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipelines.document import Span
from pipelines.extract.figures import Figure
from pipelines.rules import Rule, rule

_LEXICON = Path(__file__).parent.parent / "lexicon"
_COUNT = r"[一二两三四五六七八九十\d]"


def _masked(match: re.Match[str]) -> str:
    return match.group()


# Stretches in which no number is a quantity.
MASKS: tuple[Rule, ...] = (
    rule("title", r"《[^《》]{0,120}》", _masked, ("印发《三年行动方案》的通知", "《三年行动方案》")),
    rule("document number", r"（(?:19|20)\d\d）\s?第?\d+号|\d+号(?:文|令|公告)", _masked, ("澜政发（2021）5号", "（2021）5号")),
    rule("standard", r"[A-Z]{2,}(?:/[A-Z])?\s?\d[\d.]*(?:[-—]\d{4})?", _masked, ("按GB/T 2828-2012执行", "GB/T 2828-2012")),
    rule("model name", r"[A-Za-z]+[-.]?\d[\d.]*(?:[A-Za-z]+\d*)*|(?<![\d.])\d{1,2}[GKD](?![A-Za-z])|(?<=\d[GK])\w", _masked,
         ("建设5G基站", "5G"), ("PM2.5浓度", "PM2.5"), ("8.5GB", None)),
    rule("formula", rf"“?{_COUNT}+(?:[+＋]{_COUNT}+|[+＋][XNn])+”?(?:[+＋][XNn])?", _masked, ("“1+3+N”体系", "“1+3+N”")),
    rule("round the clock", r"(?:7[×xX*])?24小时(?!内|以内|之内)|365天|全天候\d+小时", _masked,
         ("24小时值班", "24小时"), ("24小时内报送", None)),
    rule("day of remembrance", r"\d{1,2}[·.．]\d{1,2}(?=”|[全国际世界重特][^%]|(?:事故|地震|事件|案))", _masked,
         ("5·12全国防灾减灾日", "5·12")),
    rule("year", r"(?:19|20)\d\d年?(?:[-—~至到](?:19|20)?\d\d年?)?(?=年|届|版|级|[-—])|(?:19|20)\d\d(?:年度?|/(?:19|20)\d\d)", _masked,
         ("2023年", "2023年")),
    rule("date", r"\d{1,2}月(?:份|底|末|初|[上中下]旬|\d{1,2}[日号])?|\d{1,2}[:：]\d{2}|\d{1,2}[日号](?=[前起至—])", _masked,
         ("6月30日前", "6月30日"), ("30日内", None)),
    rule("ordinal", rf"第[{_COUNT[1:-1]}百零]+(?:届|次|批|期|章|条|款|项|节|代|方|线|版|季度|个|轮|类|部|篇|卷|教|党|小|中)"
         r"(?!大)|第一(?:时间|响应|课|责任|书记|要务|位的|步|关|线|动力|资源|议题|产业|生产力)", _masked, ("第十四届大会", "第十四届")),
    rule("list of items of a text", r"第[\d一二三四五六七八九十]+(?:[、和及至—-][\d一二三四五六七八九十]+)+(?:项|条|款|章|节|批|类)", _masked,
         ("第4、6、8项规定", "第4、6、8项")),
    rule("plan of years", rf"(?:{_COUNT}+[年月]|{_COUNT}+个月)(?:的)?(?=行动|计划|规划|专项|攻坚|大变|改革|集中|整治|滚动|提升|倍增|大庆|制|期|左右?的?时间)",
         _masked, ("实施三年行动", "三年")),
    rule("frequency", rf"每(?:半|隔)?(?:[{_COUNT[1:-1]}]*(?:年|月|周|日|天|个月|学期|季|季度|班|次))[^，。；\d一二两三四五六七八九]{{0,16}}"
         rf"(?:不少于|至少|不低于)?[{_COUNT[1:-1]}]+(?:[-—至][{_COUNT[1:-1]}]+)?[次遍回](?!数)(?:以上)?", _masked, ("每季度开展一次检查", "每季度开展一次")),
    rule("denominator", rf"每[\u4e00-\u9fff]{{2,4}}[1一](?:家|个|名|人|项|件|户|次|所|台)|每[\d一二两三四五]+[-—至][\d一二两三四五]+(?:年|个?月)[^，。；\d]{{0,10}}[一两\d]次|每(?:[{_COUNT[1:-1]}百千万]+)(?:个|名|人|户|家|所|位|亿|年|平方公里|公里|周|天)?|(?:单位|每)(?:GDP|国内生产总值)", _masked,
         ("每万人口医师", "每万"), ("每2年", "每2年")),
    rule("whole as an attribute", r"100%(?=加计|控股|持股|全资|国产)", _masked, ("100%加计扣除", "100%")),
    rule("share of a plan", r"(?:“|')?十[一二三四五]?五(?:”|')?(?:期间|时期|规划|末)?", _masked, ("“十四五”期间", "“十四五”期间")),
    rule("table or figure", r"(?:附[件表图]|专栏|[如见上下][图表]|(?<![\u4e00-\u9fff])[图表])\s?(?:\d+(?:[-.]\d+)*|[一二三四五六七八九十]+)", _masked, ("见附件2", "附件2")),
    rule("phone", r"(?<!\d)(?:1[12]\d|12\d{3}|9\d{4}|400-?\d+|0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)(?=[”热平系举报服]|电话|、1)", _masked,
         ("拨打12345热线", "12345")),
)


@cache
def _words(name: str) -> tuple[str, ...]:
    lines = (_LEXICON / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _fixed_terms() -> re.Pattern[str]:
    return re.compile("|".join(_words("fixed_terms.txt")))


# An abstract noun sums up only where it is the head of its phrase: 四项机制, but not 五个能力建设样板镇.
_HEAD = r"(?=[，。；、：）”（？！\s]|$|和|及|与|着力|入手|协同|发力|等|的)"


@cache
def _abstract(head: str = "") -> re.Pattern[str]:
    return re.compile(rf"[^，。；、：\d的（]{{0,6}}?(?:{'|'.join(_words('abstract_nouns.txt'))}){head}|{'|'.join(_words('slogan_words.txt'))}")


_QUOTED = re.compile("“[^“”]{1,40}”|‘[^‘’]{1,40}’|「[^「」]{1,40}」")
_SAID = re.compile("全覆盖|100%|零[^零]{2,6}")
_STATED = re.compile(r"\d(?:\.\d+)?(?:%|‰|日|小时|分钟|个?工作日|天|万?元|人以[上下内])(?:以[上下内]|内)?[、”’，]|人以[上下内]措施?”")


def numeral_masks(text: str) -> list[Span]:
    """Stretches of folded text whose numerals are no quantities; what is said without a numeral may stand in them."""
    found = [Span(*m.span()) for each in MASKS for m in each.pattern.finditer(text)]
    return found + [Span(*m.span()) for m in _fixed_terms().finditer(text)]


def masks(text: str, deadline_spans: Sequence[Span]) -> list[Span]:
    """Stretches of folded text that hold no quantity at all: time, titles, quotations that state no limit."""
    found = list(deadline_spans)
    found += [Span(*m.span()) for m in re.finditer(r"《[^《》]{0,120}》", text)]
    found += [Span(*m.span()) for m in _QUOTED.finditer(text)
              if not _STATED.search(m.group()) and not _SAID.fullmatch(m.group()[1:-1])]
    return found


def measures_something(text: str, figure: Figure) -> bool:
    """Whether a figure outside all masks is a quantity by its unit, its size and the words around it."""
    if figure.category == "bare":
        return _bare_counts(text, figure)
    if figure.category == "duration":
        return _duration_counts(text, figure)
    if figure.category == "spoken":
        return _spoken_counts(text, figure)
    if figure.category in ("count", "people"):
        return _count_counts(text, figure)
    return not (figure.chinese and figure.category == "size" and figure.value < 10 and figure.op == "=")


_REACHED = re.compile(r"(?:达到|达|为|至|到|控制在|保持在|低于|高于|超过|不超过|不低于)$")
_SCALED = re.compile("[万亿]$")
_INDEX = re.compile(r"(?:指数|系数|效率|值|得分|评分|强度|比|率|指标|PUE|容积率)[^，。；、\d]{0,10}$|）[^，。；、\d]{0,6}$")


def _bare_counts(text: str, figure: Figure) -> bool:
    """A number with no unit: 5.3亿 of people or a value that an index reaches."""
    core = text[figure.core_start:figure.core_end]
    if _SCALED.search(core):
        return bool(re.search(r"\d", core)) or figure.op == ">="
    closed = re.match("[，。；、） 和以左]|$", text[figure.core_end:]) is not None
    before = text[max(0, figure.core_start - 24):figure.core_start]
    return closed and core[0].isdigit() and _REACHED.search(before) is not None and _INDEX.search(before) is not None


_LASTING = re.compile(r"(?:连续|分|为期|长达|持续|期限|年限|寿命|周期|时间|时长|补贴|不少于|提高到|缩短|压缩|预期寿命|工龄)[^，。；、]{0,4}$")


def _duration_counts(text: str, figure: Figure) -> bool:
    """A length of time: bounded, lasting or compared, and no age of a plan."""
    before = text[max(0, figure.start - 10):figure.start]
    if figure.op == "=" and re.search("(?:[前近逐这]|过去|今后|未来|利用|用|此后|往后)$", before):
        return False
    if figure.unit in ("年", "月", "周", "天", "日") and figure.op == "=" and not _LASTING.search(before):
        quoted = "“" in before and text[figure.end:figure.end + 1] in "、”"
        return quoted or "." in text[figure.core_start:figure.core_end]
    return True


def _spoken_counts(text: str, figure: Figure) -> bool:
    """A unit that stands in names as well: it counts behind Arabic numerals, behind 分 and with a bound."""
    if figure.chinese:
        return bool(re.search("(?:分|连续举办)$", text[:figure.start])) or (figure.op != "=" and figure.value > 1)
    return not _abstract(_HEAD).match(text, figure.core_end)


_DOING = re.compile(r"(?:完成|建成|新建|举办|组织|开展|创建|设立|成立|建立|建设|至少|不少于)$")
# More than this many mechanisms or aspects are counted one by one.
_FEW = 20
_ONCE = "轮座所处场次"


def _count_counts(text: str, figure: Figure) -> bool:
    """A count: one (一) only where it is meant as a number, two to ten in characters only of bodies and things."""
    if figure.value == 1 and figure.chinese:
        if figure.op != "=":
            return True
        return figure.unit in tuple(_ONCE) and bool(_DOING.search(text[:figure.core_start]))
    if text[figure.end:figure.end + 1] == "性" or figure.value == 0:
        return False
    return figure.value > _FEW or not _abstract("" if figure.chinese else _HEAD).match(text, figure.core_end)
