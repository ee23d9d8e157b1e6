"""What the parts of a pattern tell: characters without which it matches nowhere, characters with which it begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
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


def quick(pattern: str) -> str:
    """The same regular expression behind a look at its first character, which passes over most places of a text.

    Python's matcher would try all alternatives of a word list at every place. A pattern is given back as it was where
    it may match nothing at all or begin with any character.
    """
    starts, may_be_empty = _starts(re._parser.parse(pattern))  # type: ignore[attr-defined]
    unknown = may_be_empty or _ANY in starts or "(?i" in pattern
    return pattern if unknown else f"(?=[{''.join(sorted(starts))}])(?:{pattern})"


def _starts(parts: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """What may begin a match of parsed parts, as items of a character class, and whether they may match nothing."""
    starts: set[str] = set()
    for operation, value in parts:
        match str(operation):
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case "LITERAL":
                return starts | {re.escape(chr(value))}, False
            case "IN" if all(str(kind) in _IN_CLASS for kind, _ in value):
                return starts | {_IN_CLASS[str(kind)](item) for kind, item in value}, False
            case "BRANCH":
                options = [_starts(option) for option in value[1]]
            case "SUBPATTERN":
                options = [_starts(value[-1])]
            case "MAX_REPEAT" | "MIN_REPEAT":
                options = [_starts(value[-1]), *([(set[str](), True)] if not value[0] else [])]
            case _:
                return {_ANY}, True
        starts = starts.union(*(each for each, _ in options))
        if not any(may_be_empty for _, may_be_empty in options):
            return starts, False
    return starts, True


_ANY = r"\s\S"
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}
_IN_CLASS: dict[str, Callable[[Any], str]] = {
    "LITERAL": lambda code: re.escape(chr(code)),
    "RANGE": lambda ends: f"{re.escape(chr(ends[0]))}-{re.escape(chr(ends[1]))}",
    "CATEGORY": lambda kind: _CATEGORIES.get(str(kind), _ANY),
}


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
