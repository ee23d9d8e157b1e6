"""Other models by setting: real small ones, onnxruntime against sentence_transformers, folders that are no models."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from kb_documents import filled
from shared import PROJECT
from tiny_models import bert, static, with_onnx

from kb import models
from kb.cli import main
from kb.encoder import BUILT_IN, StaticEncoder, load_encoder
from kb.knowledge_base import open_kb
from kb.models import choices, choose, load
from kb.onnx_encoder import OnnxEncoder, reads
from kb.search import Query, search
from kb.sentence_encoder import SentenceTransformerEncoder

pytestmark = pytest.mark.slow

# Short, long beyond the tokens that are read, empty, unknown, and two of the same length.
TEXTS = ["新增学位3270个。", "每季度检查一次校园食堂，" * 20, "", "𠮷𠮷", "防汛", "演练"]

# In a record word for word, so that it comes first whatever the vectors of random weights say.
ASKED = "检查一次校园食堂"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models: bert (mean), cls (with ONNX), wide, static."""
    folder = tmp_path_factory.mktemp("models")
    for name, width, pooling in (("bert", 32, "mean"), ("cls", 32, "cls"), ("wide", 48, "mean")):
        bert(folder / name, width, pooling)
    for name in ("bert", "cls"):
        shutil.copytree(folder / name, folder / f"{name} onnx")
        with_onnx(folder / f"{name} onnx")
    static(folder / "static", folder / "bert" / "tokenizer.json")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base of three documents, and no network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    filled(tmp_path / "home").close()
    return tmp_path / "home"


def answers(home: Path) -> list[str]:
    with open_kb(home) as kb:
        return [hit.quote for hit in search(Query(ASKED), kb)]


@pytest.mark.parametrize("name", ["bert onnx", "cls onnx"])
def test_onnxruntime_gives_the_vectors_of_sentence_transformers(name: str, small: Path) -> None:
    light, heavy = OnnxEncoder(small / name), SentenceTransformerEncoder(small / name)
    vectors = light.encode(TEXTS)
    assert (vectors.dtype, vectors.shape, light.dim, heavy.dim) == (np.float32, (6, 32), 32, 32)
    assert np.allclose(vectors, heavy.encode(TEXTS), atol=1e-5)
    assert np.abs(vectors[0] - vectors[1]).max() > 0.01
    assert light.encode([]).shape == heavy.encode([]).shape == (0, 32)


def test_pooling_is_read_in_its_former_spelling(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(small / "cls onnx", folder)
    former = {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(former))
    assert np.array_equal(OnnxEncoder(folder).encode(TEXTS), OnnxEncoder(small / "cls onnx").encode(TEXTS))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(former | {"pooling_mode_max_tokens": True}))
    assert not reads(folder)


@pytest.mark.parametrize(("name", "kind"), [
    ("bert", SentenceTransformerEncoder), ("cls onnx", OnnxEncoder), ("static", StaticEncoder)])
def test_what_opens_a_folder(name: str, kind: type, small: Path) -> None:
    choice, encoder = choose(str(small / name))
    assert isinstance(encoder, kind)
    assert (choice.vectors, choice.dim, choice.instruction) == (encoder.name, encoder.dim, "")
    assert np.array_equal(load(choice).encode(TEXTS), encoder.encode(TEXTS))


def test_a_static_model_gives_the_vectors_of_sentence_transformers(small: Path) -> None:
    assert np.allclose(StaticEncoder(small / "static").encode(TEXTS),
                       SentenceTransformerEncoder(small / "static").encode(TEXTS), atol=1e-5)


def test_instructions(small: Path, tmp_path: Path) -> None:
    known, said = tmp_path / "bge-small-zh-v1.5", tmp_path / "said"
    shutil.copytree(small / "cls onnx", known)
    shutil.copytree(small / "cls onnx", said)
    (said / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "问题："}}))
    assert choose(str(known))[0].instruction == "为这个句子生成表示以用于检索相关文章："
    assert choose(str(known), "")[0].instruction == ""
    assert choose(str(said))[0].instruction == "问题："


def test_the_instruction_stands_before_questions_only(small: Path, home: Path) -> None:
    assert main(["model", str(small / "cls onnx"), "--instruction", "检查"]) == 0
    with open_kb(home) as kb:
        assert np.allclose(kb.meaning.questions(["食堂"]), kb.encoder.encode(["检查食堂"]))
        before = kb.vector_index.generation
    assert main(["model", str(small / "cls onnx")]) == 0
    with open_kb(home) as kb:
        assert np.allclose(kb.meaning.questions(["食堂"]), kb.encoder.encode(["食堂"]))
        assert kb.vector_index.generation == before


@pytest.mark.parametrize("name", ["bert", "cls onnx", "static"])
def test_another_model_answers_and_is_taken_back(name: str, small: Path, home: Path,
                                                 capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["model", str(small / name)]) == 0
    assert answers(home)[0] == "每季度检查一次校园食堂。"
    with open_kb(home) as kb:
        assert kb.encoder.name == choose(str(small / name))[1].name
        assert kb.vector_index.generation == kb.store.generation()
    assert len(list((home / "index").glob("vectors-*"))) == 1
    assert main(["model", "--built-in"]) == 0
    assert not list((home / "index").glob("vectors-*"))
    with open_kb(home) as kb:
        assert kb.encoder is load_encoder()
    said = capfd.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [f"语义模型：{small / name}（{8 if name == 'static' else 32} 维）",
                                     "语义模型：内置模型（256 维）"]


