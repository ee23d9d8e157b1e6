"""Folding: traditional script, full-width forms and punctuation to one form of the same length, for matching."""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

# Half-width punctuation that stands for its Chinese counterpart; , . : between digits are figures (1,234 and 18:30).
_PUNCTUATION = {";": "；", "(": "（", ")": "）", "!": "！", "?": "？", "﹒": ".", "．": ".", "﹑": "、", "､": "、",
                "｡": "。", "–": "—", "－": "-", "～": "~", "〜": "~", "〔": "（", "〕": "）", "％": "%", "﹪": "%"}
_BETWEEN_FIGURES = re.compile(r"(?<=\d)[,，:：](?=\d)")
_COMMA_OR_COLON = {",": "，", ":": "："}


@functools.cache
def _converter() -> opencc.OpenCC:
    """tw2s, not t2s: t2s leaves 著力 as it is (the design's measurement)."""
    return opencc.OpenCC("tw2s")


def _narrow(char: str) -> str:
    """The ordinary form of a full-width letter or digit; any other character as it is."""
    return unicodedata.normalize("NFKC", char) if "！" <= char <= "～" and char.isalnum() else char


def _character_table(text: str) -> dict[int, str]:
    """Same-length replacements for the characters that occur in the text."""
    table = {}
    for char in set(text):
        folded = _PUNCTUATION.get(char) or _COMMA_OR_COLON.get(char) or _narrow(char)
        if folded != char:
            table[ord(char)] = folded
    return table


def _same_length_lines(text: str) -> str:
    """Each line in simplified script, or as it was where the conversion would change its length."""
    lines = text.split("\n")
    converted = _converter().convert(text).split("\n")
    if len(converted) != len(lines):
        return text
    return "\n".join(new if len(new) == len(old) else old for old, new in zip(lines, converted, strict=True))


def fold(text: str) -> str:
    """The text for matching, of equal length: simplified script, ASCII digits and letters, Chinese ，；：（）！？.

    A comma or colon between two digits becomes the ASCII one, so that 1，234 and 1,234 read alike.
    """
    simplified = _same_length_lines(text)
    folded = simplified.translate(_character_table(simplified))
    return _BETWEEN_FIGURES.sub(lambda m: {"，": ",", "：": ":"}.get(m.group(), m.group()), folded)
