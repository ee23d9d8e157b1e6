"""The model that a home uses in place of the built-in one: which it is, where it lies, how it is opened."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kb.encoder import Encoder, StaticEncoder, load_encoder
from kb.errors import KbError
from kb.onnx_encoder import OnnxEncoder
from kb.onnx_encoder import reads as onnx_reads
from kb.store import Store

# The setting of a home; it is missing while the built-in model was never left.
_SETTING = "models"
_HUB_NAME = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
# What a hub's folder may hold beside the model: the same weights for other libraries.
_NOT_FETCHED = ("openvino/*", "*.h5", "*.msgpack", "*.ot", "coreml/*", "onnx/*_*.onnx*", "onnx/*quant*", "*.gguf")
# What the makers ask to stand before a question, where the folder itself does not say it; from the models' cards.
_INSTRUCTIONS = (
    (re.compile("bge-(small|base|large)-zh"), "为这个句子生成表示以用于检索相关文章："),
    (re.compile("bge-(small|base|large)-en"), "Represent this sentence for searching relevant passages: "),
)
_PROBE = ["新增学位3600个", "防汛"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that is in use or is to be: a folder or a name on the Hugging Face hub, None for the built-in one.

    `instruction` stands before each question; `vectors` and `dim` are its encoder's name and width when it was chosen,
    by which files that changed since are noticed (not so for the built-in one, which comes with the program).
    """

    model: str | None = None
    instruction: str = ""
    vectors: str = ""
    dim: int = 0

    @property
    def title(self) -> str:
        """What users call it."""
        return self.model or "内置模型"


@dataclass(frozen=True, slots=True)
class Choices:
    """The model in use, and the one whose vectors are still being made."""

    used: Choice = Choice()
    following: Choice | None = None


def choices(store: Store) -> Choices:
    """What a home's setting says."""
    stored = json.loads(store.setting(_SETTING) or "{}")
    following = stored.get("following")
    return Choices(Choice(**stored.get("used", {})), Choice(**following) if following else None)


def save(store: Store, chosen: Choices) -> None:
    """Set a home's setting, in one step."""
    store.set_setting(_SETTING, json.dumps(asdict(chosen), ensure_ascii=False))


def choose(model: str | None, instruction: str | None = None) -> tuple[Choice, Encoder]:
    """A model (see Choice.model), looked for on the hub where it is a name, opened and tried.

    The instruction is the folder's or a known one where None is given. KbError where it is no model that works.
    """
    if model is None:
        return Choice(), load_encoder()
    folder = _folder(model, fetch=True)
    encoder = _opened(folder)
    _try(encoder, model)
    found = _instruction(model, folder) if instruction is None else instruction
    return Choice(model if _is_hub_name(model) else str(folder), found, encoder.name, encoder.dim), encoder


def load(choice: Choice) -> Encoder:
    """The encoder of a choice, loaded once a process; KbError where it cannot be or gives other vectors than it did."""
    if choice.model is None:
        return load_encoder()
    encoder = _loaded(_folder(choice.model), choice.vectors)
    if encoder.dim != choice.dim:
        raise KbError(f"语义模型换了：{choice.model} 现在的向量是 {encoder.dim} 维，索引是 {choice.dim} 维。"
                      "请恢复原来的文件，或用 model 命令重新设置它。")
    if encoder.name != choice.vectors:
        raise KbError(f"语义模型的文件有改动：{choice.model}，和索引对不上。"
                      "请恢复原来的文件，或用 model 命令重新设置它。")
    return encoder


def _folder(model: str, fetch: bool = False) -> Path:
    """Where a model lies; a name on the hub is looked for among what was fetched before, else fetched if allowed."""
    path = Path(model).expanduser().resolve()
    if path.is_dir():
        return path
    if path.exists() or not _is_hub_name(model):
        raise KbError(f"没有这个模型文件夹：{model}。"
                      "请检查路径，或写 Hugging Face 上的名称，例如 BAAI/bge-small-zh-v1.5。")
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, local_files_only=not fetch, ignore_patterns=list(_NOT_FETCHED)))
    # No network, no such name, no right to it: the library says it in exceptions of many kinds.
    except Exception as error:
        raise KbError(f"没有取到语义模型：{model}（{type(error).__name__}）。"
                      "不能上网时，请把模型文件夹拷到本机，再写它的路径。") from error


def _is_hub_name(model: str) -> bool:
    return bool(_HUB_NAME.fullmatch(model)) and not Path(model).is_dir()


@functools.lru_cache(maxsize=2)
def _loaded(folder: Path, vectors: str) -> Encoder:
    """The encoder in a folder, opened anew where it is expected to give other vectors than before."""
    return _opened(folder)


def _opened(folder: Path) -> Encoder:
    """The encoder in a folder; KbError where there is none or its files are damaged."""
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        raise KbError(f"这个文件夹里没有语义模型：{folder}（没有 modules.json 或 config.json）。"
                      "请写 sentence-transformers 模型的文件夹。")
    try:
        return _kind(folder)(folder)
    except KbError:
        raise
    except ImportError as error:
        raise KbError(f"没有安装 sentence-transformers，不能使用语义模型 {folder}。请安装它，或换一个模型。") from error
    # Each library has exceptions of its own for what a folder lacks.
    except Exception as error:
        raise KbError(f"语义模型打不开：{folder}（{type(error).__name__}）。"
                      "文件可能不完整，请重新拷贝，或换一个模型。") from error


def _kind(folder: Path) -> Callable[[Path], Encoder]:
    """What opens a folder: the lighter, the earlier."""
    steps = [step["type"].rsplit(".", 1)[-1] for step in _json(folder / "modules.json") or ()]
    at_hand = all((folder / name).is_file() for name in ("tokenizer.json", "model.safetensors"))
    if steps and steps[0] == "StaticEmbedding" and steps[1:] in ([], ["Normalize"]) and at_hand:
        return StaticEncoder
    if onnx_reads(folder):
        return OnnxEncoder
    # Only here: it takes seconds and half a gigabyte, which the built-in model does without.
    from kb.sentence_encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder


def _try(encoder: Encoder, model: str) -> None:
    """KbError where an encoder gives no vectors that texts can be told apart by."""
    try:
        vectors = encoder.encode(_PROBE)
        fine = bool(np.isfinite(vectors).all()) and not np.allclose(vectors[0], vectors[1])
    except Exception as error:
        raise KbError(f"语义模型算不出向量：{model}（{type(error).__name__}）。请换一个模型。") from error
    if not fine:
        raise KbError(f"语义模型算不出能用的向量：{model}，不同的句子得到同样的或不是数字的值。请换一个模型。")


def _instruction(model: str, folder: Path) -> str:
    """The instruction that a folder gives for questions, else the known one of its name."""
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
    known = (instruction for pattern, instruction in _INSTRUCTIONS if pattern.search(f"{model} {folder}"))
    return str(prompts.get("query") or next(known, ""))


def _json(file: Path) -> Any:
    """What a JSON file holds, {} where it is missing or damaged."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
