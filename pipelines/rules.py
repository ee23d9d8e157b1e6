"""One form and one matcher for every table of rules; a rule carries the examples that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pipelines.needs import Needs, needs_of, quick


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text (see clean.fold) and what a match of it means.

    `examples` are (text, value) rows: the pattern must be found in the text and `gives` must then return the value;
    (text, None) says that the pattern must not be found. tests/test_rules.py walks them all. `confidence` is the
    share of right readings measured on annotated documents. `needs` follow from the pattern.
    """

    name: str
    pattern: re.Pattern[str]
    gives: Callable[[re.Match[str]], Any]
    examples: tuple[tuple[str, Any], ...]
    confidence: float = 0.95
    needs: Needs = ()


def rule(name: str, pattern: str, gives: Callable[[re.Match[str]], Any], *examples: tuple[str, Any],
         confidence: float = 0.95) -> Rule:
    """A Rule from the text of its pattern; raises re.error where that is no regular expression."""
    return Rule(name, re.compile(quick(pattern)), gives, examples, confidence, needs_of(pattern))


class Table(tuple[Rule, ...]):
    """Rules that are asked about one text together, in their order."""

    @cached_property
    def gate(self) -> re.Pattern[str] | None:
        """Finds a character without which no rule of the table matches; None where one may match any text.

        Eight texts in ten do not pass that of a table of a few rules, which spares the look at each of them.
        """
        if not all(each.needs for each in self):
            return None
        return re.compile(f"[{re.escape(''.join(sorted(frozenset().union(*(each.needs[0] for each in self)))))}]")


def table(*rules: Rule) -> Table:
    """The rules as a table."""
    return Table(rules)


@lru_cache(maxsize=64)  # several tables are asked about one sentence
def _characters(text: str) -> frozenset[str]:
    return frozenset(text)


def possible(rules: Table, text: str) -> list[Rule]:
    """The rules that the text's characters do not rule out, in their order; most are ruled out for most sentences."""
    if rules.gate and not rules.gate.search(text):
        return []
    chars = _characters(text)
    kept = []
    for each in rules:
        for need in each.needs:
            if need.isdisjoint(chars):
                break
        else:
            kept.append(each)
    return kept


def first_match(rules: Table, text: str) -> tuple[Rule, re.Match[str]] | None:
    """The first of the rules that the text holds a match of, with its leftmost match."""
    for each in possible(rules, text):
        if match := each.pattern.search(text):
            return each, match
    return None


def matches(rules: Table, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule, rule by rule."""
    for each in possible(rules, text):
        for match in each.pattern.finditer(text):
            yield each, match


def find_all(rules: Table, text: str) -> list[tuple[Rule, re.Match[str]]]:
    """Matches of all rules that do not overlap: leftmost first, then longest, then the earlier rule."""
    tried = possible(rules, text)
    found = [(match.start(), -match.end(), order, match) for order, each in enumerate(tried)
             for match in each.pattern.finditer(text) if match.end() > match.start()]
    return [(tried[order], match) for _, _, order, match in _without_overlaps(sorted(found, key=lambda f: f[:3]))]


def _without_overlaps(found: Iterable[tuple[int, int, int, re.Match[str]]]
                      ) -> Iterable[tuple[int, int, int, re.Match[str]]]:
    """Those matches that begin where no earlier kept one still runs."""
    free_from = 0
    for row in found:
        if row[0] >= free_from:
            free_from = -row[1]
            yield row
