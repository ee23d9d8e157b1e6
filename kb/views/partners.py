"""Which report speaks of a plan: the one that is proposed on the compare page."""

from __future__ import annotations

from collections.abc import Iterable

from kb.rows import DocumentSummary
from pipelines.fold import fold

PLANS, REPORTS = ("plan", "five_year_plan"), ("summary", "report")


def ordered(documents: Iterable[DocumentSummary], types: tuple[str, ...]) -> list[DocumentSummary]:
    """Documents of these types first, the newest year first, then the others: any document can be chosen."""
    return sorted(documents, key=lambda each: (each.metadata.doc_type not in types, -(each.metadata.period[0] or 0)))


def likely_report(plan: DocumentSummary, documents: Iterable[DocumentSummary]) -> DocumentSummary | None:
    """The report of the same issuer on the plan's last year; None where no document fits both.

    Of several, one that is mainly on that year (its period begins with it), then one whose type says so.
    """
    year = plan.metadata.period[1] or plan.metadata.period[0]
    others = [each for each in documents if each.doc_id != plan.doc_id and _same_issuer(plan, each)
              and year is not None and _covers(each, year) and each.metadata.doc_type not in PLANS]
    return max(others, default=None,
               key=lambda each: (each.metadata.period[0] == year, each.metadata.doc_type in REPORTS))


def _covers(document: DocumentSummary, year: int) -> bool:
    first, last = document.metadata.period
    start, end = first or last, last or first
    return start is not None and end is not None and start <= year <= end


def _same_issuer(plan: DocumentSummary, report: DocumentSummary) -> bool:
    """By metadata; where one of them names no issuer, by the other's name in its title or file name."""
    names = [fold(each.metadata.issuer) for each in (plan, report) if each.metadata.issuer]
    if len(names) == 2:
        return names[0] == names[1]
    return bool(names) and all(names[0] in fold(" ".join((each.title, *each.sources, each.metadata.issuer or "")))
                               for each in (plan, report))
