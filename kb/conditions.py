"""Filters as SQL over records joined with their documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kb.filters import KIND_GROUPS, Amount, Filters
from kb.unit_table import CONDITION, UnitTable
from pipelines.fold import fold

_NAMED = "{} LIKE ? ESCAPE '!'"
_ANY_OF = "IN (SELECT value FROM json_each(?))"
_WITHIN = (f" AND (? = '[]' OR unit {_ANY_OF}) AND ifnull(coalesce(value_max, value) >= ?, 1) "
           "AND ifnull(value <= ?, 1)")


def conditions(filters: Filters, units: UnitTable) -> Iterator[tuple[str, Iterable[Any]]]:
    """One SQL condition and its values for each filter that asks something; `units` knows the spellings of bodies."""
    year, year_to = filters.year, filters.year_to or filters.year
    amount = filters.amount or Amount()
    # A document without a period counts for the year in which it was issued; what a report says was done, for the year
    # before it as well (kb.filter_terms does the same).
    issued = "CAST(substr(coalesce(issue_date, publish_date), 1, 4) AS INTEGER)"
    in_period = (f"coalesce(first_year, last_year, {issued}) - (doc_type = 'report' AND kind = 'result') <= ? "
                 f"AND coalesce(last_year, first_year, {issued}) >= ?")
    of_record = "EXISTS (SELECT 1 FROM {} WHERE record = number{})"
    table: tuple[tuple[object, str, tuple[object, ...]], ...] = (
        (filters.type, "doc_type = ?", (filters.type,)),
        (filters.kind, f"kind {_ANY_OF}", (_json(KIND_GROUPS.get(filters.kind or "", (filters.kind,))),)),
        (filters.doc, "documents.doc_id = ?", (filters.doc,)),
        (year, in_period, (year_to, year)),
        (filters.region, _NAMED.format("region"), (_short_for(filters.region),)),
        (filters.issuer, _NAMED.format("issuer"), (_short_for(filters.issuer),)),
        (filters.unit, of_record.format("units", f" AND {CONDITION}"),
         (units.asked_for(filters.unit),) if filters.unit else ()),
        (filters.body, f"(issuer {_ANY_OF} OR {of_record.format('units', f' AND {CONDITION}')})",
         (units.issued_by(filters.body), units.asked_for(filters.body)) if filters.body else ()),
        (filters.due_before or filters.due_after, of_record.format("deadlines", " AND last_day BETWEEN ? AND ?"),
         (str(filters.due_after or date.min), str(filters.due_before or date.max))),
        (filters.freq, of_record.format("deadlines", " AND freq = ?"), (filters.freq,)),
        (filters.amount, of_record.format("quantities", _WITHIN),
         (_json(amount.units), _json(amount.units), amount.at_least, amount.at_most)),
        (filters.has_quantity, of_record.format("quantities", ""), ()),
    )
    return ((condition, values) for asked, condition, values in table if asked)


def _json(values: Iterable[str | None]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _short_for(name: str | None) -> str:
    """A LIKE pattern for names that hold these characters in this order: 澜州 asks for 岭东省澜州市 too."""
    characters = ("!" + character if character in "!%_" else character for character in fold(name or "").strip())
    return "%" + "".join(f"{character}%" for character in characters)
