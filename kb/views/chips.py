"""A record's kind, deadlines, quantities and units as small labelled chips."""

from __future__ import annotations

from datetime import date

from kb.filters import FREQUENCIES, KINDS
from kb.gold_format import HasValues
from kb.views.markup import Html, element, joined
from kb.views.text import percent, plain_number
from pipelines.document import Deadline, Quantity, ResponsibleUnit

ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合"}
_OPERATORS = {">=": "≥", "<=": "≤", "=": "", "increase_by": "增加", "decrease_by": "减少", "range": ""}
# At and below this probability of being right staff are told to check a reading: 15 % of values, 45 % of all errors.
LOW_CONFIDENCE = 0.8


def kind_chip(kind: str, confidence: float | None = None) -> Html:
    """The kind of a record in its colour."""
    return element("span", KINDS.get(kind, kind), doubt(confidence), cls=f"chip kind {kind}")


def value_chips(holder: HasValues) -> Html:
    """All deadlines, quantities and units of a record or a hit."""
    return joined((*map(deadline_chip, holder.deadlines), *map(quantity_chip, holder.quantities),
                   *map(unit_chip, holder.units)))


def deadline_chip(value: Deadline) -> Html:
    """When: the words of the text and the days that they mean."""
    return _chip("deadline", "时限", value.text, deadline_reading(value), value.confidence)


def quantity_chip(value: Quantity) -> Html:
    """What is measured and the figure; the words of the text in the tooltip."""
    return _chip("quantity", "指标", value.indicator or "", quantity_reading(value), value.confidence, value.text)


def unit_chip(value: ResponsibleUnit) -> Html:
    """Who, and in which role."""
    return _chip("unit", ROLES.get(value.role, value.role), value.name, "", value.confidence, value.text)


def doubt(confidence: float | None) -> Html:
    """The mark of a reading that should be checked, nothing for a sure one."""
    if confidence is None or confidence > LOW_CONFIDENCE:
        return Html("")
    return element("span", f"机器判读 {percent(confidence)}", cls="doubt", title="把握不大，请对照原文核实")


def deadline_reading(value: Deadline) -> str:
    """The days of a deadline: 至2024-06-30, 2024-03-01至2024-11-30, 每季度, 视事件而定."""
    freq = FREQUENCIES.get(value.freq or "", "")
    if value.type == "event":
        return "视事件而定"
    return "，".join(filter(None, (freq, _days(value.start, value.end))))


def _days(start: date | None, end: date | None) -> str:
    if start and end:
        return str(start) if start == end else f"{start}至{end}"
    return f"{start}起" if start else f"至{end}" if end else ""


def quantity_reading(value: Quantity) -> str:
    """The figure of a quantity: ≥100%, 1.33万个, 增加6.8%, 1—2个."""
    unit = value.unit or ""
    if value.op == "range" and value.value_max is not None:
        return f"{plain_number(value.value)}—{plain_number(value.value_max)}{unit}"
    return f"{_OPERATORS.get(value.op, value.op)}{plain_number(value.value)}{unit}"


def _chip(cls: str, label: str, words: str, reading: str, confidence: float, tooltip: str | None = None) -> Html:
    return element("span", element("b", label), element("span", words), element("i", reading) if reading else "",
                   doubt(confidence), cls=f"chip {cls}", title=f"原文：{tooltip}" if tooltip else None)
