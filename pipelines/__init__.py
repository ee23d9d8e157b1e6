"""Document in, records out: the calls below, top to bottom, are the pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.document import Block, Document


def read_document(path: Path, doc_id: str | None = None) -> Document:
    """The document in a file, with its metadata, outline and records; LoadError, in Chinese, if it cannot be read."""
    from pipelines.clean import clean, unreadable_stretches
    from pipelines.doubtful_files import doubts_about_file
    from pipelines.language import run
    from pipelines.load import load
    from pipelines.metadata import read_metadata

    blocks, text = join(clean(load(path)))
    metadata = read_metadata(blocks, path.name)
    doc = run(text, blocks, metadata)
    document = Document(doc_id or path.name, path.name, text, blocks, metadata, doc._.outline, doc._.records)
    return replace(document, warnings=(*unreadable_stretches(text), *doubts_about_file(document)))


def join(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], str]:
    """The blocks with their offsets in the joined text, and that text."""
    placed: list[Block] = []
    at = 0
    for block in blocks:
        placed.append(replace(block, start=at, end=at + len(block.text)))
        at += len(block.text) + 1
    return tuple(placed), "\n".join(block.text for block in blocks)
