"""The knowledge base's SQLite file (WAL), the only truth; indexes are made from it and can be deleted.

All SQL stands here, in kb.conditions (filters), kb.entries, kb.body_table, kb.correction_table, kb.unit_table,
kb.saved_table and kb.migrations.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kb import rows
from kb.applying import corrected
from kb.body_table import BodyTable
from kb.changes import Change, Correction, reading_of
from kb.conditions import conditions
from kb.correction_table import CorrectionTable
from kb.drafting import drafted
from kb.entries import EntryTable
from kb.errors import KbError
from kb.filters import Filters
from kb.home import Home
from kb.migrations import migrate
from kb.near_names import near_names
from kb.rows import DocumentSummary, StoredRecord
from kb.saved_table import SavedTable
from kb.unit_table import UnitTable
from pipelines.document import Document, Record
from pipelines.fold import fold

Value = TypeVar("Value")
# Numbers of records.
Numbers = Sequence[int] | NDArray[np.int64]

_BUSY_MS = 10_000
_DOCUMENT_COLUMNS = ("sha256", "version", *rows.METADATA_COLUMNS, "text", "blocks", "outline", "warnings", "read_at")
_SUMMARY = """
SELECT documents.*, length(text) AS characters,
       (SELECT count(*) FROM records WHERE records.doc_id = documents.doc_id) AS records
