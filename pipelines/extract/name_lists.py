"""The list of organisations or places that opens a stretch of running text."""

from __future__ import annotations

import re

from pipelines.extract.organisations import (
    FIXED_NAMES,
    SUFFIXES,
    Name,
    is_known_place,
    is_organisation,
    is_place,
    read_words,
    split_names,
)
from pipelines.extract.word_lists import alternation, columns
from pipelines.needs import quick

_LONGEST_LIST = 120
# Verbs that no name holds: 市教育局推进全市学校 is not one name; 建设 and others of name_words.txt are parts of names.
_NEVER_IN_NAMES = (frozenset(verb for verb in read_words("verbs.txt") if len(verb) > 1)
                   - frozenset(read_words("name_words.txt")))
_AFTER_ALL = frozenset(("单位", "机构", "主体"))  # 实施单位 is a name, though it holds a verb
_NOT_INSIDE = re.compile(quick(rf"(?:{'|'.join(sorted(_NEVER_IN_NAMES))})(?!{'|'.join(sorted(_AFTER_ALL))})"
                               rf"|{alternation('not_in_names.txt')}"))
_NOT_AT_START = re.compile(alternation("not_opening_names.txt"))
_ET_CETERA = re.compile(r"(?<![中高初平])等(?!级)")  # closes a list, 民政、教育等部门, but is in no name
_CONTINUED = dict(columns("suffix_continuations.tsv"))
_ENDS = re.compile(
    "|".join(word + (f"(?![{_CONTINUED[word]}])" if word in _CONTINUED else "")
             for word in sorted({*SUFFIXES, *FIXED_NAMES}, key=lambda word: (-len(word), word)))
    + r"|[两三四五]级|(?<=[级央省市县区])财政|等(?:地区|地|城市|省市|省份|省|市|服务窗口|机构|单位|部门|场所)"
    r"|[省市县区州盟旗镇乡村）]|[一-鿿](?=等?[^一-鿿])")


def opening_organisations(text: str, start: int, end: int) -> tuple[list[Name], int]:
    """The longest list of organisations or places that begins at `start`, and where it ends; spans are those of `text`.

    An empty list where none begins there.
    """
    for at in possible_ends(text, start, end):
        if names := _whole_names(text[start:at], start):
            return names, at
    return [], start


def possible_ends(text: str, start: int, end: int) -> list[int]:
    """Where a list of organisations or places that begins at `start` may end, the longest first."""
    if text[start:start + 2] in _NEVER_IN_NAMES and text[start + 2:start + 4] not in _AFTER_ALL:
        return []  # six clauses in ten open with a verb
    stretch = text[start:min(end, start + _LONGEST_LIST)]
    # No list runs past what no name holds; to look no further saves most of the time.
    stop = _NOT_INSIDE.search(stretch)
    ends = [start + found.end() for found in _ENDS.finditer(stretch, 0, stop.end() if stop else len(stretch))]
    size = next((size for size in (4, 3, 2) if is_known_place(stretch[:size])), 0)
    return [*reversed(ends), start + size] if size else ends[::-1]


def _whole_names(words: str, offset: int) -> list[Name]:
    """The names of a list, if it is made of names alone."""
    if words.count("（") != words.count("）"):
        return []
    names = split_names(words, offset)
    return names if all(is_name(name.text) for name in names) else []


def is_name(text: str) -> bool:
    """Whether a text is a place or an organisation, without a verb that would make it a clause."""
    if is_known_place(text):
        return True
    if not is_place(text) and not is_organisation(text):
        return False
    return not (_NOT_AT_START.match(text) or _NOT_INSIDE.search(text) or _ET_CETERA.search(text))
