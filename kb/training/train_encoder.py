"""The built-in encoder from a text file: a folder that numpy and sentence-transformers both read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from kb.training.company import Ids, vectors_by_company
from kb.training.paragraphs import read_paragraphs
from kb.training.table import Table, make_table
from kb.training.vocabulary import build_tokenizer, count_words

DIMENSIONS = 256
_SAMPLE = 8_000
# Without a Normalize module: in float16 it makes NaN of an empty text.
_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
_SETTINGS = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}


def train_encoder(text: Path, out: Path, say: Callable[[str], None]) -> None:
    """Train on the paragraphs of `text` and write the model into the folder `out`; a minute for 20 million characters.

    The same text gives the same model. `say` is told each step in Chinese. KbError where the text is unusable.
    """
    paragraphs = read_paragraphs(text)
    say(f"读入 {len(paragraphs)} 个段落；统计词语……")
    tokenizer = build_tokenizer(count_words(paragraphs))
    encodings = tokenizer.encode_batch(paragraphs, add_special_tokens=False)
    tokens = [np.array(encoding.ids, np.int32) for encoding in encodings if encoding.ids]
    say(f"{tokenizer.get_vocab_size()} 个词和字；计算向量……")
    save(out, tokenizer, _table(tokens, tokenizer))
    say(f"模型已写入 {out}")


def save(out: Path, tokenizer: Tokenizer, table: Table) -> None:
    """Write the folder: tokenizer.json, model.safetensors (float16) and what sentence-transformers asks for."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": table.astype(np.float16)}, out / "model.safetensors")
    for name, content in (("modules.json", _MODULES), ("config_sentence_transformers.json", _SETTINGS)):
        (out / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _table(paragraphs: Sequence[Ids], tokenizer: Tokenizer) -> Table:
    size = tokenizer.get_vocab_size()
    pieces = [str(tokenizer.id_to_token(number)) for number in range(size)]
    counts: NDArray[np.int64] = np.bincount(np.concatenate(paragraphs), minlength=size)
    sample = _sample(paragraphs)
    return make_table(vectors_by_company(paragraphs, size, DIMENSIONS), pieces, counts,
                      lambda table: np.stack([table[ids].mean(axis=0) for ids in sample]))


def _sample(paragraphs: Sequence[Ids]) -> list[Ids]:
    """Paragraphs of some length, the same ones each time."""
    long = [ids for ids in paragraphs if len(ids) >= 8]
    chosen = np.random.default_rng(0).choice(len(long), min(_SAMPLE, len(long)), replace=False)
    return [long[index] for index in chosen]
