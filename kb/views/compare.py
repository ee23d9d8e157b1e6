"""对照: a plan against a report; every commitment with what the report says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import streamlit as st

from kb.compare import Match, compare
from kb.knowledge_base import KnowledgeBase
from kb.rows import DocumentSummary
from kb.unasked import unasked_results
from kb.verdict import VERDICTS
from kb.views.address import Default, follow_address, keep_address
from kb.views.compare_markup import ORDER, match_csv, match_table, pair_table, unasked_list
from kb.views.document import stored_document
from kb.views.links import COMPARE, INGEST, link
from kb.views.markup import element
from kb.views.page import documents, knowledge_base
from kb.views.partners import PLANS, REPORTS, likely_report, ordered

_EVERYTHING = "all"
# The widgets' keys, which are the parameters of the page's address.
_WIDGETS: dict[str, Default] = {"plan": None, "report": None}


def show() -> None:
    """The page."""
    kb = knowledge_base()
    all_documents = documents(kb)
    if len(all_documents) < 2:
        st.html(element("p", "对照要有一份计划和一份总结。请先到", link("入库", INGEST), "页读入。", cls="notice"))
        return
    plan, report = _choose(all_documents)
    if plan is None or report is None:
        _offer(all_documents)
        return
    with st.spinner("正在逐条核对，长文件要几十秒…"):
        matches = compared(kb, plan.doc_id, report.doc_id)
    _table(kb, matches, plan, report)


def _choose(all_documents: list[DocumentSummary]) -> tuple[DocumentSummary | None, DocumentSummary | None]:
    """The two documents, from the boxes or the address; for a newly chosen plan the likely report is proposed."""
    follow_address(COMPARE, _WIDGETS)
    named = {each.doc_id: each for each in all_documents}
    left, right = st.columns(2, gap="small")
    plan = _box(left, "计划（五年规划）", "plan", ordered(all_documents, PLANS), "选一份计划", on_change=_forget_report)
    report = None
    if plan:
        proposed = likely_report(named[plan], all_documents)
        if proposed and st.session_state["report"] is None:
            st.session_state["report"] = proposed.doc_id
        others = [each for each in ordered(all_documents, REPORTS) if each.doc_id != plan]
        report = _box(right, "总结（报告）", "report", others, "没有找到同一机关、同一年份的，请选一份",
                      proposed=proposed.doc_id if proposed else None)
    chosen = {"plan": plan, "report": report}
    keep_address(COMPARE, _WIDGETS, {key: doc_id for key, doc_id in chosen.items() if doc_id})
    return named.get(plan or ""), named.get(report or "")


def _box(column: st.delta_generator.DeltaGenerator, label: str, key: str, options: list[DocumentSummary], empty: str,
         proposed: str | None = None, on_change: Callable[[], None] | None = None) -> str | None:
    """A box of documents; the doc_id that is chosen in it."""
    names = {each.doc_id: _name(each) + "　← 同一机关、同一年份" * (each.doc_id == proposed) for each in options}
    if st.session_state[key] not in names:
        st.session_state[key] = None
    chosen: str | None = column.selectbox(label, list(names), index=None, format_func=names.__getitem__, key=key,
                                          placeholder=empty, on_change=on_change)
    return chosen


def _forget_report() -> None:
    """Another plan, another report."""
    st.session_state["report"] = None


def _name(document: DocumentSummary) -> str:
    issuer = document.metadata.issuer
    return document.title if not issuer or issuer in document.title else f"{document.title}（{issuer}）"


def _offer(all_documents: list[DocumentSummary]) -> None:
    """What the page does, and the pairs that belong together."""
    st.html(element("p", "选一份计划和一份总结，逐条核对计划里的任务和目标；总结没有提到的也会列出。", cls="notice"))
    pairs = [(plan, report) for plan in ordered(all_documents, PLANS) if plan.metadata.doc_type in PLANS
             and (report := likely_report(plan, all_documents))]
    if pairs:
        st.html(pair_table(pairs))


def compared(kb: KnowledgeBase, plan: str, report: str) -> list[Match]:
    """The matches of two stored documents, worked out anew only after a change."""
    return _compared(kb, str(kb.home.root), kb.store.generation(), plan, report)


@st.cache_resource(show_spinner=False, max_entries=16)
def _compared(_kb: KnowledgeBase, root: str, generation: int, plan: str, report: str) -> list[Match]:
    return compare(_kb.store.document(plan), _kb.store.document(report), _kb.encoder)


def _table(kb: KnowledgeBase, matches: list[Match], plan: DocumentSummary, report: DocumentSummary) -> None:
    counts = Counter(match.judgement.verdict for match in matches)
    counts[_EVERYTHING] = len(matches)
    names = {_EVERYTHING: "全部", **{verdict: VERDICTS[verdict] for verdict in ORDER}}
    texts = stored_document(kb, plan.doc_id), stored_document(kb, report.doc_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            "结论", [each for each in names if counts[each]], default=_EVERYTHING, required=True,
            format_func=lambda each: f"{names[each]} {counts[each]}", label_visibility="collapsed",
            key=f"verdict_{plan.doc_id}_{report.doc_id}")
        st.download_button("下载表格（CSV）", lambda: match_csv(matches, *texts), f"对照 {plan.title}.csv", "text/csv",
                           on_click="ignore")
    shown = [(number, match) for number, match in enumerate(matches, 1)
             if chosen in (_EVERYTHING, match.judgement.verdict)]
    if matches:
        st.html(match_table(shown, *texts))
        if unasked := unasked_results(texts[1], matches):
            st.html(unasked_list(unasked, texts[1]))
    else:
        st.html(element("p", "这份计划里没有读出任务或目标。请在“文档”页看看它是不是计划。", cls="notice"))