def test_models_of_different_widths_follow_each_other(small: Path, home: Path) -> None:
    with open_kb(home) as reader:
        for name in ("cls onnx", "static", "wide"):
            assert main(["model", str(small / name)]) == 0
            assert search(Query(ASKED), reader)[0].quote == "每季度检查一次校园食堂。"
            assert reader.encoder.dim == {"cls onnx": 32, "static": 8, "wide": 48}[name]


NO_MODELS = {
    "nothing": (None, "没有这个模型文件夹"),
    "empty": ({}, "没有语义模型"),
    "documents": ({"要点.txt": "防汛"}, "没有语义模型"),
    "settings alone": ({"config.json": "{}"}, "打不开"),
    "no JSON": ({"modules.json": "防汛", "config.json": ""}, "打不开"),
}


def refused(model: str, message: str, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Assert that a model is refused with one Chinese line, and that everything is as it was."""
    with open_kb(home) as kb:
        before = choices(kb.store)
    expected = answers(home)
    capfd.readouterr()
    assert main(["model", model]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1 and message in said.err and "请" in said.err, said.err
    with open_kb(home) as kb:
        assert choices(kb.store) == before
    assert answers(home) == expected


@pytest.mark.parametrize("name", NO_MODELS)
def test_a_folder_that_is_no_model_is_refused(name: str, tmp_path: Path, home: Path,
                                              capfd: pytest.CaptureFixture[str]) -> None:
    content, message = NO_MODELS[name]
    if content is not None:
        (tmp_path / name).mkdir()
        for file, text in content.items():
            (tmp_path / name / file).write_text(text, encoding="utf-8")
    refused(str(tmp_path / name), message, home, capfd)


def test_a_file_and_a_name_that_was_never_fetched_are_refused(home: Path, tmp_path: Path,
                                                              capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    refused(str(tmp_path / "file"), "没有这个模型文件夹", home, capfd)
    refused("no-such-owner/no-such-model", "没有取到语义模型", home, capfd)


@pytest.mark.parametrize(("name", "file"), [
    ("bert", "model.safetensors"), ("bert", "tokenizer.json"), ("cls onnx", "onnx/model.onnx"),
    ("cls onnx", "tokenizer.json"), ("static", "model.safetensors"), ("static", "tokenizer.json")])
def test_damaged_files_are_refused_and_a_model_in_use_is_stood_in_for(
        name: str, file: str, small: Path, tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / name
    shutil.copytree(small / name, folder)
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content[:len(content) // 2])
    refused(str(folder), "打不开", home, capfd)
    (folder / file).write_bytes(content)
    assert main(["model", str(folder)]) == 0
    (folder / file).write_bytes(content[:len(content) // 2])
    stood_in_for(home, "打不开", capfd)


def stood_in_for(home: Path, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Assert that the built-in model answers, and that each verb says why in one line."""
    for verb, code in (["search", ASKED], 0), (["doctor"], 2), (["model"], 2):
        # As in a process of its own, which has loaded no model yet.
        models._loaded.cache_clear()
        capfd.readouterr()
        assert main(verb) == code
        said = capfd.readouterr()
        faults = [line for line in said.err.splitlines() if "原文件不在了" not in line]
        assert len(faults) == 1 and message in faults[0] and "现在用内置模型检索" in faults[0], said.err
        assert verb[0] != "search" or "每季度检查一次校园食堂。" in said.out
        assert verb[0] == "search" or "代替打不开的" in said.out


def test_files_that_changed_under_an_index_are_noticed(small: Path, tmp_path: Path, home: Path,
                                                       capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "model"
    shutil.copytree(small / "bert", folder)
    assert main(["model", str(folder)]) == 0
    for other, message in (("wide", "现在的向量是 48 维，索引是 32 维"), ("cls", "文件有改动")):
        shutil.rmtree(folder)
        shutil.copytree(small / other, folder)
        stood_in_for(home, message, capfd)
    assert main(["model", str(folder)]) == 0
    with open_kb(home) as kb:
        assert kb.meaning.fault is None
        assert kb.vector_index.generation == kb.store.generation()


def test_neither_library_is_loaded_without_need(small: Path, home: Path) -> None:
    script = ("import sys, kb.cli\nkb.cli.main(sys.argv[1:])\n"
              "print({'torch', 'sentence_transformers', 'onnxruntime', 'transformers'} & sys.modules.keys())")
    for model, loaded in ((str(BUILT_IN), "set()"), (str(small / "cls onnx"), "{'onnxruntime'}")):
        for arguments in (["model", model], ["search", "食堂"]):
            done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=PROJECT, capture_output=True,
                                  text=True, check=True)
            assert done.stdout.splitlines()[-1] == loaded


@pytest.mark.parametrize("arguments", [["--built-in", "--instruction", "甲"], ["x", "--built-in"],
                                       ["--instruction", "甲"]])
def test_options_that_do_not_go_together(arguments: list[str], home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["model", *arguments]) == 2
    assert "一起写" in capfd.readouterr().err
