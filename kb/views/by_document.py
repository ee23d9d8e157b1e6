"""Choosing among the documents, and what is worked out of each, anew only after a change of that document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from kb.knowledge_base import KnowledgeBase
from kb.views.page import documents
from pipelines.document import Document

Result = TypeVar("Result")


def choose_document(column: st.delta_generator.DeltaGenerator, kb: KnowledgeBase, key: str) -> str | None:
    """The doc_id that is chosen in a box, None for all documents; `key` is the box's, already set from the address."""
    names = {each.doc_id: each.title for each in documents(kb)}
    if st.session_state[key] not in names:
        st.session_state[key] = None
    chosen: str | None = column.selectbox("文件", list(names), index=None, format_func=names.__getitem__, key=key,
                                          placeholder=f"全部 {len(names)} 个文件")
    return chosen


def worked_out(kb: KnowledgeBase, chosen: str | None, work: Callable[[Document], Result]) -> list[Result]:
    """What `work`, a function of a module, gives for the chosen document, or for each of all in their order."""
    versions = {doc_id: version for doc_id, (version, _, _) in kb.store.contents().items()}
    wanted = [each.doc_id for each in documents(kb) if chosen in (None, each.doc_id) and each.doc_id in versions]
    name = f"{work.__module__}.{work.__qualname__}"
    return [_of_one(kb, work, name, str(kb.home.root), doc_id, versions[doc_id]) for doc_id in wanted]


@st.cache_resource(show_spinner=False, max_entries=4000)
def _of_one(_kb: KnowledgeBase, _work: Callable[[Document], Result], name: str, root: str, doc_id: str,
            version: int) -> Result:
    return _work(_kb.store.document(doc_id))
