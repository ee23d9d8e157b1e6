"""A document as the annotation guideline's JSON, with the span and confidence of every value."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any, Protocol

from pipelines.document import Deadline, Document, Metadata, Quantity, Record, ResponsibleUnit, Section, Span


class HasValues(Protocol):
    """Anything with the values of a record."""

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """When it is due."""

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its figures."""

    @property
    def units(self) -> tuple[ResponsibleUnit, ...]:
        """Who carries it."""


def gold_format(document: Document) -> dict[str, Any]:
    """The keys of a gold file (doc, metadata, outline, records) plus warnings; spans are [start, end] in characters.

    Ready for json.dumps: days are ISO strings, tuples are lists.
    """
    return {"doc": PurePath(document.source).name, "metadata": _metadata(document.metadata),
            "outline": [_section(section) for section in document.outline],
            "records": [record_format(record) for record in document.records],
            "warnings": list(document.warnings)}


def record_format(record: Record) -> dict[str, Any]:
    """One record with the keys of a gold record plus span and confidence."""
    return {"id": record.id, "kind": record.kind, "quote": record.quote, "section": list(record.section),
            **values_format(record), **_place(record.span, record.confidence)}


def values_format(holder: HasValues) -> dict[str, Any]:
    """The deadlines, quantities and units of a record (or a search hit) as in a gold record."""
    return {"deadlines": [_deadline(each) for each in holder.deadlines],
            "quantities": [_quantity(each) for each in holder.quantities],
            "units": [_unit(each) for each in holder.units]}


def _metadata(metadata: Metadata) -> dict[str, Any]:
    return {"title": metadata.title, "doc_type": metadata.doc_type, "issuer": metadata.issuer,
            "region": metadata.region, "level": metadata.level, "period": list(metadata.period),
            "issue_date": _iso(metadata.issue_date), "publish_date": _iso(metadata.publish_date),
            "doc_number": metadata.doc_number}


def _section(section: Section) -> dict[str, Any]:
    return {"level": section.level, "number": section.number, "title": section.title, "span": _pair(section.span)}


def _deadline(value: Deadline) -> dict[str, Any]:
    return {"text": value.text, "type": value.type, "start": _iso(value.start), "end": _iso(value.end),
            "freq": value.freq, **_place(value.span, value.confidence)}


def _quantity(value: Quantity) -> dict[str, Any]:
    return {"text": value.text, "indicator": value.indicator, "op": value.op, "value": value.value,
            "value_max": value.value_max, "unit": value.unit, **_place(value.span, value.confidence)}


def _unit(value: ResponsibleUnit) -> dict[str, Any]:
    return {"name": value.name, "role": value.role, "text": value.text, **_place(value.span, value.confidence)}


def _place(span: Span, confidence: float) -> dict[str, Any]:
    return {"span": _pair(span), "confidence": confidence}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
