"""The spaCy pipeline: the components in their order, and records equal to what the plain functions give."""

from __future__ import annotations

from pathlib import Path

import pytest
from lines import blocks_of
from shared import CORPORA

from pipelines import join
from pipelines.clean import clean
from pipelines.document import Block, Metadata, Record, Section
from pipelines.extract import build_records
from pipelines.extract.confidence import rated
from pipelines.extract.evidence import gather
from pipelines.extract.readings import read_sentences
from pipelines.extract.roles import course_of
from pipelines.fold import fold
from pipelines.language import pipeline, run
from pipelines.load import load
from pipelines.metadata import read_metadata
from pipelines.outline import read_outline
from pipelines.sentences import split_sentences


def by_functions(text: str, blocks: tuple[Block, ...], metadata: Metadata
                 ) -> tuple[tuple[Section, ...], tuple[Record, ...]]:
    """Outline and records without spaCy."""
    folded = fold(text)
    outline, placed = read_outline(text, folded, list(split_sentences(folded, blocks)))
    readings = list(read_sentences(text, folded, blocks, placed, metadata, course_of(outline, metadata)))
    records = build_records(text, folded, readings, metadata)
    return outline, rated(records, gather(text, folded, records, readings, metadata))


def test_a_blank_chinese_pipeline_runs_the_components() -> None:
    language = pipeline()
    assert language.lang == "zh"
    assert language.pipe_names == ["policy_outline", "policy_values", "policy_records", "policy_confidence"]
    assert pipeline() is language


@pytest.mark.parametrize("name", ["澜州市教育局2024年工作要点.txt", "澜州市应急管理局2025年工作要點.txt"])
def test_the_pipeline_gives_what_the_functions_give(name: str) -> None:
    path: Path = CORPORA / name
    blocks, text = join(clean(load(path)))
    metadata = read_metadata(blocks, path.name)
    doc = run(text, blocks, metadata)
    assert (doc._.outline, doc._.records) == by_functions(text, blocks, metadata)
    assert doc._.records


@pytest.mark.parametrize("text", ["", "\n", "新建水库2座。", "新建水库2座。\r\n\r\n改造泵站3座。\n",
                                  "甲\u2028乙\x0b丙\x85丁"])
def test_the_text_of_the_doc_is_the_text(text: str) -> None:
    doc = run(text, blocks_of(text), Metadata())
    assert doc.text == text


def test_more_than_a_million_characters() -> None:
    text = "，" * 1_200_000
    assert run(text, blocks_of(text), Metadata())._.records == ()
