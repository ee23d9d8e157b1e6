"""A quote at its place in a document: what every table of several documents shows and opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.rows import page_of
from pipelines.document import Document, Record, Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of a document, verbatim; `record` is the id of the record that it belongs to, None for any other."""

    doc_id: str
    title: str
    record: str | None
    quote: str
    section: tuple[str, ...]
    page: int | None
    span: Span


def title_of(document: Document) -> str:
    """The document's title, or the name of its file where it has none."""
    return document.metadata.title or document.source.rsplit("/", 1)[-1]


def quoted(document: Document, record: Record) -> Quoted:
    """The record, or the part of it that `record` was narrowed to, at its place."""
    return Quoted(document.doc_id, title_of(document), record.id, record.quote, record.section,
                  page_of(document.blocks, record.span.start), record.span)


def quoted_format(quote: Quoted | None) -> dict[str, Any] | None:
    """A quote for JSON."""
    if quote is None:
        return None
    return {"doc_id": quote.doc_id, "title": quote.title, "record": quote.record, "quote": quote.quote,
            "section": list(quote.section), "page": quote.page, "span": [quote.span.start, quote.span.end]}
