"""Saved searches: what was asked comes back whole, and what is new since is told, whatever was read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from kb_documents import PLAN, SCHOOLS, filled, make_document, put, with_values

from kb.errors import KbError
from kb.filter_words import filter_words
from kb.filters import Amount, Filters
from kb.knowledge_base import KnowledgeBase
from kb.results import Request
from kb.saved import forget, looked_at, news, save, saved_searches
from kb.search import Query

TODAY = date(2023, 5, 10)
NOW = datetime(2023, 5, 10, 8, 30, tzinfo=UTC)
FLOODS = Request(Query("防汛"), plain=True)


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with filled(tmp_path) as opened:
        yield opened


def new(kb: KnowledgeBase, name: str) -> list[str]:
    quotes = kb.store.quotes(sorted(news(kb, name, TODAY).new))
    return list(quotes.values())


@pytest.mark.parametrize("request_", [
    Request(Query("防汛", Filters(year=2022, kind="task")), plain=True),
    Request(Query("今年的防汛"), as_words=("今年的",)),
    Request(Query("", Filters("plan", None, 2021, 2023, "澜州", "应急局", "民政局", due_before=date(2022, 3, 31),
                              due_after=date(2022, 1, 1), has_quantity=True))),
    Request(Query("", Filters(amount=Amount(("个", "所"), 1.0, None), phrases=("报警器", "安装")))),
    Request(Query("", Filters(body="应急局", freq="quarterly", doc="0123"))),
])
def test_what_was_asked_comes_back_whole(request_: Request, kb: KnowledgeBase) -> None:
    assert save(kb, " 甲 ", request_, TODAY, NOW).request == request_
    saved, = saved_searches(kb)
    assert (saved.name, saved.request, saved.looked_at) == ("甲", request_, "2023-05-10T08:30:00+00:00")


def test_what_was_read_in_since_is_new_until_it_was_looked_at(kb: KnowledgeBase) -> None:
    save(kb, "防汛", FLOODS, TODAY, NOW)
    assert new(kb, "防汛") == []
    put(kb, make_document("2024年工作要点\n开展防汛演练6次。"), "new.txt")
    kb.sync()
    assert new(kb, "防汛") == ["开展防汛演练6次。"]
    found = news(kb, "防汛", TODAY)
    put(kb, make_document("2025年工作要点\n开展防汛检查。"), "later.txt")
    kb.sync()
    looked_at(kb, found, NOW)
    assert new(kb, "防汛") == ["开展防汛检查。"]
    looked_at(kb, news(kb, "防汛", TODAY), NOW)
    assert new(kb, "防汛") == []


def test_a_document_read_again_is_new_only_where_its_content_is(kb: KnowledgeBase) -> None:
    save(kb, "防汛", FLOODS, TODAY, NOW)
    put(kb, with_values(make_document(PLAN + " ")), "plan.txt")
    kb.sync()
    assert new(kb, "防汛") == []
    put(kb, with_values(make_document(PLAN.replace("演练4次", "演练5次"))), "plan.txt")
    kb.sync()
    assert new(kb, "防汛") == ["全年开展防汛演练5次。"]


def test_the_same_sentence_of_another_document_is_new(kb: KnowledgeBase) -> None:
    save(kb, "食堂", Request(Query("", Filters(region="澜州"))), TODAY, NOW)
    put(kb, make_document(SCHOOLS.replace("2023", "2024")), "next.txt")
    kb.sync()
    assert "每季度检查一次校园食堂。" in new(kb, "食堂")


def test_one_can_be_taken_away(kb: KnowledgeBase) -> None:
    save(kb, "防汛", FLOODS, TODAY, NOW)
    forget(kb, "防汛")
    assert saved_searches(kb) == []


@pytest.mark.parametrize(("name", "request_", "message"), [
    ("", FLOODS, "1 到 40 个字"), ("长" * 41, FLOODS, "1 到 40 个字"), ("甲\n乙", FLOODS, "1 到 40 个字"),
    ("有了", FLOODS, "已经有名为“有了”"), ("空的", Request(Query("")), "没有检索词"),
    ("像", Request(Query(""), like=("x", "r001")), "不能保存"),
    ("错的", Request(Query("查", Filters(kind="事"))), "类别"),
])
def test_what_cannot_be_saved(name: str, request_: Request, message: str, kb: KnowledgeBase) -> None:
    save(kb, "有了", FLOODS, TODAY, NOW)
    with pytest.raises(KbError, match=message):
        save(kb, name, request_, TODAY, NOW)
    assert [saved.name for saved in saved_searches(kb)] == ["有了"]


def test_an_unknown_name_is_said_with_the_known_ones(kb: KnowledgeBase) -> None:
    with pytest.raises(KbError, match="还没有保存过检索"):
        news(kb, "没有", TODAY)
    save(kb, "防汛", FLOODS, TODAY, NOW)
    for ask in (lambda: news(kb, "没有", TODAY), lambda: forget(kb, "没有")):
        with pytest.raises(KbError, match="没有保存过名为“没有”的检索。已保存的有：防汛"):
            ask()


@pytest.mark.parametrize(("filters", "words"), [
    (Filters(), ()), (Filters(type="plan", kind="任务", year=2023), ("文种：工作计划", "类别：任务", "年份：2023")),
    (Filters(kind="planned", year=2021, year_to=2023), ("类别：任务或目标", "年份：2021—2023")),
    (Filters(due_before=date(2022, 3, 31), has_quantity=True), ("时限：不晚于2022-03-31", "有数量指标")),
    (Filters(due_after=date(2022, 1, 1), due_before=date(2022, 3, 31)), ("时限：2022-01-01至2022-03-31",)),
    (Filters(due_after=date(2022, 1, 1)), ("时限：2022-01-01起",)),
    (Filters(amount=Amount(("元",), 1e6, 2e6)), ("指标：≥1000000、≤2000000（元）",)),
    (Filters(amount=Amount()), ("指标：有数字",)), (Filters(phrases=("甲", "乙")), ("原文有：“甲”、“乙”",)),
    (Filters(freq="quarterly", body="应急局", unit="民政", region="澜", issuer="局"),
     ("地区：澜", "发文机关：局", "责任单位：民政", "单位：应急局", "频次：每季度")),
])
def test_conditions_in_words(filters: Filters, words: tuple[str, ...]) -> None:
    assert filter_words(filters) == words
