"""Workbooks as openpyxl reads them back: nothing is run, heads stay, A4 landscape, a sheet 说明."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from kb.sheets import Cell, Column, Sheet, workbook

COLUMNS = (Column("事项", 40), Column("数字"), Column("日期"))


def book(*rows: tuple[Cell, Cell, Cell]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook([Sheet("表", COLUMNS, rows)], [("知识库", "=A1")])))


@pytest.mark.parametrize("text", ["=1+1", "+8610", "-cmd", "@SUM(A1)", "http://a.example", "<b>&\x01", "长" * 40_000])
def test_texts_stay_texts(text: str) -> None:
    cell = book((text, None, None))["表"]["A2"]
    assert cell.data_type == "s" and cell.hyperlink is None
    assert str(cell.value).startswith(text[:3])


def test_figures_and_days_keep_their_types() -> None:
    figure, day = book(("a", 2.5, date(2025, 6, 30)))["表"][2][1:]
    assert (figure.value, day.value.date(), day.number_format) == (2.5, date(2025, 6, 30), "yyyy-mm-dd")


def test_the_page_is_ready_to_print_and_to_filter() -> None:
    read = book(("a", None, None), ("b", None, None))
    page = read["表"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:C3")
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert read.sheetnames == ["表", "说明"]
    assert read["说明"]["B2"].value == "=A1" and read["说明"]["B2"].data_type == "s"


def test_a_table_without_rows() -> None:
    assert book()["表"]["A1"].value == "事项"
