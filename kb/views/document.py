"""文档: the list of documents, or one document opened at a place (?doc=…&record=… or &at=start-end)."""

from __future__ import annotations

import re

import streamlit as st

from kb.corrections import history
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.views.correcting import act, offer_undo
from kb.views.document_markup import document_cells, document_table, document_view
from kb.views.links import DOCUMENT, INGEST, link
from kb.views.markup import Html, element, joined
from kb.views.page import documents, knowledge_base
from pipelines.document import Document, Span


def show() -> None:
    """The page."""
    kb = knowledge_base()
    doc_id = st.query_params.get("doc")
    if doc_id is None:
        _list(kb)
        return
    act(kb, DOCUMENT)
    try:
        view = opened(kb, doc_id, st.query_params.get("record"), st.query_params.get("at"))
    except KbError:
        st.html(element("p", "知识库里没有这个文件，可能已经删除。", link("看全部文件", DOCUMENT), cls="notice"))
        return
    st.html(view)
    offer_undo(kb.home, DOCUMENT)


def _list(kb: KnowledgeBase) -> None:
    all_documents = documents(kb)
    if not all_documents:
        st.html(element("p", "知识库里还没有文件。请先到", link("入库", INGEST), "页读入。", cls="notice"))
        return
    total = sum(each.records for each in all_documents)
    st.html(joined((element("p", f"共 {len(all_documents)} 个文件，{total:,} 条事项", cls="count"),
                    document_table(map(document_cells, all_documents)))))


def opened(kb: KnowledgeBase, doc_id: str, record: str | None, at: str | None) -> Html:
    """The markup of a document at a place; a place that does not exist is said. KbError where there is no document."""
    document = stored_document(kb, doc_id)
    goal, span = place_of(document, record, at)
    lost = (record or at) and goal is None and span is None
    note = element("p", "没有找到要打开的位置：文件可能重新读取过，编号已经改变。", cls="notice") if lost else ""
    title = document.metadata.title or document.source.rsplit("/", 1)[-1]
    head = element("div", link("‹ 全部文件", DOCUMENT, "small"), element("h1", title), cls="title")
    return joined((head, note, document_view(document, goal, span, history(kb, doc_id))))


def stored_document(kb: KnowledgeBase, doc_id: str) -> Document:
    """A whole document, read anew only after a change; KbError where there is none."""
    return _document(kb, str(kb.home.root), kb.store.generation(), doc_id)


@st.cache_resource(show_spinner=False, max_entries=16)
def _document(_kb: KnowledgeBase, root: str, generation: int, doc_id: str) -> Document:
    return _kb.store.document(doc_id)


def place_of(document: Document, record: str | None, at: str | None) -> tuple[str | None, Span | None]:
    """The record that is meant, or the stretch of text where no record stands; (None, None) where there is neither."""
    if record is not None:
        return (record if any(each.id == record for each in document.records) else None), None
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", at or "")
    if not match:
        return None, None
    span = Span(int(match[1]), min(int(match[2]), len(document.text)))
    inside = next((each.id for each in document.records if each.span.overlaps(span)), None)
    return (inside, None) if inside else (None, span if span.start < span.end else None)
