"""Bodies and places in a query that the knowledge base knows: 应急局每季度的任务, 长沙市的目标."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from kb.chips import Chip, Known
from kb.filters import Filters
from pipelines.bodies import canonical
from pipelines.body_scopes import Seat
from pipelines.places import place_at_start, short_name

# A name counts where the query, or what a chip or a stop leaves of it, begins, or behind words that give a task.
_BEGIN = re.compile(r"^|(?<=[\s，,。；;、？?〓])|(?<=由)|(?<=归)|(?<=我们)|(?<=咱们)|(?<=查一下)|(?<=查查)|(?<=看看)"
                    "|(?<=列出)")
_OFFICE = re.compile("局|厅|委员会|委|办公室|办|部门|部|总队|支队|妇联|残联|工会|中心|管委会|研究院|集团|公司|银行")
# What may follow a body that does, carries or issues something; 教育局长 and 公安部署 are none.
_AFTER_BODY = re.compile(r"$|[\s，,。；;？?〓：:]|的(?!人)"
                         r"|牵头|负责|主抓|配合|承担|承办|主管|[每去今明前]年?|今后|上半年|下半年|\d|有|要|得"
                         "|都|还|该|应|定|提|报|干|做|办(?!公)|管|这|那|在")
_AFTER_ISSUER = re.compile("(?![局长党和与及、])")
_TAKEN = "〓"
_SHORTEST_BODY = 3
# Names that so many bodies bear that they narrow nothing.
_ANYONES = frozenset(("人民政府", "〇委"))
_AFTER_SHORT = re.compile(r"$|[\s，,。；;？?〓：:]|的|[今去明前每]年?|近|上半年|下半年|\d|各|有|哪|全|要|在|怎|什|这"
                          "|市里|省里")
_AFTER_FULL = re.compile("(?![民场委内郊区容政级属直本])")


def bodies(text: str, known: Known, year: int | None = None) -> Iterator[Chip]:
    """The one body that the query names as the carrier or issuer; none where it names two."""
    found = [(start, max(ends)) for start in _beginnings(text) if (ends := list(_ends(text, start, known)))]
    if len(found) == 1:
        start, end = found[0]
        full = canonical(text[start:end], Seat(), known.register).full
        yield Chip(f"单位：{full}", Filters(body=text[start:end]), start, end)


def _beginnings(text: str) -> list[int]:
    return [match.start() for match in _BEGIN.finditer(text)]


def _ends(text: str, start: int, known: Known) -> Iterator[int]:
    """Where a body's name that begins there ends, of those that the knowledge base has."""
    for end, sure in _names_at(text, start, known):
        after = _AFTER_ISSUER if sure else _AFTER_BODY
        if after.match(text, end) and known.has_body(text[start:end]):
            yield end


def _names_at(text: str, start: int, known: Known) -> Iterator[tuple[int, bool]]:
    """Where a body's name that begins there may end, and whether it is that of a document's issuer in full."""
    yield from ((start + len(name), True) for name in known.issuers if text.startswith(name, start))
    for match in _OFFICE.finditer(text, start):
        name = text[start:match.end()]
        if _TAKEN in name:
            return
        body = canonical(name, Seat(), known.register)
        if len(name) >= _SHORTEST_BODY and body.known and body.name not in _ANYONES:
            yield match.end(), False


def regions(text: str, known: Known, year: int | None = None) -> Iterator[Chip]:
    """The one place that the query names, of which there are documents; none where it names two."""
    forms = _forms(known.regions)
    found = [(start, name) for start in _beginnings(text)
             if (name := _place_at(text, start, forms)) and not any(_names_at(text, start, known))]
    if len(found) == 1:
        start, name = found[0]
        yield Chip(f"地区：{name}", Filters(region=name), start, start + len(name))


def _place_at(text: str, start: int, forms: dict[str, bool]) -> str | None:
    """The longest name of a place that stands there."""
    longest = max(map(len, forms), default=0)
    for end in range(min(len(text), start + longest), start + 1, -1):
        name = text[start:end]
        if name in forms and (_AFTER_FULL if forms[name] else _AFTER_SHORT).match(text, end):
            return name
    return None


@functools.lru_cache(maxsize=4)
def _forms(names: tuple[str, ...]) -> dict[str, bool]:
    """How the places and those that they lie in may be called, and whether with what kind of place they are."""
    forms: dict[str, bool] = {}
    for name in names:
        found = place_at_start(name)
        place = found[0] if found else None
        parts = [part for part in (place.province, place.city, place.county) if part] if place else [name]
        forms.update(dict.fromkeys(_chains(parts), True))
        for part in parts:
            if len(short := short_name(part)) > 1:
                forms.setdefault(short, False)
    return forms


def _chains(parts: list[str]) -> Iterable[str]:
    return ("".join(parts[first:last]) for first in range(len(parts)) for last in range(first + 1, len(parts) + 1))
