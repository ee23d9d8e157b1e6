"""Words that tell how far something has come: done, all done, short of it, late, under way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.statements import Statement
from pipelines.extract.actions import opens_with_action
from pipelines.extract.numerals import parse_number
from pipelines.extract.word_lists import alternation
from pipelines.rules import Rule, rule

_DONE = alternation("compare_done.txt")
CUES: tuple[Rule, ...] = (
    rule("short of it", alternation("compare_short_of.txt"), lambda m: "short",
         ("项目尚未开工", "short"), ("未能如期投用", "short"), ("距目标还差三个点", "short"), ("已全部建成", None)),
    rule("late", alternation("compare_late.txt"), lambda m: "late",
         ("比预定时间晚了一个月", "late"), ("验收推迟到次年", "late"), ("比计划提前一个月", None)),
    rule("a rest is left", alternation("compare_rest.txt"), lambda m: "rest",
         ("其余两栋仍在加固", "rest"), ("全部加固", None)),
    rule("all done", rf"{alternation('compare_all_done.txt')}|(?:如期|按期|圆满|顺利|提前|按时)[^，]{{0,8}}(?:{_DONE})",
         lambda m: "all", ("剩余点位全部拆除到位", "all"), ("提前两个月完成", "all"), ("保单一家不落", "all"),
         ("正在推进", None)),
    rule("done", _DONE, lambda m: "done",
         ("展览馆已建成开放", "done"), ("出台管理办法", "done"), ("工作有序推进", None)),
    rule("under way", alternation("compare_under_way.txt"), lambda m: "under way",
         ("编制工作有序推进", "under way"), ("已全部完成", None)),
)
# What part of the task the report says was done: 完成年度任务的86%, 占任务数的八成.
SHARES: tuple[Rule, ...] = (
    rule("share of the task", r"(?:完成|占|达到?|为)了?(?:全年|年度|年初|既定|预定|计划|目标)?(?:任务|目标|计划)"
         r"(?:数|量|总量)?的?(?P<n>\d+(?:\.\d+)?)%", lambda m: float(m["n"]) / 100,
         ("完成年度任务的86%", 0.86), ("占任务数的72.5%", 0.725), ("占比达到86%", None)),
    rule("tenths of the task", r"(?:任务|目标|计划|预期|工程)[^，；]{0,6}(?P<n>[一二三四五六七八九])成",
         lambda m: parse_number(m["n"]) / 10, ("只占任务数的八成多", 0.8), ("贷款利率三成", None)),
)
_DISCRETE = re.compile(alternation("compare_discrete.txt"))
_OPEN_ENDED = re.compile(rf"^(?:{alternation('compare_open_ended.txt')})")
_STATE = re.compile(rf"(?:{alternation('compare_states.txt')})[^，]{{0,4}}$")


def cues_of(text: str) -> set[str]:
    """What the words of a report say: short, late, all, done, under way; as many as are told."""
    return {each.gives(match) for each in CUES if (match := each.pattern.search(text))}


def share_done(evidence: Sequence[Statement]) -> float | None:
    """The part of the task that a report says was done (0.86 for 完成年度任务的86%), None where it does not say."""
    found = (each.gives(match) for piece in evidence for each in SHARES if (match := each.pattern.search(piece.text)))
    return next(found, None)


def is_open_ended(commitment: Statement) -> bool:
    """Whether a commitment is an effort that never ends (持续深化…), which work on it does not complete."""
    return bool(_OPEN_ENDED.search(commitment.text))


def is_discrete(commitment: Statement) -> bool:
    """Whether a commitment is a measure that is either done or not (issue, set up, hold)."""
    return bool(_DISCRETE.search(commitment.text)) and not is_open_ended(commitment)


def is_state(commitment: Statement) -> bool:
    """Whether a commitment names a state to be reached and no action: 国际收支基本平衡, 浓度继续下降."""
    text = commitment.text.rstrip("，；。")
    return bool(_STATE.search(text)) and not any(opens_with_action(clause) for clause in text.split("，"))
