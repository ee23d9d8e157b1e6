"""The index of filters: the same records as the database finds, in step with the store, made anew when damaged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from kb_documents import PLAN, SCHOOLS, TRADITIONAL, filled, make_document, put

from kb.filter_index import FilterIndex
from kb.filter_terms import selection
from kb.filters import Amount, Filters
from kb.knowledge_base import KnowledgeBase
from kb.search import Query, search
from pipelines.document import Deadline, Document, Metadata, Quantity

FILTERS = (
    Filters(), Filters(type="plan"), Filters(type="summary"), Filters(kind="target"), Filters(kind="task", year=2022),
    Filters(year=2022), Filters(year=2023), Filters(year=2024), Filters(year=2021), Filters(region="澜州"),
    Filters(region="嶺東"), Filters(region="%"), Filters(region="."), Filters(issuer="财政"), Filters(issuer="應急局"),
    Filters(unit="民政局"), Filters(unit="民政", kind="task"), Filters(unit="民局"), Filters(unit="局民"),
    Filters(unit="岭东省澜州市/民政局"), Filters(unit="市民政部门"), Filters(due_before=date(2022, 3, 31)),
    Filters(due_before=date(2022, 3, 30)), Filters(due_after=date(2022, 3, 31)), Filters(has_quantity=True),
    Filters(due_after=date(2022, 1, 1), due_before=date(2022, 2, 1)), Filters(doc="nothing"),
    Filters(kind="planned"), Filters(year=2021, year_to=2022), Filters(year=2022, year_to=2023), Filters(body="应急局"),
    Filters(body="教育局"), Filters(body="民政局"), Filters(body="澜州市應急管理局", kind="target"),
    Filters(body="没有这家单位"), Filters(freq="quarterly"), Filters(freq="yearly"), Filters(amount=Amount()),
    Filters(amount=Amount(("个",), 20000.0)), Filters(amount=Amount(("个",), 20000.1)),
    Filters(amount=Amount(("所", "个"), None, 20000.0)), Filters(amount=Amount((), 1.0, 19999.0)),
    Filters(amount=Amount(("元",))), Filters(amount=Amount(("元",), 6e6)), Filters(amount=Amount(("元",), None, 4e6)),
    Filters(amount=Amount(("元",), 2e7)), Filters(amount=Amount(("%",), 5.0)), Filters(amount=Amount((), 5.0, 5.0)),
)


def with_figures() -> Document:
    """A record that recurs every quarter, with a range of money and a share without a unit."""
    plain = make_document("2022年工作要点\n每季度安排500万—1000万元，达到5。")
    record, span = plain.records[0], plain.records[0].span
    deadline = Deadline("每季度", "recurring", None, None, "quarterly", span, 0.9)
    figures = (Quantity("500万—1000万元", None, "range", 5e6, 1e7, "元", span, 0.9),
               Quantity("5", None, "=", 5.0, None, None, span, 0.9))
    return replace(plain, records=(replace(record, deadlines=(deadline,), quantities=figures),))


def found(kb: KnowledgeBase, filters: Filters) -> list[int]:
    asked = selection(filters, kb.filter_index, kb.store.units)
    return [int(number) for number in np.flatnonzero(kb.filter_index.mask(asked)) if number] if asked else []


def agree(kb: KnowledgeBase) -> None:
    for filters in FILTERS[1:]:
        assert found(kb, filters) == sorted(kb.store.record_numbers(filters)), filters


def test_it_finds_what_the_database_finds(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        put(kb, with_figures(), "figures.txt")
        kb.sync()
        agree(kb)
        amounts = (Amount(("元",), 6e6), Amount(("元",), None, 5e6), Amount(("元",), 1.1e7), Amount((), 5.0, 5.0))
        assert [len(found(kb, Filters(amount=amount))) for amount in amounts] == [1, 1, 0, 1]
        assert len(found(kb, Filters(freq="quarterly"))) == 1
        assert len(found(kb, Filters(body="应急局", year=2023))) == 2
        for doc_id in (each.doc_id for each in kb.store.summaries()):
            assert found(kb, Filters(doc=doc_id)) == kb.store.record_numbers(Filters(doc=doc_id))


def test_nothing_asked_is_no_selection(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        assert selection(Filters(), kb.filter_index, kb.store.units) == ()


def test_the_results_of_a_report_are_of_the_year_before_too(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        plain = make_document("2026年政府工作报告\n改造旧小区9个。\n今年改造旧小区3个。")
        done, planned = plain.records
        put(kb, replace(plain, metadata=replace(plain.metadata, doc_type="report"),
                        records=(replace(done, kind="result"), planned)), "report.txt")
        kb.sync()
        agree(kb)
        assert [len(found(kb, Filters(year=year))) for year in (2024, 2025, 2026)] == [0, 1, 2]
        assert len(kb.store.record_numbers(Filters(year=2025))) == 1


@pytest.mark.parametrize("metadata", [
    Metadata("标题", "report", period=(None, None), publish_date=date(2023, 1, 9)),
    Metadata("标题", "policy", period=(None, None), publish_date=date(2023, 1, 9)), Metadata("标题", "policy"),
    Metadata("标题", "five_year_plan", "", "", None, (2021, 2025)), Metadata("标题", "plan", period=(2024, None)),
    Metadata("标题", "plan", period=(None, 2021)), Metadata("标题", "plan", region="A省（B|C）", period=(2025, 2024)),
])
def test_metadata_of_all_kinds(metadata: Metadata, tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        put(kb, replace(make_document(TRADITIONAL), metadata=metadata), "a.txt")
        kb.sync()
        agree(kb)
        assert found(kb, Filters(region="a省|c")) == kb.store.record_numbers(Filters(region="a省|c"))


def test_documents_are_replaced_and_deleted_one_by_one(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        put(kb, make_document(SCHOOLS.replace("2023", "2024")), "plan.txt")
        kb.store.delete(kb.store.find("summary.txt"))
        kb.sync()
        agree(kb)
        assert "year:2022" not in kb.filter_index.beginning("year:")
        for document in kb.store.summaries():
            kb.store.delete(document.doc_id)
        kb.sync()
        agree(kb)
        assert kb.filter_index.beginning("") == ()


def test_another_process_reads_what_one_wrote(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        index = FilterIndex(tmp_path / "index" / "filters")
        assert index.generation == kb.store.generation()
        assert index.beginning("kind:") == ("kind:target", "kind:task")
        assert index.mask((("kind:target",),)).sum() == 1


@pytest.mark.parametrize("pattern", ["*", "*.npz", "manifest.json"])
@pytest.mark.parametrize("content", [None, b"", b"damaged"])
def test_an_index_that_is_damaged_is_made_anew(pattern: str, content: bytes | None, tmp_path: Path) -> None:
    filled(tmp_path).close()
    for file in (tmp_path / "index" / "filters").glob(pattern):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
    with filled(tmp_path) as kb:
        assert search(Query("食堂", Filters(year=2023)), kb)
        agree(kb)


def test_a_file_cut_short_is_damaged(tmp_path: Path) -> None:
    filled(tmp_path).close()
    file, = (tmp_path / "index" / "filters").glob("*.npz")
    file.write_bytes(file.read_bytes()[:-100])
    assert FilterIndex(tmp_path / "index" / "filters").generation == -1


def test_a_sync_that_broke_off_is_done_again_without_doubles(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        put(kb, make_document(PLAN.replace("2万", "3万")), "new.txt")
        for _ in range(2):
            kb.filter_index.sync(kb.store)
        agree(kb)
