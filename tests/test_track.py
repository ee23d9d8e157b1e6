"""Deadlines on a chosen day: due soon, overdue and not reported, recurring; no clock is asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lines import read_lines

from kb.cli import main
from kb.compare import compare
from kb.encoder import load_encoder
from kb.recurring import next_due
from kb.rows import DocumentSummary
from kb.track import Plan, known_on, plans_on, track, without_day
from kb.views.partners import likely_report
from kb.views.track_markup import NOBODY, by_month, by_unit, track_table
from pipelines.bodies import canonical
from pipelines.body_register import package_register
from pipelines.body_scopes import Seat
from pipelines.document import Document, Metadata

PLAN = ("一、重点工作", "6月底前完成15座小型水库除险加固，由市水库中心牵头。", "12月底前创建节水型小区20个。",
        "3月底前印发《澜州市节水行动方案》。", "每季度开展1次饮用水水源地巡查。", "加强节水宣传。")
REPORT = ("一、工作成效", "全年完成15座小型水库除险加固。", "创建节水型小区12个。")
PLAN_TITLE, REPORT_TITLE = "澜州市水务局2024年工作要点", "澜州市水务局2024年工作总结"


@pytest.mark.parametrize(("freq", "day", "due"), [
    ("daily", date(2025, 6, 30), date(2025, 6, 30)), ("weekly", date(2025, 6, 30), date(2025, 7, 6)),
    ("weekly", date(2025, 7, 6), date(2025, 7, 6)), ("monthly", date(2024, 2, 10), date(2024, 2, 29)),
    ("quarterly", date(2025, 4, 1), date(2025, 6, 30)), ("half_yearly", date(2025, 7, 1), date(2025, 12, 31)),
    ("yearly", date(2025, 1, 1), date(2025, 12, 31)), ("every_n_years", date(2025, 1, 1), None),
    (None, date(2025, 1, 1), None)])
def test_the_next_day_of_what_recurs(freq: str | None, day: date, due: date | None) -> None:
    assert next_due(freq, day) == due


@pytest.fixture
def plan(tmp_path: Path) -> Document:
    return read_lines(tmp_path, *PLAN, title=PLAN_TITLE)


@pytest.fixture
def compared(plan: Document, tmp_path: Path) -> Plan:
    report = read_lines(tmp_path, *REPORT, title=REPORT_TITLE)
    return Plan(plan, report, compare(plan, report, load_encoder()))


@pytest.mark.parametrize(("day", "states"), [
    (date(2024, 3, 15), ["soon", "recurring", "later", "later"]),
    (date(2024, 6, 30), ["no_report", "soon", "recurring", "later"]),
    (date(2024, 12, 15), ["no_report", "no_report", "soon", "recurring"]),
])
def test_before_the_report_is_out(day: date, states: list[str], plan: Document) -> None:
    found = track([Plan(plan)], day, 30)
    assert sorted(each.state for each in found) == sorted(states)
    assert [each.day for each in found] == sorted(each.day for each in found)


def test_after_the_report(compared: Plan) -> None:
    found = {each.quote.quote[:6]: each for each in track([compared], date(2025, 2, 1), 30)}
    assert {quote: each.state for quote, each in found.items()} == {
        "6月底前完成": "reported", "12月底前创": "missed", "3月底前印发": "unreported", "每季度开展1": "unreported"}
    kept, dropped = found["6月底前完成"], found["3月底前印发"]
    assert kept.evidence is not None and kept.evidence.record and "全年完成15座" in kept.evidence.quote
    assert dropped.evidence is None and dropped.report == REPORT_TITLE
    assert without_day([compared]) == 1


def test_what_recurs_has_its_next_day_while_its_plan_lasts(plan: Document) -> None:
    recurring, = (each for each in track([Plan(plan)], date(2024, 5, 2), 30) if each.freq)
    assert (recurring.day, recurring.state) == (date(2024, 6, 30), "recurring")
    ended, = (each for each in track([Plan(plan)], date(2025, 1, 2), 30) if each.freq)
    assert (ended.upcoming, ended.state) == (None, "no_report")


def _summary(doc_id: str, doc_type: str, period: tuple[int, int], issued: date | None = None) -> DocumentSummary:
    metadata = Metadata(doc_id, doc_type, "澜州市水务局", None, None, period, issued)
    return DocumentSummary(doc_id, (f"{doc_id}.txt",), metadata, 1, 1, (), "")


@pytest.mark.parametrize(("document", "day", "known"), [
    (_summary("p", "plan", (2024, 2024)), date(2024, 1, 1), True),
    (_summary("p", "plan", (2024, 2024), date(2024, 3, 4)), date(2024, 1, 1), False),
    (_summary("r", "summary", (2024, 2024)), date(2024, 12, 30), False),
    (_summary("r", "summary", (2024, 2024), date(2024, 12, 27)), date(2024, 12, 30), True)])
def test_documents_are_known_from_their_days(document: DocumentSummary, day: date, known: bool) -> None:
    assert known_on(document, day) is known


def test_a_report_on_the_year_before_is_not_on_the_plan() -> None:
    documents = [_summary("p24", "plan", (2024, 2024)), _summary("p25", "plan", (2025, 2025)),
                 _summary("r24", "summary", (2024, 2025), date(2024, 12, 27))]
    paired = {plan.doc_id: report.doc_id if report else None
              for plan, report in plans_on(documents, date(2025, 6, 30), likely_report)}
    assert paired == {"p24": "r24", "p25": None}


def test_counts_by_unit_and_month(compared: Plan) -> None:
    found = track([compared], date(2025, 2, 1), 30)
    bodies = {spelling: canonical(spelling.name, Seat(), package_register())
              for each in found for spelling, _ in each.units}
    units = by_unit(found, bodies)
    assert list(units)[-1] == NOBODY and sum(own.total() for own in units.values()) == 4
    assert list(by_month(found)) == ["2024-03", "2024-06", "2024-12"]
    markup = track_table(found, bodies)
    assert "没有提到" in markup and "打开总结" in markup and 'class="status unreported"' in markup


def test_nothing_to_track(plan: Document) -> None:
    assert track([Plan(replace(plan, records=()))], date(2025, 1, 1), 30) == []


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                             capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    assert main(["track", "--on", "2025-02-01"]) == 2
    assert "还没有计划" in capsys.readouterr().err
    folder = tmp_path / "files"
    folder.mkdir()
    for title, lines in ((PLAN_TITLE, PLAN), (REPORT_TITLE, REPORT)):
        (folder / f"{title}.txt").write_text("\n".join((title, *lines)), encoding="utf-8")
    assert main(["ingest", str(folder)]) == 0
    capsys.readouterr()
    assert main(["track", "--on", "2025-02-01"]) == 0
    assert "截至 2025-02-01，共 4 项：逾期未报告 2，逾期未完成 1，" in capsys.readouterr().out
    assert main(["track", "--on", "2025-02-01", "--unit", "水库中心", "--json"]) == 0
    only, = json.loads(capsys.readouterr().out)["commitments"]
    assert (only["state"], only["due"], only["commitment"]["record"]) == ("reported", "2024-06-30", "r001")
    assert main(["track", "--on", "2025-02-01", "--xlsx", str(tmp_path / "x.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["督办清单", "按单位", "按月份", "说明"]
    assert main(["track", "--on", "6月30日"]) == 2
    assert "日期不对" in capsys.readouterr().err
