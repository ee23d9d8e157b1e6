"""Readings that need a look: records and values that are called unsure, the least sure first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kb.filters import KINDS
from kb.rows import page_of
from kb.views.chips import ROLES, deadline_reading, quantity_reading
from pipelines.document import Document, Record, Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reading: its field (record | deadline | quantity | unit), what was read, how sure (0 to 1), and where.

    `page` counts from 1, None where the file has no pages; `records` are the ids of the records that carry the reading,
    `quote` and `section` those of the least sure of them.
    """

    doc_id: str
    title: str
    field: str
    reading: str
    confidence: float
    span: Span
    page: int | None
    section: tuple[str, ...]
    records: tuple[str, ...]
    quote: str


def doubts(document: Document, limit: float) -> list[Doubt]:
    """The document's readings whose confidence is at most `limit`, the least sure first, each place in the text once.

    A unit of a closing bracket hangs on many records: it is one reading, as sure as the least sure of them.
    """
    found: dict[tuple[str, str, Span], Doubt] = {}
    for record in document.records:
        for each in _readings(document, record):
            if each.confidence > limit:
                continue
            key = each.field, each.reading, each.span
            known = found.get(key)
            found[key] = _merged(known, each) if known else each
    return sorted(found.values(), key=lambda each: each.confidence)


def _merged(known: Doubt, other: Doubt) -> Doubt:
    lowest = min(known, other, key=lambda each: each.confidence)
    return replace(lowest, records=known.records + other.records)


def _readings(document: Document, record: Record) -> Iterator[Doubt]:
    title = document.metadata.title or document.source
    for field, reading, confidence, span in _values(record):
        yield Doubt(document.doc_id, title, field, reading, confidence, span, page_of(document.blocks, span.start),
                    record.section, (record.id,), record.quote)


def _values(record: Record) -> Iterable[tuple[str, str, float, Span]]:
    """Field, reading, confidence and place of a record and its values."""
    yield "record", KINDS.get(record.kind, record.kind), record.confidence, record.span
    for deadline in record.deadlines:
        days = deadline_reading(deadline)
        yield "deadline", f"{deadline.text}（{days}）" if days else deadline.text, deadline.confidence, deadline.span
    for figure in record.quantities:
        yield "quantity", f"{figure.indicator or '？'} {quantity_reading(figure)}", figure.confidence, figure.span
    for unit in record.units:
        yield "unit", f"{unit.name}（{ROLES.get(unit.role, unit.role)}）", unit.confidence, unit.span
