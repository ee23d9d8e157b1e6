"""What a query says beside its words: a chip for each stretch that is a condition, and what it may refer to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from kb.filters import Filters
from pipelines.body_register import Register, package_register


@dataclass(frozen=True, slots=True)
class Known:
    """What the knowledge base holds, so that a query is not narrowed to what it lacks.

    `years`: those that documents of one year are of; `regions`, `issuers`: as the documents' metadata has them;
    `types`, `kinds`: keys of DOC_TYPES and KINDS that occur; `has_body`: whether some record or document is of a body
    of this name; `today` is what 今年 is counted from.
    """

    today: date
    years: frozenset[int] = frozenset()
    regions: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    has_body: Callable[[str], bool] = field(default=lambda name: False)
    register: Register = field(default_factory=package_register)


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition: its words in Chinese, the filters that it sets, the stretch of the query, what stays as text."""

    label: str
    filters: Filters
    start: int
    end: int
    stays: str = ""


def chip(label: str, filters: Filters, match: re.Match[str]) -> Chip:
    """The chip of a whole match."""
    return Chip(label, filters, match.start(), match.end())


def fields_of(filters: Filters) -> dict[str, object]:
    """The fields that ask something, with their values."""
    empty = Filters()
    return {name: value for name in Filters.__dataclass_fields__
            if (value := getattr(filters, name)) != getattr(empty, name)}


def joined(filters: Filters, chips: tuple[Chip, ...]) -> Filters:
    """The filters with those of the chips; phrases come together, else the filters given win."""
    phrases = (*filters.phrases, *(phrase for each in chips for phrase in each.filters.phrases))
    for each in chips:
        new = {name: value for name, value in fields_of(each.filters).items() if name not in fields_of(filters)}
        filters = replace(filters, **new)  # type: ignore[arg-type]
    return replace(filters, phrases=tuple(dict.fromkeys(phrases)))
