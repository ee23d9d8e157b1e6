"""What a person says is otherwise than the machine read it, and the corrections that are kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.gold_values import Value
from kb.places import Anchor
from pipelines.document import Document, Metadata, Record, Span

MetadataValue = str | date | tuple[int | None, int | None] | None
# placed: it holds; moved: it holds, but the words at its place were edited and a person should look; unplaced: its
# place is not in the text any more, it waits; undone: taken back by a person.
STATES = {"placed": "有效", "moved": "有效，但原文有改动，请核对", "unplaced": "找不到位置", "undone": "已撤销"}


@dataclass(frozen=True, slots=True)
class KindChange:
    """The record (its id, r012) is a task | target | result."""

    record: str
    kind: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """What was read as this record is none."""

    record: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The record is right as it stands: its kind, its boundaries and all its values."""

    record: str


@dataclass(frozen=True, slots=True)
class BoundsChange:
    """The record is this stretch of Document.text; records that lie wholly within it become part of it."""

    record: str
    span: Span


@dataclass(frozen=True, slots=True)
class Addition:
    """This stretch of Document.text is a record that was overlooked; its values are read from it."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A deadline, quantity or unit of a record is `new` in place of `old`; None: it is added or taken away.

    `old` must be one of the record's values; `new` needs a span in Document.text, its confidence does not count.
    To change a value, give dataclasses.replace(old, …).
    """

    record: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class MetadataChange:
    """A field of the document's metadata (a name of pipelines.document.Metadata) is `value`; None: it has none."""

    field: str
    value: MetadataValue


RecordChange = KindChange | Rejection | Confirmation | BoundsChange | ValueChange
Change = RecordChange | Addition | MetadataChange


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction before it is stored: `old` and `new` are JSON as kb.drafting writes it for each `what`.

    what: kind | reject | confirm | bounds | add | deadlines | quantities | units | metadata. `record` is the id of
    the record that it hangs on, None for metadata.
    """

    what: str
    record: str | None
    anchor: Anchor
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that was made; kept for ever, also when it is undone or its document is deleted.

    `record` is the id of the record that it hangs on now; `who` is the name of the operating system's user; times are
    ISO in UTC; `state` is a key of STATES; `document` is the title by which its document was last known.
    """

    number: int
    doc_id: str
    document: str
    draft: Draft
    who: str
    made_at: str
    note: str
    undone_by: str | None
    undone_at: str | None
    state: str

    @property
    def holds(self) -> bool:
        """Whether the stored document shows it."""
        return self.state in ("placed", "moved")


@dataclass(frozen=True, slots=True)
class Placing:
    """What became of a correction in a reading: a key of STATES, and the id of its record."""

    state: str
    record: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine read: its metadata and records; and once more, under metadata that a person set (the year).

    `again` are those metadata, None where nothing was read again.
    """

    metadata: Metadata
    records: tuple[Record, ...]
    again: Metadata | None = None
    records_again: tuple[Record, ...] = ()


def reading_of(document: Document) -> Reading:
    """The reading of a document that nobody has corrected."""
    return Reading(document.metadata, document.records)
