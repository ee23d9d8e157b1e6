"""Numerals of Chinese text: the patterns that find them in folded text and the one function that reads them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {char: Decimal(value) for value, chars in enumerate(
    ("零〇○", "一壹", "二两贰俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for char in chars}
# Largest first: a numeral is read by splitting it at its largest scale. 兆 is the Chinese 10^12, not mega.
SCALES = (("兆", Decimal(10**12)), ("亿", Decimal(10**8)), ("万", Decimal(10**4)), ("千仟kK", Decimal(1000)),
          ("百佰", Decimal(100)), ("十拾", Decimal(10)))
_HALF = Decimal("0.5")
# A hundred characters hold any figure of a document; longer runs are refused: they would be no finite float.
_LONGEST = 100

# Thousands are parted by commas, by typesetters also by a thin space: 4 350万元.
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ \u00a0\u2009]\d{3})+(?![\d ])|\d+)(?:\.\d+)?"
# 千 and 兆 are scales only where no unit begins with them: 千瓦, 千米, 兆字节.
_SCALE = "(?:[十万亿拾佰仟]|百(?!分[位点比制])|千(?![瓦米克伏卡赫帕焦])(?!字节|比特)|兆(?![瓦赫帕伏欧焦比字]))"
_BIG = "[百千万亿佰仟]"
_DIGIT = "[零〇○一二两三四五六七八九]"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾俩]"
# 多 and 余 stand inside a numeral as well as behind it: 960多万.
_SCALES = rf"(?:[ \u3000]{{0,2}}[多余几来]?{_SCALE}+)"
_AFTER_SCALE = r"(?:零?\d+(?:\.\d+)?)"
_ARABIC_SCALED = rf"{_ARABIC}(?:{_SCALES}{_AFTER_SCALE}?)*"
_CHINESE = (rf"(?:{_DIGIT}|十|{_FORMAL}(?=[壹贰叁肆伍陆柒捌玖拾佰仟百千万亿])|拾(?=[一二三四五六七八九零]))"
            rf"(?:{_DIGIT}|{_FORMAL}|{_SCALE}|[多余几来](?={_SCALE}))*"
            rf"(?:点(?:{_DIGIT}|{_FORMAL})+{_BIG}*)?")
# 数十, 几百 and 好几万 have no value; 点 and 第 are left to the callers.
NUMBER = rf"(?<!\d)(?<!\d\.)(?:{_ARABIC_SCALED}|(?<!几)(?<!数(?=[十百千万亿])){_CHINESE})"
FRACTION = rf"(?:{NUMBER}|[百千万佰仟])分之(?:{NUMBER}|{_FORMAL}|百)"
# A scale without a figure before it is a numeral only beside a word of approximation: 上亿, 近百, 百余.
BARE_SCALE = r"(?:[十百千万亿]{0,4}[百千万亿])"

_SHORTHAND = re.compile(r"([一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩])(点.*)?")
# 二三十 is some twenty to thirty, and no value.
_VAGUE = re.compile("[一二三四五六七八九]{2}[十百千万亿]")
_FILLERS = re.compile(r"[\s,多余几来]")
_SIGN = re.compile(r"负|^[-+]")


@lru_cache(maxsize=512)
def parse_number(text: str) -> float:
    """The value of one numeral in folded text: 一百二十 → 120, 1.04万 → 10400, 三分之一 → 0.333…, 一半 → 0.5.

    万 and 亿 are multiplied out; 多, 余, 几 and 来 inside are passed over (960多万 → 9600000); a bare scale counts once
    (千万 → 10^7); a sign (负, -) is read. Raises ValueError where the text is not one numeral (empty, 12个) or has no
    one value (数十, 二三十).
    """
    plain = _FILLERS.sub("", text)
    if not plain or len(plain) > _LONGEST or _VAGUE.search(plain):
        raise ValueError(f"not a numeral: {text[:20]!r}")
    value = _fraction(_SIGN.sub("", plain))
    return float(-value if len(_SIGN.findall(plain)) % 2 else value)


def _fraction(text: str) -> Decimal:
    """A whole numeral, a fraction (三分之一, 1/3), a mixed number (一又二分之一) or a half."""
    if text == "一半":
        return _HALF
    whole, has_whole, rest = text.rpartition("又")
    for sign, bottom_first in (("分之", True), ("/", False)):
        if sign in rest:
            first, second = (_scaled(part) for part in rest.split(sign, 1))
            top, bottom = (second, first) if bottom_first else (first, second)
            if not bottom:
                raise ValueError(f"a fraction of zero: {text!r}")
            return (_scaled(whole) if has_whole else 0) + top / bottom
    return _scaled(text)


def _scaled(text: str) -> Decimal:
    """Reads by splitting at the largest scale: 五亿零六 is 五 × 10^8 + 六; 四百五 is the spoken form of 450."""
    for names, scale in SCALES:
        at = max(text.rfind(name) for name in names)
        if at < 0:
            continue
        left, right = text[:at].lstrip("零〇○"), text[at + 1:]
        base = (_scaled(left) if left else Decimal(1)) * scale
        shorthand = _SHORTHAND.fullmatch(right)
        if shorthand and scale >= 100:
            return base + DIGITS[shorthand[1]] * scale / 10 + _digits("零" + (shorthand[2] or ""))
        return base + (_scaled(right) if right else 0)
    return _digits(text)


def _digits(text: str) -> Decimal:
    """Digits alone, with a decimal point (点 or .); 半 is a half."""
    if text == "半":
        return _HALF
    plain = "".join(str(DIGITS[char]) if char in DIGITS else char for char in text).replace("点", ".")
    if not re.fullmatch(r"\d*\.?\d+", plain, re.ASCII):
        raise ValueError(f"not a numeral: {text[:20]!r}")
    return Decimal(plain)
