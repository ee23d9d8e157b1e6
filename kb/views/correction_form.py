"""The widgets of the correction form: a record's kind, its values a line each, and an empty line for one more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from kb.checking import DEADLINE_TYPES, FREQUENCIES, OPERATORS, ROLES
from kb.filters import KINDS
from kb.gold_values import Value, values
from kb.views.correction_entries import Entry, written
from kb.views.markup import element, joined
from pipelines.document import Record

Column = st.delta_generator.DeltaGenerator
_Visibility = Literal["visible", "collapsed"]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a value: its label, the width of its column, what may be chosen, and what an empty one says."""

    label: str
    width: float
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    may_be_empty: bool = True


_WORDS, _GONE = 1.6, 0.6
_DAY = "如 2024-06-30"
_FIELDS: Mapping[str, tuple[str, Mapping[str, _Field]]] = {
    "deadlines": ("时限", {
        "type": _Field("类型", 1, DEADLINE_TYPES, "自动", may_be_empty=False), "start": _Field("开始", 1.2, hint=_DAY),
        "end": _Field("截止", 1.2, hint=_DAY), "freq": _Field("多久一次", 1, FREQUENCIES, "无")}),
    "quantities": ("指标", {
        "indicator": _Field("指标", 1.9, hint="量的是什么"), "op": _Field("比较", 0.9, OPERATORS, "自动", False),
        "value": _Field("数值", 0.9, hint="如 2万"), "value_max": _Field("上限", 0.8, hint="区间才写"),
        "unit": _Field("单位", 0.7, hint="如 个")}),
    "units": ("责任单位", {
        "name": _Field("名称", 3, hint="如 市民政局"), "role": _Field("角色", 1, ROLES, "默认负责", False)}),
}
_MORE = {"deadlines": "再加一个：原文的字，如 6月底前", "quantities": "再加一个：原文的字，如 2万个",
         "units": "再加一个：原文另有写法时写"}


def choose_kind(record: Record, key: str) -> str:
    """The kind that is chosen; `key` tells this opening of the form from all others."""
    return st.segmented_control("类别", list(KINDS), default=record.kind, required=True, key=f"{key}_kind",
                                format_func=KINDS.__getitem__)


def fill_in(record: Record, key: str) -> list[Entry]:
    """A line for each value of the record and an empty one of each kind, as they are filled in; `key` as above."""
    entries: list[Entry] = []
    for holder in _FIELDS:
        for index, value in enumerate((*values(record, holder), None)):
            entries.append(_line(holder, value, f"{key}_{holder}_{index}", labelled=index == 0))
    return entries


def _line(holder: str, value: Value | None, key: str, labelled: bool) -> Entry:
    name, fields = _FIELDS[holder]
    visibility: _Visibility = "visible" if labelled else "collapsed"
    first, *columns, last = st.columns([_WORDS, *(each.width for each in fields.values()), _GONE], gap="small",
                                       vertical_alignment="bottom")
    filled: dict[str, str] = {}
    if value is None:
        filled["text"] = first.text_input(name, key=f"{key}_text", placeholder=_MORE[holder],
                                          label_visibility=visibility)
    else:
        group = element("div", name, cls="group") if labelled else ""
        first.html(joined((group, element("div", value.text, cls="words", title=value.text))))
    for column, (key_of, each) in zip(columns, fields.items(), strict=True):
        fill = _choose if each.choices else _write
        filled[key_of] = fill(column, each, _shown(value, key_of), f"{key}_{key_of}", visibility)
    gone = value is not None and last.checkbox("去掉", key=f"{key}_gone")
    return Entry(holder, value, filled, gone)


def _choose(column: Column, field: _Field, shown: str, key: str, visibility: _Visibility) -> str:
    options = [*field.choices] if shown and not field.may_be_empty else ["", *field.choices]
    names = {"": field.hint, **field.choices}
    return column.selectbox(field.label, options, options.index(shown), format_func=names.__getitem__, key=key,
                            label_visibility=visibility)


def _write(column: Column, field: _Field, shown: str, key: str, visibility: _Visibility) -> str:
    return column.text_input(field.label, shown, key=key, placeholder=field.hint, label_visibility=visibility)


def _shown(value: Value | None, name: str) -> str:
    """A value's field as the form shows it, "" for none."""
    content = getattr(value, name, None)
    return written(content) if isinstance(content, float | int) else str(content or "")
