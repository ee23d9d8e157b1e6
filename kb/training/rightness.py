"""Which readings of a document are right by its annotation, as the scorer counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kb.evaluate import (
    _STRICT,
    Key,
    _deadline_key,
    _letters,
    _letters_before,
    _located,
    _one_to_one,
    _paired_values,
    _Placed,
    _quantity_key,
    _role_key,
    _share,
    _values,
)
from kb.gold_format import gold_format
from pipelines.document import Document, Span

_VALUES: tuple[tuple[str, str, Key], ...] = (
    ("deadline", "deadlines", _deadline_key), ("quantity", "quantities", _quantity_key), ("unit", "units", _role_key))


def right_readings(gold: Mapping[str, Any], document: Document) -> dict[str, list[bool]]:
    """For each field (pipelines.extract.confidence.FIELDS) whether each reading is right, in the document's order.

    A record is right where its borders share nine tenths with the annotated ones and its kind is the same; a quantity
    where its figure and its indicator are right. `gold` is the annotation as json.load gives it.
    """
    places = _letters_before(document.text)
    annotated = _located(gold["records"], _letters(document.text))
    found = [_Placed(Span(places[record["span"][0]], places[record["span"][1]]), record)
             for record in gold_format(document)["records"]]
    right = {"record": _right_records(annotated, found)}
    for field, holder, key in _VALUES:
        read = _values(found, holder)
        pairs = _paired_values(_values(annotated, holder), read, key, named_alike=field == "quantity")
        right[field] = _marked(len(read), {j for _, j in pairs})
    return right


def _right_records(annotated: Sequence[_Placed], found: Sequence[_Placed]) -> list[bool]:
    shares = ((_share(one.span, other.span), i, j) for i, one in enumerate(annotated) for j, other in enumerate(found)
              if one.span.overlaps(other.span))
    pairs = _one_to_one(row for row in shares if row[0] >= _STRICT)
    return _marked(len(found), {j for i, j in pairs if annotated[i].item["kind"] == found[j].item["kind"]})


def _marked(count: int, right: set[int]) -> list[bool]:
    return [index in right for index in range(count)]
