"""python -m kb doctor"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from kb.commands.model import model_lines
from kb.commands.options import add_home
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase, open_kb


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what there is, and on stderr what is wrong; 2 where something is."""
    with open_kb(arguments.home) as kb:
        documents = kb.store.summaries()
        print(f"知识库：{kb.home.root}\n文件 {len(documents)} 个，记录 {sum(each.records for each in documents)} 条")
        wrong = list(_wrong(kb))
        print("\n".join(model_lines(kb)))
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print("数据库、索引和语义模型都完好")
    return 2 if wrong else 0


def _wrong(kb: KnowledgeBase) -> Iterator[str]:
    """One line for each thing that is wrong; an index that is missing or damaged is made anew instead."""
    if fault := kb.store.fault():
        yield f"数据库有损坏：{fault}。请从备份恢复，或删除 {kb.home.database} 后重新导入。"
    yield from kb.store.units.register.warnings
    try:
        kb.refresh()
    except KbError as error:
        yield str(error)
    if kb.meaning.fault:
        yield kb.meaning.fault
    for document in kb.store.summaries():
        for source in document.sources:
            path = kb.store.path_of(source)
            if path and not path.exists():
                yield f"原文件不在了：{path}（知识库里的内容不受影响，但不能重新读取）"
