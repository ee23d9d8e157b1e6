"""What of a record the indexes read: its quote, what stands above it, and the terms that filters ask for."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kb.filter_terms import FIGURE, document_terms, record_terms, year_before_term
from kb.unit_table import Spelling

# Documents that are read at once: four statements for some thousand records.
_DOCUMENTS = 50
_OF_THESE = "doc_id IN (SELECT value FROM json_each(?))"
_DOCUMENT_ROWS = f"""
SELECT doc_id, title, doc_type, issuer, region, level, first_year, last_year,
       substr(coalesce(issue_date, publish_date), 1, 4) AS year_of_issue,
       (SELECT source FROM sources WHERE sources.doc_id = documents.doc_id ORDER BY rowid LIMIT 1) AS source
FROM documents WHERE {_OF_THESE}"""
_DATE_ROWS = "SELECT doc_id, coalesce(issue_date, publish_date, first_year, last_year, '') || '' FROM documents"
_NUMBER = "SELECT number FROM records WHERE doc_id = ? AND record_id = ?"
_RECORD_ROWS = f"SELECT number, doc_id, kind, quote, section FROM records WHERE {_OF_THESE} ORDER BY number"
_TEXT_ROWS = "SELECT number, quote, section FROM records WHERE number IN (SELECT value FROM json_each(?))"
_AROUND = """
SELECT number, substr(text, max(span_start - :many, 0) + 1, min(span_start, :many)), substr(text, span_end + 1, :many)
FROM records JOIN documents USING (doc_id) WHERE number IN (SELECT value FROM json_each(:numbers))"""
_VALUES = f"SELECT record, {{}} FROM {{}} JOIN records ON record = number WHERE {_OF_THESE}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record for an index: `headings` are those above it, outermost first; `title` is the document's.

    `terms` is what filters ask for (see kb.filter_terms).
    """

    number: int
    quote: str
    headings: tuple[str, ...]
    title: str
    terms: tuple[str, ...] = ()


class EntryTable:
    """The entries of stored records and the names of their documents, read many at a time over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, doc_ids: Iterable[str]) -> Iterator[Entry]:
        """The entries of these documents' records, in the order of their numbers within some documents."""
        waiting = iter(doc_ids)
        while some := list(islice(waiting, _DOCUMENTS)):
            yield from self._some(json.dumps(some))

    def names(self, doc_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """For each of these documents the title (its file's name where it has none) and its first source."""
        wanted = json.dumps(list(doc_ids))
        return {row["doc_id"]: (_title(row), row["source"])
                for row in self._connection.execute(_DOCUMENT_ROWS, (wanted,))}

    def number(self, doc_id: str, record_id: str) -> int | None:
        """The number of a record, None where there is no such record."""
        row = self._connection.execute(_NUMBER, (doc_id, record_id)).fetchone()
        return int(row["number"]) if row else None

    def dates(self) -> dict[str, str]:
        """For each document its day in ISO form, or its first year where it has no day; "" where it has neither."""
        return dict(self._connection.execute(_DATE_ROWS).fetchall())

    def around(self, numbers: Iterable[int], characters: int) -> dict[int, tuple[str, str]]:
        """For each of these records what stands before and behind its quote in the text, so many characters at most."""
        found = self._connection.execute(_AROUND, {"many": characters, "numbers": json.dumps(list(map(int, numbers)))})
        return {number: (before, behind) for number, before, behind in found}

    def texts(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """For each of these records its quote and the headings above it as a JSON list."""
        found = self._connection.execute(_TEXT_ROWS, (json.dumps(list(map(int, numbers))),))
        return {number: (quote, section) for number, quote, section in found}

    def _some(self, wanted: str) -> Iterator[Entry]:
        documents = {row["doc_id"]: row for row in self._connection.execute(_DOCUMENT_ROWS, (wanted,))}
        terms = {doc_id: document_terms(row) for doc_id, row in documents.items()}
        due = self._values("last_day", "deadlines", wanted, str)
        units = self._values("name", "units", wanted, str)
        freqs = self._values("freq", "deadlines", wanted, str)
        figures = self._values(FIGURE, "quantities", wanted, str)
        for row in self._connection.execute(_RECORD_ROWS, (wanted,)).fetchall():
            document, number = documents[row["doc_id"]], row["number"]
            spelled = (Spelling(name, document["region"], document["level"]) for name in units.get(number, ()))
            yield Entry(number, row["quote"], tuple(json.loads(row["section"])), _title(document),
                        (*terms[row["doc_id"]], *year_before_term(row["kind"], document),
                         *record_terms(row["kind"], due.get(number, ()), freqs.get(number, ()), spelled,
                                       figures.get(number, ()))))

    def _values(self, column: str, table: str, wanted: str, read: Callable[[Any], Any]) -> dict[int, list[Any]]:
        """The values of one column or expression that are set, by record number."""
        found: dict[int, list[Any]] = defaultdict(list)
        for number, value in self._connection.execute(_VALUES.format(column, table), (wanted,)):
            if value is not None:
                found[number].append(read(value))
        return found


def _title(document: sqlite3.Row) -> str:
    """The document's title, or the name of its file where it has none (as kb.rows.DocumentSummary.title)."""
    return str(document["title"] or document["source"].rsplit("/", 1)[-1])
