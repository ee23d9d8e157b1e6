"""检索: a question and filters in, records with their place, their values and a citation out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from kb.asking import Answer, answer
from kb.filters import DOC_TYPES, KINDS, Filters, parse_day, parse_year
from kb.knowledge_base import KnowledgeBase
from kb.search import Hit, Query, search
from kb.views.address import Default, follow_address, keep_address
from kb.views.document_markup import years
from kb.views.links import INGEST, SEARCH, link
from kb.views.markup import element, joined
from kb.views.page import documents, knowledge_base
from kb.views.search_markup import (
    BETWEEN_WORDS,
    MOST,
    Shown,
    examples_box,
    hits_list,
    nothing_found,
    parameters,
    understood_line,
)
from kb.views.suggestions import Example, examples
from pipelines.document import Metadata

_STEP = 20
_SHOWN = "search_shown"
# The widgets' keys, which are the parameters of the page's address, and what they hold when empty.
_WIDGETS: dict[str, Default] = {"q": "", "type": None, "region": None, "year": None, "kind": None, "unit": "",
                                "due": "", "figure": False, "plain": ""}


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not documents(kb):
        st.html(element("p", "知识库里还没有文件。请先到", link("入库", INGEST), "页读入。", cls="notice"))
        return
    query = _asked(kb)
    if not query.text and not query.filters:
        st.html(examples_box(_examples(kb, str(kb.home.root), kb.store.generation())))
        return
    as_words = _as_words(query.text)
    answered = _answered(kb, str(kb.home.root), kb.store.generation(), query, _shown(query) + 1, date.today(), as_words)
    if line := understood_line(query, answered.understood, as_words):
        st.html(line)
    if answered.hits:
        _list(kb, answered, query)
    else:
        st.html(nothing_found([(name, looser, len(found(kb, looser, MOST))) for name, looser in loosened(query)]))


def _asked(kb: KnowledgeBase) -> Query:
    """The search box and the row of filters."""
    follow_address(SEARCH, _WIDGETS)
    text = st.text_input("检索词", key="q", label_visibility="collapsed",
                         placeholder="用日常的话写要找什么，例如：老旧小区今年要改造多少")
    type_, region, year, kind, unit, due, figure = st.columns([1.1, 1.2, 0.9, 0.9, 1.7, 1.4, 0.8], gap="small",
                                                              vertical_alignment="bottom")
    chosen_type = _choice(type_, "文种", "type", list(DOC_TYPES.values()))
    chosen_region = _choice(region, "地区", "region", _regions(kb))
    chosen_year = _choice(year, "年份", "year", [str(each) for each in _years(kb)])
    chosen_kind = _choice(kind, "类别", "kind", list(KINDS.values()))
    unit_name = unit.text_input("责任单位", key="unit", placeholder="名称或其中一部分").strip()
    day = due.text_input("时限不晚于", key="due", placeholder="如 2025-06-30").strip()
    has_quantity = figure.checkbox("含指标", key="figure")
    query = Query(text.strip(), Filters(chosen_type, chosen_kind, parse_year(chosen_year) if chosen_year else None,
                                        region=chosen_region, unit=unit_name or None,
                                        due_before=parse_day(day) if day else None, has_quantity=has_quantity))
    keep_address(SEARCH, _WIDGETS, parameters(query, _as_words(query.text)))
    return query


def _as_words(text: str) -> tuple[str, ...]:
    """The stretches of the text that the user wants searched as they are."""
    return tuple(each for each in str(st.session_state["plain"] or "").split(BETWEEN_WORDS) if each and each in text)


def _choice(column: st.delta_generator.DeltaGenerator, label: str, key: str, options: list[str]) -> str | None:
    if st.session_state[key] not in options:
        st.session_state[key] = None
    chosen: str | None = column.selectbox(label, options, index=None, key=key, placeholder="不限")
    return chosen


def _regions(kb: KnowledgeBase) -> list[str]:
    return sorted({each.metadata.region for each in documents(kb) if each.metadata.region})


def _years(kb: KnowledgeBase) -> list[int]:
    """The years of all documents' periods, newest first."""
    years: set[int] = set()
    for each in documents(kb):
        first, last = each.metadata.period
        start, end = first or last, last or first
        if start and end:
            years.update(range(start, end + 1))
    return sorted(years, reverse=True)


