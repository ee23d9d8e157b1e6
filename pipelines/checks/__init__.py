"""Consistency checks: a document in, findings out; each check is a module, CHECKS lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.checks.dates import find_dates
from pipelines.checks.finding import Finding
from pipelines.checks.growth import find_growth
from pipelines.checks.missing_units import find_missing_units
from pipelines.checks.parts import find_parts
from pipelines.checks.repeats import find_repeats
from pipelines.checks.same_indicator import find_same_indicator
from pipelines.checks.shares import find_shares
from pipelines.checks.sums import find_sums
from pipelines.checks.time_limits import find_time_limits
from pipelines.checks.view import View, look_at
from pipelines.checks.years import find_years
from pipelines.document import Document


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name in Finding.check, its Chinese name for users, and the function that finds."""

    name: str
    title: str
    find: Callable[[View], Iterator[Finding]]


CHECKS: tuple[Check, ...] = (
    Check("sums", "分项与总数", find_sums),
    Check("parts", "部分与总体", find_parts),
    Check("shares", "比率与数字", find_shares),
    Check("growth", "变化与数字", find_growth),
    Check("same_indicator", "同一指标两个数", find_same_indicator),
    Check("time_limits", "期限与成文日期、计划年度", find_time_limits),
    Check("missing_units", "有期限、没有责任单位", find_missing_units),
    Check("years", "年份与标题", find_years),
    Check("dates", "日期", find_dates),
    Check("repeats", "重复的任务", find_repeats),
)


def findings(document: Document) -> list[Finding]:
    """What is inconsistent in a document, in the order of its text."""
    view = look_at(document)
    found = [finding for check in CHECKS for finding in check.find(view)]
    return sorted(found, key=lambda finding: (finding.spans[0].start, finding.check))
