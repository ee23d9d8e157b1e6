"""What stands around the hits of the search page: order and pages, facets, saved searches, hidden conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.facets import Facet, Value
from kb.filters import Filters
from kb.order import RELEVANCE, SORTS
from kb.results import Request, Results
from kb.search import Hit
from kb.views.links import SEARCH, action_button, link
from kb.views.markup import Html, element, joined
from kb.views.search_address import asks_for, narrowed, request_parameters, widened
from kb.views.text import in_title_marks

SEEN, FORGET = "saved-seen", "saved-forget"
# Pages on either side of the one that is shown, that have a link of their own.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved search in the list: its name, what it asks in words, and how many records are new."""

    name: str
    words: str
    new: int


def order_line(request: Request, found: Results, saved: str) -> Html:
    """How many records there are, and links to other orders of them."""
    count = len(found.ranking)
    ranked = any(score for _, score in found.ranking)
    said = f"最相关的 {count} 条" if found.cut else f"共 {count} 条"
    orders = [_chosen(_order_name(sort, ranked), sort == request.sort, replace(request, sort=sort, page=1), saved)
              for sort in SORTS]
    others = "几乎相同的分开列" if request.grouped else "几乎相同的并成一条"
    again = link(others, SEARCH, **request_parameters(replace(request, grouped=not request.grouped, page=1), saved))
    return element("div", element("span", said, cls="count"), element("span", "排序：", *orders, cls="orders"), again,
                   cls="order")


def _order_name(sort: str, ranked: bool) -> str:
    return SORTS[sort] if sort != RELEVANCE or ranked else "原文顺序"


def _chosen(words: str, chosen: bool, request: Request, saved: str) -> Html:
    return element("b", words) if chosen else link(words, SEARCH, **request_parameters(request, saved))


def page_line(request: Request, found: Results, saved: str) -> Html:
    """Links to the other pages; nothing where there is one."""
    if found.pages == 1:
        return Html("")
    near = range(max(1, found.page - _NEAR), min(found.pages, found.page + _NEAR) + 1)
    shown = sorted({1, found.pages, *near})

    def parts() -> Iterator[Html]:
        """The links, with a gap where pages are left out."""
        if found.page > 1:
            yield link("‹ 上一页", SEARCH, **request_parameters(replace(request, page=found.page - 1), saved))
        for former, page in zip([0, *shown], shown, strict=False):
            if page > former + 1:
                yield element("span", "…")
            yield _chosen(str(page), page == found.page, replace(request, page=page), saved)
        if found.page < found.pages:
            yield link("下一页 ›", SEARCH, **request_parameters(replace(request, page=found.page + 1), saved))

    return element("nav", *parts(), cls="pages", aria_label="页码")


def facets_panel(facets: Iterable[Facet], request: Request, records: int) -> Html:
    """The fields with the number of records of each value; a click asks for it, another one takes that back."""
    months = bool(request.query.filters.due_after)
    left_out = "quarter" if months else "month"
    return joined(_facet(each, request) for each in facets
                  if each.name != left_out and (_chosen_of(each, request) or not _says_nothing(each, records)))


def _says_nothing(facet: Facet, records: int) -> bool:
    """Whether all records have the one value that there is."""
    return facet.total == 1 and facet.values[0].count == records


def _chosen_of(facet: Facet, request: Request) -> list[Value]:
    return [value for value in facet.values if asks_for(request.query.filters, value.filters)]


def _facet(facet: Facet, request: Request) -> Html:
    chosen = _chosen_of(facet, request)
    items = [_value(value, value in chosen, request) for value in facet.values]
    rest = facet.total - len(facet.values)
    more = element("li", f"另有 {rest} 种", cls="soft") if rest > 0 else ""
    return element("section", element("h3", facet.label), element("ul", *items, more))


def _value(value: Value, chosen: bool, request: Request) -> Html:
    to = widened(request, value.filters) if chosen else narrowed(request, value.filters)
    words = f"{value.label} ✕" if chosen else value.label
    title = "去掉这个条件" if chosen else value.label
    return element("li", link(words, SEARCH, title=title, **request_parameters(to)), element("span", str(value.count)),
                   cls="chosen" if chosen else None)


def conditions_line(request: Request, like: Hit | None) -> Html:
    """The conditions that no widget of the page shows, each with a link that takes it away."""
    filters = request.query.filters
    hidden = [(f"发文机关：{filters.issuer}", Filters(issuer=filters.issuer))] if filters.issuer else []
    if filters.due_after:
        hidden.append((f"时限不早于：{filters.due_after}", Filters(due_after=filters.due_after)))
    chips = [_condition(label, widened(request, by)) for label, by in hidden]
    if like:
        said = f"与{in_title_marks(like.title)}“{like.quote}”相近的"
        chips.append(_condition(said, replace(request, like=None, page=1)))
    return element("div", *chips, cls="understood") if chips else Html("")


def _condition(label: str, without: Request) -> Html:
    away = link("✕", SEARCH, "away", "去掉这个条件", **request_parameters(without))
    return element("span", element("span", label, cls="said"), away, cls="chip condition")


def saved_box(saved: Sequence[SavedLine]) -> Html:
    """The saved searches with how much is new in each; nothing where there is none."""
    if not saved:
        return Html("")
    items = [element("li", link(each.name, SEARCH, title=each.words, saved=each.name),
                     element("span", f"新增 {each.new}", cls="new") if each.new else "") for each in saved]
    return element("section", element("h3", "保存的检索"), element("ul", *items), cls="saved")


def saved_line(name: str, words: str, since: str, new: int) -> Html:
    """Which saved search is shown, what is new in it since when, and what can be done with it."""
    said = element("span", element("b", f"保存的检索“{name}”"), f"　{words}　{since} 以来新增 {new} 条")
    buttons = element("span", action_button("都看过了", SEEN, name) if new else "",
                      action_button("删除这个检索", FORGET, name, "small danger"), link("✕ 关闭", SEARCH, "small"),
                      cls="buttons")
    return element("div", said, buttons, cls="notice foot")
