"""Blocks cut into sentences: at 。！； and at numbers inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.document import Block, Span
from pipelines.numbering import INLINE, Number, read_number


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch between two sentence marks.

    `span` covers the number and the closing mark, `body` starts behind the number; `first` and `last` tell whether
    it opens or closes its block; `close` is the mark it ends with ("" where there is none).
    """

    span: Span
    body: int
    number: Number | None
    block: int
    first: bool
    last: bool
    close: str


# ？ is no mark: plans ask nothing, and text lost in conversion reads “?;?” (危？；？ for 危化品).
_MARKS = "。；！"
_MARK = re.compile(f"[{_MARKS}]")
_LOST = re.compile("？[；。]？")
_TAIL = re.compile(r"[”’」』）]*")
_PAIRS = dict(zip("（《“「『‘〈【", "）》”」』’〉】", strict=True))
_CLOSE = frozenset(_PAIRS.values())
_OPENS_OR_CLOSES = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSE])) + "]")
# 。（省司法厅牵头）开展…: the bracket closes the item before it, the next sentence begins behind it.
_RESPONSIBILITY = re.compile(r"(?<=[。；])[ 　]*（(?:[^（）]|（[^（）]*）){0,200}(?:牵头|负责|配合|单位|落实|分工)"
                             r"(?:[^（）]|（[^（）]*）){0,200}）(?![。；])")
# A bracket that never closes must not swallow the rest of the paragraph.
_LONGEST_BRACKET = 220


def _enclosed(text: str, start: int, end: int) -> set[int]:
    """Offsets of marks inside brackets or quotation marks (“四不放过；…”), nested ones too, or in unreadable text."""
    inside = {m.start() + 1 for m in _LOST.finditer(text, start, end)}
    open_at: list[tuple[str, int]] = []
    for sign in _OPENS_OR_CLOSES.finditer(text, start, end):
        at, char = sign.start(), sign.group()
        if char in _PAIRS:
            open_at.append((_PAIRS[char], at))
        elif char in (closing for closing, _ in open_at):
            while open_at[-1][0] != char:
                open_at.pop()
            opened = open_at.pop()[1]
            if at - opened <= _LONGEST_BRACKET:
                inside.update(mark.start() for mark in _MARK.finditer(text, opened, at))
    return inside


def _cuts(text: str, block: Block) -> list[int]:
    """Offsets where a new sentence of the block begins, its two ends included."""
    inside = _enclosed(text, block.start, block.end)
    cuts = {block.start, block.end}
    for mark in _MARK.finditer(text, block.start, block.end):
        if mark.start() not in inside:
            tail = _TAIL.match(text, mark.end(), block.end)
            cuts.add(tail.end() if tail else mark.end())
    cuts.update(m.end() for m in INLINE.finditer(text, block.start, block.end))
    cuts.update(m.end() for m in _RESPONSIBILITY.finditer(text, block.start, block.end))
    return sorted(cuts)


def _sentence(text: str, start: int, end: int, index: int, block: Block) -> Sentence:
    """The sentence between two cuts of block number `index`."""
    opens = start + len(text[start:end]) - len(text[start:end].lstrip())
    number = read_number(text, opens)
    if number and number.end > end:
        number = None
    closing = text[opens:end].rstrip().rstrip("".join(_CLOSE))[-1:]
    return Sentence(Span(opens, end), number.end if number else opens, number, index, start == block.start,
                    end == block.end, closing if closing and closing in _MARKS + "：，" else "")


def split_sentences(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Sentences of folded text in order; a table row is one, white space alone is none."""
    for index, block in enumerate(blocks):
        cuts = [block.start, block.end] if block.cells else _cuts(text, block)
        for start, end in pairwise(cuts):
            if text[start:end].strip():
                yield _sentence(text, start, end, index, block)
