"""The pure functions behind the app's pages: escaping, marking, citations, places, partners."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlparse

import pytest

from kb.body_search import BodyHit
from kb.changes import Correction, Draft
from kb.chips import Known
from kb.compare import Evidence, Match
from kb.context import Context
from kb.doubts import doubts
from kb.filters import Filters
from kb.places import Anchor
from kb.rows import DocumentSummary
from kb.search import Hit, Query
from kb.understanding import Understood, understand
from kb.verdict import Judgement
from kb.views.body_markup import body_list
from kb.views.checks_markup import Checked, finding_groups
from kb.views.chips import deadline_chip, deadline_reading, quantity_reading, unit_chip
from kb.views.compare_markup import match_csv, match_table
from kb.views.correction_markup import without_card
from kb.views.document import place_of
from kb.views.document_markup import document_cells, document_table, document_view
from kb.views.links import address
from kb.views.markup import Html, element, escaped, joined
from kb.views.page import streamlit_words
from kb.views.partners import likely_report
from kb.views.review_markup import Look, look_table
from kb.views.search import loosened
from kb.views.search_address import parameters
from kb.views.search_markup import Shown, hits_list, understood_line
from kb.views.text import citation, matches, percent, place, plain_number
from kb.views.text_markup import text_markup
from pipelines.checks.finding import Finding
from pipelines.document import (
    Block,
    Deadline,
    Document,
    Metadata,
    Quantity,
    Record,
    ResponsibleUnit,
    Section,
    Span,
)
from tests.kb_documents import make_document, with_values

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> $x$ *a* & \'"'


class _Reader(HTMLParser):
    """The text and the tags of markup, as a browser reads them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.tags, self.attributes = "", [], []
        self.feed(markup)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_plain_text_is_escaped_wherever_it_enters() -> None:
    markup = element("p", HOSTILE, element("b", HOSTILE), title=HOSTILE, data_copy=HOSTILE)
    read = _Reader(markup)
    assert read.tags == ["p", "b"]
    assert read.text == HOSTILE * 2
    assert read.attributes == [("title", HOSTILE), ("data-copy", HOSTILE)]


def test_markup_is_not_escaped_twice_and_flags_are_bare() -> None:
    assert element("div", escaped("a<b"), hidden=True, id=None, cls="x") == '<div hidden class="x">a&lt;b</div>'
    assert joined(["<", Html("<br>")], "&") == "&lt;&amp;<br>"


@pytest.mark.parametrize(("text", "query", "marked"), [
    ("实施老旧小区改造12个", "老旧小区 改造", ["老旧小区改造"]),
    ("改造城镇老旧小区265个", "老旧小区改造", ["改造", "老旧小区"]),
    ("全市應急管理工作", "应急管理", ["應急管理"]),
    ("建设GPS基站", "gps", ["GPS"]),
    ("没有这些词", "养老", []),
    ("任何文字", "", []),
    ("水利水电", "水", ["水", "水"]),
])
def test_words_of_the_query_are_marked(text: str, query: str, marked: list[str]) -> None:
    assert [text[span.start:span.end] for span in matches(text, query)] == marked


@pytest.mark.parametrize(("value", "written"), [
    (384.3e8, "384.3亿"), (13300, "1.33万"), (412, "412"), (85.6, "85.6"), (0, "0"), (1700, "1700"),
    (28516, "28516"), (20000, "2万"), (1.04e4, "1.04万"), (0.05, "0.05"), (1e-7, "0.0000001"), (123456789, "123456789"),
    (-1.7, "-1.7"), (33.33, "33.33"), (1e12, "10000亿")])
def test_numbers_are_written_as_people_write_them_and_exactly(value: float, written: str) -> None:
    assert plain_number(value) == written


@pytest.mark.parametrize(("share", "written"), [(0.755, "76%"), (0.999, "99%"), (1.0, "100%"), (0.0, "0%")])
def test_no_share_is_rounded_up_to_all(share: float, written: str) -> None:
    assert percent(share) == written


@pytest.mark.parametrize(("title", "section", "page", "quote", "expected"), [
    ("澜州市教育局2024年工作要点", ("一、学位", "（一）新建幼儿园"), 3, "新建12所。",
     "《澜州市教育局2024年工作要点》一、学位 › （一）新建幼儿园，第3页：“新建12所。”"),
    ("工作要点", ("1.新建幼儿园。",), None, "新建12所。", "《工作要点》1.新建幼儿园：“新建12所。”"),
    ("关于印发《2024年要点》的通知", (), None, "按月调度，", "《关于印发〈2024年要点〉的通知》：“按月调度，”"),
])
def test_a_citation_names_document_section_and_page(
        title: str, section: tuple[str, ...], page: int | None, quote: str, expected: str) -> None:
    assert citation(title, section, page, quote) == expected


def _deadline(kind: str, start: date | None, end: date | None, freq: str | None = None) -> Deadline:
    return Deadline("6月底前", kind, start, end, freq, Span(0, 4), 0.95)


