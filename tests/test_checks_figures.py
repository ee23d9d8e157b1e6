"""Sums, parts, rates and changes: sentences whose figures contradict each other, and many whose figures do not."""

from __future__ import annotations

import pytest

from pipelines.checks import findings
from pipelines.checks.complements import divides
from pipelines.checks.rounding import written
from tests.check_documents import document, found

# A word of the message that must occur stands behind each sentence.
WRONG: list[tuple[str, str, str]] = [
    ("sums", "全市共有学校112所，其中城区40所、农村70所。", "110所"),
    ("sums", "全市有养老院58家，其中公办21家，民办39家。", "60家"),
    ("sums", "62个预案已修订55个、待修订6个。", "61个"),
    ("sums", "应整治的易涝点15处，已完成9处，其余5处年底前完成。", "14处"),
    ("sums", "规划建设驿站56个，已建成48个、在建10个。", "58个"),
    ("sums", "搬迁企业12家，其中城中区5家、江左区4家、沙渡县5家。", "14家"),
    ("sums", "城中区改造18个、北湾区改造23个、江左区改造12个，合计54个。", "53个"),
    ("sums", "三项补助12.5万元、8.4万元、6.3万元，共计28.2万元。", "27.2万元"),
    ("sums", "全市共新建泵站30座，三个区分别为12座、10座、9座。", "31座"),
    ("sums", "新增学位6.5万个，年度任务分别为2.1万个、2.0万个、2.2万个、0.5万个。", "6.8万个"),
    ("sums", "保护区总面积151.6平方公里。其中核心区51.47平方公里，缓冲区25.61平方公里，实验区84.52平方公里。", "161.6"),
    ("sums", "三次产业结构调整为14.1:39.8:48.1。", "102"),
    ("sums", "全年查办案件320件，其中一审180件、二审130件。", "310件"),
    ("parts", "培育社会应急力量6支，其中水上救援队8支。", "8支"),
    ("parts", "全年发现隐患300处，已整改310处。", "310处"),
    ("parts", "受理投诉82件，办结85件。", "85件"),
    ("shares", "完成改造45个，占年度任务60个的85%。", "75%"),
    ("shares", "发现隐患3102条，整改3062条，整改率96.7%。", "98.71%"),
    ("shares", "年度任务60个，完成45个，完成率80%。", "75%"),
    ("shares", "现有学校110所，其中农村学校70所，占53.6%。", "63.64%"),
    ("shares", "农村自来水覆盖率达到104%。", "104%"),
    ("growth", "产值从80亿元增加到100亿元，增长20%。", "25%"),
    ("growth", "事故起数由50起下降到40起，同比下降25%。", "20%"),
    ("growth", "办理材料从92项减少到70项，压减76%。", "23.91%"),
    ("growth", "普及率由85.2%提高到88.4%，提高4.2个百分点。", "3.2百分点"),
    ("growth", "投入5955亿元，比上年增加1637亿元，增长27.5%。", "37.91%"),
    ("growth", "出口从2017年的100亿元增加到2022年的200亿元，年均增长20%。", "14.87%"),
    ("growth", "线路长度从1000公里增加到3000公里，增长3倍。", "2倍"),
]

