"""Words and characters of a text for full text; the same for what is stored and for what is asked."""

from __future__ import annotations

import re

import rjieba

from pipelines.fold import fold

# Letters, digits and Chinese characters; all else separates.
RUN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|[㐀-鿿\U00020000-\U0003ffff]+")


def normal(text: str) -> str:
    """The text folded and in small letters, of equal length."""
    folded = fold(text)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else folded


def words(text: str) -> list[str]:
    """The words of a text in order, long words also cut into the words inside them (试验区: 试验, 试验区)."""
    return [word for run in RUN.findall(normal(text)) for word in rjieba.cut_for_search(run)]


def characters(text: str) -> list[str]:
    """Each Chinese character, each number and each Latin word in order."""
    return [piece for run in RUN.findall(normal(text)) for piece in (list(run) if run[0] >= "㐀" else [run])]
