"""The search page's markup: hits, examples, and what to loosen where nothing was found."""

from __future__ import annotations

from collections.abc import Iterable

from kb.search import Hit, Query
from kb.views.chips import kind_chip, value_chips
from kb.views.links import DOCUMENT, SEARCH, copy_button, link
from kb.views.markup import Html, element, joined
from kb.views.suggestions import Example
from kb.views.text import citation, in_title_marks, marked, matches, place

# A search asks for no more hits than this.
MOST = 200


def hits_list(hits: Iterable[Hit], words: str) -> Html:
    """The hits as a list, best first, with the query's words marked."""
    return element("ol", *(_hit(hit, words) for hit in hits), cls="hits")


def _hit(hit: Hit, words: str) -> Html:
    quoted = citation(hit.title, hit.section, hit.page, hit.quote)
    where = joined((element("b", in_title_marks(hit.title)), place(hit.section, hit.page)), " ")
    buttons = element("span", link("打开原文", DOCUMENT, "small", doc=hit.doc_id, record=hit.record_id),
                      copy_button("复制引用", quoted), cls="buttons")
    return element("li", element("div", kind_chip(hit.kind), marked(hit.quote, matches(hit.quote, words)), cls="quote"),
                   element("div", value_chips(hit), cls="chips"),
                   element("div", element("span", where, cls="where"), buttons, cls="foot"),
                   element("div", cls="citation", data_citation=True, hidden=True), cls="hit", data_holds_citation=True)


def examples_box(examples: Iterable[Example]) -> Html:
    """Searches to try, as links."""
    links = (link(each.words, SEARCH, "example", **dict(each.parameters)) for each in examples)
    said = element("p", "在上面写要找什么，按回车；也可以只用筛选条件列出全部。每条结果都能打开到原文的位置。")
    return element("div", said, element("p", element("b", "试一试"), *links, cls="examples"), cls="notice")


def nothing_found(query: Query, loosened: Iterable[tuple[str, int]]) -> Html:
    """What was asked in vain, and how many records there would be without each condition."""
    useful = [element("li", "去掉“", element("b", name), f"”后有 {_count(count)} 条")
              for name, count in loosened if count]
    advice = (element("ul", *useful) if useful else
              element("p", "单独去掉哪一个条件都没有结果。请换个说法，或只留一个条件再试。"))
    return element("div", element("p", element("b", "没有找到符合全部条件的事项。")), advice, cls="notice")


def _count(count: int) -> str:
    """Searches give no more than MOST hits."""
    return str(count) if count < MOST else f"{MOST} 或更多"
