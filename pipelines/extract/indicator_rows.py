"""Rows of an indicator table (指标 / 2020年 / 2025年 / 属性): what is to be reached, from where, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipelines.document import Block, Deadline, Quantity, Span
from pipelines.extract.figures import Figure, find_figures
from pipelines.extract.rows import cell_spans
from pipelines.fold import fold

_NAME = re.compile(r"指标(?:名称|项)?|主要指标|项目名称|名称")
_MEASURE = re.compile(r"(?:计量)?单位")
_YEAR = re.compile(r"(?P<year>20\d\d)年?(?!.*(?:年均|增速|累计))")
_BASE = re.compile(r"基期|现状|基准|完成|实际")
# 〔20〕 marks a figure summed over the years.
_MARKS = "（）[]〔〕 \u3000"
_OWN_UNIT = re.compile(r"（(?P<unit>[^（）]{1,8})）$")
_CHANGE = re.compile(r"(?:累计)?(?:(?P<fall>下降|降低|减少)|(?:增长|提高|增加))(?:率|幅度)?$")
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row: `span` runs from the indicator's name to its last figure, all spans are the document's."""

    span: Span
    deadlines: tuple[Deadline, ...]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures: where its head stands in the row, and the year it is of (None: the state at the start)."""

    index: int
    year: int | None


def read_indicator_row(text: str, folded: str, block: Block) -> IndicatorRow | None:
    """The row of an indicator table with a target, None for a head row, another table's row or a paragraph."""
    if not block.header or block.cells == block.header or len(block.cells) != len(block.header):
        return None
    heads = [fold(head).strip() for head in block.header]
    at = next((index for index, head in enumerate(heads) if _NAME.fullmatch(head)), None)
    columns = _columns(heads)
    if at is None or not columns or columns[-1].year is None:
        return None
    spans, cells = cell_spans(block), [fold(cell) for cell in block.cells]
    unit = next((cells[index] for index, head in enumerate(heads) if _MEASURE.fullmatch(head)), "")
    read = [(column, figure) for column in columns if (figure := _figure(cells[column.index], cells[at], unit))]
    if not read or read[-1][0] != columns[-1]:
        return None
    quantities = tuple(_quantity(text, spans[column.index], figure, cells[at], column is not columns[-1])
                       for column, figure in read)
    span = Span(spans[at].start, spans[columns[-1].index].end)
    return IndicatorRow(span, _due(text, folded, block, columns[-1]), quantities)


def _columns(heads: list[str]) -> list[_Column]:
    """The columns of figures in the order of their years, the state at the start first."""
    columns = []
    for index, head in enumerate(heads):
        if match := _YEAR.search(head):
            columns.append(_Column(index, int(match["year"])))
        elif _BASE.search(head):
            columns.append(_Column(index, None))
    return sorted(columns, key=lambda column: column.year or 0)


def _figure(cell: str, name: str, unit: str) -> Figure | None:
    """What a cell says, with the measure that its own column or the indicator's bracket gives it; None for a dash."""
    own = _OWN_UNIT.search(name)
    bare = cell.strip(_MARKS)
    measure = "" if re.search(r"[%‰]", bare) else unit.strip() or (own["unit"] if own else "")
    return next(find_figures(re.sub(r"(\d)(?=$|以|左|及)", rf"\1{measure}", bare, count=1)), None)


def _quantity(text: str, span: Span, figure: Figure, name: str, former: bool) -> Quantity:
    """The figure under the indicator's name; a row named 能耗下降 holds its change."""
    name = _OWN_UNIT.sub("", name).strip()
    change = _CHANGE.search(name)
    op = figure.op if not change or former else "decrease_by" if change["fall"] else "increase_by"
    bare = name[:change.start()] if change else name
    return Quantity(text[span.start:span.end], f"原有{bare}" if former else bare, op, figure.value, figure.value_max,
                    figure.unit, span, _SURE)


def _due(text: str, folded: str, block: Block, column: _Column) -> tuple[Deadline, ...]:
    """The end of the year at the head of the targets' column, at its place above the row."""
    head = fold(block.header[column.index])
    at = folded.rfind(head, 0, block.start)
    if column.year is None or at < 0:
        return ()
    span = Span(at, at + len(head))
    return (Deadline(text[span.start:span.end], "by", None, date(column.year, 12, 31), None, span, _SURE),)
