"""python -m kb delete DOC…"""

from __future__ import annotations

import argparse
import sys

from kb.commands.options import add_home
from kb.errors import KbError
from kb.home import open_home
from kb.ingest import delete


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("documents", nargs="+", metavar="DOC", help="文件的编号、路径或标题的一部分")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Delete the documents, each whole or not at all."""
    home, code = open_home(arguments.home), 0
    for reference in arguments.documents:
        try:
            print(f"已删除 {delete(reference, home)}")
        except KbError as error:
            print(error, file=sys.stderr)
            code = 2
    return code
