"""Training of the vectors' index: the same answers after it, in step with what comes in, made anew if damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from kb_documents import PLAN, filled, make_document, put

from kb import vector_parts
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.search import Query, search
from kb.vector_training import start_training, train


def everything(kb: KnowledgeBase) -> list[int]:
    found, _ = kb.vector_index.search(kb.encoder.encode(["防汛"])[0], 100)
    return sorted(map(int, found))


def in_step(kb: KnowledgeBase) -> bool:
    """Whether all records of the store, and no others, are found by vectors, with the cosines of their vectors."""
    numbers = sorted(kb.store.record_numbers(Filters()))
    asked = kb.encoder.encode(["学校食堂"])[0]
    found, cosines = kb.vector_index.search(asked, 100)
    assert kb.vector_index.cosines(asked, found) == pytest.approx(cosines, abs=1e-3)
    return everything(kb) == numbers


def files(home: Path) -> list[str]:
    return sorted(file.name.split("-")[0] for file in (home / "index" / "vectors").iterdir())


def test_answers_stay_when_an_index_is_trained(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        before = [hit.quote for hit in search(Query("学校食堂多久检查一次"), kb)]
        assert train(kb.home)
        assert [hit.quote for hit in search(Query("学校食堂多久检查一次"), kb)] == before
        assert in_step(kb)
        assert files(tmp_path) == ["manifest.json", "recent", "trained", "trained"]


def test_documents_come_and_go_after_a_training(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        train(kb.home)
        kb.refresh()
        put(kb, make_document(PLAN.replace("报警器", "风扇")), "plan.txt")
        kb.store.delete(kb.store.find("schools/plan.txt"))
        kb.sync()
        assert in_step(kb)
        with open_kb(tmp_path) as other:
            assert in_step(other)
        train(kb.home)
        kb.refresh()
        assert in_step(kb)


def test_what_changes_during_a_training_is_kept(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        trained, holding = kb.vector_index.trained_anew()
        put(kb, make_document(PLAN.replace("报警器", "风扇")), "plan.txt")
        put(kb, make_document(PLAN.replace("报警器", "门窗")), "other.txt")
        kb.store.delete(kb.store.find("summary.txt"))
        kb.sync()
        kb.vector_index.adopt(trained, holding)
        assert in_step(kb)
        with open_kb(tmp_path) as other:
            assert in_step(other)


def test_a_reader_changes_to_what_was_trained_elsewhere(tmp_path: Path) -> None:
    with filled(tmp_path) as kb, open_kb(tmp_path) as reader:
        reader.refresh()
        opened = reader.vector_index
        train(kb.home)
        reader.refresh()
        assert reader.vector_index is not opened
        assert in_step(reader)


def test_one_training_at_a_time(tmp_path: Path) -> None:
    with filled(tmp_path) as kb, FileLock(str(kb.home.training_lock)):
        assert not train(kb.home)


@pytest.mark.parametrize("pattern", ["trained-*.faiss", "trained-*.json", "recent-*", "*"])
@pytest.mark.parametrize("content", [None, b"", b"damaged"])
def test_a_trained_index_that_is_damaged_is_made_anew(pattern: str, content: bytes | None, tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        train(kb.home)
    for file in (tmp_path / "index" / "vectors").glob(pattern):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
    with open_kb(tmp_path) as kb:
        assert search(Query("食堂"), kb)
        assert in_step(kb)


def test_a_process_of_its_own_trains(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        assert start_training(kb.home).wait() == 0
        assert files(tmp_path) == ["manifest.json", "recent", "trained", "trained"]
        kb.refresh()
        assert in_step(kb)


def test_ingest_starts_it_where_enough_came_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr("kb.knowledge_base.start_training", started.append)
    with filled(tmp_path) as kb:
        assert not started
        monkeypatch.setattr("kb.vector_index.TRAIN_FROM", 3)
        kb.sync()
        assert started == [kb.home]


def _made(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors around 20 centres."""
    random = np.random.default_rng(1)
    vectors = random.normal(size=(20, 32))[random.integers(20, size=count)] + 0.3 * random.normal(size=(count, 32))
    return np.arange(1, count + 1), (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_recall_with_and_without_filters() -> None:
    numbers, vectors = _made(4000)
    index = vector_parts.train(numbers, lambda some: vectors[some - 1], 32, None)
    assert index.nlist == 100
    for share in (1.0, 0.3, 0.02):
        allowed = np.random.default_rng(2).random(len(numbers) + 1) < share
        of_allowed = np.flatnonzero(allowed[1:])
        for vector in vectors[:20]:
            exact = of_allowed[np.argsort(-(vectors[of_allowed] @ vector))[:50]] + 1
            found, _ = vector_parts.search(index, vector, 50, allowed)
            assert len(set(exact) & set(found)) >= 0.94 * len(exact)


def test_vectors_stay_as_they_were_when_trained_again() -> None:
    numbers, vectors = _made(1000)
    first = vector_parts.train(numbers, lambda some: vectors[some - 1], 32, None)
    again = vector_parts.train(numbers, first.reconstruct_batch, 32, vector_parts.byte_ranges(first))
    assert np.array_equal(again.reconstruct_batch(numbers), first.reconstruct_batch(numbers))
    assert np.allclose(first.reconstruct_batch(numbers), vectors, atol=0.01)
