"""python -m kb correct and export: what a clerk writes, one clear line of answer, and nothing changed by a mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.cli import main

TEXT = """澜州市教育局2024年工作要点

一、学位供给
6月底前新建幼儿园12所，由市教育局牵头。全年新增学位3600个。

二、校园安全
每季度检查一次校园食堂。全年开展应急演练。全年开展应急演练。
（责任单位：安全科、后勤科）
"""
DOC = "教育局2024年"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a home with the text above, read by the real pipeline."""
    folder = tmp_path_factory.mktemp("once")
    (folder / "要点.txt").write_text(TEXT, encoding="utf-8")
    assert main(["--home", str(folder / "home"), "ingest", str(folder / "要点.txt")]) == 0
    return folder


@pytest.fixture
def home(read_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A copy of that home, named by KB_HOME."""
    copied = tmp_path / "home"
    copied.mkdir()
    (copied / "knowledge.sqlite").write_bytes((read_once / "home" / "knowledge.sqlite").read_bytes())
    monkeypatch.setenv("KB_HOME", str(copied))
    capsys.readouterr()
    return copied


def shown(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["show", DOC, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def id_of(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    return next(str(each["id"]) for each in shown(capsys)["records"] if words in each["quote"])


@pytest.mark.parametrize(("words", "options", "line"), [
    ("12所", ["--kind", "target"], "类别：任务 → 目标"),
    ("12所", ["--kind", "目标"], "类别：任务 → 目标"),
    ("12所", ["--deadline", "6月底前=by:2024-06-28"], "时限：6月底前（截止 2024-06-30） → 6月底前（截止 2024-06-28）"),
    ("12所", ["--deadline", "６月底前=截止：2024年6月28日"], "→ 6月底前（截止 2024-06-28）"),
    ("12所", ["--deadline", "6月底前=during:2024-03-01..2024-06-30"], "→ 6月底前（期间 2024-03-01..2024-06-30）"),
    ("12所", ["--remove-deadline", "6月底前"], "去掉时限：6月底前（截止 2024-06-30）"),
    ("食堂", ["--deadline", "每季度=recurring:每月:..2024-12-31"], "→ 每季度（反复 每月 ..2024-12-31）"),
    ("食堂", ["--deadline", "全年"], "增加时限：全年（期间 2024-01-01..2024-12-31）"),
    ("食堂", ["--deadline", "校园食堂=event"], "增加时限：校园食堂（事件）"),
    ("12所", ["--quantity", "12所=指标:新建幼儿园数,比较:不少于"], "新建幼儿园数 不少于 12 所"),
    ("12所", ["--quantity", "12所=value:1.2万"], "12000 所"),
    ("12所", ["--quantity", "12所=比较:区间,数值:12,上限:15"], "区间 12-15 所"),
    ("食堂", ["--quantity", "一次=指标:检查次数,比较:=,数值:一,单位:次"], "增加数量：一次（检查次数 等于 1 次）"),
    ("12所", ["--remove-quantity", "12所"], "去掉数量：12所"),
    ("食堂", ["--unit", "市教育局=配合"], "增加单位：市教育局 配合"),
    ("食堂", ["--unit", "市教育局安全科=lead:安全科"], "增加单位：市教育局安全科 牵头"),
    ("12所", ["--unit", "市教育局=support"], "单位：市教育局 牵头 → 市教育局 配合"),
    ("12所", ["--remove-unit", "教育局"], "去掉单位：市教育局 牵头"),
    ("12所", ["--reject"], "不是记录：“6月底前新建幼儿园12所"),
    ("12所", ["--confirm"], "核对无误：“6月底前新建幼儿园12所"),
    ("12所", ["--bounds", "新建幼儿园…牵头"], "→ “新建幼儿园12所，由市教育局牵头”"),
    ("", ["--add", "澜州市教育局", "--kind", "result"], "新增结果：“澜州市教育局”"),
    ("", ["--meta", "发文机关=澜州市教育委员会"], "发文机关：澜州市教育局 → 澜州市教育委员会"),
    ("", ["--meta", "doc_number=澜教〔2024〕1号"], "文号：无 → 澜教〔2024〕1号"),
    ("", ["--meta", "层级=县"], "→ 县"),
    ("", ["--meta", "成文日期=2024年1月5日"], "成文日期：无 → 2024-01-05"),
    ("", ["--meta", "年份=2024-2025"], "年份：2024 → 2024-2025"),
    ("", ["--meta", "issuer="], "发文机关：澜州市教育局 → 无"),
])
def test_one_line_a_correction(home: Path, capsys: pytest.CaptureFixture[str], words: str, options: list[str],
                               line: str) -> None:
    record = [id_of(words, capsys)] if words else []
    before = shown(capsys)
    assert main(["correct", DOC, *record, *options, "--note", "核过原件"]) == 0
    said = capsys.readouterr()
    assert line in said.out and said.out.startswith("已改正 1：") and said.out.count("\n") == 1
    assert shown(capsys) != before
    assert main(["correct", DOC, "--list"]) == 0
    listed = capsys.readouterr().out
    assert line in listed and "核过原件" in listed and "[有效]" in listed
    assert main(["correct", DOC, "--undo"]) == 0
    assert capsys.readouterr().out.startswith("已撤销 1：")
    assert shown(capsys) == before


@pytest.mark.parametrize(("words", "options", "line"), [
    ("12所", [], "没有写要改什么"),
    ("12所", ["--kind", "义务"], "没有这种类别"),
    ("12所", ["--kind", "task"], "已经是这个类别"),
    ("12所", ["--reject", "--kind", "target"], "不能同时"),
    ("12所", ["--deadline", "6月底前=by"], "时限缺日期"),
    ("12所", ["--deadline", "6月底前=by:2024-02-30"], "日期不对"),
    ("12所", ["--deadline", "6月底前=by:2024-01-01..2024-06-30"], "只有一个日期"),
    ("12所", ["--deadline", "6月底前=during:2024-06-30..2024-01-01"], "反了"),
    ("12所", ["--deadline", "6月底前=recurring"], "多久一次"),
    ("12所", ["--deadline", "6月底前=soon:2024-06-30"], "没有这种时限"),
    ("12所", ["--deadline", "9月底前=by:2024-09-30"], "附近都没有“9月底前”"),
    ("12所", ["--deadline", "新建=by:1..2..3"], "日期"),
    ("12所", ["--deadline", "幼儿园"], "读不出“幼儿园”的时间"),
    ("12所", ["--deadline", "=by:2024-06-30"], "没有写是原文"),
    ("12所", ["--quantity", "12所=很多"], "看不懂"),
    ("12所", ["--quantity", "12所=数值:很多"], "数值不对"),
    ("12所", ["--quantity", "12所=比较:区间,数值:12,上限:5"], "下限比上限大"),
    ("12所", ["--quantity", "幼儿园=指标:幼儿园"], "读不出"),
    ("12所", ["--unit", "市财政局"], "附近没有“市财政局”"),
    ("12所", ["--unit", "市教育局=老大"], "没有这种角色"),
    ("12所", ["--remove-unit", "市财政局"], "没有单位“市财政局”。现有：市教育局"),
    ("12所", ["--remove-deadline", "年底"], "现有：6月底前"),
    ("12所", ["--bounds", "没有的话"], "文中没有"),
    ("12所", ["--bounds", "校园食堂"], "没有重叠"),
    ("12所", ["--add", "校园"], "不和 RECORD 一起写"),
    ("", ["--add", "全年开展应急演练。"], "有 2 处"),
    ("", ["--add", "全年开展应急演练。", "--nth", "3"], "只有 2 处"),
    ("", ["--add", "全年开展应急演练。", "--nth", "2"], "已经有记录"),
    ("", ["--kind", "target"], "哪条记录"),
    ("", ["--undo"], "没有可以撤销的"),
    ("", ["--undo", "7"], "没有编号为 7"),
    ("", ["--meta", "颜色=红"], "没有这种项目"),
    ("", ["--meta", "标题"], "标题=值"),
    ("", ["--meta", "年份=今年"], "年份不对"),
    ("", ["--meta", "类型=诗"], "没有这种类型"),
    ("", ["--meta", "类型="], "不能清空"),
    ("r099", ["--reject"], "没有记录 r099"),
])
def test_a_mistake_is_one_line_and_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str], words: str,
                                                   options: list[str], line: str) -> None:
    record = [words] if words.startswith("r0") else [id_of(words, capsys)] if words else []
    before = shown(capsys)
    assert main(["correct", DOC, *record, *options]) == 2
    said = capsys.readouterr()
    assert line in said.err and said.err.count("\n") == 1 and not said.out
    assert shown(capsys) == before


@pytest.mark.parametrize("arguments", [["correct"], ["correct", "没有的文件", "--list"], ["correct", "--undo"],
                                       ["export", "gold", "--out", "x"], ["export", "gold", "没有的", "--out", "x"]])
def test_without_a_document(home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_several_at_once_are_all_or_none(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = shown(capsys)
    assert main(["correct", DOC, "12所", "--kind", "target", "--unit", "市财政局"]) == 2
    assert shown(capsys) == before
    assert main(["correct", DOC, "12所", "--kind", "target", "--remove-unit", "市教育局", "--meta", "层级=县"]) == 0
    assert capsys.readouterr().out.count("已改正") == 3


def test_a_record_of_two_equal_ones_is_added_by_its_number(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drills = [each["id"] for each in shown(capsys)["records"] if "演练" in each["quote"]]
    assert len(drills) == 2
    for record in drills:
        assert main(["correct", DOC, record, "--reject"]) == 0
    assert main(["correct", DOC, "--add", "全年开展应急演练。", "--nth", "2"]) == 0
    found = [each for each in shown(capsys)["records"] if "演练" in each["quote"]]
    assert [each["span"][0] for each in found] == [TEXT.replace("\n\n", "\n").rindex("全年开展应急演练")]


def test_what_waits_is_listed_and_told(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["correct", DOC, "食堂", "--kind", "target"]) == 0
    assert main(["correct", "--unplaced"]) == 0
    assert "都在位置上" in capsys.readouterr().out
    assert main(["delete", DOC]) == 0
    assert main(["correct", "--unplaced"]) == 0
    listed = capsys.readouterr().out
    assert "《澜州市教育局2024年工作要点》" in listed and "找不到位置" in listed
    (tmp_path / "要点.txt").write_text(TEXT.replace("每季度检查一次校园食堂。", ""), encoding="utf-8")
    assert main(["ingest", str(tmp_path / "要点.txt")]) == 0
    assert "1 处改正在新的原文里找不到位置" in capsys.readouterr().out
    assert main(["show", DOC]) == 0
    assert "有 1 处改正找不到位置" in capsys.readouterr().err
    assert main(["correct", "--undo", "1"]) == 0
    assert main(["show", DOC]) == 0
    assert not capsys.readouterr().err


def test_show_search_and_extract_tell_what_a_person_said(home: Path, read_once: Path, tmp_path: Path,
                                                         capsys: pytest.CaptureFixture[str]) -> None:
    main(["correct", DOC, "食堂", "--kind", "target", "--deadline", "每季度=recurring:monthly", "--meta", "层级=县"])
    main(["show", DOC])
    said = capsys.readouterr().out
    assert all(words in said for words in ("[目标✓] 每季度检查一次校园食堂", "每季度✓")) and "12所✓" not in said
    main(["search", "校园食堂", "--json", "--top", "1"])
    hit, = json.loads(capsys.readouterr().out)["hits"]
    assert (hit["kind"], hit["confirmed"], hit["deadlines"][0]["freq"]) == ("target", True, "monthly")
    assert main(["extract", str(read_once / "要点.txt"), "--out", str(tmp_path / "out")]) == 0
    extracted = json.loads((tmp_path / "out" / "要点.json").read_text(encoding="utf-8"))
    assert extracted == shown(capsys)
    assert extracted["metadata"]["level"] == "county"


def test_export_and_eval_give_back_what_was_corrected(home: Path, tmp_path: Path,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    main(["correct", DOC, "食堂", "--kind", "target"])
    main(["correct", DOC, "12所", "--deadline", "6月底前=by:2024-06-28", "--remove-unit", "市教育局"])
    main(["correct", DOC, "3600", "--reject"])
    main(["correct", DOC, "--meta", "发文机关=澜州市教育委员会"])
    out = tmp_path / "标注"
    for _ in range(2):
        assert main(["export", "gold", "--out", str(out)]) == 0
    gold = json.loads((out / "gold" / "要点.txt.json").read_text(encoding="utf-8"))
    assert list(gold) == ["doc", "metadata", "outline", "records", "queries"]
    assert list(gold["metadata"])[-1] == "doc_number"
    assert {"span", "confidence"}.isdisjoint({*gold["records"][0], *gold["outline"][0]})
    capsys.readouterr()
    assert main(["eval", str(out / "gold"), "--errors", "要点"]) == 0
    said = capsys.readouterr().out
    errors = [line.split()[0] + " " + line for line in said.splitlines() if line.startswith("  ")]
    for expected in ("类别    标注为目标，读作任务：每季度检查一次校园食堂", "漏时限  6月底前（by 2024-06-28）",
                     "误时限  6月底前（by 2024-06-30）", "误单位  市教育局（市教育局 lead）", "误记录  [",
                     "元数据  issuer：标注为 澜州市教育委员会，读作 澜州市教育局"):
        assert any(expected in line for line in errors), (expected, errors)


def test_an_uncorrected_document_scores_whole(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "gold", DOC, "--out", str(tmp_path / "标注")]) == 0
    assert main(["eval", str(tmp_path / "标注" / "gold"), "--errors", "要点"]) == 0
    assert "0 处不一致" in capsys.readouterr().out


def test_export_without_the_original_file_writes_the_text(home: Path, read_once: Path, tmp_path: Path) -> None:
    main(["correct", DOC, "食堂", "--kind", "target"])
    original = read_once / "要点.txt"
    original.rename(read_once / "elsewhere")
    try:
        assert main(["export", "gold", "--out", str(tmp_path / "标注")]) == 0
    finally:
        (read_once / "elsewhere").rename(original)
    copied = tmp_path / "标注" / "docs" / "要点.txt"
    assert copied.read_text(encoding="utf-8").startswith("澜州市教育局2024年工作要点")
