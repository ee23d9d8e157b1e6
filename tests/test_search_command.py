"""`search` and `saved` on the command line: pages, sorting, facets, workbooks, saved searches, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from kb_documents import PLAN, filled, make_document, put

from kb.cli import main
from kb.knowledge_base import open_kb

HEADS = ["序号", "内容", "类别", "时限", "数量及指标", "牵头单位", "责任单位", "配合单位", "文件", "章节", "页", "得分",
         "把握"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    filled(tmp_path / "home").close()
    return tmp_path / "home"


def add(home: Path, text: str, source: str) -> None:
    with open_kb(home) as kb:
        put(kb, make_document(text), source)
        kb.sync()


def out(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_pages(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = out(capsys, "search", "检查", "--top", "3").splitlines()
    assert first[0].startswith("1. ") and first[-1] == "第 1 页，共 3 页（加 --page 2 看下一页）"
    last = out(capsys, "search", "检查", "--top", "3", "--page", "3").splitlines()
    assert last[0].startswith("7. ") and last[-1] == "第 3 页，共 3 页"
    found = json.loads(out(capsys, "search", "检查", "--top", "3", "--page", "2", "--json"))
    assert (found["page"], found["pages"], len(found["hits"])) == (2, 3, 3)


def test_near_identical_records_are_one_line_unless_they_are_to_stand_alone(
        home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(home, PLAN.replace("2022", "2021").replace("4次", "3次"), "before.txt")
    assert "另有 1 条几乎相同：《" in out(capsys, "search", "防汛演练", "--plain")
    assert "几乎相同" not in out(capsys, "search", "防汛演练", "--plain", "--no-group")
    hits = json.loads(out(capsys, "search", "防汛演练", "--plain", "--json"))["hits"]
    assert len(hits[0]["same"]) == 1


def test_facets(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "search", "--region", "澜州", "--facets")
    assert "这 7 条里：\n   类别　任务 6、目标 1\n" in shown
    found = json.loads(out(capsys, "search", "--region", "澜州", "--facets", "--json"))["facets"]
    assert found["month"] == {"total": 1, "values": [
        {"label": "2022年3月", "count": 1, "due_before": "2022-03-31", "due_after": "2022-03-01"}]}


def test_sorting(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "search", "--region", "澜州", "--sort", "文件日期")
    assert "教育局2023年" in shown.splitlines()[1]


def test_records_like_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(home, PLAN.replace("2022", "2021"), "before.txt")
    shown = out(capsys, "search", "--like", "2022年工作要点", "r003")
    assert shown.startswith("1. [任务] 汛期前完成凤池水库除险加固。\n   《澜州市应急管理局2021年工作要点》")


def test_a_workbook_holds_all_results_and_where_they_come_from(home: Path, tmp_path: Path,
                                                               capsys: pytest.CaptureFixture[str]) -> None:
    add(home, "2020年工作要点\n=1+1，加固水库9座。\n+新建公路。\n-修缮。\n@清单。", "formulas.txt")
    path = tmp_path / "结果.xlsx"
    assert out(capsys, "search", "水库", "--top", "2", "--xlsx", str(path)) == f"{path}：11 条\n"
    book = openpyxl.load_workbook(path)
    sheet, about = book.worksheets
    assert [cell.value for cell in sheet[1]] == HEADS
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:M12"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    assert {rows[text][1].data_type for text in ("=1+1，加固水库9座。", "+新建公路。", "-修缮。", "@清单。")} == {"s"}
    first = [cell.value for cell in rows["3月底前为困难家庭安装一氧化碳报警器2万个。"]]
    assert first[2:11] == ["目标", "3月底前（至2022-03-31）", "报警器 ≥2万个", "市民政局", None, None,
                           "澜州市应急管理局2022年工作要点", "一、防范一氧化碳中毒", 1]
    said = {row[0].value: row[1].value for row in about.iter_rows(min_row=2)}
    assert (said["知识库"], said["检索词"], said["条数"]) == (str(home), "水库", "11 条")
    assert said["筛选条件"] == "（无）" and date.fromisoformat(said["制表日期"])


def test_saved_searches(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "还没有保存过检索" in out(capsys, "saved")
    out(capsys, "search", "防汛演练", "--kind", "task", "--save", "防汛")
    assert "防汛　新增 0 条，共 6 条" in out(capsys, "saved")
    add(home, "2024年工作要点\n开展防汛演练6次。", "new.txt")
    assert [(each["name"], each["new"]) for each in json.loads(out(capsys, "saved", "--json"))] == [("防汛", 1)]
    assert json.loads(out(capsys, "saved", "防汛", "--json"))["hits"][0]["quote"] == "开展防汛演练6次。"
    seen = out(capsys, "saved", "防汛")
    assert "以来新增 0 条" in seen and "另有 7 条上次已经看过" in seen
    assert out(capsys, "saved", "防汛", "--all").count("[任务]") == 7
    assert "已删除" in out(capsys, "saved", "防汛", "--delete")
    assert "还没有保存过检索" in out(capsys, "saved")


def test_news_are_marked_among_all(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "search", "防汛演练", "--save", "防汛")
    add(home, "2024年工作要点\n开展防汛演练6次。", "new.txt")
    assert out(capsys, "saved", "防汛", "--all").count("[新·任务]") == 1


@pytest.mark.parametrize(("arguments", "message"), [
    (["search", "查", "--page", "0"], "大于零"), (["search", "查", "--page", "99"], "没有第 99 页，一共 1 页"),
    (["search", "查", "--sort", "标题"], "不能按“标题”排序"), (["search", "--like", "没有", "r001"], "没有这个文件"),
    (["search", "--like", "2022年工作要点", "r999"], "没有记录 r999"), (["search", "查", "--save", " "], "名称"),
    (["search", "查", "--xlsx", "结果.csv"], "要以 .xlsx 结尾"), (["search", "查", "--xlsx", "."], "要以 .xlsx 结尾"),
    (["search", "查", "--xlsx", "没有/结果.xlsx", "--save", "甲"], "写不了这个文件"),
    (["search", "--queries", "q.txt", "--facets"], "不能和 --facets"), (["saved", "没有"], "没有保存过名为“没有”"),
    (["saved", "没有", "--delete"], "没有保存过"), (["saved", "--all"], "请写检索的名称"),
])
def test_refusals_are_one_chinese_line(arguments: list[str], message: str, home: Path, tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and message in captured.err and captured.err.count("\n") == 1
    assert "还没有保存过检索" in out(capsys, "saved")


def test_a_folder_of_the_files_name_is_left_alone(home: Path, tmp_path: Path,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "结果.xlsx").mkdir()
    assert main(["search", "水库", "--xlsx", str(tmp_path / "结果.xlsx")]) == 2
    assert "写不了这个文件" in capsys.readouterr().err
    assert (tmp_path / "结果.xlsx").is_dir()
