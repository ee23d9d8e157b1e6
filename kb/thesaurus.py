"""Everyday words and the official words for them: the package's table and HOME/lexicon/thesaurus.tsv."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.user_files import read_user_file
from kb.words import RUN, normal
from pipelines.fold import fold

_PACKAGE = Path(__file__).parent / "thesaurus.tsv"
_CALLED = "同义词表"
# In place of an official word: the package's entry for this everyday word is switched off.
_OFF = "无"
_COLUMNS = 3
_LONGEST = 30

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Synonym:
    """One line of a table: an everyday word, an official one, and where the entry comes from (内置, 用户, …)."""

    everyday: str
    official: str
    origin: str


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The official words of each everyday word (normal form, see kb.words) and a Chinese line for each bad line.

    Of everyday words that overlap in a query the longest counts; `longest` is the length of the longest of all.
    """

    words: Words
    longest: int
    warnings: tuple[str, ...] = ()

    def expansion(self, text: str) -> tuple[str, ...]:
        """The official words for the everyday words in the text that do not stand in it already, each once."""
        plain = normal(text)
        found = (word for official in self.meant(text).values() for word in official)
        return tuple(dict.fromkeys(word for word in found if normal(word) not in plain))

    def meant(self, text: str) -> Words:
        """The everyday words in the text, each with its official words."""
        return {everyday: self.words[everyday] for everyday in self._found(normal(text))}

    def _found(self, plain: str) -> Iterator[str]:
        """The everyday words in the text, from the left, the longest at each place."""
        start = 0
        while start < len(plain):
            ends = range(min(start + self.longest, len(plain)), start + 1, -1)
            word = next((plain[start:end] for end in ends if plain[start:end] in self.words), "")
            if word:
                yield word
            start += len(word) or 1


def thesaurus(path: Path) -> Thesaurus:
    """The package's table with the user's at `path`, whose entries win; KbError where that cannot be read."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return package_thesaurus()
    return _with_user_table(path, found.st_mtime_ns, found.st_size)


@functools.cache
def package_thesaurus() -> Thesaurus:
    """The package's table alone."""
    return _made(_by_everyday(read_synonyms(_PACKAGE.read_text(encoding="utf-8"))[0]))


def read_synonyms(text: str) -> tuple[list[Synonym], list[tuple[int, str]]]:
    """The entries of a table (everyday, official, origin; parted by tabs), and (number, why) of lines that are none.

    The origin may be left out: then the entry is the user's.
    """
    synonyms: list[Synonym] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        if reason := _fault(columns):
            wrong.append((number, reason))
        else:
            synonyms.append(Synonym(fold(columns[0]), fold(columns[1]), (*columns, "用户")[2] or "用户"))
    return synonyms, wrong


def _fault(columns: list[str]) -> str | None:
    """Why these columns are no entry; None where they are one."""
    if not 1 < len(columns) <= _COLUMNS:
        return f"有 {len(columns)} 栏，要有两栏（日常说法、公文用语）或三栏（再加来源），各栏用制表符（Tab）隔开"
    everyday, official = columns[:2]
    if not official:
        return f"“{everyday}”没有写公文用语；要停用内置的一条，第二栏写“{_OFF}”"
    for word in (everyday, official):
        if word != _OFF and (not RUN.search(normal(word)) or not 1 < len(word) <= _LONGEST):
            return f"“{word[:_LONGEST]}”要有 2 到 {_LONGEST} 个字"
    return "两栏写的一样" if normal(everyday) == normal(official) else None


@functools.lru_cache(maxsize=4)
def _with_user_table(path: Path, changed_ns: int, size: int) -> Thesaurus:
    """The thesaurus as the file was at that time, so that a change is seen and an unchanged file is read once."""
    synonyms, wrong = read_synonyms(read_user_file(path, _CALLED))
    warnings = tuple(f"{_CALLED} {path} 第 {number} 行没有采用：{reason}。" for number, reason in wrong)
    return _made({**package_thesaurus().words, **_by_everyday(synonyms)}, warnings)


def _by_everyday(synonyms: list[Synonym]) -> Words:
    """The official words of each everyday word; none for one that is switched off."""
    words: dict[str, tuple[str, ...]] = {}
    for each in synonyms:
        former = words.get(normal(each.everyday), ())
        words[normal(each.everyday)] = (*former, each.official) if each.official != _OFF else former
    return words


def _made(words: Words, warnings: tuple[str, ...] = ()) -> Thesaurus:
    used = {everyday: official for everyday, official in words.items() if official}
    return Thesaurus(used, max(map(len, used), default=0), warnings)
