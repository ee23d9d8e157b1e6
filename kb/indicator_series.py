"""The register of indicators: the figures of one indicator as a series, the pace, and where documents contradict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kb.indicators import Reading, normal_name
from kb.reported_figures import measured_in
from pipelines.extract.word_lists import alternation

_LONG = 6  # letters of names that may be written in another order: 燃气老旧管网更新改造, 更新改造燃气老旧管网
_LEVELS = re.compile(rf"(?:{alternation('indicator_levels.txt')})$")
# Figures that differ by less are the same one rounded.
_ROUNDING, _ROUNDING_PERCENT = 0.005, 0.05


@dataclass(frozen=True, slots=True)
class Pace:
    """From the base to the target: what each year needs, what was reached a year until the latest actual figure.

    All values in the series' unit; `left` is what each of the remaining years needs, None where none remains.
    """

    base: Reading
    target: Reading
    latest: Reading
    needed: float
    reached: float
    left: float | None

    @property
    def behind(self) -> bool:
        """Whether the target is not reached and the pace falls short of what it needs, in its direction."""
        if self.met:
            return False
        return self.reached < self.needed if self.needed > 0 else self.reached > self.needed

    @property
    def met(self) -> bool:
        """Whether the latest figure is at the target or beyond it."""
        return self.meets(self.latest)

    def meets(self, reading: Reading) -> bool:
        """Whether a figure is at the target or beyond it."""
        ceiling = self.target.quantity.op == "<=" or (self.target.quantity.op == "=" and self.needed < 0)
        return reading.value <= self.target.value if ceiling else reading.value >= self.target.value


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two documents that give different figures of one year: `role` is actual or target."""

    role: str
    year: int
    one: Reading
    other: Reading

    @property
    def message(self) -> str:
        """What is wrong, in one Chinese line."""
        figures = f"{self.one.quantity.text}和{self.other.quantity.text}"
        if self.one.five_year != self.other.five_year:
            goal, figure = (self.one, self.other) if self.one.five_year else (self.other, self.one)
            return f"{self.year}年的年度目标（{figure.quantity.text}）达不到规划目标（{goal.quantity.text}）"
        return f"{self.year}年的{'目标' if self.role == 'target' else '实际数'}不一致：{figures}"


@dataclass(frozen=True, slots=True)
class Series:
    """All figures of one indicator of one place, by year; `names` are the spellings joined, the most frequent first."""

    names: tuple[str, ...]
    place: str
    form: str
    sums: bool
    readings: tuple[Reading, ...]
    pace: Pace | None
    contradictions: tuple[Contradiction, ...]

    @property
    def name(self) -> str:
        """The most frequent spelling."""
        return self.names[0]

    @property
    def unit(self) -> str:
        """The unit that most of its figures are in."""
        return Counter(each.quantity.unit or "" for each in self.readings).most_common(1)[0][0]

    def in_unit(self, value: float) -> float:
        """A value of its readings or its pace in that unit."""
        return round(value / measured_in(self.unit)[1], 6)

    @property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len(set(map(_document, self.readings)))


