"""The address of a search and the links around its results: what is asked comes back, wrong values are left out."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlparse

import pytest

from kb.facets import Facet, Value
from kb.filters import Filters
from kb.results import Request, Results
from kb.search import Query
from kb.understanding import Understood
from kb.views.results_markup import SavedLine, conditions_line, facets_panel, order_line, page_line, saved_box
from kb.views.search_address import asked_for, asks_for, narrowed, parameters, request_parameters, widened
from tests.test_views import HOSTILE, _Reader

FULL = Request(Query("水库", Filters("工作计划", "任务", 2023, region="澜州", issuer="水务局", unit="民政局",
                                   due_before=date(2023, 6, 30), due_after=date(2023, 6, 1), has_quantity=True)),
               "date", 2, grouped=False, as_words=("水库",))


def links(markup: str) -> dict[str, dict[str, str]]:
    """The parameters of the links of a markup by their titles or in their order."""
    addresses = [value or "" for name, value in _Reader(markup).attributes if name == "href"]
    return {str(index): dict(parse_qsl(urlparse(each).query)) for index, each in enumerate(addresses)}


@pytest.mark.parametrize("request_", [
    FULL, Request(Query("")), Request(Query("水")), Request(Query(""), like=("d", "r1")),
    Request(Query("", Filters(year=2023)), "deadline")])
def test_an_address_says_what_is_asked(request_: Request) -> None:
    given = request_parameters(request_, "防汛")
    assert asked_for(given, request_.query, request_.as_words) == (request_, "防汛")


def test_types_and_kinds_have_the_names_of_the_widgets() -> None:
    assert parameters(Query("", Filters(type="plan", kind="task"))) == {"type": "工作计划", "kind": "任务"}


@pytest.mark.parametrize(("given", "query", "expected"), [
    ({"q": "旧", "p": "3", "saved": "甲"}, Query("新"), (Request(Query("新")), "")),
    ({"like": "d/r1", "p": "3"}, Query("新"), (Request(Query("新")), "")),
    ({"like": "d/r1"}, Query("", Filters(year=2023)), (Request(Query("", Filters(year=2023)), like=("d", "r1")), "")),
    ({"q": "水", "sort": "标题", "p": "0", "like": "d"}, Query("水"), (Request(Query("水")), "")),
    ({"q": "水", "p": "-1"}, Query("水"), (Request(Query("水")), "")),
    ({"q": "水", "p": "9" * 30}, Query("水"), (Request(Query("水")), "")),
    ({"q": "水", "p": "x", "sort": "date"}, Query("水"), (Request(Query("水"), "date"), "")),
])
def test_what_does_not_belong_to_the_query_is_left_out(given: dict[str, str], query: Query,
                                                       expected: tuple[Request, str]) -> None:
    assert asked_for(given, query, ()) == expected


def test_a_facet_is_asked_for_and_taken_back() -> None:
    asked = narrowed(FULL, Filters(kind="result"))
    assert (asked.query.filters.kind, asked.query.filters.year, asked.page) == ("result", 2023, 1)
    assert asks_for(asked.query.filters, Filters(kind="result")) and asks_for(FULL.query.filters, Filters(kind="task"))
    assert not asks_for(FULL.query.filters, Filters(kind="result"))
    assert widened(asked, Filters(kind="result")).query.filters.kind is None


def results(count: int, page: int = 1, pages: int = 1, score: float = 1.0, cut: bool = False) -> Results:
    return Results(Understood(""), (), page, pages, [(number, score) for number in range(1, count + 1)], cut)


def test_facets_that_say_nothing_are_left_out() -> None:
    def facet(name: str, *counts: int, total: int = 0) -> Facet:
        values = tuple(Value(f"{name}{count}", count, Filters(year=2000 + count)) for count in counts)
        return Facet(name, f"按{name}", values, total or len(counts))

    shown = _Reader(facets_panel([facet("kind", 3, 2), facet("type", 5), facet("region", 4), facet("quarter", 1),
                                  facet("month", 1), facet("issuer", 2, 1, total=9)], Request(Query("水")), 5)).text
    assert shown == "按kindkind33kind22按regionregion44按quarterquarter11按issuerissuer22issuer11另有 7 种"
    due = Request(Query("水", Filters(due_after=date(2023, 1, 1), year=2005)))
    shown = _Reader(facets_panel([facet("type", 5), facet("quarter", 1), facet("month", 1)], due, 5)).text
    assert shown == "按typetype5 ✕5按monthmonth11"


@pytest.mark.parametrize(("page", "pages", "shown"), [
    (1, 1, ""), (1, 3, "123下一页 ›"), (2, 3, "‹ 上一页123下一页 ›"), (9, 9, "‹ 上一页1…6789"),
    (5, 12, "‹ 上一页12345678…12下一页 ›"), (6, 12, "‹ 上一页1…3456789…12下一页 ›"),
])
def test_page_links(page: int, pages: int, shown: str) -> None:
    request = Request(Query("水"), "date", page)
    markup = page_line(request, results(5, page, pages), "")
    assert _Reader(markup).text == shown
    assert all(each["sort"] == "date" and each.get("p") != str(page) for each in links(markup).values())


@pytest.mark.parametrize(("found", "said"), [
    (results(5), "共 5 条排序：相关程度文件日期时限几乎相同的分开列"),
    (results(200, cut=True), "最相关的 200 条排序：相关程度文件日期时限几乎相同的分开列"),
    (results(7, score=0.0), "共 7 条排序：原文顺序文件日期时限几乎相同的分开列"),
])
def test_how_many_there_are_and_in_which_order(found: Results, said: str) -> None:
    assert _Reader(order_line(Request(Query("水")), found, "")).text == said


def test_conditions_without_a_widget_can_be_taken_away() -> None:
    markup = conditions_line(FULL, None)
    assert _Reader(markup).text == "发文机关：水务局✕时限不早于：2023-06-01✕"
    assert ["issuer" in each for each in links(markup).values()] == [False, True]
    assert conditions_line(Request(Query("水")), None) == ""


def test_names_of_saved_searches_are_text() -> None:
    read = _Reader(saved_box([SavedLine(HOSTILE, HOSTILE, 3), SavedLine("乙", "水", 0)]))
    assert read.text == f"保存的检索{HOSTILE}新增 3乙"
    assert saved_box([]) == ""
