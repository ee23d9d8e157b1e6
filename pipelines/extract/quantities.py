"""Quantities of a record: its figures that measure something, with the name of what they measure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipelines.document import Quantity, Span
from pipelines.extract.figures import Figure, find_figures
from pipelines.extract.indicators import name_indicators
from pipelines.extract.not_quantities import masks, measures_something, numeral_masks
from pipelines.extract.parallels import carried, former_figures
from pipelines.extract.phrases import BLANK
from pipelines.extract.states import find_states
from pipelines.extract.stretches import Stretches

# Without one of these a text holds no quantity.
_POSSIBLE = re.compile(
    r"[\d一二两三四五六七八九十百千万亿零半]|全部|悉数|覆盖|发生|出现|不[死亡伤垮溃决倒]|杜绝|所有|首位|榜首|之首|翻|没有|无一|收到|接到")
# A line's end inside a sentence, with the indent of the next line.
_BREAK = re.compile(r"[ \t\u3000]*\n\s*")
_STATED = frozenset(("zero", "coverage", "rank"))
# Estimates by category of the figure, from reading samples; not calibrated: the pipeline's end does that.
_SURE = {"percent": 0.98, "points": 0.98, "money": 0.97, "times": 0.95, "coverage": 0.95, "zero": 0.93, "rank": 0.93,
         "size": 0.94, "ratio": 0.95, "count": 0.96, "people": 0.96, "duration": 0.88, "spoken": 0.85, "bare": 0.85}
_SURE_IN_CHARACTERS = 0.8


def find_quantities(text: str, deadline_spans: Sequence[Span] = (), antecedent: str = "",
                    topic: str = "") -> list[Quantity]:
    """The quantities of one record or sentence of folded text, in order, spans relative to `text`.

    `deadline_spans` are stretches of `text` that are read as time; `antecedent` is the folded text before it in its
    sentence, from which indicators, units and directions carry over; `topic` names what the text is about where it
    does not say so itself. A quantity's `text` is the slice of its span.
    """
    if not _POSSIBLE.search(text):
        return []
    if "\n" in text:
        return _in_wrapped(text, deadline_spans, antecedent, topic)
    offset = len(antecedent)
    whole = antecedent + text
    time = [span.shifted(offset) for span in deadline_spans]
    figures = _figures(whole, time)
    names = name_indicators(_without(whole, time), figures, former_figures(whole, figures), topic)
    return [_quantity(whole, figure, name, offset) for figure, name in zip(figures, names, strict=True)
            if figure.core_start >= offset]


def _in_wrapped(text: str, deadline_spans: Sequence[Span], antecedent: str, topic: str) -> list[Quantity]:
    """The quantities of a text whose lines were broken inside words, as if they were not; spans as ever."""
    breaks = Stretches(Span(*m.span()) for m in _BREAK.finditer(text))
    kept = [at for at in range(len(text)) if not breaks.touch(at, at + 1)]
    time = [Span(bisect_left(kept, span.start), bisect_left(kept, span.end)) for span in deadline_spans]
    found = find_quantities("".join(text[at] for at in kept), time, antecedent.replace("\n", ""), topic)
    places = [Span(kept[each.span.start], kept[each.span.end - 1] + 1) for each in found]
    return [replace(each, span=at, text=text[at.start:at.end]) for each, at in zip(found, places, strict=True)]


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with every span blanked, so that no name holds what was read as time."""
    chars = list(text)
    for span in spans:
        chars[span.start:span.end] = BLANK * len(chars[span.start:span.end])
    return "".join(chars)


def _quantity(whole: str, figure: Figure, name: str | None, offset: int) -> Quantity:
    span = Span(max(0, figure.start - offset), figure.end - offset)
    in_characters = figure.chinese and figure.category in ("count", "people", "spoken", "duration")
    sure = min(figure.confidence, _SURE[figure.category], _SURE_IN_CHARACTERS if in_characters else 1.0)
    return Quantity(whole[span.start + offset:figure.end], name, figure.op, figure.value, figure.value_max,
                    figure.unit, span, sure)


def _figures(text: str, time: Sequence[Span]) -> list[Figure]:
    """The figures that are quantities, in order, without overlaps, with what their lists share."""
    hidden = masks(text, time)
    closed = Stretches(hidden)
    states = _apart([each for each in find_states(text) if not closed.touch(each.core_start, each.core_end)])
    closed = Stretches([*hidden, *numeral_masks(text), *(Span(each.start, each.end) for each in states)])
    figures = carried(text, sorted([*states, *find_figures(text, closed)], key=lambda each: each.start))
    return [each for each in figures if each.category in _STATED or measures_something(text, each)]


def _apart(states: list[Figure]) -> list[Figure]:
    """States that do not overlap: the leftmost, then the longest."""
    kept: list[Figure] = []
    for each in sorted(states, key=lambda state: (state.start, -state.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
