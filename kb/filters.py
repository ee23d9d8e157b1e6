"""What can be asked of a record beside words: the fields, their Chinese names, and reading them from text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from kb.errors import KbError

# The guideline's values and what the user calls them.
DOC_TYPES = {"plan": "工作计划", "summary": "工作总结", "five_year_plan": "五年规划", "report": "报告",
             "policy": "政策文件", "other": "其他"}
KINDS = {"task": "任务", "target": "目标", "result": "结果"}
# What a kind in a filter means beside itself: what is planned, with or without a figure.
KIND_GROUPS = {"planned": ("task", "target")}
FREQUENCIES = {"daily": "每天", "weekly": "每周", "monthly": "每月", "quarterly": "每季度", "half_yearly": "每半年",
               "yearly": "每年", "every_n_years": "每几年"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a record: its unit is one of `units` (any where none is named), its value within the bounds.

    Both bounds are included; 万 and 亿 are multiplied out.
    """

    units: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float, greatest: float) -> bool:
        """Whether a figure (of a range both ends) lies within the bounds, in part at least."""
        return (self.at_least is None or greatest >= self.at_least) and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that a record must meet, all at once; None (False) asks nothing.

    type: a key of DOC_TYPES; kind: a key of KINDS or KIND_GROUPS; year: a year that the document plans or reports on,
    with year_to the first of several; region, issuer: characters of the name in their order, in either script; unit: a
    name or part of one, which finds all spellings of that body (住建局: 住房和城乡建设局), or a body's key (kb.units);
    body: a body that carries the record or has issued its document; due_before, due_after: days, both included, for
    the end of a deadline; freq: a key of FREQUENCIES, of a deadline that recurs; has_quantity: only records with a
    figure, amount: with such a one; phrases: what must stand verbatim in the quote, script and white space aside; doc:
    the doc_id of one document.
    """

    type: str | None = None
    kind: str | None = None
    year: int | None = None
    year_to: int | None = None
    region: str | None = None
    issuer: str | None = None
    unit: str | None = None
    body: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    freq: str | None = None
    has_quantity: bool = False
    amount: Amount | None = None
    phrases: tuple[str, ...] = ()
    doc: str | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return self != Filters()


def checked(filters: Filters) -> Filters:
    """The filters with the Chinese names of type and kind resolved; KbError for a value that cannot be met."""
    kept = replace(filters, type=_choice("文件类型", filters.type, DOC_TYPES),
                   kind=filters.kind if filters.kind in KIND_GROUPS else _choice("类别", filters.kind, KINDS))
    if kept.year is not None and not 1900 <= kept.year <= 2999:
        raise KbError(f"年份不对：{kept.year}。请写四位数的年份，例如 2023。")
    if kept.year_to is not None and (kept.year is None or kept.year_to < kept.year):
        raise KbError(f"年份的范围不对：{kept.year or ''}—{kept.year_to}。请先写早的一年，再写晚的一年。")
    if kept.due_before and kept.due_after and kept.due_before < kept.due_after:
        raise KbError(f"期限的范围是空的：{kept.due_after} 之后、{kept.due_before} 之前。请对调两个日期。")
    for name, value in (("地区", kept.region), ("发文机关", kept.issuer), ("责任单位", kept.unit)):
        if value is not None and not value.strip():
            raise KbError(f"{name}是空的。请写名称或其中一部分，或去掉这个条件。")
    return kept


def _choice(name: str, value: str | None, choices: dict[str, str]) -> str | None:
    """The key for a key or its Chinese name."""
    keys = {chinese: key for key, chinese in choices.items()}
    if value is None or value in choices:
        return value
    if value not in keys:
        offered = "、".join(f"{key}（{chinese}）" for key, chinese in choices.items())
        raise KbError(f"没有这种{name}：{value}。可以是：{offered}。")
    return keys[value]


def parse_year(text: str) -> int:
    """The year in 2023 or 2023年; KbError for anything else."""
    if not (match := re.fullmatch(r"((?:19|2\d)\d\d)年?", text.strip())):
        raise KbError(f"年份不对：{text}。请写四位数的年份，例如 2023。")
    return int(match[1])


def parse_day(text: str) -> date:
    """The day in 2023-06-30, 2023/6/30 or 2023年6月30日; KbError for anything else."""
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip())
    try:
        return date(*map(int, match.groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError) as error:
        raise KbError(f"日期不对：{text}。请写成 2023-06-30 这样。") from error
