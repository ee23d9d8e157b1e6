"""Rows of indicator tables: the target, where it starts from, its measure and the year at the head of its column."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.document import Block, Deadline, Quantity
from pipelines.extract.indicator_rows import read_indicator_row
from pipelines.fold import fold

Figures = list[tuple[str | None, str, float, str | None]]


def table(header: str, cells: str) -> tuple[str, Block]:
    """The document of a head row and one row, and the row's block; columns are parted by |."""
    heads, parts = tuple(header.split("|")), tuple(cells.split("|"))
    above = "\t".join(heads) + "\n"
    text = above + "\t".join(parts)
    return text, Block("\t".join(parts), len(above), len(text), cells=parts, header=heads)


@pytest.mark.parametrize(("header", "cells", "year", "figures"), [
    ("类别|指标|2020年|2025年|属性", "出行|公交分担率（%）|41|≥50|预期性", 2025,
     [("原有公交分担率", "=", 41.0, "%"), ("公交分担率", ">=", 50.0, "%")]),
    ("序号|指标名称|单位|2020年|2025年", "1|内河港口吞吐能力|万吨|1800|2600", 2025,
     [("原有内河港口吞吐能力", "=", 18_000_000.0, "吨"), ("内河港口吞吐能力", "=", 26_000_000.0, "吨")]),
    ("指标|现状值|2030年目标", "森林覆盖率（%）|39.2|42以上", 2030,
     [("原有森林覆盖率", "=", 39.2, "%"), ("森林覆盖率", ">=", 42.0, "%")]),
    ("指标|2015年|2020年", "单位产值能耗下降（%）|—|〔15〕", 2020, [("单位产值能耗", "decrease_by", 15.0, "%")]),
    ("指標|2020年|2025年", "供水普及率|93.5%|98%", 2025,
     [("原有供水普及率", "=", 93.5, "%"), ("供水普及率", "=", 98.0, "%")]),
])
def test_rows_of_indicator_tables(header: str, cells: str, year: int, figures: Figures) -> None:
    text, block = table(header, cells)
    row = read_indicator_row(text, fold(text), block)
    assert row is not None
    assert [(q.indicator, q.op, q.value, q.unit) for q in row.quantities] == figures
    assert [(d.type, d.end) for d in row.deadlines] == [("by", date(year, 12, 31))]
    values: list[Quantity | Deadline] = [*row.quantities, *row.deadlines]
    assert [text[value.span.start:value.span.end] for value in values] == [value.text for value in values]


@pytest.mark.parametrize(("header", "cells"), [
    ("指标|2020年|2025年", "指标|2020年|2025年"),
    ("指标|2020年|2025年", "公交分担率|41|—"),
    ("指标|现状|备注", "公交分担率（%）|41|预期性"),
    ("姓名|2020年|2025年", "王某某|3|5"),
    ("指标|2020年|2025年", "公交分担率|41"),
])
def test_other_rows_hold_no_target(header: str, cells: str) -> None:
    text, block = table(header, cells)
    assert read_indicator_row(text, fold(text), block) is None
