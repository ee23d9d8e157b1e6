"""The store: what goes in comes out, identity, transactions, filters, migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kb_documents import PLAN, SCHOOLS, TRADITIONAL, filled, make_document, put, with_values

from kb.errors import KbError
from kb.filters import Filters, checked, parse_day, parse_year
from kb.home import Home, locate_home, open_home
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.migrations import MIGRATIONS, migrate
from kb.store import Store


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with open_kb(tmp_path) as opened:
        yield opened


def test_a_document_comes_out_as_it_went_in(kb: KnowledgeBase) -> None:
    document = replace(with_values(make_document(PLAN)), warnings=("有无法辨认的文字",))
    doc_id = put(kb, document, "plan.txt")
    assert kb.store.document(doc_id) == replace(document, doc_id=doc_id, source="plan.txt")


def test_records_know_their_page(kb: KnowledgeBase) -> None:
    put(kb, make_document(PLAN), "plan.txt")
    assert [stored.page for stored in kb.store.records(kb.store.record_numbers(Filters()))] == [1, 1, 2, 2]


def test_a_changed_file_keeps_its_doc_id_and_its_records_get_new_numbers(kb: KnowledgeBase) -> None:
    before = put(kb, make_document(PLAN), "plan.txt")
    numbers = kb.store.record_numbers(Filters())
    assert put(kb, make_document(SCHOOLS), "plan.txt") == before
    assert not set(numbers) & set(kb.store.record_numbers(Filters()))
    assert len(kb.store.summaries()) == 1


def test_the_same_content_under_two_paths_is_one_document(kb: KnowledgeBase) -> None:
    doc_id = put(kb, make_document(PLAN), "a.txt")
    assert put(kb, make_document(PLAN), "b/a.txt") == doc_id
    assert kb.store.summary(doc_id).sources == ("a.txt", "b/a.txt")


def test_when_one_of_two_sources_changes_the_other_keeps_the_content(kb: KnowledgeBase) -> None:
    old = put(kb, make_document(PLAN), "a.txt")
    put(kb, make_document(PLAN), "b.txt")
    new = put(kb, make_document(SCHOOLS), "a.txt")
    assert new != old
    assert kb.store.document(old).text == PLAN
    assert kb.store.sources(old) == ("b.txt",)


def test_a_file_that_takes_on_stored_content_leaves_no_orphan(kb: KnowledgeBase) -> None:
    put(kb, make_document(PLAN), "a.txt")
    schools = put(kb, make_document(SCHOOLS), "b.txt")
    kb.store.link(schools, "a.txt", Path("/files/a.txt"))
    assert [each.doc_id for each in kb.store.summaries()] == [schools]


def test_a_write_that_fails_leaves_nothing_behind(kb: KnowledgeBase) -> None:
    put(kb, make_document(PLAN), "plan.txt")
    generation = kb.store.generation()
    bad = make_document(SCHOOLS)
    twice = replace(bad, records=(*bad.records, bad.records[0]))
    with pytest.raises(sqlite3.IntegrityError):
        put(kb, twice, "plan.txt")
    assert kb.store.generation() == generation
    assert kb.store.document(kb.store.find("plan.txt")).text == PLAN


def test_deleting_takes_all_values_along(kb: KnowledgeBase, tmp_path: Path) -> None:
    kb.store.delete(put(kb, with_values(make_document(PLAN)), "plan.txt"))
    with sqlite3.connect(tmp_path / "knowledge.sqlite") as connection:
        for table in ("documents", "sources", "records", "deadlines", "quantities", "units"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("reference", ["plan.txt", "/files/plan.txt", "2022年工作要点", "應急管理局2022", " plan.txt "])
def test_a_document_is_found_by(reference: str, tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        assert kb.store.document(kb.store.find(reference)).text == PLAN


@pytest.mark.parametrize(("reference", "message"), [("工作要点", "对应 2 个文件"), ("财政", "没有这个文件"),
                                                    ("", "没有这个文件")])
def test_a_document_is_not_found_by(reference: str, message: str, tmp_path: Path) -> None:
    with filled(tmp_path) as kb, pytest.raises(KbError, match=message):
        kb.store.find(reference)


@pytest.mark.parametrize(("filters", "found"), [
    (Filters(), 7), (Filters(type="plan"), 7), (Filters(type="summary"), 0), (Filters(kind="target"), 1),
    (Filters(year=2022), 5), (Filters(year=2023), 2), (Filters(year=2021), 0), (Filters(region="澜州"), 7),
    (Filters(issuer="财政"), 0), (Filters(unit="民政局"), 1), (Filters(unit="民政", kind="task"), 0),
    (Filters(unit="民局"), 1), (Filters(unit="局民"), 0), (Filters(issuer="應急局"), 7), (Filters(region="%"), 0),
    (Filters(due_before=date(2022, 3, 31)), 1), (Filters(due_before=date(2022, 3, 30)), 0),
    (Filters(due_after=date(2022, 3, 31)), 1), (Filters(due_after=date(2022, 1, 1), due_before=date(2022, 2, 1)), 0),
    (Filters(has_quantity=True), 1),
])
def test_filters(filters: Filters, found: int, tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        assert len(kb.store.record_numbers(filters)) == found


def test_a_document_without_a_period_counts_for_its_year_of_issue(kb: KnowledgeBase) -> None:
    document = make_document(TRADITIONAL)
    metadata = replace(document.metadata, period=(None, None), publish_date=date(2023, 1, 9))
    put(kb, replace(document, metadata=metadata), "a.txt")
    assert kb.store.record_numbers(Filters(year=2023))
    assert not kb.store.record_numbers(Filters(year=2022))


@pytest.mark.parametrize(("filters", "message"), [
    (Filters(type="计画"), "没有这种文件类型"), (Filters(kind="事"), "没有这种类别"),
    (Filters(year=22), "年份不对"), (Filters(region=" "), "地区是空的"),
    (Filters(due_before=date(2022, 1, 1), due_after=date(2022, 2, 1)), "范围是空的"),
])
def test_filters_that_cannot_be_met(filters: Filters, message: str) -> None:
    with pytest.raises(KbError, match=message):
        checked(filters)


def test_filters_take_chinese_names() -> None:
    assert checked(Filters(type="工作总结", kind="任务")) == Filters(type="summary", kind="task")


@pytest.mark.parametrize(("text", "day"), [("2023-06-30", (2023, 6, 30)), ("2023年6月3日", (2023, 6, 3)),
                                           ("2023/6/30", (2023, 6, 30))])
def test_days(text: str, day: tuple[int, int, int]) -> None:
    assert parse_day(text) == date(*day)


@pytest.mark.parametrize("text", ["明天", "2023-13-01", "2023-02-30", "", "06-30"])
def test_no_days(text: str) -> None:
    with pytest.raises(KbError, match="日期不对"):
        parse_day(text)


@pytest.mark.parametrize("text", ["今年", "23", "20233", ""])
def test_no_years(text: str) -> None:
    assert parse_year("2023年") == 2023
    with pytest.raises(KbError, match="年份不对"):
        parse_year(text)


def test_settings(kb: KnowledgeBase) -> None:
    assert kb.store.setting("encoder") is None
    kb.store.set_setting("encoder", "模型")
    assert kb.store.setting("encoder") == "模型"
    kb.store.set_setting("encoder", None)
    assert kb.store.setting("encoder") is None


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(KbError, match="更新版本的程序"):
        Store(tmp_path / "a.sqlite")


def test_a_step_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.migrations.MIGRATIONS", ("CREATE TABLE a (b);\nCREATE TABLE a (b);\n",))
    connection = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "knowledge.sqlite").write_text("这不是数据库" * 100, encoding="utf-8")
    with pytest.raises(KbError, match="数据库打不开"):
        open_kb(tmp_path)


def test_home_comes_from_the_argument_then_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_HOME", raising=False)
    assert locate_home() == Home(tmp_path / "knowledge_base")
    monkeypatch.setenv("KB_HOME", str(tmp_path / "other"))
    assert locate_home() == Home(tmp_path / "other")
    assert open_home(tmp_path / "new" / "home").root.is_dir()


def test_a_home_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "home"):
        with pytest.raises(KbError, match="知识库文件夹不能写入"):
            open_home(place)
