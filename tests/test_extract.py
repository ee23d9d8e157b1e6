"""From a small file to its records: brackets, deadlines that carry on, chapters, tables; files that hold nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from lines import PLAN, SUMMARY, read_lines

from pipelines import read_document
from pipelines.document import Document, Record

DAYS_2024 = (date(2024, 1, 1), date(2024, 12, 31))


def record(document: Document, words: str) -> Record:
    """The one record whose quote holds these words."""
    (found,) = [each for each in document.records if words in each.quote]
    return found


def roles(of: Record) -> dict[str, str]:
    return {unit.name: unit.role for unit in of.units}


def ends(of: Record) -> list[date | None]:
    return [deadline.end for deadline in of.deadlines]


def test_ids_count_up_in_the_order_of_the_text(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "新建水库2座。改造泵站3座；加固堤防5公里。", "二、管网",
                          "更换老旧水表1万只。")
    assert [each.id for each in document.records] == ["r001", "r002", "r003", "r004"]
    starts = [each.span.start for each in document.records]
    assert starts == sorted(starts)


def test_the_section_is_the_path_of_headings_as_written(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "（一）水庫建設", "新建水库2座。", "二、管网", "更换老旧水表1万只。")
    assert record(document, "水库2座").section == ("一、水源", "（一）水庫建設")
    assert record(document, "水表").section == ("二、管网",)


# Brackets of responsibility

def test_a_bracket_governs_the_records_of_its_item_alone(tmp_path: Path) -> None:
    document = read_lines(
        tmp_path, "一、水源", "（一）新建水库2座。改造泵站3座。（责任单位：市水务局、市财政局）",
        "（二）检测水样500份。公布检测结果。",
        "（三）加固堤防5公里。（牵头单位：市应急管理局；配合单位：市水务局）")
    for words in ("水库2座", "泵站3座"):
        assert roles(record(document, words)) == {"市水务局": "responsible", "市财政局": "responsible"}
    for words in ("水样500份", "检测结果"):
        assert roles(record(document, words)) == {}
    assert roles(record(document, "堤防")) == {"市应急管理局": "lead", "市水务局": "support"}
    assert all("责任单位" not in each.quote and "牵头单位" not in each.quote for each in document.records)


def test_a_bracket_reaches_back_to_the_bracket_before_it(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "新建水库2座。（责任单位：市水务局）改造泵站3座。加固堤防5公里。"
                          "（责任单位：市应急管理局）")
    assert roles(record(document, "水库")) == {"市水务局": "responsible"}
    assert roles(record(document, "泵站")) == roles(record(document, "堤防")) == {"市应急管理局": "responsible"}


def test_a_body_named_twice_has_the_role_of_the_bracket(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "1.市水务局要新建水库2座。（牵头单位：市水务局）", "2.检测水样500份。")
    assert roles(record(document, "水库")) == {"市水务局": "lead"}


@pytest.mark.parametrize(("bracket", "end"), [
    ("（市水务局牵头，市财政局配合；8月底前）", date(2024, 8, 31)),
    ("【王某某负责；市水务局牵头；年底前】", date(2024, 12, 31)),
    ("（牵头单位：市水务局；完成时限：2024年9月）", date(2024, 9, 30)), ("（市水务局牵头，市财政局配合）", None),
])
def test_a_bracket_sets_a_limit(bracket: str, end: date | None, tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", f"1.新建水库2座。改造泵站3座。{bracket}", "2.检测水样500份。")
    assert [ends(record(document, words)) for words in ("水库", "泵站", "水样")] == [
        [end] if end else [], [end] if end else [], []]


def test_lines_below_an_item_say_who_and_by_when(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "1．新建水库2座。改造泵站3座。",
                          "责任单位：工程科牵头，供水科、各水厂配合",
                          "完成时限：2024年9月底前", "2．检测水样500份。", "责任单位：水质科", "完成时限：全年")
    assert [each.quote for each in document.records] == ["新建水库2座。", "改造泵站3座。", "检测水样500份。"]
    for words in ("水库", "泵站"):
        assert roles(record(document, words)) == {"工程科": "lead", "供水科": "support", "各水厂": "support"}
        assert ends(record(document, words)) == [date(2024, 9, 30)]
    assert (roles(record(document, "水样")), record(document, "水样").deadlines[0].type) == (
        {"水质科": "responsible"}, "during")


def test_a_closing_sentence_governs_like_a_bracket(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "1.新建水库2座。改造泵站3座。由市水务局牵头，市财政局配合。",
                          "2.检测水样500份。")
    assert len(document.records) == 3
    assert roles(record(document, "泵站")) == {"市水务局": "lead", "市财政局": "support"}
    assert roles(record(document, "水样")) == {}


# Deadlines

def test_a_deadline_holds_behind_commas_and_not_behind_semicolons(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "6月底前，新建水库2座，改造泵站30座；加固堤防5公里。检测水样500份。")
    assert ends(record(document, "水库")) == ends(record(document, "泵站")) == [date(2024, 6, 30)]
    assert ends(record(document, "堤防")) == ends(record(document, "水样")) == []


@pytest.mark.parametrize("lead_in", ["2024年主要目标是：", "全年目标任务为："])
def test_a_lead_in_with_a_colon_holds_behind_semicolons(lead_in: str, tmp_path: Path) -> None:
    document = read_lines(tmp_path, f"{lead_in}供水水质达标率98%以上；管网漏损率控制在9%以内；水费收缴率达到95%。",
                          "一、水源", "新建水库2座。")
    goals = [record(document, words) for words in ("达标率", "漏损率", "收缴率")]
    assert [goal.kind for goal in goals] == ["target"] * 3
    assert goals[0].quote == "供水水质达标率98%以上；"
    assert [(d.start, d.end) for goal in goals for d in goal.deadlines] == [DAYS_2024] * 3
    assert ends(record(document, "水库")) == []


def test_a_name_before_a_colon_is_part_of_the_record(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "北岸供水枢纽：占地60亩，年内开工。")
    assert [each.quote for each in document.records] == ["北岸供水枢纽：占地60亩，年内开工。"]


def test_a_signature_is_no_record(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、水源", "新建水库2座。", "青麓县水利局")
    assert [each.quote for each in document.records] == ["新建水库2座。"]


def test_a_look_back_in_a_plan_tells_results_of_the_year_before(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、2023年工作回顾", "全年新建泵站5座。", "二、2024年重点任务",
                          "年底前新建泵站8座。")
    before, ahead = document.records
    assert (before.kind, before.deadlines[0].end) == ("result", date(2023, 12, 31))
    assert (ahead.kind, ends(ahead)) == ("task", [date(2024, 12, 31)])


def test_a_look_ahead_in_a_summary_gets_the_dates_of_the_next_year(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、主要工作", "全年新建泵站5座。", "二、存在问题", "基层管护力量不足。",
                          "三、2025年工作打算", "年底前新建泵站8座。", "6月底前建成监测平台。", title=SUMMARY)
    done, first, second = document.records
    assert (done.kind, done.deadlines[0].end) == ("result", date(2024, 12, 31))
    assert (first.kind, ends(first)) == ("task", [date(2025, 12, 31)])
    assert (second.kind, ends(second)) == ("task", [date(2025, 6, 30)])


def test_goals_of_a_preamble_are_targets_and_its_guiding_thought_is_nothing(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "2024年，全市水务工作坚持以新发展理念为指导，坚持稳中求进工作总基调。"
                          "力争全年不发生重大水安全事故。",
                          "一、水源", "新建水库2座。", "二、管网", "更换老旧水表1万只。")
    assert [each.kind for each in document.records] == ["target", "task", "task"]
    assert document.records[0].quantities[0].value == 0


# Tables

def test_a_task_table_of_a_word_file(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph(PLAN)
    file.add_paragraph("一、任务分解")
    file.add_paragraph("各单位要对照清单抓好落实。")
    rows = (("序号", "重点任务", "责任单位", "完成时限"), ("1", "改造供水管网30公里", "市水务局", "10月底"),
            ("2", "年底前检测水样500份，公布检测结果", "市卫生健康委、市水务局", "全年"))
    table = file.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    path = tmp_path / "a.docx"
    file.save(str(path))
    document = read_document(path)
    first, second = record(document, "供水管网"), record(document, "水样")
    assert first.quote == "改造供水管网30公里"
    assert (first.kind, ends(first), roles(first)) == ("task", [date(2024, 10, 31)], {"市水务局": "responsible"})
    assert second.quote == "年底前检测水样500份，公布检测结果"
    assert ends(second) == [date(2024, 12, 31)]
    assert roles(second) == {"市卫生健康委": "responsible", "市水务局": "responsible"}
    for value in (*first.deadlines, *first.units, *second.deadlines, *second.units):
        assert document.text[value.span.start:value.span.end] == value.text


@pytest.mark.parametrize("rows", [
    ("序号|重点任务|工作目标|牵头单位|完成时限", "1|水厂布局|新建2座，总数达到9座|供水科|11月底",
     "2|水质监测|检测水样500份|水质科|全年"),
    ("| 序号 | 重点任务 | 工作目标 | 牵头单位 | 完成时限 |", "|---|---|---|---|---|",
     "| 1 | 水厂布局 | 新建2座，总数达到9座 | 供水科 | 11月底 |", "| 2 | 水质监测 | 检测水样500份 | 水质科 | 全年 |"),
    ("序号\t重点任务\t工作目标\t牵头单位\t完成时限", "1\t水厂布局\t新建2座，总数达到9座\t供水科\t11月底",
     "2\t水质监测\t检测水样500份\t水质科\t全年"),
])
def test_a_task_table_typed_into_a_text(rows: tuple[str, ...], tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、任务分解", "各单位要对照清单抓好落实。", "", *rows)
    first, second = record(document, "水厂布局"), record(document, "水质监测")
    assert "".join(first.quote.split()) == "水厂布局新建2座，总数达到9座"
    assert (first.kind, ends(first), roles(first)) == ("task", [date(2024, 11, 30)], {"供水科": "lead"})
    assert (second.deadlines[0].type, second.deadlines[0].start, roles(second)) == ("during", DAYS_2024[0],
                                                                                   {"水质科": "lead"})


def test_an_indicator_table_gives_targets(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、目标", "到2025年主要指标如下。", "",
                          "指标|2020年|2025年|属性", "供水普及率（%）|93|98|约束性")
    target = record(document, "供水普及率")
    assert (target.kind, ends(target)) == ("target", [date(2025, 12, 31)])
    assert [(each.indicator, each.value, each.unit) for each in target.quantities] == [
        ("原有供水普及率", 93.0, "%"), ("供水普及率", 98.0, "%")]


# Lists

def test_time_alone_is_no_record(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、目标", "全年，", "指标提出：到2025年，供水能力达到30万吨，漏损率降到9%。")
    assert [each.quote for each in document.records] == ["指标提出：到2025年，供水能力达到30万吨，", "漏损率降到9%。"]


def test_conditions_of_an_applicant_are_nobodys_commitment(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、补助", "（一）申请补助的水厂应符合下列条件：", "1.运行满3年；",
                          "2.水质连续达标；",
                          "（二）6月底前完成补助发放。")
    assert [each.quote for each in document.records] == ["6月底前完成补助发放。"]


# Script

def test_traditional_script_is_read_and_quoted_as_it_stands(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "一、強化水源建設", "6月底前新建水庫２座，由市水務局牽頭。",
                          title="澜州市水務局2024年工作要點")
    (only,) = document.records
    assert only.quote == "6月底前新建水庫２座，由市水務局牽頭。"
    assert (ends(only), roles(only), only.quantities[0].value) == ([date(2024, 6, 30)], {"市水务局": "lead"}, 2)
    assert only.quantities[0].text == "２座"


# Files that hold little or nothing

@pytest.mark.parametrize("text", [
    "。", "；；；", "（）（（", "目录\n一、总则……1\n二、任务……5\n（一）水源……6",
    "Annual plan\n1. Build 12 schools by the end of 2024.\n2. Train 300 teachers.",
    "План работы на 2024 год\nПостроить двенадцать школ.", "12345", "一、\n二、\n三、", "\t\t\n,,,", "�����",
])
def test_files_without_records(text: str, tmp_path: Path) -> None:
    document = read_lines(tmp_path, text, title="")
    assert document.records == ()


def test_a_file_of_one_line(tmp_path: Path) -> None:
    (only,) = read_lines(tmp_path, "年底前新建泵站3座。", title="").records
    assert (only.kind, only.section, only.quantities[0].value) == ("task", (), 3)


def test_text_without_structure_is_read_sentence_by_sentence(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "新建水库2座。改造泵站3座。\n加固堤防5公里", title="")
    assert document.outline == ()
    assert [each.quote for each in document.records] == ["新建水库2座。", "改造泵站3座。", "加固堤防5公里"]


def test_years_that_contradict_each_other_are_survived(tmp_path: Path) -> None:
    document = read_lines(tmp_path, "2019年工作总结", "一、水源", "2031年年底前完成2018年遗留任务5项。",
                          title="2023年工作要点")
    assert record(document, "遗留").quantities[0].value == 5


# What takes time as the square of its length would take minutes here.
@pytest.mark.parametrize("part", ["。", "，", "（", "一、", "1", "1.", "word ", "一、\n", "新建水库2座\n",
                                  "（责任单位：市水务局）\n"])
def test_long_files_of_one_kind_end(part: str, tmp_path: Path) -> None:
    read_lines(tmp_path, part * (40_000 // len(part)), title="")


@pytest.mark.slow
def test_ten_megabytes_without_structure(tmp_path: Path) -> None:
    part = "今天天气很好我们一起去公园散步"
    document = read_lines(tmp_path, part * (10_000_000 // len(part.encode())), title="")
    assert len(document.records) <= 1
