"""The body text of a document: its sentences that are no record, no heading and no part of what a record says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kb.words import characters
from pipelines.document import Block, Span
from pipelines.fold import fold
from pipelines.sentences import split_sentences

# Shorter ones are marks of the layout and page numbers; so many letters, as characters() counts them.
_SHORTEST = 6


def gaps(length: int, taken: Iterable[Span]) -> list[Span]:
    """The stretches of a text of this length between those that are taken, in order."""
    found, at = [], 0
    for span in sorted(taken, key=lambda each: each.start):
        if span.start > at:
            found.append(Span(at, span.start))
        at = max(at, span.end)
    return [*found, Span(at, length)] if at < length else found


def worth_reading(text: str) -> bool:
    """Whether there are enough letters in a stretch to say anything."""
    return len(text) >= _SHORTEST and len(characters(text)) >= _SHORTEST


def body_sentences(text: str, blocks: Sequence[Block], free: Sequence[Span], said: Iterable[Span],
                   names: Iterable[str]) -> Iterator[Span]:
    """The sentences, or what is left of them, within the free stretches of a text (see `gaps`), in order.

    Left out: what holds one of the stretches in `said` (who carries a record, by when), and what is one of the names
    or a part of it (title, issuer).
    """
    letters = ["".join(characters(name)) for name in names]
    values = sorted(span.start for span in said)
    for span in _cut(text, blocks, free):
        words = "".join(characters(text[span.start:span.end]))
        if worth_reading(words) and not _any_within(values, span) and not any(words in name for name in letters):
            yield span


def _cut(text: str, blocks: Sequence[Block], free: Sequence[Span]) -> Iterator[Span]:
    """Each sentence's parts in the free stretches, without white space and commas at their ends."""
    waiting = iter(free)
    gap = next(waiting, None)
    for sentence in split_sentences(fold(text), blocks):
        while gap and gap.end <= sentence.span.start:
            gap = next(waiting, None)
        while gap and gap.start < sentence.span.end:
            yield _trimmed(text, max(gap.start, sentence.body), min(gap.end, sentence.span.end))
            if gap.end > sentence.span.end:
                break
            gap = next(waiting, None)


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = part.lstrip(" \t\n\u3000，,；;。")
    return Span(end - len(left), end - len(left) + len(left.rstrip()))


def _any_within(places: Sequence[int], span: Span) -> bool:
    """Whether one of the growing places lies in the span."""
    return bisect_left(places, span.start) < bisect_left(places, span.end)
