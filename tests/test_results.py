"""Results: sorting, pages, near-identical records in one line, records like one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kb_documents import make_document, put

from kb.errors import KbError
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.order import checked_sort, ordered
from kb.results import REACH, Request, results
from kb.search import Query
from pipelines.document import Deadline, Document

TODAY = date(2023, 5, 10)
TEXTS = {
    "2021.txt": "2021年工作要点\n推进河道清淤整治9公里。\n每季度检查一次校园食堂。",
    "2022.txt": "2022年工作要点\n推进河道清淤整治12公里。\n修缮校舍3所。\n开展防汛演练4次。",
    "2023.txt": "2023年工作要点\n推进河道清淤整治15公里。\n新建幼儿园2所。",
    "done.txt": "2022年工作总结\n推进河道清淤整治11公里。",
}
DUE = {"2021.txt": date(2021, 12, 31), "2022.txt": date(2023, 6, 30), "2023.txt": date(2023, 12, 31)}


def document(source: str, text: str) -> Document:
    """A document of its year; its first record is due, if any is."""
    plain = make_document(text)
    first, *others = plain.records
    due = (Deadline("年内", "by", None, DUE[source], None, first.span, 0.9),) if source in DUE else ()
    kind = "result" if source == "done.txt" else "task"
    day = None if source == "2021.txt" else date(int(text[:4]), 2, 1)
    return replace(plain, metadata=replace(plain.metadata, issue_date=day),
                   records=(replace(first, deadlines=due, kind=kind), *others))


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with open_kb(tmp_path) as opened:
        for source, text in TEXTS.items():
            put(opened, document(source, text), source)
        opened.sync()
        yield opened


def lines(kb: KnowledgeBase, request: Request) -> list[list[str]]:
    return [[hit.quote for hit in (line.hit, *line.same)] for line in results(request, kb, TODAY).lines]


def test_what_is_repeated_every_year_is_one_line_with_its_list(kb: KnowledgeBase) -> None:
    found = lines(kb, Request(Query("河道清淤")))
    assert sorted(found[0]) + sorted(found[1]) in (
        [*(f"推进河道清淤整治{n}公里。" for n in (12, 15, 9)), "推进河道清淤整治11公里。"],
        ["推进河道清淤整治11公里。", *(f"推进河道清淤整治{n}公里。" for n in (12, 15, 9))])
    alone = lines(kb, Request(Query("河道清淤"), grouped=False))
    assert all(len(line) == 1 for line in alone)
    assert len(alone) == 8 == sum(map(len, found))


@pytest.mark.parametrize(("sort", "sources"), [
    ("relevance", ["2021.txt", "2022.txt", "2023.txt", "done.txt"]),
    ("date", ["2023.txt", "2022.txt", "done.txt", "2021.txt"]),
    ("deadline", ["2022.txt", "2023.txt", "2021.txt", "done.txt"]),
])
def test_sorting(sort: str, sources: list[str], kb: KnowledgeBase) -> None:
    listed = results(Request(Query("", Filters(region="澜州")), sort, size=50, grouped=False), kb, TODAY).lines
    assert list(dict.fromkeys(line.hit.source for line in listed)) == sources
    searched = results(Request(Query("推进河道清淤整治"), sort, size=4, grouped=False), kb, TODAY).lines
    if sort != "relevance":
        assert searched[0].hit.source == sources[0]


def test_pages_hold_every_record_once(kb: KnowledgeBase) -> None:
    for query in (Query("河道清淤"), Query("", Filters(region="澜州"))):
        pages = [results(Request(query, page=page, size=3, grouped=False), kb, TODAY) for page in (1, 2, 3)]
        assert [len(page.lines) for page in pages] == [3, 3, 2]
        assert {page.pages for page in pages} == {3}
        numbers = [line.hit.number for page in pages for line in page.lines]
        assert numbers == pages[0].numbers and len(set(numbers)) == 8


def test_a_long_list_is_grouped_page_by_page(kb: KnowledgeBase) -> None:
    put(kb, make_document("2020年工作要点" + "\n加固水库9座。\n新建公路8公里。" * REACH), "long.txt")
    kb.sync()
    query = Query("", Filters(year=2020))
    assert lines(kb, Request(query, page=2, size=6)) == [["加固水库9座。"] * 3, ["新建公路8公里。"] * 3]
    assert results(Request(query), kb, TODAY).pages == REACH // 10
    assert len(results(Request(Query("加固水库")), kb, TODAY).numbers) == REACH
    assert results(Request(Query("加固水库")), kb, TODAY).cut
    assert not results(Request(Query("加固水库", Filters(year=2023))), kb, TODAY).cut


def test_records_like_one(kb: KnowledgeBase) -> None:
    of_2022 = kb.store.find("2022.txt")
    found = lines(kb, Request(Query(""), like=(of_2022, "r001"), grouped=False))
    assert "推进河道清淤整治12公里。" not in {quote for line in found for quote in line}
    assert {quote for quote, in found[:3]} == {f"推进河道清淤整治{n}公里。" for n in (9, 15, 11)}
    assert lines(kb, Request(Query("", Filters(year=2023)), like=(of_2022, "r001")))[0] == ["推进河道清淤整治15公里。"]


@pytest.mark.parametrize(("request_", "message"), [
    (Request(Query("河道"), page=9), "没有第 9 页，一共 1 页"), (Request(Query("")), "没有检索词"),
    (Request(Query(""), like=("没有", "r001")), "没有记录 r001"),
    (Request(Query("", Filters(kind="事")), like=("x", "r001")), "没有记录"),
])
def test_what_does_not_exist_is_refused_in_one_line(request_: Request, message: str, kb: KnowledgeBase) -> None:
    with pytest.raises(KbError, match=message):
        results(request_, kb, TODAY)


def test_nothing_found_is_one_empty_page(kb: KnowledgeBase) -> None:
    found = results(Request(Query("", Filters(year=1999))), kb, TODAY)
    assert (found.lines, found.pages, found.numbers, found.cut) == ((), 1, [], False)


def test_ways_to_sort_have_chinese_names() -> None:
    assert [checked_sort(name) for name in ("date", "时限", "相关程度")] == ["date", "deadline", "relevance"]
    with pytest.raises(KbError, match="不能按“标题”排序"):
        checked_sort("标题")


def test_numbers_that_the_index_does_not_know_come_last(kb: KnowledgeBase) -> None:
    assert ordered(kb, [10**6, 1], "date", TODAY).tolist() == [1, 10**6]
    assert ordered(kb, [], "date", TODAY).tolist() == []
