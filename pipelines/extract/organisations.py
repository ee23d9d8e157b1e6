"""Names of organisations: what looks like one, and lists of them cut into single names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.document import ResponsibleUnit, Span
from pipelines.extract.word_lists import alternation
from pipelines.places import gazetteer

_LEXICON = Path(__file__).parent.parent / "lexicon"
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Name:
    """One organisation: `text` with the words it shares with its neighbours, `span` where its own words stand."""

    text: str
    span: Span


def read_words(name: str) -> list[str]:
    """Words of a lexicon file, one or more a line, # comments left out, longest first."""
    lines = (_LEXICON / name).read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return sorted(words, key=lambda word: (-len(word), word))


SUFFIXES = tuple(read_words("organisation_suffixes.txt"))
FIXED_NAMES = frozenset(read_words("organisations.txt"))
_SUFFIX = "|".join(SUFFIXES)
_FIXED = "|".join(read_words("organisations.txt"))
# 各县（市、区）and 镇（街道） hold their bracket inside the name.
_BRACKETED = r"（[^（）]{1,16}）"
_ORGANISATION = re.compile(
    rf"(?:各(?:级)?)?(?:{_FIXED})|[省市县区乡镇村、]{{2,8}}[两三四五]级|(?:.{{0,8}}[级央]|[省市县区])财政|"
    rf"(?:.{{0,{_LONGEST_NAME}}}?(?:{_SUFFIX})|(?:各|每个|有关|相关|全省|全市).{{0,8}}[省市县区州盟旗镇乡村])"
    rf"(?:{_BRACKETED})?(?:{_SUFFIX})?")
# The last characters of what the pattern finds: most texts that are asked about end otherwise.
_LAST = frozenset(word[-1] for word in (*SUFFIXES, *FIXED_NAMES, "级", "财政", "）", *"省市县区州盟旗镇乡村"))
# Words that end like an office and are none: 格局, 全部, 举办.
_NO_OFFICE = re.compile(
    r"^(?!全[省市县区国]|各级).*系统$|(?:[学专全文理本内外百妇儿牙眼骨]|[一二三四]级)科$|"
    r"^.$|[\d一两几多各到]处$|厕所$|(?:控|合|入|参|持)股$|"
    r"(?:[变大格布开结全困破僵]局|[全内外干局东西中南北头大顶底]部|[举承通联快督协主经创兴]办|[平舞擂阳]台|[车岗]站|"
    r"(?:棚户|小|灾|山|林|牧|库|辖|片|厂)区|农村|城镇|城乡|"
    r"(?:数字|法治|智慧|廉洁|服务型|创新|阳光)政府|智慧(?:法院|社区|医院|校园))$")
_OFFICE = re.compile(
    r"^(?:各|多地|有关|相关|[省市县区镇局厅委]|国家|中央|国务院|政府|全[省市县区国]|人民|分管|党|团[省市县区]).|"
    r"^每个[省市县区镇乡村]|"
    r"^副?[省市县区局校院园]长$|级$|.[局厅委办部]$|.[股科处]$|(?:班子成员|书记|校长|.街道|.办公室|.[^多跨]部门)$|"
    r"(?:政府|党委|党组|管委会|指挥部|专班|大队|支队|总队|法院|检察院|军队|两级)(?:（[^）]*）)?$")
# A place that the gazetteer does not know: two or three letters that are no word about places, and its kind.
_PLACE = re.compile(rf"(?!{alternation('not_place_names.txt')})[一-鿿]{{2,3}}(?:自治)?(?:[市县区旗]|经开区|高新区)")
# The other name that an office goes by: 市应急管理局（市减灾委办公室）.
_OTHER_NAME = re.compile(r"（[^（）]{2,20}(?:[局厅委办部]|办公室|中心)）$|（以下简称[^（）]*）$")
# What a list's last name lends to those before it: 济南、青岛市政府; 财政、教育等部门.
_LENT_END = re.compile(
    r"(?:等|各)?((?:[省市县区州镇乡]|街道)?(?:人民)?政府|(?:行政)?(?:主管)?部门|局|厅|委|办)$")
_KINDS = frozenset("省市县区州镇乡")
_KIND_AT_START = re.compile(r"[市县区州镇乡](?:（[^（）]{1,8}）)?(?=..)")
# What a list's first name lends to those behind it: 各级党委、政府; 任何单位和个人.
_LENT_START = re.compile(r"各级|任何|一切|有条件的|各(?=[区市县镇乡])")
_ALONE = re.compile(r"各|任何|有关|相关|[省市县区镇]|国家|中央|全[省市县区国]")
_ET_CETERA = re.compile(
    r"等(?:多?[个家]?)?(?:(?:相关|有关|各|成员|职能|市级|省级|县级|区级|市直|省直|主管|重点|责任|参建|涉及)*"
    r"(?:部门|单位|企业|机构|地区|地方|地|城市|方面|力量|场所|服务窗口|省份|省市|省|市|处室|部委)(?:[和及]单位)?)?$")
