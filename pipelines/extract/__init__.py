"""Readings in, records out: cut, told apart by kind, with the deadlines and units that govern them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipelines.document import Deadline, Metadata, Record, ResponsibleUnit, Section, Span, with_fields
from pipelines.extract.kind import kind_of
from pipelines.extract.name_lists import is_name
from pipelines.extract.readings import Reading, at_place, trimmed
from pipelines.extract.segment import split_records, without_announcement
from pipelines.extract.units import find_units
from pipelines.numbering import ORDINAL_RANK

_MOST_OF_A_YEAR = 300  # days
_KIND_OF_A_ROW = {"task": ("task", 0.9), "goal": ("target", 0.9)}


def build_records(text: str, folded: str, readings: Iterable[Reading],
                  metadata: Metadata) -> tuple[Record, ...]:
    """Records of a document in order, ids r001, r002 …; quotes and values verbatim from `text`."""
    records: list[Record] = []
    item_start = governed_from = 0
    previous: Reading | None = None
    announced: tuple[Deadline, ...] = ()
    for reading in readings:
        if previous is None or _opens_item(previous, reading):
            item_start = len(records)
        announced = _announced_time(folded, reading, announced, previous)
        inherited = _lead_in_deadlines(folded, previous, records) or announced
        records += _records_of(text, folded, reading, metadata, inherited)
        if reading.bracket or reading.bracket_due:
            # 牵头单位：… and 配合单位：… on lines of their own govern the same records.
            governed_from = item_start if item_start < len(records) else governed_from
            records[governed_from:] = [_with_bracket(record, reading) for record in records[governed_from:]]
            item_start = len(records)
        previous = reading
    return tuple(with_fields(record, id=f"r{number:03d}") for number, record in enumerate(records, 1))


def _announced_time(folded: str, reading: Reading, before: tuple[Deadline, ...], previous: Reading | None
                    ) -> tuple[Deadline, ...]:
    """The time that a line set for the numbered list below it: 今年办好以下十件实事：1.…；2.…."""
    if not reading.sentence.first:
        return before
    if reading.sentence.number is None:
        return ()
    if previous and previous.sentence.number is None and folded.endswith("：", 0, previous.sentence.span.end):
        return previous.deadlines
    return before


def _opens_item(previous: Reading, reading: Reading) -> bool:
    """Whether a numbered item or another heading begins here; 一是 and ① stay in the item around them."""
    if reading.is_row or previous.is_row:
        return True
    number = reading.sentence.number
    numbered = number is not None and number.rank < ORDINAL_RANK and reading.sentence.first
    titled = previous.path != reading.path and previous.sentence.block != reading.sentence.block
    return numbered or titled or _numbered(previous.path) != _numbered(reading.path)


def _numbered(path: Sequence[Section]) -> list[Span]:
    return [section.span for section in path if section.number]


def _lead_in_deadlines(folded: str, previous: Reading | None, records: Sequence[Record]) -> tuple[Deadline, ...]:
    """Deadlines of a lead-in that still holds behind a semicolon: 今年主要目标是：甲5%；乙6%。"""
    if previous is None or previous.sentence.close != "；" or not records:
        return ()
    if not previous.span.overlaps(records[-1].span):
        return ()
    colon = folded.find("：", previous.span.start, previous.span.end)
    return tuple(d for d in records[-1].deadlines if d.span.end <= max(colon, previous.span.start))


def _records_of(text: str, folded: str, reading: Reading, metadata: Metadata,
                inherited: tuple[Deadline, ...]) -> Iterator[Record]:
    """Records of one sentence; a deadline or a subject that its first record names holds for the next."""
    units: tuple[ResponsibleUnit, ...] = ()
    body = reading.span if reading.is_row else without_announcement(folded, reading.span)
    inherited = tuple(d for d in reading.deadlines if d.span.end <= body.start) or inherited
    for cut in _cuts(folded, reading, body):
        span = trimmed(folded, cut.start, cut.end)
        words = folded[span.start:span.end]
        quantities = tuple(q for q in reading.quantities if span.overlaps(q.span))
        judged = _KIND_OF_A_ROW[reading.role] if reading.is_row else kind_of(words, reading.role, quantities, metadata)
        own = tuple(d for d in reading.deadlines if reading.is_row or span.overlaps(d.span))
        inherited = own or tuple(d for d in inherited if _holds_on(d) or _binds_on(d, reading.role))
        units = at_place(find_units(words), text, span.start) or units
        if judged and not is_name(words) and not _is_time_alone(words, own):  # a name alone signs the document
            yield Record("", judged[0], text[span.start:span.end], span, _titles(text, reading.path), inherited,
                         quantities, units, judged[1])


def _is_time_alone(words: str, deadlines: Sequence[Deadline]) -> bool:
    """Whether a stretch only says when, as what a page's end tears off does: “十四五”时期，"""
    return sum(each.span.end - each.span.start for each in deadlines) >= len(words.strip("，。；")) > 0


def _cuts(folded: str, reading: Reading, body: Span) -> list[Span]:
    """Where a sentence is cut; a table row is one record."""
    return [body] if reading.is_row else split_records(folded, body, reading.deadlines, reading.quantities)


def _binds_on(deadline: Deadline, role: str) -> bool:
    """Whether a limit of one task holds for the next of its sentence as well; a plain month or week is the first's."""
    return role != "result" and deadline.type != "during"


def _holds_on(deadline: Deadline) -> bool:
    """Whether the time of one result holds for the next: 全年, 截至6月底 do; an event, a month, …以来 do not."""
    if deadline.text.endswith(("以来", "以來")):
        return False
    if deadline.type == "by" or deadline.start == deadline.end:
        return deadline.end is not None
    return (deadline.start is not None and deadline.end is not None
            and (deadline.end - deadline.start).days >= _MOST_OF_A_YEAR)


def _titles(text: str, path: Sequence[Section]) -> tuple[str, ...]:
    return tuple(text[section.span.start:section.span.end] for section in path)


def _with_bracket(record: Record, reading: Reading) -> Record:
    """The record with what the closing bracket says.

    A body that both name keeps the bracket's role (guideline, rule 4); a deadline of the record's own goes before it.
    """
    named = {unit.name for unit in reading.bracket}
    units = tuple(unit for unit in record.units if unit.name not in named) + reading.bracket
    return with_fields(record, units=units, deadlines=record.deadlines or reading.bracket_due)
