"""Words that tell how far something has come: done, all done, short of it, late, under way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.statements import Statement
from pipelines.extract.numerals import parse_number
from pipelines.extract.word_lists import alternation
from pipelines.rules import Rule, rule

CUES: tuple[Rule, ...] = (
    rule("short of it", alternation("compare_short_of.txt"), lambda m: "short",
         ("项目尚未开工", "short"), ("未能如期投用", "short"), ("距目标还差三个点", "short"), ("已全部建成", None)),
    rule("late", r"比(?:预定|计划|原定|预期)(?:的)?(?:时间|时限)?.{0,4}(?:晚|推迟|延后)|(?:晚|推迟|延后)了?.{1,6}(?:月|天|周)"
         r"|延期至|推迟至|推迟到", lambda m: "late",
         ("比预定时间晚了一个月", "late"), ("验收推迟到次年", "late"), ("比计划提前一个月", None)),
    rule("all done", r"(?:全部|悉数|均已|全数|逐一|全面|按期|如期|圆满|顺利|提前).{0,8}"
         rf"(?:{alternation('compare_done.txt')}|到位|清零|落地|运行|达标|收官|销号)|一[个家户处所村]不[落漏少]|全覆盖|百分之百|"
         r"[^\d]100%", lambda m: "all",
         ("剩余点位全部拆除到位", "all"), ("提前两个月完成", "all"), ("正在推进", None)),
    rule("done", alternation("compare_done.txt"), lambda m: "done",
         ("展览馆已建成开放", "done"), ("出台管理办法", "done"), ("工作有序推进", None)),
    rule("under way", r"正在|有序推进|加快推进|稳步推进|扎实推进|推进中|进展顺利|建设中|逐步|试点|探索|着手|筹备", lambda m: "under way",
         ("编制工作有序推进", "under way"), ("已全部完成", None)),
)
_DISCRETE = re.compile(alternation("compare_discrete.txt"))
_OPEN_ENDED = re.compile(rf"^(?:{alternation('compare_open_ended.txt')})")
# What part of the task the report says was done: 完成年度任务的86%, 占任务数的八成.
SHARES: tuple[Rule, ...] = (
    rule("share of the task", r"(?:完成|占|达到?|为)(?:了)?(?:全年|年度|年初|既定|预定|计划|目标)?(?:任务|目标|计划)(?:数|量|总量)?的?"
         r"(?P<n>\d+(?:\.\d+)?)%", lambda m: float(m["n"]) / 100,
         ("完成年度任务的86%", 0.86), ("占任务数的72.5%", 0.725), ("占比达到86%", None)),
    rule("tenths of the task", r"(?:任务|目标|计划|预期|工程)[^，；]{0,6}(?P<n>[一二三四五六七八九])成", lambda m: parse_number(m["n"]) / 10,
         ("只占任务数的八成多", 0.8), ("贷款利率三成", None)),
)


def cues_of(text: str) -> set[str]:
    """What the words of a report say: short, late, all, done, under way; as many as are told."""
    return {each.gives(match) for each in CUES if (match := each.pattern.search(text))}


def share_done(evidence: Sequence[Statement]) -> float | None:
    """The part of the task that a report says was done (0.86 for 完成年度任务的86%), None where it does not say."""
    found = (each.gives(match) for piece in evidence for each in SHARES if (match := each.pattern.search(piece.text)))
    return next(found, None)


def is_discrete(commitment: Statement) -> bool:
    """Whether a commitment is a measure that is either done or not (issue, set up, hold), not an open-ended effort."""
    return bool(_DISCRETE.search(commitment.text)) and not _OPEN_ENDED.search(commitment.text)
