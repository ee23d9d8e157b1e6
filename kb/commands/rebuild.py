"""python -m kb rebuild"""

from __future__ import annotations

import argparse

from kb.commands.options import add_home
from kb.knowledge_base import open_kb
from kb.locking import writing


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make all indexes anew from the database."""
    with open_kb(arguments.home) as kb, writing(kb.home):
        kb.rebuild()
        print(f"索引已重建：{len(kb.store.summaries())} 个文件")
    return 0
