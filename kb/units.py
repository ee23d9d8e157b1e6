"""Who carries the records: a line for each body, whatever its spellings, for lists and for the choice of a filter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.unit_table import Spelling, UnitTable, Use
from pipelines.bodies import Body
from pipelines.document import Document

ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合"}
LEVELS = {"national": "国家", "province": "省级", "city": "市级", "county": "县级"}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One body: its spellings with the number of records of each, the most frequent first.

    `roles` gives the number of records by role (lead, responsible, support), `records` that of all; `due` the next
    last days of deadlines with the number of records of each, the earliest first. `former` are those spellings that
    are former names.
    """

    body: Body
    spellings: tuple[tuple[str, int], ...]
    former: tuple[str, ...]
    roles: dict[str, int]
    records: int
    due: tuple[tuple[date, int], ...]

    @property
    def key(self) -> str:
        """What `Filters.unit` takes to find just this body's records."""
        return self.body.key


def unit_lines(table: UnitTable, uses: Iterable[Use], today: date) -> list[UnitLine]:
    """A line for each body, the one with the most records first; deadlines from `today` on."""
    found = list(uses)
    bodies = table.bodies(use.spelling for use in found)
    of_body: dict[str, list[Use]] = defaultdict(list)
    for use in found:
        of_body[bodies[use.spelling].key].append(use)
    lines = [_line(each, bodies, today) for each in of_body.values()]
    return sorted(lines, key=lambda line: (-line.records, line.body.full))


def unit_names(table: UnitTable) -> list[UnitLine]:
    """The lines of all stored records without deadlines: for the choice of a filter."""
    return unit_lines(table, table.uses(), date.max)


def uses_in(document: Document) -> Iterator[Use]:
    """Every unit of the records of a document, stored or not."""
    metadata = document.metadata
    for record in document.records:
        due = tuple(each.end.isoformat() for each in record.deadlines if each.end)
        for unit in record.units:
            yield Use(Spelling(unit.name, metadata.region, metadata.level), document.doc_id, record.id, unit.role, due)


def _line(uses: list[Use], bodies: Mapping[Spelling, Body], today: date) -> UnitLine:
    spelled = _records_by(uses, lambda use: use.spelling.name)
    frequent = Counter(use.spelling for use in uses if not bodies[use.spelling].former).most_common(1)
    body = bodies[frequent[0][0] if frequent else uses[0].spelling]
    former = {use.spelling.name for use in uses if bodies[use.spelling].former}
    roles = _records_by(uses, lambda use: use.role)
    due = {(use.doc_id, use.record_id, day) for use in uses for day in use.due if day >= today.isoformat()}
    days = Counter(date.fromisoformat(day) for *_, day in due)
    return UnitLine(body, tuple(spelled.most_common()), tuple(sorted(former)), {role: roles[role] for role in ROLES},
                    len({(use.doc_id, use.record_id) for use in uses}), tuple(sorted(days.items())))


def _records_by(uses: Iterable[Use], value: Callable[[Use], str]) -> Counter[str]:
    """The number of records for each value."""
    return Counter(each for each, *_ in dict.fromkeys((value(use), use.doc_id, use.record_id) for use in uses))
