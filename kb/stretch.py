"""A stretch of a document read as one record: what the extractors find in it and the headings above it."""

from __future__ import annotations

from pipelines.document import Document, Record, Section, Span
from pipelines.fold import fold

# The chapters in which a record of each kind stands, as pipelines.extract.roles names them.
_ROLES = {"task": "task", "target": "goal", "result": "result"}
# A person has said that the record is one.
_CERTAIN = 1.0


def read_stretch(document: Document, span: Span, kind: str, record_id: str) -> Record:
    """The record at `span` with the values that are read there, each with the confidence of its reading."""
    from pipelines.extract.deadlines import find_deadlines
    from pipelines.extract.quantities import find_quantities
    from pipelines.extract.readings import at_place, time_context
    from pipelines.extract.units import find_units

    words = fold(document.text)[span.start:span.end]
    deadlines = find_deadlines(words, time_context(_ROLES[kind], document.metadata))
    quantities = find_quantities(words, [each.span for each in deadlines])
    return Record(record_id, kind, document.text[span.start:span.end], span, _headings(document, span.start),
                  at_place(deadlines, document.text, span.start), at_place(quantities, document.text, span.start),
                  at_place(find_units(words), document.text, span.start), _CERTAIN, confirmed=True)


def _headings(document: Document, position: int) -> tuple[str, ...]:
    """The headings above a position, the outermost first."""
    path: list[Section] = []
    for section in document.outline:
        if section.span.start > position:
            break
        path = [*(each for each in path if each.level < section.level), section]
    return tuple(document.text[each.span.start:each.span.end] for each in path)
