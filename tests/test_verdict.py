"""Verdicts: figures in any unit, ceilings, shares of the task, and words; each row a case of real life."""

from __future__ import annotations

import pytest

from kb import cues
from kb.figures import by_ratio
from kb.reported_figures import measured_in
from kb.statements import Statement
from kb.verdict import VERDICTS, judge
from pipelines.extract.quantities import find_quantities
from pipelines.rules import Rule


def statement(text: str, problem: bool = False) -> Statement:
    return Statement(text, text, (), tuple(find_quantities(text)), problem=problem)


FIGURES = [
    ("新建口袋公园20个", "建成口袋公园20个", "met"),
    ("新建口袋公园20个", "建成口袋公园22个", "exceeded"),
    ("新建口袋公园20个", "建成口袋公园18处", "partly"),
    ("新建口袋公园20个", "建成口袋公园9个", "missed"),
    ("新增林地3万亩", "全年新增林地2000公顷", "met"),
    ("投资总额达到1.2亿元", "投资总额13000万元", "exceeded"),
    ("商品零售额增长6%左右", "商品零售额增长5.8%", "met"),
    ("商品零售额增长6%", "商品零售额下降1%", "missed"),
    ("登记失业率控制在4%以内", "登记失业率3.4%", "met"),
    ("登记失业率控制在4%以内", "登记失业率4.2%", "partly"),
    ("火灾死亡人数不超过5人", "火灾死亡人数8人", "missed"),
    ("入园率由80%提高到85%", "入园率达到86%", "met"),
    ("整修河堤40处", "40处河堤中有38处整修完毕", "partly"),
    ("整修河堤40处", "整修河堤40处，其余12处因资金未到位尚未动工", "missed"),
    ("防溺水实现零死亡", "7月发生一起溺水事故，死亡2人", "missed"),
    ("培训社区医生500人", "全年培训社区医生，覆盖所有街道", "met"),
    ("培训社区医生500人", "社区医生培训稳步推进", "progress"),
    ("开展技能竞赛6场", "各地开展各类活动9000余场", "progress"),
    ("建筑消防隐患整改率达到100%", "建筑消防隐患整改率96%", "partly"),
    ("填报表格较上年压减30%", "填报表格由50张减到35张", "met"),
    ("撤并过小站点5个", "站点由32个减到26个", "exceeded"),
    ("总体近视率下降0.5个百分点", "总体近视率由52.4%降至51.6%", "exceeded"),
    ("普惠园覆盖率达到85%", "每百名幼儿中86名就读于普惠园", "met"),
    ("改造泵站2座", "2座泵站因征地受阻仍未交付", "missed"),
    ("实施重大项目45个", "召开调度会34次", "progress"),
    ("许可办理时限压减到2个工作日以内", "许可最快1个工作日办结", "progress"),
    ("建成驿站3座", "全市驿站总数增加到17座", "progress"),
]


@pytest.mark.parametrize(("promise", "report", "verdict"), FIGURES)
def test_figures(promise: str, report: str, verdict: str) -> None:
    assert judge(statement(promise), [statement(report)]).verdict == verdict