@st.cache_data(show_spinner=False, max_entries=200)
def _answered(_kb: KnowledgeBase, root: str, generation: int, query: Query, top: int, today: date,
              as_words: tuple[str, ...]) -> Answer:
    return answer(query, _kb, top, today, as_words)


def found(kb: KnowledgeBase, query: Query, top: int) -> list[Hit]:
    """The hits, searched anew only after a change of the knowledge base."""
    return _found(kb, str(kb.home.root), kb.store.generation(), query, top)


@st.cache_data(show_spinner=False, max_entries=200)
def _found(_kb: KnowledgeBase, root: str, generation: int, query: Query, top: int) -> list[Hit]:
    return search(query, _kb, top)


def _origin(metadata: Metadata | None, title: str) -> str:
    """Issuer and years, where the title does not say them."""
    if metadata is None:
        return ""
    issuer = metadata.issuer or ""
    known = all(str(year) in title for year in metadata.period if year)
    return " ".join(filter(None, ("" if issuer in title else issuer, "" if known else years(metadata))))


def _confidence(kb: KnowledgeBase, hit: Hit) -> float:
    """How sure the reading of the hit's kind is."""
    return _confidences(kb, str(kb.home.root), kb.store.generation(), hit.doc_id).get(hit.record_id, 1.0)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _confidences(_kb: KnowledgeBase, root: str, generation: int, doc_id: str) -> dict[str, float]:
    records = _kb.store.records(_kb.store.record_numbers(Filters(doc=doc_id)))
    return {stored.record.id: stored.record.confidence for stored in records}


@st.cache_data(show_spinner=False, max_entries=4)
def _examples(_kb: KnowledgeBase, root: str, generation: int) -> list[Example]:
    return examples(_kb)


def _shown(query: Query) -> int:
    """How many hits are shown: one step more for each press of the button under this very query."""
    former, shown = st.session_state.get(_SHOWN, (query, _STEP))
    return int(shown) if former == query else _STEP


def _list(kb: KnowledgeBase, answered: Answer, query: Query) -> None:
    shown, hits, text = _shown(query), answered.hits, answered.understood.text
    more = len(hits) > shown
    order = "按相关程度排列" if text else "按文件和原文的顺序排列"
    count = f"前 {shown} 条" if more else f"共 {len(hits)} 条"
    summaries = {each.doc_id: each.metadata for each in documents(kb)}
    items = [Shown(hit, _origin(summaries.get(hit.doc_id), hit.title), _confidence(kb, hit)) for hit in hits[:shown]]
    marked = " ".join((text, *kb.thesaurus.expansion(text)))
    st.html(joined((element("p", f"{count}，{order}", cls="count"), hits_list(items, marked))))
    if more and shown < MOST and st.button(f"再显示 {_STEP} 条"):
        st.session_state[_SHOWN] = query, shown + _STEP
        st.rerun()


def loosened(query: Query) -> list[tuple[str, Query]]:
    """The query without each of its conditions in turn, with the condition in words."""
    asked = query.filters
    without = [
        (f"文种：{asked.type}", asked.type, replace(asked, type=None)),
        (f"地区：{asked.region}", asked.region, replace(asked, region=None)),
        (f"年份：{asked.year}", asked.year, replace(asked, year=None)),
        (f"类别：{asked.kind}", asked.kind, replace(asked, kind=None)),
        (f"责任单位：{asked.unit}", asked.unit, replace(asked, unit=None)),
        (f"时限不晚于：{asked.due_before}", asked.due_before, replace(asked, due_before=None)),
        ("含指标", asked.has_quantity, replace(asked, has_quantity=False))]
    queries = [(name, replace(query, filters=filters)) for name, value, filters in without if value]
    if query.text:
        queries.append((f"检索词：{query.text}", replace(query, text="")))
    return [(name, looser) for name, looser in queries if looser.text.strip() or looser.filters]
