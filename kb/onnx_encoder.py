"""A transformer's folder with onnx/model.onnx, run by onnxruntime, without torch and sentence_transformers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kb.encoder import Vectors, of_length_one
from kb.fingerprint import fingerprint

_NETWORK = "onnx/model.onnx"
_TOKENIZER = "tokenizer.json"
# What changes the vectors; large networks keep their weights in further files beside the first.
_FILES = (f"{_NETWORK}*", _TOKENIZER, "modules.json", "sentence_bert_config.json", "config.json",
          "tokenizer_config.json", "*_Pooling/config.json")
# The steps that are done here; a folder with another one (a dense layer, say) is left to sentence_transformers.
_STEPS = {"Transformer", "Pooling", "Normalize"}
_MEAN, _FIRST = "mean", "cls"
# How the modes were written before sentence-transformers 6.
_FORMER = "pooling_mode_"
_FORMER_MODES = {"pooling_mode_cls_token": _FIRST, "pooling_mode_mean_tokens": _MEAN}
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
_OUTPUTS = ("last_hidden_state", "token_embeddings")
_DEVICES = ("CUDAExecutionProvider", "CPUExecutionProvider")
_BATCH = 32
_LONGEST = 512  # tokens, where the folder does not say


class OnnxEncoder:
    """The model in a folder that `reads` says can be read; on the GPU where onnxruntime has one.

    Exceptions of onnxruntime, tokenizers and json for damaged files, and for inputs or pooling that are not known here.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._pooling = _pooling(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_longest(folder))
        self._lower = bool(_settings(folder / "sentence_bert_config.json").get("do_lower_case"))
        devices = [device for device in _DEVICES if device in onnxruntime.get_available_providers()]
        self._session: Any = onnxruntime.InferenceSession(str(folder / _NETWORK), providers=devices)
        self._inputs = {each.name for each in self._session.get_inputs()}
        if not self._inputs <= _INPUTS:
            raise ValueError(f"inputs {sorted(self._inputs - _INPUTS)}")
        names = [each.name for each in self._session.get_outputs()]
        self._output = next((name for name in _OUTPUTS if name in names), names[0])
        self._name = f"onnx {fingerprint(folder, _FILES)}"
        self._dim = int(self._run([""]).shape[1])

    @property
    def name(self) -> str:
        """See Encoder."""
        return self._name

    @property
    def dim(self) -> int:
        """See Encoder."""
        return self._dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        vectors = np.zeros((len(texts), self._dim), np.float32)
        # Texts of like length together: what fills up the shorter ones costs as much as text.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), _BATCH):
            some = order[start:start + _BATCH]
            vectors[some] = self._run([texts[row] for row in some])
        return of_length_one(vectors)

    def _run(self, texts: Sequence[str]) -> Vectors:
        """The pooled vectors (n, dim) of some texts."""
        encodings = self._tokenizer.encode_batch([text.lower() for text in texts] if self._lower else list(texts))
        shape = len(encodings), max(len(each.ids) for each in encodings)
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, each in enumerate(encodings):
            ids[row, :len(each.ids)], mask[row, :len(each.ids)] = each.ids, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros(shape, np.int64)}
        tokens, = self._session.run([self._output], {name: given[name] for name in self._inputs})
        if self._pooling == _FIRST:
            return np.asarray(tokens[:, 0], np.float32)
        counted = mask[:, :, None].astype(np.float32)
        return np.asarray((tokens * counted).sum(axis=1) / np.maximum(counted.sum(axis=1), 1), np.float32)


def reads(folder: Path) -> bool:
    """Whether the folder has what OnnxEncoder needs, and no steps but those that it knows."""
    if not ((folder / _NETWORK).is_file() and (folder / _TOKENIZER).is_file()):
        return False
    steps = {step["type"].rsplit(".", 1)[-1] for step in _settings(folder / "modules.json") or ()}
    return steps <= _STEPS and _pooling(folder) in (_MEAN, _FIRST)


def _pooling(folder: Path) -> str:
    """How the vectors of tokens become one; the mean where the folder does not say, as sentence_transformers has it."""
    settings: dict[str, Any] = next(map(_settings, folder.glob("*_Pooling/config.json")), {})
    if "pooling_mode" in settings:
        return str(settings["pooling_mode"])
    chosen = [key for key, value in settings.items() if key.startswith(_FORMER) and value is True]
    return "+".join(_FORMER_MODES.get(key, key) for key in chosen) or _MEAN


def _longest(folder: Path) -> int:
    """How many tokens of a text are read, by the same rule as in sentence_transformers."""
    if said := _settings(folder / "sentence_bert_config.json").get("max_seq_length"):
        return int(said)
    limits = (_settings(folder / "tokenizer_config.json").get("model_max_length"),
              _settings(folder / "config.json").get("max_position_embeddings"))
    return min((int(limit) for limit in limits if limit and limit > 0), default=_LONGEST)


def _settings(file: Path) -> Any:
    """What a JSON file of the folder holds, {} where it is missing."""
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