WORDS = [
    ("出台校车管理办法", ["校车管理办法已印发实施"], "met"),
    ("出台校车管理办法", ["校车管理办法尚未出台"], "missed"),
    ("出台校车管理办法", ["校车管理办法正在征求意见"], "progress"),
    ("6月底前建成档案馆新馆", ["档案馆新馆建成开放，比预定时间晚了两个月"], "partly"),
    ("建成两座水厂", ["城东水厂建成通水，其余一座仍在建设"], "partly"),
    ("持续深化作风建设", ["作风建设不断深化，印发三项制度"], "progress"),
    ("贸易收支基本平衡", ["贸易收支保持平衡"], "met"),
    ("编制停车规划", ["停车规划已完成评审稿"], "progress"),
    ("5月底前建成游泳馆", ["游泳馆于9月建成开放"], "partly"),
    ("9月底前建成游泳馆", ["游泳馆于8月建成开放"], "met"),
    ("打通东环路、西环路", ["东环路建成通车，西环路因拆迁未能打通"], "partly"),
    ("完成东山村、西溪村、南坪村3个古村修缮", ["东山村、西溪村古村修缮完工开放，南坪村正在布展"], "partly"),
    ("防范金融风险外溢", ["分类处置风险，守住了不发生风险的底线"], "met"),
    ("巩固拓展治水成果", ["治水成果巩固拓展，水质稳步向好"], "met"),
    ("拆除旧锅炉设备", ["去年结转的旧锅炉设备全部拆除"], "met"),
    ("推动住宿消费恢复", ["出台支持政策，住宿消费加快恢复"], "met"),
    ("杠杆率保持稳定，各类风险有序防控", ["杠杆率趋于稳定"], "met"),
    ("继续提高养老金标准", ["提高养老金标准，惠及老人12万名"], "met"),
    ("整治占道经营", ["整治占道经营取得成效", "占道经营反弹问题突出"], "partly"),
]


@pytest.mark.parametrize(("promise", "reports", "verdict"), WORDS)
def test_words(promise: str, reports: list[str], verdict: str) -> None:
    assert judge(statement(promise), [statement(report) for report in reports]).verdict == verdict


def test_a_list_of_problems_alone_says_missed() -> None:
    assert judge(statement("杜绝超限运输"), [statement("超限运输时有发生", problem=True)]).verdict == "missed"


def test_share_of_the_task() -> None:
    judgement = judge(statement("完成管网改造"), [statement("管网改造完成年度任务的92%")])
    assert (judgement.verdict, judgement.ratio) == ("partly", 0.92)


def test_no_evidence_is_unreported() -> None:
    judgement = judge(statement("新建口袋公园20个"), [])
    assert judgement.verdict == "unreported"
    assert judgement.target is judgement.actual is judgement.ratio is None


def test_figures_stand_side_by_side() -> None:
    judgement = judge(statement("新增林地3万亩"), [statement("全年新增林地2.7万亩")])
    assert judgement.target and judgement.actual
    assert (judgement.target.text, judgement.actual.text, judgement.ratio) == ("3万亩", "2.7万亩", pytest.approx(0.9))
    assert judgement.reason == "目标3万亩，实际2.7万亩，为目标的90.0%。"


def test_the_worse_of_two_figures_counts() -> None:
    judged = judge(statement("新建停车场6个，新增停车位800个"), [statement("新建停车场6个，新增停车位500个")])
    assert judged.verdict == "partly"
    assert "500个" in judged.reason


@pytest.mark.parametrize(("ratio", "verdict"), [(1.05, "exceeded"), (1.037, "met"), (1.0, "met"), (36 / 40, "partly"),
                                                (0.89, "missed"), (-0.2, "missed")])
def test_borders(ratio: float, verdict: str) -> None:
    assert by_ratio(ratio) == verdict
    assert verdict in VERDICTS


@pytest.mark.parametrize(("unit", "other"), [("个", "所"), ("亩", "公顷"), ("公里", "米"), ("人", "名"), ("斤", "吨")])
def test_units_of_one_dimension(unit: str, other: str) -> None:
    assert measured_in(unit)[0] == measured_in(other)[0]


@pytest.mark.parametrize(("unit", "other"), [("个", "万元"), ("%", "百分点"), ("人", "户"), (None, "个")])
def test_units_of_other_dimensions(unit: str | None, other: str) -> None:
    assert measured_in(unit)[0] != measured_in(other)[0]


RULES: list[Rule] = [*cues.CUES, *cues.SHARES]


@pytest.mark.parametrize("each", RULES, ids=[each.name for each in RULES])
def test_examples_of_rule(each: Rule) -> None:
    assert each.examples
    for text, value in each.examples:
        match = each.pattern.search(text)
        assert (each.gives(match) if match else None) == value, text
