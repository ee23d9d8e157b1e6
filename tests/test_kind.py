"""What a stretch is: task, target, result, or no record; one row a case, with what its place makes of it."""

from __future__ import annotations

import pytest

from pipelines.document import Metadata
from pipelines.extract.kind import is_goal, kind_of, tells_a_problem
from pipelines.extract.quantities import find_quantities
from pipelines.fold import fold

PLAN = Metadata(doc_type="plan", period=(2024, 2024))
SUMMARY = Metadata(doc_type="summary", period=(2024, 2024))


def kind(text: str, role: str, metadata: Metadata = PLAN) -> str | None:
    folded = fold(text)
    judged = kind_of(folded, role, find_quantities(folded), metadata)
    assert judged is None or 0 < judged[1] <= 1
    return judged[0] if judged else None


@pytest.mark.parametrize(("text", "expected"), [
    ("新建农村公路120公里。", "task"),
    ("年底前建成市级疾控实验室。", "task"),
    ("加强水源地巡查。", "task"),
    ("健全学生资助体系，不让一名学生失学。", "task"),
    ("由市住建局牵头开展排查。", "task"),
    ("完成老旧小区改造45个，惠及居民1.6万户。", "task"),
    ("每个县培育示范社3家。", "task"),
    ("城镇登记失业率控制在4.5%以内。", "target"),
    ("粮食总产量稳定在120万吨以上。", "target"),
    ("力争空气优良天数比例达到90%。", "target"),
    ("单位生产总值能耗下降3%。", "target"),
    ("确保全年不发生较大以上火灾事故。", "target"),
    ("農村衛生廁所普及率達到85%。", "target"),
    ("电子证照发放突破80万张。", "target"),
    ("开展夜间门诊的科室增加到25个。", "target"),
    ("水稻产量要稳定在30万吨以上，保障口粮安全。", "target"),
    ("平均办理时间缩短三分之一。", "target"),
    ("土地是大自然的馈赠，要编制整治规划，推进复垦复绿。", "task"),
])
def test_in_a_chapter_of_tasks(text: str, expected: str) -> None:
    assert kind(text, "task") == expected


@pytest.mark.parametrize("text", [
    "供水是民生的生命线。", "改革创新，关键在人。", "只有守住水源，才能守住健康。", "管网老化严重，漏损偏高。",
])
def test_statements_in_a_chapter_of_tasks(text: str) -> None:
    assert kind(text, "task") is None


@pytest.mark.parametrize(("text", "expected"), [
    ("居民收入与经济增长基本同步。", "target"),
    ("到2025年，人均预期寿命达到79岁。", "target"),
    ("新建公园绿地30处。", "task"),
    ("创新能力显著增强。", "target"),
])
def test_in_a_chapter_of_goals(text: str, expected: str) -> None:
    assert kind(text, "goal") == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("全年新增就业4.3万人。", "result"),
    ("建成标准化村卫生室86个。", "result"),
    ("村级工作力量有所加强。", "result"),
    ("基层执法力量仍显薄弱。", None),
    ("仍有12个村不通公交。", "result"),
])
def test_in_a_look_back(text: str, expected: str | None) -> None:
    assert kind(text, "result", SUMMARY) == expected


@pytest.mark.parametrize("role", ["task", "goal", "result", "none"])
@pytest.mark.parametrize("text", [
    "现将《2024年工作要点》印发给你们，请遵照执行。",
    "为深入推进节水型社会建设，结合我市实际，制定本方案。",
    "2024年是实施“十四五”规划的关键一年。",
    "水利是农业的命脉，是现代农业的重要基础。",
    "会议强调，要毫不放松抓好粮食生产。",
    "主要做好以下工作：",
    "各位代表！",
    "抄送：市委办公室。",
    "附件：任务清单",
    "以新发展理念为指导，全面推进各项工作。",
    "特此通知。",
    "我们坚信，这一目标一定能够实现！",
    "让我们携起手来，共建美好家园！",
    "现在，我向大会报告工作，请予审议。",
    "这是补齐供水短板的治本之策。",
    "本办法所称供水单位是指取水制水的企业，",
    "", "。", "12", "甲乙丙",
])
def test_no_record_wherever_it_stands(text: str, role: str) -> None:
    assert kind(text, role) is None


@pytest.mark.parametrize(("text", "metadata", "expected"), [
    ("全力以赴，力争不发生重大安全事故。", PLAN, "target"),
    ("力争规模以上工业增加值增长7%。", PLAN, "target"),
    ("坚持稳中求进工作总基调。", PLAN, None),
    ("深入学习贯彻重要讲话精神。", PLAN, None),
    ("全年完成固定资产投资210亿元。", SUMMARY, "result"),
    ("在市委、市政府的坚强领导下，各项工作稳步推进。", SUMMARY, None),
])
def test_in_a_preamble(text: str, metadata: Metadata, expected: str | None) -> None:
    assert kind(text, "preamble", metadata) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("加快发展面临诸多困难。", None),
    ("学前教育毛入园率达到92%。", "target"),
    ("学位缺口达到1200个，矛盾突出。", None),
])
def test_in_a_chapter_without_records(text: str, expected: str | None) -> None:
    assert kind(text, "none") == expected


@pytest.mark.parametrize(("text", "problem"), [
    ("专业人才缺乏。", True), ("部门协同不够紧密。", True), ("设施老化、管护不到位。", True),
    ("部分项目进度滞后。", True),
    ("管护机制更加健全。", False), ("", False),
])
def test_problems(text: str, problem: bool) -> None:
    assert tells_a_problem(text) is problem


@pytest.mark.parametrize(("text", "goal"), [
    ("力争粮食产量达到50万吨。", True), ("粮食产量达到50万吨。", True), ("建设粮库5座。", False),
    ("达到先进水平。", False),
])
def test_goals_have_a_figure_and_a_state(text: str, goal: bool) -> None:
    assert is_goal(text, find_quantities(text)) is goal
