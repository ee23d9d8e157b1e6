"""Characters without which a pattern matches nowhere in a text: they tell at little cost that it need not be tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Any

Needs = tuple[frozenset[str], ...]
"""Of each of the sets a text that the pattern matches holds a character."""

# More sets cost more than they spare; nearly every sentence holds one of so many characters.
_MOST_SETS, _MOST_CHARACTERS = 4, 40


def needs_of(pattern: str) -> Needs:
    """What a regular expression needs, by its parts; () where nothing is known. Raises re.error where it is none."""
    if "(?i" in pattern:
        return ()
    parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]  # the only way to see a pattern's parts
    return tuple(sorted(set(_needs(parsed)), key=lambda chars: (len(chars), sorted(chars)))[:_MOST_SETS])


def met(needs: Needs, chars: Set[str]) -> bool:
    """Whether a text of these characters may match; False is certain."""
    for each in needs:  # noqa: SIM110  # a generator costs three times as much, and this is asked for every rule
        if each.isdisjoint(chars):
            return False
    return True


def _needs(parts: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The sets that a sequence of parsed parts needs, fewest characters first."""
    found: list[frozenset[str]] = []
    for operation, value in parts:
        match str(operation):
            case "LITERAL":
                found.append(frozenset(chr(value)))
            case "IN":
                found += _of_class(value)
            case "BRANCH":
                options = [_needs(option) for option in value[1]]
                found += [frozenset().union(*chosen) for chosen in zip(*options, strict=False)]
            case "SUBPATTERN" | "ASSERT":
                found += _needs(value[-1])
            case "MAX_REPEAT" | "MIN_REPEAT" if value[0]:
                found += _needs(value[-1])
    return sorted((chars for chars in found if len(chars) <= _MOST_CHARACTERS), key=len)


def _of_class(items: list[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The characters of a class such as [一二3-5]; none where it is negated, a category such as \\d, or large."""
    chars: set[str] = set()
    for operation, value in items:
        if str(operation) == "LITERAL":
            chars.add(chr(value))
        elif str(operation) == "RANGE" and value[1] - value[0] < _MOST_CHARACTERS:
            chars.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return []
    return [frozenset(chars)]