def register(readings: Iterable[Reading]) -> list[Series]:
    """All series, those of most documents first."""
    groups: dict[tuple[str, str, str, bool], dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for each in readings:
        groups[each.place, each.dimension, each.form, each.sums][each.name].append(each)
    found = [_series(names, own) for by_name in groups.values() for names in _joined(by_name)
             for own in _unmixed([each for name in names for each in by_name[name]])]
    return sorted(found, key=lambda each: (-each.documents, -len(each.readings), each.name))


def _joined(by_name: dict[str, list[Reading]]) -> list[list[str]]:
    """The names in groups of one indicator each: names of the same letters in another order are one, no others.

    Names that are merely alike are not: 农业保险保费规模 and 农业保险保费规模赔付 share nine letters in ten.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_name, key=lambda each: (-len(by_name[each]), each)):
        groups["".join(sorted(name)) if len(name) >= _LONG else name].append(name)
    return list(groups.values())


def _unmixed(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The readings of one name, apart those of each document that gives it two figures of one year and role.

    There the name stands for two things (全产业链产值 of oranges and of mushrooms), and nobody can say which of them
    another document means.
    """
    of_document: dict[str, list[Reading]] = defaultdict(list)
    for each in readings:
        of_document[_document(each)].append(each)
    clear = [each for own in of_document.values() if not _is_mixed(own) for each in own]
    yield from (own for own in (clear, *filter(_is_mixed, of_document.values())) if own)


def _is_mixed(own: Sequence[Reading]) -> bool:
    kinds = [(each.year, each.role, each.bases) for each in own]
    return any(kinds[one] == kinds[other] and not _agree(own[one], own[other])
               for one, other in combinations(range(len(own)), 2))


def _document(reading: Reading) -> str:
    return reading.quote.doc_id or reading.quote.title


def _series(names: Sequence[str], own: Sequence[Reading]) -> Series:
    readings = sorted(own, key=lambda each: (each.year, each.role, each.quote.title, each.quote.span.start))
    names = [name for name in names if any(each.name == name for each in readings)]
    first = readings[0]
    return Series(tuple(names), first.place, first.form, first.sums, tuple(readings), _pace(readings, names[0]),
                  tuple(_contradictions(readings)))


def _pace(readings: Sequence[Reading], name: str) -> Pace | None:
    """The pace of an indicator that stands at a level, where a base, a later target and a figure between are known."""
    levels = [each for each in readings if each.form == "level" and not each.sums]
    targets = [each for each in levels if each.role == "target"]
    actual = [each for each in levels if each.role == "actual"]
    if not targets or len({each.year for each in actual}) < 2 or not _LEVELS.search(name):
        return None
    target = max(targets, key=lambda each: (each.five_year, each.year))
    past = [each for each in actual if each.year <= target.year]
    if len({each.year for each in past}) < 2:
        return None
    base, latest = min(past, key=lambda each: each.year), max(past, key=lambda each: each.year)
    if base.year >= target.year:
        return None
    left = (target.value - latest.value) / (target.year - latest.year) if latest.year < target.year else None
    pace = Pace(base, target, latest, (target.value - base.value) / (target.year - base.year),
                (latest.value - base.value) / (latest.year - base.year), left)
    return None if pace.meets(base) else pace


def _contradictions(readings: Sequence[Reading]) -> Iterator[Contradiction]:
    """Different figures of one year and role in two documents, where each of them gives just one."""
    of_year: dict[tuple[str, int], dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for each in readings:
        of_year[each.role, each.year][_document(each)].append(each)
    for (role, year), by_document in of_year.items():
        single = [own[0] for own in by_document.values() if len({each.value for each in own}) == 1]
        for one, other in combinations(single, 2):
            if one.bases == other.bases and not _agree(one, other):
                yield Contradiction(role, year, one, other)


def _agree(one: Reading, other: Reading) -> bool:
    """Whether two figures are the same one: rounded; or a bound that the other keeps; or a goal that the year meets."""
    difference = abs(one.value - other.value)
    if difference <= (_ROUNDING_PERCENT if one.dimension == "percent" else
                      _ROUNDING * max(abs(one.value), abs(other.value))):
        return True
    if one.five_year != other.five_year:
        goal, figure = (one, other) if one.five_year else (other, one)
        return figure.value <= goal.value if goal.quantity.op == "<=" else figure.value >= goal.value
    return one.quantity.op != other.quantity.op and any(_keeps(a, b) for a, b in ((one, other), (other, one)))


def _keeps(bound: Reading, figure: Reading) -> bool:
    op = bound.quantity.op
    return (op == ">=" and figure.value >= bound.value) or (op == "<=" and figure.value <= bound.value)


def asked_for(series: Iterable[Series], words: str) -> list[Series]:
    """The series that have the words in one of their names, script and what normal_name leaves out aside."""
    wanted = normal_name(words) or words
    return [each for each in series if any(wanted in name for name in each.names)]
