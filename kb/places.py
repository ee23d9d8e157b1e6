"""Where in a text a correction hangs, and how that place is found again in another reading or version of the text.

A place is known by its quote in letters and digits of folded text, so that white space, punctuation and script never
count, and by which of the quote's occurrences it is. The letters around it tell occurrences apart when their number has
changed, and find the place again where the words at it were edited.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from pipelines.document import Span
from pipelines.fold import fold

# Letters remembered on each side: two or three clauses, seldom the same at two places of a document.
_AROUND = 20
# Letters that must agree around an occurrence before it is taken for one of a different number of occurrences.
_SURE = 6
# Stands for the edge of the text, which agrees with itself alone; no letter.
_EDGE = "\n"
# How alike edited words must be to those that were there (difflib's ratio): between two known neighbours, beside one.
_EDITED_BETWEEN, _EDITED_BESIDE = 0.6, 0.8
_FAR = 400  # letters from a record's end to a value outside it, such as a unit in a closing bracket


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place: `quote`, `before`, `after` are letters and digits of folded text; `verbatim` is the text as it was.

    `occurrence` counts from 1 among the `total` occurrences of the quote.
    """

    quote: str
    occurrence: int
    total: int
    before: str
    after: str
    verbatim: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor is now; not `exact` where the words were edited."""

    span: Span
    exact: bool


class Letters:
    """The letters and digits of a folded text, and where each stands in the text."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._text = text
        self._offsets = [at for at, char in enumerate(folded) if char.isalnum()]
        self._letters = "".join(folded[at] for at in self._offsets)

    def quote(self, span: Span) -> str:
        """The letters within a stretch of the text."""
        return self._letters[self._before(span.start):self._before(span.end)]

    def distance(self, start: int, end: int) -> int:
        """How many letters lie from one offset of the text to another, negative backwards."""
        return self._before(end) - self._before(start)

    def anchor(self, span: Span) -> Anchor:
        """The anchor of a stretch of the text; one without letters stands for the text as a whole."""
        start, end = self._before(span.start), self._before(span.end)
        quote = self._letters[start:end]
        starts = list(self._starts(quote))
        occurrence = starts.index(start) + 1 if quote else 0
        return Anchor(quote, occurrence, len(starts), self._letters[max(0, start - _AROUND):start],
                      self._letters[end:end + _AROUND], self._text[span.start:span.end])

    def find(self, anchor: Anchor) -> Found | None:
        """Where the anchor's stretch is in this text: itself, else edited words between its neighbours, else None."""
        if not anchor.quote:
            return Found(Span(0, 0), True)
        starts = list(self._starts(anchor.quote))
        if not starts:
            return self._edited(anchor)
        start = self._occurrence(anchor, starts)
        return None if start is None else Found(self._span(start, len(anchor.quote), anchor.verbatim), True)

    def head(self, count: int) -> Span:
        """The stretch of the first letters of the text, at most so many; empty where it has none."""
        return self._span(0, min(count, len(self._letters)), "") if self._letters else Span(0, 0)

    def all(self, words: str) -> list[Span]:
        """Every place of some words, punctuation and script aside; none for words without a letter."""
        quote = normalised(words)
        return [self._span(start, len(quote), words) for start in self._starts(quote)]

    def near(self, words: str, inside: Span, distance: int) -> Span | None:
        """The place of some words nearest to `distance` letters behind the start of `inside`, within it if possible."""
        expected = self._before(inside.start) + distance
        spans = self.all(words)
        within = [span for span in spans if inside.start <= span.start and span.end <= inside.end]
        by_distance = sorted((abs(self._before(span.start) - expected), span.start, span) for span in within or spans)
        farthest = self.distance(inside.start, inside.end) + _FAR
        return by_distance[0][2] if by_distance and by_distance[0][0] <= farthest else None

    def _before(self, offset: int) -> int:
        """How many letters stand before an offset of the text."""
        return bisect_left(self._offsets, offset)

    def _starts(self, quote: str) -> Iterator[int]:
        at = self._letters.find(quote) if quote else -1
        while at >= 0:
            yield at
            at = self._letters.find(quote, at + 1)

    def _span(self, start: int, length: int, verbatim: str) -> Span:
        """The stretch of so many letters, with the punctuation at its ends that `verbatim` has there too."""
        first, last = self._offsets[start], self._offsets[start + length - 1] + 1
        lead = "".join(takewhile(lambda char: not char.isalnum(), verbatim))
        tail = "".join(takewhile(lambda char: not char.isalnum(), reversed(verbatim)))[::-1]
        if lead and self._text.endswith(lead, 0, first):
            first -= len(lead)
        if tail and self._text.startswith(tail, last):
            last += len(tail)
        return Span(first, last)

    def _occurrence(self, anchor: Anchor, starts: list[int]) -> int | None:
        """The start among several that the anchor means; None where that cannot be told."""
        if len(starts) == anchor.total == 1:
            return starts[0]
        scores = [self._agreement(anchor, start) for start in starts]
        best = [start for start, score in zip(starts, scores, strict=True) if score == max(scores)]
        same_number = len(starts) == anchor.total
        if len(best) == 1 and (same_number or max(scores) >= _SURE):
            return best[0]
        return starts[anchor.occurrence - 1] if same_number and starts[anchor.occurrence - 1] in best else None

    def _agreement(self, anchor: Anchor, start: int) -> int:
        """How many letters before and after an occurrence agree with the anchor's."""
        before, after = self._around(start, start + len(anchor.quote))
        sides = (zip(reversed(_EDGE + anchor.before), reversed(before), strict=False),
                 zip(anchor.after + _EDGE, after, strict=False))
        return sum(_SURE if pair[0] == _EDGE else 1 for side in sides
                   for pair in takewhile(lambda pair: pair[0] == pair[1], side))

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """The letters on both sides of a stretch, with the edge of the text where it is that near."""
        before, after = self._letters[max(0, start - _AROUND):start], self._letters[end:end + _AROUND]
        return (before if start > _AROUND else _EDGE + before,
                after if end + _AROUND < len(self._letters) else after + _EDGE)

    def _edited(self, anchor: Anchor) -> Found | None:
        """The stretch between the anchor's neighbours, or beside the one that is left, where it is alike enough."""
        ends = [at + len(anchor.before) for at in self._starts(anchor.before)] if anchor.before else [0]
        starts = list(self._starts(anchor.after)) if anchor.after else [len(self._letters)]
        length = len(anchor.quote)
        gaps = [(end, start) for end in ends for start in starts if 0 <= start - end <= 2 * length + _AROUND]
        # Words may have come in before or behind the edited ones.
        between = [*gaps, *((end, min(end + length, start)) for end, start in gaps),
                   *((max(end, start - length), start) for end, start in gaps)]
        beside = [(end, min(end + length, len(self._letters))) for end in ends] or [
            (max(0, start - length), start) for start in starts]
        likeness, stretch = max(((_alike(anchor.quote, self._letters[start:end]), (start, end))
                                 for start, end in between or beside), default=(0.0, (0, 0)))
        if likeness < (_EDITED_BETWEEN if between else _EDITED_BESIDE):
            return None
        return Found(self._span(stretch[0], stretch[1] - stretch[0], anchor.verbatim), False)


def normalised(text: str) -> str:
    """The letters and digits of the folded text: what a quote is known by."""
    return "".join(char for char in fold(text) if char.isalnum())


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
