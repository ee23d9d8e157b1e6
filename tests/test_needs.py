"""What a pattern needs is held by every text that it matches; what is said to be missing is missing."""

from __future__ import annotations

import re

import pytest

from pipelines.needs import met, needs_of


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
def test_met(pattern: str, text: str, may: bool) -> None:
    assert met(needs_of(pattern), set(text)) is may
    assert may or not re.search(pattern, text)
