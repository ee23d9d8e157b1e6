"""What a user filled into the correction form, as changes of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kb.changes import Change, KindChange, ValueChange
from kb.correction_forms import deadline_change, figure, quantity_change, unit_change
from kb.errors import KbError
from kb.filters import parse_day
from kb.gold_values import Value
from pipelines.document import Deadline, Document, Quantity, Record
from pipelines.fold import fold

# A new value's fields in the order and under the names of kb.correction_forms.
_QUANTITY = {"indicator": "指标", "op": "比较", "value": "数值", "value_max": "上限", "unit": "单位"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the form: the value that it shows, None for a new one of this holder, and what was filled in.

    The keys of `fields` are the names of the value's fields; "" stands for nothing. `gone`: it is to be taken away.
    """

    holder: str
    old: Value | None
    fields: Mapping[str, str]
    gone: bool = False


def entered_changes(record: Record, document: Document, kind: str, entries: Iterable[Entry]) -> list[Change]:
    """What the form changes in the record, none where all stands as it was; KbError in Chinese for wrong input."""
    kinds: list[Change] = [KindChange(record.id, kind)] if kind != record.kind else []
    return [*kinds, *_value_changes(record, document, entries)]


def _value_changes(record: Record, document: Document, entries: Iterable[Entry]) -> Iterator[ValueChange]:
    for entry in entries:
        fields = {name: text.strip() for name, text in entry.fields.items()}
        if entry.old is None:
            if any(fields.values()):
                yield _NEW[entry.holder](fields, record, document)
        elif entry.gone:
            yield ValueChange(record.id, entry.old, None)
        elif (new := _edited(entry.old, fields)) != entry.old:
            yield ValueChange(record.id, entry.old, new)


def _edited(old: Value, fields: Mapping[str, str]) -> Value:
    if isinstance(old, Deadline):
        return _edited_deadline(old, fields)
    if isinstance(old, Quantity):
        return _edited_quantity(old, fields)
    if not fields["name"]:
        raise KbError("责任单位的名称是空的。要去掉它，请勾“去掉”。")
    return replace(old, name=fold(fields["name"]), role=fields["role"])


def _edited_deadline(old: Deadline, fields: Mapping[str, str]) -> Deadline:
    start, end = (parse_day(fields[name]) if fields[name] else None for name in ("start", "end"))
    new = replace(old, type=fields["type"], start=start, end=end, freq=fields["freq"] or None)
    if new != old and new.type in ("by", "during") and not (start or end):
        raise KbError(f"时限“{old.text}”缺日期，请写成 2024-06-30 这样。")
    return new


def _edited_quantity(old: Quantity, fields: Mapping[str, str]) -> Quantity:
    if not fields["value"]:
        raise KbError(f"数量“{old.text}”缺数值。要去掉它，请勾“去掉”。")
    return replace(old, indicator=fields["indicator"] or None, op=fields["op"], unit=fields["unit"] or None,
                   value=_same_or_new(old.value, fields["value"]),
                   value_max=_same_or_new(old.value_max, fields["value_max"]) if fields["value_max"] else None)


def _same_or_new(old: float | None, text: str) -> float:
    """The figure as it was where the form still shows it so, else as it is written now."""
    return old if old is not None and text == written(old) else figure(text)


def written(value: float | None) -> str:
    """A figure as the form shows it."""
    return "" if value is None else f"{value:.15g}"


def _new_deadline(fields: Mapping[str, str], record: Record, document: Document) -> ValueChange:
    """By its words alone the program reads it; with days a type need not be chosen."""
    words = _words("时限", fields)
    days, freq = (fields["start"], fields["end"]), fields["freq"]
    kind = fields["type"] or ("recurring" if freq else "during" if days[0] else "by" if days[1] else "")
    between = "..".join(days) if days[0] else days[1]
    return deadline_change(f"{words}={':'.join(filter(None, (kind, between, freq)))}", record, document)


def _new_quantity(fields: Mapping[str, str], record: Record, document: Document) -> ValueChange:
    """What is not filled in is read from its words by the program."""
    form = ",".join(f"{name}:{fields[key]}" for key, name in _QUANTITY.items() if fields[key])
    return quantity_change(f"{_words('数量', fields)}={form}", record, document)


def _new_unit(fields: Mapping[str, str], record: Record, document: Document) -> ValueChange:
    if not fields["name"]:
        raise KbError("要加的责任单位没有写名称。")
    return unit_change(f"{fields['name']}={fields['role']}:{fields['text']}", record, document)


def _words(name: str, fields: Mapping[str, str]) -> str:
    """The words of the text; only their letters and digits count, and the equals sign means something else."""
    if not fields["text"]:
        raise KbError(f"要加的{name}没有写原文的字。请照原文写，例如：{_EXAMPLES[name]}。")
    return fields["text"].replace("=", " ")


_EXAMPLES = {"时限": "6月底前", "数量": "2万个"}
_NEW: Mapping[str, Callable[[Mapping[str, str], Record, Document], ValueChange]] = {
    "deadlines": _new_deadline, "quantities": _new_quantity, "units": _new_unit}
