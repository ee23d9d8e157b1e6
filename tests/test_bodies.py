"""Bodies: spellings of one body are one, by place and level; names at large stay what they are; users' registers."""

from __future__ import annotations

import pytest

from pipelines.bodies import canonical, is_meant
from pipelines.body_register import Register, package_entries, package_register, read_entries
from pipelines.body_scopes import Seat, seat_of

NATION = seat_of(None, "national")
PROVINCE = seat_of("湖南省", "province")
CITY = seat_of("湖南省株洲市", "city")
COUNTY = seat_of("湖南省株洲市攸县", "county")
DISTRICT = seat_of("江苏省苏州市吴中区", "county")
COUNTY_CITY = seat_of("江苏省苏州市昆山市", "county")
CAPITAL = seat_of("北京市", "province")
REGION = seat_of("广西壮族自治区", "province")
INVENTED = seat_of("岭东省澜州市青麓县", "county")
NOWHERE = Seat()


@pytest.mark.parametrize(("name", "seat", "full", "level"), [
    # short, full and inverted names of the document's own city
    ("市住建局", CITY, "株洲市住房和城乡建设局", "city"),
    ("市住房城乡建设局", CITY, "株洲市住房和城乡建设局", "city"),
    ("市住房和城乡建设局", CITY, "株洲市住房和城乡建设局", "city"),
    ("株洲市住建局", CITY, "株洲市住房和城乡建设局", "city"),
    ("株洲住建局", CITY, "株洲市住房和城乡建设局", "city"),
    ("湖南省株洲市住建局", CITY, "株洲市住房和城乡建设局", "city"),
    ("住建局", CITY, "株洲市住房和城乡建设局", "city"),
    ("住建", CITY, "株洲市住房和城乡建设局", "city"),
    ("市住建部门", CITY, "株洲市住房和城乡建设局", "city"),
    ("市住建主管部门", CITY, "株洲市住房和城乡建设局", "city"),
    ("我市住建局", CITY, "株洲市住房和城乡建设局", "city"),
    ("市級住建部門", CITY, "株洲市住房和城乡建设局", "city"),
    ("市发改委", CITY, "株洲市发展和改革委员会", "city"),
    ("市发展改革委", CITY, "株洲市发展和改革委员会", "city"),
    ("市人社局", CITY, "株洲市人力资源和社会保障局", "city"),
    ("市卫健委", CITY, "株洲市卫生健康委员会", "city"),
    ("市市场监管局", CITY, "株洲市市场监督管理局", "city"),
    ("市场监管局", CITY, "株洲市市场监督管理局", "city"),
    ("市水务局", CITY, "株洲市水务局", "city"), ("市文化广电旅游局", CITY, "株洲市文化广电旅游局", "city"),
    ("市应急局", CITY, "株洲市应急管理局", "city"),
    ("市民政局", CITY, "株洲市民政局", "city"),
    ("市容局", CITY, "株洲市城市管理局", "city"),
    ("市政府", CITY, "株洲市人民政府", "city"),
    ("市政府办", CITY, "株洲市人民政府办公室", "city"),
    ("市国资委", CITY, "株洲市国有资产监督管理委员会", "city"),
    ("市资规局", CITY, "株洲市自然资源和规划局", "city"),
    ("市消防救援支队", CITY, "株洲市消防救援支队", "city"),
    ("市交警支队", CITY, "株洲市公安局交通警察支队", "city"),
    ("市中院", CITY, "株洲市人民法院", "city"),
    ("市应急管理局（市安委办）", CITY, "株洲市应急管理局", "city"),
    ("市安委办", CITY, "株洲市安全生产委员会办公室", "city"),
    # party and people's organisations
    ("市委组织部", CITY, "株洲市委组织部", "city"),
    ("中共株洲市委组织部", CITY, "株洲市委组织部", "city"),
    ("组织部", CITY, "株洲市委组织部", "city"),
    ("市委网信办", CITY, "株洲市委网信办", "city"),
    ("市委编办", CITY, "株洲市委编办", "city"),
    ("县纪委监委", COUNTY, "攸县纪委监委", "county"),
    ("县委办", COUNTY, "攸县委办公室", "county"),
    ("省委办公厅", PROVINCE, "湖南省委办公厅", "province"),
    ("团市委", CITY, "共青团株洲市委", "city"),
    ("共青团株洲市委员会", CITY, "共青团株洲市委", "city"),
    ("市妇联", CITY, "株洲市妇女联合会", "city"),
    ("市残联", CITY, "株洲市残疾人联合会", "city"),
    ("市直机关工委", CITY, "株洲市直机关工委", "city"),
    ("宣传部", NOWHERE, "党委宣传部", None),
    # the province, autonomous regions, municipalities
    ("省教育厅", CITY, "湖南省教育厅", "province"),
    ("省科技厅", PROVINCE, "湖南省科学技术厅", "province"),
    ("省自然资源厅", PROVINCE, "湖南省自然资源厅", "province"),
    ("省财政", CITY, "湖南省财政厅", "province"),
    ("省级财政部门", PROVINCE, "湖南省财政厅", "province"),
    ("民政厅", PROVINCE, "湖南省民政厅", "province"),
    ("省消防救援总队", PROVINCE, "湖南省消防救援总队", "province"),
    ("自治区发展改革委", REGION, "广西壮族自治区发展和改革委员会", "province"),
    ("市教委", CAPITAL, "北京市教育委员会", "province"),
    ("市经济和信息化局", CAPITAL, "北京市经济和信息化局", "province"),
    # counties, districts, cities at the level of a county
    ("县住建局", COUNTY, "攸县住房和城乡建设局", "county"),
    ("县住建局", CITY, "县住房和城乡建设局", "county"),
    ("市住建局", COUNTY, "株洲市住房和城乡建设局", "city"),
    ("攸县教育局", CITY, "攸县教育局", "county"),
    ("区城管局", DISTRICT, "吴中区城市管理局", "county"),
    ("市水务局", COUNTY_CITY, "昆山市水务局", "county"),
    ("县发改局", INVENTED, "青麓县发展和改革局", "county"),
    ("县农业农村局", INVENTED, "青麓县农业农村局", "county"),
    # the nation
    ("国家发展改革委", PROVINCE, "国家发展和改革委员会", "national"),
    ("发展改革委", NATION, "国家发展和改革委员会", "national"),
    ("教育部", CITY, "教育部", "national"),
    ("工信部", NATION, "工业和信息化部", "national"),
    ("市场监管总局", NATION, "国家市场监督管理总局", "national"),
    ("国务院国资委", NATION, "国务院国有资产监督管理委员会", "national"),
    ("中宣部", NATION, "中央宣传部", "national"),
    ("中央组织部", CITY, "中央组织部", "national"),
    ("全国妇联", CITY, "全国妇联", "national"),
    ("人民银行", CITY, "中国人民银行", "national"),
    ("银保监会", NATION, "国家金融监督管理总局", "national"),
    # branches of national bodies
    ("国家税务总局株洲市税务局", CITY, "株洲市税务局", "city"),
    ("人民银行长沙中心支行", PROVINCE, "中国人民银行长沙分行", "city"),
    ("国家金融监督管理总局湖南监管局", PROVINCE, "湖南金融监管局", "province"),
    ("青岛海关", NATION, "青岛海关", "city"),
    # one of several each
    ("各县（市、区）教育局", CITY, "各县（市、区）教育局", "county"),
    ("各区县人社局", CITY, "各区县人力资源和社会保障局", "county"),
    ("各县（区）政府", CITY, "各县（区）人民政府", "county"),
    ("各级财政部门", CITY, "各级财政部门", None),
    ("市县两级法院", PROVINCE, "市县两级人民法院", None),
])
def test_full_name_and_level(name: str, seat: Seat, full: str, level: str | None) -> None:
    body = canonical(name, seat, package_register())
    assert (body.full, body.level, body.known) == (full, level, True)


