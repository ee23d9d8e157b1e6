"""Body text: which sentences are no records, that they stand below the records, and that the index keeps in step."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kb_documents import filled, make_document, put
from shared import PROJECT

from kb.body_search import BodyHit, body_hits
from kb.body_text import body_sentences, gaps
from kb.cli import main
from kb.filters import Amount, Filters
from kb.home import open_home
from kb.ingest import delete, ingest
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.results import Request, results
from kb.search import Query
from pipelines.document import Block, Document, Span

TODAY = date(2025, 5, 10)
CORPORA = PROJECT / "corpora"
SUMMARY, REPORT = "澜州市教育局2024年工作总结.docx", "澜州市应急管理局2024年工作总结.pdf"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    home = open_home(tmp_path_factory.mktemp("home"))
    ingest([CORPORA / SUMMARY, CORPORA / REPORT, CORPORA / "澜州市教育局2025年工作總結.html"], home)
    with KnowledgeBase(home) as kb:
        yield kb


def asked(kb: KnowledgeBase, text: str, filters: Filters | None = None, room: int = 0) -> list[BodyHit]:
    kb.refresh()
    return body_hits(Query(text, filters or Filters()), kb, room)


@pytest.mark.parametrize(("text", "taken", "said", "found"), [
    # A sentence of its own; what is left of one that is a record in part.
    ("年底前建校3所。特教教室只建成11间，专业教师不足。", [(0, 8)], [], ["特教教室只建成11间，专业教师不足。"]),
    ("新增学位3600个，大班额比例仍然偏高。", [(0, 9)], [], ["大班额比例仍然偏高。"]),
    # Who carries a record, a rest of a few letters, page numbers.
    ("年底前建校3所。（责任单位：市教育局、市财政局）", [(0, 8)], [(14, 18)], []),
    ("年底前建校3所，务必抓好。", [(0, 8)], [], []), ("年底前建校3所。\n— 12 —", [(0, 8)], [], []),
    # The title and the issuer that signs.
    ("澜州市教育局2024年工作总结\n澜州市教育局", [], [], []),
    ("一是特殊教育能力薄弱。二是宿舍建设进度滞后。", [], [], ["特殊教育能力薄弱。", "宿舍建设进度滞后。"]),
    ("", [], [], []),
])
def test_what_is_body_text(text: str, taken: list[tuple[int, int]], said: list[tuple[int, int]], found: list[str]
                           ) -> None:
    free = gaps(len(text), [Span(*each) for each in taken])
    blocks = [Block(match[0], *match.span()) for match in re.finditer("[^\n]+", text)]
    spans = body_sentences(text, blocks, free, [Span(*each) for each in said],
                           ("澜州市教育局2024年工作总结", "澜州市教育局"))
    assert [text[span.start:span.end] for span in spans] == found


def test_no_sentence_stands_in_a_record_or_a_heading(real: KnowledgeBase) -> None:
    for doc_id in real.store.body.versions():
        document = real.store.document(doc_id)
        sentences = list(real.store.body.of([doc_id]))
        assert len(sentences) > 10
        for each in sentences:
            assert document.text[each.span.start:each.span.end] == each.text
            taken = [*(record.span for record in document.records), *(section.span for section in document.outline)]
            assert not any(span.overlaps(each.span) for span in taken)


@pytest.mark.parametrize(("text", "quote"), [
    ("特教资源教室", "特教资源教室只建成11间"), ("特教資源教室", "特教资源教室只建成11间"),
    ("学生溺水", "学生防溺水形势严峻"), ("尾矿库为什么没闭库", "石泉县尾矿库因设计方案两次调整"),
    ("农村教师周转宿舍选址", "農村教師周轉宿舍只交付338套"),
])
def test_a_sentence_that_is_no_record_is_found_at_its_place(text: str, quote: str, real: KnowledgeBase) -> None:
    hit = asked(real, text)[0]
    document = real.store.document(hit.doc_id)
    assert quote in hit.quote == document.text[hit.span.start:hit.span.end]
    assert hit.section and hit.title == document.metadata.title
    assert (hit.page is None) == (not hit.source.endswith(".pdf"))


@pytest.mark.parametrize("text", ["老旧小区今年要改造多少", "住房公积金", "怎么样", "，。", "", "a" * 900, "查" * 900])
def test_what_no_sentence_says_finds_none(text: str, real: KnowledgeBase) -> None:
    assert asked(real, text) == []


@pytest.mark.parametrize(("filters", "found"), [
    (Filters(year=2024), 1), (Filters(type="summary"), 1), (Filters(region="澜州"), 1), (Filters(issuer="教育局"), 1),
    (Filters(phrases=("只建成11间",)), 1), (Filters(year=2019), 0), (Filters(issuer="应急"), 0),
    (Filters(type="plan"), 0), (Filters(phrases=("建成12间",)), 0), (Filters(kind="task"), 0),
    (Filters(unit="教育局"), 0), (Filters(body="教育局"), 0), (Filters(due_before=TODAY), 0),
    (Filters(freq="yearly"), 0), (Filters(has_quantity=True), 0), (Filters(amount=Amount(at_least=1)), 0),
])
def test_filters_of_documents_apply_and_those_of_records_leave_no_sentence(
        filters: Filters, found: int, real: KnowledgeBase) -> None:
    assert len(asked(real, "特教资源教室", filters)) == found
    doc = real.store.find(SUMMARY)
    assert len(asked(real, "特教资源教室", replace(filters, doc=doc))) == found


def test_sentences_stand_behind_the_records_of_the_first_page(real: KnowledgeBase) -> None:
    request = Request(Query("学校食堂和特教资源教室"), size=5)
    first = results(request, real, TODAY)
    assert len(first.lines) == 5 and 1 <= len(first.body) <= 3
    assert results(replace(request, page=2), real, TODAY).body == ()
    assert results(Request(Query("", Filters(year=2024))), real, TODAY).body == ()


def test_where_few_records_answer_less_is_enough(real: KnowledgeBase) -> None:
    text = "特教资源教室和教师周转宿舍的缺口"
    few, more = asked(real, text), asked(real, text, room=20)
    assert len(few) <= 3 < len(more) <= 20
    assert [hit.score for hit in few] == [hit.score for hit in more[:len(few)]]


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with filled(tmp_path) as opened:
        put(opened, with_body("澜州市民政局2024年工作总结\n一、不足\n养老护理员队伍老化严重。"), "body.txt")
        opened.sync()
        yield opened


def with_body(text: str) -> Document:
    """A document without records."""
    return replace(make_document(text), records=())


def test_a_replaced_document_is_found_by_its_new_sentences_only(kb: KnowledgeBase) -> None:
    assert asked(kb, "养老护理员队伍")[0].section == ("一、不足",)
    put(kb, with_body("澜州市民政局2024年工作总结\n一、不足\n殡葬设施更新缓慢滞后。"), "body.txt")
    kb.sync()
    assert (len(asked(kb, "养老护理员队伍")), len(asked(kb, "殡葬设施"))) == (0, 1)


def test_what_becomes_a_record_is_no_sentence_any_more(kb: KnowledgeBase) -> None:
    put(kb, make_document("澜州市民政局2024年工作总结\n一、不足\n养老护理员队伍老化严重。"), "body.txt")
    kb.sync()
    assert asked(kb, "养老护理员队伍") == []


def test_a_deleted_document_is_found_no_more(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    ingest([CORPORA / SUMMARY], home)
    with KnowledgeBase(home) as kb:
        assert asked(kb, "特教资源教室")
        delete(SUMMARY, home)
        assert asked(kb, "特教资源教室") == []
        assert list(kb.store.body.of(["none"])) == []


def test_a_sentence_of_a_document_that_changed_since_is_not_shown(kb: KnowledgeBase) -> None:
    put(kb, with_body("澜州市民政局2024年工作总结\n一、不足\n别的话一句，别的话两句。"), "body.txt")
    assert body_hits(Query("养老护理员队伍"), kb, 20) == []


@pytest.mark.parametrize("damage", ["delete", "garbage", "manifest"])
def test_a_damaged_or_missing_index_is_made_anew(damage: str, kb: KnowledgeBase) -> None:
    folder = kb.home.body_index
    for file in folder.iterdir():
        if damage == "delete" and not file.name.startswith("."):
            file.unlink()
        elif damage == "garbage" and file.suffix != ".lock":
            file.write_bytes(b"no index")
        elif damage == "manifest" and file.name == "manifest.json":
            file.write_text("{", encoding="utf-8")
    with open_kb(kb.home.root) as other:
        assert asked(other, "养老护理员队伍")[0].quote == "养老护理员队伍老化严重。"


def test_damage_that_only_a_search_notices(kb: KnowledgeBase) -> None:
    for file in kb.home.body_index.glob("*.store"):
        file.write_bytes(b"")
    with open_kb(kb.home.root) as other:
        assert asked(other, "养老护理员队伍")


def test_records_are_ranked_as_without(kb: KnowledgeBase) -> None:
    asked_for = Request(Query("防汛演练"), size=3)
    before = results(asked_for, kb, TODAY).ranking
    put(kb, with_body("防汛\n一、不足\n" + "防汛演练走过场。" * 20), "more.txt")
    kb.sync()
    after = results(asked_for, kb, TODAY)
    assert after.ranking == before and after.body


def test_on_the_command_line(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(kb.home.root)]
    assert main(["search", "养老护理员队伍", *home]) == 0
    shown = capsys.readouterr().out
    assert "[正文] 养老护理员队伍老化严重。\n   《澜州市民政局2024年工作总结》 › 一、不足　第 1 页　" in shown
    assert shown.index("1. [") < shown.index("[正文]")
    assert main(["search", "养老护理员队伍", "--json", *home]) == 0
    hit = json.loads(capsys.readouterr().out)["hits"][-1]
    assert (hit["kind"], hit["quote"], "record" in hit) == ("text", "养老护理员队伍老化严重。", False)
    assert hit["span"][1] - hit["span"][0] == len(hit["quote"]) and hit["section"] == ["一、不足"]
