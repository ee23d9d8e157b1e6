"""Organisations that open a stretch of running text, and whether they are the subject that is to act."""

from __future__ import annotations

import re

from pipelines.document import Span
from pipelines.extract.calendar_parts import POINT
from pipelines.extract.organisations import Name, is_organisation, read_words, split_names

_LONGEST_LIST = 120
_NAME_WORDS = frozenset(read_words("name_words.txt"))
_VERBS = frozenset(read_words("verbs.txt") + read_words("acting_words.txt"))
# A name holds none of these: 市教育局组织全市学校 is not one name.
_ACTIONS = re.compile("|".join(word for word in read_words("verbs.txt") if word not in _NAME_WORDS and len(word) > 1)
                      + "|(?:组织|指导|督促|支持|服务|负责)(?=全|各|开展|实施|企业)|要|应当|必须|是|达|等(?!部门|单位)")
_ENDS = re.compile("|".join(read_words("organisation_suffixes.txt") + read_words("organisations.txt")) + "|[省市县区州盟旗镇乡村）]")
_MODAL = re.compile(r"(?:都|均|也|还)?(?:要|应当|应该?|须|必须|需要?|不得|不准|严禁|可以)(?!求|急|素|件|点|闻|领|用|对)")
# What may stand between the beginning of a clause and its subject.
_LEAD_WORDS = re.compile(
    rf"(?:[一二三四五六七八九十]+是|[（(]?\d+[）).、]|同时|此外|另外|其中|原则上|力争|确保|请|并|以[^，。；]{{2,12}}为核心的|"
    rf"(?:到|截至|自|从)?{POINT}(?:期间|前|起|内|以来)?|[，、\s　])+")
_OFFICE = re.compile(
    r"^(?:各|每个|有关|相关|省|市|县|区|镇|国家|中央|国务院|全[省市县区国]|团|人民|分管|副?[省市县区]长|党)|"
    r"[局厅委部办]$|(?:政府|党委|党组|管委会|指挥部|专班|大队|支队|总队|人民法院|检察院|党中央|军队|两级)(?:（[^）]*）)?$")


def opening_organisations(text: str, start: int, end: int) -> tuple[list[Name], int]:
    """The longest list of organisations that begins at `start`, and where it ends; spans are those of `text`.

    Nothing where no list of whole names begins there.
    """
    stretch = text[start:min(end, start + _LONGEST_LIST)]
    for found in reversed(list(_ENDS.finditer(stretch))):
        words = stretch[:found.end()]
        if words.count("（") != words.count("）") or _ACTIONS.search(words):
            continue
        names = split_names(words, start)
        if names and all(is_organisation(name.text) for name in names):
            return names, start + found.end()
    return [], start


def find_subject(text: str, clause: Span) -> list[Name]:
    """The organisations that a clause says are to act: offices before a verb, any body before 要 or 应."""
    lead = _LEAD_WORDS.match(text, clause.start, clause.end)
    names, end = opening_organisations(text, lead.end() if lead else clause.start, clause.end)
    rest = text[end:clause.end]
    if _MODAL.match(rest):
        return names
    return names if names and acts(rest) and all(_OFFICE.search(name.text) for name in names) else []


def acts(text: str) -> bool:
    """Whether folded text begins with a verb of action or an adverb that leads to one, and goes on."""
    return any(text[:size] in _VERBS for size in (4, 3, 2, 1)) and len(text) > 3
