"""Units of measure: the lexicon of them, the pattern that finds one behind a numeral, what a match stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_LEXICON = Path(__file__).parent.parent / "lexicon" / "measures.tsv"


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as it is given out, and its category (see the head of lexicon/measures.tsv)."""

    unit: str
    category: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the lexicon: the word, what it stands for, characters (and, behind |, patterns) that must not follow."""

    word: str
    measure: Measure
    not_before: str


@cache
def _entries() -> tuple[_Entry, ...]:
    """The lexicon's rows, longest word first, so that 个百分点 wins over 个."""
    rows = (line.split("\t") for line in _LEXICON.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#"))
    entries = [_Entry(row[0], Measure(row[1], row[2]), row[3] if len(row) > 3 else "") for row in rows]
    return tuple(sorted(entries, key=lambda entry: (-len(entry.word), entry.word)))


@cache
def _by_word() -> dict[str, Measure]:
    return {entry.word: entry.measure for entry in _entries()}


def _pattern_of(entry: _Entry) -> str:
    if entry.word.isascii() and entry.word.isalnum():
        return re.escape(entry.word) + "(?![A-Za-z0-9])"
    if not entry.not_before:
        return re.escape(entry.word)
    chars, _, words = entry.not_before.partition("|")
    return re.escape(entry.word) + f"(?![{chars}]{'|' + words if words else ''})"


# What a rate is often per, whatever follows: 35微克/立方米以下.
_PER = "立方米|平方公里|平方米|千瓦时|小时|公顷|公里|分钟|吨|亩|人|户|天|日|年"


@cache
def unit_pattern() -> str:
    """A regular expression of one unit, also in the forms 台（套） and 元/吨."""
    words = "|".join(_pattern_of(entry) for entry in _entries())
    bracketed = "（[套次所件家个户座条艘间]）"
    per = rf"/(?:{_PER}|[千万百]?[\u4e00-\u9fffA-Za-z³²3]{{1,4}}?(?![\u4e00-\u9fff]))"
    return f"(?:{words})(?:{bracketed})?(?:{per})?"


@lru_cache(maxsize=512)
def measure_of(word: str) -> Measure:
    """What a unit as found by `unit_pattern` stands for; a form it builds (台（套）, 元/吨) is kept as written.

    Raises KeyError where the word is no unit.
    """
    if word in _by_word():
        return _by_word()[word]
    head = re.split("[（/]", word, maxsplit=1)[0]
    return Measure(word, _by_word()[head].category)


def units_of(category: str) -> tuple[str, ...]:
    """The units of one category as they are given out, sorted."""
    return tuple(sorted({entry.measure.unit for entry in _entries() if entry.measure.category == category}))
