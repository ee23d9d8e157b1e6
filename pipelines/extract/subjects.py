"""Whether the organisations that open a clause are the subject that is to act, and in which role."""

from __future__ import annotations

import re

from pipelines.document import Span
from pipelines.extract.calendar_parts import POINT
from pipelines.extract.name_lists import opening_organisations, possible_ends
from pipelines.extract.organisations import Name, is_office, is_place, read_words

_ACTION_VERBS = frozenset(word for word in read_words("verbs.txt") if len(word) > 1)
_VERBS = frozenset(read_words("verbs.txt") + read_words("acting_words.txt"))
_MODAL = re.compile(
    r"(?:都|均|也|还|一定|原则上)?(?:要(?![求素件点闻领害么紧])|应当|应该|应(?!急|用|对|届|变|为|是|具|符合|包括)"
    r"|须(?!知)|必须|需要|需(?!求)|不得|不准|严禁|可以|将(?!军))")
# What may stand between the beginning of a clause and its subject.
_LEAD_WORDS = re.compile(
    rf"(?:[一二三四五六七八九十]+[是、]|（[一二三四五六七八九十]+）|第[一二三四五六七八九十百]+条|"
    rf"[（(]?\d+[）).、]|同时|此外|另外|其中|原则上|力争|确保|请|并|以[^，。；]{{2,12}}为核心的|今后|下一步|[一-鿿“”、]{{2,12}}期间|"
    rf"(?:到|截至|自|从)?{POINT}(?:期间|前|起|内|以来)?|[，、\s　])+")
_BROAD = frozenset(("各地", "各级", "各方", "多地", "海关"))
# 市级安排 is an act of the city; 市级储备库建成 and 省级示范农场净增 are not.
_LEVELS = frozenset(("省级", "市级", "县级", "区级", "镇级", "乡级"))
_ACTS_OF_LEVELS = re.compile(
    r"(?:财政)?(?:共|还|已|累计|每年|统一|要|应|须|均|将)?(?:安排|投入|补助|确定|选定|认定|下达|拨付|筹[集措]"
    r"|统筹|出台|制定|成立|建立|组织|开展|召开|印发|配套|承担|负责|牵头|设立|给予|落实)"
    r"(?!的|资金(?!\d)|经费(?!\d)|标准|项目|政策|方案|预算|比例)")
# 新改造, 成功创建, 还引入: what may stand between a subject and its verb.
_ADVERB = re.compile(
    r"(?:每(?:[天日周月年]|季度?|半[年月]|学期)|多次|亲自|第一时间|坚持|还|也|又|已经?|均|都|新"
    r"|成功|率先|先后|共|累计|再|正|一般|各|分别|则|主动|及时)+")
# A verb that is part of a noun phrase opens no action: 各级政府投资项目, 中央财政转移支付, 市政府发布的办法.
_NOUN_BEHIND = re.compile(
    r"..(?:支付|项目|工作|体系|能力|水平|机制|力度|资金|政策|规划|方案|成本|环境|主体|意识|队伍|领域|制度|责任|范围|服务)"
    r"(?:的|和|、|，|。|$|\d)|以[上下外内及]|牵头或|改革|发展|开放|..了?的|..性|..率(?!先)|..(?:经验|做法|成果)|在[校建册岗编职籍]"
    r"|[由从]\d|通过[^，。；]{0,16}(?:评估|验收|认定|审核|考核|复核)"
    r"|[^，。；]{2,8}?(?:要(?![求素件])|应当|必须|不得)")
# Who supports, whatever the verb before it: 要在专业力量上给予支持.
_SUPPORTS = re.compile(r"[^，。；]{0,12}(?:给予|予以|提供)[^，。；的]{0,6}(?:支持|配合|协助|保障)$")
_MEETING = "会议"
_EACH = re.compile(r"每[所家]|每个(?![省市县区镇乡村])")  # 每所学校建立制度, but not 每个企业最高奖补


def find_subject(text: str, clause: Span) -> tuple[list[Name], str]:
    """The organisations that a clause says are to act, and their role in it; no names where none is to act.

    Offices and places stand before a verb, any other body before 要 or 应.
    """
    start = behind_lead_words(text, clause)
    # Of a hundred clauses two have such a subject: whether a verb follows is asked first, it is the cheaper question.
    if not any(_may_act(text[at:clause.end]) for at in possible_ends(text, start, clause.end)):
        return [], ""
    names, end = opening_organisations(text, start, clause.end)
    rest = text[end:clause.end].removeprefix(_MEETING)
    if not names or not _is_acted_by(rest, names):
        return [], ""
    return names, _role_of(rest)


def _may_act(rest: str) -> bool:
    """Whether what stands behind any names can say that they act."""
    rest = rest.removeprefix(_MEETING)
    return bool(acts(rest) or _MODAL.match(rest) or rest[:2] in _ACTION_VERBS or _SUPPORTS.match(rest)
                or _ACTS_OF_LEVELS.match(rest))


def _is_acted_by(rest: str, names: list[Name]) -> bool:
    """Whether what stands behind names says that they act or are to act."""
    if all(name.text in _LEVELS for name in names):
        return bool(_ACTS_OF_LEVELS.match(rest))
    if _EACH.match(names[0].text):
        return bool(_MODAL.match(rest)) or rest[:2] in _ACTION_VERBS
    return bool(_MODAL.match(rest) or _SUPPORTS.match(rest)
                or (acts(rest) and all(_acts_alone(name.text) for name in names)))


def _role_of(rest: str) -> str:
    """lead, support or responsible, by the verb behind the subject."""
    verb = rest[modal.end():] if (modal := _MODAL.match(rest)) else rest
    if verb.startswith(("会同", "牵头", "主持")):
        return "lead"
    return "support" if _SUPPORTS.match(rest) else "responsible"


def behind_lead_words(text: str, clause: Span) -> int:
    """Where a clause begins behind its number, its time and the like."""
    lead = _LEAD_WORDS.match(text, clause.start, clause.end)
    return lead.end() if lead else clause.start


def _acts_alone(name: str) -> bool:
    """Whether a body is named closely enough to be a subject without 要: 市教育局, 各地, but not 专班 or 企业."""
    if name.endswith("财政"):  # 中央财政安排 tells where money comes from
        return False
    return is_place(name) or name in _BROAD or (is_office(name) and (len(name) > 2 or name.endswith("长")))


def acts(text: str) -> bool:
    """Whether folded text begins with a verb of action or an adverb that leads to one, and goes on."""
    adverb = _ADVERB.match(text)
    return _opens_with_verb(text) or bool(adverb and _opens_with_verb(text[adverb.end():]))


def _opens_with_verb(text: str) -> bool:
    return len(text) > 3 and any(text[:size] in _VERBS for size in (4, 3, 2, 1)) and not _NOUN_BEHIND.match(text)
