"""Sentences that only say who is responsible for the item before them, and those that say more."""

from __future__ import annotations

import pytest

from pipelines.extract.closing_statements import read_closing_statement
from pipelines.fold import fold

STATEMENTS = [
    ("由市水务局负责。", {"市水务局": "responsible"}),
    ("由市水务局牵头，市气象局配合。", {"市水务局": "lead", "市气象局": "support"}),
    ("由市水务局、市林业局按职责分工负责。", {"市水务局": "responsible", "市林业局": "responsible"}),
    ("由各县（区）政府负责，市水务局督促指导。", {"各县（区）政府": "responsible", "市水务局": "support"}),
    ("由市应急管理局（市减灾委办公室）牵头，各县（区）政府具体实施。",
     {"市应急管理局": "lead", "各县（区）政府": "responsible"}),
    ("由市科技局牵头，市大数据局会同市公安局、市财政局配合。",
     {"市科技局": "lead", "市大数据局": "support", "市公安局": "support", "市财政局": "support"}),
    ("由市城管局牵头，市公安局、市财政局会同配合。",
     {"市城管局": "lead", "市公安局": "support", "市财政局": "support"}),
    ("此项工作由局办公室牵头，各科室配合。", {"局办公室": "lead", "各科室": "support"}),
    ("由市水務局負責。", {"市水务局": "responsible"}),
    ("市水务局负责。", {"市水务局": "responsible"}),
    ("市财政局、市林业局负责。", {"市财政局": "responsible", "市林业局": "responsible"}),
    ("县文旅局牵头，各乡镇配合。", {"县文旅局": "lead", "各乡镇": "support"}),
    ("园林绿化股会同各街道抓好落实。", {"园林绿化股": "lead", "各街道": "support"}),
]
NO_STATEMENTS = [
    "由市水务局牵头制定河湖管护办法。",
    "由开发区管委会牵头、职业技术学院具体承办，年内建成实训基地1个，吸引企业30家参与。",
    "市水务局负责清淤。",
    "各单位要抓好落实。",
    "各地积极推进",
    "加强组织领导，抓好落实。",
    "全面实施。",
    "由此带来的问题要妥善解决。",
    "",
]


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_statement(text: str, expected: dict[str, str]) -> None:
    folded = fold(text)
    units = read_closing_statement(folded)
    assert {unit.name: unit.role for unit in units} == expected
    for unit in units:
        assert folded[unit.span.start:unit.span.end] == unit.text


@pytest.mark.parametrize("text", NO_STATEMENTS)
def test_no_statement(text: str) -> None:
    assert read_closing_statement(fold(text)) == []
