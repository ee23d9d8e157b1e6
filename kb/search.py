"""Search with field filters: a query in, hits out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.errors import KbError
from kb.filters import Filters, checked
from kb.knowledge_base import KnowledgeBase
from kb.ranking import rank
from kb.rows import StoredRecord
from kb.text_index import DamagedIndex
from kb.words import RUN, normal
from pipelines.document import Deadline, Quantity, ResponsibleUnit, Span

LONGEST_QUERY = 1_000  # characters
# So many of the best records are read for phrases: those that hold one share all its words and characters.
_LOOKED_THROUGH = 1_000

# Record numbers and their scores, best first.
Ranked = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: words in any script, conditions, or both."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that answers a query, with all that is needed to show it and to open it at its place.

    `span` is in characters of the document's text, `page` counts from 1 (None where the file has no pages),
    `section` is the path of headings, outermost first; `score` is comparable within one answer only (0 for a list);
    `confirmed`: a person has corrected or confirmed the record, as each value says of itself; `confidence` is that of
    its kind and boundaries, `number` the record's in the knowledge base.
    """

    record_id: str
    doc_id: str
    title: str
    source: str
    quote: str
    kind: str
    section: tuple[str, ...]
    span: Span
    page: int | None
    deadlines: tuple[Deadline, ...]
    quantities: tuple[Quantity, ...]
    units: tuple[ResponsibleUnit, ...]
    score: float
    confirmed: bool = False
    confidence: float = 1.0
    number: int = 0


def search(query: Query, kb: KnowledgeBase, top: int = 20) -> list[Hit]:
    """The best `top` records for a query, best first; filters act before ranking.

    Without words, the records that meet the filters in the order of documents and texts. KbError for a query that
    asks nothing, is too long, or has a filter value that does not exist.
    """
    return hits_of(kb, ranked(query, kb, top)[:top])


def ranked(query: Query, kb: KnowledgeBase, top: int) -> Ranked:
    """The numbers and scores of what `search` gives; without words all records that meet the filters."""
    asked = checked_query(query)
    filters, text = asked.filters, asked.text or " ".join(asked.filters.phrases)
    if not text:
        return [(number, 0.0) for number in kb.store.record_numbers(filters)]
    kb.refresh()
    try:
        return _ranked(kb, text, top, filters)
    except DamagedIndex:
        kb.repair()
        return _ranked(kb, text, top, filters)


def checked_query(query: Query) -> Query:
    """The query with its filters resolved; KbError where it asks nothing, is too long or has a wrong filter value."""
    filters = checked(query.filters)
    text = query.text.strip()
    if len(text) > LONGEST_QUERY:
        raise KbError(f"检索词太长（{len(text)} 字）。请缩短到 {LONGEST_QUERY} 字以内。")
    if not text and not filters:
        raise KbError("没有检索词，也没有筛选条件。请至少写一样。")
    if text and not RUN.search(normal(text)):
        raise KbError(f"检索词里没有文字：{text}。请写要找的事情。")
    return Query(text, filters)


def _ranked(kb: KnowledgeBase, text: str, top: int, filters: Filters) -> Ranked:
    """The numbers and scores of the best records; where phrases are asked for, of those whose quote holds them."""
    if not filters.phrases:
        return rank(kb, text, top, filters)
    best = rank(kb, text, max(top, _LOOKED_THROUGH), filters)
    quotes = kb.store.quotes([number for number, _ in best])
    wanted = [_plain(phrase) for phrase in filters.phrases]
    return [(number, score) for number, score in best
            if all(phrase in _plain(quotes.get(number, "")) for phrase in wanted)][:top]


def _plain(text: str) -> str:
    """The text in one script and without white space."""
    return "".join(normal(text).split())


def hits_of(kb: KnowledgeBase, ranking: Ranked) -> list[Hit]:
    """The hits of these records in this order; records that are gone are left out."""
    scores = dict(ranking)
    found = kb.store.records(list(scores))
    names = kb.store.entries.names({stored.doc_id for stored in found})
    return [_hit(stored, *names[stored.doc_id], scores[stored.number]) for stored in found]


def _hit(stored: StoredRecord, title: str, source: str, score: float) -> Hit:
    record = stored.record
    return Hit(record.id, stored.doc_id, title, source, record.quote, record.kind,
               record.section, record.span, stored.page, record.deadlines, record.quantities, record.units, score,
               record.confirmed, record.confidence, stored.number)
