"""Texts to vectors: the built-in static model in numpy; see kb.models for others, which a home may use instead."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import KbError

BUILT_IN = Path(__file__).parent / "model"

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


@functools.cache
def load_encoder() -> Encoder:
    """The built-in encoder, loaded once a process. KbError where its files are damaged."""
    return StaticEncoder(BUILT_IN)


def of_length_one(vectors: Vectors) -> Vectors:
    """Each row divided by its length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return np.asarray(vectors / lengths, np.float32)
