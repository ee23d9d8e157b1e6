"""Facets: counts by value are those that the filter of the value would leave, among all records and among some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kb_documents import PLAN, filled, make_document, put

from kb.facets import facets
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase
from pipelines.document import Deadline, Document, ResponsibleUnit


def of_the_province() -> Document:
    """A document of the province whose one record has two deadlines in a month and two spellings of one body."""
    plain = make_document("2021年工作规划\n推进安全生产。")
    record = plain.records[0]
    due = [Deadline("推进", "by", None, day, None, record.span, 0.9) for day in (date(2021, 12, 1), date(2021, 12, 31))]
    units = [ResponsibleUnit(name, "lead", "推进", record.span, 0.9) for name in ("省应急厅", "省应急管理厅")]
    return replace(plain, metadata=replace(plain.metadata, region="岭东省", level="province", period=(2021, 2025)),
                   records=(replace(record, deadlines=tuple(due), units=tuple(units)),))


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with filled(tmp_path) as opened:
        put(opened, of_the_province(), "province.txt")
        opened.sync()
        yield opened


def counts(kb: KnowledgeBase, filters: Filters) -> dict[str, list[tuple[str, int]]]:
    found = facets(kb, kb.store.record_numbers(filters))
    return {each.name: [(value.label, value.count) for value in each.values] for each in found}


@pytest.mark.parametrize(("name", "values"), [
    ("kind", [("任务", 7), ("目标", 1)]),
    ("type", [("工作计划", 8)]),
    ("year", [("2025年", 1), ("2024年", 1), ("2023年", 3), ("2022年", 6), ("2021年", 1)]),
    ("region", [("岭东省", 8), ("岭东省澜州市", 7)]),
    ("issuer", [("澜州市应急管理局", 8)]),
    ("unit", [("岭东省应急管理厅", 1), ("澜州市民政局", 1)]),
    ("quarter", [("2022年第一季度", 1), ("2021年第四季度", 1)]),
    ("month", [("2022年3月", 1), ("2021年12月", 1)]),
    ("quantity", [("有数量指标", 1)]),
])
def test_counts_of_all_records(name: str, values: list[tuple[str, int]], kb: KnowledgeBase) -> None:
    assert counts(kb, Filters())[name] == values


@pytest.mark.parametrize("filters", [Filters(), Filters(year=2022), Filters(kind="task"), Filters(unit="民政局")])
def test_the_filter_of_a_value_leaves_as_many_as_were_counted(filters: Filters, kb: KnowledgeBase) -> None:
    among = set(kb.store.record_numbers(filters))
    for facet in facets(kb, sorted(among)):
        for value in facet.values:
            assert len(among & set(kb.store.record_numbers(value.filters))) == value.count, value


def test_some_of_the_records(kb: KnowledgeBase) -> None:
    found = counts(kb, Filters(unit="民政局"))
    assert found["kind"] == [("目标", 1)]
    assert found["quarter"] == [("2022年第一季度", 1)]
    assert "unit" not in counts(kb, Filters(year=2023, kind="task", region="澜州"))


def test_only_the_commonest_values_are_given_and_all_are_counted(kb: KnowledgeBase) -> None:
    year, = (each for each in facets(kb, kb.store.record_numbers(Filters()), most=2) if each.name == "year")
    assert [value.label for value in year.values] == ["2023年", "2022年"]
    assert year.total == 5


@pytest.mark.parametrize("numbers", [[], [0], [10**9]])
def test_no_records_have_no_facets(numbers: list[int], kb: KnowledgeBase) -> None:
    assert facets(kb, numbers) == []


def test_after_a_deletion(kb: KnowledgeBase) -> None:
    numbers = kb.store.record_numbers(Filters())
    for document in kb.store.summaries():
        if document.title != PLAN.split("\n")[0]:
            kb.store.delete(document.doc_id)
    kb.sync()
    assert {each.name: each.total for each in facets(kb, numbers)}["year"] == 1
