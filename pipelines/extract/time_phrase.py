"""What a time phrase says before the document's years are known, and the ending 前 that several grammars share."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.calendar_parts import Period


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """What a phrase says before the document's years are known.

    `type` and `freq` as in the guideline; the start is the first day of `first`, the end the last day of `last`;
    `years` counts a span instead: -5 for the five years behind, 3 for the three years ahead.
    """

    type: str
    first: Period | None = None
    last: Period | None = None
    freq: str | None = None
    years: int = 0


# 前三季度, 前沿, 前期 and the like are words of their own, not an end to the phrase.
BEFORE = (r"(?:之前|以前|前夕?(?![一二三四五六七八九十两\d]{1,3}个?[季月年批名位期类项]|期|沿|列|茅|后|往|来|景|瞻|提"
           r"|置|端|所未|款|述|者|面|方|线|台|世|程|言|身|辈|移|哨|进|途))")
