"""Words that tell how far something has come: done, all done, short of it, late, under way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.letters import alike
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
    rule("half way", alternation("compare_interim.txt"), lambda m: "half way",
         ("规划已形成初稿", "half way"), ("方案已印发", None)),
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
# What was short of it before and is told of only as what was dealt with: 针对上年回收滞后的问题，去年结转的设备.
_OVERCOME = re.compile(r"针对[^，。；]*?[，的]|(?:去年|上年|上年度|年初)[^，。；]{0,6}(?:结转|顺延|延后)的?"
                       r"|多年[^，。；]{2,14}的|克服[^，。；]{2,24}(?:困难|影响)|在克服[^，。；]*后")
_CLAUSE = re.compile(r"[，；。]")
_OUTCOME = re.compile(alternation("compare_outcomes.txt"))
# 甲路、乙街、丙村3个: names between enumeration marks, the last one before its number.
_ENUMERATED = re.compile(r"(?:(?<=、)|(?<=[，完通造设]))[㐀-鿿]{2,8}(?=、|\d)|[㐀-鿿]{2,8}(?=、)")
_ONGOING = re.compile(r"不断|持续|进一步|逐步|加快|继续")
_PREVENTS = re.compile(r"防止|防范|杜绝|遏制|避免|守住|守牢|不发生|不因")
_KEPT = re.compile(r"守住|守牢|未发生|没有发生|零发生|未出现|没有出现")
_NOT_YET = {"short", "under way", "half way"}
_LIKE = 0.3  # from 0.2 to 0.3 the same of our own pairs, above it fewer
_EFFORT = re.compile(r"^(?:继续|进一步|积极|大力|切实|全面|稳步|加快|深入|持续|不断)+")
_MEASURES = frozenset(("提高", "制定", "出台", "建立", "设立", "取消", "降低", "下调"))
_DUE = re.compile(r"(\d{1,2})月(?:底|末|上旬|中旬|下旬|份)?[^，]{0,2}前")
_MONTH = re.compile(r"(\d{1,2})月")
_DISCRETE = re.compile(alternation("compare_discrete.txt"))
_OPEN_ENDED = re.compile(rf"^(?:{alternation('compare_open_ended.txt')})")
_STATE = re.compile(rf"(?:{alternation('compare_states.txt')})[^，]{{0,4}}$")


def cues_of(text: str) -> set[str]:
    """What the words of a report say: short, late, all, done, under way; as many as are told."""
    plain = _OVERCOME.sub("", text)
    return {each.gives(match) for each in CUES if (match := each.pattern.search(plain))}


def clause_cues(text: str) -> list[set[str]]:
    """The same for each clause of the text, in order."""
    return [cues_of(clause) for clause in _clauses(_OVERCOME.sub("", text))]


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


def names_a_state(commitment: Statement) -> bool:
    """Whether a clause of a commitment names a state to be reached: 杠杆率保持稳定，各类风险有序防控."""
    return any(_STATE.search(clause) and not opens_with_action(clause) for clause in _clauses(commitment.text))


def is_outcome(commitment: Statement, evidence: Sequence[Statement]) -> bool:
    """Whether the clause of the evidence that is most like the commitment says that things turned out well.

    Also where the action has become what its object has reached (巩固拓展成果: 成果巩固拓展), and where the harm that
    is to be prevented did not come about (防止…风险: 守住底线).
    """
    clauses = [clause for piece in evidence for clause in _clauses(piece.text)]
    nearest = max(clauses, key=lambda clause: alike(commitment.text, clause), default="")
    turned = nearest[-2:] in commitment.text[:4] and not _ONGOING.search(nearest)
    reached = turned or _OUTCOME.search(nearest)
    kept = _PREVENTS.search(commitment.text) and any(_KEPT.search(clause) for clause in clauses)
    return bool(kept) or (alike(commitment.text, nearest) >= _LIKE and bool(reached))


def turned_out_well(evidence: Sequence[Statement]) -> bool:
    """Whether any piece says that things turned out well: 回升, 好转, 守住, 超过."""
    return any(_OUTCOME.search(piece.text) for piece in evidence)


def repeats_measure(commitment: Statement, evidence: Sequence[Statement]) -> bool:
    """Whether a measure that is taken or not (提高, 制定, 取消) opens the commitment and stands in the report."""
    opening = _EFFORT.sub("", commitment.text)[:2]
    return opening in _MEASURES and any(opening in piece.text for piece in evidence)


def came_late(commitment: Statement, evidence: Sequence[Statement]) -> bool:
    """Whether what was to be done by the end of a month was done in a later one (5月底前建成: 9月完成调试)."""
    due = [int(month) for month in _DUE.findall(commitment.text)]
    done = [min(map(int, months)) for piece in evidence for clause in _clauses(piece.text)
            if "done" in cues_of(clause) and (months := _MONTH.findall(clause))]
    return bool(due and done) and max(done) > max(due)


def is_part_of_list(commitment: Statement, evidence: Sequence[Statement]) -> bool:
    """Whether of several named objects one is told of as done and another as not (甲村、乙村完工，丙村正在布展)."""
    names = {name for name in _ENUMERATED.findall(commitment.text) if "的" not in name}
    clauses = [clause for piece in evidence for clause in _clauses(piece.text)]
    told = [(clause, cues_of(clause)) for clause in clauses if any(name in clause for name in names)]
    done = any(cues & {"done", "all"} and not cues & _NOT_YET for _, cues in told)
    return len(names) > 1 and done and any(cues & _NOT_YET for _, cues in told)


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]
