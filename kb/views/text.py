"""Words of the pages that are made from records: marked quotes, citations, places, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kb.views.markup import Html, element, joined
from kb.words import normal, words
from pipelines.document import Span


def matches(text: str, query: str) -> list[Span]:
    """Where words of the query stand in the text, merged and in order; script and width make no difference.

    Words of one letter count only where the query has no longer ones.
    """
    asked = set(words(query))
    asked = {word for word in asked if len(word) > 1} or asked
    found = sorted(span for word in asked for span in _occurrences(normal(text), word))
    merged: list[Span] = []
    for start, end in found:
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _occurrences(text: str, word: str) -> Iterable[tuple[int, int]]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


def marked(text: str, spans: Sequence[Span]) -> Html:
    """The text with these stretches (in order, not overlapping) in <mark>."""
    parts: list[str] = []
    done = 0
    for span in spans:
        parts += [text[done:span.start], element("mark", text[span.start:span.end])]
        done = span.end
    return joined([*parts, text[done:]])


def in_title_marks(title: str) -> str:
    """《title》; title marks inside become 〈〉, as GB/T 15834 asks."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def place(section: Sequence[str], page: int | None) -> str:
    """Section path and page: 一、目标 › （一）任务，第3页; the stop that closes a run-in title is left out."""
    path = " › ".join(title.rstrip("。；：.;:") for title in section)
    return "，".join(filter(None, (path, f"第{page}页" if page else "")))


def citation(title: str, section: Sequence[str], page: int | None, quote: str) -> str:
    """《title》section，第N页：“quote”; the quote is verbatim."""
    return f"{in_title_marks(title)}{place(section, page)}：“{quote}”"


def plain_number(value: float) -> str:
    """A figure as people write it, exact: 384.3亿, 1.33万, 412, 85.6; ten thousands only where they shorten it."""
    number = Decimal(repr(value))
    for size, name in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(number) >= size and len(_digits(number / size)) < len(_digits(number)):
            return f"{_digits(number / size)}{name}"
    return _digits(number)


def _digits(number: Decimal) -> str:
    """No exponent, no empty decimals."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def percent(share: float) -> str:
    """0.755 as 76%, never rounded up to 100%."""
    return f"{min(round(share * 100), 99 if share < 1 else 100)}%"
