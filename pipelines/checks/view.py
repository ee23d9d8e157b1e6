"""A document as the checks look at it: folded once, cut into sentences whose figures are read where they may matter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.checks.finding import Finding
from pipelines.document import Document, Span
from pipelines.extract.figures import Figure, find_figures
from pipelines.extract.parallels import carried
from pipelines.fold import fold

# 。其中 goes on with the total that stands before it.
_SENTENCE = re.compile(r"[^。！？\n]+(?:。其中[^。！？\n]+)?")
_TWO_FIGURES = re.compile(r"\d[^\d]*[^\d.,][^\d]*\d")
# Years, months and days stand between the figures of a sentence and are none.
_DATE = re.compile(r"(?:19|20)\d\d(?:年|[-—~至]|(?!\d|[^\W\d_]))|1?\d(?:月(?!度)|[、—-]1?\d月)|[1-3]?\d(?:日|号(?!楼))")
# A table or a list without sentence marks is no sentence; its figures belong to different rows.
_LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of folded text; `start` is its place in the document, its figures are relative to it."""

    text: str
    start: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures with the units that their lists share, in order; read when first asked for."""
        return _figures(self.text)

    def span(self, figure: Figure) -> Span:
        """Where a figure of it stands in the document, number and unit alone."""
        return Span(self.start + figure.core_start, self.start + figure.core_end)

    def words(self, figure: Figure) -> str:
        """Number and unit of a figure as they are written (folded)."""
        return self.text[figure.core_start:figure.core_end].strip()

    def between(self, before: Figure, after: Figure) -> str:
        """The words between two figures."""
        return self.text[before.core_end:after.core_start]


@dataclass(frozen=True, slots=True)
class View:
    """A document, its folded text, and its sentences with two figures or more (table rows are left out)."""

    document: Document
    folded: str
    statements: tuple[Statement, ...]

    def finding(self, check: str, severity: str, message: str, spans: Sequence[Span], confidence: float) -> Finding:
        """A finding with the records that its evidence lies in."""
        return Finding(check, severity, message, tuple(spans), _record_ids(self.document, spans), confidence)


def look_at(document: Document) -> View:
    """The view of a document."""
    folded = fold(document.text)
    return View(document, folded, tuple(_statements(document, folded)))


# Numerals in characters stand in names and terms (一审, 三个区) and are left out.
# Reading figures is what costs time: only sentences that a check cares for are read, and each of them once.
@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[Figure, ...]:
    figures = [figure for figure in find_figures(text)
               if not figure.chinese and not _DATE.match(text, figure.core_start)]
    return tuple(carried(text, figures))


def _statements(document: Document, folded: str) -> Iterator[Statement]:
    for block in document.blocks:
        if block.cells:
            continue
        for match in _SENTENCE.finditer(folded, block.start, block.end):
            text = match.group()
            if len(text) <= _LONGEST_SENTENCE and _TWO_FIGURES.search(text):
                yield Statement(text, match.start())


def _record_ids(document: Document, spans: Sequence[Span]) -> tuple[str, ...]:
    """Ids of the records that the spans lie in, in the order of the document."""
    starts = [record.span.start for record in document.records]
    found: set[int] = set()
    for span in spans:
        last = bisect_left(starts, span.end)
        # Records of one sentence may overlap by a carried subject; the two before the span are looked at.
        found.update(index for index in range(max(0, last - 2), last)
                     if document.records[index].span.overlaps(span))
    return tuple(document.records[index].id for index in sorted(found))
