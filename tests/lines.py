"""Lines of text as the pipeline's steps take them: blocks, sentences, a document."""

from __future__ import annotations

from pathlib import Path

from pipelines import join, read_document
from pipelines.document import Block, Document
from pipelines.fold import fold
from pipelines.sentences import Sentence, split_sentences

PLAN, SUMMARY = "澜州市水务局2024年工作要点", "澜州市水务局2024年工作总结"


def blocks_of(text: str) -> tuple[Block, ...]:
    """A block a line, placed in the text."""
    return join([Block(line) for line in text.split("\n")])[0]


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of the lines."""
    return list(split_sentences(fold(text), blocks_of(text)))


def read_lines(folder: Path, *lines: str, title: str = PLAN) -> Document:
    """The document in a text file of this title and these lines."""
    path = folder / "file.txt"
    path.write_text("\n".join(filter(None, (title, *lines))), encoding="utf-8")
    return read_document(path)
