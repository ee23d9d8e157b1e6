"""Plan against plan: each row two sentences of two years and what became of the first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lines import read_lines

from kb.cli import main
from kb.commitments import commitments_of
from kb.diff import Difference, diff, warnings
from kb.encoder import load_encoder
from kb.errors import KbError
from kb.indicator_names import may_be_one
from kb.near_names import near_names
from kb.plan_changes import change
from kb.views.diff_markup import difference_table

FIRST, SECOND = "澜州市水务局2024年工作要点", "澜州市水务局2025年工作要点"

CASES = [
    ("新建口袋公园6个。", "新建口袋公园8个。", "raised", "6个 → 8个，提高"),
    ("新建口袋公园6个。", "新建口袋公园5个。", "lowered", "6个 → 5个，降低"),
    ("新建口袋公园6个。", "新建口袋公园6个。", "kept", ""),
    ("供水管网漏损率控制在9%以内。", "供水管网漏损率控制在8%以内。", "raised", "收紧"),
    ("供水管网漏损率控制在9%以内。", "供水管网漏损率控制在9.5%以内。", "lowered", "放宽"),
    ("事故死亡人数下降10%以上。", "事故死亡人数下降5%以上。", "lowered", "下降10%以上 → 下降5%以上"),
    ("筹集专项资金1.2亿元。", "筹集专项资金13000万元。", "raised", "1.2亿元 → 13000万元"),
    ("工单按时办结率达到99%。", "工单群众满意率达到95%。", "reworded", "不是同一个指标"),
    ("整治经营性自建房43栋。", "整治非经营性自建房310栋。", "reworded", "不是同一个指标"),
    ("污水处理厂6月底前通水试运行。", "污水处理厂9月底前通水试运行。", "postponed", "2024-06-30 推后到 2025-09-30"),
    ("餐厨垃圾处理设施三季度末前开工建设。", "餐厨垃圾处理设施年内开工建设。", "postponed", "同一件事"),
    ("新建小型消防救援站6个。", "上年未开工的4个小型消防救援站年内全部建成。", "postponed", "上年留下"),
    ("整治易涝点22处。", "整治易涝点20处（含上年未完成的5处）。", "lowered", "其中一部分"),
    ("10月底前完成水源地巡查。", "8月底前完成水源地巡查。", "brought_forward", "提前"),
    ("8月底前完成水源地巡查。", "10月底前完成水源地巡查。", "postponed", "推后"),
    ("确保完成堤防维修养护任务。", "推动完成堤防维修养护任务。", "reworded", "“确保”变为“推动”，减弱"),
    ("每百名学生拥有终端20台。", "推进终端配备。", "reworded", "不再出现"),
]


@pytest.mark.parametrize(("before", "after", "status", "words"), CASES)
def test_what_became_of_a_commitment(before: str, after: str, status: str, words: str, tmp_path: Path) -> None:
    first, second = (read_lines(tmp_path, "一、重点工作", text, title=title)
                     for text, title in ((before, FIRST), (after, SECOND)))
    made = change(commitments_of(first)[0], commitments_of(second)[0], (2024, 2025))
    assert made.status.removesuffix("_thing") == status, made
    assert words in "；".join(made.reasons)


@pytest.mark.parametrize(("one", "other", "unit", "may"), [
    ("住宅小区组建率", "组建率", "%", True), ("按时办结率", "满意率", "%", False),
    ("农村居民人均收入", "城镇居民人均收入", "元", False), ("占比", "比重", "%", True),
    ("经营性自建房", "非经营性自建房", "栋", False), ("感知资源累计接入", "感知资源", "路", False)])
def test_names_that_may_be_one(one: str, other: str, unit: str, may: bool) -> None:
    assert may_be_one(one, other, unit) is may


PLAN_A = ("一、重点工作", "新建口袋公园6个。", "更换城区节能路灯1200盏。", "供水管网漏损率控制在9%以内。")
PLAN_B = ("一、重点工作", "供水管网漏损率控制在9%以内。", "新建口袋公园5个。", "开展桥梁检测评估18座。")


def rows(folder: Path) -> list[Difference]:
    return diff(read_lines(folder, *PLAN_A, title=FIRST), read_lines(folder, *PLAN_B, title=SECOND), load_encoder())


def test_every_commitment_of_both_plans_has_a_row(tmp_path: Path) -> None:
    found = rows(tmp_path)
    assert [(each.status, (each.before or each.after).quote[:4]) for each in found] == [
        ("lowered", "新建口袋"), ("dropped", "更换城区"), ("kept", "供水管网"), ("new", "开展桥梁")]
    dropped = found[1]
    assert dropped.nearest is not None and dropped.after is None and 0 <= dropped.confidence <= 1


def test_the_table_opens_both_texts_and_escapes(tmp_path: Path) -> None:
    markup = difference_table(enumerate(rows(tmp_path), 1))
    assert markup.count("<tr>") == 5 and "最接近的一条" in markup and 'class="status lowered"' in markup


def test_wrong_input(tmp_path: Path) -> None:
    plan = read_lines(tmp_path, *PLAN_A, title=FIRST)
    with pytest.raises(KbError, match="同一个文件"):
        diff(plan, plan, load_encoder())
    empty = replace(plan, records=(), text="")
    with pytest.raises(KbError, match="没有读出任务或目标"):
        diff(plan, empty, load_encoder())


@pytest.mark.parametrize(("second", "words"), [
    (SECOND, ""), ("澜州市水务局2023年工作要点", "早于前一份"), ("澜州市水务局2027年工作要点", "相隔 3 年"),
    ("青麓县水利局2025年工作要点", "发文机关不同")])
def test_other_years_and_places_are_named(second: str, words: str, tmp_path: Path) -> None:
    said = warnings(read_lines(tmp_path, *PLAN_A, title=FIRST), read_lines(tmp_path, *PLAN_B, title=second))
    assert words in "".join(said) if words else not said


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                             capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    files = []
    for name, title, lines in (("a.txt", FIRST, PLAN_A), ("b.txt", SECOND, PLAN_B)):
        (tmp_path / name).write_text("\n".join((title, *lines)), encoding="utf-8")
        files.append(str(tmp_path / name))
    assert main(["diff", *files]) == 0
    assert capsys.readouterr().out.rstrip().endswith("共 4 项：删去 1，降低 1，新增 1，保持 1")
    assert main(["diff", *files, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["differences"][0]
    assert (first["status"], first["figures"][0]["after"], first["before"]["record"]) == ("lowered", 5, "r001")
    assert main(["diff", *files, "--xlsx", str(tmp_path / "x.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["跨年对照"]["B2"].value == "降低"
    assert main(["diff", *files, "--xlsx", str(tmp_path / "x.csv")]) == 2
    assert main(["ingest", *files]) == 0
    assert main(["diff", "水务局2024年工作计划", files[1]]) == 2
    assert "是不是：《澜州市水务局2024年工作要点》" in capsys.readouterr().err


def test_near_names() -> None:
    said = near_names("教育局2024计划", ["澜州市教育局2024年工作要点", "青麓县水利局总结"])
    assert said == "是不是：《澜州市教育局2024年工作要点》？"
    assert near_names("完全无关", ["澜州市教育局2024年工作要点"]) == ""
