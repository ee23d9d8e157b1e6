"""Searches that find something: taken from the figures that the knowledge base really holds."""

from __future__ import annotations

from dataclasses import dataclass

from kb.filters import DOC_TYPES, KINDS, Filters
from kb.knowledge_base import KnowledgeBase
from kb.rows import DocumentSummary
from kb.search import Query, search

_DOCUMENTS, _RECORDS = 12, 40
_SHORTEST, _LONGEST = 4, 12


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try: its words on the page and the parameters of its address."""

    words: str
    parameters: tuple[tuple[str, str], ...]


def examples(kb: KnowledgeBase, most: int = 8) -> list[Example]:
    """Indicators, one a document, that their own search finds first; then whole lists by filters."""
    found: dict[str, Example] = {}
    for document in kb.store.summaries()[:_DOCUMENTS]:
        indicator = _indicator(kb, document)
        if indicator and indicator not in found and len(found) < most - 2:
            found[indicator] = Example(indicator, (("q", indicator),))
    return [*found.values(), *_lists(kb)]


def _indicator(kb: KnowledgeBase, document: DocumentSummary) -> str | None:
    """The first indicator of plain words in the document whose search gives one of its records first."""
    numbers = kb.store.record_numbers(Filters(doc=document.doc_id, has_quantity=True))
    for stored in kb.store.records(numbers[:_RECORDS]):
        for quantity in stored.record.quantities:
            name = quantity.indicator or ""
            if _SHORTEST <= len(name) <= _LONGEST and min(name) >= "一" and max(name) <= "鿿":
                hits = search(Query(name), kb, 1)
                if hits and any(each.indicator == name for each in hits[0].quantities):
                    return name
    return None


def _lists(kb: KnowledgeBase) -> list[Example]:
    """Whole lists: the targets with a figure and the tasks of the newest plans, where there are any."""
    years = [last for each in kb.store.summaries()
             if each.metadata.doc_type == "plan" and (last := each.metadata.period[1])]
    if not years:
        return []
    year, plan = max(years), DOC_TYPES["plan"]
    lists = (("target", f"{year}年计划里的全部{KINDS['target']}", (("figure", "true"),)),
             ("task", f"{year}年计划里6月底前的{KINDS['task']}", (("due", f"{year}-06-30"),)))
    return [Example(words, (("kind", KINDS[kind]), ("type", plan), ("year", str(year)), *more))
            for kind, words, more in lists]
