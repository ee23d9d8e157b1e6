"""Word files (.docx): paragraphs with their automatic numbers, tables in place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from pipelines.document import Block
from pipelines.load.errors import LoadError
from pipelines.load.tables import Cell, table_blocks
from pipelines.load.word_numbering import Numbering

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Not part of the running text: deletions under revision, text boxes, pictures, the fallback copy of a drawing.
_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:drawing", "w:pict", "w:object", "w:pPr",
                              "w:rPr"))) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateCo"
                                            "ntent"}
_BREAKS = frozenset(map(qn, ("w:br", "w:cr")))
_CONTENTS_STYLE = re.compile(r"(?i)toc\s*\d|目录\s*\d")


def load(path: Path) -> list[Block]:
    """Paragraphs and table rows in reading order; raises LoadError for locked, foreign and empty files."""
    document = _open(path)
    blocks = list(_Reader(document).read(document.element.body))
    if not any(block.text.strip() for block in blocks):
        raise LoadError("文档里没有文字：内容可能是图片，请先做文字识别（OCR）后再试")
    return blocks


def _open(path: Path) -> Any:
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise LoadError("文件是空的（0 字节）：请重新下载或另存一份")
    if head == _OLE:
        if _ENCRYPTED in path.read_bytes():
            raise LoadError("文档有密码保护：请在 Word 中取消密码后另存再试")
        raise LoadError("这是旧版 Word（.doc）文件：请用 Word 或 WPS 另存为 .docx 后再试")
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise LoadError("不是有效的 Word 文档（.docx），或文件已损坏：请用 Word 打开后另存再试") from error


class _Reader:
    """Walks the body once, counting automatic numbers on the way."""

    def __init__(self, document: Any) -> None:
        self._numbering = Numbering(document)
        self._style_names = {style.style_id: style.name or "" for style in document.styles}

    def read(self, container: Any) -> Iterator[Block]:
        """The blocks of a body, cell or content control."""
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt") and not _is_contents(child):
                content = child.find(qn("w:sdtContent"))
                yield from self.read(content) if content is not None else ()
            elif child.tag in (qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                yield from self.read(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        """The lines of a paragraph; its number stands before the first."""
        text = "".join(_texts(paragraph))
        if _CONTENTS_STYLE.fullmatch(self._style_names.get(_style_id(paragraph), "")):
            return
        label = self._numbering.label(paragraph) if text.strip() else ""
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                yield Block(label + line if number == 0 else line)

    def _table(self, table: Any) -> Iterator[Block]:
        """The rows; a table of one column is a frame around paragraphs."""
        rows = table.findall(qn("w:tr"))
        if all(len(row.findall(qn("w:tc"))) == 1 for row in rows):
            for row in rows:
                yield from self.read(row.find(qn("w:tc")))
            return
        grid = [self._row(row) for row in rows]
        columns = max(map(len, grid))
        yield from table_blocks([row + [""] * (columns - len(row)) for row in grid])

    def _row(self, row: Any) -> list[Cell]:
        cells: list[Cell] = [""] * int(_value(row.find(qn("w:trPr")), "w:gridBefore") or 0)
        for cell in row.findall(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            merge = None if properties is None else properties.find(qn("w:vMerge"))
            continued = merge is not None and merge.get(qn("w:val")) != "restart"
            text = " ".join(block.text.replace("\t", " ").strip() for block in self.read(cell))
            width = int(_value(properties, "w:gridSpan") or 1)
            cells += [None if continued else text, *[""] * (width - 1)]
        return cells


def _texts(element: Any) -> Iterator[str]:
    """The pieces of text inside a paragraph, breaks as line feeds."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _texts(child)


def _is_contents(control: Any) -> bool:
    """Whether the content control holds a table of contents."""
    return any("Table of Contents" in (each.get(qn("w:val")) or "") for each in control.iter(qn("w:docPartGallery")))


def _style_id(paragraph: Any) -> str:
    return _value(paragraph.find(qn("w:pPr")), "w:pStyle") or ""


def _value(element: Any, name: str) -> str | None:
    child = None if element is None else element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))
