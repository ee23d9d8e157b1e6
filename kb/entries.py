"""What of a record the indexes read: its quote and what stands above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.filters import Filters
from kb.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """One record for an index: `headings` are those above it, outermost first; `title` is the document's."""

    number: int
    quote: str
    headings: tuple[str, ...]
    title: str


def entries(store: Store, doc_ids: Iterable[str]) -> Iterator[Entry]:
    """The entries of these documents' records, document by document."""
    for doc_id in doc_ids:
        title = store.summary(doc_id).title
        for stored in store.records(store.record_numbers(Filters(doc=doc_id))):
            yield Entry(stored.number, stored.record.quote, stored.record.section, title)
