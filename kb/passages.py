"""A report's statements that may answer a commitment: its results and its list of problems, never next year's plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.heading_paths import Paths
from kb.statements import Statement
from pipelines.document import Document, Record, Section, Span
from pipelines.extract.kind import tells_a_problem
from pipelines.extract.quantities import find_quantities
from pipelines.extract.roles import heading_role
from pipelines.fold import fold
from pipelines.sentences import Sentence, split_sentences

_SHORTEST = 6  # letters


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report, verbatim, and its statement."""

    quote: str
    span: Span
    section: tuple[str, ...]
    statement: Statement


def passages_of(report: Document) -> list[Passage]:
    """Results, sentences of chapters on problems, and sentences elsewhere that tell a problem; in the text's order."""
    results = [_result(record) for record in report.records if record.kind == "result"]
    return sorted([*results, *_sentences(report, [passage.span for passage in results])],
                  key=lambda passage: passage.span.start)


def _result(record: Record) -> Passage:
    words = fold(record.quote)
    headings = tuple(fold(title) for title in record.section)
    statement = Statement(words, words, headings, record.quantities, record.deadlines)
    return Passage(record.quote, record.span, record.section, statement)


def _sentences(report: Document, taken: Sequence[Span]) -> Iterator[Passage]:
    folded = fold(report.text)
    paths = Paths(report.outline)
    others = [record.span for record in report.records if record.kind != "result"]
    closed = [*taken, *(section.span for section in report.outline)]
    for sentence in split_sentences(folded, report.blocks):
        span = _trimmed(folded, sentence)
        path = paths.at(span.start)
        if span.end - span.start >= _SHORTEST and not _overlaps(span, closed) and (
                _role(path, report) == "none" or _is_aside(folded, span, path, report, others)):
            yield _sentence(report, folded, span, path)


def _is_aside(folded: str, span: Span, path: Sequence[Section], report: Document, others: Sequence[Span]) -> bool:
    """Whether a sentence outside the chapters on problems and plans tells a problem and is no record."""
    return (_role(path, report) not in ("task", "goal") and not _overlaps(span, others)
            and tells_a_problem(folded[span.start:span.end]))


def _sentence(report: Document, folded: str, span: Span, path: Sequence[Section]) -> Passage:
    words = folded[span.start:span.end]
    titles = tuple(report.text[section.span.start:section.span.end] for section in path)
    statement = Statement(words, words, tuple(fold(title) for title in titles), tuple(find_quantities(words)),
                          problem=tells_a_problem(words))
    return Passage(report.text[span.start:span.end], span, titles, statement)


def _trimmed(folded: str, sentence: Sentence) -> Span:
    words = folded[sentence.body:sentence.span.end]
    start = sentence.body + len(words) - len(words.lstrip())
    return Span(start, max(start, sentence.span.end - (len(words) - len(words.rstrip()))))


def _role(path: Sequence[Section], report: Document) -> str | None:
    """What the chapters around make of a sentence; a look ahead holds for all that stands below it."""
    roles = [role for section in path if (role := heading_role(section.title, report.metadata))]
    return "task" if "task" in roles else roles[-1] if roles else None


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
