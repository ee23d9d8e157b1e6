"""PDF files with a text layer: lines joined to paragraphs, tables as rows, running heads and page numbers dropped."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.document import Block
from pipelines.load.errors import LoadError
from pipelines.load.tables import Box, Cell, table_blocks
from pipelines.paragraphs import STARTS, is_open, join

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports every font without a box on stderr

# Fonts that share a glyph between a character and its radical give the radical back (Chromium's PDFs: ⼯ for 工).
# NFKC knows the Kangxi radicals and a few others; these are the rest that are whole characters.
_RADICALS = str.maketrans(
    "⺌⺝⺟⺥⺧⺪⺫⺮⺲⺳⺶⺷⺼⺽⺿⻁⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤"
    "⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⺊⺋⺏⺒⺓⺖⺘⺙⺛⺞⺠⺡⺨⺩⺬⺭⺯⺰⺴⺹⺺⺾⻀⻂⻇⻏⻕⻗⻡⻲⺸",
    "小月母爪牛疋目竹网网羊羊肉臼艹虎西西见角讠贝足车辶辶辶钅長镸长门阝青韦页风飞食食飠饣马骨鬼"
    "鱼鸟卤麦黄黾斉齐歯齿竜龙龜卜㔾尢巳幺忄扌攵旡歺民氵犭王示礻糹纟网耂肀艹艹衤角阝雨雨首亀羊")
_COMPATIBLE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
_BETWEEN_CHINESE = re.compile(r"(?<=[⺀-￯“”‘’—…]) +(?=[⺀-￯“”‘’—…])")
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第?\s*)\d{1,4}(?:\s*页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–·\s]*")
_MARGIN = 0.12  # share of the page's height at top and bottom where running heads and page numbers stand
_SHORT_BY = 1.6  # characters: a line that ends further from the right margin ends its paragraph
_INDENT = 1.0  # characters: a line that begins further right opens a paragraph
_GAP = 1.0  # line heights: a larger space above a line parts it from the one before


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line: `box` and `size` (of its characters) in points."""

    text: str
    page: int
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class _Table:
    """One printed table: its rows of cells and the box of each."""

    rows: tuple[tuple[Cell, ...], ...]
    page: int
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """Box of the first row."""
        return self.boxes[0]

    @property
    def frame(self) -> Box:
        """Box of the whole table."""
        return (min(box[0] for box in self.boxes), self.boxes[0][1], max(box[2] for box in self.boxes),
                self.boxes[-1][3])


_Item = _Line | _Table


def load(path: Path) -> list[Block]:
    """Paragraphs and table rows with page (from 1) and box; raises LoadError for locked, foreign and scanned files."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise LoadError("文件是空的（0 字节）：请重新下载或另存一份")
    if b"%PDF" not in head:
        raise LoadError("内容不是 PDF：请检查扩展名，或重新下载")
    try:
        with pdfplumber.open(path) as pdf:
            pages = [_items(page.dedupe_chars()) for page in pdf.pages]
            heights = [float(page.height) for page in pdf.pages]
    except PdfminerException as error:
        raise LoadError(_message(error)) from error
    if not any(pages):
        raise LoadError("没有文字层，可能是扫描件：请先做文字识别（OCR）后再试")
    return list(_blocks([item for page in _without_running_heads(pages, heights) for item in page]))


def _message(error: PdfminerException) -> str:
    """pdfplumber wraps pdfminer's error as the first argument of its own."""
    if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
        return "PDF 有密码保护：请取消密码后另存再试"
    return "PDF 文件已损坏，无法打开：请重新下载，或打印成 PDF 后再试"


def _items(page: Any) -> list[_Item]:
    """Lines and tables of one page from top to bottom."""
    tables = [table for found in page.find_tables() if (table := _table(page.page_number, found))]
    frames = [table.frame for table in tables]
    lines = [_line(page.page_number, raw) for raw in page.extract_text_lines(strip=True)]
    lines = [line for line in lines if line.text and not any(_is_inside(line.box, frame) for frame in frames)]
    return sorted([*lines, *tables], key=lambda item: item.box[1])


def _line(page: int, raw: dict[str, Any]) -> _Line:
    sizes = Counter(round(float(char["size"]), 1) for char in raw["chars"])
    box = (float(raw["x0"]), float(raw["top"]), float(raw["x1"]), float(raw["bottom"]))
    return _Line(_plain(raw["text"]).strip(), page, box, sizes.most_common(1)[0][0])


