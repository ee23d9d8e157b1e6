"""The ingest page's markup: what became of the files, and the documents with what can be done to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.ingest import OUTCOMES, FileReport
from kb.rows import DocumentSummary
from kb.views.document_markup import document_cells, document_table
from kb.views.links import DOCUMENT, action_button, link
from kb.views.markup import Html, element, joined

DELETE, REREAD = "delete", "reread"


def report_list(files: Sequence[FileReport]) -> Html:
    """One line a file: what became of it, and why where it was refused; refused ones first."""
    counts = "，".join(f"{name} {number}" for outcome, name in OUTCOMES.items()
                      if (number := sum(each.outcome == outcome for each in files)))
    rows = sorted(files, key=lambda each: each.outcome != "refused")
    return element("div", element("p", element("b", f"读取报告：共 {len(files)} 个文件，{counts}")),
                   element("table", element("tbody", *map(_report_row, rows)), cls="list report"), cls="notice",
                   data_goal=True)


def _report_row(file: FileReport) -> Html:
    refused = file.outcome == "refused"
    said = element("span", OUTCOMES[file.outcome], cls="doubt" if refused else "outcome")
    if refused:
        what: str = f"{file.reason.rstrip('。')}。"
    else:
        warnings = element("ul", *(element("li", each) for each in file.warnings)) if file.warnings else ""
        what = joined((f"{file.records} 条事项", warnings))
    name = link(file.source, DOCUMENT, doc=file.doc_id) if file.doc_id else file.source
    return element("tr", element("td", said), element("td", name), element("td", what))


def managed_documents(documents: Iterable[DocumentSummary]) -> Html:
    """The documents with their buttons."""
    rows = ((*document_cells(each), element("td", _buttons(each), cls="actions")) for each in documents)
    return document_table(rows, "操作")


def _buttons(document: DocumentSummary) -> Html:
    return joined((action_button("重新读取", REREAD, document.doc_id),
                   action_button("删除", DELETE, document.doc_id, "small danger")), " ")
