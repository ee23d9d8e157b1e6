"""Every value of every document at hand stands in the text where it says; records lie in order and do not overlap."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from shared import CORPORA, SHARED, needs_shared

from kb.reading import read_files
from pipelines.document import Document
from pipelines.load import LOADERS


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in LOADERS)


def check(document: Document) -> None:
    for block in document.blocks:
        assert document.text[block.start:block.end] == block.text
    for record in document.records:
        assert document.text[record.span.start:record.span.end] == record.quote
        for value in (*record.deadlines, *record.quantities, *record.units):
            assert document.text[value.span.start:value.span.end] == value.text != "", record.id
            assert 0 <= value.confidence <= 1
    for earlier, later in pairwise(record.span for record in document.records):
        assert earlier.start < earlier.end <= later.start
    for earlier, later in pairwise(section.span for section in document.outline):
        assert earlier.start < earlier.end <= later.start


def check_all(paths: list[Path]) -> None:
    for path, document in read_files(paths):
        assert isinstance(document, Document), f"{path.name}: {document}"
        check(document)


@pytest.mark.parametrize("path", files_in(CORPORA), ids=lambda path: path.name)
def test_sample_documents(path: Path) -> None:
    check_all([path])


@needs_shared
@pytest.mark.slow
def test_documents_of_others() -> None:
    folders = ("corpus", "eval/docs", "eval/more/docs", "eval/pairs/docs")
    check_all([path for folder in folders for path in files_in(SHARED / folder)])
