"""指标: the figures of one indicator across documents as a series, with its pace and the contradictions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from kb.indicator_series import Series, asked_for, register
from kb.indicators import readings_of
from kb.knowledge_base import KnowledgeBase
from kb.views.address import Default, follow_address, keep_address
from kb.views.by_document import worked_out
from kb.views.choose import XLSX, documents_or_notice, notice
from kb.views.indicator_markup import about_register, register_xlsx, series_table
from kb.views.links import INDICATORS
from kb.views.markup import element
from kb.views.page import knowledge_base

# The widget's key, which is the parameter of the page's address.
_WIDGETS: dict[str, Default] = {"indicator": ""}
_SHOWN = 100
_CHOICES: dict[str, Callable[[Series], bool]] = {
    "几个文件里都有": lambda each: each.documents > 1, "有矛盾": lambda each: bool(each.contradictions),
    "慢于所需": lambda each: bool(each.pace and each.pace.behind), "有进度": lambda each: each.pace is not None,
    "全部": lambda each: True}


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not documents_or_notice(kb):
        return
    follow_address(INDICATORS, _WIDGETS)
    left, right = st.columns([2, 3], gap="small", vertical_alignment="bottom")
    words: str = left.text_input("指标名称", key="indicator", placeholder="例如：普惠率，可以只写一部分")
    keep_address(INDICATORS, _WIDGETS, {"indicator": words} if words else {})
    with st.spinner("正在整理指标…"):
        every = _register(kb, str(kb.home.root), kb.store.generation())
    named = asked_for(every, words) if words else every
    if not named:
        notice(f"没有名称里带“{words}”的指标。可以换个说法，或只写一部分。" if words else
               "读入的文件里还没有带数字的指标。")
        return
    counts = {name: sum(map(holds, named)) for name, holds in _CHOICES.items()}
    chosen = right.segmented_control("列出", [each for each in _CHOICES if counts[each]], required=True,
                                     default="全部" if words or not counts["几个文件里都有"] else "几个文件里都有",
                                     format_func=lambda each: f"{each} {counts[each]}", key=f"choice_{bool(words)}",
                                     label_visibility="collapsed")
    _list(kb, [each for each in named if _CHOICES[chosen](each)], words or chosen)


@st.cache_resource(show_spinner=False, max_entries=2)
def _register(_kb: KnowledgeBase, root: str, generation: int) -> list[Series]:
    return register(each for readings in worked_out(_kb, None, readings_of) for each in readings)


def _list(kb: KnowledgeBase, found: Sequence[Series], said: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = f"，列出前 {_SHOWN} 个，全部在表格文件里" if len(found) > _SHOWN else ""
        st.html(element("p", f"{len(found)} 个指标{shown}；不同地区、不同口径（累计）分开列。", cls="count"))
        st.download_button("下载表格（Excel）", lambda: register_xlsx(found, about_register(
            found, said, str(kb.home.root), date.today())), "指标.xlsx", XLSX, on_click="ignore")
    st.html(series_table(found[:_SHOWN]))
