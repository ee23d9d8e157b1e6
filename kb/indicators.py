"""What documents say of indicators: each figure with its year, whether it is a target, and how it was counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.quoted import Quoted, quoted
from kb.reported_figures import measured_in
from pipelines.document import Document, Quantity, Record
from pipelines.extract.word_lists import alternation
from pipelines.fold import fold

_PLACE = re.compile(r"^(?:全市|全县|全区|全省|全国|我市|我县|我区|我省|本市|本县|本区|市域|县域)(?=.{3})")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|[“”‘’《》〈〉\s]")
_LEAD = re.compile(r"^(?:到?\d{4}年(?:底|末)?|\d+[.、．]|[、，,：:])+")
_TAIL = re.compile(r"(?:分别|力争|达到?|提高到?|保持在?|稳定在?|控制在?|实现|突破|完成|增加到|要|为|至|约|虽|只)+$")
_AFFIXES = re.compile(rf"^(?:{alternation('indicator_prefixes.txt')})|(?:{alternation('indicator_suffixes.txt')})$")
_GENERIC = re.compile(rf"(?:{alternation('indicator_generic.txt')})$")
_BASES = re.compile(alternation("indicator_bases.txt"))
_CLAUSE_END = re.compile("[，；。：]")
# Not the year that a change is counted from (较2020年下降).
_YEAR = re.compile(r"(?<![\d较比与由从自以])((?:19|20)\d\d)年")
_YEAR_BEFORE = re.compile("(?:上年|去年)度?(?:的|为|是)?（$|(?<![较比])(?:上年|去年)度?(?:的|为|是)?$")
_FORMER = "原有"
# Counted over the years of a plan, not within one.
_OVER_YEARS = {"累计", "五年", "前三年", "以来", "期间"}
# A five-year plan that names a level and not a sum says so.
_REACHES = re.compile("达到?|提高到|提升到|突破|稳定在|保持|控制在|以内|不低于|不超过|增长到|由.*到")


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: `role` is target or actual; `name` is normalised; `value` in the first unit of its kind.

    `form` is level or growth; `bases` are the words that say how it was counted (口径), `sums` tells that it is counted
    over several years; `place` is the region that the document is of.
    """

    name: str
    place: str
    year: int
    role: str
    form: str
    value: float
    quantity: Quantity
    dimension: str
    bases: tuple[str, ...]
    sums: bool
    quote: Quoted
    five_year: bool


def readings_of(document: Document) -> list[Reading]:
    """All figures of a document that name their indicator and whose year is known, in the order of the text."""
    return [reading for record in document.records for quantity in record.quantities
            if (reading := _reading(document, record, quantity))]


def normal_name(indicator: str) -> str:
    """The name of an indicator without what differs from text to text: 全市, 的, brackets, 达到, 新; "" if empty."""
    name = _BRACKETS.sub("", fold(indicator)).removeprefix(_FORMER)
    name = _PLACE.sub("", _LEAD.sub("", name)).replace("的", "")
    return _AFFIXES.sub("", _TAIL.sub("", name)).strip("，、。：")


def _reading(document: Document, record: Record, quantity: Quantity) -> Reading | None:
    name = normal_name(quantity.indicator or "")
    year = _year(document, record, quantity)
    if year is None or not name or _GENERIC.match(name):
        return None
    dimension, factor = measured_in(quantity.unit)
    growth = quantity.op.endswith("_by")
    before = _before(record, quantity)
    said = dict.fromkeys(_BASES.findall(f"{fold(quantity.indicator or '')}，{before}"))
    bases = tuple(each for each in said if each not in name)
    five_year = document.metadata.doc_type == "five_year_plan"
    sums = bool(_OVER_YEARS & set(said)) or (five_year and dimension != "percent" and not _reaches(before, quantity))
    place = document.metadata.region or document.metadata.issuer or ""
    return Reading(name, place, year, _role(document, record, quantity), "growth" if growth else "level",
                   quantity.value * factor * (-1 if quantity.op == "decrease_by" else 1), quantity, dimension, bases,
                   sums, quoted(document, record), five_year)


def _reaches(before: str, quantity: Quantity) -> bool:
    return bool(_REACHES.search(before[-12:] + fold(quantity.text)))


def _before(record: Record, quantity: Quantity) -> str:
    """The folded words of the clause before the figure."""
    start = max(0, quantity.span.start - record.span.start)
    words = fold(record.quote[:start])
    return _CLAUSE_END.split(words)[-1]


def _role(document: Document, record: Record, quantity: Quantity) -> str:
    """A plan's figures of years gone by are no targets: 由71%提高到73%, （2024年为36件）."""
    if record.kind == "result" or _is_former(record, quantity):
        return "actual"
    named, first = _YEAR.findall(_before(record, quantity)), document.metadata.period[0]
    return "actual" if named and first is not None and int(named[-1]) < first else "target"


def _is_former(record: Record, quantity: Quantity) -> bool:
    return (quantity.indicator or "").startswith(_FORMER) or bool(_YEAR_BEFORE.search(_before(record, quantity)))


def _year(document: Document, record: Record, quantity: Quantity) -> int | None:
    """The year that a figure is of: the one that its clause names, that of the deadline, that of the document."""
    if named := _YEAR.findall(_before(record, quantity)):
        return int(named[-1])
    first, last = document.metadata.period
    if first is None:
        return None
    plans = document.metadata.doc_type in ("plan", "five_year_plan")
    if _role(document, record, quantity) == "actual":
        # A summary that plans the next year as well (2024, 2025) looks back from there on its first year.
        looks_back = plans or (_is_former(record, quantity) and (record.kind == "result" or first == last))
        return first - 1 if looks_back else first
    days = [each.end.year for each in record.deadlines if each.end and each.type in ("by", "during")]
    return days[0] if len(set(days)) == 1 else (last or first) if plans else first + 1
