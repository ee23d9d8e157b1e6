"""The units of stored records as bodies: which spellings a filter asks for, who carries which record."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


class _Index:
    """Spellings by their names and by the bodies that they mean: 50,000 of them share some hundred names."""

    def __init__(self, bodies: dict[Spelling, Body]) -> None:
        self.by_name: dict[str, list[Spelling]] = defaultdict(list)
        self.by_key: dict[str, list[Spelling]] = defaultdict(list)
        self._by_own_name: dict[str, list[tuple[Body, Spelling]]] = defaultdict(list)
        for spelling, body in bodies.items():
            self.by_name[spelling.name].append(spelling)
            self.by_key[body.key].append(spelling)
            self._by_own_name[body.name].append((body, spelling))

    def meant(self, unit: str, register: Register) -> Iterator[Spelling]:
        """All spellings of the body that the name means, and names that hold it; of an unknown name see UnitTable."""
        asked = canonical(unit, Seat(), register)
        part = _part(unit, asked.known)
        held = [name for name in self.by_name if part.search(name)]
        yield from (spelling for name in held for spelling in self.by_name[name])
        yield from (spelling for body, spelling in self._by_own_name.get(asked.name, ())
                    if spelling.name not in held and is_meant(asked, body))


class UnitTable:
    """The table of units on one connection, read with the register at `path`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._spellings: tuple[object, list[Spelling]] = (None, [])
        self._bodies: tuple[Register | None, dict[Spelling, Body]] = (None, {})
        self._issuers: tuple[Register | None, dict[str, Body]] = (None, {})
        self._index: tuple[Sequence[Spelling], Register | None, _Index] = ((), None, _Index({}))

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
        """The spellings in the database that a filter means (see `meant`), as the JSON list that CONDITION takes."""
        return json.dumps([_joined(each) for each in self.meant(unit, self._all())], ensure_ascii=False)

    def meant(self, unit: str, spellings: Sequence[Spelling]) -> list[Spelling]:
        """Those of different spellings that a filter means; quick when asked again about the same object.

        `unit` is the key of a body, or a name: all spellings of that body, and names that hold it; of a name that the
        register lacks, names that hold its characters in their order.
        """
        register = self.register.register
        if self._index[0] is not spellings or self._index[1] is not register:
            self._index = spellings, register, _Index(self.bodies(spellings))
        index = self._index[2]
        return list(index.by_key.get(unit, ()) if "/" in unit else index.meant(unit, register))

    def issuers_meant(self, body: str, issuers: Sequence[str]) -> list[str]:
        """Those of the issuers of documents that are the body: of any place if none is named; or are called just so."""
        register = self.register.register
        if self._issuers[0] is not register:
            self._issuers = register, {}
        known = self._issuers[1]
        asked = canonical(body, Seat(), register)
        return [each for each in issuers if each == body or is_meant(
            asked, known.get(each) or known.setdefault(each, canonical(each, Seat(), register)))]

    def issued_by(self, body: str) -> str:
        """The issuers in the database that a filter means, as a JSON list."""
        rows = self._connection.execute("SELECT DISTINCT issuer FROM documents WHERE issuer IS NOT NULL")
        return json.dumps(self.issuers_meant(body, [row[0] for row in rows]), ensure_ascii=False)

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
