"""Arguments that several verbs share."""

from __future__ import annotations

import argparse
from pathlib import Path

from kb.errors import KbError


def add_home(parser: argparse.ArgumentParser) -> None:
    """--home DIR."""
    # Without a default of its own, so that a --home before the verb stays.
    parser.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS,
                        help="知识库所在的文件夹（默认：环境变量 KB_HOME，其次 ./knowledge_base）")


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def positive(text: str) -> int:
    """A whole number from 1; KbError for anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise KbError(f"这里要写一个大于零的整数，不能是：{text}")
    return int(text)


def add_xlsx(parser: argparse.ArgumentParser) -> None:
    """--xlsx FILE.xlsx."""
    parser.add_argument("--xlsx", metavar="FILE.xlsx", type=_xlsx, help="把表格写入 .xlsx 文件")


def _xlsx(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        raise KbError(f"--xlsx {name}：文件名要以 .xlsx 结尾。")
    return path


def write_xlsx(path: Path, content: bytes, said: str) -> None:
    """Write a workbook and say what is in it; KbError where the folder is missing or another program has it open."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise KbError(f"{path}：写不了这个文件。请检查文件夹是否存在，关闭正在打开它的程序。") from error
    print(f"{path}：{said}")
