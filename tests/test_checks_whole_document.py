"""Checks that compare places of a document: one indicator, deadlines, units, years, dates, repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.checks import CHECKS, findings
from pipelines.document import Document, Metadata
from tests.check_documents import PLAN, document, found

SUMMARY = replace(PLAN, title="澜州市某局2024年工作总结", doc_type="summary", issue_date=date(2025, 1, 8))

TWICE: list[tuple[str, bool]] = [
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n农村生活污水治理率达到48%。", True),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n农村生活污水治理率达到45%。", False),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n农村生活污水治理率不低于48%。", False),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n到2026年，农村生活污水治理率达到48%。", False),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n青麓县农村生活污水治理率达到48%。", False),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n累计农村生活污水治理率达到48%。", False),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n每个乡镇农村生活污水治理率达到48%。", False),
    ("一、工作目标\n农村生活污水治理率达到45%。\n二、重点任务\n农村生活垃圾治理率达到48%。", False),
    ("一、回顾\n2023年，农村生活污水治理率达到45%。\n二、重点任务\n2024年，农村生活污水治理率达到48%。", False),
    ("一、任务\n新建高标准农田45万亩。\n二、现状\n建成高标准农田118万亩。", False),
    ("一、任务\n申请发明专利3项。\n二、任务\n申请发明专利5项。\n三、任务\n申请发明专利8项。", False),
]


@pytest.mark.parametrize(("text", "is_found"), TWICE)
def test_same_indicator(text: str, is_found: bool) -> None:
    assert bool(found(text, "same_indicator")) is is_found


@pytest.mark.parametrize(("text", "word"), [
    ("一、任务\n（一）2月底前完成风险普查和建账。", "早于成文日期"),
    ("一、任务\n1.完成风险普查和建账，2025年6月底前报送成果。", "晚于计划年度"),
    ("一、任务\n（一）4月底前完成风险普查和建账。", ""),
    ("一、任务\n1.年底前完成风险普查和建账。", ""),
    ("一、任务\n1.到2035年，全面建成现代化治理体系。", ""),
    ("一、任务\n1.每月开展1次风险会商。", ""),
    ("一、任务\n1.汛期前完成风险普查和建账。", ""),
])
def test_time_limits(text: str, word: str) -> None:
    assert [word in finding.message for finding in found(text, "time_limits")] == [True] * bool(word)


def test_results_have_no_limits() -> None:
    assert not found("一、主要成效\n2月底前完成了风险普查和建账。", "time_limits", SUMMARY)


_NAMED = "市应急管理局牵头开展应急演练{}次，市水务局负责修复水毁工程{}处。\n"


def test_task_without_unit_among_tasks_with_units() -> None:
    named = "".join("（一）" + _NAMED.format(n, n + 3) for n in range(1, 6))
    text = "一、任务\n" + named + "（六）6月底前完成站点改造。"
    messages = [finding.message for finding in found(text, "missing_units")]
    assert len(messages) == 1 and "6月底前" in messages[0]


def test_one_finding_where_no_task_names_a_unit() -> None:
    text = "一、任务\n（一）6月底前完成站点改造。\n" \
           "（二）8月底前完成道路修复。\n（三）9月底前开展综合演练。\n（四）加强宣传。"
    messages = [finding.message for finding in found(text, "missing_units")]
    assert len(messages) == 1 and "3项任务" in messages[0]


@pytest.mark.parametrize("text", [
    "一、任务\n1.各县（区）要于3月底前报送方案。\n2.加强宣传。\n3.完善机制。",
    "一、任务\n1.加强宣传。\n2.完善机制。\n3.开展培训。",
    "一、任务\n1.全年开展培训。\n2.全年开展演练。\n3.全年开展检查。",
    "一、任务\n（一）6月底前完成站点改造。\n2.加强宣传。\n3.完善机制。",
])
def test_no_unit_is_missing(text: str) -> None:
    assert not found(text, "missing_units")


@pytest.mark.parametrize(("text", "metadata", "word"), [
    ("2023年全市应急管理工作的总体要求是：坚持人民至上。", PLAN, "标题是2024年"),
    ("2024年全市应急管理工作的总体要求是：坚持人民至上。", PLAN, ""),
    ("按照2023年工作安排，完成了各项任务。", PLAN, ""),
    ("二、2025年工作打算", SUMMARY, ""),
    ("二、2026年工作打算", SUMMARY, "标题是2024年"),
    ("印发《2023年全市应急管理工作目标任务》。", PLAN, ""),
    ("某局\n2025年3月10日", replace(PLAN, issue_date=date(2025, 3, 10)), "晚于计划年度"),
    ("某局\n2023年3月10日", replace(SUMMARY, issue_date=date(2023, 3, 10)), "早于总结年度"),
    ("某局\n2023年12月10日", replace(PLAN, issue_date=date(2023, 12, 10)), ""),
])
def test_years(text: str, metadata: Metadata, word: str) -> None:
    assert [word in finding.message for finding in found(text, "years", metadata)] == [True] * bool(word)


@pytest.mark.parametrize(("text", "word"), [
    ("6月31日前完成。", "6月31日"), ("2023年2月29日前完成。", "2月29日"), ("13月5日前完成。", "13月5日"),
    ("规划期为2025—2021年。", "颠倒"), ("“十四五”时期（2020—2025年）是关键五年。", "2021—2025"),
    ("2月29日前完成。", ""), ("2024年2月29日前完成。", ""), ("6月30日前完成。", ""), ("规划期为2021—2025年。", ""),
    ("“十四五”时期（2021—2025年）是关键五年。", ""), ("十五五时期（2026—2030年）谋划项目。", ""),
    ("2023-2024年度考核。", ""),
    ("电话：2025-2021", ""), ("版本2.13月31日版", ""),
])
def test_dates(text: str, word: str) -> None:
    assert [word in finding.message for finding in found(text, "dates")] == [True] * bool(word)


_LONG = "健全企业全员安全生产责任制度，落实主要负责人和关键岗位人员的安全管理责任。"


@pytest.mark.parametrize(("text", "is_found"), [
    (f"一、任务\n1.{_LONG}\n2.加强宣传。\n二、保障\n1.{_LONG}", True),
    (f"一、任务\n1.{_LONG}\n二、保障\n1.{_LONG.replace('制度', '体系')}", False),
    ("一、任务\n1.定期开展监督检查。\n二、保障\n1.定期开展监督检查。", False),
    (f"一、任务\n1.{_LONG}（责任单位：市水务局）\n二、保障\n1.{_LONG}（责任单位：市教育局）", False),
])
def test_repeats(text: str, is_found: bool) -> None:
    assert bool(found(text, "repeats")) is is_found


def test_document_without_text_or_records() -> None:
    assert findings(Document("empty", "", "", (), Metadata())) == []


def test_every_check_has_a_name_of_its_own_and_findings_are_in_order() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    text = "6月31日前新建学校112所，其中城区40所、农村70所。\n2月30日前完成。"
    spans = [finding.spans[0].start for finding in findings(document(text, replace(PLAN, issue_date=None)))]
    assert len(spans) == 3 and spans == sorted(spans)
