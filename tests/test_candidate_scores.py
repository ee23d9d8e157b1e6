"""Candidates' BM25 scores: as the index counts them, in either script, with words inside words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from kb_documents import filled

from kb.candidate_scores import Term, Texts, scores
from kb.filters import Filters
from kb.ranking import _text_scores


def one(term: str, *texts: str) -> list[float]:
    found = scores([Term("quote", term, 1.0, 1.0)], [Texts(("quote",), texts, 10)])
    return [round(float(score), 2) for score in found]


@pytest.mark.parametrize(("term", "texts", "expected"), [
    ("水", ["加強水庫巡查，全部十個字", "水水", "没有"], [0.97, 1.7, 0]),
    ("库", ["水庫", "水库"], [1.36, 1.36]), ("水库", ["加強水庫巡查", "水\n库"], [1.17, 0]),
    ("2023", ["２０２３年", "2022年"], [1.69, 0]), ("g", ["5G", "５Ｇ网"], [1.69, 1.69]),
    ("𠮷", ["𠮷", "吉"], [1.58, 0]), ("水", [""], [0]),
])
def test_counted_in_the_text(term: str, texts: list[str], expected: list[float]) -> None:
    assert one(term, *texts) == pytest.approx(expected, abs=0.15)


def test_fields_add_up_by_their_weights() -> None:
    texts = [Texts(("characters", "words"), ["防汛演练", "防汛"], 10), Texts(("title",), ["", "防汛"], 10)]
    terms = [Term("characters", "防", 1.0, 2.0), Term("words", "防", 0.5, 2.0), Term("title", "防", 0.1, 3.0)]
    alone = [scores([term], texts) for term in terms]
    assert scores(terms, texts) == pytest.approx(np.sum(alone, axis=0))
    assert list(scores([], texts)) == [0, 0]


def test_the_order_is_that_of_the_index(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        texts = kb.store.entries.texts(kb.store.record_numbers(Filters()))
        for query in ("校园食堂", "水庫除險加固", "幼儿园12所", "防汛演练"):
            best, _ = kb.text_index.search(query, 1)
            found = _text_scores(kb, query, "", list(texts.values()))
            assert list(texts)[int(np.argmax(found))] == best[0]
