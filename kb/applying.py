"""Corrections on a reading: each finds its place in the text again, or waits.

They are applied when records are written to the store, not when they are read from it: the filters are SQL over the
stored columns and the indexes hold the stored quotes, so that search, show, list, compare and every page see one and
the same record, and reading costs nothing. What the machine read is kept beside it, so that a correction can be undone.

A person's word stands against any later reading. A record that a person added, confirmed, bounded or named the kind of
is there even where the machine reads none, and what the machine reads across it gives way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb.changes import Correction, Placing, Reading
from kb.gold_format import metadata_format, value_format
from kb.gold_values import HOLDERS, Value, metadata_of, value_of, values, with_value, without
from kb.places import Found, Letters
from kb.stretch import read_stretch
from pipelines.document import Document, Metadata, Quantity, Record, ResponsibleUnit, Span

_SAME = 0.5  # of the union of two stretches, for one record in two readings (as kb.evaluate finds records)
_GIVES_WAY = 0.5  # of the shorter of two stretches that cannot both be records

# The metadata that the extraction of records goes by (pipelines.extract).
_GOES_BY = ("doc_type", "period", "issue_date", "publish_date")

# The corrected document and the record that the correction hangs on now; None where it finds no place.
_Applied = tuple[Document, str | None] | None
_Step = Callable[[Document, Letters, Correction, Found], _Applied]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected document, the reading behind it, and what became of each correction, by its number."""

    document: Document
    reading: Reading
    placings: Mapping[int, Placing]


def corrected(reading: Reading, document: Document, corrections: Sequence[Correction]) -> Corrected:
    """A reading of the document's text as its readers corrected it, in the order in which they did.

    Where a person corrected what the extraction goes by (the years, the kind of document), it is run again with that,
    so that 6月底前 falls into the right year.
    """
    read = replace(document, metadata=reading.metadata, records=reading.records)
    letters = Letters(read.text)
    about_all = [each for each in corrections if each.draft.what == "metadata"]
    others = [each for each in corrections if each.draft.what != "metadata"]
    titled, placed = _applied(read, about_all, letters)
    reading, records = _read_under(titled, reading)
    done, placed_too = _applied(replace(titled, records=records), others, letters)
    return Corrected(done, reading, placed | placed_too)


def _read_under(document: Document, reading: Reading) -> tuple[Reading, tuple[Record, ...]]:
    """The records as read under the document's metadata; read again where those matter and are new."""
    if _read_alike(document.metadata, reading.metadata):
        return replace(reading, again=None, records_again=()), reading.records
    if reading.again is None or not _read_alike(document.metadata, reading.again):
        from pipelines.language import run

        records = run(document.text, document.blocks, document.metadata)._.records
        reading = replace(reading, again=document.metadata, records_again=records)
    return reading, reading.records_again


def _read_alike(one: Metadata, other: Metadata) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _GOES_BY)


def _applied(read: Document, corrections: Iterable[Correction], letters: Letters
             ) -> tuple[Document, dict[int, Placing]]:
    document, placings = read, dict[int, Placing]()
    for correction in corrections:
        found = letters.find(correction.draft.anchor)
        done = _STEPS[correction.draft.what](document, letters, correction, found) if found else None
        if found is None or done is None:
            placings[correction.number] = Placing("unplaced", correction.draft.record)
        else:
            document, record = done
            placings[correction.number] = Placing("placed" if found.exact else "moved", record)
    return document, placings


