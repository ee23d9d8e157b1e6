"""Sentences that are no records, as they stand below the hits of the search page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.body_search import BodyHit
from kb.views.links import DOCUMENT, copy_button, link
from kb.views.markup import Html, element, joined
from kb.views.text import citation, in_title_marks, marked, matches, place


def body_list(hits: Iterable[BodyHit], words: str, origins: Mapping[str, str]) -> Html:
    """The sentences with the query's words marked; nothing where there are none.

    `origins`: what to say of each document beside its title.
    """
    items = [_hit(hit, words, origins.get(hit.doc_id, "")) for hit in hits]
    if not items:
        return Html("")
    head = element("h3", "正文里还有", element("span", "不是任务、目标、结果的句子", cls="count"))
    return element("section", head, element("ul", *items, cls="hits"), cls="body-text")


def _hit(hit: BodyHit, words: str, origin: str) -> Html:
    said = (element("b", in_title_marks(hit.title)), origin, place(hit.section, hit.page))
    at = f"{hit.span.start}-{hit.span.end}"
    buttons = element("span", link("打开原文", DOCUMENT, "small", doc=hit.doc_id, at=at),
                      copy_button("复制引用", citation(hit.title, hit.section, hit.page, hit.quote)), cls="buttons")
    quote = element("div", element("span", "正文", cls="chip kind text"), marked(hit.quote, matches(hit.quote, words)),
                    cls="quote")
    where = element("span", joined(filter(None, said), "　"), cls="where")
    cited = element("div", cls="citation", data_citation=True, hidden=True)
    return element("li", quote, element("div", where, buttons, cls="foot"), cited, cls="body-hit",
                   data_holds_citation=True)
