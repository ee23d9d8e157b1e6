"""Plans that follow each other: what the 跨年 page proposes."""

from __future__ import annotations

from collections.abc import Iterable

from kb.rows import DocumentSummary
from kb.views.links import DIFF, link
from kb.views.markup import Html, element
from pipelines.fold import fold


def next_plan(plan: DocumentSummary, documents: Iterable[DocumentSummary]) -> DocumentSummary | None:
    """The next plan of the same issuer that begins in a later year, the nearest; None where there is none."""
    year, issuer = plan.metadata.period[0], plan.metadata.issuer
    later = [each for each in documents if each.metadata.doc_type == plan.metadata.doc_type and issuer
             and each.metadata.issuer and fold(each.metadata.issuer) == fold(issuer)
             and year is not None and (each.metadata.period[0] or 0) > year]
    return min(later, default=None, key=lambda each: each.metadata.period[0] or 0)


def plan_pair_table(pairs: Iterable[tuple[DocumentSummary, DocumentSummary]]) -> Html:
    """Plans with the one that follows, as links that start the comparison."""
    rows = (element("tr", element("td", link("比较", DIFF, "small", first=first.doc_id, second=second.doc_id)),
                    element("td", first.title), element("td", second.title)) for first, second in pairs)
    head = element("tr", element("th"), element("th", "计划"), element("th", "同一机关的下一份"))
    return element("table", element("thead", head), element("tbody", *rows), cls="list pairs")
