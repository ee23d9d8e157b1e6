"""python -m kb track [--on DAY] [--unit NAME] [--state STATE] [--json | --xlsx FILE.xlsx]"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kb.commands.options import add_home, add_json, add_xlsx, positive, write_xlsx
from kb.compare import compare
from kb.errors import KbError
from kb.filters import parse_day
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.quoted import quoted_format
from kb.track import STATES, Plan, Tracked, plans_on, track, without_day
from kb.verdict import VERDICTS
from kb.views.partners import likely_report
from kb.views.text import place
from kb.views.track_markup import Bodies, about_track, by_month, by_unit, deadline_words, track_xlsx, units_of

_DAYS = 30


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--on", metavar="DAY", type=parse_day, help="截至哪一天，例如 2025-06-30（默认：今天）")
    parser.add_argument("--days", type=positive, default=_DAYS, metavar="N", help=f"几天以内算即将到期（默认 {_DAYS}）")
    parser.add_argument("--unit", metavar="NAME", help="只列这个责任单位的（名称的一部分）")
    parser.add_argument("--state", choices=tuple(STATES), metavar="STATE",
                        help="只列这种状态：" + "、".join(f"{state}（{name}）" for state, name in STATES.items()))
    add_json(parser)
    add_xlsx(parser)
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is due and overdue on a day, or JSON, or write a workbook."""
    day = arguments.on or date.today()
    with open_kb(arguments.home) as kb:
        plans = _plans(kb, day)
        found = track(plans, day, arguments.days)
        bodies = kb.store.units.bodies(spelling for each in found for spelling, _ in each.units)
        home = str(kb.home.root)
    without = without_day(plans)
    _refuse(plans, found, without, day)
    shown = [each for each in found if arguments.state in (None, each.state) and _has(each, arguments.unit, bodies)]
    if arguments.json:
        print(json.dumps({"on": str(day), "commitments": [tracked_format(each, bodies) for each in shown]},
                         ensure_ascii=False, indent=1))
    elif arguments.xlsx:
        said = "，".join(filter(None, (arguments.unit, STATES.get(arguments.state or ""))))
        about = about_track(day, arguments.days, said, without, home)
        write_xlsx(arguments.xlsx, track_xlsx(shown, bodies, about), f"{len(shown)} 项")
    else:
        print("\n".join(_lines(shown, bodies, day, without)))
    return 0


def _plans(kb: KnowledgeBase, day: date) -> list[Plan]:
    """The plans with the reports known on the day, compared."""
    plans = []
    for plan, report in plans_on(kb.store.summaries(), day, likely_report):
        read = kb.store.document(plan.doc_id)
        known = kb.store.document(report.doc_id) if report else None
        plans.append(Plan(read, known, compare(read, known, kb.encoder) if known else ()))
    return plans


def _refuse(plans: Sequence[Plan], found: Sequence[Tracked], without: int, day: date) -> None:
    if not plans:
        raise KbError(f"到 {day} 为止，知识库里还没有计划。请先用 ingest 读入计划，或用 --on 换一个日期。")
    if not found:
        raise KbError(f"{len(plans)} 份计划里没有写明日期的任务（{without} 项都没有时限），没有可督办的。")


def _has(each: Tracked, unit: str | None, bodies: Bodies) -> bool:
    return unit is None or any(unit in name or unit in spelling.name for (spelling, _), name
                               in zip(each.units, units_of(each, bodies), strict=True))


def tracked_format(each: Tracked, bodies: Bodies) -> dict[str, Any]:
    """A deadline for JSON; `day` is the next one of what recurs."""
    return {"day": str(each.day), "state": each.state, "deadline": each.deadline, "due": str(each.due),
            "freq": each.freq, "kind": each.kind, "commitment": quoted_format(each.quote),
            "units": units_of(each, bodies), "verdict": each.verdict, "report": each.report,
            "evidence": quoted_format(each.evidence)}


def _lines(found: Sequence[Tracked], bodies: Bodies, day: date, without: int) -> Iterator[str]:
    for each in found:
        yield f"{each.day} 【{STATES[each.state]}】{each.quote.quote}"
        yield "   " + "；".join(filter(None, (
            f"时限：{deadline_words(each)}", "、".join(units_of(each, bodies)),
            f"《{each.quote.title}》{place(each.quote.section[-1:], each.quote.page)}")))
        if each.evidence:
            yield f"   总结（{VERDICTS[each.verdict or 'unreported']}）：{each.evidence.quote}"
    yield ""
    states = Counter(each.state for each in found)
    yield f"截至 {day}，共 {len(found)} 项：" + "，".join(f"{name} {states[key]}" for key, name in STATES.items())
    yield "按月：" + "，".join(f"{month} {own.total()}" for month, own in by_month(found).items())
    yield "按单位：" + "，".join(f"{name} {own.total()}" for name, own in list(by_unit(found, bodies).items())[:10])
    yield f"另有 {without} 项没有写明日期，没有列入。"
