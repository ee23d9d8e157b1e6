"""Folding: equal length, nothing left to fold, and the forms that matching relies on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.fold import fold

# Ordinary text, and what official documents mix into it: traditional script, full-width forms, all kinds of marks.
_CHARACTERS = "著力發展髮型乾隆干部裏面面粉１２３ＡｂＣ，,：:;；()（）!？%％～~–—〔〕.．｡\n\r\t 　0五"
TEXTS = st.text() | st.text(st.sampled_from(_CHARACTERS))


@given(TEXTS)
def test_the_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_line_feeds_stay_in_place(text: str) -> None:
    assert [at for at, char in enumerate(fold(text)) if char == "\n"] == [
        at for at, char in enumerate(text) if char == "\n"]


@pytest.mark.parametrize(("text", "folded"), [
    ("著力推進農業現代化", "着力推进农业现代化"),
    ("強化責任,確保達標;按時完成。", "强化责任，确保达标；按时完成。"),
    ("新建１２所学校", "新建12所学校"),
    ("ＡＱＩ优良率９５％", "AQI优良率95%"),
    ("总投资1，200万元", "总投资1,200万元"),
    ("总投资1,200万元,其中市级300万元", "总投资1,200万元，其中市级300万元"),
    ("9：30前上报:值班室", "9:30前上报：值班室"),
    ("第1,第2", "第1，第2"),
    ("1月—3月", "1月—3月"), ("1月–3月", "1月—3月"), ("10～15家", "10~15家"), ("10﹪", "10%"),
    ("澜政发〔2024〕3号", "澜政发（2024）3号"),
    ("(一)总则", "（一）总则"), ("真的?是!", "真的？是！"),
    ("3．5公里", "3.5公里"), ("甲､乙｡", "甲、乙。"),
    ("", ""), ("plain text 1.5", "plain text 1.5"),
    ("“引号”与《书名》", "“引号”与《书名》"),
])
def test_forms(text: str, folded: str) -> None:
    assert fold(text) == folded
