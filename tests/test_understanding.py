"""Understanding of queries: what becomes a condition, what stays as text, what must stay untouched."""

from __future__ import annotations

from datetime import date

import pytest

from kb.chips import Known, fields_of
from kb.filters import Amount, Filters
from kb.understanding import understand
from pipelines.bodies import canonical
from pipelines.body_register import package_register
from pipelines.body_scopes import Seat

BODIES = {"应急管理局", "住房和城乡建设局", "教育局", "民政局", "水利局", "公安局", "发展和改革委员会"}


def has_body(name: str) -> bool:
    return canonical(name, Seat(), package_register()).name in BODIES or name == "澜州市大数据发展专班"


KNOWN = Known(date(2024, 5, 10), frozenset({2022, 2023, 2024}), ("岭东省澜州市", "岭东省澜州市青麓县", "湖南省长沙市"),
              ("澜州市应急管理局", "澜州市大数据发展专班"), frozenset({"plan", "summary", "five_year_plan", "report"}),
              frozenset({"task", "target", "result"}), has_body)

PLANNED, RESULT, FIGURE = Filters(kind="planned"), Filters(kind="result"), Filters(has_quantity=True)
MONEY = ("元",)


def of(year: int, year_to: int | None = None) -> Filters:
    return Filters(year=year, year_to=year_to)


def body(name: str) -> Filters:
    return Filters(body=name)


def due(last: str, first: str | None = None) -> Filters:
    return Filters(due_before=date.fromisoformat(last), due_after=date.fromisoformat(first) if first else None)


def at_least(value: float, *units: str) -> Filters:
    return Filters(amount=Amount(units, value))


def at_most(value: float, *units: str) -> Filters:
    return Filters(amount=Amount(units, None, value))


PEOPLE, SHOPS = ("人", "位", "名"), ("个", "家", "户")
COPIED = ("2022年6月底前完成凤池水库除险加固，由市应急局牵头，市水利局、市财政局、市民政局、市公安局、"
          "青麓县人民政府按职责分工负责落实")
