"""对照: a plan against a report; every commitment with what the report says of it."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kb.compare import Match, compare
from kb.knowledge_base import KnowledgeBase
from kb.rows import DocumentSummary
from kb.verdict import VERDICTS
from kb.views.compare_markup import ORDER, match_csv, match_table, pair_table
from kb.views.document import stored_document
from kb.views.links import INGEST, link
from kb.views.markup import element
from kb.views.page import documents, knowledge_base
from kb.views.partners import PLANS, REPORTS, likely_report, ordered

_EVERYTHING = "all"


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
    left, right = st.columns(2, gap="small")
    plans = ordered(all_documents, PLANS)
    plan = left.selectbox("计划（五年规划）", plans, index=_place(plans, st.query_params.get("plan")), key="plan_box",
                          format_func=_name, placeholder="选一份计划")
    if plan is None:
        return None, None
    reports = [each for each in ordered(all_documents, REPORTS) if each.doc_id != plan.doc_id]
    proposed = likely_report(plan, reports)
    asked = st.query_params.get("report") if st.query_params.get("plan") == plan.doc_id else None
    report = right.selectbox(
        "总结（报告）", reports, index=_place(reports, asked or (proposed.doc_id if proposed else None)),
        format_func=lambda each: _name(each) + ("　← 同一机关、同一年份" if each is proposed else ""),
        key=f"report_box_{plan.doc_id}", placeholder="没有找到同一机关、同一年份的，请选一份")
    st.query_params.from_dict({"plan": plan.doc_id} | ({"report": report.doc_id} if report else {}))
    return plan, report


def _offer(all_documents: list[DocumentSummary]) -> None:
    """What the page does, and the pairs that belong together."""
    st.html(element("p", "选一份计划和一份总结，逐条核对计划里的任务和目标；总结没有提到的也会列出。", cls="notice"))
    pairs = [(plan, report) for plan in ordered(all_documents, PLANS) if plan.metadata.doc_type in PLANS
             and (report := likely_report(plan, all_documents))]
    if pairs:
        st.html(pair_table(pairs))


def _place(documents: list[DocumentSummary], doc_id: str | None) -> int | None:
    return next((index for index, each in enumerate(documents) if each.doc_id == doc_id), None)


def _name(document: DocumentSummary) -> str:
    issuer = document.metadata.issuer
    return document.title if not issuer or issuer in document.title else f"{document.title}（{issuer}）"


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
    with st.container(horizontal=True, vertical_alignment="bottom"):
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
    else:
        st.html(element("p", "这份计划里没有读出任务或目标。请在“文档”页看看它是不是计划。", cls="notice"))
