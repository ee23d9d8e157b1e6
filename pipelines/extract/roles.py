"""What the place of a sentence makes of it: result | goal | task | none | condition | preamble."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from pipelines.document import Metadata, Section, Span
from pipelines.extract.actions import opens_with_action
from pipelines.extract.word_lists import alternation
from pipelines.fold import fold
from pipelines.numbering import is_first
from pipelines.outline import has_preamble
from pipelines.rules import Rule, rule

Period = tuple[int | None, int | None]
_NO_RECORDS = alternation("heading_no_records.txt")
# What a chapter holds, by the words of its heading; the first row that matches decides.
HEADINGS: tuple[Rule, ...] = (
    rule("look-back", alternation("heading_look_back.txt"), lambda m: "result",
         ("一、2024年工作回顾", "result"), ("（一）主要成效", "result"), ("第一节 发展基础", "result"),
         ("三、强化基础设施", None)),
    rule("goals", alternation("heading_goals.txt"), lambda m: "goal",
         ("（三）主要目标", "goal"), ("二、发展目标", "goal"), ("三、指标体系", None)),
    rule("look-ahead", alternation("heading_look_ahead.txt"), lambda m: "task",
         ("三、下一步工作打算", "task"), ("四、2025年工作思路", "task"), ("一、总体思路", None)),
    rule("no records", rf"^(?:综合)?分析|^[^，]*(?:{_NO_RECORDS})[^，]{{0,5}}$", lambda m: "none",
         ("第二节 面临形势", "none"), ("三、存在的主要问题", "none"), ("一、指导思想", "none"),
         ("机遇与挑战并存", "none"), ("综合分析国内外形势，机遇大于挑战", "none"), ("安全形势总体平稳", None),
         ("针对需求不足的矛盾，多措并举扩大消费", None), ("（二）加强道路养护", None)),
)
PROBLEM_TASK = re.compile(r"(?:针对|解决|整改|治理|化解|破解|应对|防范|补齐|整治|攻克|聚焦|打通|突破|缩小)"
                           r".{0,20}(?:问题|困难|挑战|短板|差距|机遇)"
                           r"|(?:问题|困难|短板|差距).{0,6}(?:补齐|解决|化解|破解|缩小|缓解|消除|改善)")
# In a summary 重点任务 and 工作举措 tell what was done; only these words announce what comes next.
_NEXT = re.compile(r"打算|下一?步|下一?年|明年|来年|思路|安排|展望|计划|谋划")
_PERIOD = re.compile("十([一二三四五])五”?(?:时期|期间)")
_YEAR = re.compile(r"(20\d\d)年")
# 发展基础, 改革成效: the verb only describes what is looked back on; 提升成效 and 夯实产业发展基础 are actions.
_DESCRIBED = re.compile(r"^(?:[“”十一二三四五\d年来]|时期|期间|[我全][国省市县区])*"
                        r"(?:发展|建设|改革|创新|工作|实施|执行|完成)[^，]{0,4}"
                        r"(?:基础|现状|成[效绩就果]|情况|进展|回顾|总结)$")
_GOALS_FOLLOW = re.compile(r"(?:目标|指标)(?:任务|安排)?(?:是|为)?：")
_LOOKS_BACK = re.compile(r"过去[一两三五十]?年|去年|上年[，度末底]|以来[，累已]|五年来|累计|已[经建完实达成]")
_PROBLEMS_FOLLOW = re.compile(
    r"(?:但|也|还|仍|依然|尚|清醒地?|必须)[^；。]{0,16}(?:存在|面临|看到|有)[^；。]{0,24}"
    r"(?:问题|不足|短板|困难|差距|挑战)[^，；。]{0,6}(?:：|$)"
    r"|(?:把|看到|正视|直面|承认)[^；。]{0,10}(?:问题|不足|短板|差距)[^；。：]{0,12}："
    r"|(?:问题|困难|短板|差距)[^，。；]{0,8}(?:主要有|主要是|表现在|表现为|如下)")
_DISTRIBUTION = re.compile("(?:主送|抄送|抄报|分送)：?")
# Chapters of a report that look back and ahead in one: 过去一年，国防建设取得成就。… 新的一年，要….
_PAST_YEAR_FIRST = re.compile(r"(?:过去(?:的)?一年|一年来|去年|上年)(?!.{0,40}(?:今年|[，；]要|将))")
_THIS_YEAR_FIRST = re.compile(r"(?:新的一年|今年|今后|我们要|要(?![求素])|我们将)")
_NEXT_YEAR_FIRST = re.compile(r"(?:展望|面向|迈入|进入)?(?:(20\d\d)年|明年|新的一年|下一步|来年|下一阶段)")


def heading_role(title: str, metadata: Metadata) -> str | None:
    """What the chapter under a heading holds: result | goal | task | none, or None where its words do not tell."""
    return _told_by(title, metadata.doc_type, metadata.period)


# Asked for every heading above every sentence; a document has some hundred headings.
@lru_cache(maxsize=4096)
def _told_by(title: str, doc_type: str, period: Period) -> str | None:
    words = fold(title)
    if PROBLEM_TASK.search(words):
        return None
    found = next((each.gives(m) for each in HEADINGS if (m := each.pattern.search(words))), None)
    if _is_past_period(words, period):
        found = "result"
    if found == "task" and doc_type == "summary" and not _NEXT.search(words):
        found = None
    if found == "result":
        return found if _DESCRIBED.search(words) or not opens_with_action(words) else None
    return "task" if _is_ahead(words, doc_type, period) else found


def _is_past_period(heading: str, period: Period) -> bool:
    """Whether the planning period that a heading names is over in the document's first year (“十三五”时期 in 2021)."""
    first = period[0] or period[1]
    periods = _PERIOD.findall(heading)
    return bool(periods and first) and all(2005 + 5 * "一二三四五".index(each) + 5 < (first or 0) for each in periods)


