"""The same task, of the same units, written twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipelines.checks.finding import HINT, Finding
from pipelines.checks.view import View
from pipelines.document import Record

CHECK = "repeats"
# Rules, grants and forms use the same words again and again.
_PLANS = frozenset(("plan", "five_year_plan"))
_LETTERS = re.compile(r"[\W_]+")
# Shorter ones are formulas (定期开展监督检查) that several chapters may hold.
_SHORTEST = 28
_SHOWN = 5


def find_repeats(view: View) -> Iterator[Finding]:
    """Tasks that occur twice in the same words; one finding for all where more than a few do.

    Targets stand among the goals and again in their chapter on purpose.
    """
    if view.document.metadata.doc_type not in _PLANS:
        return
    places: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for record in view.document.records:
        words = _LETTERS.sub("", view.folded[record.span.start:record.span.end])
        if record.kind == "task" and len(words) >= _SHORTEST:
            places[words, tuple(unit.name for unit in record.units)].append(record)
    repeated = [records for records in places.values() if len(records) > 1]
    if len(repeated) > _SHOWN:
        # A chapter copied as a whole, or an annex that repeats the text.
        message = f"有{len(repeated)}项任务在文中重复出现（列出第一项）。"
        yield view.finding(CHECK, HINT, message, [record.span for record in repeated[0]], 0.85)
        return
    for records in repeated:
        message = f"同一任务写了{len(records)}次：“{_short(records[0].quote)}”。"
        yield view.finding(CHECK, HINT, message, [record.span for record in records], 0.85)


def _short(quote: str) -> str:
    return quote if len(quote) <= 24 else quote[:24] + "……"
