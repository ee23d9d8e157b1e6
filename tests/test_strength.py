"""How binding words are; the table's own examples and whole commitments."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kb.strength import STRENGTHS, strength_of
from pipelines.rules import Rule


@pytest.mark.parametrize("each", STRENGTHS, ids=lambda each: each.name)
def test_examples(each: Rule) -> None:
    for text, value in each.examples:
        match = each.pattern.search(text)
        assert (each.gives(match) if match else None) == value, text


@pytest.mark.parametrize(("text", "level"), [
    ("确保年底前建成投用。", 5), ("確保年底前建成投用。", 5), ("新建小学12所。", 4), ("力争年底前建成投用，", 3),
    ("加快推进新校区建设，", 2), ("探索建立周转编制池，", 1), ("加快设备采购，6月底前投入使用；", 4),
    ("鼓励社会办学，力争新增学位300个。", 3), ("争取上级资金2亿元以上。", 4), ("", 4)])
def test_the_most_binding_clause_tells(text: str, level: int) -> None:
    assert strength_of(text) == level


def test_words_grow_weaker_in_this_order() -> None:
    texts = ("确保建成体育馆。", "建成体育馆。", "力争建成体育馆。", "推动建设体育馆。", "研究建设体育馆。")
    assert all(strength_of(stronger) > strength_of(weaker) for stronger, weaker in pairwise(texts))
