"""Closing brackets of responsibility: （牵头单位：A；配合单位：B）, （A牵头，B配合）, and lines 责任单位：…"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document import ResponsibleUnit, Span, with_fields
from pipelines.extract.organisations import is_office, is_organisation, split_names, unit_of
from pipelines.rules import Rule, rule


@dataclass(frozen=True, slots=True)
class _Role:
    """lead, responsible, support, or _NOBODY, and how sure the words make it."""

    name: str
    confidence: float


_PLAIN = _Role("responsible", 0.9)
_NOBODY = ""  # the role of what a bracket also tells: dates, persons, telephone numbers

LABEL_RULES: tuple[Rule, ...] = (
    rule("label of lead",
         r"(?:牵头|主办|总牵头|牵头责任|主责|主体责任|第一责任)(?:单位|部门|处室|科室|地区|机构|领导小组)?[：:]",
         lambda m: "lead", ("牵头单位：", "lead"), ("主办单位：", "lead"), ("责任单位：", None), confidence=0.99),
    rule("label of responsible",
         r"(?:责任|落实|实施|承办|完成|主管|负责|具体)(?:责任|实施|承办)?(?:单位|部门|处室|科室|主体|股室|地区|机构)"
         r"(?:及分工)?[：:]", lambda m: "responsible", ("责任单位：", "responsible"), ("责任部门：", "responsible"),
         ("牵头单位：", None), confidence=0.99),
    rule("label of support",
         r"(?:配合|参与|参加|协办|协同|协作|支持|协助|联合|会同)(?:责任)?(?:单位|部门|处室|科室|地区|机构)?[：:]",
         lambda m: "support", ("配合单位：", "support"), ("参加单位：", "support"), confidence=0.99),
    rule("label of no body",
         r"(?:完成|办理|整改|办结|时间|工作|责任|牵头|分管|主管|包联|包抓|第一责任|直接责任|配合)?(?:时限|时间|期限"
         r"|进度|节点|领导|人|电话|联系人|目标|要求|来源)(?:要求|安排|及电话)?[：:]", lambda m: _NOBODY,
         ("完成时限：", _NOBODY), ("责任人：", _NOBODY), ("责任单位：", None)),
)
_ADVERB = (r"(?:[按依]照?(?:各自)?(?:职责|职能|任务)?(?:分工|职责|职能)?|分工|分头|分别|各自|共同|具体|联合|协同|密切"
           r"|积极|做好|会同)*")
PREDICATE_RULES: tuple[Rule, ...] = (
    rule("leads", rf"{_ADVERB}(?:负责)?(?:总?牵头|主办|统筹)(?:负责|落实|推进|组织实施|实施|抓总)?$", lambda m: "lead",
         ("市财政局牵头", "lead"), ("市财政局负责牵头", "lead"), ("市财政局负责", None), confidence=0.98),
    rule("is responsible", rf"{_ADVERB}(?:负责|落实|组织实施|实施|承办|推进)(?:落实|实施|推进|组织实施|办理)?$",
         lambda m: "responsible", ("市财政局负责", "responsible"), ("各市政府按职责分工负责", "responsible"),
         ("省有关部门具体实施", "responsible"), confidence=0.98),
    rule("supports",
         rf"{_ADVERB}(?:配合|参与|参加|协助|协办|支持|督促指导|指导督促|督促|督导|监督|指导)(?:落实|实施|推进|做好)?$",
         lambda m: "support", ("市审计局配合", "support"), ("市审计局按职责分工配合", "support"),
         ("市应急管理局督促指导", "support"), confidence=0.98),
)
_WITH = re.compile(r"会同|联合|(?<=.)配合(?=.)")
_BRACKET = re.compile(r"[（【\[]([^（）【】\[\]]*(?:（[^（）]*）[^（）【】\[\]]*)*)[）】\]]")
_LINES = re.compile(r"(?:^|(?<=[。；！）\n]))[ \u3000]*(?=(?:总?牵头|主办|责任|落实|配合|参与|参加|实施|承办|协办)"
                    r"(?:责任)?(?:单位|部门|处室|科室|主体)[：:])")
_CLAUSE_MARK = re.compile(r"[；，。;\n]")
_STOPS = "\n \u3000。；;，、"
_FIRST_LEADS = re.compile(r"(?:[列排](?:名|序)?(?:在|于)?第?(?:一|首)(?:位|名|个)?|(?:第一|首)(?:位|个)?(?:单位|部门)?)"
                          r"(?:者|的)?[^，。；（）]{0,4}[为是](?:牵头|主办|主责|总牵头)")
_LONGEST = 600  # characters; the longest seen has 250
_LONGEST_NAME = 40


def find_closing_bracket(text: str) -> tuple[Span, list[ResponsibleUnit]] | None:
    """The bracket of responsibility that closes folded text and its units, or None.

    The span runs from the bracket, or the first of several, to the end of the last; lines 责任单位：… without a bracket
    count as one. All spans are relative to `text`.
    """
    start = end = len(text.rstrip(_STOPS))
    units: list[ResponsibleUnit] = []
    while (bracket := _last_bracket(text, start)) is not None:
        found = read_responsibility(text[bracket.start + 1:bracket.end - 1], bracket.start + 1)
        if found is None:
            break
        units, start = [*found, *units], bracket.start
    return (Span(start, end), units) if units else _closing_lines(text, end)


def first_named_leads(text: str) -> bool:
    """Whether folded text says that the body named first in a bracket leads: （…，列第一位者为牵头部门，下同）."""
    return bool(_FIRST_LEADS.search(text))


def led_by_first(units: tuple[ResponsibleUnit, ...]) -> tuple[ResponsibleUnit, ...]:
    """The units of a bracket with its first one as the lead, where no word says who leads."""
    if len(units) < 2 or any(unit.role != "responsible" for unit in units):
        return units
    return (with_fields(units[0], role="lead"), *units[1:])


def _last_bracket(text: str, end: int) -> Span | None:
    """The bracket that closes text[:end], but for stops and white space."""
    last = None
    for match in _BRACKET.finditer(text, max(0, end - _LONGEST), end):
        last = match
    if last is None or text[last.end():end].strip(_STOPS):
        return None
    return Span(last.start(), last.end())


def _closing_lines(text: str, end: int) -> tuple[Span, list[ResponsibleUnit]] | None:
    """Lines 牵头单位：… 配合单位：… at the end of the text, from the first label on."""
    first = _LINES.search(text, max(0, end - _LONGEST), end)
    units = read_responsibility(text[first.end():end], first.end()) if first else None
    return (Span(first.end(), end), units) if first and units else None


def read_responsibility(text: str, offset: int = 0) -> list[ResponsibleUnit] | None:
    """Units of the inside of a bracket or of a table's cell, spans moved by `offset`; None where it tells of no body.

    An empty list is a bracket of dates or persons alone. A list without a label or a verb names responsible bodies if
    all its parts are offices.
    """
    units: list[ResponsibleUnit] = []
    waiting: list[Span] = []
    label: _Role | None = None
    for clause in _clauses(text):
        found, body = _labelled(text, clause)
        label = found or label
        said, rest = _predicated(text, body)
        # 责任单位：市水务局牵头，市财政局配合: the verb says more than the label.
        role, body = (label, body) if label and not (said and label.name) else (said, rest)
        waiting.append(body)
        if role:
            units += [unit for part in waiting for unit in _units(text, part, role, offset)]
            waiting = []
    if waiting and not units and _are_offices(text, waiting):
        units = [unit for part in waiting for unit in _units(text, part, _PLAIN, offset)]
    return units if units or label else None


def _are_offices(text: str, parts: list[Span]) -> bool:
    """Whether all names of the lists are offices of an administration: 市教育局, 各区县, but not 企业."""
    names = [name.text for part in parts for name in split_names(text[part.start:part.end])]
    return bool(names) and all(is_organisation(name) and is_office(name) for name in names)


def _clauses(text: str) -> list[Span]:
    """Stretches between ； ， and 。 outside brackets."""
    hidden = [m.span() for m in re.finditer(r"（[^（）]*）", text)]
    marks = [m.start() for m in _CLAUSE_MARK.finditer(text) if not any(a < m.start() < b for a, b in hidden)]
    return [_trimmed(text, a + 1, b) for a, b in pairwise([-1, *marks, len(text)]) if text[a + 1:b].strip()]


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends."""
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _labelled(text: str, clause: Span) -> tuple[_Role | None, Span]:
    """The role of the label that opens a clause, and the rest of it."""
    for each in LABEL_RULES:
        if found := each.pattern.match(text, clause.start, clause.end):
            return _Role(each.gives(found), each.confidence), Span(found.end(), clause.end)
    return None, clause


def _predicated(text: str, clause: Span) -> tuple[_Role | None, Span]:
    """The role of the verb that closes a clause, and what stands before it."""
    for each in PREDICATE_RULES:
        if found := each.pattern.search(text[clause.start:clause.end]):
            return _Role(each.gives(found), each.confidence), Span(clause.start, clause.start + found.start())
    return None, clause


def _units(text: str, part: Span, role: _Role, offset: int) -> list[ResponsibleUnit]:
    """The bodies of one list; A会同B is a lead and its support."""
    words = text[part.start:part.end]
    beside = _WITH.search(words)
    if beside and role.name:
        head, tail = Span(part.start, part.start + beside.start()), Span(part.start + beside.end(), part.end)
        first = role.name if role.name == "support" else "lead"  # A、B会同C配合 all support
        return (_units(text, head, _Role(first, role.confidence), offset)
                + _units(text, tail, _Role("support", role.confidence), offset))
    names = split_names(words.removeprefix("由"), part.start + words.startswith("由") + offset)
    return [unit_of(name, role.name, role.confidence, text, offset) for name in names
            if role.name and 1 < len(name.text) <= _LONGEST_NAME]