# The query, the filters of its chips, the text that is left.
CASES: tuple[tuple[str, tuple[Filters, ...], str], ...] = (
    # several at once
    ("2022年应急局每季度的任务", (of(2022), body("应急局"), Filters(freq="quarterly"), PLANNED), ""),
    ("2023年以来谁牵头过尾矿库治理", (of(2023, 2024),), "谁牵头过尾矿库治理"),
    ("哪些承诺写了具体金额", (PLANNED, Filters(amount=Amount(("x",)))), ""),
    ("新增就业 ≥ 5万人", (at_least(50000, *PEOPLE),), "新增就业"),
    ("冬天防煤气中毒今年有哪些硬任务", (of(2024), PLANNED), "冬天防煤气中毒"),
    ("工作总结里2023年应急局的水库巡查", (Filters(type="summary"), of(2023), body("应急局")), "水库巡查"),
    ("長沙市2022年老舊小區改造的完成情況", (Filters(region="长沙市"), of(2022), RESULT), "老舊小區改造"),
    ("青麓县教育局今年上半年要完成的任务", (body("青麓县教育局"), of(2024), due("2024-06-30", "2024-01-01"),
                                              PLANNED), ""),
    # years
    ("2022年老旧小区改造", (of(2022),), "老旧小区改造"), ("老旧小区改造 2022", (of(2022),), "老旧小区改造"),
    ("二〇二二年防汛", (of(2022),), "防汛"), ("去年修了哪些路", (of(2023),), "修了哪些路"),
    ("今年的幼儿园", (of(2024),), "幼儿园"), ("2022—2023年防汛演练", (of(2022, 2023),), "防汛演练"),
    ("2021到2023年的水库加固", (of(2021, 2023),), "水库加固"), ("2022年和2023年的防汛", (of(2022, 2023),), "防汛"),
    ("近三年的森林防火", (of(2022, 2024),), "森林防火"), ("“十四五”期间养老床位", (of(2021, 2025),), "养老床位"),
    ("十四五时期的充电桩", (of(2021, 2025),), "充电桩"), ("自2022年起的补贴", (of(2022, 2024),), "补贴"),
    ("2019年防汛", (), "2019年防汛"), ("明年要修的路", (), "明年要修的路"),
    ("到2024年森林覆盖率", (), "到2024年森林覆盖率"),
    ("比2022年下降多少", (), "比2022年下降多少"), ("2024年底前建成幼儿园", (), "2024年底前建成幼儿园"),
    ("2024年3月防汛", (), "2024年3月防汛"), ("2022年比2023年多多少", (), "2022年比2023年多多少"),
    ("《2022年工作要点》怎么落实", (), "《2022年工作要点》怎么落实"), ("“十四五”规划编制", (), "“十四五”规划编制"),
    ("投资2022万元", (), "投资2022万元"), ("近几年的防汛", (), "近几年的防汛"),
    ("一年级学生 2031", (), "一年级学生 2031"),
    # bodies
    ("应急局要干什么", (body("应急局"),), ""), ("市住建局的老旧小区", (body("市住建局"),), "老旧小区"),
    ("由民政局牵头的养老", (body("民政局"),), "由 牵头的养老"),
    ("澜州市应急管理局防汛", (body("澜州市应急管理局"),), "防汛"),
    ("澜州市应急管理局的防汛", (body("澜州市应急管理局"),), "防汛"),
    ("发改委今年管什么", (body("发改委"), of(2024)), "管什么"),
    ("澜州市大数据发展专班的数据共享", (body("澜州市大数据发展专班"),), "数据共享"),
    ("澜州市应急管理局局长", (), "澜州市应急管理局局长"), ("青麓县应急局防汛", (), "青麓县应急局防汛"),
    ("教育局和民政局的分工", (), "教育局和民政局的分工"),
    ("教育局，民政局", (), "教育局，民政局"), ("财政局的补贴", (), "财政局的补贴"),
    ("找教育局投诉补课", (), "找教育局投诉补课"),
    ("教育局长是谁", (), "教育局长是谁"), ("市政府的工作", (), "市政府的工作"),
    ("水利部门怎么修水库", (), "水利部门怎么修水库"),
    # places
    ("青麓县的水库", (Filters(region="青麓县"),), "水库"), ("长沙今年修路", (Filters(region="长沙"), of(2024)), "修路"),
    ("湖南省有哪些任务", (Filters(region="湖南省"), PLANNED), ""), ("长沙臭豆腐", (), "长沙臭豆腐"),
    ("去长沙市旅游", (), "去长沙市旅游"), ("长沙市民广场", (), "长沙市民广场"), ("杭州市的水库", (), "杭州市的水库"),
    ("长沙市和青麓县的水库", (Filters(region="长沙市"),), "和青麓县的水库"),
    # planning time
    ("上半年要完成的水库加固", (due("2024-06-30", "2024-01-01"),), "水库加固"),
    ("月底前要完成的", (due("2024-05-31", "2024-05-01"),), ""),
    ("6月底前的任务", (due("2024-06-30", "2024-01-01"), PLANNED), ""),
    ("2024年6月底前要完成哪些工作", (due("2024-06-30"),), ""),
    ("2022年上半年要完成的防汛", (of(2022), due("2022-06-30", "2022-01-01")), "防汛"),
    ("年底前要完成的幼儿园", (due("2024-12-31", "2024-01-01"),), "幼儿园"),
    ("三季度末到期的", (due("2024-09-30", "2024-09-30"),), ""),
    ("年底前新建幼儿园", (), "年底前新建幼儿园"), ("6月底前完成了多少", (), "6月底前完成了多少"),
    ("汛期前要完成的", (), "汛期前要完成的"),
    ("每季度的检查", (Filters(freq="quarterly"),), "检查"),
    ("每月要开展的工作", (Filters(freq="monthly"),), "要开展的工作"),
    ("每月的生活补助多少钱", (), "每月的生活补助多少钱"), ("每年新增多少学位", (), "每年新增多少学位"),
    # kinds and types
    ("养老床位有哪些目标", (PLANNED,), "养老床位"), ("防汛任务", (), "防汛任务"),
    ("去年完成了哪些任务", (of(2023),), "完成了哪些任务"),
    ("老旧小区改造完成得怎么样", (RESULT,), "老旧小区改造"), ("扶贫任务重的地区", (), "扶贫任务重的地区"),
    ("政府工作报告里的就业", (Filters(type="report"),), "就业"),
    ("五年规划中的养老", (Filters(type="five_year_plan"),), "养老"),
    ("工作要点里面提的防火", (Filters(type="plan"),), "防火"), ("规划中的地铁", (), "规划中的地铁"),
    ("总结经验", (), "总结经验"),
    ("政策文件里的补贴", (), "政策文件里的补贴"),
    # figures
    ("带数字的防汛任务", (FIGURE,), "防汛任务"), ("养老的量化目标", (FIGURE,), "养老的"),
    ("有没有具体数字", (), "有没有具体数字"),
    ("大数据指标体系", (), "大数据指标体系"), ("超过3000万元的水利项目", (at_least(3e7, *MONEY),), "水利项目"),
    ("不少于50家企业", (at_least(50, *SHOPS),), "企业"),
    ("投资1.5亿元以上的项目", (at_least(1.5e8, *MONEY),), "投资 项目"),
    ("覆盖率不低于90%", (at_least(90, "%"),), "覆盖率"), ("增长超过百分之五", (at_least(5, "%"),), "增长"),
    ("公路≥200公里", (at_least(200, "公里", "千米"),), "公路"),
    ("下降不超过3个百分点", (at_most(3, "百分点"),), "下降"),
    ("补助500万到1000万元之间的", (Filters(amount=Amount(MONEY, 5e6, 1e7)),), "补助"),
    ("人数 >= 500", (at_least(500),), "人数"),
    ("60岁以上老人补贴", (), "60岁以上老人补贴"), ("不超过3天办结", (), "不超过3天办结"),
    ("培训5万人", (), "培训5万人"),
    ("规模以上企业", (), "规模以上企业"), ("50多家企业", (), "50多家企业"), ("56人以上大班额", (), "56人以上大班额"),
    ("1000人以上", (at_least(1000, *PEOPLE),), ""), ("不少于5家不超过10家", (), "不少于5家不超过10家"),
    # phrases
    ("“凤池水库”什么时候修好", (Filters(phrases=("凤池水库",)),), "凤池水库 什么时候修好"),
    ('"鳳池水庫"', (Filters(phrases=("凤池水库",)),), "凤池水库"), ("“水”", (), "“水”"), ("“？！”", (), "“？！”"),
    ("“一老一小”和“双减”", (Filters(phrases=("一老一小",)), Filters(phrases=("双减",))), "一老一小 和 双减"),
    # nothing to understand
    ("", (), ""), ("  ", (), ""), ("。。。", (), "。。。"), ("冬季取暖", (), "冬季取暖"),
    (COPIED, (), COPIED),
)


