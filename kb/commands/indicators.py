"""python -m kb indicators [NAME] [--json | --xlsx FILE.xlsx]"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kb.commands.options import add_home, add_json, add_xlsx, positive, write_xlsx
from kb.errors import KbError
from kb.indicator_series import Contradiction, Series, asked_for, register
from kb.indicators import Reading, readings_of
from kb.knowledge_base import open_kb
from kb.near_names import near_names
from kb.quoted import quoted_format
from kb.views.indicator_markup import ROLES, about_register, facts_of, judgement, pace_lines, register_xlsx
from kb.views.text import place

_SHOWN = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("name", nargs="?", default="", metavar="NAME",
                        help="指标名称或其中一部分（默认：两个以上文件里都有的全部指标）")
    parser.add_argument("--top", type=positive, default=_SHOWN, metavar="N", help=f"最多列多少个（默认 {_SHOWN}）")
    add_json(parser)
    add_xlsx(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the series with their pace and contradictions, or JSON, or write a workbook."""
    with open_kb(arguments.home) as kb:
        summaries = kb.store.summaries()
        every = register(each for one in summaries for each in readings_of(kb.store.document(one.doc_id)))
        home = str(kb.home.root)
    found = asked_for(every, arguments.name) if arguments.name else [each for each in every if each.documents > 1]
    _refuse(arguments.name, every, found)
    if arguments.json:
        print(json.dumps({"series": list(map(series_format, found))}, ensure_ascii=False, indent=1))
    elif arguments.xlsx:
        about = about_register(found, arguments.name, home, date.today())
        write_xlsx(arguments.xlsx, register_xlsx(found, about), f"{len(found)} 个指标")
    else:
        print("\n".join(_lines(found, arguments.top)))
    return 0


def _refuse(name: str, every: Sequence[Series], found: Sequence[Series]) -> None:
    if not every:
        raise KbError("知识库里还没有带数字的指标。请先用 ingest 读入计划、总结或规划。")
    if not found and name:
        near = near_names(name, (each.name for each in every))
        raise KbError(f"没有叫“{name}”的指标。{near}可以只写名称的一部分。")
    if not found:
        raise KbError("没有在两个以上文件里都出现的指标；写出指标名称可以看单个文件里的。")


def series_format(series: Series) -> dict[str, Any]:
    """A series for JSON; values are in `unit`."""
    pace = series.pace
    return {"name": series.name, "names": list(series.names), "place": series.place, "unit": series.unit,
            "form": series.form, "cumulative": series.sums,
            "readings": [_reading(series, each) for each in series.readings],
            "pace": {"needed": series.in_unit(pace.needed), "reached": series.in_unit(pace.reached),
                     "left": None if pace.left is None else series.in_unit(pace.left), "behind": pace.behind,
                     "met": pace.met, "base_year": pace.base.year, "target_year": pace.target.year,
                     "latest_year": pace.latest.year, "reckoning": pace_lines(series)} if pace else None,
            "contradictions": [_contradiction(series, each) for each in series.contradictions]}


def _reading(series: Series, each: Reading) -> dict[str, Any]:
    return {"year": each.year, "role": each.role, "value": series.in_unit(each.value), "op": each.quantity.op,
            "text": each.quantity.text, "indicator": each.quantity.indicator, "bases": list(each.bases),
            "five_year_plan": each.five_year, "place": quoted_format(each.quote)}


def _contradiction(series: Series, each: Contradiction) -> dict[str, Any]:
    return {"year": each.year, "role": each.role, "message": each.message, "one": _reading(series, each.one),
            "other": _reading(series, each.other)}


def _lines(found: Sequence[Series], top: int) -> Iterator[str]:
    for series in found[:top]:
        yield f"{series.name}（{'，'.join(facts_of(series))}）"
        for each in series.readings:
            where = place(each.quote.section[-1:], each.quote.page)
            yield f"   {each.year}年{ROLES[each.role]} {each.quantity.text}《{each.quote.title}》{where}"
        if series.pace:
            yield f"   {judgement(series.pace)}：{'；'.join(pace_lines(series))}"
        yield from (f"   矛盾：{each.message}" for each in series.contradictions)
        yield ""
    wrong = sum(bool(each.contradictions) for each in found)
    behind = sum(bool(each.pace and each.pace.behind) for each in found)
    yield f"共 {len(found)} 个指标，列出 {min(top, len(found))} 个；有矛盾的 {wrong} 个，进度慢于所需的 {behind} 个。"
