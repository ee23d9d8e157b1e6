"""The annotation guideline's JSON back into the types: what kb.gold_format writes, read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.document import Deadline, Metadata, Quantity, Record, ResponsibleUnit, Span

Value = Deadline | Quantity | ResponsibleUnit
Form = Mapping[str, Any]
# The three kinds of values: their key in a gold record and what it holds.
HOLDERS: dict[str, type[Value]] = {"deadlines": Deadline, "quantities": Quantity, "units": ResponsibleUnit}


def holder_of(value: Value) -> str:
    """The key of a gold record under which a value stands."""
    return next(holder for holder, kind in HOLDERS.items() if isinstance(value, kind))


def value_of(holder: str, form: Form) -> Value:
    """A value from its form with `span` and `confidence`; `holder` is a key of HOLDERS."""
    span, rest = Span(*form["span"]), (float(form["confidence"]), bool(form.get("confirmed", False)))
    if holder == "deadlines":
        return Deadline(form["text"], form["type"], day_of(form["start"]), day_of(form["end"]), form["freq"],
                        span, *rest)
    if holder == "quantities":
        return Quantity(form["text"], form["indicator"], form["op"], form["value"], form["value_max"], form["unit"],
                        span, *rest)
    return ResponsibleUnit(form["name"], form["role"], form["text"], span, *rest)


def record_of(form: Form) -> Record:
    """A record from what kb.gold_format.record_format gave."""
    record = Record(form["id"], form["kind"], form["quote"], Span(*form["span"]), tuple(form["section"]), (), (), (),
                    float(form["confidence"]), bool(form.get("confirmed", False)))
    for holder in HOLDERS:
        for each in form[holder]:
            record = with_value(record, value_of(holder, each))
    return record


def metadata_of(form: Form) -> Metadata:
    """Metadata from what kb.gold_format.metadata_format gave."""
    first, last = form["period"]
    return Metadata(form["title"], form["doc_type"], form["issuer"], form["region"], form["level"], (first, last),
                    day_of(form["issue_date"]), day_of(form["publish_date"]), form["doc_number"],
                    tuple(form.get("confirmed", ())))


def values(record: Record, holder: str) -> tuple[Value, ...]:
    """The values of one kind of a record; `holder` is a key of HOLDERS."""
    found: tuple[Value, ...] = getattr(record, holder)
    return found


def with_value(record: Record, value: Value) -> Record:
    """The record with one more value, each kind in the order of its places."""
    holder = holder_of(value)
    return _holding(record, holder, sorted((*values(record, holder), value), key=lambda each: each.span.start))


def without(record: Record, gone: Iterable[Value]) -> Record:
    """The record without these of its values."""
    left_out = list(gone)
    for holder in HOLDERS:
        record = _holding(record, holder, [each for each in values(record, holder) if each not in left_out])
    return record


def _holding(record: Record, holder: str, held: Iterable[Value]) -> Record:
    changed: dict[str, Any] = {holder: tuple(held)}
    return replace(record, **changed)


def day_of(text: str | None) -> date | None:
    """A day from its ISO form."""
    return date.fromisoformat(text) if text else None
