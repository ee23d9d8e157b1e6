"""入库: read uploaded files, report what became of them; delete documents and read them again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kb.embedding import encoded_so_far
from kb.errors import KbError
from kb.files import supported_suffixes
from kb.home import Home
from kb.ingest import FileReport, ingest_upload, reread
from kb.knowledge_base import KnowledgeBase
from kb.models import choices
from kb.views.ingest_markup import DELETE, REREAD, managed_documents, report_list
from kb.views.markup import element
from kb.views.page import alert, documents, knowledge_base, pressed
from kb.views.undo import Deleted, delete_document, restore

_REPORT, _DELETED, _ROUND = "ingest_report", "ingest_deleted", "ingest_round"


def show() -> None:
    """The page."""
    kb = knowledge_base()
    _model(kb)
    _upload(kb)
    _act(kb)
    if report := st.session_state.get(_REPORT):
        st.html(report_list(report))
    _offer_undo(kb.home)
    _list(kb)


def _model(kb: KnowledgeBase) -> None:
    """Which model stands in for one that cannot be opened, and how far a change to another one is."""
    if kb.meaning.fault:
        alert(kb.meaning.fault)
    if following := choices(kb.store).following:
        done, total = encoded_so_far(kb.home, following), sum(each.records for each in documents(kb))
        st.progress(min(done / max(total, 1), 1.0), f"正在换语义模型：已算 {done} 条，共 {total} 条；换好之前用原来的")


def _upload(kb: KnowledgeBase) -> None:
    """Choose files, see which names are taken, read them."""
    turn = st.session_state.setdefault(_ROUND, 0)
    # Every format may be chosen: what cannot be read then stands in the report with its reason.
    files = st.file_uploader(f"选择要读入的文件（{'、'.join(supported_suffixes())}），可以一次多选，也可以拖进来",
                             accept_multiple_files=True, key=f"upload_{turn}")
    if not files:
        return
    taken = {path.name for path in kb.home.uploads.glob("*")} & {file.name for file in files}
    if taken:
        st.html(element("p", f"同名文件以前上传过，读入后会替换：{'、'.join(sorted(taken))}", cls="notice"))
    if st.button(f"读入 {len(files)} 个文件", type="primary"):
        # Kept while it grows: a press of another button in between ends this run, but not what was read.
        reports: list[FileReport] = []
        st.session_state[_REPORT] = reports
        st.session_state[_ROUND] = turn + 1
        _read(files, kb.home, reports)
        st.rerun()


def _read(files: Sequence[UploadedFile], home: Home, reports: list[FileReport]) -> None:
    """Read the files one by one and add what became of each to the reports."""
    bar, name = st.progress(0.0), st.empty()
    for done, file in enumerate(files):
        bar.progress(done / len(files), f"正在读取第 {done + 1} 个，共 {len(files)} 个")
        name.html(element("p", file.name, cls="count"))
        try:
            reports += ingest_upload(file.name, file.getvalue(), home).files
        except KbError as error:
            reports.append(FileReport(home.uploads / file.name, file.name, "refused", reason=str(error)))


def _act(kb: KnowledgeBase) -> None:
    """Do what a button of the list asks."""
    press = pressed()
    if press is None:
        return
    title = kb.store.summary(press.doc_id).title
    if press.action == DELETE:
        _confirm(kb, press.doc_id, title)
    elif press.action == REREAD:
        with st.spinner("正在重新读取…"):
            st.session_state[_REPORT] = [reread(press.doc_id, kb.home)]


@st.dialog("删除文件")
def _confirm(kb: KnowledgeBase, doc_id: str, title: str) -> None:
    st.html(element("p", "从知识库里删除《", element("b", title), "》和它的全部事项？从文件夹读入的，原文件不会动。"))
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("取消"):
            st.rerun()
        confirmed = st.button("删除", type="primary")
    if not confirmed:
        return
    try:
        st.session_state[_DELETED] = delete_document(kb, doc_id)
    # A dialog runs by itself, so that app.py would not meet this error.
    except KbError as error:
        alert(str(error))
        return
    st.session_state.pop(_REPORT, None)
    st.rerun()


def _offer_undo(home: Home) -> None:
    deleted: Deleted | None = st.session_state.get(_DELETED)
    if deleted is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="undo"):
        st.html(element("span", f"已删除《{deleted.title}》。"), width="content")
        if deleted.can_be_restored and st.button("撤销删除"):
            with st.spinner("正在恢复…"):
                restore(deleted, home)
            del st.session_state[_DELETED]
            st.rerun()


def _list(kb: KnowledgeBase) -> None:
    all_documents = documents(kb)
    total = sum(each.records for each in all_documents)
    st.html(element("p", f"知识库在 {kb.home.root}：{len(all_documents)} 个文件，{total:,} 条事项", cls="count"))
    if all_documents:
        st.html(managed_documents(all_documents))
