"""Responsible units that a record's own sentence names: 由X牵头, X会同Y, X负责, and subjects that are to act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.document import ResponsibleUnit, Span
from pipelines.extract.closing_brackets import find_closing_bracket, read_responsibility
from pipelines.extract.name_lists import is_name, opening_organisations
from pipelines.extract.organisations import split_names, unit_of
from pipelines.extract.subjects import behind_lead_words, find_subject
from pipelines.rules import Rule, matches, possible, rule, table

__all__ = ["find_closing_bracket", "find_units", "read_responsibility"]

_ROLES = (dict.fromkeys(("牵头", "主持", "统筹", "会同", "主导", "抓总", "主抓"), "lead")
          | dict.fromkeys(("配合", "参与", "参加", "协助", "协同", "联动", "支撑", "协办", "支持"), "support"))
_HOW = (r"(?:各自|分头|分别|共同|联合|具体|统一|直接|自主|按照?(?:各自)?(?:职责|职能)(?:分工)?|按照?分工|协同|密切|积极"
        r"|依法)*")
_NAMES = r"(?P<names>[^，。；：由]{2,60}?)"
_NOT_OFFICE = r"(?!单位|部门|人(?!员)|任|制(?!定)|机构|处室|科室|或|抓总|作用|机制)"


def _role_of_verb(match: re.Match[str]) -> str:
    return _ROLES.get(match["verb"], "responsible")


# The names end where the verb begins.
VERB_RULES = table(
    rule("leads",
         rf"(?:^|(?<=[，。；：]))(?:建立|健全|完善|按照|形成|明确)?{_NAMES}{_HOW}(?P<verb>牵头|主持){_NOT_OFFICE}",
         _role_of_verb, ("市财政局牵头，", "lead"), ("牵头单位", None), confidence=0.85),
    rule("is responsible",
         rf"(?:^|(?<=[，。；：])){_NAMES}{_HOW}(?P<verb>负责{_NOT_OFFICE}|(?:组织)?实施(?=[，。；]|$)|承办(?=[，。；]|$))",
         _role_of_verb, ("市财政局负责资金保障", "responsible"), ("市政府负责人", None),
         ("由市财政局牵头，市水投公司具体实施；", "responsible"), confidence=0.85),
    rule("carries the duty", rf"(?:^|(?<=[，。；：])){_NAMES}(?P<verb>[是为](?:第一)?责任(?:主体|单位))", _role_of_verb,
         ("县级人民政府是责任主体，", "responsible"), confidence=0.85),
    rule("supports",
         rf"(?:^|(?<=[，。；：])){_NAMES}{_HOW}(?P<verb>配合|协助|参加|参与)(?=做好|完成|落实|的|$|[，。；])",
         _role_of_verb, ("市审计局配合做好", "support"), confidence=0.8),
)
_CHAIR = rule("sits on",
              rf"(?:^|(?<=[，。；：])){_NAMES}(?:担任|任|为)(?=副?组长|副?主任|成员|召集人|总指挥|副?指挥长)",
              lambda m: "responsible", ("市有关部门负责人为成员", "responsible"), ("市长主任", None), confidence=0.75)
_CHAIN = re.compile(r"(?:由|按照)(?P<links>[^，。；：由]{6,80})")
_LINK = re.compile(
    rf"(?P<names>.{{2,20}}?){_HOW}(?P<verb>牵头|统筹|主导|督促|联动|推动|支撑|负责|配合|协同|落实|承办|主办|组织|实施|保障"
    r"|协助|参与|支持)(?:的.*)?")
# The names begin behind 由; what follows them gives the role.
_BY = re.compile(r"(?<![自理缘])由(?!于|此|来|由)")
BY_RULES: tuple[Rule, ...] = (
    rule("by a lead", rf"^{_HOW}(?:负责)?(?:牵头|主持|统筹|主导|会同|抓总|商(?=[省市县区有相]))(?!的)",
         lambda m: "lead", ("牵头制定办法", "lead"), ("负责制定", None), confidence=0.9),
    rule("by a supporter", rf"^{_HOW}(?:给予|予以|提供)[^，。；的]{{0,6}}(?:支持|配合|协助|保障)", lambda m: "support",
         ("给予专项支持", "support"), ("支持", None), confidence=0.85),
    rule("by",
         r"^(?!组成|构成|引[起发导]|产生|导致|造成|转[为变向]|改[为成]|变[为成]|升|降|增|减|提[升高]|扩|拓|缩|向|到"
         r"|至|于|的|和|及|、|等|的)(?=..)(?![^，。；]{1,3}的|[^，。；]{0,12}?(?:改为|转为|变为|转向|延伸|升级为"
         r"|调整为|整合为))", lambda m: "responsible", ("自主申报，", "responsible"), ("兜底管护", "responsible"),
         ("管理的事", None), ("组成专班", None), confidence=0.85),
)
# The names begin behind the word.
WITH_RULES = table(
    rule("together with",
         r"会同|(?<=[局委厅部办])商(?=[省市县区]|有关|相关)|(?:^|(?<=[，。；]))协同(?=[省市县区])"
         r"|(?<!国际)(?<!中外)(?<!校企)(?<!产学研)联合(?!创新|的|单位|协议|申报|实验|研究|研发|国|会|体|执法|开展"
         r"|检查|惩戒|攻关|审查|培养|共建|社|发文|印发|实施|举办|推进|办|组建|建设)", lambda m: "support",
         ("会同市财政局", "support"), ("联合省公安厅", "support"), ("联合国", None), confidence=0.85),
)
_COOPERATION = rule("cooperates with",
                    r"(?:^|(?<=[，。；])|积极|加强|主动)与(?!会)(?P<names>[^，。；]{2,60}?)(?P<rest>等[^，。；]{0,8}?)?"
                    r"(?:开展)?(?:合作|联合|共同|协同|密切配合|形成(?:工作)?合力|通力)", lambda m: "support",
                    ("积极与高校、科研院所合作", "support"), confidence=0.75)
_SHARES = rule("works with",
               r"(?:^|(?<=[，。；])|坚持|每[月周季年]度?|定期|主动|加强|积极)与(?!会)(?P<names>[^，。；]{2,40}?)等"
               r"(?:多?[个家])?(?:有关|相关|职能)?(?:部门|单位|机构)(?![的间之])[^，。；的]{0,4}?(?:比对|共享|会商"
               r"|对接|联动|沟通|研判|排查|检查|执法|衔接|签订|签约)(?!机制|体系|平台|工作机制|的)",
               lambda m: "support", ("每月与民政、残联等部门比对数据", "support"), ("与教育等部门共享机制", None),
               confidence=0.75)
_HELPED_BY = rule("with the help of",
                  r"在(?P<names>[^，。；在]{2,40}?)的?(?:大力|鼎力|积极|有力|全力|密切|关心|悉心)*(?:支持|配合|协助"
                  r"|帮助)下", lambda m: "support", ("在市水务局等部门支持下", "support"), ("在市委领导下", None),
                  confidence=0.75)
_PARTIES = rule("several parties",
                r"由(?P<names>[^，。；由]{2,40}?)(?:等)?[两二三四五六七八九]方(?=主体|共同|联合|会商|协商|签订|签字"
                r"|验收|代表)", lambda m: "responsible", ("由街道、社区、监理三方共同验收", "responsible"),
                ("由三方共同验收", None), confidence=0.75)
_PLAYS = rule("plays its part",
              r"发挥好?(?P<names>[^，。；]{2,30}?)(?:对|在|的|“|牵头|统筹|组织|综合|总)[^，。；]{0,40}?(?:牵头|抓总"
              r"|统筹|组织)[^，。；]{0,16}(?:作用|职能|职责)", lambda m: "lead", ("发挥市安委办牵头抓总作用", "lead"),
              ("发挥企业主体作用", None), confidence=0.75)
_LISTING, _NAMED_BEFORE = table(_PARTIES, _SHARES), table(_HELPED_BY, *VERB_RULES, _CHAIR)
_COOPERATING, _PLAYING = table(_COOPERATION), table(_PLAYS)
_MARKED = table(*_LISTING, *_NAMED_BEFORE, *WITH_RULES, *_COOPERATING, *_PLAYING)
_AGENT_WORD = re.compile("由|按照")
_SUBJECT_CONFIDENCE = 0.75
# One of so many names may be of a kind that is not known: 民政所、卫生院、学区配合.
_LONG_LIST = 3
_BRACKET = re.compile(
    r"(?!(?<=[局委厅部办])（[^（）]{2,20}）[^，。；])（[^（）]{2,300}(?:（[^（）]{0,30}）[^（）]{0,300})*）")
_CLAUSE_MARK = re.compile(r"[，。；：]")
# Whoever stands behind these is the object of somebody else's action.
_OBJECT = re.compile(r"鼓励|支持|引导|推动|促进|依托|推进|督促|指导|帮助")


def find_units(text: str) -> list[ResponsibleUnit]:
    """Units that folded text of one record names as carrying it, in its order; spans relative to it.

    Of two readings of one place the earlier rule's counts; a body named twice is one unit.
    """
    units: list[ResponsibleUnit] = []
    for unit in _candidates(_without_brackets(text)):
        if not any(unit.span.overlaps(kept.span) or unit.name == kept.name for kept in units):
            units.append(unit)
    return sorted(units, key=lambda unit: unit.span.start)


def _without_brackets(text: str) -> str:
    """The text with commas in place of its brackets of responsibility, whose units are not the sentence's own.

    A bracket inside a name, 市应急管理局（市减灾委办公室）牵头, stays.
    """
    return _BRACKET.sub(lambda m: "，" * len(m.group()) if read_responsibility(m.group()[1:-1]) else m.group(), text)


def _candidates(text: str) -> Iterator[ResponsibleUnit]:
    """Readings of all rules, those of the surest first."""
    if possible(_MARKED, text) or _AGENT_WORD.search(text):
        yield from _marked(text)
    for clause in _clauses(text):
        names, role = find_subject(text, clause)
        for name in names:
            yield unit_of(name, role, _SUBJECT_CONFIDENCE, text)


def _marked(text: str) -> Iterator[ResponsibleUnit]:
    """Bodies that a word marks: 由, 牵头, 会同, 与 … 合作."""
    yield from _chains(text)
    for each, match in matches(_LISTING, text):
        yield from _units(text, match, each, lists_short_names=True)
    yield from _agents(text)
    for each, match in matches(_NAMED_BEFORE, text):
        yield from _units(text, match, each)
    yield from _companions(text)
    for each, match in matches(_COOPERATING, text):
        if not _OBJECT.search(text[:match.start()]):
            yield from _units(text, match, each, lists_short_names="单位" in (match["rest"] or ""))
    for each, match in matches(_PLAYING, text):
        yield from _units(text, match, each)


def _agents(text: str) -> Iterator[ResponsibleUnit]:
    """Bodies behind 由, where a verb follows them."""
    for by in _BY.finditer(text):
        names, end = opening_organisations(text, by.end(), _clause_end(text, by.end()))
        for each in BY_RULES:
            found = each.pattern.search(text[end:])
            if names and found:
                yield from (unit_of(name, each.gives(found), each.confidence, text) for name in names)
                break


def _clause_end(text: str, start: int) -> int:
    """Where the clause around `start` ends."""
    mark = _CLAUSE_MARK.search(text, start)
    return mark.start() if mark else len(text)


def _chains(text: str) -> Iterator[ResponsibleUnit]:
    """由A统筹、B督促、C具体负责: each with the role of its verb."""
    for chain in _CHAIN.finditer(text):
        at = chain.start("links")
        links = [(at + m.start(), _LINK.fullmatch(m.group())) for m in re.finditer(r"[^、]+", chain["links"])]
        if len(links) > 1 and all(link for _, link in links):
            for start, link in links:
                if link and is_name(link["names"]):
                    name = split_names(link["names"], start)
                    yield from (unit_of(each, _role_of_verb(link), 0.75, text) for each in name)


def _companions(text: str) -> Iterator[ResponsibleUnit]:
    """Bodies behind 会同 and 联合, where no other body is urged to work with them."""
    for each, match in matches(WITH_RULES, text):
        clause_start = max(text.rfind(mark, 0, match.start()) for mark in "，。；：")
        if _OBJECT.search(text, clause_start + 1, match.start()):
            continue
        names, _ = opening_organisations(text, match.end(), _clause_end(text, match.end()))
        yield from (unit_of(name, each.gives(match), each.confidence, text) for name in names)


def _units(text: str, match: re.Match[str], each: Rule, lists_short_names: bool = False) -> list[ResponsibleUnit]:
    """Units of a group of names; none where a part of it is no organisation."""
    stretch = Span(*match.span("names"))
    start = behind_lead_words(text, stretch)
    names = split_names(text[start:stretch.end], start)
    strange = sum(not is_name(name.text) for name in names)
    fit = lists_short_names or strange <= (len(names) >= _LONG_LIST)
    return [unit_of(name, each.gives(match), each.confidence, text) for name in names] if fit else []


def _clauses(text: str) -> list[Span]:
    """Stretches between commas, colons and stops."""
    marks = [m.start() for m in _CLAUSE_MARK.finditer(text)]
    return [Span(a + 1, b) for a, b in pairwise([-1, *marks, len(text)]) if b > a + 1]
