"""python -m kb train encoder --text FILE"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kb.encoder import BUILT_IN


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("what", choices=["encoder"], metavar="encoder", help="训练什么：encoder 是检索用的语义模型")
    parser.add_argument("--text", required=True, type=Path, metavar="FILE", help="一行一段的 UTF-8 文本，可以是 .xz")
    parser.add_argument("--out", type=Path, default=BUILT_IN, metavar="DIR", help="模型写到哪里（默认：替换内置模型）")


def run(arguments: argparse.Namespace) -> int:
    """Train and write the model; indexes are made anew when they are next used."""
    from kb.training.train_encoder import train_encoder

    train_encoder(arguments.text, arguments.out, lambda line: print(line, file=sys.stderr))
    return 0