@pytest.mark.parametrize(("deadline", "reading"), [
    (_deadline("by", None, date(2024, 6, 30)), "至2024-06-30"),
    (_deadline("during", date(2024, 3, 1), date(2024, 11, 30)), "2024-03-01至2024-11-30"),
    (_deadline("during", date(2024, 3, 1), None), "2024-03-01起"),
    (_deadline("during", date(2024, 5, 12), date(2024, 5, 12)), "2024-05-12"),
    (_deadline("recurring", None, date(2024, 12, 31), "quarterly"), "每季度，至2024-12-31"),
    (_deadline("event", None, None), "视事件而定"),
])
def test_a_deadline_says_its_days(deadline: Deadline, reading: str) -> None:
    assert deadline_reading(deadline) == reading


@pytest.mark.parametrize(("op", "value", "most", "unit", "reading"), [
    (">=", 100.0, None, "%", "≥100%"), ("=", 412.0, None, "所", "412所"), ("increase_by", 6.8, None, "%", "增加6.8%"),
    ("decrease_by", 1.7, None, "%", "减少1.7%"), ("range", 1.0, 2.0, "个", "1—2个"), ("<=", 15.0, None, None, "≤15")])
def test_a_quantity_says_its_figure(
        op: str, value: float, most: float | None, unit: str | None, reading: str) -> None:
    assert quantity_reading(Quantity("x", "y", op, value, most, unit, Span(0, 1), 0.95)) == reading


def test_only_unsure_readings_are_marked_for_checking() -> None:
    sure, unsure = (ResponsibleUnit("市民政局", "lead", "市民政局", Span(0, 4), share) for share in (0.95, 0.75))
    assert "机器判读" not in unit_chip(sure)
    assert "机器判读 75%" in unit_chip(unsure)
    assert "机器判读" not in deadline_chip(_deadline("event", None, None))


def _text(markup: str) -> str:
    """The text of `text_markup` without the page numbers."""
    return _Reader(re.sub(r'<span class="page[^>]*>[^<]*</span>', "", markup)).text


def _document() -> Document:
    text = "澜州市2022年工作要点\n一、任务\n3月底前建成一座水库。\n二、其他\n安装报警器2万个。"
    return with_values(make_document(text))


def test_the_text_is_shown_whole_with_records_values_and_headings_marked() -> None:
    document = _document()
    markup = text_markup(document, "r001")
    assert _text(markup) == document.text.replace("\n", "")
    assert markup.count('data-record="r001"') == 1 and markup.count("data-goal") == 1
    assert '<span class="value deadline">3月底前</span>' in markup
    assert 'id="section-0"' in markup and 'id="section-1"' in markup


def test_a_place_without_a_record_is_marked_too() -> None:
    document = _document()
    markup = text_markup(document, None, Span(0, 4))
    assert '<span class="at" data-goal>澜州市2</span>' in markup


def test_overlapping_stretches_lose_no_text() -> None:
    document = _document()
    first = document.records[0]
    more = replace(first, id="r9", span=Span(first.span.start + 2, first.span.end + 3))
    heading = Section(1, "一", "x", Span(first.span.start, first.span.start + 3))
    messy = replace(document, records=(first, more), outline=(heading, *document.outline))
    assert _text(text_markup(messy)) == document.text.replace("\n", "")


def test_a_table_row_keeps_its_cells() -> None:
    block = Block("任务\t市教育局\t6月", 0, 9, 2, cells=("任务", "市教育局", "6月"))
    document = Document("d", "d.txt", block.text, (block,), Metadata(), records=(
        Record("r001", "task", "任务", Span(0, 2), (), (), (), (), 0.9),))
    markup = text_markup(document)
    assert markup.count('class="cell"') == 3 and "第2页" in markup and "\t" not in markup


def test_hostile_text_stays_text_on_every_page() -> None:
    text = f"标题{HOSTILE}\n一、{HOSTILE}\n{HOSTILE}任务{HOSTILE}"
    document = replace(make_document(text), warnings=(HOSTILE,), source=HOSTILE)
    record = document.records[0]
    hit = Hit(record.id, "d", HOSTILE, HOSTILE, record.quote, "task", (HOSTILE,), record.span, 1, (), (), (), 1.0)
    summary = DocumentSummary("d", (HOSTILE,), document.metadata, 1, 9, (HOSTILE,), "")
    evidence = Evidence(HOSTILE, Span(0, 3), (HOSTILE,), 0.9)
    match = Match(record, (evidence,), Judgement("met", None, None, None, HOSTILE), 0.9, (evidence,))
    anchor = Anchor(HOSTILE, 1, 1, "", "", HOSTILE)
    made = [Correction(1, "d", HOSTILE, Draft(what, record.id, anchor, None, None), HOSTILE, "2024-01-31T00:00+00:00",
                       HOSTILE, None, None, "placed") for what in ("confirm", "reject")]
    checked = Checked(document, (Finding("sums", "error", HOSTILE, (record.span,), (), 0.9),))
    shown = Shown(hit, HOSTILE, Context(HOSTILE, HOSTILE), (Shown(hit, HOSTILE),), True)
    sentence = BodyHit("d", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), Span(0, 3), 1, 1.0)
    for markup in (document_view(document, None, None), hits_list([shown], HOSTILE),
                   body_list([sentence], HOSTILE, {"d": HOSTILE}),
                   document_table([document_cells(summary)]), match_table([(1, match)], document, document),
                   document_view(document, None, None, made), without_card(made),
                   look_table([Look(doubts(document, 1.0)[-1], record)]), finding_groups([checked])):
        read = _Reader(markup)
        assert not {"script", "img"} & set(read.tags)
        assert not [name for name, _ in read.attributes if name.startswith("on")]
        assert "alert(1)" in read.text or any("alert(1)" in (value or "") for _, value in read.attributes)


