"""The body text of stored documents, read for its index and for showing: sentences that are no records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.body_text import body_sentences, gaps, worth_reading
from kb.filter_terms import document_terms
from kb.rows import document_of
from pipelines.document import Document, Span

_ROW = """
SELECT *, substr(coalesce(issue_date, publish_date), 1, 4) AS year_of_issue,
       (SELECT source FROM sources WHERE sources.doc_id = documents.doc_id ORDER BY rowid LIMIT 1) AS source
FROM documents WHERE doc_id = ?"""
_RECORDS = "SELECT span_start, span_end FROM records WHERE doc_id = ?1"
_VALUES = " UNION ALL ".join(
    f"SELECT {table}.span_start, {table}.span_end FROM {table} JOIN records ON record = number WHERE doc_id = ?1"
    for table in ("deadlines", "quantities", "units"))
_STRETCH = "SELECT substr(text, ?, ?) FROM documents WHERE doc_id = ? AND version = ?"
_NAMES = "SELECT DISTINCT {0} FROM documents WHERE {0} IS NOT NULL ORDER BY {0}"


@dataclass(frozen=True, slots=True)
class BodySentence:
    """A sentence for the index: `version` is its document's, `terms` what filters ask for (kb.filter_terms)."""

    doc_id: str
    version: int
    span: Span
    text: str
    terms: tuple[str, ...]


class BodyTable:
    """The documents of one connection as sentences that are no records."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def versions(self) -> dict[str, tuple[int, int, int]]:
        """For each document (version, 0, 0): what the index must hold, in the form of a manifest's contents."""
        found = self._connection.execute("SELECT doc_id, version FROM documents").fetchall()
        return {doc_id: (version, 0, 0) for doc_id, version in found}

    def of(self, doc_ids: Iterable[str]) -> Iterator[BodySentence]:
        """The sentences of these documents, document by document in the order of the text."""
        for doc_id in doc_ids:
            yield from self._of(doc_id)

    def sentence(self, doc_id: str, version: int, span: Span) -> str | None:
        """The stretch of a document's text; None where the document is gone or no longer of this version."""
        row = self._connection.execute(_STRETCH, (span.start + 1, span.end - span.start, doc_id, version)).fetchone()
        return str(row[0]) if row else None

    def document(self, doc_id: str, version: int) -> Document | None:
        """A document without its records; None where it is gone or no longer of this version."""
        row = self._row(doc_id)
        return document_of(row, row["source"], ()) if row and row["version"] == version else None

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The terms of regions or issuers (prefix region: or issuer:) that documents have, in growing order."""
        column = prefix.rstrip(":")
        assert column in ("region", "issuer")
        return tuple(f"{prefix}{name}" for name, in self._connection.execute(_NAMES.format(column)))

    def _of(self, doc_id: str) -> Iterator[BodySentence]:
        row = self._row(doc_id)
        if row is None:
            return
        text = row["text"]
        taken = [*self._spans(_RECORDS, doc_id), *(Span(*each[-2:]) for each in json.loads(row["outline"]))]
        free = [gap for gap in gaps(len(text), taken) if worth_reading(text[gap.start:gap.end])]
        if not free:
            return
        names = [row["title"] or "", row["issuer"] or ""]
        blocks = document_of(row, row["source"], ()).blocks
        terms = document_terms(row)
        for span in body_sentences(text, blocks, free, self._spans(_VALUES, doc_id), names):
            yield BodySentence(doc_id, row["version"], span, text[span.start:span.end], terms)

    def _row(self, doc_id: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(_ROW, (doc_id,)).fetchone()
        return row

    def _spans(self, query: str, doc_id: str) -> list[Span]:
        return [Span(start, end) for start, end in self._connection.execute(query, (doc_id,))]
