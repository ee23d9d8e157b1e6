"""The document page's markup: the list of documents, and one document with outline, text and records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kb.changes import Correction
from kb.filters import DOC_TYPES, KINDS
from kb.rows import DocumentSummary, page_of
from kb.views.chips import kind_chip, value_chips
from kb.views.correction_markup import by_record, correct_button, marks, without_card
from kb.views.links import CHECKS, COMPARE, DOCUMENT, REVIEW, copy_button, link
from kb.views.markup import Html, element, joined
from kb.views.text import citation, place
from kb.views.text_markup import text_markup
from pipelines.document import Document, Metadata, Record, Span

_HEADS = ("标题", "文种", "发文机关", "地区", "年份", "事项", "字数", "注意")


def years(metadata: Metadata) -> str:
    """2024, or 2021—2025."""
    first, last = metadata.period
    return str(first or "") if first == last else f"{first or ''}—{last or ''}"


def document_cells(summary: DocumentSummary) -> list[Html]:
    """The cells of a document's row under `document_heads`."""
    metadata = summary.metadata
    warnings = element("span", f"{len(summary.warnings)} 处", cls="doubt", title="\n".join(summary.warnings))
    title = joined((link(summary.title, DOCUMENT, doc=summary.doc_id),
                    element("span", "；".join(summary.sources), cls="source")))
    values = (title, DOC_TYPES.get(metadata.doc_type, metadata.doc_type), metadata.issuer or "", metadata.region or "",
              years(metadata), str(summary.records), f"{summary.characters:,}", warnings if summary.warnings else "")
    return [element("td", value, cls="number" if name in ("事项", "字数") else None)
            for name, value in zip(_HEADS, values, strict=True)]


def document_table(rows: Iterable[Sequence[Html]], *more_heads: str) -> Html:
    """A table of documents; each row holds the cells of `document_cells` and those under `more_heads`."""
    heads = element("tr", *(element("th", head) for head in (*_HEADS, *more_heads)))
    body = element("tbody", *(element("tr", *row) for row in rows))
    return element("table", element("thead", heads), body, cls="list")


def document_view(document: Document, goal: str | None, at: Span | None, made: Sequence[Correction] = ()) -> Html:
    """One document: facts, legend, outline, text and records; scrolled to the record `goal` or the stretch `at`.

    `made` are its corrections.
    """
    said = by_record(made)
    outline = element("nav", *_outline(document), cls="outline", aria_label="目录", data_side=True)
    text = element("article", text_markup(document, goal, at), cls="text", aria_label="原文", data_side=True)
    cards = (_card(record, document, record.id == goal, said.get(record.id, ())) for record in document.records)
    records = element("aside", *cards, without_card(made), cls="records", aria_label="事项", data_side=True)
    return element("div", _facts(document), _warnings(document.warnings), _legend(document),
                   element("div", outline, text, records, cls="panes"), cls="document", data_view=True)


def _facts(document: Document) -> Html:
    metadata = document.metadata
    facts = (("发文机关", metadata.issuer), ("地区", metadata.region), ("年份", years(metadata)),
             ("文号", metadata.doc_number), ("成文", metadata.issue_date), ("发布", metadata.publish_date),
             ("文件", document.source))
    written = (element("span", element("b", name), str(value), cls="fact") for name, value in facts if value)
    doc_type = element("span", DOC_TYPES.get(metadata.doc_type, metadata.doc_type), cls="type")
    return element("div", doc_type, *written, cls="facts")


def _warnings(warnings: Sequence[str]) -> Html:
    if not warnings:
        return Html("")
    items = element("ul", *(element("li", warning) for warning in warnings))
    return element("details", element("summary", f"读取时有 {len(warnings)} 处需要注意"), items, cls="warnings",
                   open=len(warnings) < 3)


def _legend(document: Document) -> Html:
    """What the colours mean; each kind can be switched off."""
    counts = Counter(record.kind for record in document.records)
    kinds = (element("button", f"{name} {counts[kind]}", type="button", cls=f"kind {kind}", data_toggle=kind,
                     aria_pressed="true", title="按一下隐藏或显示") for kind, name in KINDS.items() if counts[kind])
    values = (element("span", name, cls=f"value {cls}") for cls, name in
              (("deadline", "时限"), ("quantity", "数量"), ("unit", "责任单位")))
    links = [link("校对", REVIEW, "small", doc=document.doc_id), link("核查", CHECKS, "small", checked=document.doc_id)]
    if document.metadata.doc_type in ("plan", "five_year_plan"):
        links.append(link("用作计划去对照", COMPARE, "small", plan=document.doc_id))
    return element("div", element("span", "图例", cls="soft"), *kinds, *values, *links,
                   element("span", "点文中的事项看字段，点右边的回到文中", cls="soft hint"), cls="legend")


def _outline(document: Document) -> list[Html]:
    if not document.outline:
        return [element("p", "这个文件没有目录", cls="soft")]
    titles = [document.text[each.span.start:each.span.end].strip().rstrip("。：:") for each in document.outline]
    levels = [f"level{min(each.level, 4)}" for each in document.outline]
    return [element("button", title, type="button", cls=level, title=title, data_go=f"section-{index}")
            for index, (title, level) in enumerate(zip(titles, levels, strict=True))]


def _card(record: Record, document: Document, goal: bool, made: Sequence[Correction]) -> Html:
    page = page_of(document.blocks, record.span.start)
    title = document.metadata.title or document.source.rsplit("/", 1)[-1]
    copy = copy_button("复制引用", citation(title, record.section, page, record.quote))
    buttons = element("span", correct_button(document.doc_id, record.id), copy, cls="buttons")
    head = element("div", kind_chip(record.kind, record.confidence), element("span", place((), page), cls="soft"),
                   buttons, cls="card-head")
    return element("section", head, element("p", record.quote, cls="card-quote"),
                   element("div", value_chips(record), cls="chips"), marks(made),
                   element("div", cls="citation", data_citation=True, hidden=True),
                   cls=f"card {record.kind}" + " chosen" * goal, data_record=record.id, data_goal=goal,
                   data_holds_citation=True)
