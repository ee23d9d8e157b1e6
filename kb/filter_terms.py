"""Filters as terms: what of a record can be filtered by is written into the indexes as terms (kind:task, year:2023).

A filter asks for any of some terms, and all filters at once: lists of numbers out of the database cost 30 to 190 ms a
query over 200,000 records, terms 1 to 3 ms over 1,000,000.
"""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from kb.filters import KIND_GROUPS, Amount, Filters
from kb.unit_table import Spelling, UnitTable
from pipelines.fold import fold

# A record meets it when it has one term or more of each tuple; an empty tuple is met by none.
Selection = tuple[tuple[str, ...], ...]

_HAS_QUANTITY = "quantity:"
# No document plans for longer; a misread period must not become a thousand terms.
_LONGEST_PERIOD = 100
# Between the three parts of a spelling; stands in no name.
_PART = "\x1f"
# A figure in SQL: its unit, its value, and the end of a range or the value again.
FIGURE = "coalesce(unit, '') || char(31) || value || char(31) || coalesce(value_max, value)"


class Vocabulary(Protocol):
    """The terms that are in use."""

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The terms that begin so, in growing order; the same object while nothing changes."""


def document_terms(row: sqlite3.Row) -> tuple[str, ...]:
    """The terms that all records of a document have, from doc_id, doc_type, region, issuer, years and year_of_issue."""
    named = ((name, row[name]) for name in ("region", "issuer") if row[name])
    return (f"doc:{row['doc_id']}", f"type:{row['doc_type']}", *(f"{name}:{value}" for name, value in named),
            *(f"year:{year}" for year in _years(row)))


def record_terms(kind: str, due: Iterable[str], freqs: Iterable[str], units: Iterable[Spelling],
                 figures: Sequence[str]) -> tuple[str, ...]:
    """The terms that a record has of its own.

    `due` are the last days (ISO) of its deadlines, `freqs` how often they recur; of each figure unit, value and
    greatest value are joined as FIGURE does it.
    """
    return (f"kind:{kind}", *(f"due:{day}" for day in dict.fromkeys(due)),
            *(f"freq:{freq}" for freq in dict.fromkeys(freqs)), *map(_unit_term, dict.fromkeys(units)),
            *((_HAS_QUANTITY,) if figures else ()), *(f"amount:{figure}" for figure in dict.fromkeys(figures)))


def year_before_term(kind: str, document: sqlite3.Row) -> tuple[str, ...]:
    """The year before a report's first one, for its results: the work report of 2023 tells what was done in 2022."""
    years = _years(document) if document["doc_type"] == "report" and kind == "result" else ()
    return tuple(f"year:{int(year) - 1}" for year in list(years)[:1])


def selection(filters: Filters, vocabulary: Vocabulary, units: UnitTable) -> Selection:
    """What the filters ask for in terms; `units` knows the spellings of bodies. () where nothing is asked."""
    exact = (("type", filters.type), ("doc", filters.doc), ("freq", filters.freq))
    asked: list[tuple[str, ...]] = [(f"{name}:{value}",) for name, value in exact if value]
    if filters.kind:
        asked.append(tuple(f"kind:{kind}" for kind in KIND_GROUPS.get(filters.kind, (filters.kind,))))
    if filters.year:
        asked.append(tuple(f"year:{year}" for year in range(filters.year, (filters.year_to or filters.year) + 1)))
    asked += [_named(name, value, vocabulary) for name, value in (("region", filters.region),
                                                                  ("issuer", filters.issuer)) if value]
    if filters.unit:
        asked.append(_of_unit(filters.unit, vocabulary, units))
    if filters.body:
        issuers = units.issuers_meant(filters.body, _names(vocabulary.beginning("issuer:")))
        asked.append((*_of_unit(filters.body, vocabulary, units), *(f"issuer:{name}" for name in issuers)))
    if filters.amount:
        asked.append(tuple(_figures(filters.amount, vocabulary)))
    if filters.due_before or filters.due_after:
        asked.append(tuple(_due(filters.due_after or date.min, filters.due_before or date.max, vocabulary)))
    if filters.has_quantity:
        asked.append((_HAS_QUANTITY,))
    return tuple(asked)


def _years(row: sqlite3.Row) -> Iterable[int | str]:
    """The years that a document plans or reports on; without a period the year in which it was issued."""
    first, last = row["first_year"] or row["last_year"], row["last_year"] or row["first_year"]
    if first is None:
        return (row["year_of_issue"],) if row["year_of_issue"] else ()
    return range(first, min(last, first + _LONGEST_PERIOD) + 1)


def _named(name: str, value: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The terms of names that hold these characters in this order: 澜州 asks for 岭东省澜州市 too."""
    letters = ".*".join(map(re.escape, fold(value).strip()))
    wanted = re.compile(f"{name}:.*{letters}", re.IGNORECASE | re.DOTALL)
    return tuple(filter(wanted.match, vocabulary.beginning(f"{name}:")))


def _of_unit(unit: str, vocabulary: Vocabulary, units: UnitTable) -> tuple[str, ...]:
    return tuple(map(_unit_term, units.meant(unit, spellings_of(vocabulary.beginning("unit:")))))


def _unit_term(spelling: Spelling) -> str:
    return f"unit:{spelling.name}{_PART}{spelling.region or ''}{_PART}{spelling.level or ''}"


@functools.lru_cache(maxsize=2)
def spellings_of(terms: tuple[str, ...]) -> tuple[Spelling, ...]:
    """The spellings that the terms stand for."""
    parts = (term.removeprefix("unit:").split(_PART) for term in terms)
    return tuple(Spelling(name, region or None, level or None) for name, region, level in parts)


@functools.lru_cache(maxsize=2)
def _names(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The names that the terms stand for."""
    return tuple(term.partition(":")[2] for term in terms)


def _figures(amount: Amount, vocabulary: Vocabulary) -> Iterator[str]:
    """The terms of the figures that an amount means."""
    for prefix in [f"amount:{unit}{_PART}" for unit in amount.units] or ["amount:"]:
        for term in vocabulary.beginning(prefix):
            _, value, greatest = term.rsplit(_PART, 2)
            if amount.holds(float(value), float(greatest)):
                yield term


def _due(first: date, last: date, vocabulary: Vocabulary) -> Iterator[str]:
    """The terms of the days from the first to the last one, both included."""
    return (term for term in vocabulary.beginning("due:") if f"due:{first}" <= term <= f"due:{last}")
