"""Units of measure: how far they reach and what they stand for."""

import re

import pytest

from pipelines.extract.measures import Measure, measure_of, unit_pattern


@pytest.mark.parametrize(("text", "unit"), [
    ("个百分点", "个百分点"), ("万元", None), ("元", "元"), ("元/吨", "元/吨"), ("台（套）", "台（套）"), ("家企业",
    "家"), ("家庭", None),
    ("部门", None), ("部电梯", "部"), ("人次", "人次"), ("人均", None), ("所学校", "所"), ("所有", None),
    ("条例", None), ("条建议", "条"),
    ("平方公里", "平方公里"), ("千瓦时", "千瓦时"), ("GB", "GB"), ("GBK", None), ("微克/立方米", "微克/立方米"),
    ("期工程", "期"), ("期间", None),
])
def test_reach(text: str, unit: str | None) -> None:
    match = re.match(unit_pattern(), text)
    assert (match.group() if match else None) == unit


@pytest.mark.parametrize(("word", "measure"), [
    ("个百分点", Measure("百分点", "points")), ("元人民币", Measure("元", "money")), ("工作日", Measure("个工作日",
    "duration")),
    ("元/吨", Measure("元/吨", "money")), ("台（套）", Measure("台（套）", "count")),
])
def test_meaning(word: str, measure: Measure) -> None:
    assert measure_of(word) == measure


@pytest.mark.parametrize("word", ["", "甲", "元元"])
def test_no_unit_is_refused(word: str) -> None:
    with pytest.raises(KeyError):
        measure_of(word)