@pytest.mark.parametrize(("name", "seat", "full", "level", "scope"), [
    ("市直各部门", CITY, "市直各部门", "city", "各"), ("各县（市、区）", CITY, "各县（市、区）", "county", "各"),
    ("省级有关部门", PROVINCE, "省级有关部门", "province", "各"), ("各有关部门", CITY, "各有关部门", None, "各"),
    ("有关部门", CITY, "有关部门", None, "各"), ("企业", CITY, "企业", None, ""), ("高校", CITY, "高校", None, ""),
    ("各地区", NATION, "各地区", None, "各"), ("市场主体", CITY, "市场主体", None, ""),
    ("区域性银行", CITY, "区域性银行", None, ""), ("市委、市政府", CITY, "株洲市委、市政府", "city", "市"),
    ("省委省政府", PROVINCE, "湖南省委省政府", "province", "省"), ("各镇（街道）", COUNTY, "各镇（街道）", None, "各"),
    ("市蚕桑站", CITY, "株洲市蚕桑站", "city", "市"), ("株洲市蚕桑站", CITY, "株洲市蚕桑站", "city", "市"),
    ("株洲高新区管委会", CITY, "株洲高新区管委会", "city", "市"), ("攸县", CITY, "攸县", "county", "县"),
    ("安全生产专班", CITY, "株洲市安全生产专班", "city", "市"), ("", CITY, "", None, ""),
    ("（）", CITY, "（）", None, ""),
    ("中国铁建", CITY, "中国铁建", "national", "国家"), ("甲" * 200, CITY, "甲" * 200, None, ""),
])
def test_what_the_register_lacks_stays_what_it_is(name: str, seat: Seat, full: str, level: str | None,
                                                  scope: str) -> None:
    body = canonical(name, seat, package_register())
    assert (body.full, body.level, body.scope, body.known) == (full, level, scope, False)


