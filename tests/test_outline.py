"""The outline: headings, run-in titles, and the path of headings above every other sentence."""

from __future__ import annotations

import pytest
from lines import sentences_of

from pipelines.fold import fold
from pipelines.outline import has_preamble, read_outline

Heading = tuple[int, str, str]


def outline_of(text: str) -> list[Heading]:
    sections, _ = read_outline(text, fold(text), sentences_of(text))
    return [(section.level, section.number, section.title) for section in sections]


def paths_of(text: str) -> dict[str, list[str]]:
    """Each sentence that is no heading, with the titles above it."""
    _, placed = read_outline(text, fold(text), sentences_of(text))
    return {text[each.sentence.span.start:each.sentence.span.end]: [section.title for section in each.path]
            for each in placed}


OUTLINES: list[tuple[str, list[Heading]]] = [
    # Headings on lines of their own, by family.
    ("第一章 基础条件\n第一节 发展现状\n已有水厂3座。\n第二节 主要短板\n管网老化。\n第二章 重点任务\n新建水厂。",
     [(1, "第一章", "基础条件"), (2, "第一节", "发展现状"), (2, "第二节", "主要短板"), (1, "第二章", "重点任务")]),
    ("一、供水保障\n（一）水源建设\n1.新建水库\n动工2座。\n（二）管网改造\n改造30公里。\n二、节水行动\n开展宣传。",
     [(1, "一", "供水保障"), (2, "一", "水源建设"), (3, "1", "新建水库"), (2, "二", "管网改造"),
      (1, "二", "节水行动")]),
    ("（一）水源建设\n1.新建水库\n动工2座。\n（二）管网改造\n改造30公里。",
     [(1, "一", "水源建设"), (2, "1", "新建水库"), (1, "二", "管网改造")]),
    # A heading that carries a full stop is one where what follows spells it out.
    ("（一）加快水源建设。\n年内动工2座水库。\n（二）推进管网改造。\n改造30公里。",
     [(1, "一", "加快水源建设"), (1, "二", "推进管网改造")]),
    # Numbered paragraphs of one sentence are items, not headings.
    ("一、节水行动\n1.开展节水宣传周活动。\n2.更换节水器具5000套。\n3.评选节水单位20家。", [(1, "一", "节水行动")]),
    # Run-in titles of numbered items.
    ("一、水源\n1.加快水库建设。年内动工2座。做好征地。\n2.推进管网改造。改造30公里。\n3.强化水质监测。每月检测一次。",
     [(1, "一", "水源"), (2, "1", "加快水库建设"), (2, "2", "推进管网改造"), (2, "3", "强化水质监测")]),
    # A short sentence with a figure is a record, not a title.
    ("一、水源\n1.新建水库2座。做好征地工作。\n2.改造管网30公里。抓好施工。\n3.检测水样500份。公开结果。",
     [(1, "一", "水源")]),
    # Unnumbered lines among numbered ones.
    ("一、水源\n水库工程\n年内动工2座。\n泵站工程\n完成3座。",
     [(1, "一", "水源"), (2, "", "水库工程"), (2, "", "泵站工程")]),
    # Dates, signatures and captions are no headings.
    ("一、水源\n年内动工水库2座。\n澜州市水务局\n2024年3月1日", [(1, "一", "水源")]),
    ("一、水源\n表1 工程清单\n年内动工水库2座。", [(1, "一", "水源")]),
    # Traditional script stays verbatim.
    ("一、強化水源建設\n年內動工水庫2座。", [(1, "一", "強化水源建設")]),
    # Chapters that carry no number at all, below the opening, with numbered parts under them.
    ("供水工作报告\n我代表水务局报告工作。\n2023年工作回顾\n建成水库2座。\n2024年主要工作\n"
     "第一，抓好水源建设。动工泵站3座。做好征地。",
     [(1, "", "2023年工作回顾"), (1, "", "2024年主要工作"), (2, "第一", "抓好水源建设")]),
    ("2024年供水工作计划\n年内动工水库2座。\n改造管网。", []),
    # What an applicant must be is announced, not headed; an article speaks as law.
    ("一、补助办法\n（一）申请补助的村应符合下列条件：\n1.有管护队伍。\n2.水质达标。",
     [(1, "一", "补助办法")]),
    ("第一章 总则\n第一条 本办法适用于全市水库。水库按规模分级。\n第二条 市水务局负责管理水库。县局协助。",
     [(1, "第一章", "总则")]),
    # Nothing, one line, no structure.
    ("", []), ("年内新建水库2座。", []), ("修渠。\n清塘。\n固堤。", []),
]


@pytest.mark.parametrize(("text", "expected"), OUTLINES)
def test_outline(text: str, expected: list[Heading]) -> None:
    assert outline_of(text) == expected


@pytest.mark.parametrize(("text", "sentence", "path"), [
    ("一、水源\n（一）水库\n动工2座。\n二、管网\n改造30公里。", "动工2座。", ["水源", "水库"]),
    ("一、水源\n（一）水库\n动工2座。\n二、管网\n改造30公里。", "改造30公里。", ["管网"]),
    ("前言部分在此。\n一、水源\n动工2座。", "前言部分在此。", []),
    ("一、水源\n动工2座。一是征地。二是招标。", "二是招标。", ["水源"]),
    ("一、水源\n（一）水库\n（1）征地补偿到位。\n（2）招标完成。", "（2）招标完成。", ["水源", "水库"]),
])
def test_path_above_a_sentence(text: str, sentence: str, path: list[str]) -> None:
    assert paths_of(text)[sentence] == path


def test_spans_hold_number_and_title_without_white_space() -> None:
    text = "　一、水源建设　\n年内动工2座。"
    (section,), _ = read_outline(text, fold(text), sentences_of(text))
    assert text[section.span.start:section.span.end] == "一、水源建设"


def test_every_sentence_is_a_heading_or_placed_once() -> None:
    for text, _ in OUTLINES:
        sections, placed = read_outline(text, fold(text), sentences_of(text))
        starts = sorted([*(s.span.start for s in sections), *(p.sentence.span.start for p in placed)])
        assert starts == [each.span.start for each in sentences_of(text)]


@pytest.mark.parametrize(("text", "preamble"), [
    ("前言。\n一、水源\n动工2座。\n二、管网\n改造。", True),
    ("……接上文。\n四、水源\n动工2座。\n五、管网\n改造。", False),
    ("第一章 总则\n内容如下。", True),
    ("没有标题。", False),
])
def test_what_stands_before_the_first_heading(text: str, preamble: bool) -> None:
    sections, _ = read_outline(text, fold(text), sentences_of(text))
    assert has_preamble(sections) is preamble