def _is_ahead(heading: str, doc_type: str, period: Period) -> bool:
    """Whether a chapter is about a year to come: 2025年重点工作 in the summary of 2024, in the report given in 2025."""
    first = period[0] or period[1]
    years = [int(year) for year in _YEAR.findall(heading)]
    if not years or not first:
        return False
    if doc_type == "summary":
        return min(years) > first
    return doc_type == "report" and min(years) >= first


def tells_results(metadata: Metadata) -> bool:
    """Whether a document reports on what was done, where its headings say nothing else."""
    return metadata.doc_type in ("summary", "report")


@dataclass(frozen=True, slots=True)
class Course:
    """How a document goes on: whether a preamble opens it, which of its chapters follow the first one of tasks, and
    whether that one plans the year that the document itself is dated to (a report given as the year begins)."""

    begins_with_preamble: bool = False
    ahead: frozenset[Span] = frozenset()
    plans_own_year: bool = False


def course_of(outline: Sequence[Section], metadata: Metadata) -> Course:
    """The course of a document; only a report turns from its look-back to the tasks of the year."""
    chapters = [section for section in outline if section.level == 1] if metadata.doc_type == "report" else []
    turn = next((i for i, each in enumerate(chapters) if heading_role(each.title, metadata) == "task"), None)
    if turn is None:
        return Course(has_preamble(outline))
    # A count that begins anew (三、…, then 第一篇 or 一、) is an annex of its own.
    later = takewhile(lambda each: each.number and not is_first(each.number), chapters[turn + 1:])
    own_year = "今年", f"{metadata.period[0]}年"
    plans_own_year = any(word in fold(chapters[turn].title) for word in own_year)
    return Course(has_preamble(outline), frozenset(each.span for each in later), plans_own_year)


def role_of(path: Sequence[Section], metadata: Metadata, course: Course) -> str:
    """What a sentence under these headings is; the innermost heading that tells decides.

    Under goals a heading such as 产业发展取得成效 is a goal as well; a summary tells what became of its goals.
    """
    roles = [role for section in path if (role := heading_role(section.title, metadata))]
    if metadata.doc_type == "summary" and "task" not in roles:
        roles = [role for role in roles if role != "goal"]
    if roles:
        return "goal" if roles[-1] == "result" and "goal" in roles else roles[-1]
    if not path and course.begins_with_preamble:
        return "preamble"
    ahead = bool(path) and path[0].span in course.ahead
    return "result" if tells_results(metadata) and not ahead else "task"


def role_in_preamble(text: str) -> str:
    """What a sentence of a preamble is: the result of what it looks back on, else the preamble's own."""
    return "result" if _LOOKS_BACK.search(text) and re.search(r"\d", text) else "preamble"


def role_announced(text: str, metadata: Metadata, before: str | None) -> str | None:
    """What a sentence is by its own announcement or by one `before` it in its paragraph."""
    over = before == "result" and _THIS_YEAR_FIRST.match(text)
    return announced_role(text, metadata) or (None if over else before)


def announced_role(text: str, metadata: Metadata) -> str | None:
    """What a sentence announces for itself and the rest of its paragraph: goals, problems, a list of
    recipients, the past year or the year to come."""
    if _GOALS_FOLLOW.search(text):
        return "goal"
    if _PROBLEMS_FOLLOW.search(text) or _DISTRIBUTION.match(text):
        return "none"
    if metadata.doc_type == "report" and _PAST_YEAR_FIRST.match(text):
        return "result"
    opening = _NEXT_YEAR_FIRST.match(text) if metadata.doc_type == "summary" else None
    if opening is None:
        return None
    last = metadata.period[1]
    return "task" if not opening.group(1) or (last and int(opening.group(1)) > last) else None
