"""Words for parts that make up a whole between them (lexicon/complements.tsv)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LEXICON = Path(__file__).parent.parent / "lexicon" / "complements.tsv"
# Whatever the others are called: 其他县（区）4万吨.
_OTHERS = re.compile("其余|其他|其它|剩余|余下")
# What is left over closes any division: 其余2个.
_REST = re.compile("其余|剩余|余下|还有|^[^已]*(?:待|未|尚)")


@dataclass(frozen=True, slots=True)
class _Division:
    """One way to divide a whole: `closed` says that it leaves nothing out."""

    closed: bool
    parts: tuple[re.Pattern[str], ...]

    def part_of(self, label: str) -> int | None:
        """Index of the one part that the label names, None where it names none; the longest word wins (不合格)."""
        found = [(match.end() - match.start(), index) for index, part in enumerate(self.parts)
                 if (match := part.search(label))]
        return max(found)[1] if found else None


@cache
def _divisions() -> tuple[_Division, ...]:
    rows = (line.split("\t") for line in _LEXICON.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#"))
    return tuple(_Division(row[0] == "all", tuple(_words(column) for column in row[1:])) for row in rows)


def _words(column: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(column.split("/"), key=len, reverse=True)))


def divides(labels: Sequence[str]) -> str:
    """How labels of parts divide a whole: "all" leave nothing out, "some" are apart from each other, "" unknown.

    城区, 农村 → all; 建成, 在建 → some; 已发, 待发 → all; 党员, 女性 → "".
    """
    if _OTHERS.match(labels[-1]):
        return "all"
    best = ""
    for division in _divisions():
        parts = [division.part_of(label) for label in labels]
        if None in parts or len(set(parts)) < len(parts):
            continue
        if division.closed or _REST.search(labels[-1]):
            return "all"
        best = "some"
    return best
