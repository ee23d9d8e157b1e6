"""Numerals: what they are worth and how far they reach."""

import re

import pytest

from pipelines.extract.numerals import FRACTION, NUMBER, parse_number
from pipelines.fold import fold

VALUES = [
    ("0", 0), ("7", 7), ("12", 12), ("1,234", 1234), ("12,345.6", 12345.6), ("3.14", 3.14), ("0.5", 0.5),
    ("1.04万", 10400), ("1.37万亿", 1.37e12), ("3亿5000万", 3.5e8), ("7万5千4百", 75400), ("3万4000", 34000),
    ("960多万", 9.6e6), ("680余万", 6.8e6), ("500 余万", 5e6), ("1,100.9亿", 1.1009e11), ("2千", 2000), ("5百万", 5e6),
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("四十五", 45), ("一百", 100),
    ("一百二十", 120), ("一百零五", 105), ("一百五", 150), ("两百", 200), ("九百九十九", 999), ("一千零一", 1001),
    ("两千四百五", 2450), ("一万三", 13000), ("一万零三", 10003), ("两千万", 2e7), ("四千零五万", 4.005e7),
    ("五亿零六", 500000006), ("三百五十一万亿", 3.51e14), ("一百零一万零三千零十二", 1013012), ("二十几万", 200000),
    ("五兆六十二亿", 5.0062e12), ("万", 10000), ("千万", 1e7), ("百三", 130), ("半百", 50), ("二〇二一", 2021),
    ("肆佰陆拾", 460), ("壹万贰仟", 12000), ("十五点七", 15.7), ("零点五", 0.5), ("八点五万", 85000),
    ("四百亿点零五", 40000000000.05),
    ("三分之一", 1 / 3), ("四分之三", 0.75), ("百分之五点五", 0.055), ("千分之二", 0.002), ("1/4", 0.25),
    ("一又二分之一", 1.5),
    ("一半", 0.5), ("半", 0.5), ("负三十二", -32), ("-1.5", -1.5), ("负一又二分之一", -1.5), ("三 千 八 百", 3800),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", ["", " ", "数", "二三十", "12个", "1.2.3", "abc", "一分之零零个", "3/0", "分之", "九" * 2000,
                                  "1" * 400, "（三", "百分之", "点", "1/2/3"])
def test_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


@pytest.mark.parametrize(("text", "found"), [
    ("新建120所学校", ["120"]), ("补助1,234元", ["1,234"]), ("投资1.04万元", ["1.04万"]),
    ("受益960多万人", ["960多万"]),
    ("建成一百二十个站点", ["一百二十"]), ("共两千万亩", ["两千万"]), ("装机50兆瓦", ["50"]), ("约5兆元", ["5兆"]),
    ("数十个", []), ("几百家", []), ("１２３个，４．５万亩", ["123", "4.5万"]),
    ("三万五千人", ["三万五千"]), ("陆地与伍家", []),
    ("1,2,3", ["1", "2", "3"]), ("八点五万吨", ["八点五万"]), ("壹佰万元", ["壹佰万"]),
])
def test_reach(text: str, found: list[str]) -> None:
    assert [m.group() for m in re.finditer(NUMBER, fold(text))] == found


@pytest.mark.parametrize("text", ["三分之二", "百分之二十", "千分之3.5", "万分之一", "十分之九"])
def test_fraction_pattern(text: str) -> None:
    assert re.fullmatch(FRACTION, text)


def test_long_runs_of_digits_are_fast() -> None:
    assert sum(1 for _ in re.finditer(NUMBER, "9" * 100_000)) == 1
    assert sum(1 for _ in re.finditer(NUMBER, "一" * 100_000)) == 1
