"""The types that pass between the steps; field names are those of the annotation guideline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters of Document.text."""

    start: int
    end: int

    def shifted(self, offset: int) -> Span:
        """The same range, `offset` characters further on."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row and where it stood in the file.

    `start` and `end` are characters of Document.text (0, 0 until the blocks are joined); `page` counts from 1;
    `box` is (left, top, right, bottom) in PDF points from the page's upper left corner; `cells` holds a table
    row's cells, whose texts stand in `text` joined by tabs; `header` holds the cells of that table's head row.
    """

    text: str
    start: int = 0
    end: int = 0
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What kind of document it is, whose, for where and when (values as in the guideline).

    `confirmed` names the fields that a person has set.
    """

    title: str | None = None
    doc_type: str = "other"
    issuer: str | None = None
    region: str | None = None
    level: str | None = None
    period: tuple[int | None, int | None] = (None, None)
    issue_date: date | None = None
    publish_date: date | None = None
    doc_number: str | None = None
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the outline: level counts from 1, number is verbatim without its punctuation."""

    level: int
    number: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a record is due: type is by | during | recurring | event; `confirmed`: a person has said so."""

    text: str
    type: str
    start: date | None
    end: date | None
    freq: str | None
    span: Span
    confidence: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: op is >= | <= | = | increase_by | decrease_by | range; 万 and 亿 are multiplied out.

    `confirmed`: a person has said so.
    """

    text: str
    indicator: str | None
    op: str
    value: float
    value_max: float | None
    unit: str | None
    span: Span
    confidence: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ResponsibleUnit:
    """Who carries a record: role is lead | responsible | support; name is in simplified characters.

    `confirmed`: a person has said so.
    """

    name: str
    role: str
    text: str
    span: Span
    confidence: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A task, target or result; `section` is the path of headings above it, outermost first.

    `confirmed`: a person has set its kind or boundaries, or has read it through.
    """

    id: str
    kind: str
    quote: str
    span: Span
    section: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    quantities: tuple[Quantity, ...]
    units: tuple[ResponsibleUnit, ...]
    confidence: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: `text` is the kept blocks joined by line feeds, verbatim."""

    doc_id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    outline: tuple[Section, ...] = ()
    records: tuple[Record, ...] = ()
    warnings: tuple[str, ...] = field(default=())


Value = TypeVar("Value", Deadline, Quantity, ResponsibleUnit, Record)


_NAMES: dict[object, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind)) for kind in (Deadline, Quantity, ResponsibleUnit, Record)}
_FIELDS = {kind: frozenset(names) for kind, names in _NAMES.items()}
_READ: dict[object, attrgetter[tuple[object, ...]]] = {kind: attrgetter(*names) for kind, names in _NAMES.items()}


def with_fields(value: Value, **changed: object) -> Value:
    """The value with some fields set: dataclasses.replace in a quarter of its time, for what every sentence needs.

    TypeError for a name that is no field.
    """
    kind: Callable[..., Value] = type(value)
    if not changed.keys() <= _FIELDS[kind]:
        raise TypeError(f"no fields of {type(value).__name__}: {sorted(changed.keys() - _FIELDS[kind])}")
    return kind(*map(changed.get, _NAMES[kind], _READ[kind](value)))
