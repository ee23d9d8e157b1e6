"""The built-in encoder: what its vectors say, sentence-transformers' agreement, damaged folders, training."""

from __future__ import annotations

import itertools
import lzma
import shutil
from pathlib import Path

import numpy as np
import pytest

from kb.encoder import BUILT_IN, StaticEncoder, load_encoder, of_length_one
from kb.errors import KbError
from kb.training.contrast import WIDTHS
from kb.training.paragraphs import read_paragraphs
from kb.training.train_encoder import train_encoder

TEXTS = ["3月底前安装一氧化碳报警器2万个。", "新增学位3,600个", "", "，。！", "𠮷𠮷", "5G+AI", "  空 格\n换行  ",
         "強隊伍", "Ａｂ１２．５％"]

_EVERYDAY = [
    ("马路坏了谁来修", "加强农村公路养护管理"), ("看病报销", "提高医疗保险支付比例"), ("山火", "开展森林火灾隐患排查"),
    ("种地的补贴", "落实耕地地力保护补贴"), ("房子漏水没人管", "推进老旧小区改造"),
    ("孩子上学难", "增加义务教育学位供给"),
]


def test_vectors_have_length_one_or_zero() -> None:
    vectors = load_encoder().encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), load_encoder().dim)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))
    assert not lengths[[2, 3]].any()
    assert load_encoder().encode([]).shape == (0, load_encoder().dim)


@pytest.mark.parametrize(("text", "near", "far"), [
    ("修建公路", "道路建设", "学校招生"), ("学校招生", "教育教学", "河道清淤"),
    ("森林防火", "扑救山火", "医疗保险"), ("职工失业补助", "劳动者就业", "水库大坝"),
    ("食品卫生检查", "餐饮安全监督", "电信网络"), ("治理污水", "水污染防治", "文物保护"),
    ("冬天别被煤气熏着", "防范一氧化碳中毒", "学前教育"), ("打工的讨薪", "保障务工人员工资支付", "河道清淤"),
    ("娃上幼儿园", "学前教育学位供给", "政府债务"), ("老人看病", "医养结合服务", "公路养护"),
])
def test_what_means_nearly_the_same_is_nearer(text: str, near: str, far: str) -> None:
    asked, other, another = load_encoder().encode([text, near, far])
    assert asked @ other > asked @ another + 0.1


@pytest.mark.parametrize("width", WIDTHS)
def test_leading_parts_of_a_vector_are_of_use_by_themselves(width: int) -> None:
    texts = [text for pair in _EVERYDAY for text in pair]
    vectors = of_length_one(load_encoder().encode(texts)[:, :width])
    cosines = vectors[::2] @ vectors[1::2].T
    # 房子漏水没人管 is taken for the forest at 128 and 256.
    assert np.count_nonzero(cosines.argmax(axis=1) == np.arange(len(_EVERYDAY))) >= 5


def test_sentence_transformers_gives_the_same_vectors() -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    model = sentence_transformers.SentenceTransformer(str(BUILT_IN), device="cpu")
    theirs = of_length_one(np.asarray(model.encode(TEXTS), np.float32))
    # It sums in float16, as the weights are stored.
    assert np.allclose(theirs, load_encoder().encode(TEXTS), atol=3e-3)


def test_figures_count_as_figures_only() -> None:
    first, second = load_encoder().encode(["新增学位3600个", "新增学位12.5个"])
    assert np.allclose(first, second)


@pytest.mark.parametrize("file", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_a_folder_that_is_no_model_is_refused(file: str, content: bytes | None, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(BUILT_IN, folder)
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(KbError, match="语义模型打不开"):
        StaticEncoder(folder)


def _paragraphs() -> list[str]:
    who = ["市民政局", "县教育局", "乡镇政府", "消防救援支队", "林业站"]
    does = ["检查", "维修", "新建", "登记", "宣传", "培训", "评估", "公开", "更换", "统计"]
    what = ["养老院", "小学校舍", "水库大坝", "消防栓", "护林防火通道", "农村公路", "供水管网"]
    when = ["每季度", "汛期前", "年底前"]
    return [f"{time}{body}{verb}{thing}。" for time, body, verb, thing in itertools.product(when, who, does, what)]


@pytest.mark.slow
def test_training_writes_a_model_and_the_same_one_again(tmp_path: Path) -> None:
    text = tmp_path / "text.txt.xz"
    text.write_bytes(lzma.compress("\n".join(_paragraphs()).encode()))
    said: list[str] = []
    for name in ("first", "second"):
        train_encoder(text, tmp_path / name, said.append, steps=3)
    first, second = StaticEncoder(tmp_path / "first"), StaticEncoder(tmp_path / "second")
    assert first.name == second.name != load_encoder().name
    assert np.linalg.norm(first.encode(["新建养老院"])) == pytest.approx(1)
    assert "段落" in said[0]
    assert [width for width in WIDTHS if any(f"留出的问题，{width} 维" in line for line in said)] == list(WIDTHS)


@pytest.mark.parametrize(("name", "content", "message"), [
    ("missing.txt", None, "找不到"), ("a.txt", b"\xff\xfe\x00", "读不出"), ("a.xz", b"no archive", "读不出"),
    ("a.txt", "一段。\n".encode() * 5000, "太少"), ("a.txt", b"", "太少"),
])
def test_text_to_train_on_is_checked(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(KbError, match=message):
        read_paragraphs(tmp_path / name)
