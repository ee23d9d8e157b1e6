"""The table of saved searches."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kb.words import normal

_SEEN = "INSERT INTO saved_searches VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET looked_at = " \
        "excluded.looked_at, last_number = excluded.last_number, seen = excluded.seen"
_QUOTES = "SELECT number, doc_id, quote FROM records WHERE number IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A row: the request as JSON, the ISO time (UTC) when it was last looked at, and what was there then."""

    name: str
    request: str
    looked_at: str
    last_number: int
    seen: frozenset[str]


class SavedTable:
    """The saved searches on one connection. Each change is one statement and touches no document: it needs no lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[SavedRow]:
        """All of them by name."""
        rows = self._connection.execute("SELECT * FROM saved_searches ORDER BY name")
        return [SavedRow(name, request, looked_at, last, frozenset(json.loads(seen)))
                for name, request, looked_at, last, seen in rows]

    def put(self, row: SavedRow) -> None:
        """Keep a row; of one that is there only what was seen when is changed."""
        self._connection.execute(_SEEN, (row.name, row.request, row.looked_at, row.last_number,
                                         json.dumps(sorted(row.seen))))

    def delete(self, name: str) -> None:
        """Take one away."""
        self._connection.execute("DELETE FROM saved_searches WHERE name = ?", (name,))

    def last_number(self) -> int:
        """The greatest record number that was ever given, 0 before the first."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'records'").fetchone()
        return int(row[0]) if row else 0

    def fingerprints(self, numbers: Iterable[int]) -> dict[int, str]:
        """For each of these records what it says in which document, in 12 hexadecimal digits.

        A record that is read again gets another number and keeps its fingerprint.
        """
        rows = self._connection.execute(_QUOTES, (json.dumps(list(map(int, numbers))),))
        return {number: hashlib.sha256(f"{doc_id}\0{''.join(normal(quote).split())}".encode()).hexdigest()[:12]
                for number, doc_id, quote in rows}
