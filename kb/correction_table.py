"""The tables of corrections: what people corrected, under which names their documents were known, what was read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from kb.changes import Correction, Draft, Placing, Reading
from kb.errors import KbError
from kb.gold_format import metadata_format, record_format
from kb.gold_values import metadata_of, record_of
from kb.places import Anchor
from pipelines.document import Record

_COLUMNS = ("what", "record", "quote", "occurrence", "total", "before", "after", "verbatim", "old", "new", "who",
            "made_at", "note", "undone_by", "undone_at", "state")
# The first source of a document gives its last known title.
_ALL = """
SELECT corrections.*, (SELECT title FROM identities WHERE identities.doc_id = corrections.doc_id
                       ORDER BY identities.rowid LIMIT 1) AS document FROM corrections"""
_GONE = "doc_id NOT IN (SELECT doc_id FROM documents)"


class CorrectionTable:
    """The rows of corrections on one connection; writing is for a transaction of the store's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, doc_id: str, draft: Draft, who: str, note: str) -> int:
        """Keep a correction; its number."""
        anchor = draft.anchor
        values = (draft.what, draft.record, anchor.quote, anchor.occurrence, anchor.total, anchor.before, anchor.after,
                  anchor.verbatim, _dump(draft.old), _dump(draft.new), who, now(), note, None, None, "placed")
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        number = self._connection.execute(
            f"INSERT INTO corrections (doc_id, {', '.join(_COLUMNS)}) VALUES ({marks})", (doc_id, *values)).lastrowid
        assert number is not None
        return number

    def undo(self, number: int, who: str) -> None:
        """Mark a correction as taken back; it stays in the history."""
        self._connection.execute("UPDATE corrections SET undone_by = ?, undone_at = ?, state = 'undone' "
                                 "WHERE number = ?", (who, now(), number))

    def place(self, placings: Mapping[int, Placing]) -> None:
        """Note what became of the corrections of a document."""
        self._connection.executemany("UPDATE corrections SET state = ?, record = ? WHERE number = ?",
                                     [(each.state, each.record, number) for number, each in placings.items()])

    def of(self, doc_id: str) -> list[Correction]:
        """The corrections of a document in the order in which they were made, those undone included."""
        return self._found("WHERE doc_id = ? ORDER BY number", doc_id)

    def standing(self, doc_id: str) -> list[Correction]:
        """The corrections of a document that were not undone."""
        return [each for each in self.of(doc_id) if each.state != "undone"]

    def one(self, number: int) -> Correction:
        """One correction; KbError where there is none of this number."""
        if found := self._found("WHERE number = ?", number):
            return found[0]
        raise KbError(f"没有编号为 {number} 的改正。用 correct DOC --list 可以看到编号。")

    def to_look_at(self) -> list[Correction]:
        """Those that found no place, also because their document is gone, then those whose words were edited."""
        found = self._found("WHERE state IN ('unplaced', 'moved') ORDER BY doc_id, number")
        return sorted(found, key=lambda each: each.state == "moved")

    def let_go(self) -> None:
        """Note that the corrections of documents that are gone have no place any more."""
        self._connection.execute(f"UPDATE corrections SET state = 'unplaced' WHERE state <> 'undone' AND {_GONE}")

    def documents(self) -> list[str]:
        """The doc_ids of the stored documents that show a correction."""
        found = self._connection.execute("SELECT DISTINCT doc_id FROM corrections WHERE state IN ('placed', 'moved') "
                                         "ORDER BY doc_id")
        return [row["doc_id"] for row in found]

    def _found(self, condition: str, *values: Any) -> list[Correction]:
        return [_correction_of(row) for row in self._connection.execute(f"{_ALL} {condition}", values)]

    # The documents' names

    def know(self, doc_id: str, source: str) -> None:
        """Remember by which source and content the stored document is known, also after it is gone."""
        self._connection.execute(
            "INSERT OR REPLACE INTO identities SELECT doc_id, ?, sha256, coalesce(title, ?) FROM documents "
            "WHERE doc_id = ?", (source, source, doc_id))

    def inherit(self, doc_id: str, source: str, former: str | None) -> None:
        """Give a document the corrections of those it continues.

        `former` is the document that its source meant before: one that other sources still have keeps its own. A
        document that is gone leaves its corrections to one of the same source or the same content.
        """
        heirs = self._connection.execute("SELECT 1 FROM corrections WHERE doc_id = ?", (doc_id,)).fetchone()
        if former not in (None, doc_id) and not heirs:
            columns = ", ".join(_COLUMNS)
            self._connection.execute(
                f"INSERT INTO corrections (doc_id, {columns}) SELECT ?, {columns} FROM corrections "
                "WHERE doc_id = ? AND doc_id IN (SELECT doc_id FROM documents) ORDER BY number", (doc_id, former))
        self._connection.execute(
            f"UPDATE corrections SET doc_id = ?1 WHERE {_GONE} AND doc_id IN (SELECT doc_id FROM identities "
            "WHERE source = ?2 OR sha256 = (SELECT sha256 FROM documents WHERE doc_id = ?1))", (doc_id, source))

    # What the machine read

    def reading(self, doc_id: str) -> Reading | None:
        """The machine's reading of a document, kept while it has corrections."""
        row = self._connection.execute("SELECT content FROM readings WHERE doc_id = ?", (doc_id,)).fetchone()
        if row is None:
            return None
        kept = json.loads(row["content"])
        again = metadata_of(kept["again"]) if kept["again"] else None
        return Reading(metadata_of(kept["metadata"]), _records_of(kept["records"]), again,
                       _records_of(kept["records_again"]))

    def keep_reading(self, doc_id: str, reading: Reading) -> None:
        """Keep the machine's reading beside the corrected document."""
        content = {"metadata": metadata_format(reading.metadata), "records": _forms(reading.records),
                   "again": metadata_format(reading.again) if reading.again else None,
                   "records_again": _forms(reading.records_again)}
        self._connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (doc_id, _dump(content)))

    def forget_reading(self, doc_id: str) -> None:
        """Forget the machine's reading: the stored document is what it read."""
        self._connection.execute("DELETE FROM readings WHERE doc_id = ?", (doc_id,))


def now() -> str:
    """This moment, ISO in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _forms(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [record_format(record) for record in records]


def _records_of(forms: Iterable[Mapping[str, Any]]) -> tuple[Record, ...]:
    return tuple(map(record_of, forms))


def _correction_of(row: sqlite3.Row) -> Correction:
    anchor = Anchor(row["quote"], row["occurrence"], row["total"], row["before"], row["after"], row["verbatim"])
    draft = Draft(row["what"], row["record"], anchor, json.loads(row["old"]), json.loads(row["new"]))
    return Correction(row["number"], row["doc_id"], row["document"] or row["doc_id"], draft, row["who"],
                      row["made_at"], row["note"], row["undone_by"], row["undone_at"], row["state"])


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
