"""A change of the model: interrupted and gone on with, documents that come and go, what answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from kb_documents import PLAN, filled, make_document, put
from safetensors.numpy import load_file, save_file

from kb.cli import main
from kb.embedding import Encoded, change_model, encoded_so_far
from kb.encoder import BUILT_IN, Encoder
from kb.errors import KbError
from kb.home import Home
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.meaning import folder_of
from kb.models import Choice, choices, choose
from kb.search import Query, search
from kb.vector_index import encode_entries

WIDTH = 64


@pytest.fixture
def model(tmp_path: Path) -> tuple[Choice, Encoder]:
    """The built-in model's first dimensions as a model of its own."""
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("modules.json", "tokenizer.json"):
        (folder / name).write_bytes((BUILT_IN / name).read_bytes())
    table = load_file(BUILT_IN / "model.safetensors")["embedding.weight"]
    save_file({"embedding.weight": np.ascontiguousarray(table[:, :WIDTH])}, folder / "model.safetensors")
    return choose(str(folder))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A knowledge base of three documents and seven records, encoded two at a time."""
    monkeypatch.setattr("kb.embedding._BATCH", 2)
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    with filled(tmp_path / "home") as kb:
        return kb.home


def changed(home: Home, model: tuple[Choice, Encoder]) -> None:
    """Assert that the model is in use, its index whole, each vector as it has to be, and nothing else left."""
    with open_kb(home.root) as kb:
        assert kb.encoder.dim == WIDTH
        assert kb.vector_index.generation == kb.store.generation()
        entries = list(kb.store.entries.of(kb.store.contents()))
        vectors = encode_entries(model[1], entries)
        for entry, vector in zip(entries, vectors, strict=True):
            assert kb.vector_index.cosines(vector, [entry.number]) == pytest.approx([1], abs=2e-3)
        assert choices(kb.store).following is None
        assert len(kb.vector_index.search(vectors[0], 100)[0]) == len(entries)
    assert not list(folder_of(home, model[0]).glob("encoded*"))


def interrupted(home: Home, model: tuple[Choice, Encoder], after: int = 4) -> None:
    """Begin the change and break it off after so many records."""
    def stop(done: int, _total: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_model(*model, home, stop)


def resumed(home: Home, model: tuple[Choice, Encoder]) -> tuple[int, int]:
    """Go on with the change; how many were done already, of how many."""
    steps: list[tuple[int, int]] = []
    change_model(*model, home, lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1]
    changed(home, model)
    return steps[0]


def test_a_change_from_beginning_to_end(home: Home, model: tuple[Choice, Encoder]) -> None:
    assert resumed(home, model) == (0, 7)


def test_it_goes_on_where_it_was_interrupted(home: Home, model: tuple[Choice, Encoder],
                                             capsys: pytest.CaptureFixture[str]) -> None:
    interrupted(home, model)
    assert encoded_so_far(home, model[0]) == 4
    with open_kb(home.root) as kb:
        assert kb.encoder.dim != WIDTH
        assert search(Query("校园食堂"), kb)[0].quote == "每季度检查一次校园食堂。"
    main(["doctor"])
    assert "已算 4 条，共 7 条" in capsys.readouterr().out
    assert resumed(home, model) == (4, 7)


@pytest.mark.parametrize("spoil", [
    lambda numbers, vectors: numbers.write_bytes(numbers.read_bytes()[:-3]),
    lambda numbers, vectors: vectors.write_bytes(vectors.read_bytes() + b"half a row"),
    lambda numbers, vectors: vectors.write_bytes(vectors.read_bytes()[:-5]),
    lambda numbers, vectors: vectors.unlink(),
    lambda numbers, vectors: numbers.write_bytes(b""),
])
def test_a_process_that_was_killed_while_it_wrote(spoil: Callable[[Path, Path], object], home: Home,
                                                  model: tuple[Choice, Encoder]) -> None:
    interrupted(home, model)
    folder = folder_of(home, model[0])
    spoil(folder / "encoded.numbers", folder / "encoded.vectors")
    assert resumed(home, model)[0] < 5


def _alter(kb: KnowledgeBase) -> None:
    """Replace one document, add one, take one away."""
    put(kb, make_document(PLAN.replace("报警器", "风扇")), "plan.txt")
    put(kb, make_document(PLAN.replace("报警器", "门窗")), "other.txt")
    kb.store.delete(kb.store.find("summary.txt"))
    kb.sync()


def test_documents_that_change_before_it_goes_on(home: Home, model: tuple[Choice, Encoder]) -> None:
    interrupted(home, model)
    with open_kb(home.root) as kb:
        _alter(kb)
    resumed(home, model)


def test_documents_that_change_meanwhile(home: Home, model: tuple[Choice, Encoder]) -> None:
    with open_kb(home.root) as other:
        def meanwhile(done: int, _total: int) -> None:
            if done == 4:
                _alter(other)
            assert other.encoder.dim != WIDTH
            assert search(Query("食堂"), other)[0].quote == "每季度检查一次校园食堂。"

        change_model(*model, home, meanwhile)
        changed(home, model)
        assert search(Query("食堂"), other)[0].quote == "每季度检查一次校园食堂。"
        assert other.encoder.dim == WIDTH


def test_the_index_is_trained_before_it_answers(home: Home, model: tuple[Choice, Encoder],
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.vector_index.TRAIN_FROM", 3)
    change_model(*model, home)
    assert list(folder_of(home, model[0]).glob("trained-*.faiss"))
    with open_kb(home.root) as kb:
        assert not kb.vector_index.needs_training
        assert len(kb.vector_index.search(kb.encoder.encode(["食堂"])[0], 100)[0]) == 7


def test_a_training_of_the_former_vectors_changes_nothing(home: Home, model: tuple[Choice, Encoder]) -> None:
    with open_kb(home.root) as kb:
        trained, holding = kb.vector_index.trained_anew()
        change_model(*model, home)
        kb.reopen()
        kb.vector_index.adopt(trained, holding)
    changed(home, model)


def test_one_change_at_a_time(home: Home, model: tuple[Choice, Encoder]) -> None:
    with FileLock(str(home.embedding_lock)), pytest.raises(KbError, match="换语义模型"):
        change_model(*model, home)


def test_a_change_is_given_up_by_naming_the_model_in_use(home: Home, model: tuple[Choice, Encoder]) -> None:
    interrupted(home, model)
    assert main(["model", "--built-in"]) == 0
    with open_kb(home.root) as kb:
        assert choices(kb.store).following is None
    assert not folder_of(home, model[0]).exists()


def test_what_was_encoded_for_another_database_is_left(home: Home, model: tuple[Choice, Encoder]) -> None:
    interrupted(home, model)
    for file in home.root.glob("knowledge.sqlite*"):
        file.unlink()
    with open_kb(home.root) as kb:
        put(kb, make_document(PLAN), "plan.txt")
    assert resumed(home, model) == (0, 4)


def test_ctrl_c_is_one_line(home: Home, model: tuple[Choice, Encoder], monkeypatch: pytest.MonkeyPatch,
                            capsys: pytest.CaptureFixture[str]) -> None:
    add = Encoded.add

    def stop(self: Encoded, *arguments: object) -> None:
        add(self, *arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(Encoded, "add", stop)
    assert main(["model", str(model[0].model)]) == 130
    assert capsys.readouterr().err == "已中断；已经完成的部分保留。\n"
    monkeypatch.setattr(Encoded, "add", add)
    assert resumed(home, model) == (2, 7)


def test_an_empty_knowledge_base(tmp_path: Path, model: tuple[Choice, Encoder]) -> None:
    change_model(*model, Home(tmp_path))
    with open_kb(tmp_path) as kb:
        assert kb.encoder.dim == WIDTH
        put(kb, make_document(PLAN), "plan.txt")
        kb.sync()
        assert search(Query("报警器"), kb)


def test_the_page_tells_how_far_it_is(home: Home, model: tuple[Choice, Encoder]) -> None:
    from streamlit.testing.v1 import AppTest

    interrupted(home, model)
    page = AppTest.from_string("from kb.views.ingest import show\nshow()", default_timeout=30).run()
    assert not page.exception
    bar, = page.get("progress")
    assert "已算 4 条，共 7 条" in bar.proto.text
    resumed(home, model)
    assert not page.run().get("progress")
