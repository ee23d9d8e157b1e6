"""Names of organisations: what looks like one, and lists of them cut into single names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.document import ResponsibleUnit, Span

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


_SUFFIX = "|".join(read_words("organisation_suffixes.txt"))
_FIXED = "|".join(read_words("organisations.txt"))
# 各县（市、区）and 镇（街道） hold their bracket inside the name.
_BRACKETED = r"（[^（）]{1,16}）"
ORGANISATION = re.compile(
    rf"(?:(?:各|每个|全[省市县区])?(?:{_FIXED})|.{{0,{_LONGEST_NAME}}}?(?:{_SUFFIX})|各.{{0,8}}[省市县区州盟旗镇乡村])"
    rf"(?:{_BRACKETED})?(?:{_SUFFIX})?")
# What a list's last name lends to those before it: 济南、青岛市政府; 财政、教育等部门.
_LENT_END = re.compile(r"(?:等|各)?((?:[省市县区州镇乡]|街道)?(?:人民)?政府|(?:主管|监管|管理)?部门|局|厅|委|办)$")
# What a list's first name lends to those behind it: 各级党委、政府; 任何单位和个人.
_LENT_START = re.compile(r"各级|任何|有条件的|各(?=[区市县镇乡])")
_ET_CETERA = re.compile(r"等(?:多?[个家]?)?(?:(?:相关|有关|各|成员|职能|市级|省级|县级|区级|市直|省直|主管|重点|责任|参建|涉及)*"
                        r"(?:部门|单位|企业|机构|地区|地方|地|城市|方面|力量|场所|服务窗口|省份|省市|省|市|处室|部委)(?:和单位|及单位)?)?$")
# 、 and ，part names anywhere; 和, 及 and the like only behind a name that is whole (not in 文化和旅游厅).
_COMMA = re.compile(r"[、，,;；\s　]+(?:以及|及|和)?")
_AND = re.compile(rf"(?:(?<={')|(?<='.join(read_words('organisation_suffixes.txt'))})|(?<=）)|(?<=[各]级)|(?<=省委)|(?<=市委))(?:以及|及其|及|和|与)(?!平|谐|时|规划|信息|旅游|改革|城乡|社会|美)")


def is_organisation(text: str) -> bool:
    """Whether a whole text looks like the name of an organisation (市财政局, 各县（市、区）, 人民银行)."""
    return bool(ORGANISATION.fullmatch(text))


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
    last = _ET_CETERA.sub("", parts[-1].text)
    shared = _shared_end(parts, last)
    names = []
    for part in parts:
        own = _ET_CETERA.sub("", part.text)
        if own:
            span = Span(part.span.start + offset, part.span.start + len(own) + offset)
            names.append(Name(own if not shared or is_organisation(own) else own + shared, span))
    return _with_shared_start(names)


def _parts(text: str) -> Iterator[Name]:
    """Stretches between the separators that stand outside brackets."""
    hidden = [m.span() for m in re.finditer(_BRACKETED, text)]
    cuts = [m.span() for pattern in (_COMMA, _AND) for m in pattern.finditer(text)
            if not any(start < m.start() < end for start, end in hidden)]
    at = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start > at:
            yield Name(text[at:start], Span(at, start))
        at = max(at, end)


def _shared_end(parts: list[Name], last: str) -> str:
    """What the last name lends to bare ones: 市政府, 部门; empty where the names are whole."""
    if last != parts[-1].text:
        return "部门" if re.search(r"部门", parts[-1].text[len(last):]) and "成员" not in parts[-1].text else ""
    lent = _LENT_END.search(last)
    return lent[1] if lent and len(parts) > 1 else ""


def _with_shared_start(names: list[Name]) -> list[Name]:
    """Names with the first one's 各级 or 任何 before those that lack it."""
    lent = _LENT_START.match(names[0].text) if names else None
    if not lent:
        return names
    start = lent.group()
    rest = [name if _whole_alone(name.text) else Name(start + name.text, name.span) for name in names[1:]]
    return [names[0], *rest]


def _whole_alone(text: str) -> bool:
    """Whether a name stands without a beginning shared with the one before it (各部门, 省有关部门, 市财政局)."""
    return bool(re.match(r"各|有关|相关|[省市县区镇]|国家|中央|全[省市县区国]", text)) or len(text) > 6
