"""Sentences read: the values that each holds, at their places in the document, before records are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipelines.document import Block, Deadline, Metadata, Quantity, ResponsibleUnit, Section, Span, with_fields
from pipelines.extract.closing_brackets import first_named_leads, led_by_first
from pipelines.extract.closing_statements import read_closing_statement
from pipelines.extract.deadlines import TimeContext, find_deadlines
from pipelines.extract.indicator_rows import read_indicator_row
from pipelines.extract.phrases import heading_topic
from pipelines.extract.quantities import find_quantities
from pipelines.extract.roles import Course, role_announced, role_in_preamble, role_of
from pipelines.extract.rows import TaskRow, read_row
from pipelines.extract.units import find_closing_bracket
from pipelines.fold import fold
from pipelines.outline import Placed, announces_conditions
from pipelines.sentences import Sentence

_NO_COURSE = Course()
_SPRING = 4  # people's congresses sit from January to April
_LONGEST_BASE = 120  # characters
# A last clause that holds a limit without a label: （市财政局牵头；8月底前）.
_DUE_ALONE = re.compile(r"[；，](?=(?:20\d\d年)?"
                        r"(?:\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底)?|[上下]半年|[一二三四]季度末?|年|全年)"
                        r"(?:底|内|末)?(?:以?前)?(?:完成[^，；）】]{0,12})?[）】\]])")
# A line of its own below the item that it limits.
_DUE_LINE = re.compile(r"(?:完成|办理|推进|工作|计划)?(?:时限|期限|时间节点|完成时间|时间安排|进度安排)[：:]")
_DUE_LABEL = re.compile(r"(?:时限|时间|期限|节点)：")
Value = TypeVar("Value", Deadline, Quantity, ResponsibleUnit)


# Stands for the rank of a sentence without a number: its list is of the rank of the first item.
_UNNUMBERED = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence behind its number and before its bracket of responsibility; all spans are the document's."""

    sentence: Sentence
    path: tuple[Section, ...]
    role: str
    span: Span
    deadlines: tuple[Deadline, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    bracket: tuple[ResponsibleUnit, ...] = ()
    bracket_due: tuple[Deadline, ...] = ()
    is_row: bool = False


def at_place(values: Sequence[Value], text: str, offset: int) -> tuple[Value, ...]:
    """Values found in a stretch that begins at `offset`, with the document's spans and verbatim text."""
    shifted = [(value, value.span.shifted(offset)) for value in values]
    return tuple(with_fields(value, span=span, text=text[span.start:span.end]) for value, span in shifted)


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends."""
    inner = text[start:end]
    return Span(start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip())))


def read_sentences(text: str, folded: str, blocks: Sequence[Block], placed: Sequence[Placed],
                   metadata: Metadata, course: Course) -> Iterator[Reading]:
    """The values of every sentence and of every row of a table of tasks or indicators; other rows are passed over.

    `text` is verbatim, `folded` the same folded. A bracket of responsibility at a sentence's end is taken off its span.
    """
    finished = _led_by_first if first_named_leads(folded) else _as_it_is
    announced: str | None = None
    listing: int | None = None
    before: Reading | None = None
    for each in placed:
        sentence = each.sentence
        words = folded[sentence.span.start:sentence.span.end]
        listing = _goes_on_listing(listing, sentence)
        announced = role_announced(words, metadata, None if sentence.first else announced)
        role = announced or role_of(each.path, metadata, course)
        role = "condition" if listing is not None else role_in_preamble(words) if role == "preamble" else role
        if listing is None and announces_conditions(words):
            listing = sentence.number.rank if sentence.number else _UNNUMBERED
        when = time_context(role, metadata, course)
        block = blocks[sentence.block]
        if not block.cells:
            before = _reading(text, folded, each, role, when, _topic(each, before))
            yield finished(before)
        elif row := read_row(folded, block):
            yield finished(_row_reading(text, folded, each, row, when))
        elif aim := read_indicator_row(text, folded, block):
            yield Reading(sentence, each.path, "goal", aim.span, aim.deadlines, aim.quantities, is_row=True)
        if announced == "goal" and sentence.close != "；":
            announced = None


def _led_by_first(reading: Reading) -> Reading:
    return replace(reading, bracket=led_by_first(reading.bracket)) if reading.bracket else reading


def _as_it_is(reading: Reading) -> Reading:
    return reading


def _goes_on_listing(listing: int | None, sentence: Sentence) -> int | None:
    """The rank under which a list of conditions goes on; None where the sentence is not one of its items."""
    if listing is None or not sentence.first:
        return listing
    rank = sentence.number.rank if sentence.number else -1
    return (rank - 1 if listing == _UNNUMBERED else listing) if rank > listing else None


def time_context(role: str, metadata: Metadata, course: Course = _NO_COURSE) -> TimeContext:
    """The years that a chapter means where it leaves them out: the look-back of a plan speaks of the year before it,
    the look-ahead of a summary of the year after.

    So does the look-back of a report given at the beginning of the year that it plans (government work reports).
    """
    first, last = metadata.period
    issued = metadata.issue_date or metadata.publish_date
    in_spring = metadata.doc_type == "report" and issued and issued.year == first and issued.month <= _SPRING
    looks_back = role == "result" and (metadata.doc_type in ("plan", "five_year_plan") or course.plans_own_year
                                       or bool(in_spring))
    if metadata.doc_type == "summary" and first and last:
        ahead = last if last > first else last + 1
        year = ahead if role in ("task", "goal") else first
        return TimeContext(year, year, issued)
    return TimeContext(first, last, issued, looks_back)


def _reading(text: str, folded: str, placed: Placed, role: str, when: TimeContext, topic: str) -> Reading:
    span = trimmed(folded, placed.sentence.body, placed.sentence.span.end)
    closing = find_closing_bracket(folded[span.start:span.end])
    bracket: tuple[ResponsibleUnit, ...] = ()
    due: tuple[Deadline, ...] = ()
    if closing:
        bracket = at_place(closing[1], text, span.start)
        due = _bracket_due(text, folded, closing[0].shifted(span.start), when)
        span = _without(folded, span, closing[0].shifted(span.start))
    body = folded[span.start:span.end]
    if line := _DUE_LINE.match(body):
        return Reading(placed.sentence, placed.path, role, Span(span.end, span.end),
                       bracket_due=_limits(text, folded, Span(span.start + line.end(), span.end), when))
    statement = read_closing_statement(body)
    if statement:
        return Reading(placed.sentence, placed.path, role, Span(span.end, span.end),
                       bracket=at_place(statement, text, span.start))
    times = find_deadlines(body, when)
    deadlines = [d for d in times if role == "result" or not _is_past(d, when)]
    quantities = find_quantities(body, [d.span for d in times], _counted_before(folded, span), topic)
    return Reading(placed.sentence, placed.path, role, span, at_place(deadlines, text, span.start),
                   at_place(quantities, text, span.start), bracket, due)


def _topic(placed: Placed, before: Reading | None) -> str:
    """What a sentence is about where it does not say so: what the one before measured last, else its heading."""
    if before and before.quantities and not placed.sentence.first and before.sentence.block == placed.sentence.block:
        return before.quantities[-1].indicator or ""
    return heading_topic(fold(placed.path[-1].title)) if placed.path else ""


def _counted_before(folded: str, span: Span) -> str:
    """The text that holds the whole that 其中 divides; any other sentence names what it counts itself."""
    return folded[max(0, span.start - _LONGEST_BASE):span.start] if folded.startswith("其中", span.start) else ""


def _bracket_due(text: str, folded: str, bracket: Span, when: TimeContext) -> tuple[Deadline, ...]:
    """The limit that a closing bracket sets: 完成时限：2025年6月 is due by that month's end, as is 【…；8月底前】."""
    inside = bracket.start, bracket.end
    label = _DUE_LABEL.search(folded, *inside) or _DUE_ALONE.search(folded, *inside)
    if label is None:
        return ()
    return _limits(text, folded, Span(label.end(), bracket.end), when)


def _limits(text: str, folded: str, span: Span, when: TimeContext) -> tuple[Deadline, ...]:
    """Times of a stretch under a label such as 完成时限: a plain month or year there is a limit, not a span."""
    found = at_place(find_deadlines(folded[span.start:span.end], when), text, span.start)
    return tuple(replace(d, type="by", start=None) if d.type == "during" and d.end and "全年" not in d.text else d
                 for d in found)


def _is_past(deadline: Deadline, when: TimeContext) -> bool:
    """Whether a time lies before the document's years: what is still to be done is not due then."""
    return bool(deadline.end and when.first_year and deadline.end.year < when.first_year)


def _row_reading(text: str, folded: str, placed: Placed, row: TaskRow, when: TimeContext) -> Reading:
    """A row's task with its own deadlines, else those of its column; its units are those of its columns."""
    span = trimmed(folded, row.task.start, row.task.end)
    words = folded[span.start:span.end]
    own = find_deadlines(words, when)
    deadlines = at_place(own, text, span.start)
    if row.due and not own:
        deadlines = _limits(text, folded, row.due, when)
    quantities = at_place(find_quantities(words, [d.span for d in own]), text, span.start)
    units = tuple(replace(unit, text=text[unit.span.start:unit.span.end]) for unit in row.units)
    return Reading(placed.sentence, placed.path, "task", span, deadlines, quantities, units, is_row=True)


def _without(folded: str, span: Span, bracket: Span) -> Span:
    """The stretch before the bracket; a full stop behind the bracket is left out with it."""
    return trimmed(folded, span.start, max(span.start, bracket.start))