_COMMA = re.compile(r"[、，,;；\s　]+(?:以及|及|和)?")
# 各县（市、区）, 行业主管、监管部门 and 市、县两级党委 hold their commas inside one name.
_INSIDE_NAME = re.compile(
    rf"{_BRACKETED}|(?:主管|监管|管理)、(?=(?:主管|监管|管理)部门)|[省市县区乡镇村](?:、[省市县区乡镇村])+(?=[两三四五]级)")
_AND = re.compile(r"(?:以及|及其|及|和|与)(?!平|谐|时|规划|信息|旅游|改革|城乡|社会|美)")
# Most texts that are asked about are a single name, which needs no closer look.
_MAY_PART = re.compile(r"[、，,;；\s和及与]")
# 和 parts two names only where the first is whole: 市教育局和市财政局, but not 文化和旅游厅.
_WHOLE_ENDS = (*SUFFIXES, "）", "级", "省委", "市委")


@lru_cache(maxsize=512)
def is_organisation(text: str) -> bool:
    """Whether a whole text looks like the name of an organisation (市财政局, 各县（市、区）, 人民银行)."""
    return text[-1:] in _LAST and bool(_ORGANISATION.fullmatch(text)) and not _NO_OFFICE.search(text)


@lru_cache(maxsize=512)
def is_office(text: str) -> bool:
    """Whether a name is an office's or holds the name of its place; companies or schools at large are none."""
    placed = any(is_place(text[:size]) for size in (2, 3, 4))
    return placed or text in FIXED_NAMES or bool(_OFFICE.search(text))


@lru_cache(maxsize=512)
def is_place(text: str) -> bool:
    """Whether a text is the name of a province, a city or a county; of the first two also the short name.

    Names with their kind (云桥县) need not be in the gazetteer.
    """
    return is_known_place(text) or bool(_PLACE.fullmatch(text))


def is_known_place(text: str) -> bool:
    """Whether a text is a name of the gazetteer; of provinces and cities also the short name."""
    return text in gazetteer().by_short_name or text in gazetteer().by_name


def unit_of(name: Name, role: str, confidence: float, text: str, offset: int = 0) -> ResponsibleUnit:
    """The ResponsibleUnit of a name whose span is that of `text` plus `offset`."""
    words = text[name.span.start - offset:name.span.end - offset]
    return ResponsibleUnit(name.text, role, words, name.span, confidence)


def split_names(text: str, offset: int = 0) -> list[Name]:
    """Single names of a list of organisations in folded text; shared beginnings and ends are given to each.

    等部门 behind whole names is left out; behind bare ones (财政、教育等部门) it is what they share. `offset` is added
    to the spans.
    """
    parts = list(_parts(text))
    if not parts:
        return []
    shared = _end_of_list(parts[-1].text)
    names: list[Name] = []
    for part in reversed(parts):
        if own := _OTHER_NAME.sub("", _ET_CETERA.sub("", part.text)):
            span = Span(part.span.start + offset, part.span.start + len(own) + offset)
            if is_organisation(own):
                lent = _LENT_END.search(own)
                shared = lent[1] if lent and not shared else shared
            names.insert(0, Name(_completed(own, shared, names[0].text if names else ""), span))
    return _with_shared_start(names)


def _completed(own: str, shared: str, after: str) -> str:
    """A bare name with the end that a later name of the list lends it; whole names as they are.

    市 before 区水务部门 is 市水务部门: a bare kind of place takes all that follows its neighbour's.
    """
    if own in _KINDS and (lent := _KIND_AT_START.match(after)):
        return own + after[lent.end():]
    if not shared or own.endswith(shared) or is_organisation(own):
        return own
    return own + (shared.lstrip("省市县区州镇乡") if own[-1] in "省市县区镇乡）" else shared)


def _parts(text: str) -> Iterator[Name]:
    """Stretches between the separators that stand outside brackets."""
    if not _MAY_PART.search(text):
        if text:
            yield Name(text, Span(0, len(text)))
        return
    hidden = [m.span() for m in _INSIDE_NAME.finditer(text)]
    marks = [m.span() for m in _COMMA.finditer(text)]
    marks += [m.span() for m in _AND.finditer(text) if text.endswith(_WHOLE_ENDS, 0, m.start())]
    cuts = sorted(mark for mark in marks if not any(start < mark[0] < end for start, end in hidden))
    at = 0
    for start, end in [*cuts, (len(text), len(text))]:
        if start > at:
            yield Name(text[at:start], Span(at, start))
        at = max(at, end)


def _end_of_list(last: str) -> str:
    """部门 where 等部门 ends the list; what the names themselves lend is read off them."""
    behind = last[len(_ET_CETERA.sub("", last)):]
    return "部门" if "部门" in behind and "成员" not in behind else ""


def _with_shared_start(names: list[Name]) -> list[Name]:
    """Names with the first one's 各级 or 任何 before those that lack it."""
    lent = _LENT_START.match(names[0].text) if names else None
    if not lent:
        return names
    start = lent.group()
    return [names[0], *(name if _stands_alone(name.text) else Name(start + name.text, name.span) for name in names[1:])]


def _stands_alone(text: str) -> bool:
    """Whether a name needs no beginning of the one before it (各部门, 省有关部门, 市财政局, 科研院所和高等学校)."""
    return bool(_ALONE.match(text)) or len(text) > 6
