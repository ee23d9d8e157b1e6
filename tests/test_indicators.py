"""The register of indicators: names, years, what is joined and what must not be, pace, contradictions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lines import read_lines

from kb.cli import main
from kb.indicator_series import Series, asked_for, register
from kb.indicators import Reading, normal_name, readings_of
from kb.views.indicator_markup import facts_of, judgement, pace_lines, series_table
from kb.views.series_chart import series_chart

PLAN_2024, PLAN_2025 = "澜州市教育局2024年工作要点", "澜州市教育局2025年工作要点"
SUMMARY_2024 = "澜州市教育局2024年工作总结"
FIVE_YEAR = "澜州市教育事业发展“十四五”规划"


@pytest.mark.parametrize(("indicator", "name"), [
    ("全市学前教育普惠率达到", "学前教育普惠率"), ("学前教育的普惠率", "学前教育普惠率"),
    ("“十四五”规划任务", "十四五规划任务"),
    ("住宅小区业主委员会（物业管理委员会）组建率", "住宅小区业主委员会组建率"), ("原有农膜回收率", "农膜回收率"),
    ("11.学前教育普惠率", "学前教育普惠率"), ("學前教育普惠率", "学前教育普惠率"), ("全市", "全市"), ("（）", "")])
def test_names_are_normalised(indicator: str, name: str) -> None:
    assert normal_name(indicator) == name


def read(folder: Path, *documents: tuple[str, str]) -> list[Reading]:
    """The readings of one-sentence documents."""
    found = []
    for title, text in documents:
        heading = "一、工作成效" if "总结" in title else "一、主要目标"
        document = read_lines(folder, heading, text, title=title)
        if title == FIVE_YEAR:
            document = replace(document, metadata=replace(document.metadata, doc_type="five_year_plan",
                                                          period=(2021, 2025)))
        found += readings_of(replace(document, doc_id=title))
    return found


@pytest.mark.parametrize(("title", "text", "expected"), [
    (PLAN_2024, "学前教育普惠率达到87%以上。", [(2024, "target", 87)]),
    (SUMMARY_2024, "学前教育普惠率达到86.2%。", [(2024, "actual", 86.2)]),
    (FIVE_YEAR, "学前教育普惠率达到88%。", [(2025, "target", 88)]),
    (PLAN_2024, "农膜回收率由80.2%提高到86%。", [(2023, "actual", 80.2), (2024, "target", 86)]),
    (PLAN_2025, "亿元产值生产安全事故死亡率较2020年下降33%。", [(2025, "target", -33)]),
    (PLAN_2024, "总体覆盖率达到90%。", []),
])
def test_each_figure_has_its_year_and_role(title: str, text: str, expected: list[tuple[int, str, float]],
                                           tmp_path: Path) -> None:
    found = read(tmp_path, (title, text))
    assert [(each.year, each.role, each.value) for each in found] == expected


def names(found: list[Series]) -> list[tuple[str, ...]]:
    return sorted(each.names for each in found)


@pytest.mark.parametrize(("one", "other", "joined"), [
    ("全市学前教育普惠率达到87%。", "学前教育普惠率达到88%。", True),
    ("更新改造燃气老旧管网15公里。", "燃气老旧管网更新改造12公里。", True),
    ("农村居民人均可支配收入达到2万元。", "城镇居民人均可支配收入达到4万元。", False),
    ("工单按时办结率达到99%。", "工单群众满意率达到95%。", False),
    ("学前教育普惠率达到87%。", "学前教育普惠率提高2个百分点。", False),
    ("累计新增学位6万个。", "新增学位1.3万个。", False),
])
def test_only_what_is_surely_the_same_is_joined(one: str, other: str, joined: bool, tmp_path: Path) -> None:
    found = register(read(tmp_path, (PLAN_2024, one), (PLAN_2025, other)))
    assert (max(each.documents for each in found) == 2) is joined, names(found)


def test_a_name_that_means_two_things_in_one_document_is_not_joined(tmp_path: Path) -> None:
    two = "柑橘做强，全产业链总产值达到46亿元。蘑菇做优，全产业链总产值达到16亿元。"
    found = register(read(tmp_path, (PLAN_2024, two), (PLAN_2025, "全产业链总产值达到50亿元。")))
    assert all(each.documents == 1 for each in found if "全产业链总产值" in each.name)


def test_places_stay_apart(tmp_path: Path) -> None:
    found = register(read(tmp_path, (PLAN_2024, "学前教育普惠率达到87%。"),
                          ("青麓县教育局2024年工作要点", "学前教育普惠率达到80%。")))
    assert len(found) == 2


def test_the_pace_is_reckoned(tmp_path: Path) -> None:
    series, = register(read(tmp_path, (PLAN_2024, "农膜回收率由80%提高到82%。"), (FIVE_YEAR, "农膜回收率达到90%。"),
                            (SUMMARY_2024, "农膜回收率达到83%。")))
    assert series.pace is not None
    assert (series.pace.needed, series.pace.reached, series.pace.left) == (5, 3, 7)
    assert judgement(series.pace) == "慢于所需"
    assert pace_lines(series)[0] == "需要：（90（2025年） − 80（2023年））÷ 2 = 每年 +5个百分点"
    assert "慢于所需" in series_table([series]) and "单位：%" in facts_of(series)
    assert series_chart(series).startswith('<img src="data:image/svg+xml;base64,')


@pytest.mark.parametrize(("target", "actual", "judged"), [
    ("供水管网漏损率控制在9%以内。", "供水管网漏损率为8.7%。", "已达目标"),
    ("供水管网漏损率控制在8%以内。", "供水管网漏损率为8.7%。", "慢于所需"),
    ("供水管网漏损率控制在8.6%以内。", "供水管网漏损率为8.7%。", "不慢于所需")])
def test_of_ceilings_less_is_better(target: str, actual: str, judged: str, tmp_path: Path) -> None:
    series, = register(read(tmp_path, (FIVE_YEAR, target), (SUMMARY_2024, actual),
                            ("澜州市教育局2023年工作总结", "供水管网漏损率为9.3%。")))
    assert series.pace is not None and judgement(series.pace) == judged


@pytest.mark.parametrize(("one", "other", "messages"), [
    ((SUMMARY_2024, "农膜回收率达到83%。"), (PLAN_2025, "农膜回收率由81%提高到86%。"),
     ["2024年的实际数不一致：83%和81%"]),
    ((SUMMARY_2024, "农膜回收率达到83.04%。"), (PLAN_2025, "农膜回收率由83%提高到86%。"), []),
    ((PLAN_2025, "农膜回收率达到86%。"), (FIVE_YEAR, "农膜回收率达到90%。"),
     ["2025年的年度目标（达到86%）达不到规划目标（达到90%）"]),
    ((PLAN_2025, "农膜回收率达到92%。"), (FIVE_YEAR, "农膜回收率达到90%以上。"), []),
])
def test_contradictions(one: tuple[str, str], other: tuple[str, str], messages: list[str], tmp_path: Path) -> None:
    found = register(read(tmp_path, one, other))
    said = [each.message for series in found for each in series.contradictions]
    assert len(said) == len(messages)
    assert all(message.split("（")[0].split("：")[0] in said[0] for message in messages)


def test_asked_by_a_part_of_the_name(tmp_path: Path) -> None:
    found = register(read(tmp_path, (PLAN_2024, "学前教育普惠率达到87%。"), (PLAN_2025, "农膜回收率达到86%。")))
    assert [each.name for each in asked_for(found, "普惠")] == ["学前教育普惠率"]
    assert [each.name for each in asked_for(found, "全市學前教育的普惠率")] == ["学前教育普惠率"]
    assert asked_for(found, "没有") == []


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                             capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    assert main(["indicators"]) == 2
    assert "还没有带数字的指标" in capsys.readouterr().err
    folder = tmp_path / "files"
    folder.mkdir()
    texts = {PLAN_2024: "一、目标\n农膜回收率达到86%。", SUMMARY_2024: "一、工作成效\n农膜回收率达到81.7%。"}
    for title, text in texts.items():
        (folder / f"{title}.txt").write_text(f"{title}\n{text}\n", encoding="utf-8")
    assert main(["ingest", str(folder)]) == 0
    capsys.readouterr()
    assert main(["indicators", "农膜"]) == 0
    assert "2024年实际 达到81.7%《澜州市教育局2024年工作总结》" in capsys.readouterr().out
    assert main(["indicators", "--json"]) == 0
    series, = json.loads(capsys.readouterr().out)["series"]
    assert [(each["role"], each["value"]) for each in series["readings"]] == [("actual", 81.7), ("target", 86)]
    assert main(["indicators", "--xlsx", str(tmp_path / "x.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["指标数值"]["E2"].value == 81.7
    assert main(["indicators", "农膜回用率"]) == 2
    assert "是不是：《农膜回收率》" in capsys.readouterr().err
