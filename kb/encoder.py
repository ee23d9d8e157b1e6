"""Texts to vectors: the built-in static model in numpy, or any sentence-transformers model by setting."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import KbError

BUILT_IN = Path(__file__).parent / "model"
# The setting that names another model: a folder or a name on the Hugging Face hub.
SETTING = "encoder"

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts (folded, see pipelines.fold) into vectors."""

    @property
    def name(self) -> str:
        """Names the vectors: two encoders of one name give the same ones; the vectors' index remembers it."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32 (n, dim), of length 1; all zero for a text of which the model knows nothing."""


class StaticEncoder:
    """A sentence-transformers StaticEmbedding folder (tokenizer.json, model.safetensors), read without that library.

    A text's vector is the mean of its tokens' rows, brought to length 1. KbError where the folder is no such model.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            content = (folder / "model.safetensors").read_bytes()
            self._table: Vectors = load(content)["embedding.weight"].astype(np.float32)
        # tokenizers and safetensors raise a plain Exception, or one of their own, for a damaged file.
        except Exception as error:
            raise KbError(f"语义模型打不开：{folder}（{type(error).__name__}）。"
                          "请恢复这个文件夹，或用 train encoder 重新训练。") from error
        self._tokenizer.no_padding()
        self._name = f"static {hashlib.sha256(content).hexdigest()[:16]}"

    @property
    def name(self) -> str:
        """See Encoder."""
        return self._name

    @property
    def dim(self) -> int:
        """See Encoder."""
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                vectors[row] = self._table[encoding.ids].mean(axis=0)
        return of_length_one(vectors)


class SentenceTransformerEncoder:
    """Any sentence-transformers model, from a folder or by its name on the hub; the library is imported here only.

    KbError where the library is missing or the model cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(model)
        except ImportError as error:
            raise KbError("没有安装 sentence-transformers，不能使用设置的语义模型。"
                          "请安装它，或恢复内置模型。") from error
        # Whatever the folder or the hub lacks, the library says it in exceptions of many kinds.
        except Exception as error:
            raise KbError(f"语义模型载入失败：{model}（{type(error).__name__}）。"
                          "请检查文件夹或名称，或恢复内置模型。") from error
        self._name = f"sentence-transformers {model}"

    @property
    def name(self) -> str:
        """See Encoder."""
        return self._name

    @property
    def dim(self) -> int:
        """See Encoder."""
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        vectors = self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return of_length_one(np.asarray(vectors, np.float32).reshape(len(texts), self.dim))


def load_encoder(model: str | None = None) -> Encoder:
    """The encoder of a setting, the built-in one for None; loaded once a process. KbError where that fails."""
    return _loaded(model)


@functools.lru_cache(maxsize=2)
def _loaded(model: str | None) -> Encoder:
    return StaticEncoder(BUILT_IN) if model is None else SentenceTransformerEncoder(model)


def of_length_one(vectors: Vectors) -> Vectors:
    """Each row divided by its length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return np.asarray(vectors / lengths, np.float32)
