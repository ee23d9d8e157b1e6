"""Rows of a table as blocks: which row is the head, what a merged cell says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.document import Block
from pipelines.fold import fold

# A merged cell holds for all its rows where the column says who and when; elsewhere it names a group, once.
_WHO_AND_WHEN = re.compile("单位|部门|责任|牵头|配合|负责|时限|时间|期限|进度|节点")
_FIGURE = re.compile(r"[\d.,%‰（）()\-—\s]+")
_LONGEST_HEAD_CELL = 20

Cell = str | None
"""The text of a cell; None continues the merged cell above it."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom in PDF points from the page's upper left corner."""


def table_blocks(rows: Sequence[Sequence[Cell]], places: Sequence[tuple[int, Box]] = ()) -> list[Block]:
    """One block a row; the head row itself has `cells == header`, a row with one filled cell is a plain paragraph.

    `places` holds page (from 1) and box of every row, where they are known. A head row that comes again on a
    later page is left out.
    """
    blocks: list[Block] = []
    header: tuple[str, ...] = ()
    for number, cells in enumerate(_without_merging(rows)):
        filled = [cell for cell in cells if cell]
        page, box = places[number] if number < len(places) else (None, None)
        if len(filled) == 1:
            blocks.append(Block(filled[0], page=page, box=box))
        elif filled and cells != header:
            header = header or (cells if _is_head(cells) else ())
            blocks.append(Block("\t".join(cells), page=page, box=box, cells=cells, header=header))
    return blocks


def _without_merging(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, ...]]:
    """The rows with continued cells filled in below heads that say who and when, and empty elsewhere."""
    heads: Sequence[Cell] = next((row for row in rows if sum(1 for cell in row if cell) > 1), ())
    repeated = {column for column, head in enumerate(heads) if head and _WHO_AND_WHEN.search(fold(head))}
    above: dict[int, str] = {}
    for row in rows:
        for column, cell in enumerate(row):
            above[column] = above.get(column, "") if cell is None else cell
        yield tuple(above[column] if cell is not None or column in repeated else "" for column, cell in enumerate(row))


def _is_head(cells: Sequence[str]) -> bool:
    """Short names in every column, no figures and no sentences."""
    return len(cells) > 1 and all(cell and len(cell) <= _LONGEST_HEAD_CELL and not _FIGURE.fullmatch(cell)
                                  and not cell.endswith(("。", "；")) for cell in cells)
