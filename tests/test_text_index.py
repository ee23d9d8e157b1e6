"""Full text: found by words and by characters, in either script, in step with the store, repaired when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_documents import PLAN, SCHOOLS, filled, make_document, put

from kb.filters import Filters
from kb.search import Query, search
from kb.text_index import TextIndex
from kb.words import characters, normal, words


@pytest.mark.parametrize(("text", "expected"), [
    ("改革创新试验区", ["改革", "创新", "试验", "试验区"]), ("應急管理", ["应急", "管理"]),
    ("新增１２所", ["新增", "12", "所"]),
    ("“5G+”", ["5", "g"]), ("3.5%", ["3.5"]), ("，。！", []), ("", []),
])
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("報警器2萬個", ["报", "警", "器", "2", "万", "个"]),
                                                ("5G网", ["5", "g", "网"])])
def test_characters(text: str, expected: list[str]) -> None:
    assert characters(text) == expected


@pytest.mark.parametrize("text", ["ABC", "İstanbul", "澜州１２", ""])
def test_normal_keeps_the_length(text: str) -> None:
    assert len(normal(text)) == len(text)


@pytest.mark.parametrize(("query", "first"), [
    ("一氧化碳报警器", "报警器2万个"), ("校园食堂", "校园食堂"), ("水庫除險", "凤池水库"), ("水库巡查", "水庫巡查"),
    ("幼儿园", "幼儿园12所"), ("取暖", "冬季取暖"),
])
def test_best_hit(query: str, first: str, tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        numbers, scores = kb.text_index.search(query, 3)
        assert first in kb.store.records(numbers)[0].record.quote
        assert list(scores) == sorted(scores, reverse=True)


def test_only_what_is_allowed_is_ranked(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        allowed = set(kb.store.record_numbers(Filters(year=2023)))
        assert set(kb.text_index.search("防汛演练，校园食堂", 10, (("year:2023",),))[0]) == allowed
        assert not len(kb.text_index.search("防汛演练，校园食堂", 10, (("year:2023",), ("year:2022",)))[0])
        assert len(kb.text_index.search("防汛演练，校园食堂", 10, (("year:2023", "year:2022"),))[0]) > len(allowed)
        assert not len(kb.text_index.search("防汛", 10, ((),))[0])
        assert not len(kb.text_index.search("？！", 10)[0])


def test_the_commonest_words_are_left_out_where_they_stand_in_too_many(tmp_path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(tmp_path) as kb:
        assert len(kb.text_index.search("凤池水库 年", 10)[0]) > 2
        monkeypatch.setattr("kb.text_index._MOST_POSTINGS", 3)
        assert [stored.record.quote[:9] for stored in kb.store.records(kb.text_index.search("凤池水库 年", 10)[0])
                ] == ["汛期前完成凤池水库"]


def test_documents_are_replaced_and_deleted_one_by_one(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        put(kb, make_document(PLAN.replace("报警器", "风扇")), "plan.txt")
        kb.store.delete(kb.store.find("schools/plan.txt"))
        kb.sync()
        numbers = [int(number) for number in kb.text_index.search("风扇 报警器 食堂 水库", 20)[0]]
        assert set(numbers) <= set(kb.store.record_numbers(Filters()))
        quotes = "".join(stored.record.quote for stored in kb.store.records(numbers))
        assert "风扇" in quotes
        assert "食堂" not in quotes


def test_a_sync_that_broke_off_is_done_again_without_doubles(tmp_path: Path) -> None:
    with filled(tmp_path) as kb:
        manifest = (tmp_path / "index" / "text" / "manifest.json").read_text(encoding="utf-8")
        put(kb, make_document(SCHOOLS.replace("12", "13")), "new.txt")
        kb.sync()
        # As if the process had ended before the manifest was written.
        (tmp_path / "index" / "text" / "manifest.json").write_text(manifest, encoding="utf-8")
        again = TextIndex(tmp_path / "index" / "text")
        again.sync(kb.store)
        numbers = list(again.search("幼儿园", 20)[0])
        assert len(numbers) == len(set(numbers)) == len(kb.text_index.search("幼儿园", 20)[0])


def _broken(folder: Path, pattern: str, content: bytes | None) -> None:
    for file in folder.glob(pattern):
        file.unlink()
        if content is not None:
            file.write_bytes(content)


@pytest.mark.parametrize("pattern", ["*", "meta.json", "manifest.json", "*.idx", "*.term", "*.fast"])
@pytest.mark.parametrize("content", [None, b"", b"damaged"])
def test_an_index_that_is_damaged_is_made_anew(pattern: str, content: bytes | None, tmp_path: Path) -> None:
    filled(tmp_path).close()
    _broken(tmp_path / "index" / "text", pattern, content)
    with filled(tmp_path) as kb:
        assert "校园食堂" in search(Query("校园食堂"), kb)[0].quote


