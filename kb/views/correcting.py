"""What the buttons of a record do on any page: open the correction form, confirm, take back; the bar for undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kb.changes import Change, Confirmation, Correction, Rejection
from kb.corrections import correct, undo
from kb.drafting import named_record
from kb.errors import KbError
from kb.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.rows import page_of
from kb.views.correction_entries import entered_changes
from kb.views.correction_form import choose_kind, fill_in
from kb.views.correction_markup import CONFIRM, CORRECT, UNDO, in_words
from kb.views.links import DOCUMENT
from kb.views.markup import element, joined
from kb.views.page import alert, pressed
from kb.views.text import place
from pipelines.document import Document, Record

_DONE, _TURN = "corrections_done", "corrections_turn"


@dataclass(frozen=True, slots=True)
class Done:
    """What was said last on a page: in words, and the numbers of the corrections that can be taken back."""

    page: str
    said: str
    numbers: tuple[int, ...]


def act(kb: KnowledgeBase, page: str) -> None:
    """Do what a button of a record asks; to be called before the page is shown."""
    press = pressed()
    if press is None or press.action not in (CORRECT, CONFIRM, UNDO):
        return
    st.session_state.pop(_DONE, None)
    try:
        if press.action == CORRECT:
            document = kb.store.document(press.doc_id)
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            _form(kb, page, document, named_record(document, press.item), f"correct_{st.session_state[_TURN]}")
        elif press.action == CONFIRM:
            _correct(kb, page, press.doc_id, [Confirmation(press.item)])
        else:
            _undo((int(press.item),), kb.home, page)
    except KbError as error:
        alert(str(error))


def offer_undo(home: Home, page: str) -> None:
    """Say what was corrected last on this page, with a button that takes it back."""
    done: Done | None = st.session_state.get(_DONE)
    if done is None or done.page != page:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="undo"):
        st.html(element("div", done.said, cls="said"), width="content")
        if done.numbers and st.button("撤销"):
            _undo(done.numbers, home, page)
            st.rerun()
        if st.button("知道了"):
            del st.session_state[_DONE]
            st.rerun()


@st.dialog("改正", width="large")
def _form(kb: KnowledgeBase, page: str, document: Document, record: Record, key: str) -> None:
    """The record as it was when the form was opened: what has been changed meanwhile is refused, not overwritten.

    `key` is new with each opening, so that no input of a former one comes back.
    """
    where = place(record.section[-1:], page_of(document.blocks, record.span.start))
    st.html(joined((element("p", record.quote, cls="quote"), element("p", where, cls="soft"))))
    with st.form(key, border=False):
        kind = choose_kind(record, key)
        entries = fill_in(record, key)
        note = st.text_input("备注", placeholder="为什么这样改（可以不写）", max_chars=500)
        with st.container(horizontal=True, vertical_alignment="center", key="correct_buttons"):
            save = st.form_submit_button("保存改正", type="primary")
            confirm = st.form_submit_button("确认无误", help="这一条的类别、起止和上面的值都对，以后照此不变")
            reject = st.form_submit_button("不是记录", help="原文这里没有任务、目标或结果，把这一条去掉")
            wrong = st.empty()
    if not (save or confirm or reject):
        return
    try:
        changes: list[Change] = [Rejection(record.id)] if reject else entered_changes(record, document, kind, entries)
        if confirm:
            changes.append(Confirmation(record.id))
        if not changes:
            raise KbError("没有改动。整条都对，请按“确认无误”。")
        _correct(kb, page, document.doc_id, changes, note)
    # A dialog runs by itself, so that app.py would not meet this error.
    except KbError as error:
        with wrong:
            alert(str(error))
        return
    if reject and page == DOCUMENT:
        st.query_params.from_dict({"doc": document.doc_id, "at": f"{record.span.start}-{record.span.end}"})
    st.rerun()


def _correct(kb: KnowledgeBase, page: str, doc_id: str, changes: Sequence[Change], note: str = "") -> None:
    made = correct(doc_id, changes, kb.home, note)
    _say(page, "已记下：", made, tuple(each.number for each in made))


def _undo(numbers: Sequence[int], home: Home, page: str) -> None:
    _say(page, "已撤销：", [undo(number, home) for number in reversed(numbers)], ())


def _say(page: str, verb: str, corrections: Sequence[Correction], numbers: tuple[int, ...]) -> None:
    """Keep what to say, and on the document page return to the record: its address is not known to Python else."""
    st.session_state[_DONE] = Done(page, f"{verb}{'；'.join(map(in_words, corrections))}", numbers)
    about = corrections[-1]
    if page == DOCUMENT and about.draft.record:
        st.query_params.from_dict({"doc": about.doc_id, "record": about.draft.record})
