"""The thesaurus: the package's table is sound, everyday words give official ones, the user's entries win."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import KbError
from kb.thesaurus import Synonym, package_thesaurus, read_synonyms, thesaurus

PACKAGE = (Path(__file__).parent.parent / "kb" / "thesaurus.tsv").read_text(encoding="utf-8")


def test_every_line_of_the_package_is_an_entry_once() -> None:
    synonyms, wrong = read_synonyms(PACKAGE)
    assert wrong == []
    assert len(synonyms) >= 3000
    assert len({(each.everyday, each.official) for each in synonyms}) == len(synonyms)
    assert {each.origin for each in synonyms} == {"内置"}


@pytest.mark.parametrize(("text", "official"), [
    ("今年修路修了多少", ("道路养护",)), ("煤氣中毒", ("一氧化碳中毒",)),
    ("打工的怎么讨薪", ("务工人员", "根治欠薪")),
    ("电瓶车上楼", ("电动自行车进楼入户",)), ("ppp项目", ("政府和社会资本合作",)), ("道路养护就是修路", ()),
    ("发大水 发大水", ("洪涝灾害",)), ("没有这样的词", ()), ("", ()), ("修", ()),
])
def test_everyday_words_give_official_words(text: str, official: tuple[str, ...]) -> None:
    assert package_thesaurus().expansion(text) == official


def test_the_user_adds_replaces_and_switches_off(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.tsv"
    lines = ("# 说明", "修路\t公路建设", "修路\t路网改造\t交通局", "打工的\t无", "挖光缆\t通信线路保护")
    path.write_text("\n".join(lines), encoding="utf-8")
    found = thesaurus(path)
    assert found.warnings == ()
    assert found.expansion("修路") == ("公路建设", "路网改造")
    assert found.expansion("打工的挖光缆") == ("通信线路保护",)
    assert found.expansion("煤气中毒") == ("一氧化碳中毒",)
    assert package_thesaurus().expansion("修路") == ("道路养护",)


def test_a_change_of_the_file_is_seen_and_no_file_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.tsv"
    assert thesaurus(path) is package_thesaurus()
    path.write_text("挖光缆\t通信线路保护\n", encoding="gb18030")
    assert thesaurus(path).expansion("挖光缆") == ("通信线路保护",)
    path.write_text("挖光缆\t光缆线路保护工程\n", encoding="utf-8")
    assert thesaurus(path).expansion("挖光缆") == ("光缆线路保护工程",)


@pytest.mark.parametrize(("line", "reason"), [
    ("修路 道路养护", "有 1 栏"), ("修路\t道路养护\t用户\t多", "有 4 栏"), ("修路\t", "没有写公文用语"),
    ("\t道路养护", "“”要有 2 到"),
    ("路\t道路养护", "“路”要有 2 到"), ("修路\t…！", "“…！”要有"), ("修路\t" + "养" * 31, "要有 2 到 30 个字"),
    ("修路\t修路", "写的一样"), ("修路\t修 路", None), ("修路\t道路养护", None),
])
def test_a_bad_line_is_named_and_passed_over(line: str, reason: str | None) -> None:
    synonyms, wrong = read_synonyms(f"防火\t消防工作\t用户\n\n{line}\n")
    assert synonyms[0] == Synonym("防火", "消防工作", "用户")
    assert [number for number, _ in wrong] == ([3] if reason else [])
    assert reason is None or reason in wrong[0][1]


def test_a_bad_line_and_an_unreadable_file_are_told_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.tsv"
    path.write_text("修路\n挖光缆\t通信线路保护\n", encoding="utf-8")
    assert thesaurus(path).expansion("挖光缆") == ("通信线路保护",)
    assert [line.startswith(f"同义词表 {path} 第 1 行没有采用：有 1 栏") for line in thesaurus(path).warnings] == [True]
    path.write_bytes(b"\xff\xfe\x00\xff\xff")
    with pytest.raises(KbError, match="不是 UTF-8"):
        thesaurus(path)
