"""Saved searches on the search page: what is new in each, looking at one, keeping the one that is shown."""

from __future__ import annotations

from datetime import date

import streamlit as st

from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.results import Request
from kb.saved import News, forget, looked_at, news, save, saved_searches
from kb.views.page import alert, pressed
from kb.views.results_markup import FORGET, SEEN, SavedLine

_NEWS = "saved_news"
_NOTE = "saved_note"


def saved_lines(kb: KnowledgeBase) -> list[SavedLine]:
    """All saved searches; what is new is counted anew only after a change."""
    return [SavedLine(each.name, each.words, _new(kb, str(kb.home.root), kb.store.generation(), each.name,
                                                  each.looked_at, date.today())) for each in saved_searches(kb)]


@st.cache_data(show_spinner=False, max_entries=200)
def _new(_kb: KnowledgeBase, root: str, generation: int, name: str, looked_at: str, today: date) -> int:
    return len(news(_kb, name, today).new)


def shown_news(kb: KnowledgeBase, name: str) -> News:
    """What a saved search finds; KbError for an unknown name."""
    found = news(kb, name, date.today())
    st.session_state[_NEWS] = found
    return found


def act_on_saved(kb: KnowledgeBase) -> bool:
    """Do what a press of a button of the page's markup asks; whether a saved search was taken away."""
    press = pressed()
    if press is None or press.action not in (SEEN, FORGET):
        return False
    if press.action == FORGET:
        forget(kb, press.doc_id)
        return True
    # What came in after the page was shown stays new.
    found = st.session_state.get(_NEWS)
    if isinstance(found, News) and found.saved.name == press.doc_id:
        looked_at(kb, found)
    return False


def save_form(kb: KnowledgeBase, column: st.delta_generator.DeltaGenerator, request: Request) -> None:
    """The form that keeps the search that is shown under a name."""
    with column.popover("保存这个检索"), st.form("save_search", clear_on_submit=True, border=False):
        name = st.text_input("名称", max_chars=40, placeholder="例如：防汛")
        if st.form_submit_button("保存"):
            try:
                st.session_state[_NOTE] = save(kb, name, request, date.today()).name
                st.rerun()
            except KbError as error:
                alert(str(error))


def note_of_saving() -> str | None:
    """The name of the search that was kept just now."""
    name: str | None = st.session_state.pop(_NOTE, None)
    return name
