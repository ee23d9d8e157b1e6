"""Workbooks (.xlsx) for people: frozen heads, filters, A4 landscape, and a sheet that says what they show."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
_LONGEST = 32_767  # characters of a cell, Excel's limit
_A4, _FONT = 9, "宋体"
_ABOUT = "说明"
_LONGEST_NAME = 31  # characters of a sheet's name, Excel's limit


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its width in characters."""

    head: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; every row has a cell a column."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet], about: Sequence[tuple[str, str]]) -> bytes:
    """The sheets as an .xlsx file, and a last sheet 说明 of (what, words).

    Texts are written as texts, whatever they begin with (=, +, -, @): nothing in them is ever run.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E4EDF8", "border": 1, "text_wrap": True, "valign": "vcenter",
                            "font_name": _FONT})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_name": _FONT})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "border": 1, "font_name": _FONT})
    facts = Sheet(_ABOUT, (Column("项目", 16), Column("内容", 90)), about)
    for each in (*sheets, facts):
        _write(book.add_worksheet(each.name[:_LONGEST_NAME]), each, head, body, day)
    book.close()
    return out.getvalue()


def _write(page: Worksheet, sheet: Sheet, head: Format, body: Format, day: Format) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.head, head)
    for row, cells in enumerate(sheet.rows, 1):
        for at, cell in enumerate(cells):
            _write_cell(page, row, at, cell, day if isinstance(cell, date) else body)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C第 &P 页，共 &N 页")


def _write_cell(page: Worksheet, row: int, at: int, cell: Cell, form: Format) -> None:
    if cell is None or cell == "":
        page.write_blank(row, at, None, form)
    elif isinstance(cell, str):
        page.write_string(row, at, cell[:_LONGEST], form)
    elif isinstance(cell, date):
        page.write_datetime(row, at, cell, form)
    else:
        page.write_number(row, at, cell, form)