@pytest.mark.parametrize(("record", "at", "expected"), [
    ("r001", None, ("r001", None)), ("r999", None, (None, None)), (None, "0-4", (None, Span(0, 4))),
    (None, "19-21", ("r001", None)), (None, "4-0", (None, None)), (None, "x-y", (None, None)),
    (None, None, (None, None))])
def test_addresses_name_a_record_or_a_stretch(
        record: str | None, at: str | None, expected: tuple[str | None, Span | None]) -> None:
    assert place_of(_document(), record, at) == expected


def test_addresses_are_encoded() -> None:
    assert address("document", doc="a&b", record="r 1") == "document?doc=a%26b&record=r+1"
    assert address("search") == "." and address("search", q="水") == ".?q=%E6%B0%B4"
    assert place((), None) == ""


def test_each_condition_that_was_understood_has_an_address_without_it() -> None:
    query = Query("2022年<防汛>每季度的任务", Filters(type="plan"))
    known = Known(date(2022, 5, 1), frozenset({2022}))
    read = _Reader(understood_line(query, understand(query.text, known, query.filters), ()))
    assert read.text == "按这样理解：年份：2022✕频次：每季度✕全部按原话检索"
    addresses = [parse_qs(urlparse(value or "").query) for name, value in read.attributes if name == "href"]
    assert [each["plain"] for each in addresses] == [["2022年"], ["每季度的"], ["2022年|每季度的"]]
    assert all(each["q"] == [query.text] and each["type"] == ["工作计划"] for each in addresses)
    rest = understand(query.text, known, query.filters, ("2022年",))
    assert _Reader(understood_line(query, rest, ("2022年",))).text == "按这样理解：频次：每季度✕恢复条件"
    assert "plain" not in parameters(query)
    assert understood_line(query, Understood("防汛"), ()) == ""
    assert _Reader(understood_line(query, Understood("防汛", (), (HOSTILE,)), ())).text == HOSTILE


def test_each_condition_can_be_loosened() -> None:
    query = Query("水库", Filters(year=2022, has_quantity=True))
    names = [name for name, _ in loosened(query)]
    assert names == ["年份：2022", "含指标", "检索词：水库"]
    assert [parameters(each) for _, each in loosened(query)] == [
        {"q": "水库", "figure": "true"}, {"q": "水库", "year": "2022"}, {"year": "2022", "figure": "true"}]
    assert loosened(Query("水库")) == []


def _summary(doc_id: str, doc_type: str, issuer: str | None, period: tuple[int, int],
             title: str = "x") -> DocumentSummary:
    metadata = Metadata(title, doc_type, issuer, None, None, period)
    return DocumentSummary(doc_id, (f"{doc_id}.txt",), metadata, 1, 1, (), "")


PLAN = _summary("plan", "plan", "澜州市教育局", (2024, 2024))
_RIGHT = _summary("right", "summary", "澜州市教育局", (2024, 2025))
_OF_2023 = _summary("former", "summary", "澜州市教育局", (2023, 2024))
_OTHER = _summary("other", "summary", "澜州市民政局", (2024, 2024))
_UNNAMED = _summary("unnamed", "summary", None, (2024, 2024), "澜州市教育局工作总结")


@pytest.mark.parametrize(("documents", "expected"), [
    ([_OTHER, _OF_2023, _RIGHT], "right"), ([_OTHER, _OF_2023], "former"), ([_OTHER], None),
    ([PLAN, _OTHER, _UNNAMED], "unnamed"), ([_summary("p", "plan", "澜州市教育局", (2024, 2024))], None),
    ([_summary("y", "summary", "澜州市教育局", (2022, 2022))], None)])
def test_the_report_of_the_same_issuer_and_year_is_proposed(
        documents: list[DocumentSummary], expected: str | None) -> None:
    report = likely_report(PLAN, documents)
    assert (report.doc_id if report else None) == expected


def test_the_table_for_spreadsheets_holds_every_commitment_and_runs_no_formula() -> None:
    document = _document()
    record = replace(document.records[0], quote="=1+1")
    match = Match(record, (), Judgement("unreported", None, None, None, "没有找到。"), 0.6, ())
    rows = list(csv.reader(io.StringIO(match_csv([match], document, document).decode("utf-8-sig"))))
    assert rows[0][2] == "计划事项" and rows[1][2] == "'=1+1" and rows[1][6] == "未提及"


def test_streamlits_words_are_whole_patterns_with_chinese() -> None:
    for pattern, chinese in streamlit_words():
        assert re.compile(pattern) and re.search("[一-鿿]", chinese), pattern
