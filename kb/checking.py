"""What a corrected value may be: the guideline's values and sensible dates, each refusal one Chinese line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from kb.changes import MetadataValue
from kb.errors import KbError
from kb.filters import DOC_TYPES, KINDS
from kb.gold_values import Value
from pipelines.document import Deadline, Quantity

# The guideline's values and what the user calls them.
ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合"}
DEADLINE_TYPES = {"by": "截止", "during": "期间", "recurring": "反复", "event": "事件"}
FREQUENCIES = {"daily": "每日", "weekly": "每周", "monthly": "每月", "quarterly": "每季度", "half_yearly": "每半年",
               "yearly": "每年", "every_n_years": "每几年"}
OPERATORS = {">=": "不少于", "<=": "不超过", "=": "等于", "increase_by": "增长", "decrease_by": "下降", "range": "区间"}
LEVELS = {"national": "国家", "province": "省", "city": "市", "county": "县"}
FIELDS = {"title": "标题", "doc_type": "类型", "issuer": "发文机关", "region": "地区", "level": "层级",
          "period": "年份", "issue_date": "成文日期", "publish_date": "发布日期", "doc_number": "文号"}
_DAYS = ("issue_date", "publish_date")


def choice(name: str, given: str, choices: dict[str, str]) -> str:
    """The key for a key or its Chinese name; KbError for anything else."""
    word = given.strip()
    for key, chinese in choices.items():
        if word in (key, chinese):
            return key
    offered = "、".join(f"{key}（{chinese}）" for key, chinese in choices.items())
    raise KbError(f"没有这种{name}：{given}。可以是：{offered}。")


def check_kind(kind: str) -> str:
    """The kind, also by its Chinese name."""
    return choice("类别", kind, KINDS)


def check_value(value: Value) -> None:
    """KbError where a value is none that the guideline knows."""
    if isinstance(value, Deadline):
        _check_deadline(value)
    elif isinstance(value, Quantity):
        _check_quantity(value)
    else:
        _known("角色", value.role, ROLES)
        if not value.name.strip():
            raise KbError("责任单位的名称是空的。")


def check_metadata(field: str, value: MetadataValue) -> None:
    """KbError where a field does not exist or cannot have this value."""
    _known("项目", field, FIELDS)
    name = FIELDS[field]
    if field == "period":
        _check_period(value)
    elif field in _DAYS:
        if value is not None and not isinstance(value, date):
            raise KbError(f"{name}要是一个日期，例如 2024-01-31。")
    elif value is not None and (not isinstance(value, str) or not value.strip()):
        raise KbError(f"{name}要是文字。")
    elif field == "doc_type":
        _known(name, str(value), DOC_TYPES)
    elif field == "level" and value is not None:
        _known(name, str(value), LEVELS)


def _check_deadline(value: Deadline) -> None:
    _known("时限", value.type, DEADLINE_TYPES)
    if value.start and value.end and value.start > value.end:
        raise KbError(f"时限的起止日期反了：{value.start}—{value.end}。")
    if (value.type == "recurring") != (value.freq is not None):
        raise KbError(f"反复的时限要写多久一次（{'、'.join(FREQUENCIES.values())}），别的时限不写。")
    if value.freq is not None:
        _known("频率", value.freq, FREQUENCIES)
    has = (value.start is not None, value.end is not None)
    if value.type == "by" and has[0]:
        raise KbError("截止的时限只有一个日期，不写开始的日期。")
    if value.type == "event" and any(has):
        raise KbError("随事件而定的时限（例如汛期前）没有日期。")


def _check_quantity(value: Quantity) -> None:
    _known("比较", value.op, OPERATORS)
    figures = [value.value, *([] if value.value_max is None else [value.value_max])]
    if not all(math.isfinite(figure) for figure in figures):
        raise KbError("数值要是一个普通的数。")
    if (value.op == "range") != (value.value_max is not None):
        raise KbError("区间要写下限和上限两个数，别的比较只写一个。")
    if figures != sorted(figures):
        raise KbError(f"区间的下限比上限大：{value.value:g}—{value.value_max:g}。")


def _check_period(value: MetadataValue) -> None:
    years = value if isinstance(value, tuple) else ()
    known = [year for year in years if year is not None]
    if len(years) != 2 or known != sorted(known) or not all(1900 <= year <= 2999 for year in known):
        raise KbError("年份要写一年或起止两年，例如 2024 或 2021-2025。")


def _known(name: str, value: str, choices: Iterable[str]) -> None:
    if value not in choices:
        raise KbError(f"没有这种{name}：{value}。")
