"""检索: a question and filters in, records with their place, their values and a citation out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from kb.context import Context, contexts
from kb.facets import Facet, facets
from kb.knowledge_base import KnowledgeBase
from kb.order import DATE, RELEVANCE
from kb.results import Line, Request, Results, results
from kb.saved import News
from kb.search import Hit, Query, hits_of, search
from kb.views.body_markup import body_list
from kb.views.choose import XLSX
from kb.views.document_markup import years
from kb.views.hits_sheet import MOST_ROWS, about_hits, hits_xlsx
from kb.views.links import INGEST, link
from kb.views.markup import Html, element, joined
from kb.views.page import documents, knowledge_base
from kb.views.results_markup import conditions_line, facets_panel, order_line, page_line, saved_box, saved_line
from kb.views.saved_searches import act_on_saved, note_of_saving, save_form, saved_lines, shown_news
from kb.views.search_asked import asked
from kb.views.search_markup import MOST, Shown, examples_box, hits_list, nothing_found, understood_line
from kb.views.suggestions import Example, examples
from pipelines.document import Metadata


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page of results shows: facets of all results, the clauses around the records, what is new of them."""

    results: Results
    facets: tuple[Facet, ...]
    contexts: dict[int, Context]
    like: Hit | None
    new: frozenset[int] = frozenset()


def show() -> None:
    """The page."""
    kb = knowledge_base()
    if not documents(kb):
        st.html(element("p", "知识库里还没有文件。请先到", link("入库", INGEST), "页读入。", cls="notice"))
        return
    kb.refresh()
    gone = act_on_saved(kb)
    request, saved = asked(kb)
    if saved and not gone:
        _show_saved(kb, request, shown_news(kb, saved))
    elif request.query.text or request.query.filters or request.like:
        _show_results(kb, request)
    else:
        st.html(joined((examples_box(_examples(kb, str(kb.home.root), kb.store.generation())),
                        element("aside", saved_box(saved_lines(kb)), cls="side"))))


def _show_saved(kb: KnowledgeBase, shown: Request, found: News) -> None:
    """A saved search, the latest documents first unless the address says otherwise."""
    name = found.saved.name
    st.html(saved_line(name, found.saved.words, found.saved.since, len(found.new)))
    request = replace(found.saved.request, sort=shown.sort if shown.sort != RELEVANCE else DATE, page=shown.page,
                      grouped=shown.grouped)
    _list(kb, request, replace(_page(kb, request), new=found.new), name)


def _show_results(kb: KnowledgeBase, request: Request) -> None:
    page = _page(kb, request)
    for line in (conditions_line(request, page.like),
                 understood_line(request.query, page.results.understood, request.as_words)):
        if line:
            st.html(line)
    if page.results.lines:
        _list(kb, request, page, "")
    else:
        advice = nothing_found([(name, looser, len(found(kb, looser, MOST)))
                                for name, looser in loosened(request.query)])
        st.html(joined((advice, body_list(page.results.body, _words(kb, page), _origins(kb)))))


def _page(kb: KnowledgeBase, request: Request) -> _Page:
    return _worked_out(kb, str(kb.home.root), kb.store.generation(), request, date.today())


@st.cache_resource(show_spinner=False, max_entries=50)
def _worked_out(_kb: KnowledgeBase, root: str, generation: int, request: Request, today: date) -> _Page:
    """A page of results, worked out anew only after a change of the knowledge base."""
    found_ = results(request, _kb, today)
    shown = [hit.number for line in found_.lines for hit in (line.hit, *line.same)]
    like = hits_of(_kb, [(_kb.store.entries.number(*request.like) or 0, 0.0)])[0] if request.like else None
    return _Page(found_, tuple(facets(_kb, found_.numbers)), contexts(_kb, shown), like)


def found(kb: KnowledgeBase, query: Query, top: int) -> list[Hit]:
    """The hits, searched anew only after a change of the knowledge base."""
    return _found(kb, str(kb.home.root), kb.store.generation(), query, top)


@st.cache_data(show_spinner=False, max_entries=200)
def _found(_kb: KnowledgeBase, root: str, generation: int, query: Query, top: int) -> list[Hit]:
    return search(query, _kb, top)


