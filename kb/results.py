"""The results of a search as they are shown: sorted, near-identical records in one line, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kb import alike
from kb.asking import Found, find
from kb.body_search import BodyHit, body_hits
from kb.errors import KbError
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase
from kb.order import RELEVANCE, ordered
from kb.search import LONGEST_QUERY, Hit, Query, Ranked, hits_of, ranked
from kb.understanding import Understood

PAGE_SIZE = 20
# A search by words goes no further. Of the records marked for the 92 queries of eval/gold, among 23,242 records of 235
# documents, so many are among the best 20: 54 %, 60: 67 %, 100: 74 %, 200: 83 %.
REACH = 200
# So many of the best are put in another order: further down more and more are beside the matter.
_SORTED = 60


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked and how it is to be shown.

    `sort` is a key of kb.order.SORTS, `page` counts from 1; `plain`: the words as they are, else conditions are read
    out of them but for the stretches `as_words`; `like`: the doc_id and id of a record whose like is asked for in
    place of words.
    """

    query: Query
    sort: str = RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    grouped: bool = True
    plain: bool = False
    as_words: tuple[str, ...] = ()
    like: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the results: the first record and those that say nearly the same."""

    hit: Hit
    same: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The lines of a page, and how many pages there are (1 at least).

    `ranking` holds all records of all pages in their order; `cut`: there may be more that answer the query; `body`, on
    the first page, are sentences that are no records.
    """

    understood: Understood
    lines: tuple[Line, ...]
    page: int
    pages: int
    ranking: Ranked
    cut: bool
    body: tuple[BodyHit, ...] = ()

    @property
    def numbers(self) -> list[int]:
        """The numbers of all records of all pages."""
        return [number for number, _ in self.ranking]


def results(request: Request, kb: KnowledgeBase, today: date) -> Results:
    """The results that are asked for; KbError for a page that does not exist, and as kb.asking.answer."""
    kb.refresh()
    found = _found(request, kb, today)
    reach = _reach(request, found.ranking)
    ranking = _sorted(kb, found.ranking[:reach], request.sort, today)
    groups = _groups(kb, [number for number, _ in ranking], request)
    pages = max(1, -(-len(groups) // request.size))
    if request.page > pages:
        raise KbError(f"没有第 {request.page} 页，一共 {pages} 页。")
    shown = groups[(request.page - 1) * request.size:request.page * request.size]
    if request.grouped and len(groups) > REACH:
        shown = _grouped(kb, [number for group in shown for number in group])
    lines = _lines(kb, ranking, shown)
    return Results(found.understood, lines, request.page, pages, ranking, len(ranking) == reach,
                   _body(request, kb, found.understood, request.size - len(lines)))


def _body(request: Request, kb: KnowledgeBase, understood: Understood, room: int) -> tuple[BodyHit, ...]:
    """Sentences that are no records for below the first page, where `room` lines are left."""
    if request.page > 1 or request.like:
        return ()
    return tuple(body_hits(Query(understood.text, understood.filters(request.query.filters)), kb, room))


def _reach(request: Request, ranking: Ranked) -> int | None:
    """How many of the best are results, None for all of a list that no words have ranked."""
    if not any(score for _, score in ranking):
        return None
    return max(REACH if request.sort == RELEVANCE else _SORTED, request.size)


def _sorted(kb: KnowledgeBase, ranking: Ranked, sort: str, today: date) -> Ranked:
    scores = dict(ranking)
    order = map(int, ordered(kb, np.fromiter(scores, np.int64), sort, today))
    return [(number, scores[number]) for number in order]


def _found(request: Request, kb: KnowledgeBase, today: date) -> Found:
    top = max(REACH, request.size)
    if request.like:
        return Found(Understood(""), _like(kb, *request.like, request.query.filters, top))
    if request.plain:
        return Found(Understood(request.query.text), ranked(request.query, kb, top))
    return find(request.query, kb, top, today, request.as_words)


def _like(kb: KnowledgeBase, doc_id: str, record_id: str, filters: Filters, top: int) -> Ranked:
    """The records nearest to one by its words and its vector; KbError where it does not exist."""
    number = kb.store.entries.number(doc_id, record_id)
    if number is None:
        raise KbError(f"这个文件里没有记录 {record_id}。用 show 可以看到它的全部记录。")
    quote = kb.store.quotes([number])[number]
    best = ranked(Query(quote[:LONGEST_QUERY], filters), kb, top + 1)
    return [(other, score) for other, score in best if other != number][:top]


def _groups(kb: KnowledgeBase, numbers: Sequence[int], request: Request) -> list[list[int]]:
    """The lines of all pages; of a list longer than a search reaches each record alone, until its page is known."""
    return _grouped(kb, numbers) if request.grouped and len(numbers) <= REACH else [[number] for number in numbers]


def _grouped(kb: KnowledgeBase, numbers: Sequence[int]) -> list[list[int]]:
    quotes = kb.store.quotes(numbers)
    done = kb.filter_index.mask((("kind:result",),))
    results_ = {place for place, number in enumerate(numbers) if number < len(done) and done[number]}
    return [[numbers[place] for place in group]
            for group in alike.groups([quotes.get(number, "") for number in numbers], results_)]


def _lines(kb: KnowledgeBase, ranking: Ranked, groups: Sequence[Sequence[int]]) -> tuple[Line, ...]:
    scores = dict(ranking)
    hits = {hit.number: hit for hit in hits_of(kb, [(number, scores[number]) for group in groups for number in group])}
    found = ([hits[number] for number in group if number in hits] for group in groups)
    return tuple(Line(first, tuple(same)) for first, *same in filter(None, found))
