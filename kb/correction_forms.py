"""What a user writes on the command line about a value, read into a change: 6月底前=by:2024-06-30."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kb.changes import MetadataChange, MetadataValue, ValueChange
from kb.checking import DEADLINE_TYPES, FIELDS, FREQUENCIES, LEVELS, OPERATORS, ROLES, choice
from kb.correction_words import HOLDER_NAMES
from kb.errors import KbError
from kb.filters import DOC_TYPES, parse_day
from kb.gold_values import Value, values
from kb.places import Letters, normalised
from pipelines.document import Deadline, Document, Quantity, Record, ResponsibleUnit, Span
from pipelines.fold import fold

_PARTS = re.compile("[:：]")
_RANGE = re.compile(r"\.\.|~|～|至")
_SPACES = re.compile(r"\s+")
_KEYS = {"指标": "indicator", "比较": "op", "数值": "value", "上限": "value_max", "单位": "unit"}
_KEY = re.compile(rf"[,，]?\s*({'|'.join((*_KEYS, *_KEYS.values()))})[:：]")
_DEADLINE_FORM = "6月底前=by:2024-06-30，或 …=during:2024-03-01..2024-11-30、…=recurring:quarterly、…=event"
_QUANTITY_FORM = "2万个=指标:报警器,比较:不少于,数值:20000,单位:个（不改的项可以不写）"
_YEARS = re.compile(r"(\d{4})年?(?:\s*(?:-|—|－|~|\.\.|至)\s*(\d{4})年?)?")


def deadline_change(written: str, record: Record, document: Document) -> ValueChange:
    """TEXT=TYPE:DAYS:FREQUENCY, or TEXT alone to be read by the program; KbError where it cannot be."""
    words, form = _split(written)
    span, old = _place(words, "deadlines", record, document)
    fields = _deadline_fields(form) if form else _read_deadline(words, document)
    plain = Deadline(document.text[span.start:span.end], "by", None, None, None, span, 1.0)
    return ValueChange(record.id, old, replace(plain, **fields))


def quantity_change(written: str, record: Record, document: Document) -> ValueChange:
    """TEXT=KEY:VALUE,…; what is not written stays, or is read from TEXT by the program; KbError where it cannot be."""
    words, form = _split(written)
    span, old = _place(words, "quantities", record, document)
    fields = _quantity_fields(form)
    former = old or _read_quantity(words)
    if not isinstance(former, Quantity):
        if "value" not in fields:
            raise KbError(f"读不出“{words}”的数值。请写成 {_QUANTITY_FORM}。")
        former = Quantity("", None, "=", 0.0, None, None, span, 1.0)
    if fields.get("op", "range") != "range" and "value_max" not in fields:
        fields["value_max"] = None
    return ValueChange(record.id, old, replace(former, text=document.text[span.start:span.end], span=span, **fields))


def unit_change(written: str, record: Record, document: Document) -> ValueChange:
    """NAME, NAME=ROLE or NAME=ROLE:TEXT, where the text writes the name otherwise; KbError where it cannot be."""
    name, form = _split(written)
    role, _, text = (_PARTS.sub(":", form) if form else "").partition(":")
    old = next((unit for unit in record.units if normalised(unit.name) == normalised(name)), None)
    if old and not text:
        return ValueChange(record.id, old, replace(old, role=choice("角色", role, ROLES) if role else old.role))
    span = Letters(document.text).near(text or name, record.span, 0)
    if span is None:
        raise KbError(f"{record.id} 附近没有“{text or name}”。原文另有写法时，写成 {name}=负责:原文的写法。")
    new = ResponsibleUnit(fold(name), choice("角色", role, ROLES) if role else "responsible",
                          document.text[span.start:span.end], span, 1.0)
    return ValueChange(record.id, old, new)


def removal(holder: str, words: str, record: Record) -> ValueChange:
    """Take away the one value of this kind whose words (a unit: whose name) hold `words`; KbError for none, several."""
    wanted = normalised(words)
    held = values(record, holder)
    found = [value for value in held if wanted in _names(value)]
    found = found or [value for value in held if wanted and any(wanted in name for name in _names(value))]
    if len(found) != 1:
        there = "、".join(_label(value) for value in held) or "无"
        verb = "不止一个" if found else "没有"
        raise KbError(f"{record.id} {verb}{HOLDER_NAMES[holder]}“{words}”。现有：{there}。")
    return ValueChange(record.id, found[0], None)


def metadata_change(written: str) -> MetadataChange:
    """FIELD=VALUE, the field by its English or Chinese name, nothing behind = for none; KbError where it cannot be."""
    name, equals, value = written.partition("=")
    field = choice("项目", name, FIELDS)
    if not equals:
        raise KbError(f"请写成 {FIELDS[field]}=值；清空就写 {FIELDS[field]}=。")
    return MetadataChange(field, _METADATA.get(field, str)(value.strip()) if value.strip() else _nothing(field))


def stretch(words: str, document: Document, near: Span | None = None, which: int | None = None) -> Span:
    """The one place of some words in the text, … or ... for all between; KbError for none, or several of them.

    `near` prefers the places that overlap it, `which` (from 1) chooses among them.
    """
    letters = Letters(document.text)
    first, _, last = words.replace("...", "…").replace("……", "…").partition("…")
    spans = [_to_end(span, last, letters) for span in letters.all(first)]
    found = [span for span in spans if span]
    found = [span for span in found if near and span.overlaps(near)] or found
    if not found:
        raise KbError(f"文中没有“{words}”。请照原文写，长的可以写“开头…结尾”。")
    if which is None and len(found) > 1:
        raise KbError(f"“{words}”在文中有 {len(found)} 处。请写长一些，或用 --nth 2 指明第几处。")
    if not 1 <= (which or 1) <= len(found):
        raise KbError(f"“{words}”在文中只有 {len(found)} 处，没有第 {which} 处。")
    return found[(which or 1) - 1]


def _to_end(span: Span, last: str, letters: Letters) -> Span | None:
    """The stretch from these words to the next place of its last words; itself where it has none."""
    if not last:
        return span
    return next((Span(span.start, end.end) for end in letters.all(last) if end.start >= span.end), None)


def _split(written: str) -> tuple[str, str]:
    words, _, form = written.partition("=")
    if not normalised(words):
        raise KbError(f"“{written}”里没有写是原文的哪几个字。")
    return words.strip(), form.strip()


def _place(words: str, holder: str, record: Record, document: Document) -> tuple[Span, Value | None]:
    """Where the words are, in the record or nearest to it, and the value that is read there already."""
    held = values(record, holder)
    old = next((value for value in held if normalised(value.text) == normalised(words)), None)
    if old:
        return old.span, old
    span = Letters(document.text).near(words, record.span, 0)
    if span is None:
        raise KbError(f"{record.id} 里和附近都没有“{words}”。请照原文写。")
    return span, next((value for value in held if value.span.overlaps(span)), None)


def _deadline_fields(form: str) -> dict[str, Any]:
    """type, start, end and freq of by:2024-06-30, during:A..B, recurring:quarterly:..B, event."""
    kind, *parts = (part.strip() for part in _PARTS.split(form))
    found: dict[str, Any] = {"type": choice("时限", kind, DEADLINE_TYPES), "start": None, "end": None, "freq": None}
    for part in filter(None, parts):
        if part in FREQUENCIES or part in FREQUENCIES.values():
            found["freq"] = choice("频率", part, FREQUENCIES)
        else:
            found |= _days(part, found["type"])
    if found["type"] in ("by", "during") and not (found["start"] or found["end"]):
        raise KbError(f"时限缺日期：{form}。请写成 {_DEADLINE_FORM}。")
    return found


def _days(part: str, kind: str) -> dict[str, date | None]:
    first, *rest = _RANGE.split(part)
    days = [parse_day(each) if each.strip() else None for each in (first, *rest)]
    if len(days) > 2:
        raise KbError(f"日期写得不对：{part}。请写成 {_DEADLINE_FORM}。")
    if len(days) == 1:
        return {"end": days[0]} if kind != "during" else {"start": days[0], "end": days[0]}
    return {"start": days[0], "end": days[1]}


def _read_deadline(words: str, document: Document) -> dict[str, Any]:
    from pipelines.extract.deadlines import find_deadlines
    from pipelines.extract.readings import time_context

    found = find_deadlines(fold(words), time_context("task", document.metadata))
    if len(found) != 1:
        raise KbError(f"读不出“{words}”的时间。请写成 {_DEADLINE_FORM}。")
    return {"type": found[0].type, "start": found[0].start, "end": found[0].end, "freq": found[0].freq}


def _quantity_fields(form: str) -> dict[str, Any]:
    """The fields of 指标:…,比较:…,数值:…,上限:…,单位:… that are written."""
    pieces = _KEY.split(form)
    if pieces[0].strip():
        raise KbError(f"看不懂“{form}”。请写成 {_QUANTITY_FORM}。")
    written = {_KEYS.get(key, key): value.strip() for key, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    return {key: _QUANTITY[key](value) if key in _QUANTITY else value or None for key, value in written.items()}


def _read_quantity(words: str) -> Quantity | None:
    from pipelines.extract.quantities import find_quantities

    return next(iter(find_quantities(fold(words))), None)


def figure(text: str) -> float:
    """A number as users write it: 20000, 2万, 三分之一; KbError for anything else."""
    from pipelines.extract.numerals import parse_number

    try:
        return parse_number(fold(text).replace(",", ""))
    except ValueError as error:
        raise KbError(f"数值不对：{text}。请写成 20000 或 2万。") from error


_QUANTITY: dict[str, Callable[[str], Any]] = {
    "value": figure, "value_max": figure, "op": lambda text: choice("比较", text, OPERATORS)}


def _names(value: Value) -> tuple[str, ...]:
    names: Sequence[str] = (value.name, value.text) if isinstance(value, ResponsibleUnit) else (value.text,)
    return tuple(map(normalised, names))


def _label(value: Value) -> str:
    return value.name if isinstance(value, ResponsibleUnit) else _SPACES.sub(" ", value.text)


def _period(text: str) -> MetadataValue:
    match = _YEARS.fullmatch(text)
    if match is None:
        raise KbError(f"年份不对：{text}。请写成 2024 或 2021-2025。")
    return int(match[1]), int(match[2] or match[1])


def _nothing(field: str) -> MetadataValue:
    if field == "doc_type":
        raise KbError(f"类型不能清空，可以是：{'、'.join(DOC_TYPES.values())}。")
    return (None, None) if field == "period" else None


_METADATA: dict[str, Callable[[str], MetadataValue]] = {
    "period": _period, "issue_date": parse_day, "publish_date": parse_day,
    "doc_type": lambda text: choice("类型", text, DOC_TYPES), "level": lambda text: choice("层级", text, LEVELS)}
