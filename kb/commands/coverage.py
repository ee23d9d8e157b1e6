"""python -m kb coverage FIVE_YEAR_PLAN [PLAN…] [--json | --xlsx FILE.xlsx]"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kb.commands.options import add_home, add_json, add_xlsx, write_xlsx
from kb.coverage import STATES, Coverage, Task, coverage, plans_below, warnings
from kb.documents import named_document
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.quoted import quoted_format, title_of
from kb.views.coverage_markup import about_coverage, coverage_xlsx
from kb.views.text import place
from pipelines.document import Document


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("above", metavar="PLAN", help="五年规划，或上级的计划：路径、编号或标题的一部分")
    parser.add_argument("below", nargs="*", metavar="ANNUAL",
                        help="年度计划，或下级的计划（默认：知识库里规划期内、本地区和下级的工作计划）")
    add_json(parser)
    add_xlsx(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lay one plan over others and print what is covered, or JSON, or write a workbook."""
    with open_kb(arguments.home) as kb:
        above = named_document(arguments.above, kb.store)
        below = _below(above, arguments.below, kb)
        found = coverage(above, below, kb.encoder)
    said = warnings(above, below)
    for warning in said:
        print(f"注意：{warning}", file=sys.stderr)
    if arguments.json:
        print(json.dumps(coverage_format(found), ensure_ascii=False, indent=1))
    elif arguments.xlsx:
        about = about_coverage(title_of(above), found, said, str(kb.home.root), date.today())
        write_xlsx(arguments.xlsx, coverage_xlsx(found, about), _counts(found))
    else:
        print("\n".join(_lines(found, above)))
    return 0


def _below(above: Document, named: Sequence[str], kb: KnowledgeBase) -> list[Document]:
    if named:
        return [named_document(each, kb.store) for each in named]
    stored = {each.doc_id: each for each in kb.store.summaries()}
    if above.doc_id not in stored:
        raise KbError(f"{above.source}：不在知识库里，请在后面写出要对的年度计划，或先用 ingest 读入。")
    return [kb.store.document(each.doc_id) for each in plans_below(stored[above.doc_id], stored.values())]


def coverage_format(found: Coverage) -> dict[str, Any]:
    """The matrix for JSON; `sure`: the task surely serves the goal, else it may."""
    lines = [{"goal": quoted_format(line.goal), "kind": line.kind, "state": line.state,
              "cells": [list(map(_task, cell)) for cell in line.cells],
              "nearest": _task(line.nearest) if line.nearest else None} for line in found.lines]
    orphans = [{"task": quoted_format(each.task), "column": found.columns[each.column].name,
                "nearest": quoted_format(each.nearest.quote), "possible": each.nearest.sure}
               for each in found.orphans]
    return {"columns": [{"name": each.name, "plans": list(each.plans)} for each in found.columns], "lines": lines,
            "orphans": orphans, "tasks": found.tasks}


def _task(task: Task) -> dict[str, Any]:
    return {"task": quoted_format(task.quote), "sure": task.sure, "score": task.score}


def _lines(found: Coverage, above: Document) -> Iterator[str]:
    yield f"上级规划：{title_of(above)}"
    for number, line in enumerate(found.lines, 1):
        yield ""
        yield f"{number}. 【{STATES[line.state]}】{line.goal.quote}（{place(line.goal.section[-1:], line.goal.page)}）"
        for column, cell in zip(found.columns, line.cells, strict=True):
            for task in cell:
                yield f"   {column.name}{'' if task.sure else '（可能）'}：{task.quote.quote}《{task.quote.title}》"
    yield ""
    yield _counts(found)


def _counts(found: Coverage) -> str:
    states = Counter(line.state for line in found.lines)
    years = [f"{column.name} {sum(any(task.sure for task in line.cells[at]) for line in found.lines)} 项有任务"
             for at, column in enumerate(found.columns)]
    return (f"共 {len(found.lines)} 项：" + "，".join(f"{name} {states[state]}" for state, name in STATES.items())
            + f"；{'，'.join(years)}；下级任务 {found.tasks} 条，{len(found.orphans)} 条没有上级。")