def _kind(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    kind = _new(correction)["kind"]
    record = _record_at(document, found.span)
    if record is None:
        unread = found.exact and not any(each.span.overlaps(found.span) for each in document.records)
        return _with_stretch(document, found.span, kind, correction) if unread else None
    return _put(document, replace(record, kind=kind, confidence=1.0, confirmed=True))


def _reject(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    """Without every record that lies mostly within the stretch; one that goes far beyond it is another record."""
    across = [record for record in document.records if record.span.overlaps(found.span)]
    inside = [record for record in across if _shared(record.span, found.span) >= _GIVES_WAY * _length(record.span)]
    if across and not inside:
        return None
    return _without_records(document, inside), correction.draft.record


def _add(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    return _with_stretch(document, found.span, _new(correction)["kind"], correction) if found.exact else None


def _confirm(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    """The record as it was when it was confirmed; None where the text does not hold all of it any more."""
    if not found.exact:
        return None
    form = _new(correction)
    wanted = [(holder, value) for holder in HOLDERS for value in form[holder]]
    held = [value for holder, each in wanted if (value := _located(each, holder, letters, found.span))]
    if len(held) < len(wanted):
        return None
    record = _record_at(document, found.span) or read_stretch(document, found.span, form["kind"], _own_id(correction))
    record = replace(record, kind=form["kind"], span=found.span, confidence=1.0, confirmed=True,
                     quote=document.text[found.span.start:found.span.end], deadlines=(), quantities=(), units=())
    for value in held:
        record = with_value(record, value)
    return _put(document, record)


def _bounds(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    """The record in its new bounds: without the values that stood in what was cut off, with those of what it gained."""
    new = _new(correction)
    span = letters.near(new["quote"], found.span, new["at"])
    if span is None:
        return None
    base = _record_at(document, found.span) or _record_at(document, span)
    absorbed = [each for each in document.records if each is not base and _gives_way(each.span, span)]
    formers = [base, *absorbed] if base else absorbed
    return _put(document, _bounded(document, span, base.kind if base else new["kind"], formers, correction))


def _value(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    """The record with `new` and without `old`, whichever of them the reading has by now."""
    holder, old, new = correction.draft.what, correction.draft.old, correction.draft.new
    record = _record_at(document, found.span)
    if record is None:
        return None
    value = _located(new, holder, letters, record.span) if new else None
    if new and value is None:
        return None
    held = values(record, holder)
    gone = [each for each in held if value and _say_the_same(each, value)]
    if old and (former := _former(held, old, record, letters)):
        gone.append(former)
    record = without(record, gone)
    return _put(document, with_value(record, value) if value else record)


def _metadata(document: Document, letters: Letters, correction: Correction, found: Found) -> _Applied:
    if not found.exact:
        return None
    form = metadata_format(document.metadata) | _new(correction)
    form["confirmed"] = sorted({*document.metadata.confirmed, *_new(correction)})
    return replace(document, metadata=metadata_of(form)), None


_STEPS: dict[str, _Step] = {"kind": _kind, "reject": _reject, "add": _add, "confirm": _confirm, "bounds": _bounds,
                            "metadata": _metadata, **dict.fromkeys(HOLDERS, _value)}


def _new(correction: Correction) -> dict[str, Any]:
    return dict(correction.draft.new or {})


def _own_id(correction: Correction) -> str:
    """The id of a record that only a person's correction makes; never that of a machine's record."""
    return f"a{correction.number:03d}"


def _with_stretch(document: Document, span: Span, kind: str, correction: Correction) -> _Applied:
    """The document with a record at this stretch: the one that is there, in these bounds, else a new one."""
    base = _record_at(document, span)
    return _put(document, _bounded(document, span, kind, [base] if base else [], correction))


def _bounded(document: Document, span: Span, kind: str, formers: Sequence[Record], correction: Correction) -> Record:
    """The record at a stretch, in place of the first of the former ones, which leave it their values.

    What stood in words that it has lost goes; in words that it has gained, values are read.
    """
    record = read_stretch(document, span, kind, formers[0].id if formers else _own_id(correction))
    known = [value for holder in HOLDERS for value in values(record, holder)
             if any(value.span.overlaps(former.span) for former in formers)]
    record = without(record, known)
    for former in formers:
        for value in (each for holder in HOLDERS for each in values(former, holder)):
            if value.span.overlaps(span) or not value.span.overlaps(former.span):
                record = with_value(without(record, [value]), value)
    return replace(record, section=formers[0].section) if formers else record


def _record_at(document: Document, span: Span) -> Record | None:
    """The record that has most in common with a stretch, where that is enough to be the same record."""
    shares = [(_share(record.span, span), record) for record in document.records if record.span.overlaps(span)]
    share, record = max(shares, key=lambda each: each[0], default=(0.0, None))
    return record if share >= _SAME else None


def _put(document: Document, record: Record) -> tuple[Document, str]:
    """The document with the record in place of that of its id and of all that give way to it."""
    others = [each for each in document.records if each.id != record.id and not (
        record.confirmed and _gives_way(each.span, record.span))]
    records = sorted((*others, record), key=lambda each: each.span.start)
    return replace(document, records=tuple(records)), record.id


def _without_records(document: Document, gone: Sequence[Record]) -> Document:
    return replace(document, records=tuple(each for each in document.records if each not in gone))


def _located(form: Any, holder: str, letters: Letters, record: Span) -> Value | None:
    """The value at its words near the record, a person's; None where they are not there any more."""
    span = letters.near(form["text"], record, form["at"])
    if span is None:
        return None
    return value_of(holder, {**form, "span": (span.start, span.end), "confidence": 1.0, "confirmed": True})


def _say_the_same(one: Value, other: Value) -> bool:
    """Whether only one of two values of a record can stand: the same words, the same body."""
    if isinstance(one, ResponsibleUnit) and isinstance(other, ResponsibleUnit):
        return one.name == other.name
    same_words = one.span.overlaps(other.span)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        # One figure may stand for two indicators (甲、乙均达100%).
        return same_words and one.indicator == other.indicator
    return same_words


def _former(held: Sequence[Value], old: Any, record: Record, letters: Letters) -> Value | None:
    """The value that was corrected, or what a later reading makes of its words."""
    span = letters.near(old["text"], record.span, old["at"])
    forms = [(sum(value_format(value).get(key) == each for key, each in old.items()), value) for value in held]
    same = [(agreeing, value) for agreeing, value in forms
            if agreeing == len(old) - 1 or (span and value.span.overlaps(span))]
    return max(same, key=lambda each: each[0])[1] if same else None


def _gives_way(other: Span, to: Span) -> bool:
    return _shared(other, to) > _GIVES_WAY * min(_length(other), _length(to))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _share(one: Span, other: Span) -> float:
    """The part of their union that two stretches have in common, 0 to 1."""
    shared = _shared(one, other)
    return shared / (_length(one) + _length(other) - shared)


def _length(span: Span) -> int:
    return span.end - span.start
