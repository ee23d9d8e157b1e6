"""跨年: a plan against another plan, side by side; what was dropped, lowered, put off, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from kb.diff import Difference, diff, warnings
from kb.knowledge_base import KnowledgeBase
from kb.plan_changes import STATUSES
from kb.rows import DocumentSummary
from kb.views.address import Default, follow_address, keep_address
from kb.views.choose import XLSX, document_box, documents_or_notice, notice
from kb.views.diff_markup import ORDER, about_diff, difference_table, difference_xlsx
from kb.views.document import stored_document
from kb.views.links import DIFF
from kb.views.page import knowledge_base
from kb.views.partners import PLANS, ordered
from kb.views.plan_pairs import next_plan, plan_pair_table

# The widgets' keys, which are the parameters of the page's address.
_WIDGETS: dict[str, Default] = {"first": None, "second": None}
_EVERYTHING = "everything"


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not (all_documents := documents_or_notice(kb)):
        return
    first, second = _choose(all_documents)
    if first is None or second is None:
        _offer(all_documents)
        return
    if first.doc_id == second.doc_id:
        notice("前后两份是同一个文件，没有可比的。请换一份计划。")
        return
    with st.spinner("正在逐项配对…"):
        rows = _differences(kb, str(kb.home.root), kb.store.generation(), first.doc_id, second.doc_id)
    _table(kb, rows, first, second)


def _choose(all_documents: list[DocumentSummary]) -> tuple[DocumentSummary | None, DocumentSummary | None]:
    """The two plans, from the boxes or the address; for a newly chosen first one the next year's is proposed."""
    follow_address(DIFF, _WIDGETS)
    named = {each.doc_id: each for each in all_documents}
    left, right = st.columns(2, gap="small")
    options = ordered(all_documents, PLANS)
    first = document_box(left, "前一份计划", "first", options, "选一份计划", on_change=_forget_second)
    second = None
    if first:
        proposed = next_plan(named[first], all_documents)
        if proposed and st.session_state["second"] is None:
            st.session_state["second"] = proposed.doc_id
        second = document_box(right, "后一份计划，或别处的计划", "second", options, "没有找到下一年的，请选一份")
    chosen = {"first": first, "second": second}
    keep_address(DIFF, _WIDGETS, {key: doc_id for key, doc_id in chosen.items() if doc_id})
    return named.get(first or ""), named.get(second or "")


def _forget_second() -> None:
    """Another plan, another follower."""
    st.session_state["second"] = None


def _offer(all_documents: list[DocumentSummary]) -> None:
    """What the page does, and the plans that follow each other."""
    notice("选两份计划，逐项看哪些保持、提高、降低、推后、提前，哪些删去了，哪些是新增的；措辞强弱一并比较。")
    pairs = [(each, following) for each in ordered(all_documents, PLANS) if each.metadata.doc_type == "plan"
             and (following := next_plan(each, all_documents))]
    if pairs:
        st.html(plan_pair_table(pairs))
    else:
        notice("知识库里还没有同一机关前后两年的计划；也可以直接选任意两份。")


@st.cache_resource(show_spinner=False, max_entries=16)
def _differences(_kb: KnowledgeBase, root: str, generation: int, first: str, second: str) -> list[Difference]:
    return diff(_kb.store.document(first), _kb.store.document(second), _kb.encoder)


def _table(kb: KnowledgeBase, rows: Sequence[Difference], first: DocumentSummary, second: DocumentSummary) -> None:
    texts = stored_document(kb, first.doc_id), stored_document(kb, second.doc_id)
    for warning in warnings(*texts):
        notice(warning)
    counts = Counter({_EVERYTHING: len(rows), **Counter(each.status for each in rows)})
    names = {_EVERYTHING: "全部", **{status: STATUSES[status] for status in ORDER}}
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            "变化", [each for each in names if counts[each]], default=_EVERYTHING, required=True,
            format_func=lambda each: f"{names[each]} {counts[each]}", label_visibility="collapsed",
            key=f"status_{first.doc_id}_{second.doc_id}")
        st.download_button(
            "下载表格（Excel）", lambda: difference_xlsx(rows, about_diff(*texts, str(kb.home.root), date.today())),
            f"跨年 {second.title}.xlsx", XLSX, on_click="ignore")
    st.html(difference_table((number, each) for number, each in enumerate(rows, 1)
                             if chosen in (_EVERYTHING, each.status)))
