"""A set of stretches of text that answers quickly whether another stretch touches it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pipelines.document import Span


class Stretches:
    """Stretches merged where they overlap; a question costs the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=lambda each: each.start):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the stretches shares a character with start..end."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start
