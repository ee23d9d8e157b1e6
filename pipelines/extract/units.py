"""Responsible units that a record's own sentence names: 由X牵头, X会同Y, 发挥X牵头抓总作用, and subjects that are to act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.document import ResponsibleUnit, Span
from pipelines.extract.closing_brackets import find_closing_bracket, read_responsibility
from pipelines.extract.organisations import Name, is_organisation, split_names, unit_of
from pipelines.extract.subjects import find_subject, opening_organisations
from pipelines.rules import Rule, rule

__all__ = ["find_closing_bracket", "find_units", "read_responsibility"]

_ROLES = {"牵头": "lead", "主持": "lead", "统筹": "lead", "会同": "lead", "主导": "lead", "抓总": "lead", "主抓": "lead",
          "配合": "support", "参与": "support", "参加": "support", "协助": "support", "协同": "support", "联动": "support",
          "支撑": "support", "协办": "support"}
_HOW = r"(?:各自|分别|共同|联合|具体|统一|直接|自主|按(?:照)?职责(?:分工)?|按(?:照)?分工|协同|密切|积极|依法)*"
_NAMES = r"(?P<names>[^，。；：由]{2,60}?)"
_NOT_OFFICE = r"(?!单位|部门|人(?!员)|任|制(?!定)|机构|处室|科室|或|抓总|作用|机制|的)"


def _role_of_verb(match: re.Match[str]) -> str:
    return _ROLES.get(match["verb"], "responsible")


# Rules whose names end where the verb begins.
BEFORE_VERB: tuple[Rule, ...] = (
    rule("by", rf"由{_NAMES}{_HOW}(?P<verb>牵头|主持|统筹|主导|会同|负责|组织|承担|实施|督促|办理|推进|落实|开展|帮助|申报|承办|提供|报)",
         _role_of_verb, ("由市财政局牵头制定", "lead"), ("由企业自主申报", "responsible"), confidence=0.9),
    rule("leads", rf"(?:^|(?<=[，。；：、])|建立|健全|完善|按照|形成){_NAMES}{_HOW}(?P<verb>牵头|主持){_NOT_OFFICE}", _role_of_verb,
         ("市财政局牵头，", "lead"), ("牵头单位", None), confidence=0.85),
    rule("is responsible", rf"(?:^|(?<=[，。；：、])){_NAMES}{_HOW}(?P<verb>负责){_NOT_OFFICE}", _role_of_verb,
         ("市财政局负责资金保障", "responsible"), ("主要负责人", None), confidence=0.85),
    rule("supports", rf"(?:^|(?<=[，。；：、])){_NAMES}{_HOW}(?P<verb>配合|协助|参加|参与)(?:做好|完成|落实|的|$|(?=[，。；]))",
         _role_of_verb, ("市审计局配合做好", "support"), confidence=0.8),
    rule("chain", r"(?<=[由照、])(?P<names>[^，。；：、由照]{2,20}?)(?:具体|各自)?(?P<verb>牵头|统筹|主导|督促|联动|推动|支撑|负责|配合|协同|落实)(?=[、，的])",
         _role_of_verb, ("由省安委办统筹、", "lead"), ("按照安委会牵头、部门联动、", "lead"), confidence=0.75),
)
# Rules whose names begin where the match ends.
BEHIND_WORD: tuple[Rule, ...] = (
    rule("together with", r"(?<![共])(?:会同|联合(?!国|会|体|执法|开展|检查|惩戒|攻关|审查|培养|共建|党委|社|发文|印发|实施|举办|推进))", lambda m: "support",
         ("会同市财政局", "support"), ("联合省公安厅", "support"), ("联合国", None), confidence=0.85),
)
_COOPERATION = rule(
    "cooperates with", r"(?:^|(?<=[，。；])|积极|加强|主动)与(?P<names>[^，。；]{2,60}?)(?:等(?:[^，。；]{0,8})?)?(?:合作|联合|共同|协同|密切配合|形成工作合力|通力)",
    lambda m: "support", ("积极与高校、科研院所合作", "support"), confidence=0.75)
_PLAYS = rule(
    "plays its part", r"发挥好?(?P<names>[^，。；]{2,30}?)(?:对|在|的|“|牵头|统筹|组织|综合|总)[^，。；]{0,40}?(?:牵头|抓总|统筹|组织)[^，。；]{0,16}(?:作用|职能|职责)",
    lambda m: "lead", ("发挥市安委办牵头抓总作用", "lead"), ("发挥企业主体作用", None), confidence=0.75)
_SUBJECT_CONFIDENCE = 0.75
_CLAUSE_MARK = re.compile(r"[，。；：]")
_LEADING_WORDS = re.compile(r"^(?:建立|健全|完善|明确|形成|构建|实行|坚持|按照|要|并|同时|原则上|统一|具体)+")


def find_units(text: str) -> list[ResponsibleUnit]:
    """Units that folded text of one record names as carrying it, in its order; spans relative to it.

    Of two readings of one place the earlier rule's counts; a body named twice is one unit.
    """
    units: list[ResponsibleUnit] = []
    for unit in _candidates(text):
        if not any(unit.span.overlaps(kept.span) or unit.name == kept.name for kept in units):
            units.append(unit)
    return sorted(units, key=lambda unit: unit.span.start)


def _candidates(text: str) -> Iterator[ResponsibleUnit]:
    """Readings of all rules, those of the surest first."""
    yield from _before_verbs(text)
    yield from _behind_words(text)
    for each in (_COOPERATION, _PLAYS):
        for match in each.pattern.finditer(text):
            yield from _organisations(text, match.start("names"), match.end("names"), each.gives(match), each.confidence)
    for clause in _clauses(text):
        for name in find_subject(text, clause):
            yield unit_of(name, "responsible", _SUBJECT_CONFIDENCE, text)


def _before_verbs(text: str) -> Iterator[ResponsibleUnit]:
    for each in BEFORE_VERB:
        for match in each.pattern.finditer(text):
            yield from _organisations(text, match.start("names"), match.end("names"), each.gives(match), each.confidence)


def _behind_words(text: str) -> Iterator[ResponsibleUnit]:
    for each in BEHIND_WORD:
        for match in each.pattern.finditer(text):
            names, _ = opening_organisations(text, match.end(), len(text))
            for name in names:
                yield unit_of(name, each.gives(match), each.confidence, text)


def _organisations(text: str, start: int, end: int, role: str, confidence: float) -> list[ResponsibleUnit]:
    """Units of a stretch that holds names alone; none where a part of it is no organisation."""
    lead = _LEADING_WORDS.match(text[start:end])
    start += lead.end() if lead else 0
    names = split_names(text[start:end], start)
    return [unit_of(name, role, confidence, text) for name in names] if names and all(map(_is_named, names)) else []


def _is_named(name: Name) -> bool:
    return is_organisation(name.text)


def _clauses(text: str) -> list[Span]:
    """Stretches between commas, colons and stops."""
    marks = [m.start() for m in _CLAUSE_MARK.finditer(text)]
    return [Span(a + 1, b) for a, b in pairwise([-1, *marks, len(text)]) if b > a + 1]
