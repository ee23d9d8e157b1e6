"""The search page's markup: hits, examples, and what to loosen where nothing was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.context import Context
from kb.search import Hit, Query
from kb.understanding import Understood
from kb.views.chips import kind_chip, value_chips
from kb.views.links import DOCUMENT, SEARCH, copy_button, link
from kb.views.markup import Html, element, joined
from kb.views.search_address import parameters
from kb.views.suggestions import Example
from kb.views.text import citation, in_title_marks, marked, matches, place

# A search asks for no more hits than this.
MOST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with what else is shown of it: whose document of which years it is, and what stands around it.

    `same` are the records that say nearly the same; `new`: it came in since a saved search was last looked at.
    """

    hit: Hit
    origin: str = ""
    context: Context | None = None
    same: tuple[Shown, ...] = ()
    new: bool = False


def hits_list(hits: Iterable[Shown], words: str, first: int = 1) -> Html:
    """The hits as a list, best first, with the query's words marked; `first` is the number of the first one."""
    return element("ol", *(_hit(each, words) for each in hits), cls="hits", start=str(first))


def _hit(shown: Shown, words: str) -> Html:
    hit = shown.hit
    new = element("span", "新", cls="chip new") if shown.new else ""
    around = [element("span", each, cls="context") if each else ""
              for each in ((shown.context.before, shown.context.behind) if shown.context else ("", ""))]
    quote = element("div", new, kind_chip(hit.kind, hit.confidence), around[0],
                    marked(hit.quote, matches(hit.quote, words)), around[1], cls="quote")
    return element("li", quote, element("div", value_chips(hit), cls="chips"), _foot(shown), _same(shown.same),
                   element("div", cls="citation", data_citation=True, hidden=True), cls="hit", data_holds_citation=True)


def _foot(shown: Shown) -> Html:
    hit = shown.hit
    like = link("相近的", SEARCH, "small", "找和这一条相近的承诺", like=f"{hit.doc_id}/{hit.record_id}")
    buttons = element("span", link("打开原文", DOCUMENT, "small", doc=hit.doc_id, record=hit.record_id), like,
                      copy_button("复制引用", citation(hit.title, hit.section, hit.page, hit.quote)), cls="buttons")
    return element("div", element("span", _where(shown), cls="where"), buttons, cls="foot")


def _where(shown: Shown) -> Html:
    hit = shown.hit
    said = (element("b", in_title_marks(hit.title)), shown.origin, place(hit.section, hit.page))
    return joined(filter(None, said), "　")


def _same(same: Sequence[Shown]) -> Html:
    """The list of records that say nearly the same, closed."""
    if not same:
        return Html("")
    items = [element("li", element("span", "新", cls="chip new") if each.new else "",
                     link(each.hit.quote, DOCUMENT, doc=each.hit.doc_id, record=each.hit.record_id),
                     element("span", _where(each), cls="where")) for each in same]
    return element("details", element("summary", f"另有 {len(same)} 条几乎相同"), element("ul", *items), cls="same")


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


def _count(count: int) -> str:
    """Searches give no more than MOST hits."""
    return str(count) if count < MOST else f"{MOST} 或更多"
