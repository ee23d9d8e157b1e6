"""A document's text as markup: paragraphs with page numbers, headings, records and their values marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.views.markup import Html, element, joined
from pipelines.document import Block, Document, Record, Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that is shown in its own way: a record, a heading, or the place that was asked for."""

    span: Span
    cls: str
    record: str | None = None
    anchor: str | None = None
    goal: bool = False


def text_markup(document: Document, goal: str | None = None, at: Span | None = None) -> Html:
    """All paragraphs; the record `goal` or the stretch `at` is the place that the page scrolls to."""
    outer = stretches(document, goal, at)
    values = _apart(sorted(_values(document.records), key=lambda each: (each.span.start, -each.span.end)))
    marks = _Marks(document.text, outer, values)
    former: int | None = None
    paragraphs = []
    for block in document.blocks:
        paragraphs.append(_paragraph(block, marks, first_of_page=block.page != former))
        former = block.page
    return joined(paragraphs)


def stretches(document: Document, goal: str | None, at: Span | None) -> list[Stretch]:
    """Records, then the asked place, then headings where no record stands, in the order of the text, apart."""
    records = [Stretch(each.span, f"rec {each.kind}" + " chosen" * (each.id == goal), each.id, goal=each.id == goal)
               for each in document.records]
    asked = [Stretch(at, "at", goal=True)] if at else []
    headings = [Stretch(each.span, f"head level{min(each.level, 4)}", anchor=f"section-{index}")
                for index, each in enumerate(document.outline)]
    return _apart([*records, *asked, *headings])


def _apart(ranked: Iterable[Stretch]) -> list[Stretch]:
    """The stretches that overlap none before them in this ranking, in the order of the text."""
    kept: list[Stretch] = []
    for each in ranked:
        index = bisect_right(kept, each.span.start, key=lambda other: other.span.start)
        neighbours = kept[max(index - 1, 0):index + 1]
        if each.span.end > each.span.start and not any(each.span.overlaps(other.span) for other in neighbours):
            kept.insert(index, each)
    return kept


def _values(records: Iterable[Record]) -> Iterator[Stretch]:
    for record in records:
        for cls, group in (("deadline", record.deadlines), ("quantity", record.quantities), ("unit", record.units)):
            yield from (Stretch(each.span, f"value {cls}") for each in group)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The text and what is marked in it: stretches and, inside and outside them, values."""

    text: str
    outer: Sequence[Stretch]
    values: Sequence[Stretch]


def _paragraph(block: Block, marks: _Marks, first_of_page: bool) -> Html:
    content = joined(element("span", _inline(span, marks), cls="cell") for span in _cells(block)) if block.cells else (
        _inline(Span(block.start, block.end), marks))
    page = element("span", f"第{block.page}页", cls="page first" if first_of_page else "page") if block.page else ""
    return element("div", page, element("p", content, cls="row" if block.cells else None), cls="par")


def _cells(block: Block) -> Iterator[Span]:
    """Where the cells of a table row stand in the text; tabs part them."""
    start = block.start
    for cell in block.text.split("\t"):
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _inline(span: Span, marks: _Marks) -> Html:
    """The text of a span with its marks."""
    return joined(_piece(part, stretch, marks) for part, stretch in _parts(span, marks.outer))


def _piece(span: Span, stretch: Stretch | None, marks: _Marks) -> Html:
    content = joined(marks.text[part.start:part.end] if value is None else
                     element("span", marks.text[part.start:part.end], cls=value.cls)
                     for part, value in _parts(span, marks.values))
    if stretch is None:
        return content
    begins = span.start == stretch.span.start
    return element("span", content, cls=stretch.cls, data_record=stretch.record,
                   id=stretch.anchor if begins else None, data_goal=stretch.goal and begins)


def _parts(span: Span, sorted_apart: Sequence[Stretch]) -> Iterator[tuple[Span, Stretch | None]]:
    """The span cut at the borders of the stretches, each part with the stretch in which it lies."""
    done = span.start
    first = max(bisect_right(sorted_apart, span.start, key=lambda each: each.span.start) - 1, 0)
    for stretch in sorted_apart[first:]:
        if stretch.span.start >= span.end:
            break
        start, end = max(stretch.span.start, done), min(stretch.span.end, span.end)
        if start >= end:
            continue
        if start > done:
            yield Span(done, start), None
        yield Span(start, end), stretch
        done = end
    if done < span.end:
        yield Span(done, span.end), None
