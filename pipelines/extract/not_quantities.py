"""Numbers that measure nothing: in names, slogans, fixed terms, dates, frequencies, or summing up abstractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.document import Span
from pipelines.extract.figures import Figure
from pipelines.extract.word_lists import alternation
from pipelines.needs import quick
from pipelines.rules import matches, rule, table

_COUNT = r"[一二两三四五六七八九十\d]"


def _whole(match: re.Match[str]) -> str:
    return match.group()


_TITLE = rule("title", "《[^《》]{0,120}》", _whole, ("印发《三年行动方案》的通知", "《三年行动方案》"))
# Stretches in which no numeral is a quantity.
MASKS = table(
    rule("document number", r"（(?:19|20)\d\d）\s?第?\d{1,12}号|\d{1,12}号(?:文|令|公告)", _whole,
         ("澜政发（2021）5号", "（2021）5号")),
    rule("standard",
         r"[A-Z]{2,12}(?:/[A-Z])?\s?\d[\d.]{0,20}(?:[-—]\d{4})?", _whole, ("按GB/T 2828-2012执行", "GB/T 2828-2012")),
    rule("model name", r"[A-Za-z]{1,20}[-.]?\d[\d.]{0,20}(?:[A-Za-z]{1,20}\d*)*|(?<![\d.])\d{1,2}[GKD](?![A-Za-z])",
         _whole, ("建设5G基站", "5G"), ("PM2.5浓度", "PM2.5"), ("8.5GB", None)),
    rule("formula",
         rf"“?{_COUNT}{{1,8}}(?:[+＋]{_COUNT}{{1,8}}|[+＋][XNn])+”?(?:[+＋][XNn])?", _whole,
         ("“1+3+N”体系", "“1+3+N”")),
    rule("round the clock", r"(?:7[×xX*])?24小时(?!内|以内|之内)|365天|全天候\d{1,12}小时", _whole,
         ("24小时值班", "24小时"), ("24小时内报送", None)),
    rule("day of remembrance", r"\d{1,2}[·.．]\d{1,2}(?=”|[全国际世界重特][^%]|事故|地震|事件|案)", _whole,
         ("5·12全国防灾减灾日", "5·12")),
    rule("year",
         r"(?:19|20)\d\d(?:年度?|(?=届|版|级)|/(?:19|20)\d\d)", _whole, ("2023年", "2023年"), ("2025版目录", "2025")),
    rule("span of years", r"(?:19|20)\d\d年?[-—~至到](?:19|20)?\d\d年?", _whole, ("2021—2025年", "2021—2025年")),
    rule("date",
         r"\d{1,2}月(?:份|底|末|初|[上中下]旬|\d{1,2}[日号])?|\d{1,2}[:：]\d{2}|\d{1,2}[日号](?=[前起至—])", _whole,
         ("6月30日前", "6月30日"), ("30日内", None)),
    rule("ordinal",
         r"第[一二两三四五六七八九十百零\d]{1,8}(?:届|次|批|期|章|条|款|项|节|代|方|线|版|季度|个|轮|类|部|篇|卷|教|党|小|中)",
         _whole, ("第十四届大会", "第十四届"), ("第2位", None)),
    rule("first, in a fixed term",
         "第一(?:时间|响应|课|责任|书记|要务|位的|步|关|线|动力|资源|议题|产业|生产力)",
         _whole, ("第一时间响应", "第一时间")),
    rule("list of items of a text", rf"第{_COUNT}{{1,8}}(?:[、和及至—-]{_COUNT}{{1,8}})+(?:项|条|款|章|节|批|类)",
         _whole, ("第4、6、8项规定", "第4、6、8项")),
    rule("plan of years",
         rf"{_COUNT}{{1,8}}(?:年|个?月)的?(?=行动|计划|规划|专项|攻坚|大变|改革|集中|整治|滚动|提升|倍增|大庆|制|期|时间)",
         _whole, ("实施三年行动", "三年")),
    rule("size in a name", r"\d+(?:\.\d+)?[万千]?(?:吨|千伏|千瓦|兆瓦|亩)级(?![及以])", _whole,
         ("新建2000吨级泊位", "2000吨级")),
    rule("frequency",
         rf"每(?:半|隔)?{_COUNT}{{0,6}}(?:年|月|周|日|天|个月|学期|学年|季|季度|班|次)[^，。；\d一二两三四五六七八九]{{0,16}}"
         rf"(?:不少于|至少|不低于)?{_COUNT}{{1,8}}(?:[-—至]{_COUNT}{{1,8}})?[次遍回](?!数)(?:以上)?", _whole,
         ("每季度开展一次检查", "每季度开展一次")),
    rule("frequency of some years",
         rf"每{_COUNT}{{1,8}}[-—至]{_COUNT}{{1,8}}(?:年|个?月)[^，。；\d]{{0,10}}{_COUNT}次",
         _whole, ("每2-3年演练一次", "每2-3年演练一次")),
    rule("denominator", rf"每(?:{_COUNT}|[百千万]){{1,6}}(?:个|名|人|户|家|所|位|亿|年|平方公里|公里|周|天)?", _whole,
         ("每万人口医师", "每万人"), ("每2年", "每2年")),
    rule("each single one",
         "每(?:引进|招引|培育|新增|新建|新设|新认定|认定|建成|建设|创建|完成|成功创建|获得?|转化|吸纳|吸引|发现|举办|开展|增加"
         "|提高|延长|超过?|多|少)[1一](?:家|个|名|人|项|件|户|次|所|台)", _whole,
         ("每引进1家企业", "每引进1家"), ("每村至少有1所", None)),
    rule("copies of a paper", rf"一式{_COUNT}{{1,4}}份", _whole, ("纸质材料一式三份", "一式三份")),
    rule("whole as an attribute", "100%(?=加计|控股|持股|全资|国产)", _whole, ("100%加计扣除", "100%")),
    rule("planning period",
         "[“']十[一二三四]?五[”'](?:期间|时期|规划|末)?"
         "|(?<![一二三四五六七八九百])十[一二三四]?五(?=期间|时期|规划|末|以来|收官|开局|目标)", _whole,
         ("“十四五”期间", "“十四五”期间"), ("十四五期间", "十四五"), ("建成十五座", None)),
    rule("table or figure",
         rf"(?:附[件表图]|专栏|[如见上下][图表]|(?<![\u4e00-\u9fff])[图表])\s?"
         rf"(?:\d{{1,12}}(?:[-.]\d{{1,12}})*|{_COUNT}{{1,8}})",
         _whole, ("见附件2", "附件2"), ("查处案件46起", None)),
    rule("phone",
         r"(?<!\d)(?:1[12]\d|12\d{3}|9\d{4}|400-?\d{1,12}|0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)(?=[”热平系举报服]|电话|、1)",
         _whole, ("拨打12345热线", "12345")),
)
_QUOTED = re.compile("“[^“”]{1,40}”|‘[^‘’]{1,40}’|「[^「」]{1,40}」")
# A quotation that states a limit (“市级60日、县级30日”) or a state (“全覆盖”) is no slogan.
_STATED = re.compile(
    r"\d(?:\.\d+)?(?:(?:%|‰|日|小时|分钟|个?工作日|天|万?元|人以[上下内])(?:以[上下内]|内)?[、”’，]|人以[上下内]措施?”)")
_SAID = re.compile("全覆盖|100%|零[^零]{2,6}")


def masks(text: str, deadline_spans: Sequence[Span]) -> list[Span]:
    """Stretches of folded text that hold no quantity at all: time, titles, quotations that state no limit."""
    titles = [Span(*m.span()) for m in _TITLE.pattern.finditer(text)]
    slogans = [Span(*m.span()) for m in _QUOTED.finditer(text)
               if not _STATED.search(m.group()) and not _SAID.fullmatch(m.group()[1:-1])]
    return [*deadline_spans, *titles, *slogans]


def numeral_masks(text: str) -> list[Span]:
    """Stretches of folded text whose numerals are no quantities; what is said without a numeral may stand in them."""
    found = [Span(*m.span()) for _, m in matches(MASKS, text)]
    return found + [Span(*m.span()) for m in _fixed_terms().finditer(text)]


@cache
def _fixed_terms() -> re.Pattern[str]:
    return re.compile(quick(alternation("fixed_terms.txt")))


# An abstract noun sums up only where it is the head of its phrase: 4项机制, but not 5个能力建设样板镇.
_HEAD = r"(?=[，。；、：）”（？！\s]|$|和|及|与|着力|入手|协同|发力|等|的)"


@cache
def _abstract(head: str) -> re.Pattern[str]:
    """A noun phrase that is counted only to sum up, or a slogan word right behind the numeral."""
    nouns, slogans = alternation("abstract_nouns.txt"), alternation("slogan_words.txt")
    return re.compile(rf"[^，。；、：\d的（]{{0,6}}?(?:{nouns}){head}|{slogans}")


# More than this many mechanisms or aspects are counted one by one.
_FEW = 20


def _sums_up(text: str, figure: Figure) -> bool:
    """Whether a count only sums up abstract things: 四项机制, 三个方面."""
    head = "" if figure.chinese else _HEAD
    return figure.value <= _FEW and _abstract(head).match(text, figure.core_end) is not None


def measures_something(text: str, figure: Figure) -> bool:
    """Whether a figure outside all masks is a quantity, by its unit, its size and the words around it."""
    if figure.category == "bare":
        return _bare_counts(text, figure)
    if figure.category == "ratio":
        return _RATIO.search(text[max(0, figure.start - 16):figure.core_start]) is not None
    if figure.category == "duration":
        return _duration_counts(text, figure)
    if figure.category == "spoken":
        return _spoken_counts(text, figure)
    if figure.category in ("count", "people"):
        return _count_counts(text, figure)
    if figure.unit == "年一遇":
        return _STANDARD.search(text[max(0, figure.start - 16):figure.core_start]) is not None
    if figure.unit == "岁" and _WHOSE_AGE.match(text, figure.end):
        return False
    return not (figure.chinese and figure.value < 10 and figure.op == "=" and figure.category in ("size", "money"))


# How rare a flood must be is a figure where it is the standard reached, not where it tells whom of: 50年一遇堤防.
_STANDARD = re.compile("(?:标准|能力)[^，。；]{0,8}$")
# An age tells whom a figure is of: 65岁以上老年人健康管理率.
_WHOSE_AGE = re.compile("的?[^，。；、\\d]{0,6}?(?:人|者|女|童|生|幼儿|居民|职工|农民|员|群众|人群|人口)")
_SCALED = re.compile("[万亿]$")
# What is given as a ratio: 城乡居民收入之比, 生师比.
_RATIO = re.compile("比")
_REACHED = re.compile("(?:达到|达|为|至|到|控制在|保持在|低于|高于|超过|不超过|不低于)$")
_INDEX = re.compile(r"(?:指数|系数|效率|值|得分|评分|强度|比|率|指标|PUE|）)[^，。；、\d]{0,10}$")
# A value that an index starts from, and how it goes on.
_STARTING = re.compile("[从由]$")
_BECOMING = re.compile(r"(?:提高|提升|上升|下降|降低|增加|减少|升|降|回升|优化|缩小)[到至为]\d")
_FROM = re.compile(r"[从由]\d+(?:\.\d+)?(?=(?:提高|提升|上升|下降|降低|增加|减少|升|降|回升|优化|缩小)[到至为]$)")


def _bare_counts(text: str, figure: Figure) -> bool:
    """A number with no unit: 5.3亿 of people, or the value that an index reaches."""
    core = text[figure.core_start:figure.core_end]
    if _SCALED.search(core):
        return bool(re.search(r"\d", core)) or figure.op == ">="
    closed = re.match("[，。；、） 和以左]|$", text[figure.core_end:]) is not None
    before = text[max(0, figure.core_start - 24):figure.core_start]
    if _STARTING.search(before) and (becomes := _BECOMING.match(text, figure.core_end)):
        return _INDEX.search(before[:-1]) is not None and bool(becomes)
    if origin := _FROM.search(before):
        before = before[:origin.start()] + before[origin.end():]
    return closed and core[0].isdigit() and bool(_REACHED.search(before) and _INDEX.search(before))


_AGE = re.compile("(?:(?<!提)[前近逐这]|过去|今后|未来|利用|用|此后|往后)$")
_LASTING = re.compile(
    "(?:(?<!十)分|(?:连续|为期|长达|持续|期限|年限|寿命|周期|时间|时长|补贴|不少于|提高到|缩短|压缩|工龄|提前|推迟|延后|滞后"
    "|人均|户均|平均|历时|耗时|用时|停产|轮训|驻村|天数|日数|工期|学制)[^，。；、]{0,4})$")


def _duration_counts(text: str, figure: Figure) -> bool:
    """A length of time that is bounded, lasting or compared, and not the age of something."""
    before = text[max(0, figure.start - 10):figure.start]
    if _AGE.search(before) and figure.start == figure.core_start and figure.op != "<=":
        return False
    if figure.op != "=" or figure.unit not in ("年", "月", "周", "天", "日"):
        return True
    quoted = "“" in before and text[figure.end:figure.end + 1] in "、”"
    return quoted or bool(_LASTING.search(before)) or "." in text[figure.core_start:figure.core_end]


def _spoken_counts(text: str, figure: Figure) -> bool:
    """A unit that stands in names as well: it counts behind Arabic numerals, behind 分 and with a bound."""
    if _is_ordinal(text, figure):
        return False
    if figure.chinese:
        parted = re.search("(?:分|连续举办)$", text[max(0, figure.start - 4):figure.start])
        return parted is not None or (figure.op != "=" and figure.value > 1)
    return not _sums_up(text, figure)


def _is_ordinal(text: str, figure: Figure) -> bool:
    """Whether 二 stands before a classifier: two of a thing are 两个, 二轮 is the second round."""
    return figure.value == 2 and text.startswith("二", figure.core_start)


_DOING = re.compile("(?:完成|建成|新建|举办|组织|开展|创建|设立|成立|建立|建设|至少|不少于)$")
_CLOSED = re.compile("[，。；、）]|$")
_ONCE = frozenset("轮座所处场次")
# A count behind its noun: 新建泵站一座、水闸两处.
_BUILT = re.compile(
    r"(?:新建|续建|改建|扩建|建成|建设|改造|开通|增设|配套|配备|购置|创建|设立|打造|组建|拆除|布设)[^，。；：\d]{2,20}$|(?:建|办|完|做)成了$")
# A single case that is reported: 发生一起高处坠落事故.
_CASES = frozenset("起例宗")
_HAPPENED = re.compile(
    "(?:发生|查处|处置|通报|侦破|破获)[一两三四五六七八九十][起例宗][^，。；]{0,16}?(?:事故|案|事件|火灾|险情|疫情)")
_FAR = 20
# Units that count bodies and things also behind a numeral in characters, and nouns that do so behind any unit.
_SOLID = frozenset("人名位户家座所辆台套支艘架栋间")
_BODIES = re.compile(rf"[^，。；、：的]{{0,10}}?(?:{alternation('counted_bodies.txt')})")


def _closed(text: str, figure: Figure) -> bool:
    return _CLOSED.match(text, figure.end) is not None


def _count_counts(text: str, figure: Figure) -> bool:
    """A count; nothing counts that only sums up abstract things, and small numerals in characters often do."""
    if figure.value == 0 or text.startswith("性", figure.end) or (figure.value > 1 and _sums_up(text, figure)):
        return False
    if _is_ordinal(text, figure):
        return False
    if not figure.chinese or figure.op != "=" or figure.value > 10:
        return True
    if figure.unit in _CASES and _HAPPENED.search(text, max(0, figure.core_start - 4), figure.end + _FAR):
        return True
    if _closed(text, figure) and _BUILT.search(text[max(0, figure.core_start - 24):figure.core_start]):
        return True
    if figure.unit in _ONCE and _DOING.search(text[max(0, figure.core_start - 4):figure.core_start]):
        return True
    return figure.value > 1 and (figure.unit in _SOLID or _BODIES.match(text, figure.core_end) is not None)
