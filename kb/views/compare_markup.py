"""The compare page's table: every commitment with its verdict, figures, reason and evidence, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kb.compare import Evidence, Match
from kb.filters import KINDS
from kb.rows import DocumentSummary, page_of
from kb.unasked import Unasked
from kb.verdict import VERDICTS, Judgement
from kb.views.chips import deadline_chip, kind_chip, quantity_reading, unit_chip
from kb.views.links import COMPARE, DOCUMENT, link
from kb.views.markup import Html, element, joined
from kb.views.spreadsheet import csv_file
from kb.views.text import percent, place
from pipelines.document import Document, Span

# In the order of concern: what was dropped in silence stands first.
ORDER = ("unreported", "missed", "partly", "progress", "met", "exceeded")
# Under this confidence a verdict carries a mark that asks for a look at the text.
_UNSURE = 0.75
_CSV_HEAD = ("序号", "类别", "计划事项", "计划位置", "时限", "责任单位", "结论", "目标", "实际", "实际为目标的",
             "说明", "依据", "依据位置", "判读把握", "没有采用的")
_HEADS = (("", "w-number"), ("计划事项", "w-plan"), ("结论", "w-verdict"), ("目标与实际", "w-figures"),
          ("依据", "w-evidence"))


def match_table(numbered: Iterable[tuple[int, Match]], plan: Document, report: Document) -> Html:
    """The matches, each with its number, as a table."""
    head = element("tr", *(element("th", name, cls=cls) for name, cls in _HEADS))
    rows = (_row(number, match, plan, report) for number, match in numbered)
    return element("table", element("thead", head), element("tbody", *rows), cls="list matches")


def _row(number: int, match: Match, plan: Document, report: Document) -> Html:
    record = match.plan_record
    where = place(record.section[-1:], page_of(plan.blocks, record.span.start))
    chips = joined((*map(deadline_chip, record.deadlines), *map(unit_chip, record.units)))
    opening = link("打开计划", DOCUMENT, doc=plan.doc_id, record=record.id)
    commitment = joined((element("div", kind_chip(record.kind, record.confidence), record.quote),
                         element("div", chips, cls="chips"), element("div", opening, " ", where, cls="soft")))
    cells = (element("td", str(number), cls="number soft"), element("td", commitment), element("td", _verdict(match)),
             element("td", _figures(match.judgement)), element("td", _evidence(match, report)))
    return element("tr", *cells, cls=f"row-{match.judgement.verdict}")


def _verdict(match: Match) -> Html:
    verdict = match.judgement.verdict
    confidence = f"机器判读 {percent(match.confidence)}"
    said = (element("span", f"{confidence}，请核对", cls="doubt") if match.confidence < _UNSURE else
            element("span", confidence, cls="sure"))
    return joined((element("span", VERDICTS[verdict], cls=f"verdict {verdict}"), said))


def _figures(judgement: Judgement) -> Html:
    if judgement.target is None or judgement.actual is None:
        return element("span", "没有可比的数字", cls="soft") if judgement.verdict != "unreported" else Html("")
    rows = [("目标", quantity_reading(judgement.target)), ("实际", quantity_reading(judgement.actual))]
    if judgement.ratio is not None:
        rows.append(("比值", f"{judgement.ratio:.1%}"))
    return element("dl", *(joined((element("dt", name), element("dd", value))) for name, value in rows), cls="figures")


def _evidence(match: Match, report: Document) -> Html:
    """The reason, the evidence, and on demand what was nearest and was turned down."""
    parts: list[str] = [element("p", match.judgement.reason, cls="reason")]
    parts += [_piece(each, report) for each in match.evidence]
    if match.turned_down:
        summary = element("summary", f"最接近但没有采用的 {len(match.turned_down)} 条")
        nearest = (_piece(each, report, f"（相近程度 {percent(each.probability)}）{each.why}")
                   for each in match.turned_down)
        parts.append(element("details", summary, *nearest))
    return joined(parts)


def _piece(evidence: Evidence, report: Document, remark: str = "") -> Html:
    where = place(evidence.section[-1:], page_of(report.blocks, evidence.span.start))
    opening = link("打开总结", DOCUMENT, doc=report.doc_id, **_target(report, evidence.span))
    return element("div", element("div", evidence.quote), element("div", opening, " ", where, remark, cls="soft"),
                   cls="piece")


def unasked_list(unasked: Sequence[Unasked], report: Document) -> Html:
    """What the report tells and the plan did not ask for, each with the commitment that it came nearest to."""
    summary = element("summary", f"总结里有、计划里没有对应事项的结果 {len(unasked)} 条")
    return element("details", summary, *(_unasked(each, report) for each in unasked), cls="unasked")


def _unasked(unasked: Unasked, report: Document) -> Html:
    record = unasked.record
    where = place(record.section[-1:], page_of(report.blocks, record.span.start))
    opening = link("打开总结", DOCUMENT, doc=report.doc_id, record=record.id)
    nearest = f"最接近的计划事项：{unasked.nearest.quote}" if unasked.nearest else "计划里没有相近的事项"
    return element("div", element("div", record.quote),
                   element("div", opening, " ", where, "　", nearest, cls="soft"), cls="piece")


def pair_table(pairs: Iterable[tuple[DocumentSummary, DocumentSummary]]) -> Html:
    """Plans with the report that is proposed for each, as links that start the comparison."""
    rows = (element("tr", element("td", link("对照", COMPARE, "small", plan=plan.doc_id, report=report.doc_id)),
                    element("td", plan.title), element("td", report.title)) for plan, report in pairs)
    head = element("tr", element("th"), element("th", "计划"), element("th", "同一机关、同一年份的总结"))
    return element("table", element("thead", head), element("tbody", *rows), cls="list pairs")


def _target(report: Document, span: Span) -> dict[str, str]:
    """The parameters of the document page for a stretch: its record, or the stretch itself."""
    record = next((each.id for each in report.records if each.span == span), None)
    return {"record": record} if record else {"at": f"{span.start}-{span.end}"}


def match_csv(matches: Iterable[Match], plan: Document, report: Document) -> bytes:
    """The matches as a CSV file."""
    return csv_file(_CSV_HEAD, (_csv_row(number, match, plan, report) for number, match in enumerate(matches, 1)))


def _csv_row(number: int, match: Match, plan: Document, report: Document) -> Iterator[str]:
    record, judgement = match.plan_record, match.judgement
    yield from (str(number), KINDS.get(record.kind, record.kind), record.quote,
                place(record.section, page_of(plan.blocks, record.span.start)),
                "；".join(each.text for each in record.deadlines), "；".join(each.name for each in record.units),
                VERDICTS[judgement.verdict], judgement.target.text if judgement.target else "",
                judgement.actual.text if judgement.actual else "",
                f"{judgement.ratio:.1%}" if judgement.ratio is not None else "", judgement.reason,
                "\n".join(each.quote for each in match.evidence),
                "\n".join(place(each.section, page_of(report.blocks, each.span.start)) for each in match.evidence),
                percent(match.confidence), "\n".join(f"{each.quote}——{each.why}" for each in match.turned_down))
