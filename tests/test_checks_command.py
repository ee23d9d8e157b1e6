"""python -m kb check: a readable list with its evidence, and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli import main

TEXT = ("澜州市某局2024年工作总结\n一、主要成效\n全市共有学校112所，其中城区40所、农村70所。\n"
        "发现隐患300处，整改280处，整改率98.3%。\n")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_list_shows_message_quote_and_section(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(source), "--home", str(source.parent / "kb")]) == 0
    printed = capsys.readouterr().out
    assert "2 处需要核对" in printed
    assert "40所＋70所＝110所，总数写的是112所" in printed
    assert "280处占300处的93.33%" in printed
    assert "（一、主要成效" in printed


def test_json_holds_findings_and_evidence(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(source), "--json", "--home", str(source.parent / "kb")]) == 0
    [checked] = json.loads(capsys.readouterr().out)
    first = checked["findings"][0]
    assert first["check"] == "sums"
    assert [each["quote"] for each in first["evidence"]] == ["112所", "40所", "70所"]


def test_document_without_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "要点.txt"
    path.write_text("某局2024年工作要点\n一、任务\n加强宣传。\n", encoding="utf-8")
    assert main(["check", str(path), "--home", str(tmp_path / "kb")]) == 0
    assert "没有发现不一致" in capsys.readouterr().out


def test_unknown_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "没有这份文件", "--home", str(tmp_path / "kb")]) == 2
    assert capsys.readouterr().err.strip()
