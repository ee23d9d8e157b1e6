"""What is known about a deadline, a quantity or a responsible unit besides what is known about its record."""

from __future__ import annotations

import re

from pipelines.document import Deadline, Metadata, Quantity, Record, ResponsibleUnit
from pipelines.extract.facts import Facts, char, flags, step, sure
from pipelines.extract.measures import measure_of
from pipelines.extract.organisations import is_office, is_organisation

Value = Deadline | Quantity | ResponsibleUnit
_DIGIT = re.compile(r"\d")
_FULL_YEAR = re.compile(r"\d{4}")
_LOOKS_BACK = re.compile("去年|今年|来$|以来|近")
_MARKS = "，、。；的（）"
# A name that holds a verb or a figure was cut in the wrong place.
_NO_NAME = re.compile(r"\d|[A-Za-z，。]|牵头|负责|配合|等$|^[和及与]|建成")


def deadline_facts(folded: str, value: Deadline, record: Record, metadata: Metadata) -> Facts:
    """Facts about a deadline of a record of folded text."""
    words = folded[value.span.start:value.span.end]
    return (sure("sure", value.confidence), f"type={value.type}", f"{value.type} {record.kind}",
            f"start={value.start is not None}, end={value.end is not None}", _side(value, record),
            char("next", folded[value.span.end:value.span.end + 1], "，、的前完底内起"),
            char("before", folded[max(0, value.span.start - 1):value.span.start], "，、。；（"),
            *_how_long(value), *_within_period(value, metadata), *_how_far_in(value, record),
            *flags(year_named=_FULL_YEAR.search(words), looks_back=_LOOKS_BACK.search(words),
                   several_deadlines=len(record.deadlines) > 1))


def quantity_facts(folded: str, value: Quantity, record: Record) -> Facts:
    """Facts about a quantity of a record of folded text and about its indicator."""
    category = _category(value.unit)
    return (sure("sure", value.confidence), f"op={value.op}", f"measure={category}", f"{value.op} {category}",
            step("how many", len(record.quantities), (2, 3, 4, 5)),
            step("which", record.quantities.index(value), (1, 2, 3)),
            char("next", folded[value.span.end:value.span.end + 1], _MARKS),
            char("before", folded[max(0, value.span.start - 1):value.span.start], _MARKS),
            step("name", len(value.indicator or ""), (1, 2, 4, 6, 9, 13, 19, 27)),
            *flags(in_characters=not _DIGIT.search(folded, value.span.start, value.span.end),
                   range=value.value_max is not None,
                   respectively="分别" in folded[record.span.start:record.span.end],
                   name_shared=sum(each.indicator == value.indicator for each in record.quantities) > 1))


def unit_facts(folded: str, value: ResponsibleUnit, record: Record, metadata: Metadata) -> Facts:
    """Facts about a responsible unit of a record of folded text."""
    side = _side(value, record)
    return (sure("sure", value.confidence), sure(f"{side} sure", value.confidence), f"as={value.role}", side,
            f"{side} {record.kind}",
            step("name", len(value.name), (4, 5, 7, 10, 14, 19)), step("how many", len(record.units), (3, 4, 6, 10)),
            char("ends in", value.name[-1:], "局厅委办部府会区位门业院"), *_how_far_in(value, record),
            *flags(suffix_unknown=not is_organisation(value.name), office=is_office(value.name),
                   each=value.name.startswith("各"), part_lent=folded[value.span.start:value.span.end] != value.name,
                   no_name=_NO_NAME.search(value.name), issuer=value.name in (metadata.issuer or "")))


def _side(value: Value, record: Record) -> str:
    """Whether a value stands in the record's own words, before them (carried on) or behind them (a closing bracket)."""
    if value.span.overlaps(record.span):
        return "own"
    return "carried on" if value.span.start < record.span.start else "behind"


def _how_far_in(value: Value, record: Record) -> Facts:
    if not value.span.overlaps(record.span):
        return ()
    return (step("at", value.span.start - record.span.start, (1, 6, 20)),)


def _how_long(value: Deadline) -> Facts:
    if value.start is None or value.end is None:
        return ()
    return (step("days", (value.end - value.start).days, (1, 32, 200, 367)),)


def _within_period(value: Deadline, metadata: Metadata) -> Facts:
    first, last = metadata.period
    if value.end is None or first is None:
        return ()
    return ("period=" + ("before" if value.end.year < first else "after" if value.end.year > (last or first)
                         else "inside"),)


def _category(unit: str | None) -> str:
    """The measure's category (lexicon/measures.tsv), none without a unit, built for a unit such as 元/吨."""
    try:
        return measure_of(unit).category if unit else "none"
    except KeyError:
        return "built"
