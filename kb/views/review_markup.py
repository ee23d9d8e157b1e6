"""The review page's table: an unsure reading a row, with its sentence, its whole record, its place and buttons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.doubts import Doubt
from kb.views.chips import kind_chip, value_chips
from kb.views.correction_markup import confirm_button, correct_button
from kb.views.links import DOCUMENT, link
from kb.views.markup import Html, element, joined
from kb.views.text import in_title_marks, marked, percent, place
from pipelines.document import Record, Span

FIELDS = {"record": "类别和起止", "deadline": "时限", "quantity": "指标", "unit": "责任单位"}
_HEADS = (("把握", "w-share"), ("机器读作", "w-reading"), ("原文", "w-sentence"), ("", "w-buttons"))


@dataclass(frozen=True, slots=True)
class Look:
    """A reading that needs a look, and the record in which it is least sure."""

    doubt: Doubt
    record: Record


def look_table(looks: Iterable[Look]) -> Html:
    """The readings as a table."""
    head = element("tr", *(element("th", name, cls=cls) for name, cls in _HEADS))
    return element("table", element("thead", head), element("tbody", *map(_row, looks)), cls="list looks")


def _row(look: Look) -> Html:
    doubt, record = look.doubt, look.record
    buttons = joined((confirm_button(doubt.doc_id, record.id), correct_button(doubt.doc_id, record.id)), " ")
    reading = joined((element("div", FIELDS[doubt.field], cls="soft"), element("b", doubt.reading)))
    return element("tr", element("td", element("span", percent(doubt.confidence), cls="doubt")),
                   element("td", reading), element("td", _sentence(look)), element("td", buttons, cls="actions"))


def _sentence(look: Look) -> Html:
    doubt, record = look.doubt, look.record
    more = f"（同一处还用于另外 {len(doubt.records) - 1} 条）" if len(doubt.records) > 1 else ""
    where = joined((link("打开原文", DOCUMENT, doc=doubt.doc_id, record=record.id), " ", in_title_marks(doubt.title),
                    place(doubt.section[-1:], doubt.page), more))
    return joined((element("div", marked(record.quote, _places(look))),
                   element("div", kind_chip(record.kind), value_chips(record), cls="chips"),
                   element("div", where, cls="soft")))


def _places(look: Look) -> list[Span]:
    """Where the unsure value stands in the quote; nothing for the record as a whole or a value outside it."""
    inside, record = look.doubt.span, look.record.span
    if look.doubt.field == "record" or inside.start < record.start or inside.end > record.end:
        return []
    return [inside.shifted(-record.start)]