@st.cache_data(show_spinner=False, max_entries=4)
def _examples(_kb: KnowledgeBase, root: str, generation: int) -> list[Example]:
    return examples(_kb)


def _list(kb: KnowledgeBase, request: Request, page: _Page, saved: str) -> None:
    """The hits with what stands beside them, and what can be done with all of them."""
    words, origins = _words(kb, page), _origins(kb)
    hits = hits_list([_shown(line, page, origins) for line in page.results.lines], words,
                     (page.results.page - 1) * request.size + 1)
    side = joined((facets_panel(page.facets, request, len(page.results.ranking)), saved_box(saved_lines(kb))))
    main = (order_line(request, page.results, saved), hits, body_list(page.results.body, words, origins),
            page_line(request, page.results, saved))
    st.html(element("div", element("div", *main), element("aside", side, cls="side", aria_label="按字段统计"),
                    cls="results"))
    _buttons(kb, request, page.results)


def _words(kb: KnowledgeBase, page: _Page) -> str:
    """What is marked: the query's words and the official words for them."""
    text = page.results.understood.text
    return " ".join((text, *kb.thesaurus.expansion(text)))


def _origins(kb: KnowledgeBase) -> dict[str, str]:
    return {each.doc_id: _origin(each.metadata, each.title) for each in documents(kb)}


def _shown(line: Line, page: _Page, origins: dict[str, str]) -> Shown:
    same = [Shown(hit, origins.get(hit.doc_id, ""), new=hit.number in page.new) for hit in line.same]
    return Shown(line.hit, origins.get(line.hit.doc_id, ""), page.contexts.get(line.hit.number), tuple(same),
                 line.hit.number in page.new)


def _buttons(kb: KnowledgeBase, request: Request, found_: Results) -> None:
    """All results as a workbook, and the search kept under a name."""
    left, right, said = st.columns([2, 2, 6], gap="small", vertical_alignment="center")

    def workbook() -> bytes:
        """The file, made only when somebody asks for it."""
        about = about_hits(request, found_, str(kb.home.root), date.today())
        return hits_xlsx(hits_of(kb, found_.ranking[:MOST_ROWS]), about)

    left.download_button("下载表格（Excel）", workbook, "检索结果.xlsx", XLSX, on_click="ignore")
    if not request.like:
        save_form(kb, right, request)
    if name := note_of_saving():
        said.html(_saved_note(name))


def _saved_note(name: str) -> Html:
    return element("span", f"已保存为“{name}”，以后在右边“保存的检索”里打开，会标出新增的。", cls="count")


def _origin(metadata: Metadata, title: str) -> str:
    """Issuer and years, where the title does not say them."""
    issuer = metadata.issuer or ""
    known = all(str(year) in title for year in metadata.period if year)
    return " ".join(filter(None, ("" if issuer in title else issuer, "" if known else years(metadata))))


def loosened(query: Query) -> list[tuple[str, Query]]:
    """The query without each of its conditions in turn, with the condition in words."""
    asked_ = query.filters
    without = [
        (f"文种：{asked_.type}", asked_.type, replace(asked_, type=None)),
        (f"地区：{asked_.region}", asked_.region, replace(asked_, region=None)),
        (f"年份：{asked_.year}", asked_.year, replace(asked_, year=None)),
        (f"类别：{asked_.kind}", asked_.kind, replace(asked_, kind=None)),
        (f"发文机关：{asked_.issuer}", asked_.issuer, replace(asked_, issuer=None)),
        (f"责任单位：{asked_.unit}", asked_.unit, replace(asked_, unit=None)),
        (f"时限不晚于：{asked_.due_before}", asked_.due_before, replace(asked_, due_before=None)),
        (f"时限不早于：{asked_.due_after}", asked_.due_after, replace(asked_, due_after=None)),
        ("含指标", asked_.has_quantity, replace(asked_, has_quantity=False))]
    queries = [(name, replace(query, filters=filters)) for name, value, filters in without if value]
    if query.text:
        queries.append((f"检索词：{query.text}", replace(query, text="")))
    return [(name, looser) for name, looser in queries if looser.text.strip() or looser.filters]