FROM documents"""


class Store:
    """One connection to the SQLite file at `path`, created and migrated on first use; close it after use.

    Reading may happen from several threads; writing is for the process that holds the home's lock. A record's
    number is never given twice and a stored record never changes, so that an index can tell what it lacks.
    KbError where the file is no database or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False,
                                               timeout=_BUSY_MS / 1000)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode = WAL")
            # Safe with a WAL: a power cut may take the last documents, never leave half of one.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            migrate(self._connection)
            self.corrections = CorrectionTable(self._connection)
            self.entries = EntryTable(self._connection)
            self.body = BodyTable(self._connection)
            self.saved = SavedTable(self._connection)
            self.units = UnitTable(self._connection, Home(path.parent).bodies)
        except sqlite3.Error as error:
            raise KbError(f"知识库的数据库打不开：{path}（{error}）。请从备份恢复，或删除它后重新导入。") from error

    def fault(self) -> str | None:
        """What SQLite's own check finds wrong with the file, None where it is sound."""
        found = str(self._all("PRAGMA quick_check")[0][0])
        return None if found == "ok" else found

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Settings and generation

    def generation(self) -> int:
        """A number that grows with every change of documents; an index with another number is out of step."""
        return int(self.setting("generation") or 0)

    def setting(self, name: str) -> str | None:
        """The value of a setting, None where it was never set."""
        row = self._one("SELECT value FROM settings WHERE name = ?", name)
        return str(row["value"]) if row else None

    def set_setting(self, name: str, value: str | None) -> None:
        """Set a setting; None takes it away."""
        if value is None:
            self._connection.execute("DELETE FROM settings WHERE name = ?", (name,))
        else:
            self._connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    # Writing documents

    def put(self, document: Document, sha256: str, source: str, path: Path) -> str:
        """Store what was read from `path` under `source` in one transaction, replacing what stood there; the doc_id.

        A document keeps its doc_id when its content changes. Its former content stays as a document of its own
        where another source still has it. Its corrections are applied to the new reading.
        """
        with self._writing() as version:
            doc_id, former = self._place_for(sha256, source), self.document_of_source(source)
            self._write_document(replace(document, doc_id=doc_id), sha256, version)
            self.corrections.forget_reading(doc_id)
            self._write_source(source, doc_id, path)
            self.corrections.inherit(doc_id, source, former)
            self._apply_corrections(doc_id, version)
        return doc_id

    def link(self, doc_id: str, source: str, path: Path) -> None:
        """Say that the file at `path` holds the content of a stored document, in one transaction."""
        with self._writing() as version:
            self._write_source(source, doc_id, path)
            self.corrections.inherit(doc_id, source, None)
            self._apply_corrections(doc_id, version)

    def delete(self, doc_id: str) -> None:
        """Take a document away with all its sources and records, in one transaction; its corrections wait."""
        with self._writing():
            self._connection.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))
            self.corrections.let_go()

    def correct(self, doc_id: str, changes: Iterable[Change], who: str, note: str) -> list[Correction]:
        """Keep and apply what a person says of a document, in one transaction; KbError where a change cannot be."""
        with self._writing() as version:
            numbers = []
            for change in changes:
                numbers.append(self.corrections.add(doc_id, drafted(change, self.document(doc_id)), who, note))
                self._apply_corrections(doc_id, version)
            made = [self.corrections.one(number) for number in numbers]
            if lost := next((each for each in made if each.state != "placed"), None):
                raise KbError(f"这处改正在文中对不上位置：“{lost.draft.anchor.verbatim}”。什么都没有改。")
        return made

    def undo(self, number: int, who: str) -> Correction:
        """Take a correction back, in one transaction; KbError where it was taken back before."""
        with self._writing() as version:
            correction = self.corrections.one(number)
            if correction.state == "undone":
                raise KbError(f"改正 {number} 已经撤销过了（撤销人：{correction.undone_by}）。")
            self.corrections.undo(number, who)
            if self._one("SELECT 1 FROM documents WHERE doc_id = ?", correction.doc_id):
                self._apply_corrections(correction.doc_id, version)
            return self.corrections.one(number)

    def corrected(self, doc_id: str, read: Document) -> Document:
        """Another reading of a stored document with its corrections; nothing is written."""
        standing = self.corrections.standing(doc_id)
        return corrected(reading_of(read), read, standing).document if standing else read

    def _apply_corrections(self, doc_id: str, version: int) -> None:
        """Make the stored document what its corrections make of the machine's reading."""
        standing = self.corrections.standing(doc_id)
        kept = self.corrections.reading(doc_id)
        if not standing and kept is None:
            return
        document = self.document(doc_id)
        done = corrected(kept or reading_of(document), document, standing)
        if standing:
            self.corrections.keep_reading(doc_id, done.reading)
        else:
            self.corrections.forget_reading(doc_id)
        self.corrections.place(done.placings)
        self._write_corrected(done.document, version)

    def _write_corrected(self, document: Document, version: int) -> None:
        columns = ", ".join(f"{column} = ?" for column in ("version", *rows.METADATA_COLUMNS))
        self._connection.execute(f"UPDATE documents SET {columns} WHERE doc_id = ?",
                                 (version, *rows.metadata_values(document.metadata), document.doc_id))
        self._write_records(document)

    def _place_for(self, sha256: str, source: str) -> str:
        """The doc_id under which this content is stored: that of its content, else of its source, else a new one."""
        if known := self.document_with_content(sha256):
            return known
        current = self.document_of_source(source)
        if current and len(self.sources(current)) == 1:
            return current
        for attempt in itertools.count():
            doc_id = hashlib.sha256(f"{source}\0{attempt}".encode()).hexdigest()[:12]
            if not self._one("SELECT 1 FROM documents WHERE doc_id = ?", doc_id):
                break
        return doc_id

    def _write_document(self, document: Document, sha256: str, version: int) -> None:
        values = (sha256, version, *rows.metadata_values(document.metadata), document.text,
                  rows.blocks_json(document.blocks), rows.outline_json(document.outline),
                  rows.strings_json(document.warnings), datetime.now(UTC).isoformat(timespec="seconds"))
        columns = ", ".join(_DOCUMENT_COLUMNS)
        updates = ", ".join(f"{column} = excluded.{column}" for column in _DOCUMENT_COLUMNS)
        self._connection.execute(
            f"INSERT INTO documents (doc_id, {columns}) VALUES (?, {_marks(values)}) "
            f"ON CONFLICT (doc_id) DO UPDATE SET {updates}", (document.doc_id, *values))
        self._write_records(document)

    def _write_records(self, document: Document) -> None:
        self._connection.execute("DELETE FROM records WHERE doc_id = ?", (document.doc_id,))
        for record in document.records:
            self._write_record(document, record)

    def _write_record(self, document: Document, record: Record) -> None:
        page = rows.page_of(document.blocks, record.span.start)
        number = self._connection.execute(
            "INSERT INTO records (doc_id, page, record_id, kind, quote, span_start, span_end, section, confidence, "
            "confirmed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document.doc_id, page, *rows.record_values(record))).lastrowid
        for table, values in (("deadlines", [rows.deadline_values(each) for each in record.deadlines]),
                              ("quantities", [rows.quantity_values(each) for each in record.quantities]),
                              ("units", [rows.unit_values(each) for each in record.units])):
            for row in values:
                self._connection.execute(f"INSERT INTO {table} VALUES (?, {_marks(row)})", (number, *row))

    def _write_source(self, source: str, doc_id: str, path: Path) -> None:
        """Point a source at its document and take away documents that no source points at any more."""
        self._connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
            "doc_id = excluded.doc_id, path = excluded.path", (source, doc_id, str(path)))
        self._connection.execute("DELETE FROM documents WHERE doc_id NOT IN (SELECT doc_id FROM sources)")
        self.corrections.know(doc_id, source)
        self.corrections.let_go()

    @contextmanager
    def _writing(self) -> Iterator[int]:
        """One transaction, whole or not at all, and the generation that it makes."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            version = self.generation() + 1
            self.set_setting("generation", str(version))
            yield version
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    # Reading documents

    def document_with_content(self, sha256: str) -> str | None:
        """The doc_id of the document whose file has this SHA-256."""
        return self._doc_id("SELECT doc_id FROM documents WHERE sha256 = ?", sha256)

    def document_of_source(self, source: str) -> str | None:
        """The doc_id of the document known by this path relative to the ingested folder."""
        return self._doc_id("SELECT doc_id FROM sources WHERE source = ?", source)

    def source_at(self, path: Path) -> str | None:
        """The source that was last read from this absolute path."""
        row = self._one("SELECT source FROM sources WHERE path = ? ORDER BY rowid LIMIT 1", str(path))
        return str(row["source"]) if row else None

    def path_of(self, source: str) -> Path | None:
        """The absolute path from which a source was last read."""
        row = self._one("SELECT path FROM sources WHERE source = ?", source)
        return Path(row["path"]) if row else None

    def sources(self, doc_id: str) -> tuple[str, ...]:
        """The sources of a document, the first one first."""
        found = self._all("SELECT source FROM sources WHERE doc_id = ? ORDER BY rowid", doc_id)
        return tuple(row["source"] for row in found)

    def sha256(self, doc_id: str) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal; KbError where there is no such document."""
        return str(self._document_row("SELECT sha256 FROM documents WHERE doc_id = ?", doc_id)["sha256"])

    def summaries(self) -> list[DocumentSummary]:
        """All documents in the order in which they were added."""
        sources: dict[str, list[str]] = defaultdict(list)
        for row in self._all("SELECT doc_id, source FROM sources ORDER BY rowid"):
            sources[row["doc_id"]].append(row["source"])
        return [rows.summary_of(row, sources[row["doc_id"]]) for row in self._all(f"{_SUMMARY} ORDER BY rowid")]

    def years_of_one(self) -> frozenset[int]:
        """The years of those documents that plan or report on one year."""
        found = self._all("SELECT DISTINCT first_year AS year FROM documents "
                          "WHERE first_year = coalesce(last_year, first_year)")
        return frozenset(row["year"] for row in found)

    def summary(self, doc_id: str) -> DocumentSummary:
        """One document's line; KbError where there is no such document."""
        row = self._document_row(f"{_SUMMARY} WHERE doc_id = ?", doc_id)
        return rows.summary_of(row, self.sources(doc_id))

    def document(self, doc_id: str) -> Document:
        """A whole document with its text, blocks, outline and records; KbError where there is no such document."""
        row = self._document_row("SELECT * FROM documents WHERE doc_id = ?", doc_id)
        records = (stored.record for stored in self.records(self.record_numbers(Filters(doc=doc_id))))
        return rows.document_of(row, self.sources(doc_id)[0], records)

    def find(self, reference: str) -> str:
        """The doc_id for a doc_id, a source, the path of an ingested file or a unique part of a title or source.

        KbError where nothing or more than one document is meant.
        """
        wanted = reference.strip()
        path = str(Path(wanted).expanduser().resolve())
        found = self._doc_ids("SELECT doc_id FROM documents WHERE doc_id = ?", wanted)
        found = found or self._doc_ids("SELECT doc_id FROM sources WHERE source = ? OR path = ?", wanted, path)
        part = fold(wanted)
        found = found or [each.doc_id for each in self.summaries()
                          if any(part in fold(name) for name in (each.title, *each.sources))]
        if not wanted or not found:
            names = near_names(wanted, (each.title for each in self.summaries()))
            raise KbError(f"知识库里没有这个文件：{reference}。{names}用 list 可以看到全部文件。")
        if len(found) > 1:
            some = "、".join(self.summary(each).title for each in found[:3])
            raise KbError(f"“{reference}”对应 {len(found)} 个文件（{some}…）。请写得更具体，或用文件编号。")
        return found[0]

    # Reading records

    def record_numbers(self, filters: Filters) -> list[int]:
        """The numbers of the records that meet the filters, in the order of documents and of their texts."""
        asked = list(conditions(filters, self.units))
        where = " AND ".join(condition for condition, _ in asked) or "1"
        parameters = [value for _, values in asked for value in values]
        return [row["number"] for row in self._all(
            f"SELECT number FROM records JOIN documents USING (doc_id) WHERE {where} "
            "ORDER BY documents.rowid, span_start, number", *parameters)]

    def records(self, numbers: Numbers) -> list[StoredRecord]:
        """The records of these numbers in this order; numbers that are gone are left out."""
        wanted = json.dumps(list(map(int, numbers)))
        deadlines = self._values("deadlines", wanted, rows.deadline_of)
        quantities = self._values("quantities", wanted, rows.quantity_of)
        units = self._values("units", wanted, rows.unit_of)
        found = {row["number"]: rows.record_of(row, deadlines[row["number"]], quantities[row["number"]],
                                               units[row["number"]])
                 for row in self._all("SELECT * FROM records WHERE number IN (SELECT value FROM json_each(?))", wanted)}
        return [found[number] for number in map(int, numbers) if number in found]

    def quotes(self, numbers: Numbers) -> dict[int, str]:
        """The quotes of the records of these numbers."""
        found = self._all("SELECT number, quote FROM records WHERE number IN (SELECT value FROM json_each(?))",
                          json.dumps(list(map(int, numbers))))
        return {row["number"]: row["quote"] for row in found}

    def contents(self) -> dict[str, tuple[int, int, int]]:
        """For each doc_id (version, first number, last number): what an index must hold; 0, 0 without records."""
        found = self._all("SELECT doc_id, version, coalesce(min(number), 0) AS first, coalesce(max(number), 0) AS last "
                          "FROM documents LEFT JOIN records USING (doc_id) GROUP BY doc_id")
        return {row["doc_id"]: (row["version"], row["first"], row["last"]) for row in found}

    def _values(self, table: str, wanted: str, read: Callable[[sqlite3.Row], Value]) -> dict[int, list[Value]]:
        """The values of the records whose numbers the JSON list holds, by number."""
        found: dict[int, list[Value]] = defaultdict(list)
        for row in self._all(f"SELECT * FROM {table} WHERE record IN (SELECT value FROM json_each(?)) ORDER BY rowid",
                             wanted):
            found[row["record"]].append(read(row))
        return found

    # Small helpers

    def _all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: Any) -> sqlite3.Row | None:
        return next(iter(self._all(sql, *values)), None)

    def _doc_id(self, sql: str, *values: Any) -> str | None:
        return next(iter(self._doc_ids(sql, *values)), None)

    def _doc_ids(self, sql: str, *values: Any) -> list[str]:
        return [str(row["doc_id"]) for row in self._all(sql, *values)]

    def _document_row(self, sql: str, doc_id: str) -> sqlite3.Row:
        if not (row := self._one(sql, doc_id)):
            raise KbError(f"知识库里没有这个文件：{doc_id}。用 list 可以看到全部文件。")
        return row


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
