"""The built-in encoder from a text file: a folder that numpy and sentence-transformers both read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from kb.encoder import StaticEncoder
from kb.thesaurus import package_thesaurus
from kb.training.company import Ids, vectors_by_company
from kb.training.contrast import STEPS, WIDTHS, learn_from_pairs, prepare_torch
from kb.training.held_out import found_first, parted
from kb.training.lessons import Material, lessons
from kb.training.paragraphs import read_paragraphs
from kb.training.questions import read_answers
from kb.training.table import Table, make_table
from kb.training.vocabulary import build_tokenizer, count_words, with_everyday_words

DIMENSIONS = WIDTHS[-1]
_SAMPLE = 8_000
# Without a Normalize module: in float16 it makes NaN of an empty text.
_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
_SETTINGS = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}


def train_encoder(text: Path, out: Path, say: Callable[[str], None], steps: int = STEPS) -> None:
    """Train on the paragraphs of `text` and on the pairs of the package; write the model into the folder `out`.

    Two minutes for 20 million characters. The same text gives the same model. `say` is told each step in Chinese, and
    how well a model that never saw them finds what every tenth answer's questions ask for. KbError where the text is
    unusable.
    """
    # One thread, and denormals are nothing from the start: sums in another order would give another model.
    with threadpool_limits(1):
        prepare_torch()
        _train(text, out, say, steps)


def _train(text: Path, out: Path, say: Callable[[str], None], steps: int) -> None:
    material = Material(read_paragraphs(text), read_answers(), package_thesaurus().words)
    say(f"读入 {len(material.paragraphs)} 个段落；统计词语……")
    tokenizer = build_tokenizer(with_everyday_words(count_words(material.paragraphs), count_words(material.texts())))
    say(f"{tokenizer.get_vocab_size()} 个词和字；计算向量……")
    table = _table(material.paragraphs, tokenizer)
    say("从成对的文字学习，先留出十分之一的问题……")
    _say_held_out(material, tokenizer, table, steps, say)
    save(out, tokenizer, _learned(material, tokenizer, table, steps))
    say(f"模型已写入 {out}")


def _say_held_out(material: Material, tokenizer: Tokenizer, table: Table, steps: int, say: Callable[[str], None]
                  ) -> None:
    known, held_out = parted(material.answers)
    with TemporaryDirectory() as folder:
        save(Path(folder), tokenizer, _learned(replace(material, answers=known), tokenizer, table, steps))
        figures = found_first(held_out, material.answers, StaticEncoder(Path(folder)))
    for width, (first, tenth, mrr) in figures.items():
        say(f"留出的问题，{width} 维：hit@1 {first:.1f}  hit@10 {tenth:.1f}  mrr@10 {mrr:.1f}")


def _learned(material: Material, tokenizer: Tokenizer, table: Table, steps: int) -> Table:
    return learn_from_pairs(table, _pieces(tokenizer), lessons(material, tokenizer), steps)


def save(out: Path, tokenizer: Tokenizer, table: Table) -> None:
    """Write the folder: tokenizer.json, model.safetensors (float16) and what sentence-transformers asks for."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": table.astype(np.float16)}, out / "model.safetensors")
    for name, content in (("modules.json", _MODULES), ("config_sentence_transformers.json", _SETTINGS)):
        (out / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _table(paragraphs: Sequence[str], tokenizer: Tokenizer) -> Table:
    """The table of vectors by company."""
    encodings = tokenizer.encode_batch(paragraphs, add_special_tokens=False)
    tokens = [np.array(encoding.ids, np.int32) for encoding in encodings if encoding.ids]
    size = tokenizer.get_vocab_size()
    counts: NDArray[np.int64] = np.bincount(np.concatenate(tokens), minlength=size)
    sample = _sample(tokens)
    # One more: the direction that all texts share is left out.
    return make_table(vectors_by_company(tokens, size, DIMENSIONS + 1), _pieces(tokenizer), counts,
                      lambda table: np.stack([table[ids].mean(axis=0) for ids in sample]))


def _pieces(tokenizer: Tokenizer) -> list[str]:
    return [str(tokenizer.id_to_token(number)) for number in range(tokenizer.get_vocab_size())]


def _sample(paragraphs: Sequence[Ids]) -> list[Ids]:
    """Paragraphs of some length, the same ones each time."""
    long = [ids for ids in paragraphs if len(ids) >= 8]
    chosen = np.random.default_rng(0).choice(len(long), min(_SAMPLE, len(long)), replace=False)
    return [long[index] for index in chosen]
