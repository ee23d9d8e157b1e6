"""The figures of a report that may answer a promised one: what was done, what changed, without what is left to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pipelines
from kb.statements import Statement
from pipelines.document import Quantity
from pipelines.extract.measures import measure_of
from pipelines.extract.word_lists import alternation
from pipelines.fold import fold

_UNITS = Path(pipelines.__file__).parent / "lexicon" / "compare_units.tsv"
RATES = ("increase_by", "decrease_by")
_REST, _REACH = re.compile(r"其余|剩余|另有|尚有|还有|仍有|尚余"), 8
# The fastest case tells nothing of all of them; nor does what is still to be done.
_NOT_TELLING = re.compile(r"最快|最短|最高可|最多可")
_UNDONE = re.compile(r"仍未|尚未|至今[没未]|依旧|未能|未交付|没有[^，]{0,4}(?:开工|完成)|因故未")
_STOCK = re.compile(r"总数|总量|累计|保有量|“十[三四五]五”")
_ALL = re.compile(alternation("compare_all_done.txt"))
_FROM, _TO = re.compile(r"[由从][^，；。]{0,8}$"), re.compile(r"^[^，；。]{0,8}[到至为]")
_PER_HUNDRED = re.compile(r"每百[名人个户]")
_CLAUSE = re.compile(r"[，；。]")


@cache
def _conversions() -> dict[str, tuple[str, float]]:
    rows = (line.split("\t") for line in _UNITS.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#"))
    return {unit: (dimension, float(factor)) for unit, dimension, factor in rows}


@cache
def measured_in(unit: str | None) -> tuple[str, float]:
    """What a unit measures and its factor; all classifiers (个, 家, 所, 处 …) count the same, those of events apart."""
    if unit in _conversions():
        return _conversions()[unit or ""]
    try:
        category = measure_of(unit or "").category
    except KeyError:
        return unit or "", 1.0
    return ("count" if category in ("count", "spoken") else unit or ""), 1.0


def is_former(quantity: Quantity) -> bool:
    """Whether a figure is what something started from."""
    return (quantity.indicator or "").startswith("原有")


def reported(target: Quantity, piece: Statement) -> list[Quantity]:
    """The figures of a piece in what the target measures: of 96个中83个 the smaller one, of 其余13个 the others.

    Also the changes (由72项减到48项: a fall of a third, of 24) and shares (每百名中87.1名) that the piece tells.
    """
    dimension = measured_in(target.unit)[0]
    given = [*(each for each in piece.quantities if _tells(each, piece, target)), *_told_otherwise(piece)]
    own = [each for each in given if measured_in(each.unit)[0] == dimension]
    rest = [each for each in own if _REST.search(_before(each, piece.text))]
    done = [each for each in own if each not in rest]
    reached = [each for each in done if each.value == target.value]
    part = [each for each in done if each.value < target.value]
    if part and reached:
        return reached if _ALL.search(piece.text) else part
    if rest and all(each.value == target.value for each in done) and target.op not in RATES:
        return [_without(target, each) for each in rest if each.value < target.value]
    return done


def _tells(quantity: Quantity, piece: Statement, target: Quantity) -> bool:
    """Whether a figure is no start, no fastest case, nothing undone and no stock where an addition is promised."""
    clause = _clause_of(quantity, piece.text)
    if is_former(quantity) or _NOT_TELLING.search(clause):
        return False
    left = _REST.search(_before(quantity, piece.text))
    if not left and measured_in(quantity.unit)[0] == "count" and _UNDONE.search(clause):
        return False
    stock = f"{quantity.indicator}{_before(quantity, piece.text)}"
    return not (_STOCK.search(stock) and not _STOCK.search(f"{target.indicator}") and target.value > 0
                and quantity.value > 2 * target.value)


def _clause_of(quantity: Quantity, text: str) -> str:
    at = max(0, text.find(fold(quantity.text)))
    start = max((mark.end() for mark in _CLAUSE.finditer(text, 0, at)), default=0)
    end = _CLAUSE.search(text, at + len(quantity.text))
    return text[start:end.start() if end else len(text)]


def _told_otherwise(piece: Statement) -> Iterator[Quantity]:
    """Figures that a piece tells by two others, or by a word."""
    for before, after in pairwise(sorted(piece.quantities, key=lambda each: each.span.start)):
        if before.unit == after.unit and before.value and _is_change(before, after, piece.text):
            yield from _changes(before, after)
    if _PER_HUNDRED.search(piece.text):
        yield from (replace(each, unit="%") for each in piece.quantities
                    if measured_in(each.unit)[0] in ("people", "count") and each.value <= 100)


def _is_change(before: Quantity, after: Quantity, text: str) -> bool:
    if is_former(before):
        return True
    start, end = text.find(fold(before.text)), text.find(fold(after.text))
    return (0 <= start < end and bool(_FROM.search(text[:start]))
            and bool(_TO.search(text[start + len(before.text):end])))


def _changes(before: Quantity, after: Quantity) -> Iterator[Quantity]:
    """The change as a share of the start, and as a difference."""
    change = after.value - before.value
    told = replace(after, text=f"由{before.text}到{after.text}", op="increase_by" if change > 0 else "decrease_by")
    if before.unit == "%":
        yield replace(told, value=round(abs(change), 4), unit="百分点")
        return
    yield replace(told, value=round(100 * abs(change / before.value), 2), unit="%")
    yield replace(told, value=abs(change), unit=after.unit)
    yield replace(told, value=abs(change), unit=after.unit, op="=")


def _before(quantity: Quantity, text: str) -> str:
    """The few letters before a figure in folded text."""
    at = max(0, text.find(fold(quantity.text)))
    return text[max(0, at - _REACH):at]


def _without(target: Quantity, rest: Quantity) -> Quantity:
    """What is done where the report only says what is left."""
    return replace(rest, value=target.value - rest.value, indicator=target.indicator, op="=")
