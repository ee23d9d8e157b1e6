"""Whether confidence means what it says: of the readings called so sure, how many are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.confidence import FIELDS

SURE = 0.9
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
_NAMES = dict(zip(FIELDS, ("记录", "时限", "数量及指标", "责任单位"), strict=True))


@dataclass(frozen=True, slots=True)
class Called:
    """One reading: its field, how sure it was called (0 to 1), and whether it is right."""

    field: str
    confidence: float
    right: bool


def share_right(called: Sequence[Called]) -> float:
    """The share of right ones, 0 to 1; 1 of none."""
    return sum(each.right for each in called) / len(called) if called else 1.0


def sure_ones(called: Sequence[Called]) -> list[Called]:
    """Those called 0.9 or more."""
    return [each for each in called if each.confidence >= SURE]


def reliability_lines(called: Sequence[Called]) -> list[str]:
    """The table in Chinese: a row for each stretch of confidence, a row for each field, and the two figures."""
    rows = ["把握           条数   平均把握   其中对的"]
    for low, high in pairwise(_BINS):
        inside = [each for each in called if low <= each.confidence < high]
        if inside:
            mean = sum(each.confidence for each in inside) / len(inside)
            rows.append(f"{low:.2f}—{min(high, 1):.2f}  {len(inside):>8}  {mean:>9.1%}  {share_right(inside):>9.1%}")
    rows += [_sure_line(_NAMES[field], [each for each in called if each.field == field]) for field in FIELDS]
    return [*rows, _sure_line("全部", called)]


def _sure_line(name: str, called: Sequence[Called]) -> str:
    sure = sure_ones(called)
    return (f"{name}：{len(called)} 项，对的 {share_right(called):.1%}；把握 ≥ {SURE} 的占 "
            f"{len(sure) / max(1, len(called)):.1%}，其中对的 {share_right(sure):.1%}")
