"""What a pattern needs is held by every text that it matches; what is said to be missing is missing."""

from __future__ import annotations

import re

import pytest

from pipelines.needs import needs_of, quick
from pipelines.rules import possible, rule, table


@pytest.mark.parametrize(("pattern", "needs"), [
    ("年", ["年"]),
    ("年底", ["底", "年"]),
    ("年|月底", ["年月"]),
    ("(?:年初|月底)前", ["前", "初底", "年月"]),
    ("[省市县]级?", ["县市省"]),
    ("[3-5]月", ["月", "345"]),
    (r"\d+", []),
    ("[^，]", []),
    ("[一-鿿]", []),
    ("以?", []),
    ("(?:牵头|)", []),
    ("以{1,3}", ["以"]),
    ("(?<=由)局(?=牵)", ["局", "牵", "由"]),
    ("(?<!由)局(?!牵)", ["局"]),
    ("(?P<role>牵|配)头", ["头", "牵配"]),
    ("(?i)a", []),
])
def test_needs_of_patterns(pattern: str, needs: list[str]) -> None:
    assert sorted("".join(sorted(chars)) for chars in needs_of(pattern)) == sorted(needs)


def test_no_more_needs_than_pay() -> None:
    assert len(needs_of("以下七个重点任务")) <= 4


def test_broken_pattern() -> None:
    with pytest.raises(re.error):
        needs_of("(")


@pytest.mark.parametrize(("pattern", "text", "may"), [
    ("由.{2,8}牵头", "由市农业农村局牵头", True),
    ("由.{2,8}牵头", "市农业农村局负责", False),
    ("由.{2,8}牵头", "牵头的理由", True),
    (r"\d+", "", True),
])
def test_possible(pattern: str, text: str, may: bool) -> None:
    assert bool(possible(table(rule("a rule", pattern, re.Match.group)), text)) is may
    assert may or not re.search(pattern, text)


@pytest.mark.parametrize(("pattern", "begins"), [
    ("全部|悉数", "[全悉]"),
    ("(?<!不)全?部", "[全部]"),
    ("(?:第[一二]|[3-5])季", "[3-5第]"),
    (r"\d+年", r"[\d]"),
    ("(?P<who>市|县)级", "[县市]"),
    ("-|]年", r"[\-\]]"),
])
def test_quick_looks_at_the_first_character(pattern: str, begins: str) -> None:
    assert quick(pattern) == f"(?={begins})(?:{pattern})"


@pytest.mark.parametrize("pattern", [
    "年?", "(?:年|)", ".年", "(?:.)年", "(?:[^年])月", r"\S年", "(?i)a", r"(年)?\1月", "$"])
def test_quick_leaves_what_begins_with_anything(pattern: str) -> None:
    assert quick(pattern) == pattern


@pytest.mark.parametrize("pattern", ["(?<=，)?全部|第[一二]季", r"[到至]?\d{4}年|年底"])
def test_quick_finds_the_same(pattern: str) -> None:
    text = "到2025年底，全部完成；第二季度，至2026年。"
    assert [m.span() for m in re.finditer(quick(pattern), text)] == [m.span() for m in re.finditer(pattern, text)]
