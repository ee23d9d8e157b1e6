"""The numbering families, the places inside a paragraph where a number may begin, and first numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipelines.fold import fold
from pipelines.numbering import FAMILIES, INLINE, Family, is_first, read_number


@pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])
def test_examples_of_family(family: Family) -> None:
    assert any(number is not None for _, number in family.examples)
    for text, number in family.examples:
        match = family.pattern.match(text)
        assert (match.group(1) if match else None) == number, text


@pytest.mark.parametrize(("text", "number", "rank", "rest"), [
    ("第一篇　夯实根基", "第一篇", 0, "夯实根基"),
    ("第三编 城乡融合", "第三编", 0, "城乡融合"),
    ("第二部分 重点工程", "第二部分", 0, "重点工程"),
    ("第十一章 补齐短板", "第十一章", 1, "补齐短板"),
    ("第4章 补齐短板", "第4章", 1, "补齐短板"),
    ("第二节　育种攻关", "第二节", 2, "育种攻关"),
    ("三、提升供水能力", "三", 3, "提升供水能力"),
    ("二十一、强化督导", "二十一", 3, "强化督导"),
    ("　　四、村庄清洁", "四", 3, "村庄清洁"),
    ("(二)稳定就业", "二", 4, "稳定就业"),
    ("（十二）稳定就业", "十二", 4, "稳定就业"),
    ("（ 三 ）稳定就业", "三", 4, "稳定就业"),
    ("3.建好粮仓", "3", 5, "建好粮仓"),
    ("３．建好粮仓", "3", 5, "建好粮仓"),
    ("12、建好粮仓", "12", 5, "建好粮仓"),
    ("(4)清查台账", "4", 6, "清查台账"),
    ("5）清查台账", "5", 6, "清查台账"),
    ("②入户走访", "②", 7, "入户走访"),
    ("二是补植苗木", "二是", 8, "补植苗木"),
    ("三要强化统筹", "三要", 8, "强化统筹"),
    ("四是，补植苗木", "四是", 8, "补植苗木"),
])
def test_number_at_the_start(text: str, number: str, rank: int, rest: str) -> None:
    folded = fold(text)
    found = read_number(folded)
    assert found is not None
    assert (found.text, found.rank, folded[found.end:]) == (number, rank, rest)


@pytest.mark.parametrize("text", [
    "", " ", "、", "（）", "2024年新建泵站", "3.5公里渠道", "10.24亿元", "1,200户", "一号水闸", "一季度完成",
    "二级以上医院", "三是否合规", "一是不是", "（试点）", "（2024）12号", "(县级)", "第三方评估", "第一批工程",
    "第一书记", "十分之一",
    "一要点", "二要素", "AB、C",
])
def test_no_number(text: str) -> None:
    assert read_number(fold(text)) is None


def test_number_behind_the_start() -> None:
    text = "清淤。（二）巡查。"
    found = read_number(text, 3)
    assert found is not None and (found.text, found.end) == ("二", 6)


@pytest.mark.parametrize(("text", "pieces"), [
    ("主要做法：一是换管。二是清池。", ["主要做法：", "一是换管。", "二是清池。"]),
    ("抓好三件事，一是换管，二是清池", ["抓好三件事，", "一是换管，", "二是清池"]),
    ("要求如下：1.换管2公里；2.清池3座。", ["要求如下：", "1.换管2公里；", "2.清池3座。"]),
    ("完成1.5公里，余3.2公里。", ["完成1.5公里，余3.2公里。"]),
    ("步骤：①摸排②整改③验收", ["步骤：", "①摸排", "②整改", "③验收"]),
    ("范围为①②类场所", ["范围为", "①②类场所"]),
    ("开展普查。（2）建立台账。", ["开展普查。", "（2）建立台账。"]),
    ("开展普查。三、建立台账。", ["开展普查。", "三、建立台账。"]),
    ("各镇（街道）负责", ["各镇（街道）负责"]),
    ("这一是非问题", ["这一是非问题"]),
])
def test_places_inside_a_paragraph(text: str, pieces: list[str]) -> None:
    cuts = [0, *(match.end() for match in INLINE.finditer(text)), len(text)]
    assert [text[a:b] for a, b in pairwise(cuts) if a < b] == pieces


@pytest.mark.parametrize(("number", "first"), [
    ("一", True), ("1", True), ("第一章", True), ("第1节", True), ("第一部分", True), ("①", True), ("一是", True),
    ("一要", True), ("二", False), ("十一", False), ("11", False), ("第二章", False), ("②", False),
    ("十一是", False), ("", False),
])
def test_first_numbers(number: str, first: bool) -> None:
    assert is_first(number) is first
