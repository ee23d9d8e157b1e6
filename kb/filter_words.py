"""Conditions in words, as lists, tables and workbooks name them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kb.filters import DOC_TYPES, FREQUENCIES, KINDS, Amount, Filters

_KIND_GROUPS = {"planned": "任务或目标"}


def filter_words(filters: Filters) -> tuple[str, ...]:
    """Each condition with its name, as 文种：工作计划; () where nothing is asked.

    Takes keys and Chinese names alike.
    """
    named = (("文种", DOC_TYPES.get(filters.type or "", filters.type)),
             ("类别", {**KINDS, **_KIND_GROUPS}.get(filters.kind or "", filters.kind)),
             ("年份", _range(filters.year, filters.year_to)), ("地区", filters.region), ("发文机关", filters.issuer),
             ("责任单位", filters.unit), ("单位", filters.body), ("时限", _days(filters.due_after, filters.due_before)),
             ("频次", FREQUENCIES.get(filters.freq or "", filters.freq)),
             ("指标", _amount(filters.amount) if filters.amount else None),
             ("原文有", "、".join(f"“{phrase}”" for phrase in filters.phrases)), ("文件", filters.doc))
    return (*(f"{name}：{value}" for name, value in named if value), *(("有数量指标",) if filters.has_quantity else ()))


def _range(first: int | None, last: int | None) -> str | None:
    return f"{first}—{last}" if last and last != first else str(first) if first else None


def _days(first: date | None, last: date | None) -> str | None:
    if first and last:
        return f"{first}至{last}"
    return f"{first}起" if first else f"不晚于{last}" if last else None


def _amount(amount: Amount) -> str:
    def parts() -> Iterator[str]:
        """The bounds that are set."""
        if amount.at_least is not None:
            yield f"≥{amount.at_least:.15g}"
        if amount.at_most is not None:
            yield f"≤{amount.at_most:.15g}"

    bounds = "、".join(parts()) or "有数字"
    return f"{bounds}（{'、'.join(amount.units)}）" if amount.units else bounds
