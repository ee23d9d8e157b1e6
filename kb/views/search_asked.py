"""The search page's box and its row of filters: what is asked, kept in step with the address."""

from __future__ import annotations

import streamlit as st

from kb.filters import DOC_TYPES, KINDS, Filters, parse_day, parse_year
from kb.knowledge_base import KnowledgeBase
from kb.results import Request
from kb.search import Query
from kb.views.address import Default, follow_address, keep_address
from kb.views.links import SEARCH
from kb.views.search_address import BETWEEN_WORDS, asked_for, request_parameters

# The keys of the widgets and of conditions without one, which are the parameters of the page's address, and what they
# hold when empty.
_WIDGETS: dict[str, Default] = {"q": "", "type": None, "region": None, "year": None, "kind": None, "unit": "",
                                "due": "", "figure": False, "plain": "", "issuer": "", "after": ""}


def asked(kb: KnowledgeBase) -> tuple[Request, str]:
    """What is asked, and the name of the saved search that is to be shown, "" for none."""
    follow_address(SEARCH, _WIDGETS)
    text = st.text_input("检索词", key="q", label_visibility="collapsed",
                         placeholder="用日常的话写要找什么，例如：老旧小区今年要改造多少").strip()
    request, saved = asked_for(st.query_params.to_dict(), Query(text, _filters(kb)), _as_words(text))
    keep_address(SEARCH, _WIDGETS, request_parameters(request, saved))
    return request, saved


def _filters(kb: KnowledgeBase) -> Filters:
    """The row of filters, and the conditions that only the address has."""
    type_, region, year, kind, unit, due, figure = st.columns([1.1, 1.2, 0.9, 0.9, 1.7, 1.4, 0.8], gap="small",
                                                              vertical_alignment="bottom")
    chosen_type = _choice(type_, "文种", "type", list(DOC_TYPES.values()))
    chosen_region = _choice(region, "地区", "region", _values(kb, "region"))
    chosen_year = _choice(year, "年份", "year", _values(kb, "year")[::-1])
    chosen_kind = _choice(kind, "类别", "kind", list(KINDS.values()))
    unit_name = unit.text_input("责任单位", key="unit", placeholder="名称或其中一部分").strip()
    last = due.text_input("时限不晚于", key="due", placeholder="如 2025-06-30").strip()
    has_quantity = figure.checkbox("含指标", key="figure")
    issuer, first = (str(st.session_state[key] or "").strip() for key in ("issuer", "after"))
    return Filters(chosen_type, chosen_kind, parse_year(chosen_year) if chosen_year else None, region=chosen_region,
                   issuer=issuer or None, unit=unit_name or None, due_before=parse_day(last) if last else None,
                   due_after=parse_day(first) if first else None, has_quantity=has_quantity)


def _as_words(text: str) -> tuple[str, ...]:
    """The stretches of the text that the user wants searched as they are."""
    return tuple(each for each in str(st.session_state["plain"] or "").split(BETWEEN_WORDS) if each and each in text)


def _choice(column: st.delta_generator.DeltaGenerator, label: str, key: str, options: list[str]) -> str | None:
    if st.session_state[key] not in options:
        st.session_state[key] = None
    chosen: str | None = column.selectbox(label, options, index=None, key=key, placeholder="不限")
    return chosen


def _values(kb: KnowledgeBase, field: str) -> list[str]:
    """The values of a field that some record has, in growing order."""
    return [term.partition(":")[2] for term in kb.filter_index.beginning(f"{field}:")]
