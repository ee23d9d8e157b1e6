"""Boxes in which documents are chosen, kept in step with the page's address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kb.knowledge_base import KnowledgeBase
from kb.rows import DocumentSummary
from kb.views.links import INGEST, link
from kb.views.markup import element
from kb.views.page import documents

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def document_box(column: st.delta_generator.DeltaGenerator, label: str, key: str, options: Sequence[DocumentSummary],
                 empty: str, on_change: Callable[[], None] | None = None) -> str | None:
    """The doc_id that is chosen in a box, whose key was set from the address; None for none."""
    names = {each.doc_id: name(each) for each in options}
    if st.session_state[key] not in names:
        st.session_state[key] = None
    chosen: str | None = column.selectbox(label, list(names), index=None, format_func=names.__getitem__, key=key,
                                          placeholder=empty, on_change=on_change)
    return chosen


def name(document: DocumentSummary) -> str:
    """The title, with the issuer where the title does not name it."""
    issuer = document.metadata.issuer
    return document.title if not issuer or issuer in document.title else f"{document.title}（{issuer}）"


def documents_or_notice(kb: KnowledgeBase) -> list[DocumentSummary]:
    """All documents; where there are none, a notice says what to do."""
    found = documents(kb)
    if not found:
        notice("知识库里还没有文件。请先到", link("入库", INGEST), "页读入。")
    return found


def notice(*parts: str) -> None:
    """A line in a frame: what is missing, what to do."""
    st.html(element("p", *parts, cls="notice"))
