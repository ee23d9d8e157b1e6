"""Units as bodies in the knowledge base: the filter finds all spellings, the list counts them, users' registers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kb_documents import make_document, put

from kb.cli import main
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.units import unit_lines, unit_names
from pipelines.document import Deadline, Document, ResponsibleUnit, Span

# Each line's unit, its role and the last day of its deadline.
CITY = (("市住建局", "lead", "2999-06-30"), ("市住房和城乡建设局", "support", None), ("市建设局", "support", None),
        ("县住建局", "lead", None), ("市财政局", "responsible", "2022-12-31"), ("各县（区）政府", "responsible", None))
COUNTY = (("县住建局", "responsible", "2999-12-31"), ("澜州市住建局", "support", None), ("企业", "responsible", None),
          ("县蚕桑办", "lead", None))


def _document(title: str, region: str, level: str, units: tuple[tuple[str, str, str | None], ...]) -> Document:
    """A record a unit: the text of each names it and says what it does."""
    plain = make_document("\n".join([title, *(f"第{n}项由{name}办理。" for n, (name, *_) in enumerate(units))]), title)
    records = []
    for record, (name, role, day) in zip(plain.records, units, strict=True):
        span = Span(record.span.start, record.span.start + 3)
        text = plain.text[span.start:span.end]
        due = (Deadline(text, "by", None, date.fromisoformat(day), None, span, 0.9),) if day else ()
        records.append(replace(record, units=(ResponsibleUnit(name, role, text, span, 0.9),), deadlines=due))
    return replace(plain, records=tuple(records), metadata=replace(plain.metadata, region=region, level=level))


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KnowledgeBase]:
    monkeypatch.setenv("KB_HOME", str(tmp_path))
    with open_kb(tmp_path) as opened:
        put(opened, _document("澜州市2024年工作要点", "岭东省澜州市", "city", CITY), "city.txt")
        put(opened, _document("青麓县2024年工作要点", "岭东省澜州市青麓县", "county", COUNTY), "county.txt")
        yield opened


def found(kb: KnowledgeBase, unit: str) -> list[str]:
    return [stored.record.units[0].name for stored in kb.store.records(kb.store.record_numbers(Filters(unit=unit)))]


@pytest.mark.parametrize(("unit", "names"), [
    ("住建局", ["市住建局", "市住房和城乡建设局", "市建设局", "县住建局", "县住建局", "澜州市住建局"]),
    ("市住房城乡建设局", ["市住建局", "市住房和城乡建设局", "市建设局", "澜州市住建局"]),
    ("澜州市住建局", ["市住建局", "市住房和城乡建设局", "市建设局", "澜州市住建局"]),
    ("岭东省澜州市/住房和城乡建设局", ["市住建局", "市住房和城乡建设局", "市建设局", "澜州市住建局"]),
    ("青麓县住建局", ["县住建局"]), ("财政", ["市财政局"]), ("財政部門", ["市财政局"]), ("财政厅", ["市财政局"]),
    ("省财政厅", []), ("政府", ["各县（区）政府"]), ("企业", ["企业"]), ("/企业", ["企业"]), ("蚕桑", ["县蚕桑办"]),
    ("县蚕办", ["县蚕桑办"]), ("青麓县蚕桑办", ["县蚕桑办"]), ("%", []), ("没有局", []),
])
def test_a_unit_is_found_by_all_its_names(unit: str, names: list[str], kb: KnowledgeBase) -> None:
    assert found(kb, unit) == names


def test_records_keep_their_spelling(kb: KnowledgeBase) -> None:
    spelled = {stored.record.units[0].name for stored in kb.store.records(kb.store.record_numbers(Filters()))}
    assert spelled == {name for name, *_ in (*CITY, *COUNTY)}


def test_a_line_for_each_body(kb: KnowledgeBase) -> None:
    first, *others = unit_lines(kb.store.units, kb.store.units.uses(), date(2024, 1, 1))
    assert (first.body.full, first.body.level, first.records) == ("澜州市住房和城乡建设局", "city", 4)
    assert first.roles == {"lead": 1, "responsible": 0, "support": 3}
    assert [name for name, _ in first.spellings] == ["市住建局", "市住房和城乡建设局", "市建设局", "澜州市住建局"]
    assert (first.former, first.due) == (("市建设局",), ((date(2999, 6, 30), 1),))
    assert sorted(line.body.full for line in others) == sorted(
        ["县住房和城乡建设局", "澜州市财政局", "各县（区）人民政府", "青麓县住房和城乡建设局", "企业", "青麓县蚕桑办"])


def test_the_choice_of_a_filter_finds_as_many_records_as_it_says(kb: KnowledgeBase) -> None:
    lines = unit_names(kb.store.units)
    assert len(lines) == 7
    assert all(len(found(kb, line.key)) == line.records for line in lines)


def test_the_list_sees_what_changed(kb: KnowledgeBase) -> None:
    assert len(found(kb, "财政局")) == 1
    kb.store.delete(kb.store.find("city.txt"))
    assert found(kb, "财政局") == []


def test_the_users_register(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    register = kb.home.bodies
    assert main(["units"]) == 0
    assert f"可以自己登记：{register}" in capsys.readouterr().out
    assert all(line.startswith("#") for line in register.read_text(encoding="utf-8").splitlines())
    with register.open("a", encoding="utf-8") as file:
        file.write("蚕桑产业办公室\t蚕桑办 蚕办\n一行 没有制表符\n")
    assert found(kb, "县蚕桑产业办公室") == ["县蚕桑办"]
    assert main(["search", "--unit", "蚕办"]) == 0
    captured = capsys.readouterr()
    assert "县蚕桑办（牵头）" in captured.out
    assert captured.err.count("第 9 行没有采用") == 1
    assert main(["doctor"]) == 2
    capsys.readouterr()
    assert main(["units", "青麓县2024年", "--json"]) == 0
    lines = {line["name"]: line for line in json.loads(capsys.readouterr().out)}
    assert lines["青麓县蚕桑产业办公室"]["known"]
    register.write_text("", encoding="utf-8")
    assert found(kb, "蚕桑产业办公室") == []
    main(["units"])
    assert register.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_register_saved_by_another_program(encoding: str, kb: KnowledgeBase) -> None:
    kb.home.bodies.parent.mkdir()
    kb.home.bodies.write_text("蚕桑产业办公室\t蚕桑办\r\n", encoding=encoding)
    assert found(kb, "蚕桑产业办公室") == ["县蚕桑办"]


def test_a_register_that_is_no_text_is_refused(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    kb.home.bodies.parent.mkdir()
    kb.home.bodies.write_bytes(b"\x80\xff\x00\xff")
    assert main(["search", "--unit", "住建局"]) == 2
    assert "另存为 UTF-8" in capsys.readouterr().err


def test_what_is_printed(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "--top", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "澜州市住房和城乡建设局（市级）  4 条：牵头 1、配合 3",
        "    写法：市住建局 1、市住房和城乡建设局 1、市建设局（旧称） 1、澜州市住建局 1",
        "    接下来的期限：2999-06-30（1 条）",
        "共 7 个单位，列出 1 个；登记册里没有的 2 个。"]
    assert main(["units", "没有这个文件"]) == 2
