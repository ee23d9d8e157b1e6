"""python -m kb units [DOC…]"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date

from kb.commands.options import add_home, add_json, positive
from kb.documents import named_document
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.unit_table import Use
from kb.units import LEVELS, ROLES, UnitLine, unit_lines, uses_in
from kb.user_register import create_register

_SHOWN, _DAYS = 50, 3


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("documents", nargs="*", metavar="DOC",
                        help="文件的路径、编号或标题的一部分（默认：知识库里的全部文件）")
    parser.add_argument("--top", type=positive, default=_SHOWN, metavar="N", help=f"最多列多少个（默认 {_SHOWN}）")
    add_json(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the bodies with the number of their records, the most first; wrong lines of the register on stderr."""
    with open_kb(arguments.home) as kb:
        table = kb.store.units
        create_register(table.path)
        for warning in table.register.warnings:
            print(warning, file=sys.stderr)
        lines = unit_lines(table, _uses(kb, arguments.documents), date.today())
    shown = lines[:arguments.top]
    if arguments.json:
        print(json.dumps([_format(line) for line in shown], ensure_ascii=False, indent=2))
        return 0
    print("".join(map(_text, shown)) + f"共 {len(lines)} 个单位，列出 {len(shown)} 个；登记册里没有的 "
          f"{sum(not line.body.known for line in lines)} 个。\n简称、旧称可以自己登记：{table.path}")
    return 0


def _uses(kb: KnowledgeBase, references: list[str]) -> Iterator[Use]:
    if not references:
        yield from kb.store.units.uses()
    for reference in references:
        yield from uses_in(named_document(reference, kb.store))


def _text(line: UnitLine) -> str:
    """The name and the counts, then the spellings, then the next deadlines."""
    level = f"（{LEVELS[line.body.level]}）" if line.body.level else ""
    roles = "、".join(f"{ROLES[role]} {count}" for role, count in line.roles.items() if count)
    spellings = "、".join(f"{name}{'（旧称）' * (name in line.former)} {count}" for name, count in line.spellings)
    due = "、".join(f"{day}（{count} 条）" for day, count in line.due[:_DAYS])
    return (f"{line.body.full}{level}  {line.records} 条：{roles}\n"
            + (f"    写法：{spellings}\n" if [line.body.full] != [name for name, _ in line.spellings] else "")
            + (f"    接下来的期限：{due}\n" if due else ""))


def _format(line: UnitLine) -> dict[str, object]:
    body = line.body
    return {"key": body.key, "name": body.full, "level": body.level, "scope": body.scope, "place": body.place or None,
            "known": body.known, "spellings": dict(line.spellings), "former": list(line.former),
            "records": line.records, **line.roles, "next_deadlines": {str(day): n for day, n in line.due[:_DAYS]}}
