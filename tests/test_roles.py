"""What a chapter holds by its heading, by those above it and by the kind of document; what a sentence announces."""

from __future__ import annotations

import pytest

from pipelines.document import Metadata, Section, Span
from pipelines.extract.roles import Course, announced_role, heading_role, role_of

PLAN = Metadata(doc_type="plan", period=(2024, 2024))
SUMMARY = Metadata(doc_type="summary", period=(2024, 2024))
REPORT = Metadata(doc_type="report", period=(2024, 2024))
FIVE_YEARS = Metadata(doc_type="five_year_plan", period=(2021, 2025))


@pytest.mark.parametrize(("title", "metadata", "expected"), [
    ("2023年工作回顾", PLAN, "result"),
    ("主要工作成效", SUMMARY, "result"),
    ("“十三五”时期发展成就", FIVE_YEARS, "result"),
    ("發展基礎", FIVE_YEARS, "result"),
    ("主要目标", PLAN, "goal"),
    ("工作目标", PLAN, "goal"),
    ("2035年远景目标", FIVE_YEARS, "goal"),
    ("重点任务", PLAN, "task"),
    ("保障措施", PLAN, "task"),
    ("下一步打算", SUMMARY, "task"),
    ("2025年工作安排", SUMMARY, "task"),
    ("2025年重点工作", SUMMARY, "task"),
    ("2024年重点工作", REPORT, "task"),
    ("指导思想", PLAN, "none"),
    ("基本原则", PLAN, "none"),
    ("存在的主要问题", SUMMARY, "none"),
    ("面临形势", FIVE_YEARS, "none"),
    ("机遇与挑战", FIVE_YEARS, "none"),
    # Words that only seem to tell.
    ("解决突出问题，提升治理水平", PLAN, None),
    ("聚焦短板弱项，强化整改", PLAN, None),
    ("2024年重点工作", SUMMARY, None),
    ("重点任务落实有力", SUMMARY, None),
    ("巩固提升脱贫攻坚成果", PLAN, None),
    ("加强水源地保护", PLAN, None),
    ("", PLAN, None),
])
def test_heading(title: str, metadata: Metadata, expected: str | None) -> None:
    assert heading_role(title, metadata) == expected


def path(*titles: str) -> list[Section]:
    return [Section(level, "一", title, Span(0, 1)) for level, title in enumerate(titles, 1)]


@pytest.mark.parametrize(("titles", "metadata", "preamble", "expected"), [
    ((), PLAN, True, "preamble"),
    ((), PLAN, False, "task"),
    ((), SUMMARY, True, "preamble"),
    ((), SUMMARY, False, "result"),
    (("加强水源地保护",), PLAN, True, "task"),
    (("加强水源地保护",), SUMMARY, True, "result"),
    (("总体要求", "主要目标"), PLAN, True, "goal"),
    (("总体要求", "基本原则"), PLAN, True, "none"),
    (("发展目标", "产业发展取得成效"), FIVE_YEARS, True, "goal"),
    (("2025年工作打算", "加强水源地保护"), SUMMARY, True, "task"),
    (("2025年工作打算", "主要目标"), SUMMARY, True, "goal"),
    (("主要目标完成得好",), SUMMARY, True, "result"),
    (("2023年工作回顾", "加强水源地保护"), PLAN, True, "result"),
    (("2024年工作建议", "加强水源地保护"), REPORT, True, "task"),
])
def test_role_of_a_path(titles: tuple[str, ...], metadata: Metadata, preamble: bool, expected: str) -> None:
    assert role_of(path(*titles), metadata, Course(preamble)) == expected


@pytest.mark.parametrize(("text", "metadata", "expected"), [
    ("今年的主要目标是：新增就业4万人；", PLAN, "goal"),
    ("工作目标：事故起数下降5%。", PLAN, "goal"),
    ("在看到成绩的同时，也清醒地看到存在一些问题：", SUMMARY, "none"),
    ("但还存在一些困难和不足：", SUMMARY, "none"),
    ("问题主要表现在人手紧张。", SUMMARY, "none"),
    ("2025年，全市水务系统将聚焦四项任务。", SUMMARY, "task"),
    ("下一步，重点抓好水源建设。", SUMMARY, "task"),
    ("明年将开工建设2座水库。", SUMMARY, "task"),
    ("2024年，全市水务系统聚焦四项任务。", SUMMARY, None),
    ("2025年，全市水务系统将聚焦四项任务。", PLAN, None),
    ("加强问题整改。", PLAN, None),
    ("", SUMMARY, None),
])
def test_what_a_sentence_announces(text: str, metadata: Metadata, expected: str | None) -> None:
    assert announced_role(text, metadata) == expected