@pytest.mark.parametrize(("one", "one_seat", "other", "other_seat", "same"), [
    ("市住建局", CITY, "市住房和城乡建设局", CITY, True), ("市住建局", CITY, "市住建局", COUNTY, True),
    ("市环保局", CITY, "市生态环境局", CITY, True), ("市金融办", CITY, "市地方金融监管局", CITY, True),
    ("攸县住建局", CITY, "县住建局", COUNTY, True), ("省教育厅", CITY, "教育厅", PROVINCE, True),
    ("市蚕桑站", CITY, "株洲市蚕桑站", PROVINCE, True), ("湖南银保监局", CITY, "湖南金融监管局", PROVINCE, True),
    ("青麓县住建局", seat_of("岭东省澜州市", "city"), "县住建局", INVENTED, True),
    ("各县（市、区）教育局", CITY, "各区县教育局", CITY, True), ("县住建局", CITY, "市住建局", CITY, False),
    ("市住建局", CITY, "市住建局", DISTRICT, False), ("各县教育局", CITY, "攸县教育局", CITY, False),
    ("安委会", CITY, "安委办", CITY, False), ("财政部门", CITY, "市财政局", CITY, False),
    ("疾控局", CITY, "疾控中心", CITY, False), ("市委办公室", CITY, "市政府办公室", CITY, False),
    ("住建部", CITY, "住建厅", PROVINCE, False), ("朝阳区教育局", CAPITAL, "区教育局", DISTRICT, False),
])
def test_one_body_has_one_key(one: str, one_seat: Seat, other: str, other_seat: Seat, same: bool) -> None:
    keys = {canonical(name, seat, package_register()).key for name, seat in ((one, one_seat), (other, other_seat))}
    assert (len(keys) == 1) is same


@pytest.mark.parametrize(("name", "former"), [
    ("市环保局", True), ("县扶贫办", True), ("省工商局", True), ("市卫计委", True), ("市安监局", True),
    ("市卫健委", False),
])
def test_former_names_are_marked(name: str, former: bool) -> None:
    assert canonical(name, CITY, package_register()).former is former


@pytest.mark.parametrize(("asked", "name", "seat", "meant"), [
    ("住建局", "市住房和城乡建设局", CITY, True), ("住建局", "县住建局", COUNTY, True),
    ("市住建局", "县住建局", COUNTY, False), ("市住建局", "住建局", CITY, True), ("市教委", "市教委", CAPITAL, True),
    ("株洲市住建局", "市住建局", CITY, True), ("长沙市住建局", "市住建局", CITY, False),
    ("教育部", "市教育局", CITY, False), ("澜州市教育局", "市教育局", INVENTED, True), ("企业", "高校", CITY, False),
])
def test_what_a_question_means(asked: str, name: str, seat: Seat, meant: bool) -> None:
    register = package_register()
    assert is_meant(canonical(asked, NOWHERE, register), canonical(name, seat, register)) is meant


def test_the_package_table_is_sound() -> None:
    entries = package_entries()
    assert len(entries) > 120
    names = [name for entry in entries for name in (entry.name, *entry.short, *entry.former, *entry.national)]
    assert len(names) == len(set(names))
    assert not read_entries("\n".join(names))[1]


@pytest.mark.parametrize(("line", "reason"), [
    ("蚕桑局 蚕业局", "Tab"), ("蚕桑局\t蚕业局\t\t\t多", "5 栏"), ("\t蚕桑局", "Tab"),
    ("蚕桑局\tABC", "“ABC”不像单位名称"),
    ("市住建局\t住建", "前面不要写地名"), ("株洲市蚕桑局", "前面不要写地名"), ("局", "不像单位名称"),
    ("蚕桑局\t蚕桑局", None), ("# 说明\t\t\t\t\t", None), ("", None), ("市政管理局", None), ("市场监督管理局", None),
])
def test_wrong_lines_are_named_and_passed_over(line: str, reason: str | None) -> None:
    entries, wrong = read_entries(f"# 表头\n{line}\n茶叶局\t茶办\n")
    assert [each.number for each in wrong] == ([2] if reason else [])
    assert all(reason in each.reason for each in wrong if reason)
    assert entries[-1].name == "茶叶局"


def test_a_name_in_two_lines_is_wrong_in_the_second() -> None:
    entries, wrong = read_entries("蚕桑局\t蚕办\n茶叶局\t蚕办\n")
    assert [entry.name for entry in entries] == ["蚕桑局"]
    assert (wrong[0].number, wrong[0].reason) == (2, "“蚕办”在第 1 行已经写过")


def test_the_users_table_wins() -> None:
    entries, _ = read_entries("蚕桑产业局\t蚕桑局，蚕办\t蚕业总站\n综合行政执法局\t城管局\n数据局\n")
    register = Register(entries, package_entries())
    assert canonical("市蚕桑局", CITY, register).full == "株洲市蚕桑产业局"
    assert canonical("市蚕桑委", CITY, register).full == "株洲市蚕桑产业委员会"
    assert canonical("市蚕业总站", CITY, register).former
    assert canonical("市城管局", CITY, register).full == "株洲市综合行政执法局"
    assert canonical("市城市管理局", CITY, register).full == "株洲市城市管理局"
    assert canonical("市数据局", CITY, register).key != canonical("市大数据局", CITY, register).key
