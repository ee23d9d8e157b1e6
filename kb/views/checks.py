"""核查: where documents contradict themselves or leave something open, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kb.views.address import Default, follow_address, keep_address
from kb.views.by_document import choose_document, worked_out
from kb.views.checks_markup import Checked, finding_csv, finding_groups, silent_checks
from kb.views.links import CHECKS, INGEST, link
from kb.views.markup import element, joined
from kb.views.page import documents, knowledge_base
from pipelines.checks import findings
from pipelines.document import Document

# The widget's key, which is the parameter of the page's address.
_WIDGETS: dict[str, Default] = {"checked": None}


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not documents(kb):
        st.html(element("p", "知识库里还没有文件。请先到", link("入库", INGEST), "页读入。", cls="notice"))
        return
    follow_address(CHECKS, _WIDGETS)
    left, right = st.columns([2, 3], gap="small", vertical_alignment="bottom")
    doc_id = choose_document(left, kb, "checked")
    keep_address(CHECKS, _WIDGETS, {"checked": doc_id} if doc_id else {})
    with st.spinner("正在核查…"):
        checked = worked_out(kb, doc_id, check)
    if any(each.findings for each in checked):
        name = f"核查 {checked[0].title if doc_id else '全部文件'}.csv"
        right.download_button("下载表格（CSV）", lambda: finding_csv(checked), name, "text/csv", on_click="ignore")
    _list(checked)


def check(document: Document) -> Checked:
    """A document with its findings; without its records, which the page does not show and memory would have to hold."""
    return Checked(replace(document, records=()), tuple(findings(document)))


def _list(checked: Sequence[Checked]) -> None:
    total = sum(len(each.findings) for each in checked)
    clean = sum(not each.findings for each in checked)
    said = f"核查了 {len(checked)} 个文件：{total} 处需要核对，{clean} 个文件没有发现不一致。"
    if not total:
        said = f"核查了 {len(checked)} 个文件，没有发现不一致。"
    st.html(joined((element("p", said, cls="count"), finding_groups(checked), silent_checks(checked))))
