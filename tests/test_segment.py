"""Where a sentence is cut into records: | marks the cuts that the guideline asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Span
from pipelines.extract.deadlines import TimeContext, find_deadlines
from pipelines.extract.quantities import find_quantities
from pipelines.extract.segment import split_records
from pipelines.fold import fold

WHEN = TimeContext(2024, 2024, None)


def records_of(text: str) -> list[str]:
    folded = fold(text)
    deadlines = find_deadlines(folded, WHEN)
    quantities = find_quantities(folded, [each.span for each in deadlines])
    spans = split_records(folded, Span(0, len(text)), deadlines, quantities)
    return [text[span.start:span.end] for span in spans]


@pytest.mark.parametrize("marked", [
    # One action with its means and purpose.
    "按照“一企一策”要求，开展上门服务，提升企业获得感。",
    "依托“一网统管”平台，整合各类数据，形成工作合力。",
    "完善制度，健全机制，强化监督。",
    # Another deadline.
    "12处险桥上半年加固6处，|到年底全部加固。",
    "6月底前完成选址，|年底前建成投用。",
    "3月底前印发方案，|9月底前开展中期评估，|12月底前召开总结大会。",
    # The same deadline for what follows.
    "年底前完成主体工程，同步开展绿化。",
    # Another figure for another matter.
    "新建口袋公园12处，|改造背街小巷30条。",
    "新建幼儿园5所，|义务教育巩固率达到99%，|高中毛入学率达到93%。",
    "培训护理员2000人次，|建成老年食堂40个，|改造困难家庭600户。",
    # A figure that details the one before it.
    "实施技改项目80个，其中亿元以上项目15个。",
    "完成投资4.2亿元，同比增长8%。",
    "完成投资4.2亿元，较上年增长8%，居全省第三位。",
    "新增床位900张，惠及老年人1.2万人。",
    # Clauses that only measure what was counted.
    "抽查餐馆210家，合格率98.1%，|发放宣传册4000份。",
    "建成驿站18个，为计划的90%，|改造公厕31座。",
    "招募志愿者5200名，是上年的1.4倍。",
    "绿化覆盖率达到41%，距年初43%的目标还差2个百分点。",
    "发放助学金830万元，完成年度任务的104%。",
    "图书馆藏书跨过百万册大关，达到102万册。",
    "新建球场26片，1.2万人受益，解决周边村锻炼无处可去的问题。",
    "新开公交线路6条，里程88公里，总投资4300万元。",
    "新开观光巴士2条，日均发车20班，|增设站点14个。",
    "完成退耕还林1.6万亩，北部三乡占了七成。",
    # Some of what was counted.
    "全县36所村小，目前33所通了自来水，占91.7%。",
    # When what was counted is in use.
    "新建停车场两处、增设车位180个，10月前投入使用。",
    # A rate of its own.
    "新建泵站5座，|农村污水处理率达到62%。",
    # A dated statement, then a figure of another matter.
    "城北大桥9月底前合龙，|新开工人行天桥3座。",
    "8月底前出台公园管理办法，|绿地养护达标率达到95%。",
    "在今年的专项行动中，出动巡查人员600人次。",
    # A verb opens the clause.
    "完成4座渡槽的检测，|在12处险段装上了护栏。",
    "新增林下种植面积0.8万亩，|恢复和改善草场面积1.5万亩。",
    # One verb for several figures.
    "投入资金3亿元，车辆购置经费8000万元。",
    # Commas inside brackets and quotation marks.
    "建成站点30个（其中，农村站点12个，城区站点18个）。",
    "推广“3+2，2+1”模式5个。",
    # No comma, nothing at all.
    "建成站点30个。",
    "建成站点30个",
])
def test_cuts(marked: str) -> None:
    assert records_of(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("lead_in", ["面对两轮强降雨，", "截至6月底，", "年底前，", "力争年底前，", "针对12个薄弱村，"])
def test_a_clause_that_only_leads_to_the_next_is_no_record(lead_in: str) -> None:
    assert records_of(lead_in + "新建抗旱机井20眼。") == [lead_in + "新建抗旱机井20眼。"]


@pytest.mark.parametrize("text", ["，，，", "，", "。", "（，", "1，2，3，4"])
def test_odd_input(text: str) -> None:
    assert "".join(records_of(text)) == text


@given(st.text(st.sampled_from("新建改造水厂泵站0125座家%，。（）“”年底前6月达到增长其中")))
def test_records_cover_the_sentence(text: str) -> None:
    assert "".join(records_of(text)) == text.rstrip() or not text.strip() or "".join(records_of(text)) == text
