"""Hybrid ranking: full text and vectors fused, and what stands verbatim first.

Measured on the 92 queries of eval/gold over what the pipelines read of the eight documents, with the encoder that knows
everyday questions (hit@1 / hit@5 / hit@10 / recall@20 / mrr@10):

    full text alone         29.3 / 63.0 / 73.9 / 65.9 / 44.6
    vectors alone           48.9 / 81.5 / 90.2 / 82.6 / 62.4
    both                    50.0 / 84.8 / 93.5 / 86.6 / 64.6
    and the thesaurus       51.1 / 83.7 / 93.5 / 86.6 / 65.0
    and conditions read     50.0 / 82.6 / 93.5 / 86.1 / 64.2

The form of the fusion was chosen with the encoder before that one, on the same queries over their perfect records and
on 150 stretches of four to eight characters cut from records (known items), hit@1 / hit@10:

    full text alone                                        29 / 74    known items  85 / 100
    vectors alone                                          37 / 82                 60 / 84
    reciprocal ranks (60), vectors weighing 2              45 / 86                 66 / 91
    scores over the greatest, vectors weighing 2           39 / 83
    standard scores, vectors weighing 2                    43 / 86                 76 / 95
    the same without words of asking                       39 / 88, recall@20 87 for 82

Known items get their rank back by the bonus for what stands verbatim.

The official words that the thesaurus has for everyday ones are looked for too, and weigh less. On the same queries over
what the pipelines read of the eight documents, by their weights, hit@1 / hit@5 / hit@10 / mrr@10:

    none                    39.1 / 77.2 / 87.0 / 55.3
    full text 0.3           41.3 / 77.2 / 88.0 / 56.8      vector 0.3                40.2 / 78.3 / 88.0 / 56.5
    full text 0.3, vector 0.2   41.3 / 78.3 / 88.0 / 57.4  full text 0.5, vector 0.3   39.1 / 78.3 / 88.0 / 56.6
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kb import candidate_scores
from kb.candidate_scores import Term, Texts
from kb.encoder import of_length_one
from kb.filter_index import Mask
from kb.filter_terms import Selection, selection
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase
from kb.matter import matter_of
from kb.meaning import Meaning
from kb.text_index import TextIndex
from kb.words import normal
from pipelines.fold import fold

# How many of the best of full text and of vectors are looked at, at least.
_CANDIDATES = 100
_VECTORS = 2.0
# Of the official words: in full text, and how far they draw the vector.
_OFFICIAL, _OFFICIAL_VECTOR = 0.3, 0.2
# In standard deviations: more than full text and vectors together tell two good records apart by.
_VERBATIM = 5.0
# A filter that more than this share of all records meet is broad.
_BROAD = 0.3

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


def rank(kb: KnowledgeBase, text: str, top: int, filters: Filters) -> list[tuple[int, float]]:
    """The numbers of the best `top` records for a text that meet the filters, and their scores, best first."""
    matter = matter_of(text)
    official = " ".join(kb.thesaurus.expansion(text))
    meaning = kb.meaning
    vector = _vector(meaning, fold(matter), official)
    limit = max(_CANDIDATES, top)
    asked = selection(filters, kb.filter_index, kb.store.units)
    allowed = kb.filter_index.mask(asked) if asked else None
    by_text, by_official = (_best_by_text(kb, words, limit, asked, allowed) for words in (matter, official))
    by_vectors, _ = meaning.index.search(vector, limit, allowed)
    texts = kb.store.entries.texts(np.unique(np.concatenate([by_text, by_official, by_vectors])))
    if not texts:
        return []
    candidates = np.array(sorted(texts), np.int64)
    # Both scores of every candidate, also of those that only one of the two found.
    scores = (_standard(_text_scores(kb, matter, official, [texts[number] for number in candidates]))
              + _VECTORS * _standard(meaning.index.cosines(vector, candidates))
              + _VERBATIM * _verbatim(text, [texts[number][0] for number in candidates]))
    best = np.lexsort((candidates, -scores))[:top]
    return [(int(candidates[index]), float(scores[index])) for index in best]


def _vector(meaning: Meaning, matter: str, official: str) -> NDArray[np.float32]:
    """The vector of the matter, drawn a little towards that of the official words for it, of length 1 (dim,)."""
    if not official:
        return np.asarray(meaning.questions([matter])[0], np.float32)
    vectors = meaning.questions([matter, official])
    return np.asarray(of_length_one(vectors[:1] + np.float32(_OFFICIAL_VECTOR) * vectors[1:])[0], np.float32)


def _best_by_text(kb: KnowledgeBase, matter: str, limit: int, asked: Selection, allowed: Mask | None) -> Numbers:
    """The numbers of the best records by full text that meet what is asked.

    A filter that most records meet is quicker applied to twice as many hits as needed than within the index (4 ms
    against 10 ms among 1,000,000 records); where that leaves too few the index has to do it.
    """
    if allowed is not None and (share := np.count_nonzero(allowed) / len(allowed)) > _BROAD:
        found, _ = kb.text_index.search(matter, int(2 * limit / share))
        # What another process has just put in may be beyond the end.
        kept: Numbers = found[allowed[np.minimum(found, len(allowed) - 1)]][:limit]
        if len(kept) == limit:
            return kept
    found, _ = kb.text_index.search(matter, limit, asked)
    return found


def _text_scores(kb: KnowledgeBase, matter: str, official: str, texts: Sequence[tuple[str, str]]) -> Scores:
    """The BM25 score of each candidate, title aside: hit@1 is 42 without it and 41 with it."""
    quotes, headings = zip(*texts, strict=True)
    return candidate_scores.scores(_terms(kb.text_index, matter, official), (
        Texts(("characters", "words"), quotes, 50), Texts(("headings",), headings, 20)))


def _terms(index: TextIndex, matter: str, official: str) -> list[Term]:
    """The terms of the matter, and with less weight those of the official words for it; each term once."""
    terms = {(term.field, term.text): term for term in index.terms(matter)}
    for term in index.terms(official):
        former = terms.get((term.field, term.text))
        weight = _OFFICIAL * term.weight + (former.weight if former else 0)
        terms[term.field, term.text] = replace(term, weight=weight)
    return list(terms.values())


def _standard(scores: Scores) -> Scores:
    """Scores in standard deviations from their mean; all 0 where they do not differ."""
    return np.asarray((scores - scores.mean()) / (scores.std() or 1.0), np.float64)


def _verbatim(text: str, quotes: Sequence[str]) -> Scores:
    """1 for each quote in which the whole text stands, white space and script aside."""
    wanted = "".join(normal(text).split())
    same = {character for character in wanted if "㐀" <= character < "ꀀ"} - _made_by_folding()
    possible = [index for index, quote in enumerate(quotes) if all(character in quote for character in same)]
    # All at once: folding one long text is many times as fast as folding many short ones.
    folded = normal("\n".join("".join(quotes[index].split()) for index in possible)).split("\n")
    found = np.zeros(len(quotes))
    found[[index for index, quote in zip(possible, folded, strict=False) if wanted in quote]] = 1
    return found


@functools.cache
def _made_by_folding() -> frozenset[str]:
    """Chinese characters that another one becomes; all others stand in a stored text as they stand in a folded one.

    With their help most of 200 candidates need no folding, which took 1.5 ms of a query.
    """
    ideographs = [chr(code) for code in range(0x3400, 0xA000)]
    folded = normal("\n".join(ideographs)).split("\n")
    return frozenset(new for old, new in zip(ideographs, folded, strict=True) if new != old) | {"着"}
