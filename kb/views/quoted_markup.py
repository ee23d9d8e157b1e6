"""A quote with the link that opens it in its document: what the tables of several documents are made of."""

from __future__ import annotations

from kb.quoted import Quoted
from kb.views.links import DOCUMENT, link
from kb.views.markup import Html, element, joined
from kb.views.text import place


def quoted_block(quote: Quoted, words: str = "打开原文", named: bool = False, lead: str = "") -> Html:
    """The quote behind `lead`, and below it the link and the place; `named`: with the document's title."""
    where = place(quote.section[-1:], quote.page)
    title = f"《{quote.title}》" if named else ""
    return element("div", element("div", lead, quote.quote),
                   element("div", opening(quote, words), " ", joined(filter(None, (title, where)), " "), cls="soft"),
                   cls="piece")


def opening(quote: Quoted, words: str, cls: str | None = None) -> Html:
    """The link to the quote; plain words for a document that is not in the knowledge base."""
    if not quote.doc_id:
        return element("span", words, cls=cls)
    target = {"record": quote.record} if quote.record else {"at": f"{quote.span.start}-{quote.span.end}"}
    return link(words, DOCUMENT, cls, quote.quote, doc=quote.doc_id, **target)


def where(quote: Quoted | None) -> str:
    """Title, section and page, for a cell of a spreadsheet."""
    return f"《{quote.title}》{place(quote.section, quote.page)}" if quote else ""
