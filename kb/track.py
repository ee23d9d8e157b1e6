"""Tracking: every commitment with a deadline as it stands on a day: due, overdue and not reported, recurring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kb.compare import Evidence, Match
from kb.quoted import Quoted, quoted, title_of
from kb.recurring import next_due
from kb.rows import DocumentSummary, page_of
from kb.unit_table import Spelling
from pipelines.document import Deadline, Document, Record

# In the order of concern.
STATES = {"unreported": "逾期未报告", "missed": "逾期未完成", "no_report": "已到期，尚无总结", "soon": "即将到期",
          "recurring": "周期性", "later": "未到期", "reported": "已报告"}
_NOT_DONE = ("missed", "partly")
_PLANS = ("plan", "five_year_plan")


@dataclass(frozen=True, slots=True)
class Tracked:
    """A deadline of a commitment on the chosen day.

    `due` is its last day, `upcoming` the next day of one that recurs; `units` are names with roles as the document
    spells them, with what tells the body; `evidence` is what a report says of it; `report` and `report_id` are that
    report's title and doc_id.
    """

    quote: Quoted
    kind: str
    deadline: str
    due: date
    upcoming: date | None
    freq: str | None
    units: tuple[tuple[Spelling, str], ...]
    state: str
    verdict: str | None
    evidence: Quoted | None
    report: str | None
    report_id: str | None

    @property
    def day(self) -> date:
        """The day that it is listed under: the next one of what recurs, else the last."""
        return self.upcoming or self.due


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and the report on it that was known on the day, with the comparison of the two; None where none was."""

    document: Document
    report: Document | None = None
    matches: Sequence[Match] = ()


def known_on(document: DocumentSummary, day: date) -> bool:
    """Whether a document was out on a day: by its dates, else by its year, of which a plan is out from the first day.

    A report is out at the year's end; a document without a year always was.
    """
    metadata, year = document.metadata, document.metadata.period[0]
    out = metadata.publish_date or metadata.issue_date
    if out is None and year is not None:
        out = date(year, 1, 1) if metadata.doc_type in _PLANS else date(year, 12, 31)
    return out is None or out <= day


def plans_on(documents: Sequence[DocumentSummary], day: date, report_of: Callable[..., DocumentSummary | None]
             ) -> list[tuple[DocumentSummary, DocumentSummary | None]]:
    """The plans that were out on the day with the report on each that was; `report_of` proposes one of documents."""
    known = [each for each in documents if known_on(each, day)]
    return [(each, report_of(each, [other for other in known if _begins_with(other, each)]))
            for each in known if each.metadata.doc_type in _PLANS]


def _begins_with(report: DocumentSummary, plan: DocumentSummary) -> bool:
    """Whether a report does not begin before the plan: one on 2024 that plans 2025 is no report on the plan of 2025."""
    return (report.metadata.period[0] or 0) >= (plan.metadata.period[0] or 0)


def track(plans: Iterable[Plan], day: date, days: int) -> list[Tracked]:
    """Every deadline of the plans as it stands on a day, by day; `soon` is within so many days."""
    found = (tracked for plan in plans for tracked in _of_plan(plan, day, days))
    return sorted(found, key=lambda each: (each.day, each.quote.title, each.quote.span.start))


def without_day(plans: Iterable[Plan]) -> int:
    """How many tasks and targets have no deadline that names a day, and are not tracked."""
    return sum(record.kind in ("task", "target") and not any(map(_has_day, record.deadlines))
               for plan in plans for record in plan.document.records)


def _has_day(deadline: Deadline) -> bool:
    return deadline.type != "event" and (deadline.end is not None or deadline.freq is not None)


def _of_plan(plan: Plan, day: date, days: int) -> Iterator[Tracked]:
    matches: dict[str, list[Match]] = {}
    for match in plan.matches:
        matches.setdefault(match.plan_record.id, []).append(match)
    for record in plan.document.records:
        if record.kind in ("task", "target"):
            yield from (_tracked(plan, record, deadline, matches.get(record.id, []), day, days)
                        for deadline in filter(_has_day, record.deadlines))


def _tracked(plan: Plan, record: Record, deadline: Deadline, matches: Sequence[Match], day: date, days: int) -> Tracked:
    metadata = plan.document.metadata
    due = deadline.end or date(metadata.period[1] or metadata.period[0] or day.year, 12, 31)
    # A period that has begun is not over before its last day; what recurs ends with its plan.
    upcoming = next_due(deadline.freq, max(day, deadline.start or day)) if deadline.freq and due >= day else None
    own = [each for each in matches if each.plan_record.span.overlaps(deadline.span)] or list(matches)
    verdict = _verdict(own) if plan.report else None
    evidence = next((each for match in own for each in match.evidence), None)
    units = tuple((Spelling(each.name, metadata.region, metadata.level), each.role) for each in record.units)
    return Tracked(quoted(plan.document, record), record.kind, deadline.text, due, upcoming, deadline.freq, units,
                   _state(due, upcoming is not None or bool(deadline.freq and due >= day), verdict, day, days), verdict,
                   _evidence(plan.report, evidence) if plan.report and evidence else None,
                   title_of(plan.report) if plan.report else None, plan.report.doc_id if plan.report else None)


def _verdict(matches: Sequence[Match]) -> str:
    """The worst verdict of the parts that the report speaks of; unreported where it speaks of none."""
    told = [each.judgement.verdict for each in matches if each.evidence]
    return next((each for each in (*_NOT_DONE, "progress") if each in told), told[0] if told else "unreported")


def _state(due: date, recurs: bool, verdict: str | None, day: date, days: int) -> str:
    if verdict not in (None, "unreported", *_NOT_DONE):
        return "reported"
    if due >= day:
        return "recurring" if recurs else "soon" if due <= day + timedelta(days=days) else "later"
    return "no_report" if verdict is None else "missed" if verdict in _NOT_DONE else "unreported"


def _evidence(report: Document, piece: Evidence) -> Quoted:
    record = next((each.id for each in report.records if each.span == piece.span), None)
    return Quoted(report.doc_id, title_of(report), record, piece.quote, piece.section,
                  page_of(report.blocks, piece.span.start), piece.span)