def _plain(text: str) -> str:
    """The text in ordinary characters, without the spaces that layout puts between Chinese ones."""
    characters = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return _BETWEEN_CHINESE.sub("", characters.translate(_RADICALS))


def _table(page: int, found: Any) -> _Table | None:
    """A grid of two rows and two columns or more; anything less is a frame or an underline."""
    rows = tuple(tuple(None if cell is None else _cell_text(cell) for cell in row) for row in found.extract())
    if len(rows) < 2 or max(map(len, rows)) < 2 or not any(any(row) for row in rows):
        return None
    return _Table(rows, page, tuple((float(x0), float(y0), float(x1), float(y1))
                                    for x0, y0, x1, y1 in (row.bbox for row in found.rows)))


def _cell_text(text: str) -> str:
    """The cell's lines as one: a line inside a cell ends where the column does."""
    joined = ""
    for line in text.split("\n"):
        joined = join(joined, line.strip())
    return _plain(joined)


def _is_inside(box: Box, frame: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return frame[1] <= middle <= frame[3] and box[0] < frame[2] and frame[0] < box[2]


def _without_running_heads(pages: Sequence[list[_Item]], heights: Sequence[float]) -> Iterator[list[_Item]]:
    """The pages without page numbers and without lines that come again at the edge of three pages or half of all."""
    seen = Counter(key for items, height in zip(pages, heights, strict=True)
                   for key in {_running(item, height) for item in items} if key)
    enough = max(2, min(3, (len(pages) + 1) // 2))
    for items, height in zip(pages, heights, strict=True):
        yield [item for item in items if not ((key := _running(item, height)) and
                                              (seen[key] >= enough or _PAGE_NUMBER.fullmatch(_text(item))))]


def _running(item: _Item, height: float) -> str | None:
    """What makes a line at the page's edge the same on every page: its place and its text without figures."""
    if isinstance(item, _Table) or height * _MARGIN < item.box[1] < height * (1 - _MARGIN):
        return None
    edge = "top" if item.box[1] < height / 2 else "bottom"
    return edge + re.sub(r"\d+", "#", item.text)


def _text(item: _Item) -> str:
    return item.text if isinstance(item, _Line) else ""


def _blocks(items: Sequence[_Item]) -> Iterator[Block]:
    """Runs of lines as paragraphs, runs of tables with as many columns as one table."""
    lines: list[_Line] = []
    tables: list[_Table] = []
    for item in items:
        if isinstance(item, _Line):
            yield from _joined_tables(tables)
            tables = []
            lines.append(item)
        else:
            yield from _paragraphs(lines)
            lines = []
            if tables and len(tables[-1].rows[0]) != len(item.rows[0]):
                yield from _joined_tables(tables)
                tables = []
            tables.append(item)
    yield from _joined_tables(tables)
    yield from _paragraphs(lines)


def _joined_tables(tables: Sequence[_Table]) -> list[Block]:
    rows = [row for table in tables for row in table.rows]
    return table_blocks(rows, [(table.page, box) for table in tables for box in table.boxes])


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Block]:
    """Lines joined where the text runs on; page and box are those of the paragraph's part on its first page."""
    if not lines:
        return
    left = Counter(round(line.box[0]) for line in lines).most_common(1)[0][0]
    right = max(line.box[2] for line in lines)
    run: list[_Line] = []
    for line in lines:
        if run and not _runs_on(run[-1], line, left, right):
            yield _block(run)
            run = []
        run.append(line)
    yield _block(run)


def _runs_on(last: _Line, line: _Line, left: float, right: float) -> bool:
    """Whether `line` continues the paragraph of `last`, by the left and right margins of the text."""
    if abs(line.size - last.size) > 1 or last.box[2] < right - _SHORT_BY * last.size:
        return False
    if line.box[0] > left + _INDENT * line.size:
        return False
    if line.page == last.page and line.box[1] - last.box[3] > _GAP * (last.box[3] - last.box[1]):
        return False
    return is_open(last.text) or not STARTS.match(line.text)


def _block(run: Sequence[_Line]) -> Block:
    text = run[0].text
    for line in run[1:]:
        text = join(text, line.text)
    first = [line.box for line in run if line.page == run[0].page]
    box = (min(b[0] for b in first), first[0][1], max(b[2] for b in first), first[-1][3])
    return Block(text, page=run[0].page, box=box)
