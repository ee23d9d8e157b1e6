"""The vectors' index: exact, in step with the store, made anew for another encoder or when damaged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from kb_documents import PLAN, SCHOOLS, filled, make_document, put

from kb.encoder import Vectors, load_encoder, of_length_one
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase
from kb.vector_index import VectorIndex, encode_entries


class Lengths:
    """An encoder of another kind: the length of the text as an angle."""

    name = "lengths"
    dim = 2

    def encode(self, texts: Sequence[str]) -> Vectors:
        angles = np.array([len(text) / 100 for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def _everything(kb: KnowledgeBase) -> tuple[list[int], Vectors]:
    all_entries = list(kb.store.entries.of(each.doc_id for each in kb.store.summaries()))
    return [entry.number for entry in all_entries], encode_entries(kb.encoder, all_entries)


def test_the_answer_is_that_of_all_products(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        numbers, vectors = _everything(kb)
        asked = kb.encoder.encode(["煤气中毒怎么防"])[0]
        found, cosines = kb.vector_index.search(asked, 5)
        order = np.argsort(-(vectors @ asked))[:5]
        assert list(found) == [numbers[index] for index in order]
        assert np.allclose(cosines, (vectors @ asked)[order], atol=1e-3)


def test_cosines_of_chosen_records(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        numbers, vectors = _everything(kb)
        asked = kb.encoder.encode(["防汛"])[0]
        chosen = [numbers[3], 10_000, numbers[0]]
        assert kb.vector_index.cosines(asked, chosen) == pytest.approx(
            [vectors[3] @ asked, 0, vectors[0] @ asked], abs=1e-3)


def test_only_what_is_allowed_is_ranked(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        allowed = kb.store.record_numbers(Filters(year=2023))
        flags = np.isin(np.arange(max(allowed) + 1), allowed)
        found, _ = kb.vector_index.search(kb.encoder.encode(["防汛"])[0], 10, flags)
        assert sorted(found) == sorted(allowed)


def test_documents_are_replaced_and_deleted_one_by_one(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        put(kb, make_document(PLAN.replace("报警器", "风扇")), "plan.txt")
        kb.store.delete(kb.store.find("schools/plan.txt"))
        kb.sync()
        assert sorted(kb.vector_index.search(kb.encoder.encode(["风扇"])[0], 50)[0]) == sorted(
            kb.store.record_numbers(Filters()))


def test_another_process_reads_what_one_wrote(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        index = VectorIndex(tmp_path / "index" / "vectors", load_encoder())
        assert index.generation == kb.store.generation()
        assert index.is_on_disk
        assert len(list((tmp_path / "index" / "vectors").glob("*.faiss"))) == 1


def test_another_encoder_makes_it_anew(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        index = VectorIndex(tmp_path / "index" / "vectors", Lengths())
        assert index.generation == -1
        index.sync(kb.store)
        assert len(index.search(Lengths().encode(["一二三"])[0], 50)[0]) == len(kb.store.record_numbers(Filters()))


@pytest.mark.parametrize("pattern", ["*", "*.faiss", "manifest.json"])
@pytest.mark.parametrize("content", [None, b"", b"damaged"])
def test_an_index_that_is_damaged_is_made_anew(pattern: str, content: bytes | None, tmp_path: Path) -> None:
    filled(tmp_path).close()
    for file in (tmp_path / "index" / "vectors").glob(pattern):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
    with filled(tmp_path) as kb:
        kb.refresh()
        assert len(kb.vector_index.search(kb.encoder.encode(["食堂"])[0], 50)[0]) == 7


def test_headings_turn_the_vector_a_little(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        document = make_document(SCHOOLS.replace("校园安全", "水库除险"))
        put(kb, document, "other.txt")
        quote, = kb.encoder.encode(["每季度检查一次校园食堂。"])
        numbers, vectors = _everything(kb)
        twins = [vector for number, vector in zip(numbers, vectors, strict=True)
                 if kb.store.quotes([number])[number].startswith("每季度")]
        assert len(twins) == 2
        assert 0.5 < twins[0] @ twins[1] < 0.999
        assert all(twin @ quote > 0.8 for twin in twins)


def test_rows_of_zeros_stay() -> None:
    assert of_length_one(np.array([[0, 0], [3, 4]], np.float32)).tolist() == [[0, 0], pytest.approx([0.6, 0.8])]
