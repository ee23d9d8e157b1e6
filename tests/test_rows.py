"""Rows of task tables: which tables hold tasks, where each column's cell stands, units and roles of the columns."""

from __future__ import annotations

import pytest

from pipelines.document import Block
from pipelines.extract.rows import read_row
from pipelines.fold import fold

BEFORE = "标题在前\n"


def row(header: str, cells: str) -> tuple[str, Block]:
    """The folded document and the row in it; columns are parted by |."""
    parts = tuple(cells.split("|"))
    text = BEFORE + "\t".join(parts)
    block = Block("\t".join(parts), len(BEFORE), len(text), cells=parts, header=tuple(header.split("|")))
    return fold(text), block


@pytest.mark.parametrize(("header", "cells", "task", "due", "units"), [
    ("序号|重点任务|责任单位|完成时限", "1|改造供水管网30公里|市水务局|10月底", "改造供水管网30公里", "10月底",
     {"市水务局": "responsible"}),
    ("序号|工作内容|牵头单位|配合单位", "2|开展入河排口排查|市生态环境局|市水务局、市城管局", "开展入河排口排查", None,
     {"市生态环境局": "lead", "市水务局": "support", "市城管局": "support"}),
    ("事项|时间节点", "举办农民丰收节活动|9月下旬", "举办农民丰收节活动", "9月下旬", {}),
    ("類別|主要措施|責任單位", "安全|開展隱患排查整治|市應急管理局", "開展隱患排查整治", None,
     {"市应急管理局": "responsible"}),
    ("任务|具体措施|牵头部门", "一、水源建设|新建中型水库2座并完成下闸蓄水|市水务局", "新建中型水库2座并完成下闸蓄水",
     None, {"市水务局": "lead"}),
    ("重点任务|责任单位|完成时限", "改造供水管网30公里||", "改造供水管网30公里", None, {}),
])
def test_rows_of_task_tables(header: str, cells: str, task: str, due: str | None, units: dict[str, str]) -> None:
    folded, block = row(header, cells)
    found = read_row(folded, block)
    assert found is not None
    assert folded[found.task.start:found.task.end] == fold(task)
    assert (folded[found.due.start:found.due.end] if found.due else None) == (fold(due) if due else None)
    assert {unit.name: unit.role for unit in found.units} == units
    for unit in found.units:
        assert folded[unit.span.start:unit.span.end] == unit.text


@pytest.mark.parametrize(("header", "cells"), [
    ("序号|重点任务|责任单位", "序号|重点任务|责任单位"),
    ("指标|单位|2025年", "供水普及率|%|98"),
    ("序号|重点任务", "1|改造供水管网30公里"),
    ("序号|重点任务|责任单位", "1|管网|市水务局"),
    ("姓名|联系电话|备注", "王某某|12345678|值班"),
])
def test_other_rows_hold_no_task(header: str, cells: str) -> None:
    assert read_row(*row(header, cells)) is None


def test_a_paragraph_is_no_row() -> None:
    assert read_row("改造供水管网。", Block("改造供水管网。", 0, 7)) is None


def test_a_row_shorter_or_longer_than_its_head() -> None:
    for cells in ("1|改造供水管网30公里", "1|改造供水管网30公里|市水务局|10月底|备注|多出一格"):
        folded, block = row("序号|重点任务|责任单位|完成时限", cells)
        found = read_row(folded, block)
        assert found is not None and folded[found.task.start:found.task.end] == "改造供水管网30公里"
