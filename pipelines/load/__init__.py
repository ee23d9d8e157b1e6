"""Files in, blocks of text out: one module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.document import Block
from pipelines.load import docx, html, pdf, text
from pipelines.load.errors import LoadError

__all__ = ["LOADERS", "LoadError", "load"]

LOADERS: dict[str, Callable[[Path], list[Block]]] = {
    ".txt": text.load, ".html": html.load, ".htm": html.load, ".pdf": pdf.load, ".docx": docx.load,
}


def load(path: Path) -> list[Block]:
    """The blocks of one file in reading order; raises LoadError with a Chinese message where it cannot be read."""
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        raise LoadError(f"不支持 {path.suffix or '没有扩展名'} 格式：请另存为 .docx 或 PDF 后再试")
    try:
        return loader(path)
    except FileNotFoundError as error:
        raise LoadError("找不到文件：请检查路径") from error
    except IsADirectoryError as error:
        raise LoadError("这是文件夹，不是文件：请选择其中的文件") from error
    except PermissionError as error:
        raise LoadError("没有读取这个文件的权限：请检查文件权限，或关闭正在使用它的程序") from error
