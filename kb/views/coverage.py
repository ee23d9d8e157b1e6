"""覆盖: a five-year plan over the annual plans, or a plan over those of the levels below, as a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from kb.coverage import STATES, Coverage, coverage, plans_below, warnings
from kb.knowledge_base import KnowledgeBase
from kb.rows import DocumentSummary
from kb.views.address import Default, follow_address, keep_address
from kb.views.choose import XLSX, document_box, documents_or_notice, name, notice
from kb.views.coverage_markup import LEGEND, about_coverage, coverage_xlsx, matrix, orphan_table
from kb.views.links import COVERAGE, INGEST, link
from kb.views.markup import element
from kb.views.page import knowledge_base
from kb.views.partners import PLANS, ordered

# The widget's key, which is the parameter of the page's address.
_WIDGETS: dict[str, Default] = {"above": None}
_EVERYTHING, _ORPHANS = "everything", "orphans"
_NAMES = {_EVERYTHING: "全部", **{each: STATES[each] for each in ("never", "possible", "covered")},
          _ORPHANS: "没有上级的任务"}
# Rows that a browser shows at once without delay; the workbook has all.
_SHOWN = 600


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not (all_documents := documents_or_notice(kb)):
        return
    above = _choose(all_documents)
    if above is None:
        notice("选一份五年规划（或上级的计划），看它的每个目标、任务在哪一年的计划里有安排，哪些从来没有，"
               "哪些年度任务在规划里找不到上级。")
        return
    below = _choose_below(above, all_documents)
    if not below:
        notice(f"没有可对的年度计划：知识库里没有“{above.title}”规划期内、本地区或下级的工作计划。请先到",
               link("入库", INGEST), "页读入，或在上面选别的文件。")
        return
    with st.spinner("正在逐项对应…"):
        found, said = _covered(kb, str(kb.home.root), kb.store.generation(), above.doc_id, tuple(below))
    for each in said:
        st.html(element("p", each, cls="count"))
    _show(kb, found, above, said)


def _choose(all_documents: list[DocumentSummary]) -> DocumentSummary | None:
    """The plan above, from the box or the address; a single five-year plan is proposed."""
    follow_address(COVERAGE, _WIDGETS)
    options = ordered(all_documents, ("five_year_plan",))
    five_year = [each.doc_id for each in options if each.metadata.doc_type == "five_year_plan"]
    if st.session_state["above"] is None and len(five_year) == 1:
        st.session_state["above"] = five_year[0]
    left, _ = st.columns(2)
    above = document_box(left, "五年规划，或上级的计划", "above", options, "选一份规划")
    keep_address(COVERAGE, _WIDGETS, {"above": above} if above else {})
    return next((each for each in all_documents if each.doc_id == above), None)


def _choose_below(above: DocumentSummary, all_documents: list[DocumentSummary]) -> list[str]:
    """The doc_ids of the plans below: those that fit by year and place, as the user changes them."""
    proposed = [each.doc_id for each in plans_below(above, all_documents)]
    names = {each.doc_id: name(each) for each in ordered(all_documents, PLANS) if each.doc_id != above.doc_id}
    with st.expander(f"对哪些计划（默认 {len(proposed)} 份：规划期内，本地区和下级的）"):
        chosen: list[str] = st.multiselect("下级计划", list(names), default=proposed, format_func=names.__getitem__,
                                           placeholder="选计划", key=f"below_{above.doc_id}",
                                           label_visibility="collapsed")
    return chosen


@st.cache_resource(show_spinner=False, max_entries=8)
def _covered(_kb: KnowledgeBase, root: str, generation: int, above: str, below: tuple[str, ...]
             ) -> tuple[Coverage, list[str]]:
    plan, plans = _kb.store.document(above), [_kb.store.document(each) for each in below]
    return coverage(plan, plans, _kb.encoder), warnings(plan, plans)


def _show(kb: KnowledgeBase, found: Coverage, above: DocumentSummary, said: Sequence[str]) -> None:
    counts = Counter({_EVERYTHING: len(found.lines), _ORPHANS: len(found.orphans),
                      **Counter(line.state for line in found.lines)})
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            "状态", [each for each in _NAMES if counts[each]], default=_EVERYTHING, required=True,
            format_func=lambda each: f"{_NAMES[each]} {counts[each]}", label_visibility="collapsed",
            key=f"state_{above.doc_id}")
        st.download_button("下载表格（Excel）", lambda: coverage_xlsx(found, about_coverage(
            above.title, found, said, str(kb.home.root), date.today())), f"覆盖 {above.title}.xlsx", XLSX,
            on_click="ignore")
    if chosen == _ORPHANS:
        _list_orphans(found)
        return
    st.html(element("p", LEGEND, cls="count"))
    st.html(matrix([line for line in found.lines if chosen in (_EVERYTHING, line.state)], found))


def _list_orphans(found: Coverage) -> None:
    if len(found.orphans) > _SHOWN:
        st.html(element("p", f"列出前 {_SHOWN} 条，全部 {len(found.orphans)} 条在表格文件里。", cls="count"))
    st.html(orphan_table(found.orphans[:_SHOWN], found))
