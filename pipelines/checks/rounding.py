"""How exact a written figure is, and how a figure that was worked out is written."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from pipelines.extract.figures import Figure

_DECIMALS = re.compile(r"\.(\d+)")
_SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_WORDS_BEFORE = re.compile(r"(?:约|近|超|逾|过|上|将近|接近|大约|超过|不足|不到|至少|突破)$")
_WORDS_AFTER = re.compile(r"^(?:多|余|左右|上下|以上|以下|以内|来)")
_SHARED_OUT = re.compile(r"(?:各|每个?|均|人均|户均|平均)$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A value and the bounds between which the value that was rounded to it lies."""

    value: float
    low: float
    high: float

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.value - other.value, self.low - other.high, self.high - other.low)

    def percent_of(self, whole: Amount) -> Amount:
        """This as percent of a whole, which is above zero with its bounds."""
        return Amount(100 * self.value / whole.value, 100 * self.low / whole.high, 100 * self.high / whole.low)

    def agrees(self, other: Amount) -> bool:
        """Whether both may be the same value before rounding."""
        # Relative slack for binary floating point: 9.3 + 34.1 is not 43.4.
        slack = 1e-9 * max(1.0, abs(self.value), abs(other.value))
        return self.low <= other.high + slack and other.low <= self.high + slack


NOTHING = Amount(0.0, 0.0, 0.0)


def amount(words: str, figure: Figure) -> Amount:
    """The figure, written `words`, with half a unit of its last written place on both sides.

    Rounding to the nearest (GB/T 8170-2008) moves a value by at most half of the last place; the bounds of parts are
    added up, for parts that are rounded one by one need not make their rounded total. Whole numbers of
    things and people that carry no 万 or 亿 are counted and have no rounding.
    """
    half = 0.5 * _last_place(words, figure)
    return Amount(figure.value, figure.value - half, figure.value + half)


def is_plain(text: str, figure: Figure, ops: Container[str] = ("=",)) -> bool:
    """Whether a figure of `text` stands for itself: its `op` is one of `ops`, no bound, no 约, not so many each."""
    before, after = text[:figure.core_start].rstrip(" \u3000"), text[figure.core_end:]
    return (figure.op in ops and figure.value_max is None
            and not _WORDS_BEFORE.search(before) and not _SHARED_OUT.search(before) and not _WORDS_AFTER.match(after))


def _last_place(words: str, figure: Figure) -> float:
    scale = 1
    for char in words:
        scale *= _SCALES.get(char, 1)
    decimals = _DECIMALS.search(words)
    if decimals:
        return scale / float(10 ** len(decimals[1]))
    return 0.0 if scale == 1 and figure.category in ("count", "people", "bare") else float(scale)


def written(value: float, like: str) -> str:
    """A value with the scale and the unit of a figure that is written `like`: 120000, 10万人 → 12万人."""
    match = re.fullmatch(r"\s*[\d,.]+\s*([万亿]*)\s*(.*?)\s*", like)
    scale, unit = (match[1], match[2]) if match else ("", "")
    for char in scale:
        value /= _SCALES[char]
    return f"{round(value, 4):g}{scale}{unit}" if abs(value) < 10**6 else f"{round(value, 2):.10g}{scale}{unit}"
