"""python -m kb diff PLAN_A PLAN_B [--json | --xlsx FILE.xlsx]"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kb.commands.options import add_home, add_json, add_xlsx, write_xlsx
from kb.diff import Difference, diff, warnings
from kb.documents import named_document
from kb.knowledge_base import open_kb
from kb.plan_changes import STATUSES, FigureChange
from kb.quoted import quoted_format, title_of
from kb.views.diff_markup import ORDER, about_diff, difference_xlsx, reasons_of
from kb.views.text import place
from pipelines.document import Document


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("first", metavar="PLAN_A",
                        help="前一份计划：路径、编号或标题的一部分；不在知识库里的文件当场读取")
    parser.add_argument("second", metavar="PLAN_B", help="后一份计划，或另一个地方的计划：同上")
    add_json(parser)
    add_xlsx(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare two plans and print the rows with counts, or JSON, or write a workbook."""
    with open_kb(arguments.home) as kb:
        first, second = (named_document(each, kb.store) for each in (arguments.first, arguments.second))
        rows = diff(first, second, kb.encoder)
        about = about_diff(first, second, str(kb.home.root), date.today())
    for warning in warnings(first, second):
        print(f"注意：{warning}", file=sys.stderr)
    if arguments.json:
        print(json.dumps({"differences": list(map(difference_format, rows))}, ensure_ascii=False, indent=1))
    elif arguments.xlsx:
        write_xlsx(arguments.xlsx, difference_xlsx(rows, about), f"{len(rows)} 项")
    else:
        print("\n".join(_lines(rows, first, second)))
    return 0


def difference_format(each: Difference) -> dict[str, Any]:
    """A row for JSON; `strength` are the levels of wording, 1 (探索) to 5 (确保)."""
    return {"status": each.status, "before": quoted_format(each.before), "after": quoted_format(each.after),
            "reasons": reasons_of(each), "figures": list(map(_figure, each.figures)),
            "strength": list(each.strengths), "confidence": round(each.confidence, 4),
            "nearest": quoted_format(each.nearest), "shared": each.shared}


def _figure(each: FigureChange) -> dict[str, Any]:
    return {"indicator": each.after.indicator or each.before.indicator, "before": each.before.value,
            "after": each.after.value, "units": [each.before.unit, each.after.unit], "ceiling": each.ceiling,
            "demand": each.demand}


def _lines(rows: Sequence[Difference], first: Document, second: Document) -> Iterator[str]:
    yield f"前：{title_of(first)}"
    yield f"后：{title_of(second)}"
    for number, each in enumerate(rows, 1):
        yield ""
        yield f"{number}. 【{STATUSES[each.status]}】{'；'.join(reasons_of(each))}（把握 {each.confidence:.0%}）"
        for name, quote in (("前", each.before), ("后", each.after)):
            if quote:
                yield f"   {name}：{quote.quote}（{place(quote.section[-1:], quote.page)}）"
        if each.nearest:
            yield f"   最接近：{each.nearest.quote}"
    counts = Counter(each.status for each in rows)
    yield ""
    yield f"共 {len(rows)} 项：" + "，".join(f"{STATUSES[each]} {counts[each]}" for each in ORDER if counts[each])
