"""python -m kb export gold [DOC…] --out DIR"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kb.commands.options import add_home
from kb.gold_export import export_gold, to_export
from kb.knowledge_base import open_kb


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("form", choices=["gold"], metavar="gold",
                        help="导出成什么：gold 是标注（eval 和 train 能读），连同被标注的文件")
    parser.add_argument("documents", nargs="*", metavar="DOC",
                        help="文件的编号、路径或标题的一部分；不写就是全部有人改正过的文件")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR",
                        help="写到这个文件夹：标注在 DIR/gold，文件在 DIR/docs")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the annotations and say how to use them."""
    with open_kb(arguments.home) as kb:
        written = export_gold(kb.store, arguments.out, to_export(kb.store, arguments.documents))
    for path in written:
        print(path)
    print(f"已导出 {len(written)} 个文件的标注。打分：python -m kb eval {arguments.out / 'gold'}", file=sys.stderr)
    return 0