RIGHT: list[str] = [
    # sums that hold, within rounding or because nothing says that they are complete
    "全市共有学校110所，其中城区40所、农村70所。",
    "61个预案已修订55个、待修订6个。",
    "规划建设驿站56个，已建成46个、在建10个。",
    "规划建设驿站60个，已建成46个、在建10个。",
    "全年投入1.2亿元，其中中央0.75亿元、地方0.46亿元。",
    "财政赤字2.38万亿元，其中中央1.55万亿元，地方8300亿元。",
    "新增装机4.45亿千瓦，其中水电9601万千瓦、核电384万千瓦。",
    "新增保障性住房1.8万套，其中青麓县1200套、开发区4000套。",
    "招录教师200名，其中硕士120名、党员90名。",
    "表彰先进个人100名，其中女性60名，党员70名。",
    "共有村庄约110个，其中城区40个、农村75个。",
    "共有村庄110个左右，其中城区40个、农村75个。",
    "共有村庄110多个，其中城区40个、农村72个。",
    "新建公厕110座以上，其中城区40座、农村75座。",
    "新建考点2个，其中青麓县、沙渡县各1个。",
    "新增公路60.9万公里，其中高速公路4.2万公里，高速公路总里程达69.56万公里。",
    "筹资标准由50元提高到100元，其中财政补助由40元提高到80元。",
    "城中区改造18个、北湾区改造23个、江左区改造12个，合计53个。",
    "改造老旧小区14个、加装电梯20部，合计投资1.4亿元。",
    "三次产业结构为14.1:39.8:46.1。",
    "三次产业结构为14.1:39.8:46.0。",
    "补助资金按3:4:3比例拨付。",
    "2023年新建15座，2024年新建20座，五年累计建成86座。",
    "建设站点30个、充电桩500个，其中快充桩200个。",
    # parts
    "2019年至2022年年均超收240亿元，其中去年超收273亿元。",
    "充电桩500个、站点30个，其中快充桩200个。",
    "今年发现隐患300处，累计整改410处。",
    "检查企业120家次，发现隐患300处，整改280处。",
    "年度计划改造60个，完成66个。",
    # shares
    "完成改造45个，占年度任务60个的75%。",
    "发现隐患3102条，整改3062条，整改率98.7%。",
    "检查企业120家，整改隐患300处，整改率98%。",
    "高中阶段毛入学率达到102%。",
    "投资完成率达到112%。",
    "用户10.31亿户，使用率达96.5%，其中新增用户0.5亿户，使用率达94.8%。",
    "现有学校110所，其中农村学校70所，占六成以上。",
    "完成改造约45个，占年度任务60个的76%。",
    # changes
    "产值从80亿元增加到100亿元，增长25%。",
    "地区生产总值从80亿元增加到100亿元，增长6%。",
    "产值从80亿元增加到100亿元，按可比价格增长20%。",
    "收入从2.5万元增加到2.8万元，实际增长10%。",
    "产值从80亿元增加到100亿元，利润增长12%。",
    "产值从80亿元增加到100亿元，年均增长5%。",
    "部门由40个减少到29个，内设机构精简四分之一。",
    "占比从24%提升至28%，提高4个百分点。",
    "线路长度从1479万公里增加到5481万公里，增长2.7倍。",
    "出口从2012年的8万亿元增长至2021年的42.3万亿元，年均增长20.3%。",
    "投诉22件，比上年的36件减少14件，降幅38.9%。",
    "投入2930亿元，比上年增加439亿元，增长17.6%。",
    "产值从80多亿元增加到100亿元，增长20%。",
    "粮食产量1.37万亿斤，增产74亿斤，增长0.5%。",
]
_FIGURES = ("sums", "parts", "shares", "growth")


@pytest.mark.parametrize(("check", "sentence", "word"), WRONG)
def test_contradiction_is_found(check: str, sentence: str, word: str) -> None:
    contradictions = found(sentence, check)
    assert len(contradictions) == 1, contradictions
    assert word in contradictions[0].message
    assert contradictions[0].spans


@pytest.mark.parametrize("sentence", RIGHT)
def test_nothing_is_found(sentence: str) -> None:
    assert [finding.message for check in _FIGURES for finding in found(sentence, check)] == []


def test_evidence_is_the_figures_and_names_the_record() -> None:
    text = "一、主要任务\n全市新建学校112所，其中城区40所、农村70所。"
    finding = found(text, "sums")[0]
    assert [document(text).text[span.start:span.end] for span in finding.spans] == ["112所", "40所", "70所"]
    assert finding.record_ids == ("r001",)


def test_traditional_and_full_width_text_is_read() -> None:
    assert found("全市共有學校１１２所，其中城區４０所、農村７０所。", "sums")


@pytest.mark.parametrize(("labels", "division"), [
    (("城区", "农村"), "all"), (("已发", "待发"), "all"), (("建成", "在建"), "some"), (("完成", "其余"), "all"),
    (("甲县", "乙县", "其他县"), "all"),
    (("合格", "不合格"), "all"), (("党员", "女性"), ""), (("城区", "城区"), "")])
def test_divisions(labels: tuple[str, ...], division: str) -> None:
    assert divides(labels) == division


@pytest.mark.parametrize(("value", "like", "text"), [
    (120000, "10万人", "12万人"), (110, "112所", "110所"), (2.4e8, "1.2亿元", "2.4亿元"),
    (1234567, "1,000元", "1234567元")])
def test_written(value: float, like: str, text: str) -> None:
    assert written(value, like) == text


@pytest.mark.parametrize("text", [
    "", "。", "共" * 5000, "1" * 5000, "其中1个" * 800, "从1到2，增长" * 800, "1:1:1" * 500])
def test_strange_text_is_survived(text: str) -> None:
    read = document(text)
    assert all(span.end <= len(read.text) for finding in findings(read) for span in finding.spans)
