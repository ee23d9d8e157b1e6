"""The checks page's markup: findings grouped by check, each with its evidence at its place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.rows import page_of
from kb.views.links import DOCUMENT, link
from kb.views.markup import Html, element, joined
from kb.views.spreadsheet import csv_file
from kb.views.text import in_title_marks, marked, percent, place
from pipelines.checks import CHECKS, Check
from pipelines.checks.finding import DOUBT, ERROR, HINT, Finding
from pipelines.document import Block, Document, Span

_SEVERITIES = {ERROR: "错误", DOUBT: "存疑", HINT: "提示"}
_ORDER = list(_SEVERITIES)
# Characters of its paragraph that are shown on each side of a piece of evidence.
_AROUND = 40
_CSV_HEAD = ("序号", "文件", "核查项", "程度", "说明", "依据", "依据位置", "把握")


@dataclass(frozen=True, slots=True)
class Checked:
    """A document and what the checks found in it."""

    document: Document
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """The document's title, or the name of its file where it has none."""
        return self.document.metadata.title or self.document.source.rsplit("/", 1)[-1]


def finding_groups(checked: Sequence[Checked]) -> Html:
    """The findings by check, in the order of CHECKS; in each the worst first."""
    return joined(_group(check, found) for check in CHECKS if (found := _of_check(check, checked)))


def _of_check(check: Check, checked: Iterable[Checked]) -> list[tuple[Checked, Finding]]:
    found = [(each, finding) for each in checked for finding in each.findings if finding.check == check.name]
    return sorted(found, key=lambda pair: _ORDER.index(pair[1].severity))


def _group(check: Check, found: Sequence[tuple[Checked, Finding]]) -> Html:
    rows = (_row(each, finding) for each, finding in found)
    return element("section", element("h2", check.title, element("span", f"{len(found)} 处", cls="count")),
                   element("table", element("tbody", *rows), cls="list findings"))


def _row(checked: Checked, finding: Finding) -> Html:
    severity = element("span", _SEVERITIES[finding.severity], cls=f"severity {finding.severity}")
    pieces = (_piece(checked, spans) for spans in _together(checked.document, finding.spans))
    said = joined((element("div", finding.message), element("div", in_title_marks(checked.title), cls="soft")))
    return element("tr", element("td", severity, cls="w-severity"), element("td", said, cls="w-said"),
                   element("td", *pieces))


def _together(document: Document, spans: Iterable[Span]) -> list[list[Span]]:
    """The stretches of evidence, those that stand near each other in one paragraph together, none within another."""
    groups: list[list[Span]] = []
    for span in sorted(set(spans), key=lambda each: (each.start, -each.end)):
        last = groups[-1][-1] if groups else None
        if last and span.start < last.end:
            continue
        near = last and span.start - last.end <= 2 * _AROUND and _block(document, last) == _block(document, span)
        groups = [*groups[:-1], [*groups[-1], span]] if near else [*groups, [span]]
    return groups


def _piece(checked: Checked, spans: Sequence[Span]) -> Html:
    opening = link("打开原文", DOCUMENT, doc=checked.document.doc_id, at=f"{spans[0].start}-{spans[-1].end}")
    return element("div", element("div", _in_context(checked.document, spans)),
                   element("div", opening, " ", _where(checked.document, spans[0]), cls="soft"), cls="piece")


def _in_context(document: Document, spans: Sequence[Span]) -> Html:
    """The evidence marked among the words around it in its paragraph."""
    block, first, last = _block(document, spans[0]), spans[0].start, spans[-1].end
    start, end = max(block.start, first - _AROUND), min(max(block.end, last), last + _AROUND)
    quote = marked(document.text[start:end], [span.shifted(-start) for span in spans])
    return joined(("…" * (start > block.start), quote, "…" * (end < block.end)))


def _block(document: Document, span: Span) -> Block:
    whole = Block(document.text, 0, len(document.text))
    return next((block for block in document.blocks if block.start <= span.start < max(block.end, 1)), whole)


def _where(document: Document, span: Span) -> str:
    """The heading and the page under which a stretch stands."""
    above = [section for section in document.outline if section.span.start <= span.start]
    title = [document.text[above[-1].span.start:above[-1].span.end].strip()] if above else []
    return place(title, page_of(document.blocks, span.start))


def silent_checks(checked: Sequence[Checked]) -> Html:
    """What was checked, so that silence can be understood: the checks that found nothing."""
    found = {finding.check for each in checked for finding in each.findings}
    silent = [check.title for check in CHECKS if check.name not in found]
    if not silent:
        return Html("")
    said = "这些也核查了，没有发现不一致：" if found else "核查了这些："
    return element("p", element("b", said), "、".join(silent), "。", cls="notice silent")


def finding_csv(checked: Iterable[Checked]) -> bytes:
    """The findings as a CSV file, in the order of the documents."""
    found = ((each, finding) for each in checked for finding in each.findings)
    return csv_file(_CSV_HEAD, (_csv_row(number, *each) for number, each in enumerate(found, 1)))


def _csv_row(number: int, checked: Checked, finding: Finding) -> Iterator[str]:
    document, groups = checked.document, _together(checked.document, finding.spans)
    title = next(check.title for check in CHECKS if check.name == finding.check)
    yield from (str(number), checked.title, title, _SEVERITIES[finding.severity], finding.message,
                "\n".join(document.text[spans[0].start:spans[-1].end] for spans in groups),
                "\n".join(_where(document, spans[0]) for spans in groups), percent(finding.confidence))
