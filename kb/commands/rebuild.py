"""python -m kb rebuild"""

from __future__ import annotations

import argparse

from kb.commands.options import add_home
from kb.encoder import SETTING, load_encoder
from kb.knowledge_base import open_kb
from kb.locking import writing

_BUILT_IN = "内置"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--encoder", metavar="MODEL",
                        help="改用这个 sentence-transformers 模型（文件夹或 Hugging Face 名称，"
                        f"例如 BAAI/bge-small-zh-v1.5）；写“{_BUILT_IN}”恢复内置模型")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make all indexes anew from the database, with another encoder where one is named and can be loaded."""
    with open_kb(arguments.home) as kb, writing(kb.home):
        if arguments.encoder:
            model = None if arguments.encoder == _BUILT_IN else arguments.encoder
            load_encoder(model)
            kb.store.set_setting(SETTING, model)
        kb.rebuild()
        print(f"索引已重建：{len(kb.store.summaries())} 个文件")
    return 0
