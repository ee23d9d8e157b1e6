"""Web pages: the body that trafilatura finds, read by our own walk through the page so that no paragraph is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import lxml.html
import trafilatura

from pipelines.document import Block
from pipelines.fold import fold
from pipelines.load.errors import LoadError
from pipelines.load.tables import Cell, table_blocks
from pipelines.load.text import decode

_SKIPPED = frozenset(("script", "style", "noscript", "head", "nav", "footer", "aside", "select", "option", "button",
                      "input", "textarea", "iframe", "svg", "template"))
_INLINE = frozenset(("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
                     "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
                     "time", "tt", "u", "var"))
# What metadata needs of the lines above the body: dates, source, number of the document, publishing body.
_ABOUT_THE_PAGE = re.compile("(?:发布|发文|成文|生成|印发|公开|更新)(?:日期|时间)|(?:信息|文章|稿件|来稿)?来源|文号"
                             "|发文字号|发布机构"
                             "|发布单位|发文机关|发文单位|制发机关|索引号|信息名称|标题")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SITE_NAME = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*(?:网|门户|平台|政府|局|厅|委|办)[^-_|–—]*$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_LAYOUT_SHARE = 0.6  # a cell with more than this share of a table's text holds an article, not a datum


@dataclass(slots=True)
class _Line:
    """One line of the page as it is shown."""

    block: Block
    heading: bool = False
    linked: int = 0  # characters inside links


@dataclass(slots=True)
class _Walk:
    """Collects the lines of a page in reading order."""

    lines: list[_Line] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _linked: int = 0

    def add(self, text: str | None, linked: bool) -> None:
        """Append a piece of text to the line at hand."""
        if text:
            self._text.append(text)
            self._linked += len(_SPACE.sub("", text)) if linked else 0

    def flush(self, heading: bool = False) -> None:
        """End the line at hand."""
        text = _SPACE.sub(" ", "".join(self._text)).strip()
        if text:
            self.lines.append(_Line(Block(text), heading, self._linked))
        self._text, self._linked = [], 0

    def visit(self, element: lxml.html.HtmlElement, linked: bool = False) -> None:
        """Read the element and what it holds (its tail belongs to its parent)."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _HIDDEN.search(element.get("style") or ""):
            return
        if tag == "table" and (rows := _data_rows(element)):
            self.flush()
            self.lines += [_Line(block) for block in table_blocks(rows)]
            return
        inline = tag in _INLINE
        if not inline:
            self.flush()
        self.add(element.text, linked or tag == "a")
        for child in element:
            self.visit(child, linked or tag == "a")
            self.add(child.tail, linked or tag == "a")
        if not inline:
            self.flush(heading=tag in ("h1", "h2"))


def load(path: Path) -> list[Block]:
    """Title, lines about the page (date, source, number) and body; raises LoadError where the page holds no text."""
    data = path.read_bytes()
    declared = _DECLARED.search(data[:4096])
    page = decode(data, declared.group(1).decode("ascii").lower() if declared else None)
    lines, title = _page_lines(page)
    if not lines:
        raise LoadError("网页里没有正文文字：请在浏览器中打开后，另存为完整网页或打印成 PDF 再试")
    start, end = _body_range(lines, _body_text(page))
    above = [line.block for line in lines[:start] if _worth_keeping(line, title)]
    return _titled(above + [line.block for line in lines[start:end]], title)


def _page_lines(page: str) -> tuple[list[_Line], str]:
    """All lines of the page in reading order, and the title without the name of the site."""
    try:
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (lxml.etree.ParserError, ValueError):
        return [], ""
    walk = _Walk()
    body = tree.find("body")
    walk.visit(tree if body is None else body)
    walk.flush()
    return walk.lines, _SITE_NAME.sub("", _SPACE.sub(" ", tree.findtext("head/title") or "").strip())


def _body_text(page: str) -> str:
    found = trafilatura.extract(page, favor_recall=True, include_tables=True, include_comments=False)
    return _letters(found or "")


def _body_range(lines: list[_Line], body: str) -> tuple[int, int]:
    """First and last line (exclusive) that trafilatura counts as body; all lines where it finds next to nothing."""
    inside = [n for n, line in enumerate(lines) if (letters := _letters(line.block.text)) and letters in body
              and line.linked < len(letters) / 2]
    total = sum(len(_letters(line.block.text)) for line in lines)
    if not inside or len(body) < total / 10:
        return 0, len(lines)
    return inside[0], inside[-1] + 1


def _worth_keeping(line: _Line, title: str) -> bool:
    letters = _letters(line.block.text)
    same_as_title = len(letters) > 5 and (letters in _letters(title) or _letters(title) == letters)
    return (line.heading or same_as_title or bool(_ABOUT_THE_PAGE.search(fold(line.block.text)))) and \
        line.linked < max(1, len(letters)) / 2


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """The blocks, with the page's title put first where no line of the page shows it."""
    shown = _letters("".join(block.text for block in blocks[:20]))
    return blocks if not title or _letters(title) in shown else [Block(title), *blocks]


def _data_rows(table: lxml.html.HtmlElement) -> list[list[Cell]]:
    """The cells of a table of data, merged ones as None; no rows where the table only lays out the page."""
    if table.find(".//table") is not None:
        return []
    grid = _grid(table)
    sizes = [len(cell or "") for row in grid for cell in row]
    columns = max((len(row) for row in grid), default=0)
    if columns < 2 or len(grid) < 2 or (max(sizes) > 300 and max(sizes) > _LAYOUT_SHARE * sum(sizes)):
        return []
    return [row + [""] * (columns - len(row)) for row in grid]


def _grid(table: lxml.html.HtmlElement) -> list[list[Cell]]:
    """The rows of the table with a place for every column that a cell spans."""
    open_below: dict[int, int] = {}
    grid: list[list[Cell]] = []
    for tr in table.iter("tr"):
        row: list[Cell] = []
        for cell in tr.xpath("./td|./th"):
            _continue_merged(row, open_below)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(row), len(row) + width):
                open_below[column] = height - 1
            row += [_cell_text(cell), *[""] * (width - 1)]
        _continue_merged(row, open_below)
        grid.append(row)
    return grid


def _continue_merged(row: list[Cell], open_below: dict[int, int]) -> None:
    """Append the cells that reach down from the rows above at the row's next columns."""
    while open_below.get(len(row), 0) > 0:
        open_below[len(row)] -= 1
        row.append(None)


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), 1000)) if value.isdigit() else 1


def _cell_text(cell: lxml.html.HtmlElement) -> str:
    walk = _Walk()
    walk.visit(cell)
    walk.flush()
    return " ".join(line.block.text for line in walk.lines)


def _letters(text: str) -> str:
    """Letters and digits alone: the page and trafilatura differ in white space and marks."""
    return re.sub(r"[\W_]+", "", text)
