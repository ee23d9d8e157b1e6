"""Search in the body text: sentences that are no records and say what a query asks, for below the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.body_index import BodyPlace, pieces
from kb.filter_terms import selection
from kb.filters import Filters
from kb.heading_paths import Paths
from kb.knowledge_base import KnowledgeBase
from kb.matter import matter_of
from kb.quoted import title_of
from kb.rows import page_of
from kb.search import Query
from kb.text_index import DamagedIndex
from kb.words import normal
from pipelines.document import Span

# A sentence must hold more than this share of the query's words, weighed by how rare they are. Among 389 sentences of
# 25 documents 1 of 92 questions that records answer found one beyond a half, 8 of 9 on what no record says did.
_ENOUGH = 0.5
# Where the records do not fill a page, less is enough.
_SOME = 0.3
# So many stand below a full page of records.
_FEW = 3
_LOOKED_THROUGH = 50
# As official words weigh beside the query's own in kb.ranking.
_OFFICIAL = 0.3


@dataclass(frozen=True, slots=True)
class BodyHit:
    """A sentence that is no record and answers a query; the fields are those of kb.search.Hit.

    `score` is the share of the query's words, weighed by rarity, that it holds (0 to 1).
    """

    doc_id: str
    title: str
    source: str
    quote: str
    section: tuple[str, ...]
    span: Span
    page: int | None
    score: float


def body_hits(query: Query, kb: KnowledgeBase, room: int) -> list[BodyHit]:
    """The best sentences for a query, at most a few; as many as `room` where the records leave that much of a page.

    None for a query without words, nor with a condition that only a record can meet.
    """
    text = query.text.strip() or " ".join(query.filters.phrases)
    if not text or _needs_a_record(query.filters):
        return []
    try:
        return _hits(text, query.filters, kb, room)
    except DamagedIndex:
        kb.repair()
        return _hits(text, query.filters, kb, room)


def _needs_a_record(filters: Filters) -> bool:
    """Whether more is asked than of which document a sentence is, and what stands in it."""
    of_records = Filters(type=filters.type, year=filters.year, year_to=filters.year_to, region=filters.region,
                         issuer=filters.issuer, phrases=filters.phrases, doc=filters.doc)
    return filters != of_records


def _hits(text: str, filters: Filters, kb: KnowledgeBase, room: int) -> list[BodyHit]:
    asked, official = matter_of(text), " ".join(kb.thesaurus.expansion(text))
    weights = {**dict.fromkeys(pieces(official), _OFFICIAL), **dict.fromkeys(pieces(asked), 1.0)}
    places = kb.body_index.search(weights, _LOOKED_THROUGH, selection(filters, kb.store.body, kb.store.units))
    rarities, meant = kb.body_index.rarities(asked), kb.thesaurus.meant(text)
    phrases = [_letters(normal(phrase)) for phrase in filters.phrases]
    scored = [(place, _share(rarities, letters, meant)) for letters, place in _sentences(kb, places).items()
              if all(phrase in letters for phrase in phrases)]
    best = [each for each in scored if each[1] > _ENOUGH][:max(_FEW, room)]
    more = [each for each in scored if _SOME < each[1] <= _ENOUGH][:max(0, room - len(best))]
    return [hit for place, score in best + more if (hit := _opened(kb, place, score))]


def _sentences(kb: KnowledgeBase, places: list[BodyPlace]) -> dict[str, BodyPlace]:
    """What stands at the places, in normal form and without white space, each sentence once, in their order.

    Those whose document has changed since are left out.
    """
    read = [(kb.store.body.sentence(each.doc_id, each.version, each.span), each) for each in places]
    found = [(sentence.replace("\n", " "), each) for sentence, each in read if sentence]
    # All at once: folding one long text is many times as fast as folding many short ones.
    folded = normal("\n".join(sentence for sentence, _ in found)).split("\n")
    places_of: dict[str, BodyPlace] = {}
    for line, (_, place) in zip(folded, found, strict=False):
        places_of.setdefault(_letters(line), place)
    return places_of


def _opened(kb: KnowledgeBase, place: BodyPlace, score: float) -> BodyHit | None:
    if not (document := kb.store.body.document(place.doc_id, place.version)):
        return None
    start, end = place.span.start, place.span.end
    section = tuple(document.text[each.span.start:each.span.end] for each in Paths(document.outline).at(start))
    return BodyHit(place.doc_id, title_of(document), document.source, document.text[start:end], section, place.span,
                   page_of(document.blocks, start), score)


def _share(rarities: Mapping[str, float], letters: str, meant: Mapping[str, tuple[str, ...]]) -> float:
    """How much of the query's words stand in a sentence, also as official words that are meant by them."""
    asked = {term: weight for term, weight in rarities.items() if len(term) > 1} or rarities
    said = [everyday for everyday, official in meant.items() if any(_letters(normal(word)) in letters
                                                                     for word in official)]
    there = sum(weight for term, weight in asked.items() if term in letters or any(term in word for word in said))
    return there / (sum(asked.values()) or 1.0)


def _letters(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
