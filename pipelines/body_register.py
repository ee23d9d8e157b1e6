"""The register of bodies: which spellings are one body, from the package's table and the users' own."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from pipelines.fold import fold
from pipelines.places import place_at_start

# Where the place stands in a name that does not begin with it.
PLACE = "〇"
COLUMNS = 4
# What one body is called at different levels and in passing; the longest first, so that each stem is cut once.
_RANKS = ("委员会", "总局", "部门", "局", "厅", "委", "部", "")
_NATIONAL_RANKS = frozenset(("总局", "部"))
_ENDING = re.compile("(?<=..)(?:委员会|局|厅|委)$")
_NAME = re.compile("[一-鿿〇（）、]+")
_SCOPE = re.compile("[省市县区州旗]|自治区")
_BETWEEN_NAMES = re.compile(r"[\s　，,；;]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One body at any level: `name` is its full name without its place, `national` what the nation's is called."""

    name: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    national: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What a spelling (without its place) means: the entry, whether the name is a former one or the nation's body's."""

    entry: Entry
    former: bool = False
    national: bool = False


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line of a user's table that is passed over: its number, counted from 1, and why, in Chinese."""

    number: int
    reason: str


class Register:
    """Spellings of bodies; of the tables that are given an earlier one wins over a later one."""

    def __init__(self, *tables: Sequence[Entry]) -> None:
        self.forms: dict[str, Form] = {}
        self.around: list[tuple[re.Pattern[str], Form]] = []
        for table in tables:
            self._add(spelling for entry in table for spelling in _spellings(entry))
        for table in tables:
            self._add(spelling for entry in table for spelling in _other_ranks(entry))

    def _add(self, spellings: Iterable[tuple[str, Form]]) -> None:
        for spelling, form in spellings:
            before, _, after = spelling.partition(PLACE)
            if before and after:
                self.around.append((re.compile(f"{re.escape(before)}(.+){re.escape(after)}"), form))
            else:
                self.forms.setdefault(after or spelling, form)


@functools.cache
def package_entries() -> tuple[Entry, ...]:
    """The bodies that the package knows."""
    return read_entries(_package_table())[0]


@functools.cache
def package_register() -> Register:
    """The register without any user's table."""
    return Register(package_entries())


def read_entries(text: str) -> tuple[tuple[Entry, ...], tuple[WrongLine, ...]]:
    """The entries of a table (columns as in pipelines/lexicon/bodies.tsv) and the lines that are none."""
    entries: list[Entry] = []
    wrong: list[WrongLine] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        columns = [tuple(filter(None, _BETWEEN_NAMES.split(fold(column)))) for column in line.split("\t")]
        if reason := _fault(columns, seen):
            wrong.append(WrongLine(number, reason))
            continue
        seen.update((name, number) for names in columns for name in names)
        entries.append(Entry(columns[0][0], *columns[1:]))
    return tuple(entries), tuple(wrong)


def _fault(columns: Sequence[tuple[str, ...]], seen: dict[str, int]) -> str | None:
    """Why these columns are no entry; None where they are one."""
    names = [name for column in columns for name in column]
    if len(columns) > COLUMNS:
        return f"有 {len(columns)} 栏，最多 {COLUMNS} 栏（全称、简称、旧称、国家机关的名称）"
    if len(columns[0]) != 1:
        return "第一栏要写一个全称，各栏之间用制表符（Tab）隔开"
    if strange := next((name for name in names if not _NAME.fullmatch(name) or len(name) < 2), None):
        return f"“{strange}”不像单位名称"
    if placed := next((name for column in columns[:3] for name in column if _has_place(name)), None):
        return f"“{placed}”前面不要写地名或省、市、县，各级同名的单位写一行就够"
    if twice := next((name for name in names if name in seen), None):
        return f"“{twice}”在第 {seen[twice]} 行已经写过"
    return None


def _has_place(name: str) -> bool:
    """Whether a name begins with a place, or with 省, 市, 县 before a name that the package knows."""
    known = _package_spellings()
    if name in known:
        return False
    if (scope := _SCOPE.match(name)) and name[scope.end():] in known:
        return True
    found = place_at_start(name)
    return bool(found and found[0].province and name[:found[1]].endswith(("省", "市", "县", "区")))


@functools.cache
def _package_spellings() -> frozenset[str]:
    """All spellings that the package's table itself holds, the mark of the place left out."""
    return frozenset(word.replace(PLACE, "") for line in _package_table().splitlines() if not line.startswith("#")
                     for word in line.split())


def _package_table() -> str:
    return resources.files("pipelines.lexicon").joinpath("bodies.tsv").read_text(encoding="utf-8")


def _spellings(entry: Entry) -> Iterator[tuple[str, Form]]:
    """The names that the entry itself holds."""
    for name in entry.national:
        yield name, Form(entry, national=True)
    for name in (entry.name, *entry.short):
        yield name, Form(entry)
    for name in entry.former:
        yield name, Form(entry, former=True)


def _other_ranks(entry: Entry) -> Iterator[tuple[str, Form]]:
    """The names of the same body at other levels: 教育局 gives 教育厅, 教育委员会, 教育部, 教育部门, 教育."""
    if PLACE in entry.name or not _ENDING.search(entry.name):
        return
    for spelling, form in _spellings(entry):
        if form.national or PLACE in spelling or not (ending := _ENDING.search(spelling)):
            continue
        for rank in _RANKS:
            if len(spelling[:ending.start()]) > 1:
                yield (spelling[:ending.start()] + rank,
                       Form(entry, form.former, rank in _NATIONAL_RANKS))
