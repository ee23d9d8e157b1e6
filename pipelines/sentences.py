"""Blocks cut into sentences: at 。！； and at numbers inside a paragraph."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_LOST = re.compile("？[；。]？")
_TAIL = re.compile(r"[”’」』）]*")
_OPEN, _CLOSE = "（《“「『‘〈【", "）》”」』’〉】"
# A bracket that never closes must not swallow the rest of the paragraph.
_LONGEST_BRACKET = 220


def _enclosed(text: str, start: int, end: int) -> set[int]:
    """Offsets of sentence marks that stand inside brackets or quotation marks (“四不放过；…”) or in unreadable text."""
    inside: set[int] = set()
    for kind, opening in enumerate(_OPEN):
        at = text.find(opening, start, end)
        while at >= 0:
            to = text.find(_CLOSE[kind], at, min(end, at + _LONGEST_BRACKET))
            if to >= 0:
                inside.update(i for i in range(at, to) if text[i] in _MARKS)
            at = text.find(opening, max(at, to) + 1, end)
    inside.update(m.start() + 1 for m in _LOST.finditer(text, start, end))
    return inside


def _cuts(text: str, block: Block) -> list[int]:
    """Offsets where a new sentence of the block begins, its two ends included."""
    inside = _enclosed(text, block.start, block.end)
    cuts = {block.start, block.end}
    for at in range(block.start, block.end):
        if text[at] in _MARKS and at not in inside:
            tail = _TAIL.match(text, at + 1, block.end)
            cuts.add(tail.end() if tail else at + 1)
    cuts.update(m.end() for m in INLINE.finditer(text, block.start, block.end))
    return sorted(cuts)


def _sentence(text: str, start: int, end: int, block_index: int, block: Block) -> Sentence:
    number = read_number(text, start)
    if number and number.end > end:
        number = None
    closing = text[start:end].rstrip().rstrip(_CLOSE)[-1:]
    return Sentence(Span(start, end), number.end if number else start, number, block_index,
                    start == block.start, end == block.end, closing if closing in _MARKS + "：，" else "")


def split_sentences(text: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Sentences of folded text in order; a table row is one, white space alone is none."""
    for index, block in enumerate(blocks):
        cuts = [block.start, block.end] if block.cells else _cuts(text, block)
        for start, end in itertools.pairwise(cuts):
            trimmed = start + len(text[start:end]) - len(text[start:end].lstrip())
            if text[trimmed:end].strip():
                sentence = _sentence(text, trimmed, end, index, block)
                yield Sentence(sentence.span, sentence.body, sentence.number, index,
                               start == block.start, end == block.end, sentence.close)