@pytest.mark.parametrize(("query", "filters", "left"), CASES, ids=[case[0] for case in CASES])
def test_queries(query: str, filters: tuple[Filters, ...], left: str) -> None:
    understood = understand(query, KNOWN)
    found = [each.filters for each in understood.chips]
    if Filters(amount=Amount(("x",))) in filters:
        assert found[1].amount is not None and "元" in found[1].amount.units and found[1].amount.at_least is None
        found, filters = found[:1], filters[:1]
    assert found == list(filters)
    assert understood.text == left
    assert understood.hints == ()


def test_labels_are_what_the_user_reads() -> None:
    labels = [each.label for each in understand("2022年應急局每季度的任務", KNOWN).chips]
    assert labels == ["年份：2022", "单位：应急管理局", "频次：每季度", "类别：任务或目标"]
    assert [each.label for each in understand("工作总结里超过3000万元的，“凤池水库”", KNOWN).chips] == [
        "文种：工作总结", "指标：≥3000万元", "原文有：“凤池水库”"]
    assert [each.label for each in understand("长沙2022—2023年上半年要完成的", KNOWN).chips] == [
        "地区：长沙", "年份：2022—2023", "时限：2024-01-01至2024-06-30"]


def test_a_stretch_that_shall_be_words_is_no_chip() -> None:
    understood = understand("2022年应急局每季度的任务", KNOWN, as_words=("应急局", "每季度的"))
    assert [each.filters for each in understood.chips] == [of(2022), PLANNED]
    assert understood.text == "应急局每季度"
    whole = understand("2022年应急局每季度的任务", KNOWN)
    said = ["2022年应急局每季度的任务"[each.start:each.end] for each in whole.chips]
    assert understand("2022年应急局每季度的任务", KNOWN, as_words=said).chips == ()
    assert understand("“凤池水库”修好", KNOWN, as_words=("“凤池水库”",)).chips == ()


def test_what_is_asked_already_is_not_asked_again() -> None:
    given = Filters(year=2023, body="民政局")
    understood = understand("2022年应急局每季度的任务", KNOWN, given)
    assert understood.filters(given) == Filters(year=2023, body="民政局", freq="quarterly", kind="planned")
    assert understood.text == "2022年应急局"
    assert [fields_of(each.filters) for each in understand("“水库”", KNOWN, Filters(phrases=("防汛",))).chips] == [
        {"phrases": ("水库",)}]
    assert understand("“水库”", KNOWN).filters(Filters(phrases=("防汛",))).phrases == ("防汛", "水库")


@pytest.mark.parametrize("query", ["“凤池水库", "凤池水库”", '"凤池水库', "「凤池", "“凤池”和“水库"])
def test_quotes_that_do_not_close_are_text_with_a_hint(query: str) -> None:
    understood = understand(query, KNOWN)
    assert len(understood.hints) == 1
    assert "引号没有成对" in understood.hints[0]
    assert "水库" in understood.text or "凤池" in understood.text


def test_nothing_is_understood_of_what_the_knowledge_base_lacks() -> None:
    for query, *_ in CASES:
        found = understand(query, Known(date(2024, 5, 10)))
        narrowing = [each.filters for each in found.chips if not (each.filters.phrases or each.filters.amount
                                                                  or each.filters.freq or each.filters.has_quantity)]
        assert not narrowing or ("20" in query and all(each.due_before for each in narrowing)), query


@pytest.mark.parametrize("query", [
    "2022年" * 300, "“" * 999, "“a”" * 300, "不少于" * 300, "局" * 1000, "〓" * 50, "》" * 50, "局" * 60,
    "不少于5家" * 12])
def test_long_and_strange_queries(query: str) -> None:
    understood = understand(query, KNOWN)
    assert understood.text or understood.chips
