"""Sentences: where blocks are cut, what number and mark they carry, what is never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import blocks_of, sentences_of

from pipelines.document import Block
from pipelines.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[each.span.start:each.span.end] for each in sentences_of(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("修复渠道。清理河塘；加固堤防！", ["修复渠道。", "清理河塘；", "加固堤防！"]),
    ("修复渠道", ["修复渠道"]),
    ("修复渠道。\n清理河塘", ["修复渠道。", "清理河塘"]),
    ("修复渠道;清理河塘。", ["修复渠道;", "清理河塘。"]),
    ("落实“先报后查；边查边改”制度。另行通报。", ["落实“先报后查；边查边改”制度。", "另行通报。"]),
    ("修复渠道（含支渠；斗渠除外）。", ["修复渠道（含支渠；斗渠除外）。"]),
    ("学习《条例。释义》。", ["学习《条例。释义》。"]),
    ("他说：“抓紧抢修。”随后开工。", ["他说：“抓紧抢修。”随后开工。"]),
    ("修复渠道。）清理河塘。", ["修复渠道。）", "清理河塘。"]),
    ("修复渠道（未闭合。清理河塘。", ["修复渠道（未闭合。", "清理河塘。"]),
    ("检查？；？企业12家。整改到位。", ["检查？；？企业12家。", "整改到位。"]),
    ("是否达标？全部达标。", ["是否达标？全部达标。"]),
    ("一是修渠，二是清塘。", ["一是修渠，", "二是清塘。"]),
    ("流程：①申请②受理", ["流程：", "①申请", "②受理"]),
    ("占比3.5%。", ["占比3.5%。"]),
    ("　　修复渠道。　", ["修复渠道。"]),
])
def test_where_sentences_are_cut(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", "　\t\n"])
def test_white_space_alone_is_no_sentence(text: str) -> None:
    assert sentences_of(text) == []


def test_a_bracket_that_never_closes_does_not_swallow_the_paragraph() -> None:
    assert len(pieces("（" + "修复渠道。" * 60 + "完）")) > 50


def test_number_body_and_place_in_the_block() -> None:
    first, second, third = sentences_of("1.修渠。清塘；\n完工")
    assert first.number is not None and first.number.text == "1" and first.body == 2
    assert (first.first, first.last, first.close, first.block) == (True, False, "。", 0)
    assert (second.first, second.last, second.close, second.number) == (False, True, "；", None)
    assert (third.first, third.last, third.close, third.block) == (True, True, "", 1)


@pytest.mark.parametrize(("text", "close"), [
    ("任务如下：", "："), ("先修渠，", "，"), ("修渠。”", "。"), ("修渠", ""), ("修渠（完）", ""), ("修渠？", ""),
])
def test_closing_marks(text: str, close: str) -> None:
    assert sentences_of(text)[0].close == close


def test_a_table_row_is_one_sentence() -> None:
    row = Block("1\t修渠。清塘；\t水务局", 0, 13, cells=("1", "修渠。清塘；", "水务局"))
    (only,) = split_sentences(row.text, [row])
    assert (only.span.start, only.span.end) == (0, 13)


@given(st.text(st.sampled_from("甲乙。；！？”）（“《》：，、一二是①1.2 \n章第")))
def test_sentences_cover_their_blocks_in_order(text: str) -> None:
    found = sentences_of(text)
    at = 0
    for each in found:
        assert text[at:each.span.start].strip() == ""
        assert each.span.start <= each.body <= each.span.end
        at = each.span.end
    assert text[at:].strip() == ""
    assert {each.block for each in found} == {n for n, block in enumerate(blocks_of(text)) if block.text.strip()}


@pytest.mark.parametrize("part", ["（", "“", "。", "一是", "①", "1.", "，", "？；", "修渠。"])
def test_long_paragraphs_end(part: str) -> None:
    assert sentences_of(part * (200_000 // len(part)))
