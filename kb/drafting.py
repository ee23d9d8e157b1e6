"""From what a person says to the correction that is kept: checked, anchored in the text, its values as JSON.

The JSON of `old` and `new` by `what`: kind {kind}; reject, confirm: the record's {kind, quote, deadlines, quantities,
units}; bounds {quote, at, kind}; add {kind, quote}; deadlines, quantities, units: the value as in a gold file, plus
`at`; metadata {field: value}. `at` counts the letters and digits from the start of the record to that of the value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Any

from kb.changes import (
    Addition,
    BoundsChange,
    Change,
    Confirmation,
    Draft,
    KindChange,
    MetadataChange,
    Rejection,
    ValueChange,
)
from kb.checking import check_kind, check_metadata, check_value
from kb.errors import KbError
from kb.gold_format import metadata_format, value_format
from kb.gold_values import HOLDERS, Value, holder_of, values
from kb.places import Anchor, Letters
from pipelines.document import Document, Record, Span

_HEAD = 60  # letters that stand for a document without a title in its text
_SHORTEST_TITLE = 8  # letters; 附件1 is no title to know a document by

_LEADING_ZEROS = re.compile(r"(?<=^[a-z])0+")

_Form = dict[str, Any]


def drafted(change: Change, document: Document) -> Draft:
    """The correction of the stored document; KbError where it names nothing, changes nothing or cannot be."""
    return _draft(change, document, Letters(document.text))


@singledispatch
def _draft(change: Any, document: Document, letters: Letters) -> Draft:
    raise TypeError(f"no change: {change!r}")


@_draft.register
def _kind(change: KindChange, document: Document, letters: Letters) -> Draft:
    record = named_record(document, change.record)
    kind = check_kind(change.kind)
    if record.kind == kind:
        raise KbError(f"{record.id} 已经是这个类别，没有改动。要确认它，用 --confirm。")
    return Draft("kind", record.id, letters.anchor(record.span), {"kind": record.kind}, {"kind": kind})


@_draft.register
def _rejection(change: Rejection, document: Document, letters: Letters) -> Draft:
    record = named_record(document, change.record)
    return Draft("reject", record.id, letters.anchor(record.span), snapshot(record, letters), None)


@_draft.register
def _confirmation(change: Confirmation, document: Document, letters: Letters) -> Draft:
    record = named_record(document, change.record)
    form = snapshot(record, letters)
    return Draft("confirm", record.id, letters.anchor(record.span), form, form)


@_draft.register
def _bounds(change: BoundsChange, document: Document, letters: Letters) -> Draft:
    record = named_record(document, change.record)
    _check_stretch(change.span, document, letters)
    if change.span == record.span:
        raise KbError(f"{record.id} 的边界已经是这样，没有改动。")
    if not change.span.overlaps(record.span):
        raise KbError(f"新的边界和 {record.id} 没有重叠。要在别处加一条记录，用 --add。")
    for other in document.records:
        if other.id != record.id and other.span.overlaps(change.span) and not _within(other.span, change.span):
            raise KbError(f"新的边界切到了 {other.id} 的一部分。请先改 {other.id} 的边界，或把它整条包括进来。")
    at = letters.distance(record.span.start, change.span.start)
    new = {"quote": document.text[change.span.start:change.span.end], "at": at, "kind": record.kind}
    old = {"quote": record.quote, "at": 0, "kind": record.kind}
    return Draft("bounds", record.id, letters.anchor(record.span), old, new)


@_draft.register
def _addition(change: Addition, document: Document, letters: Letters) -> Draft:
    kind = check_kind(change.kind)
    _check_stretch(change.span, document, letters)
    for record in document.records:
        if record.span.overlaps(change.span):
            raise KbError(f"这里已经有记录 {record.id}：“{record.quote}”。要改它的起止，用 --bounds。")
    anchor = letters.anchor(change.span)
    return Draft("add", None, anchor, None, {"kind": kind, "quote": anchor.verbatim})


@_draft.register
def _value(change: ValueChange, document: Document, letters: Letters) -> Draft:
    record = named_record(document, change.record)
    either = change.new or change.old
    if either is None or (change.old and change.new and type(change.old) is not type(change.new)):
        raise KbError("要写清楚改哪一个值、改成什么；时限、数量、单位不能互换。")
    if change.old and change.old not in values(record, holder_of(either)):
        raise KbError(f"{record.id} 没有这个值（“{change.old.text}”），可能刚被改过。请重新打开这个文件。")
    if change.new:
        check_value(change.new)
        if not letters.quote(change.new.span):
            raise KbError("这个值在原文里没有文字。请选中写着它的那几个字。")
    old, new = (_form(value, record, letters) if value else None for value in (change.old, change.new))
    if old == new:
        raise KbError(f"“{either.text}”已经是这样，没有改动。要确认它，用 --confirm。")
    return Draft(holder_of(either), record.id, letters.anchor(record.span), old, new)


@_draft.register
def _metadata(change: MetadataChange, document: Document, letters: Letters) -> Draft:
    check_metadata(change.field, change.value)
    old = metadata_format(document.metadata)[change.field]
    changed: dict[str, Any] = {change.field: change.value}
    new = metadata_format(replace(document.metadata, **changed))[change.field]
    if old == new and change.field in document.metadata.confirmed:
        raise KbError("这一项已经是这样，没有改动。")
    return Draft("metadata", None, _anchor_of_document(document, letters), {change.field: old}, {change.field: new})


def named_record(document: Document, reference: str) -> Record:
    """The record of an id (r012, R12) or of a part of the quote that no other record has; KbError for none, several."""
    wanted = reference.strip().lower()
    short = _LEADING_ZEROS.sub("", wanted)
    found = [record for record in document.records if _LEADING_ZEROS.sub("", record.id) == short]
    found = found or [record for record in document.records if wanted and wanted in record.quote.lower()]
    if not found:
        raise KbError(f"这个文件里没有记录 {reference}。用 show 可以看到全部记录和编号。")
    if len(found) > 1:
        some = "、".join(record.id for record in found[:5])
        raise KbError(f"“{reference}”对应 {len(found)} 条记录（{some}…）。请写记录的编号。")
    return found[0]


def snapshot(record: Record, letters: Letters) -> Mapping[str, Any]:
    """The whole record, its values placed by letters from its start."""
    held = {holder: [_form(value, record, letters) for value in values(record, holder)] for holder in HOLDERS}
    return {"kind": record.kind, "quote": record.quote, **held}


def _form(value: Value, record: Record, letters: Letters) -> _Form:
    form = value_format(value)
    left_out = ("span", "confidence", "confirmed")
    plain = {key: each for key, each in form.items() if key not in left_out}
    return plain | {"at": letters.distance(record.span.start, value.span.start)}


def _check_stretch(span: Span, document: Document, letters: Letters) -> None:
    if not 0 <= span.start < span.end <= len(document.text) or not letters.quote(span):
        raise KbError("这一段原文里没有文字。请选中一段原文。")


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _anchor_of_document(document: Document, letters: Letters) -> Anchor:
    """The place that tells that it is still the same document: its title, else its first letters."""
    title = [span for span in letters.all(document.metadata.title or "")[:1]
             if len(letters.quote(span)) >= _SHORTEST_TITLE]
    if title:
        return letters.anchor(title[0])
    return letters.anchor(letters.head(_HEAD))
