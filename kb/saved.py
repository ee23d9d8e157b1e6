"""Saved searches: kept under a name, and what is new in each since it was last looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from kb.chips import fields_of
from kb.errors import KbError
from kb.filter_words import filter_words
from kb.filters import Amount, Filters
from kb.knowledge_base import KnowledgeBase
from kb.order import DATE
from kb.results import Request, Results, results
from kb.saved_table import SavedRow
from kb.search import Query

_LONGEST_NAME = 40
_DAYS = ("due_before", "due_after")


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search: what it asks, and when it was last looked at (ISO time, UTC)."""

    name: str
    request: Request
    looked_at: str

    @property
    def since(self) -> str:
        """When it was last looked at, as the clock on the wall shows it, to the minute."""
        return f"{datetime.fromisoformat(self.looked_at).astimezone():%Y-%m-%d %H:%M}"

    @property
    def words(self) -> str:
        """The query and the conditions in words."""
        return "；".join(filter(None, (self.request.query.text, *filter_words(self.request.query.filters))))


@dataclass(frozen=True, slots=True)
class News:
    """What a saved search finds, the latest documents first, and the numbers of the records that are new.

    `until` is the greatest record number before it was sought.
    """

    saved: Saved
    results: Results
    new: frozenset[int]
    until: int


def save(kb: KnowledgeBase, name: str, request: Request, today: date, now: datetime | None = None) -> Saved:
    """Keep a search with what it finds now; KbError where the name is taken, empty or too long."""
    name = name.strip()
    if not 0 < len(name) <= _LONGEST_NAME or "\n" in name:
        raise KbError(f"保存的检索要有一个名称，1 到 {_LONGEST_NAME} 个字。")
    if any(row.name == name for row in kb.store.saved.all()):
        raise KbError(f"已经有名为“{name}”的检索。请换一个名称，或先用 saved {name} --delete 删除它。")
    if request.like:
        raise KbError("“相近的承诺”不能保存。请保存用词或条件检索的结果。")
    kept = Request(request.query, plain=request.plain, as_words=request.as_words)
    row = SavedRow(name, _written(kept), "", kb.store.saved.last_number(), frozenset())
    _look(kb, row, _found(kb, kept, today).numbers, now)
    return _saved(_row(kb, name))


def saved_searches(kb: KnowledgeBase) -> list[Saved]:
    """All saved searches by name."""
    return [_saved(row) for row in kb.store.saved.all()]


def news(kb: KnowledgeBase, name: str, today: date) -> News:
    """What a saved search finds now; it stays as if it had not been looked at. KbError for an unknown name.

    A record is new when it was read in since and its document said nothing of the kind before.
    """
    row, until = _row(kb, name), kb.store.saved.last_number()
    found = _found(kb, _saved(row).request, today)
    later = [number for number in found.numbers if number > row.last_number]
    prints = kb.store.saved.fingerprints(later)
    new = frozenset(number for number, print_ in prints.items() if print_ not in row.seen)
    return News(_saved(row), found, new, until)


def looked_at(kb: KnowledgeBase, found: News, now: datetime | None = None) -> None:
    """Remember that these news were looked at."""
    _look(kb, replace(_row(kb, found.saved.name), last_number=found.until), found.results.numbers, now)


def forget(kb: KnowledgeBase, name: str) -> None:
    """Take a saved search away; KbError for an unknown name."""
    kb.store.saved.delete(_row(kb, name).name)


def _found(kb: KnowledgeBase, request: Request, today: date) -> Results:
    """All that a saved search finds; by date, which keeps to the best of the ranking."""
    return results(replace(request, sort=DATE), kb, today)


def _look(kb: KnowledgeBase, row: SavedRow, numbers: Sequence[int], now: datetime | None) -> None:
    seen = frozenset(kb.store.saved.fingerprints(numbers).values())
    time = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    kb.store.saved.put(replace(row, looked_at=time, seen=seen))


def _row(kb: KnowledgeBase, name: str) -> SavedRow:
    rows = {row.name: row for row in kb.store.saved.all()}
    if name.strip() not in rows:
        known = f"已保存的有：{'、'.join(rows)}。" if rows else "还没有保存过检索，用 search … --save 名称 保存。"
        raise KbError(f"没有保存过名为“{name}”的检索。{known}")
    return rows[name.strip()]


def _saved(row: SavedRow) -> Saved:
    stored = json.loads(row.request)
    request = Request(Query(stored["text"], _filters(stored["filters"])), plain=stored["plain"],
                      as_words=tuple(stored["as_words"]))
    return Saved(row.name, request, row.looked_at)


def _written(request: Request) -> str:
    """The request as JSON; days in ISO form."""
    fields = {name: str(value) if isinstance(value, date) else value
              for name, value in fields_of(request.query.filters).items()}
    if amount := request.query.filters.amount:
        fields["amount"] = [amount.units, amount.at_least, amount.at_most]
    return json.dumps({"text": request.query.text, "filters": fields, "plain": request.plain,
                       "as_words": request.as_words}, ensure_ascii=False)


def _filters(stored: dict[str, Any]) -> Filters:
    fields: dict[str, Any] = {name: date.fromisoformat(value) if name in _DAYS else value
                              for name, value in stored.items()}
    if "phrases" in fields:
        fields["phrases"] = tuple(fields["phrases"])
    if "amount" in fields:
        units, at_least, at_most = fields["amount"]
        fields["amount"] = Amount(tuple(units), at_least, at_most)
    return Filters(**fields)
