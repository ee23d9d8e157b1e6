"""The types: spans that shift and overlap; reading joins blocks to one text and keeps what they are."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipelines import join, read_document
from pipelines.document import Block, Metadata, ResponsibleUnit, Span, with_fields
from pipelines.load import LoadError


@pytest.mark.parametrize(("one", "other", "overlap"), [
    ((0, 3), (2, 5), True), ((0, 3), (3, 5), False), ((0, 9), (2, 3), True), ((2, 3), (0, 9), True),
    ((4, 6), (0, 3), False), ((1, 1), (0, 3), True), ((3, 3), (0, 3), False),
])
def test_overlap(one: tuple[int, int], other: tuple[int, int], overlap: bool) -> None:
    assert Span(*one).overlaps(Span(*other)) is overlap


def test_shifting() -> None:
    assert Span(1, 4).shifted(10) == Span(11, 14)


def test_what_passes_between_steps_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Metadata().title = "甲"  # type: ignore[misc]


@pytest.mark.parametrize("texts", [[], [""], ["甲"], ["甲", "乙丙"], ["甲", "", "乙"]])
def test_joined_blocks_stand_at_their_offsets(texts: list[str]) -> None:
    blocks, text = join([Block(each) for each in texts])
    assert [text[block.start:block.end] for block in blocks] == texts
    assert text == "\n".join(texts)


def test_joining_keeps_page_box_and_cells() -> None:
    given = Block("甲\t乙", page=3, box=(1.0, 2.0, 3.0, 4.0), cells=("甲", "乙"), header=("子", "丑"))
    (first, second), _ = join([Block("前"), given])
    assert (second.start, second.end) == (2, 5)
    assert dataclasses.replace(second, start=0, end=0) == given
    assert first.page is None


def test_a_document_knows_its_source_and_id(tmp_path: Path) -> None:
    path = tmp_path / "2024年工作要点.txt"
    path.write_text("澜州市水务局2024年工作要点\n一、水源\n新建水库2座。", encoding="utf-8")
    assert (read_document(path).doc_id, read_document(path).source) == (path.name, path.name)
    assert read_document(path, "d1").doc_id == "d1"


def test_unreadable_stretches_are_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("澜州市水务局2024年工作要点\n一、水源\n检查?;?企业12家，整改\ufffd\ufffd项。", encoding="utf-8")
    document = read_document(path)
    assert "?;?" in document.text and "\ufffd" in document.text
    assert sum("对照原件" in warning for warning in document.warnings) == 2


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    with pytest.raises(LoadError, match="空"):
        read_document(path)


def test_with_fields_sets_what_is_named_and_keeps_the_rest() -> None:
    unit = ResponsibleUnit("市水务局", "lead", "市水务局", Span(3, 7), 0.9, confirmed=True)
    assert with_fields(unit, role="support", confidence=0.5) == ResponsibleUnit(
        "市水务局", "support", "市水务局", Span(3, 7), 0.5, confirmed=True)
    with pytest.raises(TypeError):
        with_fields(unit, rank=1)
