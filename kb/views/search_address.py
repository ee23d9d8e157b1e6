"""The address of a search: what is asked and how it is shown, as parameters whose names are the widgets' keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.chips import fields_of
from kb.filters import DOC_TYPES, KINDS, Filters
from kb.order import RELEVANCE, SORTS
from kb.results import Request
from kb.search import Query

# Stands between stretches of a query in an address.
BETWEEN_WORDS = "|"
_BETWEEN_IDS = "/"
# What of an address says how results are shown, not which ones.
_SHOWING = ("sort", "p", "apart", "like", "saved")


def parameters(query: Query, as_words: Sequence[str] = ()) -> dict[str, str]:
    """The parameters of what is asked.

    `as_words` are the stretches of the text that are not to be read as conditions. Types and kinds have their Chinese
    names, as the page's widgets do.
    """
    filters = query.filters
    given = {"q": query.text.strip(), "type": DOC_TYPES.get(filters.type or "", filters.type),
             "region": filters.region, "year": filters.year, "kind": KINDS.get(filters.kind or "", filters.kind),
             "unit": filters.unit, "due": filters.due_before, "figure": "true" if filters.has_quantity else None,
             "issuer": filters.issuer, "after": filters.due_after, "plain": BETWEEN_WORDS.join(as_words)}
    return {name: str(value) for name, value in given.items() if value}


def request_parameters(request: Request, saved: str = "") -> dict[str, str]:
    """The parameters of what is asked and of how it is shown; `saved` names the saved search that is shown."""
    showing = {"sort": request.sort if request.sort != RELEVANCE else "",
               "p": str(request.page) if request.page > 1 else "", "apart": "" if request.grouped else "true",
               "like": _BETWEEN_IDS.join(request.like or ()), "saved": saved}
    return {**parameters(request.query, request.as_words), **{name: value for name, value in showing.items() if value}}


def asked_for(given: Mapping[str, str], query: Query, as_words: Sequence[str]) -> tuple[Request, str]:
    """The request of an address and the name of its saved search, "" where there is none; wrong values are left out.

    A page and a saved search hold for the very query of the address only, not for one that was typed since; a like
    until words are typed.
    """
    own = {name: value for name, value in given.items() if name not in _SHOWING}
    same = own == parameters(query, as_words)
    page = given.get("p", "")
    like = tuple(given.get("like", "").split(_BETWEEN_IDS))
    return Request(
        query, sort=sort if (sort := given.get("sort", "")) in SORTS else RELEVANCE,
        page=int(page) if same and page.isdecimal() and len(page) < 6 and int(page) else 1,
        grouped="apart" not in given, as_words=tuple(as_words),
        like=(like[0], like[1]) if len(like) == 2 and not query.text else None), given.get("saved", "") if same else ""


def narrowed(request: Request, by: Filters) -> Request:
    """The first page of the request with what the filters ask for in place of what it asks for in the same fields."""
    return _with(request, replace(request.query.filters, **fields_of(by)))  # type: ignore[arg-type]


def widened(request: Request, by: Filters) -> Request:
    """The first page of the request without the fields that the filters ask for."""
    empty = {name: getattr(Filters(), name) for name in fields_of(by)}
    return _with(request, replace(request.query.filters, **empty))


def asks_for(filters: Filters, by: Filters) -> bool:
    """Whether all that one asks for is asked by the other in the same words; types and kinds by either name."""
    asked = fields_of(_with_keys(filters))
    return all(asked.get(name) == value for name, value in fields_of(_with_keys(by)).items())


def _with(request: Request, filters: Filters) -> Request:
    return replace(request, query=replace(request.query, filters=filters), page=1)


def _with_keys(filters: Filters) -> Filters:
    keys = {chinese: key for names in (DOC_TYPES, KINDS) for key, chinese in names.items()}
    return replace(filters, type=keys.get(filters.type or "", filters.type),
                   kind=keys.get(filters.kind or "", filters.kind))
