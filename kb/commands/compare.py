"""python -m kb compare PLAN REPORT [--json | --out FILE.csv]"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kb.commands.options import add_home, add_json
from kb.compare import Evidence, Match, compare
from kb.documents import named_document
from kb.errors import KbError
from kb.filters import KINDS
from kb.gold_format import values_format
from kb.knowledge_base import open_kb
from kb.rows import page_of
from kb.unasked import Unasked, unasked_results
from kb.verdict import VERDICTS
from kb.views.compare_markup import ORDER, match_csv
from kb.views.text import place
from pipelines.document import Document, Quantity


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("plan", metavar="PLAN", help="计划：路径、编号或标题的一部分；不在知识库里的文件当场读取")
    parser.add_argument("report", metavar="REPORT", help="总结：同上")
    add_json(parser)
    parser.add_argument("--out", metavar="FILE.csv", help="把对照表写入 CSV 文件")
    add_home(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print a table with counts, or JSON, or write the table to a file."""
    if arguments.out and Path(arguments.out).suffix.lower() != ".csv":
        raise KbError(f"--out {arguments.out}：目前只能写 .csv 文件。")
    with open_kb(arguments.home) as kb:
        plan, report = (named_document(each, kb.store) for each in (arguments.plan, arguments.report))
        _refuse(plan, report)
        matches = compare(plan, report, kb.encoder)
    _warn(plan, report, matches)
    if arguments.json:
        content = {"matches": [match_format(each) for each in matches],
                   "unasked_results": [_unasked(each) for each in unasked_results(report, matches)]}
        print(json.dumps(content, ensure_ascii=False, indent=1))
    elif arguments.out:
        Path(arguments.out).write_bytes(match_csv(matches, plan, report))
        print(f"{arguments.out}：{len(matches)} 项")
    else:
        print("\n".join(_lines(matches, plan, report)))
    return 0


def _refuse(plan: Document, report: Document) -> None:
    """Words that say why there is nothing to compare."""
    if plan.text == report.text:
        raise KbError(f"{plan.source} 和 {report.source} 是同一个文件，没有可对照的。")
    if not any(record.kind in ("task", "target") for record in plan.records):
        raise KbError(f"{plan.source}：没有读出任务或目标。请检查第一个文件是不是计划。")
    if not any(record.kind == "result" for record in report.records):
        raise KbError(f"{report.source}：没有读出任何工作结果。请检查第二个文件是不是总结或报告。")


def _warn(plan: Document, report: Document, matches: Sequence[Match]) -> None:
    """Lines on stderr where the two documents do not seem to belong together."""
    years = [document.metadata.period[0] for document in (plan, report)]
    # A report that looks back on last year and plans this one (工作报告) carries the later year.
    if None not in years and years[0] not in (years[1], (years[1] or 0) - 1):
        print(f"注意：计划是 {years[0]} 年的，总结是 {years[1]} 年的。", file=sys.stderr)
    issuers = [document.metadata.issuer for document in (plan, report)]
    if None not in issuers and issuers[0] != issuers[1]:
        print(f"注意：两个文件的发文机关不同：{issuers[0]}，{issuers[1]}。", file=sys.stderr)
    if matches and all(match.judgement.verdict == "unreported" for match in matches):
        print("注意：没有一项能在总结中找到依据。请检查两个文件是不是一对。", file=sys.stderr)


def match_format(match: Match) -> dict[str, Any]:
    """A match for JSON; `evidence` holds the quotes, `evidence_places` where they stand and how sure they are."""
    record, judgement = match.plan_record, match.judgement
    return {"plan_quote": record.quote, "evidence": [each.quote for each in match.evidence],
            "verdict": judgement.verdict, "target": _quantity(judgement.target), "actual": _quantity(judgement.actual),
            "ratio": judgement.ratio and round(judgement.ratio, 4), "reason": judgement.reason,
            "confidence": round(match.confidence, 4), "record": record.id, "kind": record.kind,
            "section": list(record.section), "span": [record.span.start, record.span.end], **values_format(record),
            "evidence_places": [_evidence(each) for each in match.evidence],
            "turned_down": [_evidence(each) for each in match.turned_down]}


def _quantity(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {"text": quantity.text, "indicator": quantity.indicator, "op": quantity.op, "value": quantity.value,
            "value_max": quantity.value_max, "unit": quantity.unit}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"quote": evidence.quote, "section": list(evidence.section),
            "span": [evidence.span.start, evidence.span.end], "probability": round(evidence.probability, 4),
            **({"why": evidence.why} if evidence.why else {})}


def _unasked(unasked: Unasked) -> dict[str, Any]:
    """A result that no commitment asked for; `nearest` is the commitment that it came nearest to, or null."""
    record, nearest = unasked.record, unasked.nearest
    return {"quote": record.quote, "record": record.id, "section": list(record.section),
            "span": [record.span.start, record.span.end], "nearest": nearest.quote if nearest else None}


def _lines(matches: Sequence[Match], plan: Document, report: Document) -> Iterator[str]:
    counts = Counter(match.judgement.verdict for match in matches)
    yield f"计划：{plan.metadata.title or plan.source}"
    yield f"总结：{report.metadata.title or report.source}"
    for number, match in enumerate(matches, 1):
        record = match.plan_record
        yield ""
        yield f"{number}. 【{VERDICTS[match.judgement.verdict]}】[{KINDS[record.kind]}] {record.quote}"
        yield f"   {match.judgement.reason}（把握 {match.confidence:.0%}）"
        for piece in match.evidence:
            yield f"   依据：{piece.quote}（{place(piece.section[-1:], page_of(report.blocks, piece.span.start))}）"
        if not match.evidence:
            yield from (f"   没有采用：{piece.quote}——{piece.why}" for piece in match.turned_down)
    yield from _unasked_lines(unasked_results(report, matches), report)
    yield ""
    yield f"共 {len(matches)} 项：" + "，".join(f"{VERDICTS[each]} {counts[each]}" for each in ORDER if counts[each])


def _unasked_lines(unasked: Sequence[Unasked], report: Document) -> Iterator[str]:
    if unasked:
        yield ""
        yield f"总结里有、计划里没有对应事项的结果（{len(unasked)} 条）："
    for each in unasked:
        record = each.record
        yield f"   {record.quote}（{place(record.section[-1:], page_of(report.blocks, record.span.start))}）"
