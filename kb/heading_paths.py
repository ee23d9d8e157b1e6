"""Which headings a place of a document stands under."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.document import Section


class Paths:
    """The headings above a place, the outermost first."""

    def __init__(self, outline: Sequence[Section]) -> None:
        self._starts = [section.span.start for section in outline]
        self._paths: list[tuple[Section, ...]] = []
        path: list[Section] = []
        for section in outline:
            path = [*(above for above in path if above.level < section.level), section]
            self._paths.append(tuple(path))

    def at(self, place: int) -> tuple[Section, ...]:
        """The headings above a place of the text."""
        found = bisect_right(self._starts, place)
        return self._paths[found - 1] if found else ()
