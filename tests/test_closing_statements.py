"""Sentences that say nothing but who is responsible for the item before them."""

from __future__ import annotations

import pytest

from pipelines.extract.closing_statements import read_closing_statement


@pytest.mark.parametrize(("text", "units"), [
    ("由市水务局牵头，市财政局配合。", {"市水务局": "lead", "市财政局": "support"}),
    ("由市教育局负责。", {"市教育局": "responsible"}),
    ("由市教育局、市公安局按职责分工负责。", {"市教育局": "responsible", "市公安局": "responsible"}),
    ("此项工作由市民政局牵头落实；", {"市民政局": "lead"}),
    ("以上任务由县林业局负责", {"县林业局": "responsible"}),
])
def test_statements(text: str, units: dict[str, str]) -> None:
    found = read_closing_statement(text)
    assert {unit.name: unit.role for unit in found} == units
    for unit in found:
        assert text[unit.span.start:unit.span.end] == unit.text


@pytest.mark.parametrize("text", [
    "由市水务局牵头制定节水方案。", "由企业自主申报。", "市水务局牵头，市财政局配合。",
    "由市水务局牵头建设3座水库，市财政局配合。",
    "由此带动产业落实。", "加强巡查。", "由负责。", "由", "",
])
def test_other_sentences(text: str) -> None:
    assert read_closing_statement(text) == []


@pytest.mark.parametrize("part", ["由", "由市水务局", "负责", "、", "（"])
def test_long_input_ends(part: str) -> None:
    assert read_closing_statement("由" + part * (20_000 // len(part))) == []
