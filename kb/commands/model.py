"""python -m kb model [MODEL [--instruction TEXT] | --built-in]"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tqdm import tqdm

from kb.commands.options import add_home
from kb.embedding import change_model, encoded_so_far
from kb.errors import KbError
from kb.home import Home, open_home
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.models import choices, choose


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("model", nargs="?", metavar="MODEL",
                        help="sentence-transformers 模型：文件夹，或 Hugging Face 上的名称；不写就显示现在用的")
    parser.add_argument("--built-in", action="store_true", help="恢复内置模型")
    parser.add_argument("--instruction", metavar="TEXT",
                        help="放在每个问题前面的指令（默认：模型文件夹里写明的，或已知的；写 '' 就不加）")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the model in use, or change it with a progress bar."""
    home = open_home(arguments.home)
    if arguments.model is not None or arguments.built_in:
        _change(arguments, home)
    elif arguments.instruction is not None:
        raise KbError("--instruction 要和模型一起写：model 模型 --instruction 文字。")
    with open_kb(home.root) as kb:
        print("\n".join(model_lines(kb)))
        if kb.meaning.fault:
            print(kb.meaning.fault, file=sys.stderr)
            return 2
    return 0


def _change(arguments: argparse.Namespace, home: Home) -> None:
    if arguments.built_in and (arguments.model is not None or arguments.instruction is not None):
        raise KbError("--built-in 恢复内置模型，不能和别的模型或 --instruction 一起写。")
    choice, encoder = choose(arguments.model, arguments.instruction)
    with tqdm(unit="条", desc="计算向量", disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(done: int, total: int) -> None:
            """Move the bar."""
            bar.total = total
            bar.update(done - bar.n)

        change_model(choice, encoder, home, show)


def model_lines(kb: KnowledgeBase) -> Iterator[str]:
    """The model in use, and how far a change to another one is."""
    chosen = choices(kb.store)
    if kb.meaning.fault:
        yield f"语义模型：内置模型（{kb.encoder.dim} 维），代替打不开的 {chosen.used.title}"
    else:
        instruction = f"，问题前面加“{chosen.used.instruction}”" if chosen.used.instruction else ""
        yield f"语义模型：{chosen.used.title}（{kb.encoder.dim} 维{instruction}）"
    if chosen.following:
        done, total = encoded_so_far(kb.home, chosen.following), sum(each.records for each in kb.store.summaries())
        yield (f"正在换成：{chosen.following.title}（已算 {done} 条，共 {total} 条；换好之前用原来的）。"
               f"如果中断了，用 model {chosen.following.model or '--built-in'} 接着算")
