"""Organisations that open a stretch of running text, and whether they are the subject that is to act."""

from __future__ import annotations

import re

from pipelines.document import Span
from pipelines.extract.calendar_parts import POINT
from pipelines.extract.organisations import (
    FIXED_NAMES,
    SUFFIXES,
    Name,
    is_office,
    is_organisation,
    is_place,
    read_words,
    split_names,
)

_LONGEST_LIST = 120
_ACTION_VERBS = frozenset(word for word in read_words("verbs.txt") if len(word) > 1)
_VERBS = frozenset(read_words("verbs.txt") + read_words("acting_words.txt"))
# Verbs that no name holds: 市教育局推进全市学校 is not one name; 建设 and others of name_words.txt are parts of names.
_NEVER_IN_NAMES = "|".join(sorted(_ACTION_VERBS - frozenset(read_words("name_words.txt"))))
_NO_NAME = re.compile(
    rf"(?:{_NEVER_IN_NAMES})(?!单位|机构|主体)|"
    r"^(?:组织|支持|指导|服务|协调|动员|要求|规范|优化|开放|整合)(?!.*[局厅委部办院]$)|"
    r"^(?:建设|创新|发展|保护)(?!.*(?:[局厅委部办院]|部门|公司|集团|中心)$)|"
    r"^(?:以|为|在|不|作为|经(?![济信开管贸营办纪])|或|由|从|向(?!阳)|按|据|被|如|若|因|与|及|和|该|随)|"
    r"(?:组织|指导|督促|支持|服务|负责|协调)(?=全|各|开展|实施|企业)|要(?!素)|(?<![供响适反效相对])应(?!急|用)|支持(?!中心)|"
    r"[将把使让给]|对(?!外|台|口)|我们|我国|应当|必须|组成|会同|担任|全部|负责(?!人)|无须|支付|[由《》]|如何|之间|其中|可以|并|以及其|\d|[是达了]|"
    r"(?<![中高初平])等(?!级)")
_ENDS = re.compile(
    "|".join(sorted({*SUFFIXES, *FIXED_NAMES}, key=lambda word: (-len(word), word)))
    + r"|等(?:地区|地|城市|省市|省份|省|市|服务窗口|机构|单位|部门|场所)|[省市县区州盟旗镇乡村）]|"
    r"[一-鿿](?=等?[^一-鿿])")
_MODAL = re.compile(
    r"(?:都|均|也|还|一定)?(?:要|应当|应该?|须|必须|需要?|不得|不准|严禁|可以)(?!求|急|素|件|点|闻|领|用|对)")
# What may stand between the beginning of a clause and its subject.
_LEAD_WORDS = re.compile(
    rf"(?:[一二三四五六七八九十]+[是、]|（[一二三四五六七八九十]+）|第[一二三四五六七八九十百]+条|"
    rf"[（(]?\d+[）).、]|同时|此外|另外|其中|原则上|力争|确保|请|并|以[^，。；]{{2,12}}为核心的|"
    rf"(?:到|截至|自|从)?{POINT}(?:期间|前|起|内|以来)?|[，、\s　])+")
_BROAD = frozenset(("各地", "各级", "各方", "多地", "市级", "省级", "县级", "海关"))
# A verb that is part of a noun phrase opens no action: 各级政府投资项目, 中央财政转移支付, 市政府发布的办法.
_NOUN_BEHIND = re.compile(
    r"..(?:支付|项目|工作|体系|能力|水平|机制|力度|资金|政策|规划|方案|成本|环境|主体|意识|队伍|领域|制度|责任|范围|服务)"
    r"(?:的|和|、|，|。|$)|以[上下外内及]|牵头或|改革|发展|开放|..了?的|..性")


def opening_organisations(text: str, start: int, end: int) -> tuple[list[Name], int]:
    """The longest list of organisations or places that begins at `start`, and where it ends; spans are those of `text`.

    An empty list where none begins there.
    """
    stretch = text[start:min(end, start + _LONGEST_LIST)]
    for found in reversed(list(_ENDS.finditer(stretch))):
        if names := _whole_names(stretch[:found.end()], start):
            return names, start + found.end()
    size = next((size for size in (4, 3, 2) if is_place(stretch[:size])), 0)
    return split_names(stretch[:size], start), start + size


def _whole_names(words: str, offset: int) -> list[Name]:
    """The names of a list, if it is made of names alone."""
    if words.count("（") != words.count("）"):
        return []
    names = split_names(words, offset)
    return names if all(is_name(name.text) for name in names) else []


def is_name(text: str) -> bool:
    """Whether a text is a place or an organisation, without a verb that would make it a clause."""
    return is_place(text) or (is_organisation(text) and not _NO_NAME.search(text))


def find_subject(text: str, clause: Span) -> tuple[list[Name], str]:
    """The organisations that a clause says are to act, and what stands behind them in it.

    Offices and places stand before a verb, any other body before 要 or 应.
    """
    names, end = opening_organisations(text, behind_lead_words(text, clause), clause.end)
    rest = text[end:clause.end]
    acting = _MODAL.match(rest) or (acts(rest) and all(_acts_alone(name.text) for name in names))
    return (names, rest) if acting else ([], rest)


def behind_lead_words(text: str, clause: Span) -> int:
    """Where a clause begins behind its number, its time and the like."""
    lead = _LEAD_WORDS.match(text, clause.start, clause.end)
    return lead.end() if lead else clause.start


def _acts_alone(name: str) -> bool:
    """Whether a body is named closely enough to be a subject without 要: 市教育局, 各地, but not 专班 or 企业."""
    return is_place(name) or name in _BROAD or (is_office(name) and len(name) > 2)


def acts(text: str) -> bool:
    """Whether folded text begins with a verb of action or an adverb that leads to one, and goes on."""
    return len(text) > 3 and any(text[:size] in _VERBS for size in (4, 3, 2, 1)) and not _NOUN_BEHIND.match(text)
