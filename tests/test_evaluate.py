"""The scorer: a perfect reading scores 100 everywhere, each kind of mistake lowers its own field, and is listed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kb_documents import PLAN, make_document, with_values

from kb.cli import main
from kb.evaluate import FIELDS, Scorecard, Tally, macro, score, total
from kb.gold_format import gold_format
from pipelines import read_document

DOCUMENT = with_values(make_document(PLAN))
Gold = dict[str, Any]


def scored(change: Callable[[Gold], object] = lambda gold: None) -> Scorecard:
    """DOCUMENT against its own annotation after a change of the annotation."""
    gold = copy.deepcopy(gold_format(DOCUMENT))
    change(gold)
    return score("a", gold, DOCUMENT)


def f1(card: Scorecard) -> dict[str, float | None]:
    return {field: tally.f1 for field, tally in card.tallies.items()}


def test_a_perfect_reading() -> None:
    card = scored()
    assert tuple(card.tallies) == FIELDS
    assert f1(card) == dict.fromkeys(FIELDS, 100)
    assert card.errors == ()


def first(gold: Gold) -> Gold:
    record: Gold = gold["records"][0]
    return record


@pytest.mark.parametrize(("change", "fields", "errors"), [
    (lambda g: g["records"].pop(1), {"rec", "strict"}, {("false", "records")}),
    (lambda g: first(g).update(kind="task"), {"kind"}, {("kind", "records")}),
    (lambda g: first(g).update(quote=first(g)["quote"][:-5]), {"strict"}, set()),
    (lambda g: first(g).update(quote=first(g)["quote"][:6]),
     {"rec", "strict"}, {("missed", "records"), ("false", "records")}),
    (lambda g: first(g).update(quote="正文里没有的一句话。"),
     {"rec", "strict", "deadline", "quantity", "indicator", "unit", "role"},
     {(what, field) for what in ("missed", "false") for field in ("records", "deadlines", "quantities", "units")}),
    (lambda g: first(g)["deadlines"][0].update(end="2022-04-30"),
     {"deadline"}, {("missed", "deadlines"), ("false", "deadlines")}),
    (lambda g: first(g)["deadlines"].clear(), {"deadline"}, {("false", "deadlines")}),
    (lambda g: first(g)["quantities"][0].update(value=3), {"quantity", "indicator"},
     {("missed", "quantities"), ("false", "quantities")}),
    (lambda g: first(g)["quantities"][0].update(indicator="工资总额"), {"indicator"}, set()),
    (lambda g: first(g)["quantities"][0].update(indicator="一氧化碳报警器"), set(), set()),
    (lambda g: first(g)["units"][0].update(role="support"), {"role"},
     {("missed", "units"), ("false", "units")}),
    (lambda g: first(g)["units"][0].update(name="市公安局"), {"unit", "role"},
     {("missed", "units"), ("false", "units")}),
    (lambda g: first(g)["units"][0].update(name="各市民政局"), set(), set()),
    (lambda g: g["outline"].append({"level": 1, "number": "三", "title": "救援"}), {"outline"},
     {("missed", "outline")}),
    (lambda g: g["outline"].pop(), {"outline"}, {("false", "outline")}),
    (lambda g: g["metadata"].update(region="别处"), {"meta"}, {("meta", "region")}),
    (lambda g: g["metadata"].update(title="澜州市应急管理局 2022年工作要点"), set(), set()),
])
def test_each_mistake_lowers_its_fields_and_is_listed(change: Callable[[Gold], object], fields: set[str],
                                                      errors: set[tuple[str, str]]) -> None:
    card = scored(change)
    assert {field for field, value in f1(card).items() if value is not None and value < 100} == fields
    assert {(error.what, error.field) for error in card.errors} == errors


def test_white_space_and_punctuation_never_count() -> None:
    def change(gold: Gold) -> None:
        for record in gold["records"]:
            record["quote"] = " ".join(record["quote"].replace("，", ",").replace("。", ""))

    assert f1(scored(change)) == dict.fromkeys(FIELDS, 100)


def test_the_same_quote_twice_is_two_records() -> None:
    document = make_document("2022年工作要点\n一、甲\n检查一次。\n二、乙\n检查一次。")
    card = score("a", gold_format(document), document)
    assert card.tallies["rec"] == Tally(2, 2, 2)


def test_a_field_that_nobody_has_counts_for_nothing() -> None:
    plain = make_document(PLAN)
    without = score("a", gold_format(plain), plain)
    assert without.tallies["unit"].f1 is None
    both = [without, scored(lambda g: first(g)["units"].clear())]
    assert macro(both, "unit") == 0
    assert total(both).tallies["unit"] == Tally(0, 0, 1)
    assert macro([without], "unit") is None


# The command

TEXT = "澜州市水务局2024年工作要点\n一、水源\n6月底前新建水库2座。\n二、管网\n更换老旧水表1万只。\n"


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    """A folder gold/ with the annotation of docs/a.txt, as the reading gives it, one deadline changed."""
    docs, gold = tmp_path / "docs", tmp_path / "gold"
    docs.mkdir()
    gold.mkdir()
    (docs / "a.txt").write_text(TEXT, encoding="utf-8")
    annotation = gold_format(read_document(docs / "a.txt"))
    annotation["records"][0]["deadlines"][0]["end"] = "2024-07-31"
    (gold / "a.json").write_text(json.dumps(annotation, ensure_ascii=False), encoding="utf-8")
    return gold


def test_the_scorecard_has_a_row_a_document_total_and_macro(gold_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(gold_dir)]) == 0
    head, *rows = (line.split() for line in capsys.readouterr().out.splitlines()[:4])
    assert tuple(head) == FIELDS
    assert [row[0] for row in rows] == ["a", "TOTAL", "MACRO"]
    assert dict(zip(FIELDS, rows[1][1:], strict=True))["deadline"] == "0.0"
    assert dict(zip(FIELDS, rows[1][1:], strict=True))["rec"] == "100.0"


def test_errors_are_listed_in_chinese(gold_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(gold_dir), "--errors", "a.json"]) == 0
    text = capsys.readouterr().out
    assert "漏时限  6月底前（by 2024-07-31）" in text
    assert "误时限  6月底前（by 2024-06-30）" in text


def test_where_documents_are_looked_for(gold_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = gold_dir.parent / "docs" / "a.txt"
    file.rename(gold_dir.parent / "a.txt")
    assert main(["eval", str(gold_dir)]) == 0
    (tmp_path / "elsewhere").mkdir()
    (gold_dir.parent / "a.txt").rename(tmp_path / "elsewhere" / "a.txt")
    assert main(["eval", str(gold_dir)]) == 2
    assert "请用 --docs" in capsys.readouterr().err
    assert main(["eval", str(gold_dir), "--docs", str(tmp_path / "elsewhere")]) == 0


@pytest.mark.parametrize(("content", "message"), [
    ("{", "不是 UTF-8 编码的 JSON"), ("[]", "不是标注文件"), ('{"doc": "a.txt"}', "不是标注文件"),
    ('{"doc": "b.txt", "metadata": {}, "records": []}', "找不到它标注的文件 b.txt"),
    ('{"doc": "a.txt", "metadata": {}, "records": [{"kind": "task"}]}', "缺项"),
    ('{"doc": "a.txt", "metadata": {}, "records": ["甲"]}', "缺项"),
])
def test_one_bad_annotation_does_not_stop_the_others(content: str, message: str, gold_dir: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    (gold_dir / "bad.json").write_text(content, encoding="utf-8")
    assert main(["eval", str(gold_dir)]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1 and "bad.json" in captured.err and message in captured.err
    assert captured.out.splitlines()[1].startswith("a ")


@pytest.mark.parametrize(("arguments", "message"), [
    (["{}/docs"], "没有标注文件"), (["{}/missing"], "没有标注文件"),
    (["{}/gold", "--errors", "没有"], "请写清楚是哪一个"),
])
def test_refusals(arguments: list[str], message: str, gold_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", *(each.format(gold_dir.parent) for each in arguments)]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert message in captured.err
