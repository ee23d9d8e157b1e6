"""Asking: what a query says becomes filters, phrases are checked on the stored text, nothing is hidden for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kb_documents import SCHOOLS, filled, make_document, put

from kb.asking import answer, known
from kb.cli import main
from kb.errors import KbError
from kb.filters import Filters
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.search import Query, search
from pipelines.document import Deadline, Document

TODAY = date(2023, 5, 10)


def schools() -> Document:
    """The plan of the education office, as its own issuer's, with its checks in every quarter."""
    plain = make_document(SCHOOLS)
    first, second = plain.records
    each = Deadline("每季度", "recurring", None, None, "quarterly", second.span, 0.9)
    return replace(plain, metadata=replace(plain.metadata, issuer="澜州市教育局"),
                   records=(first, replace(second, deadlines=(each,))))


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KnowledgeBase]:
    monkeypatch.setenv("KB_HOME", str(tmp_path))
    with filled(tmp_path) as opened:
        put(opened, schools(), "schools/plan.txt")
        opened.sync()
        yield opened


def quotes(kb: KnowledgeBase, text: str, filters: Filters | None = None, as_words: tuple[str, ...] = ()) -> list[str]:
    return [hit.quote for hit in answer(Query(text, filters or Filters()), kb, 20, TODAY, as_words).hits]


def test_what_the_knowledge_base_holds(kb: KnowledgeBase) -> None:
    now = known(kb, TODAY)
    assert now.years == {2022, 2023}
    assert now.regions == ("岭东省澜州市",)
    assert now.kinds == {"target", "task"}
    assert [now.has_body(name) for name in ("应急局", "民政局", "教育局", "财政局")] == [True, True, True, False]
    assert known(kb, TODAY) is now
    kb.store.delete(kb.store.find("schools/plan.txt"))
    kb.sync()
    assert known(kb, TODAY).years == {2022}
    assert not known(kb, TODAY).has_body("教育局")


def test_conditions_in_the_text_narrow_the_answer(kb: KnowledgeBase) -> None:
    assert quotes(kb, "2023年教育局每季度的任务") == ["每季度检查一次校园食堂。"]
    assert len(quotes(kb, "今年的任务")) == 2
    assert quotes(kb, "不少于1万个的报警器") == ["3月底前为困难家庭安装一氧化碳报警器2万个。"]
    assert quotes(kb, "民政局")[0] == "3月底前为困难家庭安装一氧化碳报警器2万个。"
    assert len(quotes(kb, "今年的任务", as_words=("今年的",))) > 2
    assert len(quotes(kb, "去年的任务", Filters(year=2023))) == 2


@pytest.mark.parametrize("query", [
    "“加强水库巡查”", "“加強水庫巡查”", '"水庫巡查" 怎么做', "「水库巡查」", "“河道清淤 八公里”"])
def test_phrases_are_found_in_either_script(query: str, kb: KnowledgeBase) -> None:
    assert quotes(kb, query) == ["全區完成河道清淤八公里，加強水庫巡查。"]


def test_phrases_are_a_filter_by_themselves(kb: KnowledgeBase) -> None:
    hits = search(Query("", Filters(phrases=("水库", "除险"))), kb)
    assert [hit.quote for hit in hits] == ["汛期前完成凤池水库除险加固。"]
    assert search(Query("水库", Filters(phrases=("没有这句",))), kb) == []


def test_where_the_conditions_leave_nothing_the_words_are_searched_and_the_user_is_told(kb: KnowledgeBase) -> None:
    found = answer(Query("“身份证”的水库"), kb, 20, TODAY)
    assert found.hits
    assert found.understood.chips == ()
    assert found.understood.hints == ("按 原文有：“身份证” 没有找到，下面是按原话检索的结果。",)
    assert answer(Query("水库", Filters(year=2099)), kb, 20, TODAY).hits == []


@pytest.mark.parametrize(("query", "message"), [
    (Query(), "没有检索词"), (Query("？！“”"), "没有文字"), (Query("查" * 10_000), "太长（10000 字）"),
    (Query("2022年", Filters(kind="诗")), "没有这种类别"), (Query("查", Filters(year=2023, year_to=2022)), "范围不对"),
])
def test_wrong_queries_are_refused_in_one_line(query: Query, message: str, kb: KnowledgeBase) -> None:
    with pytest.raises(KbError, match=message) as refused:
        answer(query, kb, 20, TODAY)
    assert "\n" not in str(refused.value)
    assert search(Query("水库"), kb)


def test_the_command_says_how_it_understood(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    kb.close()
    assert main(["search", "2023年教育局每季度的检查"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "按 年份：2023、单位：教育局、频次：每季度 理解（加 --plain 按原话检索）")
    assert main(["search", "2023年教育局每季度的检查", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["text"] == "检查"
    assert found["understood"][:2] == [{"label": "年份：2023", "year": 2023},
                                       {"label": "单位：教育局", "body": "教育局"}]
    assert [hit["quote"] for hit in found["hits"]] == ["每季度检查一次校园食堂。"]
    assert main(["search", "2023年教育局每季度的检查", "--plain"]) == 0
    plain = capsys.readouterr().out
    assert "理解" not in plain and "水库" in plain
    assert main(["search", "“水库"]) == 0
    assert capsys.readouterr().out.startswith("引号没有成对")
    assert main(["search", "不少于1万个的报警器", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["understood"][0]["amount"]["at_least"] == 10000


def test_the_command_warns_of_a_bad_line_of_the_users_thesaurus(
        kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    kb.home.thesaurus.parent.mkdir(exist_ok=True)
    kb.home.thesaurus.write_text("修塘\n蓄水池\t凤池水库\n", encoding="utf-8")
    with open_kb(kb.home.root) as again:
        assert search(Query("蓄水池"), again, top=1)[0].quote == "汛期前完成凤池水库除险加固。"
    assert main(["search", "蓄水池"]) == 0
    assert "同义词表" in capsys.readouterr().err
