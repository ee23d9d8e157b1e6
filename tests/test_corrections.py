"""Corrections: made, kept through every change of the document and of its reading, taken back, never lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from kb_documents import PLAN, SCHOOLS, filled, make_document, put, with_values

from kb.changes import (
    Addition,
    BoundsChange,
    Change,
    Confirmation,
    Correction,
    KindChange,
    MetadataChange,
    Rejection,
    ValueChange,
)
from kb.corrections import correct, history, to_look_at, undo, user_name
from kb.errors import KbError
from kb.filters import Filters
from kb.home import Home
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.migrations import MIGRATIONS
from kb.search import Query, search
from kb.store import Store
from pipelines.document import Deadline, Document, Quantity, Record, ResponsibleUnit, Span

ALARMS, CAMPAIGN, RESERVOIR, DRILLS = "r001", "r002", "r003", "r004"
MARCH = Deadline("3月底前", "by", None, date(2022, 3, 31), None, Span(0, 0), 0.9)
Reader = Callable[[str], Document]


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with open_kb(tmp_path) as opened:
        yield opened


@pytest.fixture
def doc_id(kb: KnowledgeBase) -> str:
    return put(kb, with_values(make_document(PLAN)), "plan.txt")


def make(kb: KnowledgeBase, doc_id: str, *changes: Change) -> list[Correction]:
    return kb.store.correct(doc_id, changes, "核对员", "")


def record(kb: KnowledgeBase, doc_id: str, record_id: str) -> Record:
    return next(each for each in kb.store.document(doc_id).records if each.id == record_id)


def states(kb: KnowledgeBase, doc_id: str) -> list[str]:
    return [each.state for each in kb.store.corrections.of(doc_id)]


def span(words: str, text: str = PLAN) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def deadline(words: str, text: str = PLAN, **fields: Any) -> Deadline:
    return replace(MARCH, text=words, span=span(words, text), **fields)


# What each change makes of the record

def test_a_kind_is_changed_for_certain(kb: KnowledgeBase, doc_id: str) -> None:
    made, = make(kb, doc_id, KindChange(RESERVOIR, "target"))
    now = record(kb, doc_id, RESERVOIR)
    assert (now.kind, now.confidence, now.confirmed) == ("target", 1.0, True)
    assert (made.draft.old, made.draft.new, made.who) == ({"kind": "task"}, {"kind": "target"}, "核对员")
    assert made.made_at and made.state == "placed" and made.holds
    assert not record(kb, doc_id, DRILLS).confirmed


def test_a_rejected_record_is_gone_and_the_others_keep_their_ids(kb: KnowledgeBase, doc_id: str) -> None:
    make(kb, doc_id, Rejection(CAMPAIGN))
    assert [each.id for each in kb.store.document(doc_id).records] == [ALARMS, RESERVOIR, DRILLS]


def test_an_added_record_stands_in_its_place_with_what_is_read_there(kb: KnowledgeBase, doc_id: str) -> None:
    make(kb, doc_id, Rejection(RESERVOIR))
    made, = make(kb, doc_id, Addition(span("完成凤池水库除险加固。"), "target"))
    added = record(kb, doc_id, f"a{made.number:03d}")
    assert (added.kind, added.quote, added.section) == ("target", "完成凤池水库除险加固。", ("二、防汛抗旱",))
    assert [each.id for each in kb.store.document(doc_id).records] == [ALARMS, CAMPAIGN, added.id, DRILLS]


def test_an_added_records_values_are_read(kb: KnowledgeBase) -> None:
    text = PLAN.replace("汛期前", "6月底前")
    document = make_document(text)
    doc_id = put(kb, replace(document, records=document.records[:2]), "plan.txt")
    make(kb, doc_id, Addition(span("6月底前完成凤池水库除险加固。", text), "task"))
    due, = kb.store.document(doc_id).records[-1].deadlines
    assert (due.text, due.end, due.confirmed) == ("6月底前", date(2022, 6, 30), False)
    assert text[due.span.start:due.span.end] == due.text


def test_bounds_keep_the_values_within_and_drop_those_cut_off(kb: KnowledgeBase, doc_id: str) -> None:
    make(kb, doc_id, BoundsChange(ALARMS, span("安装一氧化碳报警器2万个")))
    now = record(kb, doc_id, ALARMS)
    assert (now.quote, now.confirmed, now.kind) == ("安装一氧化碳报警器2万个", True, "target")
    # All three values of kb_documents stand at the record's first four characters, which are cut off.
    assert (now.deadlines, now.units) == ((), ())


def test_bounds_take_in_a_whole_neighbour(kb: KnowledgeBase, doc_id: str) -> None:
    both = PLAN[record(kb, doc_id, ALARMS).span.start:record(kb, doc_id, CAMPAIGN).span.end]
    make(kb, doc_id, BoundsChange(ALARMS, span(both)))
    assert [each.id for each in kb.store.document(doc_id).records] == [ALARMS, RESERVOIR, DRILLS]
    assert record(kb, doc_id, ALARMS).deadlines


@pytest.mark.parametrize(("old", "new", "ends"), [
    (True, deadline("3月底前", end=date(2022, 3, 30)), [date(2022, 3, 30)]),
    (True, None, []),
    (False, deadline("困难家庭", end=date(2023, 1, 1)), [date(2022, 3, 31), date(2023, 1, 1)]),
    # Another reading of the same words takes the place of the machine's, also where it was not named as `old`.
    (False, deadline("3月底", end=date(2023, 1, 1)), [date(2023, 1, 1)]),
])
def test_a_deadline_is_changed_removed_added(kb: KnowledgeBase, doc_id: str, old: bool, new: Deadline | None,
                                             ends: list[date]) -> None:
    former = record(kb, doc_id, ALARMS).deadlines[0]
    make(kb, doc_id, ValueChange(ALARMS, former if old else None, new))
    now = record(kb, doc_id, ALARMS)
    assert [each.end for each in now.deadlines] == ends
    assert all((each.confidence, each.confirmed) == (1.0, True) for each in now.deadlines if each.end != MARCH.end)
    assert (now.confidence, now.confirmed) == (0.9, False)
    assert now.quantities and now.units


def test_two_indicators_of_one_figure_are_two_quantities(kb: KnowledgeBase, doc_id: str) -> None:
    twice = Quantity("2万个", "报警器甲", "=", 20000.0, None, "个", span("2万个"), 0.5)
    make(kb, doc_id, ValueChange(ALARMS, None, twice), ValueChange(ALARMS, None, replace(twice, indicator="报警器乙")))
    assert [each.indicator for each in record(kb, doc_id, ALARMS).quantities] == ["报警器", "报警器甲", "报警器乙"]


def test_a_unit_of_another_role_is_the_same_unit(kb: KnowledgeBase, doc_id: str) -> None:
    unit = ResponsibleUnit("市民政局", "support", "市民政局", span("市民政局"), 0.5)
    make(kb, doc_id, ValueChange(ALARMS, None, unit))
    assert [(each.name, each.role) for each in record(kb, doc_id, ALARMS).units] == [("市民政局", "support")]


def test_metadata_are_set_and_marked(kb: KnowledgeBase, doc_id: str) -> None:
    make(kb, doc_id, MetadataChange("issuer", "澜州市应急委"), MetadataChange("issue_date", date(2022, 1, 5)))
    metadata = kb.store.document(doc_id).metadata
    assert (metadata.issuer, metadata.issue_date) == ("澜州市应急委", date(2022, 1, 5))
    assert metadata.confirmed == ("issue_date", "issuer")
    assert kb.store.summary(doc_id).metadata == metadata


def test_a_corrected_year_moves_the_deadlines(kb: KnowledgeBase) -> None:
    """The records are read again under the year that a person gave, and back when that is undone."""
    doc_id = put(kb, make_document(PLAN), "plan.txt")
    made, = make(kb, doc_id, MetadataChange("period", (2031, 2031)))
    ends = [each.end for each in kb.store.document(doc_id).records[0].deadlines]
    assert ends == [date(2031, 3, 31)]
    kb.store.undo(made.number, "核对员")
    assert [each.end for each in kb.store.document(doc_id).records[0].deadlines] == []


# Wrong input: one line, nothing changed

@pytest.mark.parametrize(("change", "message"), [
    (KindChange("r099", "task"), "没有记录 r099"),
    (KindChange(ALARMS, "duty"), "没有这种类别"),
    (KindChange(CAMPAIGN, "task"), "已经是这个类别"),
    (Rejection("安"), "对应 2 条记录"),
    (BoundsChange(ALARMS, Span(0, 0)), "没有文字"),
    (BoundsChange(ALARMS, Span(0, 10**6)), "没有文字"),
    (BoundsChange(ALARMS, span("全年开展防汛演练4次。")), "没有重叠"),
    (BoundsChange(ALARMS, span("安装一氧化碳报警器2万个。\n由市民政局")), "切到了 r002"),
    (Addition(span("防汛演练"), "task"), "已经有记录 r004"),
    (ValueChange(ALARMS, None, None), "改哪一个值"),
    (ValueChange(CAMPAIGN, MARCH, None), "没有这个值"),
    (ValueChange(ALARMS, None, replace(MARCH, text="。")), "没有文字"),
    (ValueChange(ALARMS, None, deadline("3月底前", type="soon")), "没有这种时限"),
    (ValueChange(ALARMS, None, deadline("3月底前", start=date(2022, 1, 1))), "只有一个日期"),
    (ValueChange(ALARMS, None, deadline("3月底前", type="during", start=date(2023, 1, 1))), "反了"),
    (ValueChange(ALARMS, None, deadline("3月底前", freq="monthly")), "多久一次"),
    (ValueChange(ALARMS, None, Quantity("2万个", "x", "range", 3.0, 2.0, "个", span("2万个"), 1.0)), "下限比上限大"),
    (ValueChange(ALARMS, None, Quantity("2万个", "x", "=", float("nan"), None, "个", span("2万个"), 1.0)), "普通的数"),
    (ValueChange(ALARMS, None, ResponsibleUnit("市民政局", "boss", "市民政局", span("市民政局"), 1.0)), "没有这种角色"),
    (MetadataChange("colour", "红"), "没有这种项目"),
    (MetadataChange("doc_type", None), "没有这种|要是文字|类型"),
    (MetadataChange("period", (2023, 2022)), "起止两年"),
    (MetadataChange("issue_date", "明天"), "要是一个日期"),
])
def test_what_cannot_be_is_refused_whole(kb: KnowledgeBase, doc_id: str, change: Change, message: str) -> None:
    before, generation = kb.store.document(doc_id), kb.store.generation()
    with pytest.raises(KbError, match=message):
        make(kb, doc_id, MetadataChange("issuer", "另一个机关"), change)
    assert (kb.store.document(doc_id), kb.store.generation()) == (before, generation)
    assert kb.store.corrections.of(doc_id) == []


# What is kept when the document is read again

ALL_KINDS: tuple[Change, ...] = (
    KindChange(RESERVOIR, "target"), ValueChange(RESERVOIR, None, deadline("汛期前", end=date(2022, 5, 31))),
    Rejection(CAMPAIGN), Confirmation(ALARMS), BoundsChange(DRILLS, span("开展防汛演练4次")),
    MetadataChange("issuer", "澜州市应急委"))


def as_corrected(document: Document) -> list[tuple[Any, ...]]:
    return [(each.kind, each.quote, each.confirmed, [d.end for d in each.deadlines], [u.name for u in each.units])
            for each in document.records] + [(document.metadata.issuer,)]


def better_reader(text: str) -> Document:
    """An extractor that has learned: other ids, other confidences, the kind right, two records cut otherwise."""
    document = make_document(text)
    first, second, third, fourth = document.records
    middle = fourth.span.start + len("全年开展防汛")
    halves = [replace(fourth, id="r101", span=Span(fourth.span.start, middle), quote=text[fourth.span.start:middle]),
              replace(fourth, id="r102", span=Span(middle, fourth.span.end), quote=text[middle:fourth.span.end])]
    return replace(document, records=(replace(first, id="r051"), replace(second, id="r052"),
                                      replace(third, id="r053", kind="target"), *halves))


def blind_reader(text: str) -> Document:
    """An extractor that finds nothing any more."""
    return replace(make_document(text), records=())


@pytest.mark.parametrize("text", [
    PLAN, PLAN.replace("一、防范", "一、总体要求\n统筹发展和安全。\n一、防范"), PLAN.replace("。\n", "。\n\n"),
    PLAN.replace("万个。", "万个 。"), "转发通知\n" + PLAN + "\n附件：演练计划"])
def test_a_changed_text_keeps_them_all(kb: KnowledgeBase, doc_id: str, text: str) -> None:
    make(kb, doc_id, *ALL_KINDS)
    put(kb, with_values(make_document(text)), "plan.txt")
    document = kb.store.document(doc_id)
    assert set(states(kb, doc_id)) == {"placed"}
    assert document.metadata.issuer == "澜州市应急委"
    by_quote = {each.quote.replace(" ", ""): each for each in document.records}
    assert by_quote["汛期前完成凤池水库除险加固。"].kind == "target"
    assert [each.end for each in by_quote["汛期前完成凤池水库除险加固。"].deadlines] == [date(2022, 5, 31)]
    assert "开展防汛演练4次" in by_quote and not any(quote.startswith("由市民政局") for quote in by_quote)
    assert all(text[each.span.start:each.span.end] == each.quote for each in document.records)


@pytest.mark.parametrize("reader", [make_document, better_reader])
def test_a_better_extractor_keeps_them_all(kb: KnowledgeBase, doc_id: str, reader: Reader) -> None:
    make(kb, doc_id, *ALL_KINDS)
    before = as_corrected(kb.store.document(doc_id))
    put(kb, reader(PLAN), "plan.txt")
    assert as_corrected(kb.store.document(doc_id)) == before
    assert set(states(kb, doc_id)) == {"placed"}


def test_what_a_person_called_a_record_stays_one_where_nothing_is_read(kb: KnowledgeBase, doc_id: str) -> None:
    make(kb, doc_id, *ALL_KINDS)
    before = as_corrected(kb.store.document(doc_id))
    put(kb, blind_reader(PLAN), "plan.txt")
    assert as_corrected(kb.store.document(doc_id)) == before


@pytest.mark.parametrize(("change", "old", "new", "state"), [
    (KindChange(DRILLS, "target"), "演练4次", "演练5次", "moved"),
    (KindChange(DRILLS, "target"), "全年开展防汛演练4次。", "", "unplaced"),
    (Rejection(DRILLS), "演练4次", "演练5次", "moved"),
    (Confirmation(DRILLS), "演练4次", "演练5次", "unplaced"),
    (BoundsChange(DRILLS, span("开展防汛演练4次")), "演练4次", "演练5次", "unplaced"),
    (ValueChange(ALARMS, None, deadline("3月底前", end=date(2022, 3, 1))), "3月底前", "5月底前", "unplaced"),
    (ValueChange(ALARMS, None, deadline("3月底前", end=date(2022, 3, 1))), "2万个", "3万个", "moved"),
    (MetadataChange("issuer", "市应急委"), "2022年", "2023年", "unplaced"),
])
def test_edited_words(kb: KnowledgeBase, doc_id: str, change: Change, old: str, new: str, state: str) -> None:
    """What speaks of words that changed waits; what does not goes on and is listed to be looked at."""
    make(kb, doc_id, change)
    put(kb, make_document(PLAN.replace(old, new)), "plan.txt")
    assert states(kb, doc_id) == [state]
    assert [each.number for each in to_look_at(kb)] == [each.number for each in kb.store.corrections.of(doc_id)]
    put(kb, make_document(PLAN), "plan.txt")
    assert states(kb, doc_id) == ["placed"]
    assert to_look_at(kb) == []


def test_the_same_quote_twice(kb: KnowledgeBase) -> None:
    text = "澜州市2022年要点\n一、供水\n每月检查一次管网。\n二、供热\n每月检查一次管网。"
    doc_id = put(kb, make_document(text), "a.txt")
    make(kb, doc_id, KindChange("r002", "target"))
    for changed, kinds in ((text, ["task", "target"]), (text.replace("一、供水\n每月检查一次管网。\n", ""), ["target"]),
                           (text.replace("一、供水", "一、供水\n每月检查一次管网。"), ["task", "task", "target"])):
        put(kb, make_document(changed), "a.txt")
        assert [each.kind for each in kb.store.document(doc_id).records] == kinds


def test_a_file_of_another_year_under_the_same_name_takes_nothing_over(kb: KnowledgeBase, doc_id: str) -> None:
    make(kb, doc_id, *ALL_KINDS)
    put(kb, make_document(SCHOOLS), "plan.txt")
    assert set(states(kb, doc_id)) == {"unplaced"}
    assert kb.store.document(doc_id) == replace(make_document(SCHOOLS), doc_id=doc_id, source="plan.txt")
    assert len(to_look_at(kb)) == len(ALL_KINDS)


# Deleted, moved, copied

@pytest.mark.parametrize("source", ["plan.txt", "moved/plan-2.txt"])
def test_a_document_that_comes_back_finds_its_corrections(kb: KnowledgeBase, doc_id: str, source: str) -> None:
    make(kb, doc_id, *ALL_KINDS)
    before = as_corrected(kb.store.document(doc_id))
    kb.store.delete(doc_id)
    assert [each.state for each in to_look_at(kb)] == ["unplaced"] * len(ALL_KINDS)
    assert {each.document for each in to_look_at(kb)} == {"澜州市应急管理局2022年工作要点"}
    again = put(kb, with_values(make_document(PLAN)), source)
    assert as_corrected(kb.store.document(again)) == before
    assert set(states(kb, again)) == {"placed"}


def test_when_one_of_two_sources_changes_both_documents_keep_the_corrections(kb: KnowledgeBase, doc_id: str) -> None:
    put(kb, with_values(make_document(PLAN)), "copy.txt")
    make(kb, doc_id, KindChange(RESERVOIR, "target"))
    other = put(kb, make_document(PLAN + "\n三、其他"), "plan.txt")
    assert other != doc_id
    assert [record(kb, each, RESERVOIR).kind for each in (doc_id, other)] == ["target", "target"]


def test_a_file_that_takes_on_the_content_of_another_brings_its_corrections(kb: KnowledgeBase, doc_id: str) -> None:
    other = put(kb, make_document(PLAN + "\n三、其他"), "b.txt")
    make(kb, doc_id, KindChange(RESERVOIR, "target"))
    kb.store.link(other, "plan.txt", Path("/files/plan.txt"))
    assert record(kb, other, RESERVOIR).kind == "target"


# Taking back

@pytest.mark.parametrize("change", ALL_KINDS, ids=lambda change: type(change).__name__)
def test_what_is_undone_is_as_if_it_had_never_been(kb: KnowledgeBase, doc_id: str, change: Change) -> None:
    before = kb.store.document(doc_id)
    made, = make(kb, doc_id, change)
    assert kb.store.document(doc_id) != before
    undone = kb.store.undo(made.number, "复核员")
    assert kb.store.document(doc_id) == before
    assert (undone.state, undone.undone_by, undone.holds) == ("undone", "复核员", False) and undone.undone_at
    assert [each.number for each in kb.store.corrections.of(doc_id)] == [made.number]
    put(kb, with_values(make_document(PLAN + "\n三、其他")), "plan.txt")
    assert not any(each.confirmed for each in kb.store.document(doc_id).records)
    with pytest.raises(KbError, match="已经撤销过"):
        kb.store.undo(made.number, "复核员")


@pytest.mark.parametrize(("undone", "kind"), [((), "result"), ((1,), "target"), ((0,), "result"), ((0, 1), "task")])
def test_two_corrections_of_one_field(kb: KnowledgeBase, doc_id: str, undone: Sequence[int], kind: str) -> None:
    made = make(kb, doc_id, KindChange(RESERVOIR, "target"), KindChange(RESERVOIR, "result"))
    for which in undone:
        kb.store.undo(made[which].number, "复核员")
    assert record(kb, doc_id, RESERVOIR).kind == kind


@pytest.mark.parametrize(("undone", "end"), [((), 2), ((1,), 1), ((0,), 2), ((0, 1), None)])
def test_two_corrections_of_one_deadline(kb: KnowledgeBase, doc_id: str, undone: Sequence[int],
                                         end: int | None) -> None:
    first = deadline("汛期前", end=date(2022, 5, 1))
    stored = replace(first, confidence=1.0, confirmed=True)
    made = make(kb, doc_id, ValueChange(RESERVOIR, None, first),
                ValueChange(RESERVOIR, stored, replace(first, end=date(2022, 5, 2))))
    for which in undone:
        kb.store.undo(made[which].number, "复核员")
    assert [each.end for each in record(kb, doc_id, RESERVOIR).deadlines] == ([date(2022, 5, end)] if end else [])


def test_what_hung_on_an_addition_waits_when_that_is_undone(kb: KnowledgeBase) -> None:
    doc_id = put(kb, replace(make_document(PLAN), records=()), "plan.txt")
    added, = make(kb, doc_id, Addition(span("全年开展防汛演练4次。"), "task"))
    make(kb, doc_id, ValueChange(added.draft.record or "", None, deadline("全年", end=date(2022, 12, 31))))
    kb.store.undo(added.number, "复核员")
    assert states(kb, doc_id) == ["undone", "unplaced"]
    assert kb.store.document(doc_id).records == ()


def test_the_correction_of_a_deleted_document_can_be_undone(kb: KnowledgeBase, doc_id: str) -> None:
    made, = make(kb, doc_id, KindChange(RESERVOIR, "target"))
    kb.store.delete(doc_id)
    kb.store.undo(made.number, "复核员")
    put(kb, make_document(PLAN), "plan.txt")
    assert record(kb, doc_id, RESERVOIR).kind == "task"


# The indexes, the API, the database

def test_filters_and_search_follow_and_so_do_rebuilt_indexes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with filled(tmp_path) as kb:
        doc_id = kb.store.find("plan.txt")
        text = kb.store.document(doc_id).text
        correct(doc_id, [Rejection(DRILLS), KindChange(RESERVOIR, "target")], home, "会上定的")
        due = deadline("汛期前", text, end=date(2022, 5, 31))
        made = correct("plan.txt", [ValueChange(RESERVOIR, None, due)], home)
        assert [each.note for each in history(kb, doc_id)] == ["会上定的", "会上定的", ""]
        for _ in range(2):
            assert "防汛演练" not in "".join(hit.quote for hit in search(Query("防汛演练"), kb))
            hit, = search(Query("水库加固", Filters(kind="target", due_after=date(2022, 5, 31))), kb)
            assert hit.confirmed and hit.deadlines[0].confirmed and hit.record_id == RESERVOIR
            kb.rebuild()
        undo(made[0].number, home)
        assert search(Query("水库加固", Filters(due_after=date(2022, 5, 31))), kb) == []


def test_the_api_refuses_in_one_line(tmp_path: Path) -> None:
    home = Home(tmp_path)
    filled(tmp_path).close()
    for call, message in ((lambda: correct("没有这个", [Rejection(DRILLS)], home), "没有这个文件"),
                          (lambda: correct("plan.txt", [Rejection(DRILLS)], home, "长" * 501), "备注太长"),
                          (lambda: undo(99, home), "没有编号为 99")):
        with pytest.raises(KbError, match=message):
            call()


def test_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert user_name() == "未知"


def test_a_database_from_before_corrections_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(MIGRATIONS[0])
        old.execute("INSERT INTO documents VALUES ('d', 'x', 1, '要点', 'plan', NULL, NULL, NULL, 2022, 2022, NULL, "
                    "NULL, NULL, '开展演练。', '[]', '[]', '[]', '2022-01-01')")
        old.execute("INSERT INTO sources VALUES ('a.txt', 'd', '/a.txt')")
        old.execute("INSERT INTO records VALUES (1, 'd', 'r001', 'task', '开展演练。', 0, 5, '[]', NULL, 0.9)")
        old.execute("PRAGMA user_version = 1")
    old.close()
    with Store(path) as store:
        store.correct("d", [KindChange("r001", "result")], "核对员", "")
        store.delete("d")
        assert [each.document for each in store.corrections.to_look_at()] == ["要点"]
