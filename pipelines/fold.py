"""Folding: traditional script, full-width forms and punctuation to one form of the same length, for matching."""

from __future__ import annotations

import functools
import re

import opencc

# Half-width punctuation that stands for its Chinese counterpart; , . : between digits are figures (1,234 and 18:30).
_PUNCTUATION = {";": "；", "(": "（", ")": "）", "!": "！", "?": "？", "﹒": ".", "．": ".", "﹑": "、", "､": "、",
                "｡": "。", "–": "—", "－": "-", "～": "~", "〜": "~", "〔": "（", "〕": "）", "％": "%", "﹪": "%",
                ",": "，", ":": "："}
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[，：](?=\d)")
# Unicode sets the full-width letters and digits 0xFEE0 behind the ordinary ones.
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}
_FORMS = str.maketrans(_PUNCTUATION | _FULL_WIDTH)


@functools.cache
def _converter() -> opencc.OpenCC:
    """tw2s, not t2s: t2s leaves 著力 as it is (the design's measurement)."""
    return opencc.OpenCC("tw2s")


def _same_length_lines(text: str) -> str:
    """Each line in simplified script, or as it was where the conversion would change its length."""
    lines = text.split("\n")
    converted = _converter().convert(text).split("\n")
    if len(converted) != len(lines):
        return text
    return "\n".join(new if len(new) == len(old) else old for old, new in zip(lines, converted, strict=True))


@functools.lru_cache(maxsize=1)
def fold_document(text: str) -> str:
    """`fold` for the text of a whole document, which its metadata and its records need one after the other."""
    return fold(text)


def fold(text: str) -> str:
    """The text for matching, of equal length: simplified script, ASCII digits and letters, Chinese ，；：（）！？.

    A comma or colon between two digits becomes the ASCII one, so that 1，234 and 1,234 read alike.
    """
    folded = _same_length_lines(text).translate(_FORMS)
    return _BETWEEN_FIGURES.sub(lambda m: {"，": ",", "：": ":"}[m.group()], folded)
