"""Facts about a reading: short names of what holds for it; each has a weight in the model of confidence."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

Facts = tuple[str, ...]
"""Names such as “kind=task” or “mojibake”: what holds for one reading."""

_SURE_STEPS = (70, 75, 80, 85, 90, 95, 98)  # percent


def flags(**facts: object) -> Facts:
    """The names of those facts that hold."""
    return tuple([name for name, holds in facts.items() if holds])


@lru_cache(maxsize=4096)  # asked twenty times for every record, with few different answers
def step(name: str, number: int, edges: tuple[int, ...]) -> str:
    """A number as the highest of the edges that it reaches: letters>=10, letters<10 below all of them."""
    index = bisect_right(edges, number)
    return f"{name}>={edges[index - 1]}" if index else f"{name}<{edges[0]}"


def char(name: str, found: str, known: str) -> str:
    """A character of the text as a fact: one of those that are known, else other."""
    return f"{name}={found if found and found in known else 'other'}"


def sure(name: str, confidence: float) -> str:
    """The confidence of the rule that fired, in steps, so that a constant may change a little without new weights."""
    return step(name, round(100 * confidence), _SURE_STEPS)
