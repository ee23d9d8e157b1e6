"""Near-identical sentences: what counts as the same, and what only shares words."""

from __future__ import annotations

import pytest

from kb.alike import groups


@pytest.mark.parametrize(("one", "other", "same"), [
    ("年底前新建幼儿园12所，新增学位3600个。", "年底前新建幼儿园15所，新增学位4100个。", True),
    ("深入开展燃气安全专项整治。", "深入開展燃氣安全專項整治。", True),
    ("推进农村公路养护市场化改革。", "推进全县农村公路养护市场化改革。", True),
    ("启动农村河道清淤三年行动。", "实施农村河道清淤三年行动。", True),
    ("修缮校舍。", "修缮校舍。", True),
    ("加强水库巡查。", "全市汛期加强水库巡查，落实值班值守、物资储备和转移避险各项措施，开展防汛演练。", False),
    ("完成凤池水库除险加固。", "完成凤池水库移民安置。", False),
    ("每季度检查一次校园食堂。", "每季度检查一次养老机构。", False),
    ("水", "水", False), ("", "", False), ("，。", "，。", False),
])
def test_the_same(one: str, other: str, same: bool) -> None:
    assert groups([one, other]) == ([[0, 1]] if same else [[0], [1]])


def test_every_place_stands_once_under_the_first_that_says_it() -> None:
    texts = ["加固水库12座。", "新建公路3公里。", "加固水库9座。", "新建公路8公里。", "植树造林。"]
    assert groups(texts) == [[0, 2], [1, 3], [4]]
    assert groups([]) == []


def test_what_was_done_is_not_what_was_promised() -> None:
    texts = ["城镇新增就业1000万人。", "城镇新增就业1186万人。", "城镇新增就业1206万人。"]
    assert groups(texts, apart={1, 2}) == [[0], [1, 2]]
