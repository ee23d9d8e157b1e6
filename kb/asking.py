"""A query as it is meant: understood with what the knowledge base holds, ready to be searched."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.chips import Known
from kb.filter_terms import selection
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase
from kb.search import Hit, Query, Ranked, checked_query, hits_of, ranked
from kb.understanding import Understood, understand

# Of each knowledge base that is open what it held when, until it changes or the day ends.
_KNOWN: weakref.WeakKeyDictionary[KnowledgeBase, tuple[tuple[int, date], Known]] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a query was understood, and the query that follows from it."""

    understood: Understood
    query: Query


@dataclass(frozen=True, slots=True)
class Found:
    """The records that answer a query, and how it was understood."""

    understood: Understood
    ranking: Ranked


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of a query, and how it was understood."""

    understood: Understood
    hits: list[Hit]


def answer(query: Query, kb: KnowledgeBase, top: int, today: date, as_words: Iterable[str] = ()) -> Answer:
    """The best `top` records for what the query means; where none meets its conditions, for its words as they are.

    KbError as from `search`.
    """
    found = find(query, kb, top, today, as_words)
    return Answer(found.understood, hits_of(kb, found.ranking[:top]))


def find(query: Query, kb: KnowledgeBase, top: int, today: date, as_words: Iterable[str] = ()) -> Found:
    """What `answer` gives as numbers; all that meet the conditions where the query has no other words."""
    checked_query(query)
    meant = meaning(query, kb, today, as_words)
    ranking = ranked(meant.query, kb, top)
    if ranking or not meant.understood.chips:
        return Found(meant.understood, ranking)
    labels = "、".join(each.label for each in meant.understood.chips)
    hint = f"按 {labels} 没有找到，下面是按原话检索的结果。"
    return Found(Understood(query.text, (), (*meant.understood.hints, hint)), ranked(query, kb, top))


def meaning(query: Query, kb: KnowledgeBase, today: date, as_words: Iterable[str] = ()) -> Meaning:
    """The query with the conditions that its text says; stretches in `as_words` stay text.

    A filter that the query has already is not changed. 今年 is the year of `today`.
    """
    understood = understand(query.text, known(kb, today), query.filters, as_words)
    return Meaning(understood, Query(understood.text, understood.filters(query.filters)))


def known(kb: KnowledgeBase, today: date) -> Known:
    """What the knowledge base holds now; the indexes are brought in step."""
    kb.refresh()
    now = kb.filter_index.generation, today
    if kb not in _KNOWN or _KNOWN[kb][0] != now:
        _KNOWN[kb] = now, _read(kb, today)
    return _KNOWN[kb][1]


def _read(kb: KnowledgeBase, today: date) -> Known:
    def values(name: str) -> tuple[str, ...]:
        """What the filter terms of one field hold."""
        return tuple(term.partition(":")[2] for term in kb.filter_index.beginning(f"{name}:"))

    index, units = kb.filter_index, kb.store.units
    return Known(today, kb.store.years_of_one(), values("region"), values("issuer"), frozenset(values("type")),
                 frozenset(values("kind")), lambda name: all(selection(Filters(body=name), index, units)),
                 units.register.register)
