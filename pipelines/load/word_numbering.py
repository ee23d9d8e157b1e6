"""Word's automatic numbers, which a .docx keeps as a recipe: computed from numbering.xml as Word shows them.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_MOST_LEVELS = 9
_MOST_BASES = 20  # styles based on each other: more is a circle


@dataclass(slots=True)
class _Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str | None = None
    arabic_only: bool = False
    restarts: bool = True


@dataclass(slots=True)
class _List:
    """One w:num: its levels, the abstract list whose counters it shares, the starts that it sets anew."""

    abstract: str
    levels: dict[int, _Level]
    new_starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document; `label` must be called once for every paragraph, in reading order."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._lists = _read_lists(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """The number that Word shows before the w:p element, with its separator; empty where there is none."""
        number_id, depth = self._reference(paragraph)
        numbered = self._lists.get(number_id or "")
        if numbered is None or depth not in numbered.levels:
            return ""
        self._count(number_id or "", numbered, depth)
        return self._shown(numbered, depth)

    def _reference(self, paragraph: Any) -> tuple[str | None, int]:
        """w:numId and level of the paragraph itself or of the nearest style that has one."""
        properties = paragraph.find(qn("w:pPr"))
        style_id = _value(properties, "w:pStyle") or self._default_style()
        number_id, level = _numbering_of(properties)
        for _ in range(_MOST_BASES):
            style = self._styles.get(style_id or "")
            if number_id is not None or style is None:
                break
            number_id, level = _numbering_of(style.find(qn("w:pPr")))
            if number_id is not None and level is None:
                level = self._level_of_style(number_id, style_id)
            style_id = _value(style, "w:basedOn")
        return number_id, level or 0

    def _default_style(self) -> str | None:
        return next((name for name, style in self._styles.items() if style.get(qn("w:default")) == "1"
                     and style.get(qn("w:type")) == "paragraph"), None)

    def _level_of_style(self, number_id: str, style_id: str | None) -> int | None:
        numbered = self._lists.get(number_id)
        levels = numbered.levels.items() if numbered else ()
        return next((depth for depth, level in levels if level.style == style_id), None)

    def _count(self, number_id: str, numbered: _List, depth: int) -> None:
        counts = self._counts[numbered.abstract]
        if number_id not in self._seen:
            self._seen.add(number_id)
            for level, start in numbered.new_starts.items():
                counts[level] = start - 1
        counts[depth] = counts.get(depth, numbered.levels[depth].start - 1) + 1
        for deeper in range(depth + 1, _MOST_LEVELS):
            if deeper in numbered.levels and numbered.levels[deeper].restarts:
                counts.pop(deeper, None)

    def _shown(self, numbered: _List, depth: int) -> str:
        level, counts = numbered.levels[depth], self._counts[numbered.abstract]
        if level.form in ("bullet", "none"):
            return ""
        label = level.text
        for shallow, other in numbered.levels.items():
            form = "decimal" if level.arabic_only else other.form
            label = label.replace(f"%{shallow + 1}", format_number(counts.get(shallow, other.start), form))
        spaced = level.suffix != "nothing" and (label[-1:].isalnum() or level.suffix == "space")
        return label + " " if label and spaced else label


def _read_lists(document: Document) -> dict[str, _List]:
    """The document's lists by w:numId; none where it has no numbering part."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstracts = {each.get(qn("w:abstractNumId")): each for each in root.findall(qn("w:abstractNum"))}
    lists = {}
    for number in root.findall(qn("w:num")):
        abstract = _value(number, "w:abstractNumId") or ""
        levels = {depth: level for each in _levels_element(abstracts, abstract) for depth, level in [_read_level(each)]}
        numbered = _List(abstract, levels)
        _override(numbered, number)
        lists[number.get(qn("w:numId"))] = numbered
    return lists


def _levels_element(abstracts: dict[str | None, Any], abstract: str) -> list[Any]:
    """The w:lvl elements of an abstract list, or of the list that its style link names."""
    element = abstracts.get(abstract)
    if element is None:
        return []
    link = _value(element, "w:numStyleLink")
    linked = next((each for each in abstracts.values() if link and _value(each, "w:styleLink") == link), element)
    return list(linked.findall(qn("w:lvl")))


def _override(numbered: _List, number: Any) -> None:
    for change in number.findall(qn("w:lvlOverride")):
        depth = int(change.get(qn("w:ilvl")))
        start = _value(change, "w:startOverride")
        if start is not None:
            numbered.new_starts[depth] = int(start)
        level = change.find(qn("w:lvl"))
        if level is not None:
            numbered.levels[depth] = _read_level(level)[1]


def _read_level(element: Any) -> tuple[int, _Level]:
    start, restart = _value(element, "w:start"), _value(element, "w:lvlRestart")
    return int(element.get(qn("w:ilvl"))), _Level(
        start=int(start) if start else 1, form=_value(element, "w:numFmt") or "decimal",
        text=_value(element, "w:lvlText") or "", suffix=_value(element, "w:suff") or "tab",
        style=_value(element, "w:pStyle"), arabic_only=element.find(qn("w:isLgl")) is not None, restarts=restart != "0")


def _numbering_of(properties: Any) -> tuple[str | None, int | None]:
    numbering = None if properties is None else properties.find(qn("w:numPr"))
    if numbering is None:
        return None, None
    level = _value(numbering, "w:ilvl")
    return _value(numbering, "w:numId"), int(level) if level else None


def _value(element: Any, name: str) -> str | None:
    child = None if element is None else element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


_DIGITS, _FORMAL_DIGITS = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_PLACES, _FORMAL_PLACES = ("", "十", "百", "千"), ("", "拾", "佰", "仟")


def format_number(number: int, form: str) -> str:
    """The number in one of Word's forms: (12, "chineseCounting") -> 十二; unknown forms give plain digits."""
    return _FORMS.get(form, str)(number)


def _counting(number: int) -> str:
    """Up to 9,999 as it is spoken: 十二, 二十, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10 ** place % 10
        text += ("零" if gap and digit and text else "") + (_DIGITS[digit] + _PLACES[place] if digit else "")
        gap = digit == 0
    return text[1:] if text.startswith("一十") else text


def _formal(number: int) -> str:
    spoken = ("一" if 10 <= number < 20 else "") + _counting(number)
    table = str.maketrans(_DIGITS + "".join(_PLACES), _FORMAL_DIGITS + "".join(_FORMAL_PLACES))
    return spoken.translate(table)


def _letters(number: int) -> str:
    """1 -> A, 26 -> Z, 27 -> AA (Word repeats the letter)."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
                           (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text, number = text + letters * (number // value), number % value
    return text


def _row(first: str, last: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode from `first` on, for 1 to `last`."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number > 0 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting, "chineseCountingThousand": _counting, "japaneseCounting": _counting,
    "taiwaneseCounting": _counting, "taiwaneseCountingThousand": _counting, "koreanCounting": _counting,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": _formal, "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters, "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman, "lowerRoman": lambda number: _roman(number).lower(),
    "decimalZero": lambda number: f"{number:02d}", "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20), "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20), "ideographEnclosedCircle": _row("㊀", 10),
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalFullWidth2": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}
