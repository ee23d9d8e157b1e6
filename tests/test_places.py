"""Places of quotes: found again in texts that changed, or not at all."""

from __future__ import annotations

import pytest

from kb.places import Letters, normalised
from pipelines.document import Span

TEXT = ("一、供水\n6月底前完成凤池水厂扩建。\n二、供热\n11月底前完成老旧管网改造。每月检查一次管网。\n"
        "三、燃气\n每月检查一次管网。")
TWICE = "每月检查一次管网。"


def place(text: str, words: str, which: int = 0) -> Span:
    at = -1
    for _ in range(which + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


@pytest.mark.parametrize(("words", "which", "text", "now", "exact"), [
    ("6月底前完成凤池水厂扩建。", 0, TEXT, "6月底前完成凤池水厂扩建。", True),
    ("6月底前完成凤池水厂扩建。", 0, TEXT.replace("底前完", "底前,\n  完"), "6月底前,\n  完成凤池水厂扩建。", True),
    ("6月底前完成凤池水厂扩建。", 0, TEXT.replace("凤池水厂扩建", "鳳池水廠擴建"), "6月底前完成鳳池水廠擴建。", True),
    ("6月底前完成凤池水厂扩建。", 0, "前言。\n" + TEXT, "6月底前完成凤池水厂扩建。", True),
    ("6月底前完成凤池水厂扩建。", 0, TEXT.replace("6月底", "7月底"), "7月底前完成凤池水厂扩建。", False),
    ("6月底前完成凤池水厂扩建。", 0, TEXT.replace("二、供热", "二、电力\n全年供电。\n二、供热").replace("6月", "7月"),
     "7月底前完成凤池水厂扩建。", False),
    ("6月底前完成凤池水厂扩建。", 0, TEXT.replace("6月底前完成凤池水厂扩建。", ""), None, False),
    ("6月底前完成凤池水厂扩建。", 0, "一份完全不同的文件，讲的是别的事情。", None, False),
    ("6月底前完成凤池水厂扩建。", 0, "", None, False),
])
def test_a_place_in_a_changed_text(words: str, which: int, text: str, now: str | None, exact: bool) -> None:
    found = Letters(text).find(Letters(TEXT).anchor(place(TEXT, words, which)))
    assert (text[found.span.start:found.span.end] if found else None) == now
    assert found is None or found.exact == exact


@pytest.mark.parametrize(("which", "text", "now"), [
    (0, TEXT, 0), (1, TEXT, 1),
    (0, f"{TWICE}\n{TEXT}", 1), (1, f"{TWICE}\n{TEXT}", 2),
    (1, TEXT.replace(f"改造。{TWICE}", "改造。"), 0),
    (0, TEXT.replace(f"燃气\n{TWICE}", "燃气"), 0),
])
def test_which_of_two_equal_quotes(which: int, text: str, now: int) -> None:
    found = Letters(text).find(Letters(TEXT).anchor(place(TEXT, TWICE, which)))
    assert found and found.span == place(text, TWICE, now)


def test_the_other_of_two_equal_quotes_is_not_taken_for_one_that_is_gone() -> None:
    without_first = TEXT.replace(f"改造。{TWICE}", "改造。")
    assert Letters(without_first).find(Letters(TEXT).anchor(place(TEXT, TWICE, 0))) is None


def test_equal_quotes_in_equal_surroundings_are_told_apart_by_their_number() -> None:
    text = "\n".join(["项目开工。"] * 3)
    letters = Letters(text)
    for which in range(3):
        found = letters.find(letters.anchor(place(text, "项目开工。", which)))
        assert found and found.span == place(text, "项目开工。", which)


def test_a_like_neighbour_is_not_taken_for_a_sentence_that_is_gone() -> None:
    text = "一、卫生\n建设甲镇卫生院1所。\n建设乙镇卫生院1所。\n建设丙镇卫生院1所。"
    anchor = Letters(text).anchor(place(text, "建设乙镇卫生院1所。"))
    assert Letters(text.replace("建设乙镇卫生院1所。\n", "")).find(anchor) is None


@pytest.mark.parametrize(("words", "distance", "found"), [
    ("管网", 0, "管网"), ("凤池，水厂", 0, None), ("鳳池", 0, "凤池"), ("。", 0, None), ("没有的话", 0, None)])
def test_words_near_a_record(words: str, distance: int, found: str | None) -> None:
    span = Letters(TEXT).near(words, place(TEXT, "11月底前完成老旧管网改造。"), distance)
    if words == "凤池，水厂":
        assert span == place(TEXT, "凤池水厂")
    else:
        assert (TEXT[span.start:span.end] if span else None) == found


@pytest.mark.parametrize(("text", "letters"), [
    ("６月底前，完成１２所。", "6月底前完成12所"), ("鄉鎮（街道）", "乡镇街道"), (" 。，", ""), ("“四色图”", "四色图")])
def test_normalised_quotes(text: str, letters: str) -> None:
    assert normalised(text) == letters
