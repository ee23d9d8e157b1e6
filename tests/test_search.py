"""Search: hits with their fields, filters before ranking, wrong queries, quality on the annotated documents."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from kb_documents import PLAN, filled

from kb.errors import KbError
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.ranking import _verbatim
from kb.search import Query, search
from kb.words import normal
from pipelines.document import Block, Document, Metadata, Record, Span

EVAL = Path(__file__).parent.parent.parent / "shared" / "eval"


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with filled(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(("text", "quote"), [
    ("煤气报警器装多少个", "报警器2万个"), ("学校食堂多久检查一次", "校园食堂"), ("新建几所幼儿园", "幼儿园12所"),
    ("水庫什麼時候加固好", "凤池水库"), ("防汛演练", "防汛演练4次"), ("冬天取暖谁来宣传", "冬季取暖"),
])
def test_best_hit(text: str, quote: str, kb: KnowledgeBase) -> None:
    assert quote in search(Query(text), kb)[0].quote


def test_a_hit_has_all_that_is_needed_to_open_it(kb: KnowledgeBase) -> None:
    hit = search(Query("一氧化碳报警器"), kb, top=1)[0]
    assert (hit.title, hit.source) == ("澜州市应急管理局2022年工作要点", "plan.txt")
    assert (hit.record_id, hit.kind) == ("r001", "target")
    assert PLAN[hit.span.start:hit.span.end] == hit.quote
    assert (hit.section, hit.page) == (("一、防范一氧化碳中毒",), 1)
    assert hit.units[0].name == "市民政局"
    assert hit.deadlines[0].end == date(2022, 3, 31)
    assert hit.quantities[0].value == 20000
    assert hit.doc_id == kb.store.find("plan.txt")


def test_what_stands_verbatim_comes_first(kb: KnowledgeBase) -> None:
    for quote in ("凤池水库除险", "加強水庫巡查", "入户宣传冬季取暖", "新增学位3600"):
        hit = search(Query(quote), kb)[0]
        assert quote in hit.quote


@pytest.mark.parametrize(("filters", "titles"), [
    (Filters(year=2023), {"澜州市教育局2023年工作要点"}), (Filters(kind="target"), {"澜州市应急管理局2022年工作要点"}),
    (Filters(unit="民政局"), {"澜州市应急管理局2022年工作要点"}), (Filters(year=1999), set()),
])
def test_filters_act_before_ranking(filters: Filters, titles: set[str], kb: KnowledgeBase) -> None:
    assert {hit.title for hit in search(Query("防汛检查", filters), kb)} == titles


def test_without_words_the_records_stand_in_the_order_of_the_text(kb: KnowledgeBase) -> None:
    doc = kb.store.find("plan.txt")
    hits = search(Query("", Filters(doc=doc)), kb)
    assert [hit.record_id for hit in hits] == ["r001", "r002", "r003", "r004"]
    assert [hit.record_id for hit in search(Query(" ", Filters(doc=doc)), kb, top=2)] == ["r001", "r002"]


def test_top_limits_the_answer_and_scores_fall(kb: KnowledgeBase) -> None:
    hits = search(Query("安全检查"), kb, top=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", ["怎么", "多少？", "3", "的", "“未闭合的引号", "AND OR (", "a" * 1000, "查" * 1000,
                                  "a\x00b"])
def test_odd_queries_are_answered(text: str, kb: KnowledgeBase) -> None:
    assert search(Query(text), kb)


@pytest.mark.parametrize(("query", "message"), [
    (Query(), "没有检索词"), (Query("  \n"), "没有检索词"), (Query("？！…"), "没有文字"), (Query("查" * 1001), "太长"),
    (Query("查", Filters(type="诗")), "没有这种文件类型"), (Query("", Filters(year=3)), "年份不对"),
])
def test_wrong_queries_are_refused(query: Query, message: str, kb: KnowledgeBase) -> None:
    with pytest.raises(KbError, match=message):
        search(query, kb)


def test_an_empty_knowledge_base_finds_nothing(tmp_path: Path) -> None:
    with open_kb(tmp_path) as kb:
        assert search(Query("食堂"), kb) == []
        assert search(Query("", Filters(year=2023)), kb) == []


def test_another_process_sees_what_was_added(tmp_path: Path) -> None:
    with filled(tmp_path) as writer, open_kb(tmp_path) as reader:
        assert len(search(Query("食堂"), reader, top=50)) == 7
        writer.store.delete(writer.store.find("summary.txt"))
        writer.sync()
        assert len(search(Query("食堂"), reader, top=50)) == 6


def test_searching_imports_neither_torch_nor_spacy(tmp_path: Path) -> None:
    filled(tmp_path).close()
    script = ("import sys; from kb.search import Query, search; from kb.knowledge_base import open_kb\n"
              "assert search(Query('食堂'), open_kb(sys.argv[1]))\n"
              "print([name for name in ('torch', 'spacy', 'sentence_transformers') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parent.parent)
    assert done.stdout.strip() == "[]"


def _gold_document(path: Path) -> Document:
    """The annotated records as a document of their own: their quotes joined by line feeds."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    at, records = 0, []
    for each in gold["records"]:
        records.append(Record(each["id"], each["kind"], each["quote"], Span(at, at + len(each["quote"])),
                              tuple(each["section"]), (), (), (), 1.0))
        at += len(each["quote"]) + 1
    text = "\n".join(record.quote for record in records)
    metadata = Metadata(gold["metadata"]["title"], gold["metadata"]["doc_type"])
    return Document(gold["doc"], gold["doc"], text, (Block(text, 0, len(text)),), metadata, (), tuple(records))


@pytest.mark.skipif(not EVAL.is_dir(), reason="../shared/eval is not there")
def test_quality_on_perfect_records_does_not_fall(tmp_path: Path) -> None:
    """Measured when this was written: hit@1 50, hit@10 94.6 of 92 queries (eval/score_search.py says the same)."""
    firsts = tens = asked = 0
    with open_kb(tmp_path) as kb:
        golds = sorted((EVAL / "gold").glob("*.json"))
        for path in golds:
            document = _gold_document(path)
            kb.store.put(document, hashlib.sha256(document.text.encode()).hexdigest(), document.source, path)
        kb.sync()
        for path in golds:
            gold = json.loads(path.read_text(encoding="utf-8"))
            for query in gold["queries"]:
                found = [hit.source == gold["doc"] and hit.record_id in query["relevant"]
                         for hit in search(Query(query["q"]), kb, top=10)]
                firsts, tens, asked = firsts + found[0], tens + any(found), asked + 1
    assert 100 * firsts / asked >= 48
    assert 100 * tens / asked >= 92


@pytest.mark.parametrize("query", ["加強水庫巡查", "加强水库巡查", "八公里，加強", "一氧化碳报警器 2万个", "２万個",
                                   "新增学位"])
def test_the_whole_query_is_found_in_a_quote_in_either_script(query: str, kb: KnowledgeBase) -> None:
    wanted = "".join(normal(query).split())
    quotes = [quote for quote, *_ in kb.store.entries.texts(kb.store.record_numbers(Filters())).values()]
    flags = _verbatim(query, quotes)
    assert [bool(flag) for flag in flags] == [wanted in normal(quote) for quote in quotes]
    assert flags.any()
