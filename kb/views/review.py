"""校对: what the machine is least sure of, each to be confirmed or corrected, or opened at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from kb.doubts import doubts
from kb.knowledge_base import KnowledgeBase
from kb.views.address import Default, follow_address, keep_address
from kb.views.by_document import choose_document, worked_out
from kb.views.chips import LOW_CONFIDENCE
from kb.views.correcting import act, offer_undo
from kb.views.links import INGEST, REVIEW, link
from kb.views.markup import element, joined
from kb.views.page import documents, knowledge_base
from kb.views.review_markup import FIELDS, Look, look_table
from kb.views.text import percent
from pipelines.document import Document

_STEP = 50
_SHOWN = "review_shown"
_EVERYTHING = "all"
# The widgets' keys, which are the parameters of the page's address.
_WIDGETS: dict[str, Default] = {"doc": None, "field": None}


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not documents(kb):
        st.html(element("p", "知识库里还没有文件。请先到", link("入库", INGEST), "页读入。", cls="notice"))
        return
    act(kb, REVIEW)
    follow_address(REVIEW, _WIDGETS)
    left, right = st.columns([2, 3], gap="small", vertical_alignment="bottom")
    doc_id = choose_document(left, kb, "doc")
    with st.spinner("正在汇总…"):
        found = _found(kb, doc_id)
    field = _choose_field(right, found)
    keep_address(REVIEW, _WIDGETS, {key: value for key, value in (("doc", doc_id), ("field", field)) if value})
    _list([each for each in found if field in (None, each.doubt.field)], (doc_id, field))
    offer_undo(kb.home, REVIEW)


def _found(kb: KnowledgeBase, doc_id: str | None) -> list[Look]:
    """The least sure first; within one degree in the order of the documents."""
    found = [each for of_one in worked_out(kb, doc_id, looks) for each in of_one]
    return sorted(found, key=lambda each: each.doubt.confidence)


def looks(document: Document) -> list[Look]:
    """What needs a look in a document, each with the record whose sentence is shown."""
    records = {record.id: record for record in document.records}
    return [Look(doubt, next(records[each] for each in doubt.records if records[each].quote == doubt.quote))
            for doubt in doubts(document, LOW_CONFIDENCE)]


def _choose_field(column: st.delta_generator.DeltaGenerator, found: Sequence[Look]) -> str | None:
    counts = Counter(each.doubt.field for each in found)
    counts[_EVERYTHING] = len(found)
    names = {_EVERYTHING: "全部", **FIELDS}
    if st.session_state["field"] not in names:
        st.session_state["field"] = _EVERYTHING
    chosen = column.segmented_control("要看的", list(names), required=True, key="field", label_visibility="collapsed",
                                      format_func=lambda each: f"{names[each]} {counts[each]}")
    return None if chosen == _EVERYTHING else chosen


def _list(found: Sequence[Look], asked: tuple[str | None, str | None]) -> None:
    if not found:
        said = f"没有要看的：机器对这里每一处的把握都超过 {percent(LOW_CONFIDENCE)}，或者已经有人核对过。"
        st.html(element("p", said, cls="notice"))
        return
    former, shown = st.session_state.get(_SHOWN, (asked, _STEP))
    shown = shown if former == asked else _STEP
    said = f"把握不超过 {percent(LOW_CONFIDENCE)} 的 {len(found):,} 处，把握最小的在前；“确认无误”是说整条都对。"
    st.html(joined((element("p", said, cls="count"), look_table(found[:shown]))))
    if len(found) > shown and st.button(f"再显示 {_STEP} 处"):
        st.session_state[_SHOWN] = asked, shown + _STEP
        st.rerun()
