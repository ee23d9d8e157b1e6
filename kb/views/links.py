"""Addresses inside the app and the elements that the pages' behaviour (behaviour.js) listens to."""

from __future__ import annotations

from urllib.parse import urlencode

from kb.views.markup import Html, element

# The pages' paths; the first is the one that opens when none is named.
SEARCH, DOCUMENT, COMPARE, INGEST = "search", "document", "compare", "ingest"
REVIEW, CHECKS = "review", "checks"
DIFF, COVERAGE, INDICATORS, TRACK = "diff", "coverage", "indicators", "track"


def address(page: str, **parameters: str) -> str:
    """A relative address: document?doc=…&record=…; the first page's path is the root."""
    path = "." if page == SEARCH else page
    return f"{path}?{urlencode(parameters)}" if parameters else path


def link(words: str, page: str, cls: str | None = None, title: str | None = None, **parameters: str) -> Html:
    """A link to a page of the app; a plain click changes pages without loading the app anew."""
    return element("a", words, href=address(page, **parameters), data_open=True, cls=cls, title=title)


def copy_button(words: str, text: str) -> Html:
    """A button that puts the text on the clipboard."""
    return element("button", words, type="button", cls="small", data_copy=text)


def action_button(words: str, action: str, doc_id: str, cls: str = "small", item: str = "",
                  title: str | None = None) -> Html:
    """A button whose press reaches Python as (action, doc_id, item), see `page.pressed`."""
    return element("button", words, type="button", cls=cls, data_action=action, data_doc=doc_id, data_item=item,
                   title=title)
