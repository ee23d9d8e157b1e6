"""A document as the annotation guideline's JSON, with the span and confidence of every value.

What a person has confirmed also says "confirmed": true, and the metadata name their confirmed fields.
"""

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
    return {"doc": PurePath(document.source).name, "metadata": metadata_format(document.metadata),
            "outline": [_section(section) for section in document.outline],
            "records": [record_format(record) for record in document.records],
            "warnings": list(document.warnings)}


def record_format(record: Record) -> dict[str, Any]:
    """One record with the keys of a gold record plus span and confidence."""
    return {"id": record.id, "kind": record.kind, "quote": record.quote, "section": list(record.section),
            **values_format(record), **_place(record)}


def values_format(holder: HasValues) -> dict[str, Any]:
    """The deadlines, quantities and units of a record (or a search hit) as in a gold record."""
    return {"deadlines": [value_format(each) for each in holder.deadlines],
            "quantities": [value_format(each) for each in holder.quantities],
            "units": [value_format(each) for each in holder.units]}


def value_format(value: Deadline | Quantity | ResponsibleUnit) -> dict[str, Any]:
    """One value as in a gold record, plus span and confidence."""
    own: dict[str, Any]
    if isinstance(value, Deadline):
        own = {"text": value.text, "type": value.type, "start": _iso(value.start), "end": _iso(value.end),
               "freq": value.freq}
    elif isinstance(value, Quantity):
        own = {"text": value.text, "indicator": value.indicator, "op": value.op, "value": value.value,
               "value_max": value.value_max, "unit": value.unit}
    else:
        own = {"name": value.name, "role": value.role, "text": value.text}
    return own | _place(value)


def metadata_format(metadata: Metadata) -> dict[str, Any]:
    """The metadata as in a gold file."""
    plain = {"title": metadata.title, "doc_type": metadata.doc_type, "issuer": metadata.issuer,
             "region": metadata.region, "level": metadata.level, "period": list(metadata.period),
             "issue_date": _iso(metadata.issue_date), "publish_date": _iso(metadata.publish_date),
             "doc_number": metadata.doc_number}
    return plain | ({"confirmed": list(metadata.confirmed)} if metadata.confirmed else {})


def _section(section: Section) -> dict[str, Any]:
    return {"level": section.level, "number": section.number, "title": section.title, "span": _pair(section.span)}


def _place(of: Record | Deadline | Quantity | ResponsibleUnit) -> dict[str, Any]:
    marker = {"confirmed": True} if of.confirmed else {}
    return {"span": _pair(of.span), "confidence": of.confidence} | marker


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
