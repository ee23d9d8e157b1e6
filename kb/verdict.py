"""What a report says of a commitment: one of the guideline's six verdicts, the figures side by side, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.cues import (
    came_late,
    clause_cues,
    cues_of,
    is_discrete,
    is_open_ended,
    is_outcome,
    is_part_of_list,
    is_state,
    names_a_state,
    repeats_measure,
    share_done,
    turned_out_well,
)
from kb.figures import Comparison, by_ratio, compare_figures, promised
from kb.statements import Statement
from pipelines.document import Quantity

VERDICTS = {"met": "已达到", "exceeded": "超额完成", "partly": "部分完成", "missed": "未达到", "progress": "有进展",
            "unreported": "未提及"}
# From the worst to the best; of several promised figures the worst two tell.
_ORDER = ("missed", "partly", "met", "exceeded")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict; `ratio` is actual over target, None where nothing was compared; `reason` is one Chinese sentence."""

    verdict: str
    target: Quantity | None
    actual: Quantity | None
    ratio: float | None
    reason: str


def judge(commitment: Statement, evidence: Sequence[Statement]) -> Judgement:
    """The verdict on a commitment (folded text) by the pieces of evidence that were found for it, best first."""
    if not evidence:
        return _told("unreported", "总结中没有找到与此事项相关的表述。")
    compared = compare_figures(commitment, evidence)
    if compared:
        return _by_figures(compared)
    done = share_done(evidence)
    if done is not None:
        verdict = by_ratio(done)
        return Judgement(verdict, None, None, done, f"总结称完成了任务的{done:.0%}。")
    return _by_words(commitment, evidence)


def _by_figures(compared: Sequence[Comparison]) -> Judgement:
    first = compared[0]
    worst = min(compared, key=lambda each: _ORDER.index(each.verdict))
    if len(compared) > 1 and worst.verdict in ("partly", "missed") and first.verdict != worst.verdict:
        reason = f"{first.reason[:-1]}；但{worst.reason}"
        return Judgement("partly", worst.target, worst.actual, worst.ratio, reason)
    return Judgement(first.verdict, first.target, first.actual, first.ratio, first.reason)


def _by_words(commitment: Statement, evidence: Sequence[Statement]) -> Judgement:
    cues = [cues_of(piece.text) | ({"short"} if piece.problem else set()) for piece in evidence]
    told = set().union(*cues)
    if told & {"short", "late"}:
        return _short_of(told, cues, evidence)
    if came_late(commitment, evidence):
        return _told("partly", "总结称已完成，但晚于预定时间。")
    if is_part_of_list(commitment, evidence):
        return _told("partly", "计划列出的几项中，总结称有的已完成，有的还没有。")
    figures = bool(promised(commitment))
    if "all" in told and (figures or not is_open_ended(commitment)):
        return _told("met", "总结称已全部完成。")
    if figures:
        return _told("progress", "总结提到此项工作，但没有给出所承诺的数字。")
    return _by_progress(commitment, evidence, told, cues[0] == {"under way"})


def _by_progress(commitment: Statement, evidence: Sequence[Statement], told: set[str], only_under_way: bool
                 ) -> Judgement:
    """Done or on the way, where nothing is short of it and no figure was promised."""
    discrete = is_discrete(commitment) and "done" in told
    if discrete and "half way" in told:
        return _told("progress", "总结提到此项举措，但还在中间环节，没有办结。")
    if is_state(commitment) or (names_a_state(commitment) and turned_out_well(evidence)):
        return _told("met", "总结称这一状态已经实现。")
    if is_outcome(commitment, evidence):
        return _told("met", "总结称此事项已见成效。")
    if (discrete and not only_under_way) or ("under way" not in told and repeats_measure(commitment, evidence)):
        return _told("met", "总结称此项举措已完成。")
    return _told("progress", "总结提到此项工作的进展，没有说明是否完成。")


def _told(verdict: str, reason: str) -> Judgement:
    return Judgement(verdict, None, None, None, reason)


def _short_of(told: set[str], cues: Sequence[set[str]], evidence: Sequence[Statement]) -> Judgement:
    if "late" in told and "short" not in told:
        return _told("partly", "总结称已完成，但晚于预定时间。")
    if any("short" not in each for each in cues) or _half_done(evidence):
        return _told("partly", "总结称已完成一部分或已开展，同时承认尚有不足。")
    if "rest" in told and "done" in told:
        return _told("partly", "总结称完成了一部分，其余尚未完成。")
    return _told("missed", "总结承认此事项未完成或仍未解决。")


def _half_done(evidence: Sequence[Statement]) -> bool:
    """Whether one clause tells of something done and another of what is not: 三条路通车，另一条未能打通."""
    clauses = [cues for piece in evidence for cues in clause_cues(piece.text)]
    done = any(cues & {"done", "all"} and not cues & {"short", "under way", "half way"} for cues in clauses)
    return done and any("short" in cues for cues in clauses) and not any(piece.problem for piece in evidence)
