"""A plan over the plans below it: the matrix, what is never planned, what has no parent, and wrong inputs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lines import read_lines

from kb.bulk_likeness import LIKELY, POSSIBLE, bulk_likeness
from kb.cli import main
from kb.commitments import commitments_of
from kb.coverage import Coverage, columns_of, coverage, plans_below, warnings
from kb.encoder import load_encoder
from kb.errors import KbError
from kb.rows import DocumentSummary
from kb.views.coverage_markup import matrix, orphan_table
from pipelines.document import Document, Metadata

FIVE_YEAR = "澜州市水务发展“十四五”规划"
GOALS = ("一、主要任务", "除险加固小型病险水库206座。", "城市公共供水管网漏损率控制在9%以内。", "新建口袋公园260个。",
         "建设水文化博物馆1座。", "推进数字孪生流域建设。")
PLANS = {2023: ("一、重点工作", "完成14座小型病险水库除险加固。", "更换城区节能路灯1200盏。"),
         2024: ("一、重点工作", "实施小型病险水库除险加固10座。", "供水管网漏损率控制在9.2%以内。",
                "新建口袋公园6个。")}


def plan(folder: Path, year: int, issuer: str = "澜州市水务局") -> Document:
    return read_lines(folder, *PLANS[year], title=f"{issuer}{year}年工作要点")


def above(folder: Path) -> Document:
    document = read_lines(folder, *GOALS, title=FIVE_YEAR)
    return replace(document, metadata=replace(document.metadata, period=(2021, 2025), doc_type="five_year_plan"))


@pytest.fixture
def found(tmp_path: Path) -> Coverage:
    return coverage(above(tmp_path), [plan(tmp_path, 2024), plan(tmp_path, 2023)], load_encoder())


def test_each_goal_has_its_tasks_in_their_years(found: Coverage) -> None:
    assert [each.name for each in found.columns] == ["2023年", "2024年"]
    cells = {line.goal.quote[:4]: [[task.quote.quote[:6] for task in cell] for cell in line.cells]
             for line in found.lines}
    assert cells["除险加固"] == [["完成14座小"], ["实施小型病险"]]
    assert cells["城市公共"] == [[], ["供水管网漏损"]]
    assert [line.state for line in found.lines][-2:] == ["never", "never"]
    assert all((line.nearest is None) == any(line.cells) for line in found.lines)


def test_tasks_without_a_parent(found: Coverage) -> None:
    assert ["路灯" in each.task.quote for each in found.orphans] == [True]
    assert found.columns[found.orphans[0].column].name == "2023年"
    assert found.tasks == 5


def test_plans_of_one_year_stand_side_by_side(tmp_path: Path) -> None:
    plans = [plan(tmp_path, 2024, issuer) for issuer in ("青麓县水利局", "石泉县水利局")]
    columns, owners = columns_of(plans)
    assert ([each.name for each in columns], owners) == (["青麓县水利局", "石泉县水利局"], [0, 1])


def test_likeness_is_of_the_matter(tmp_path: Path) -> None:
    goals = commitments_of(above(tmp_path))
    tasks = commitments_of(plan(tmp_path, 2024))
    scores = bulk_likeness([each.statement for each in goals], [each.statement for each in tasks], load_encoder())
    assert scores.shape == (len(goals), len(tasks))
    assert scores[0, 0] > LIKELY and scores[0, 2] < POSSIBLE


def _summary(doc_id: str, doc_type: str, region: str, level: str, period: tuple[int, int]) -> DocumentSummary:
    metadata = Metadata(doc_id, doc_type, None, region, level, period)
    return DocumentSummary(doc_id, (f"{doc_id}.txt",), metadata, 1, 1, (), "")


def test_plans_of_the_years_and_the_place_are_proposed() -> None:
    top = _summary("top", "five_year_plan", "岭东省澜州市", "city", (2021, 2025))
    fitting = [_summary("later", "plan", "岭东省澜州市", "city", (2025, 2025)),
               _summary("county", "plan", "青麓县", "county", (2022, 2022))]
    others = [top, _summary("old", "plan", "岭东省澜州市", "city", (2020, 2020)),
              _summary("report", "summary", "岭东省澜州市", "city", (2024, 2024)),
              _summary("province", "plan", "岭东省", "province", (2024, 2024))]
    assert [each.doc_id for each in plans_below(top, [*fitting, *others])] == ["county", "later"]


def test_wrong_input(tmp_path: Path) -> None:
    top, year = above(tmp_path), plan(tmp_path, 2024)
    for documents, words in (((top, []), "没有可对的年度计划"), ((top, [top]), "同一个文件"),
                             ((replace(top, records=()), [year]), "没有读出任务或目标"),
                             ((top, [replace(year, records=())]), "都没有读出")):
        with pytest.raises(KbError, match=words):
            coverage(*documents, load_encoder())


def test_years_outside_and_bodies_are_named(tmp_path: Path) -> None:
    outside = replace(plan(tmp_path, 2024), metadata=Metadata("x", "plan", "青麓县水利局", period=(2030, 2030)))
    said = " ".join(warnings(above(tmp_path), [plan(tmp_path, 2024), outside]))
    assert "1 份计划不在规划期（2021—2025年）内" in said and "青麓县水利局" in said


def test_the_markup_opens_every_quote(found: Coverage) -> None:
    markup = matrix(found.lines, found)
    assert "一、主要任务" in markup and "5 项，" in markup and "未见安排" in markup
    assert "路灯" in orphan_table(found.orphans, found)


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                             capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    titles = {f"{year}.txt": (f"澜州市水务局{year}年工作要点", *lines) for year, lines in PLANS.items()}
    for name, lines in {"top.txt": (FIVE_YEAR, *GOALS), **titles}.items():
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    top, *below = (str(tmp_path / name) for name in ("top.txt", "2023.txt", "2024.txt"))
    assert main(["coverage", top]) == 2
    assert "不在知识库里" in capsys.readouterr().err
    assert main(["coverage", top, *below]) == 0
    assert "5 条，1 条没有上级" in capsys.readouterr().out
    assert main(["coverage", top, *below, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["lines"][0]["cells"][1][0]["sure"] and printed["orphans"][0]["column"] == "2023年"
    assert main(["coverage", top, *below, "--xlsx", str(tmp_path / "x.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["覆盖矩阵", "对应任务", "没有上级的任务", "说明"]
