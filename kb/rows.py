"""The types of pipelines.document to and from the rows of the database; no SQL here."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.document import Block, Deadline, Document, Metadata, Quantity, Record, ResponsibleUnit, Section, Span

METADATA_COLUMNS = ("title", "doc_type", "issuer", "region", "level", "first_year", "last_year", "issue_date",
                    "publish_date", "doc_number", "confirmed")


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of the list of documents; `sources` are paths relative to the ingested folder, the first one names it.

    `characters` is the length of the text, `read_at` the ISO time (UTC) of its last reading.
    """

    doc_id: str
    sources: tuple[str, ...]
    metadata: Metadata
    records: int
    characters: int
    warnings: tuple[str, ...]
    read_at: str

    @property
    def title(self) -> str:
        """The document's title, or the name of its file where it has none."""
        return self.metadata.title or self.sources[0].rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record with its number in the knowledge base (never used twice), its document and its page (from 1)."""

    number: int
    doc_id: str
    record: Record
    page: int | None


def metadata_values(metadata: Metadata) -> tuple[Any, ...]:
    """The values of METADATA_COLUMNS."""
    return (metadata.title, metadata.doc_type, metadata.issuer, metadata.region, metadata.level, *metadata.period,
            _iso(metadata.issue_date), _iso(metadata.publish_date), metadata.doc_number,
            strings_json(metadata.confirmed))


def metadata_of(row: sqlite3.Row) -> Metadata:
    """The metadata of a row of documents."""
    return Metadata(row["title"], row["doc_type"], row["issuer"], row["region"], row["level"],
                    (row["first_year"], row["last_year"]), _day(row["issue_date"]), _day(row["publish_date"]),
                    row["doc_number"], tuple(json.loads(row["confirmed"])))


def summary_of(row: sqlite3.Row, sources: Sequence[str]) -> DocumentSummary:
    """One line of the list from a row that also has `records` and `characters`."""
    return DocumentSummary(row["doc_id"], tuple(sources), metadata_of(row), row["records"], row["characters"],
                           tuple(json.loads(row["warnings"])), row["read_at"])


def document_of(row: sqlite3.Row, source: str, records: Iterable[Record]) -> Document:
    """The whole document from its row and its records."""
    text = row["text"]
    return Document(row["doc_id"], source, text, _blocks_of(row["blocks"], text), metadata_of(row),
                    _outline_of(row["outline"]), tuple(records), tuple(json.loads(row["warnings"])))


def blocks_json(blocks: Iterable[Block]) -> str:
    """The blocks without their texts, which are stretches of the document's."""
    return _dump([[block.start, block.end, block.page, block.box, block.cells, block.header] for block in blocks])


def _blocks_of(stored: str, text: str) -> tuple[Block, ...]:
    return tuple(Block(text[start:end], start, end, page, tuple(box) if box else None, tuple(cells), tuple(header))
                 for start, end, page, box, cells, header in json.loads(stored))


def outline_json(outline: Iterable[Section]) -> str:
    """The headings as a JSON list."""
    return _dump([[each.level, each.number, each.title, each.span.start, each.span.end] for each in outline])


def _outline_of(stored: str) -> tuple[Section, ...]:
    return tuple(Section(level, number, title, Span(start, end))
                 for level, number, title, start, end in json.loads(stored))


def strings_json(strings: Iterable[str]) -> str:
    """Warnings or a section path as a JSON list."""
    return _dump(list(strings))


def record_values(record: Record) -> tuple[Any, ...]:
    """record_id, kind, quote, span_start, span_end, section, confidence, confirmed."""
    return (record.id, record.kind, record.quote, record.span.start, record.span.end, strings_json(record.section),
            record.confidence, record.confirmed)


def record_of(row: sqlite3.Row, deadlines: Iterable[Deadline], quantities: Iterable[Quantity],
              units: Iterable[ResponsibleUnit]) -> StoredRecord:
    """A record from its row and its values."""
    record = Record(row["record_id"], row["kind"], row["quote"], Span(row["span_start"], row["span_end"]),
                    tuple(json.loads(row["section"])), tuple(deadlines), tuple(quantities), tuple(units),
                    row["confidence"], bool(row["confirmed"]))
    return StoredRecord(row["number"], row["doc_id"], record, row["page"])


def deadline_values(value: Deadline) -> tuple[Any, ...]:
    """text, type, first_day, last_day, freq, span_start, span_end, confidence, confirmed."""
    return (value.text, value.type, _iso(value.start), _iso(value.end), value.freq, value.span.start, value.span.end,
            value.confidence, value.confirmed)


def deadline_of(row: sqlite3.Row) -> Deadline:
    """A deadline from its row."""
    return Deadline(row["text"], row["type"], _day(row["first_day"]), _day(row["last_day"]), row["freq"],
                    Span(row["span_start"], row["span_end"]), row["confidence"], bool(row["confirmed"]))


def quantity_values(value: Quantity) -> tuple[Any, ...]:
    """text, indicator, op, value, value_max, unit, span_start, span_end, confidence, confirmed."""
    return (value.text, value.indicator, value.op, value.value, value.value_max, value.unit, value.span.start,
            value.span.end, value.confidence, value.confirmed)


def quantity_of(row: sqlite3.Row) -> Quantity:
    """A quantity from its row."""
    return Quantity(row["text"], row["indicator"], row["op"], row["value"], row["value_max"], row["unit"],
                    Span(row["span_start"], row["span_end"]), row["confidence"], bool(row["confirmed"]))


def unit_values(value: ResponsibleUnit) -> tuple[Any, ...]:
    """name, role, text, span_start, span_end, confidence, confirmed."""
    return (value.name, value.role, value.text, value.span.start, value.span.end, value.confidence, value.confirmed)


def unit_of(row: sqlite3.Row) -> ResponsibleUnit:
    """A responsible unit from its row."""
    return ResponsibleUnit(row["name"], row["role"], row["text"], Span(row["span_start"], row["span_end"]),
                           row["confidence"], bool(row["confirmed"]))


def page_of(blocks: Sequence[Block], position: int) -> int | None:
    """The page on which a character of the text stands, where the file has pages."""
    block = blocks[bisect_right(blocks, position, key=lambda each: each.start) - 1] if blocks else None
    return block.page if block else None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
