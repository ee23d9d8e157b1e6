"""What all pages share: the open knowledge base, the style, and how clicks in their markup reach Python."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from kb.home import locate_home
from kb.knowledge_base import KnowledgeBase, open_kb
from kb.rows import DocumentSummary
from kb.views.markup import element

_HERE = Path(__file__).parent
_PRESSED = "pressed"


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button in a page's markup (links.action_button); `item` is what in the document it means."""

    action: str
    doc_id: str
    item: str


def knowledge_base() -> KnowledgeBase:
    """The knowledge base at $KB_HOME (or the default place), opened once for all visitors; KbError in Chinese."""
    return _opened(str(locate_home().root))


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(root: str) -> KnowledgeBase:
    return open_kb(root)


def documents(kb: KnowledgeBase) -> list[DocumentSummary]:
    """All documents in the order in which they were added, read anew only after a change."""
    return _documents(kb, str(kb.home.root), kb.store.generation())


@st.cache_resource(show_spinner=False, max_entries=2)
def _documents(_kb: KnowledgeBase, _root: str, generation: int) -> list[DocumentSummary]:
    return _kb.store.summaries()


def alert(message: str) -> None:
    """One line about what went wrong; not st.error, which would read a file's name or a query as Markdown."""
    st.html(element("p", message, cls="notice alert", role="alert"))


def style() -> None:
    """The one stylesheet of the app."""
    st.html(f"<style>{_file('style.css')}</style>")


def behaviour() -> None:
    """Mount behaviour.js; to be called before the page runs."""
    with st.container(key="behaviour"):
        result = _component()(key="behaviour_state", data={"words": streamlit_words()}, on_pressed_change=_nothing)
    st.session_state[_PRESSED] = result.pressed


def pressed() -> Press | None:
    """The button of the page's markup whose press caused this run."""
    press = st.session_state.get(_PRESSED)
    return Press(press["action"], press["doc"], press["item"]) if press else None


@cache
def streamlit_words() -> tuple[tuple[str, str], ...]:
    """(regular expression, Chinese) for Streamlit's own words."""
    lines = (line for line in _file("streamlit_words.tsv").splitlines() if line and not line.startswith("#"))
    return tuple((pattern, chinese) for pattern, chinese in (line.split("\t") for line in lines))


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def _component() -> st.components.v2.types.ComponentRenderer:
    return st.components.v2.component("kb_behaviour", js=_file("behaviour.js"), isolate_styles=False)


def _nothing() -> None:
    """Streamlit wants a callback for every trigger."""
