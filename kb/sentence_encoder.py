"""Any sentence-transformers model; that library and torch are imported here only, when such a model is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kb.encoder import Vectors, of_length_one
from kb.fingerprint import fingerprint

# What changes the vectors: settings, vocabularies, weights, and the same of the steps after the first.
_FILES = ("*.json", "*.txt", "*.model", "*.safetensors", "[0-9]*_*/*")
_FORMER_WEIGHTS = ("*.bin",)
_BATCH_CPU, _BATCH_GPU = 32, 256


class SentenceTransformerEncoder:
    """The model in a folder, on the GPU where torch finds one.

    ImportError where the library is missing, exceptions of many kinds for whatever the folder lacks.
    """

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        _silence()
        self._model: Any = SentenceTransformer(str(folder), local_files_only=True)
        self._batch = _BATCH_CPU if self._model.device.type == "cpu" else _BATCH_GPU
        patterns = _FILES if any(folder.glob("*.safetensors")) else (*_FILES, *_FORMER_WEIGHTS)
        self._name = f"sentence-transformers {fingerprint(folder, patterns)}"

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
        # An empty prompt, so that one which the folder sets for all texts is left out.
        vectors = self._model.encode(list(texts), batch_size=self._batch, prompt="", convert_to_numpy=True,
                                     show_progress_bar=False)
        return of_length_one(np.asarray(vectors, np.float32).reshape(len(texts), self.dim))


def _silence() -> None:
    """No bars and hints in English, which no user of this product can follow."""
    from transformers.utils import logging

    said: Any = logging
    said.disable_progress_bar()
    said.set_verbosity_error()
