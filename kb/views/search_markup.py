"""The search page's markup: hits, examples, and what to loosen where nothing was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.search import Hit, Query
from kb.understanding import Understood
from kb.views.chips import kind_chip, value_chips
from kb.views.links import DOCUMENT, SEARCH, copy_button, link
from kb.views.markup import Html, element, joined
from kb.views.suggestions import Example
from kb.views.text import citation, in_title_marks, marked, matches, place

# Stands between stretches of a query in an address.
BETWEEN_WORDS = "|"
# A search asks for no more hits than this.
MOST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with what else is shown of it: whose document of which years it is, and how sure its kind is (0 to 1)."""

    hit: Hit
    origin: str
    confidence: float


def hits_list(hits: Iterable[Shown], words: str) -> Html:
    """The hits as a list, best first, with the query's words marked."""
    return element("ol", *(_hit(each, words) for each in hits), cls="hits")


def _hit(shown: Shown, words: str) -> Html:
    hit = shown.hit
    quoted = citation(hit.title, hit.section, hit.page, hit.quote)
    said = (element("b", in_title_marks(hit.title)), shown.origin, place(hit.section, hit.page))
    where = joined(filter(None, said), "　")
    buttons = element("span", link("打开原文", DOCUMENT, "small", doc=hit.doc_id, record=hit.record_id),
                      copy_button("复制引用", quoted), cls="buttons")
    return element("li", element("div", kind_chip(hit.kind, shown.confidence),
                                 marked(hit.quote, matches(hit.quote, words)), cls="quote"),
                   element("div", value_chips(hit), cls="chips"),
                   element("div", element("span", where, cls="where"), buttons, cls="foot"),
                   element("div", cls="citation", data_citation=True, hidden=True), cls="hit", data_holds_citation=True)


def examples_box(examples: Iterable[Example]) -> Html:
    """Searches to try, as links."""
    links = (link(each.words, SEARCH, "example", **dict(each.parameters)) for each in examples)
    said = element("p", "在上面写要找什么，按回车；也可以只用筛选条件列出全部。每条结果都能打开到原文的位置。")
    return element("div", said, element("p", element("b", "试一试"), *links, cls="examples"), cls="notice")


def nothing_found(loosened: Iterable[tuple[str, Query, int]]) -> Html:
    """How many records there would be without each condition, as links to these searches."""
    useful = [element("li", link(f"去掉“{name}”", SEARCH, **parameters(query)), f"，有 {_count(count)} 条")
              for name, query, count in loosened if count]
    advice = (element("ul", *useful) if useful else
              element("p", "单独去掉哪一个条件都没有结果。请换个说法，或只留一个条件再试。"))
    return element("div", element("p", element("b", "没有找到符合全部条件的事项。")), advice, cls="notice")


def understood_line(query: Query, understood: Understood, as_words: Sequence[str]) -> Html:
    """How the query was understood: a chip for each condition, whose link takes it back to plain words; hints."""
    stretches = [query.text[each.start:each.end] for each in understood.chips]
    chips = [_condition(each.label, said, parameters(query, (*as_words, said)))
             for each, said in zip(understood.chips, stretches, strict=True)]
    head = [element("span", "按这样理解：", cls="count")] if chips else []
    links = []
    if len(chips) > 1:
        links.append(link("全部按原话检索", SEARCH, **parameters(query, (*as_words, *stretches))))
    if as_words:
        links.append(link("恢复条件", SEARCH, title="重新把年份、单位、时限等读成条件", **parameters(query)))
    shown = (*head, *chips, *links, *(element("span", hint, cls="count") for hint in understood.hints))
    return element("div", *shown, cls="understood") if shown else Html("")


def _condition(label: str, said: str, without: dict[str, str]) -> Html:
    """A condition read out of the words `said`, and the address of the search without it."""
    away = link("✕", SEARCH, "away", f"去掉这个条件，“{said.strip()}”按原话检索", **without)
    return element("span", label, away, cls="chip condition")


def parameters(query: Query, as_words: Sequence[str] = ()) -> dict[str, str]:
    """The parameters of a search's address; their names are the keys of the search page's widgets.

    `as_words` are the stretches of the text that are not to be read as conditions.
    """
    filters = query.filters
    given = {"q": query.text.strip(), "type": filters.type, "region": filters.region, "year": filters.year,
             "kind": filters.kind, "unit": filters.unit, "due": filters.due_before,
             "figure": "true" if filters.has_quantity else None, "plain": BETWEEN_WORDS.join(as_words)}
    return {name: str(value) for name, value in given.items() if value}


def _count(count: int) -> str:
    """Searches give no more than MOST hits."""
    return str(count) if count < MOST else f"{MOST} 或更多"
