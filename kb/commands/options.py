"""Arguments that several verbs share."""

from __future__ import annotations

import argparse

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
