"""The units of stored records as bodies: which spellings a filter asks for, who carries which record."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.user_register import UserRegister, user_register
from pipelines.bodies import Body, canonical, is_meant
from pipelines.body_register import Register
from pipelines.body_scopes import Seat, seat_of
from pipelines.fold import fold

_FROM = "FROM units JOIN records ON records.number = units.record JOIN documents USING (doc_id)"
_DUE = "(SELECT group_concat(last_day) FROM deadlines WHERE deadlines.record = units.record)"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as records spell it, and the region and level of the documents that do."""

    name: str
    region: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Use:
    """One unit of one record: role is lead | responsible | support, `due` the last days of the record's deadlines."""

    spelling: Spelling
    doc_id: str
    record_id: str
    role: str
    due: tuple[str, ...]


class UnitTable:
    """The table of units on one connection, read with the register at `path`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._spellings: tuple[object, list[Spelling]] = (None, [])
        self._bodies: tuple[Register | None, dict[Spelling, Body]] = (None, {})

    @property
    def register(self) -> UserRegister:
        """The register in force, as its file is now."""
        return user_register(self.path)

    def bodies(self, spellings: Iterable[Spelling]) -> dict[Spelling, Body]:
        """The bodies that spellings mean in their documents."""
        register = self.register.register
        if self._bodies[0] is not register:
            self._bodies = register, {}
        known = self._bodies[1]
        return {each: known.get(each) or known.setdefault(
            each, canonical(each.name, seat_of(each.region, each.level), register)) for each in set(spellings)}

    def asked_for(self, unit: str) -> str:
        """The spellings that a filter means, as the JSON list that CONDITION takes.

        `unit` is the key of a body, or a name: all spellings of that body, and names that hold it; of a name that the
        register lacks, names that hold its characters in their order.
        """
        bodies = self.bodies(self._all())
        if "/" in unit:
            found = [each for each, body in bodies.items() if body.key == unit]
        else:
            asked = canonical(unit, Seat(), self.register.register)
            part = _part(unit, asked.known)
            found = [each for each, body in bodies.items() if part.search(each.name) or is_meant(asked, body)]
        return json.dumps([_joined(each) for each in found], ensure_ascii=False)

    def uses(self, doc_ids: Iterable[str] | None = None) -> Iterator[Use]:
        """Every unit of the records of these documents, of all where None is given, in the order of records."""
        wanted = None if doc_ids is None else json.dumps(list(doc_ids))
        rows = self._connection.execute(
            f"SELECT units.name, region, level, doc_id, record_id, role, {_DUE} {_FROM} "
            "WHERE ?1 IS NULL OR doc_id IN (SELECT value FROM json_each(?1)) ORDER BY number, units.rowid", (wanted,))
        for name, region, level, doc_id, record_id, role, due in rows:
            yield Use(Spelling(name, region, level), doc_id, record_id, role, tuple(due.split(",")) if due else ())

    def _all(self) -> list[Spelling]:
        """All spellings, read anew after a change of the knowledge base."""
        now = self._connection.execute("SELECT value FROM settings WHERE name = 'generation'").fetchone()[0]
        if self._spellings[0] != now:
            rows = self._connection.execute(f"SELECT DISTINCT units.name, region, level {_FROM}")
            self._spellings = now, [Spelling(*row) for row in rows]
        return self._spellings[1]


# One value for the three parts of a Spelling, to be found in the list that `asked_for` gives.
CONDITION = ("units.name || '|' || coalesce(region, '') || '|' || coalesce(level, '') "
             "IN (SELECT value FROM json_each(?))")


def _joined(spelling: Spelling) -> str:
    return "|".join((spelling.name, spelling.region or "", spelling.level or ""))


def _part(unit: str, known: bool) -> re.Pattern[str]:
    """Names that hold the text; 教育部 does not ask for 教育部门."""
    text = "".join(fold(unit).split())
    return re.compile(re.escape(text) + "(?!门)" if known else ".*".join(map(re.escape, text)))
