"""Understanding a query: what of it is surely a condition becomes a filter, the rest stays as text.

A condition that hides the answer is worse than none: each is read from few patterns only, and only where the
knowledge base holds what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kb import asked_figures, asked_names, asked_time
from kb.chips import Chip, Known, chip, fields_of, joined
from kb.filters import DOC_TYPES, KINDS, Filters
from kb.words import RUN, normal
from pipelines.fold import fold

# Longer texts are copied out of documents: they are looked for as they are.
_LONGEST = 60
_TAKEN = "〓"
_QUOTED = re.compile(r"“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\"")
_PERIOD = re.compile("十[一二三四五六]?五(?:规划)?")
_QUOTES = re.compile("[“”「」『』\"]")
_UNCLOSED = "引号没有成对，已当作普通文字检索；要找一字不差的原话，请用一对引号。"
_TITLE = re.compile("《[^》]*》")

_INSIDE = "(?:里面?|里头|里边|当中)(?:的|写的?|说的?|提的?)?"
_INSIDE_SURE = f"(?:{_INSIDE}|中(?:的|写的?|说的?|提的?)?)"
# What stands before 里: a plan in general may be any paper, a 工作总结 is a type.
_TYPES = (("summary", f"(?:年度|年终)?(?:工作总结{_INSIDE_SURE}|总结{_INSIDE})"),
          ("report", f"政府工作报告{_INSIDE_SURE}"), ("five_year_plan", f"(?:五年规划{_INSIDE_SURE}|规划{_INSIDE})"),
          ("plan", f"(?:年度)?(?:工作(?:计划|要点|安排){_INSIDE_SURE}|(?:计划|要点){_INSIDE})"))
_MANY = "(?:有|哪些|哪几[项个条]|什么|的|全部|所有|主要|重点|硬|具体|工作)"
_SOUGHT = "(?:清单|事项)?(?:有?哪些|有什么)?"
_PLANNED = re.compile(rf"(?:{_MANY}+|(?<=〓))(?:任务|目标|承诺){_SOUGHT}(?=$|[\s，。？?〓写给带有])"
                      rf"|^(?:有?哪些)?承诺(?=写|有|带|给|$)|^(?:任务|目标){_SOUGHT}$")
_LOOKING_BACK = re.compile("完成了|做了|干了|办了|干成|实现了|已经?|过(?:哪些|什么|多少|的)|完成情况|落实情况")
_HOW = "(?:怎么样|如何|怎样|咋样)"
_DONE = re.compile(f"的?(?:完成|落实|进展|执行)(?:情况|进度){_HOW}?|的?(?:完成|落实)得(?:{_HOW}|好不好)")
_SAID = "(?:(?:写|标|列|给|讲|说)(?:了|明了?|出了?|清了?)|带|含|(?<!没)有)[了着]?"
_MONEY = re.compile(f"{_SAID}(?:具体|明确|确切)?的?(?:金额|钱数|资金数额|资金额度)"
                    "|(?:写|标|列)(?:了|明了?|出了?)多少钱")
_FIGURES = re.compile(f"{_SAID}(?:具体|明确|确切|量化)的?(?:数字|数量|数据|指标|数)"
                      "|(?<!没)(?:带|含|有)(?:数字|数量指标|量化指标)|量化(?:目标|指标)|硬指标")
# Words that are left over when all else is a condition: they ask for the list.
_NOTHING_LEFT = re.compile(
    r"(?:[\s的了吗呢啊吧呀请我你们给把在里中和与及、，。？?！!：:〓]|哪些|哪几|什么|有|是|都|要|任务|工作|事项|事情|事|承诺|目标|列出来?|列一下"
    "|查一下|查查|查询|看看|看一下|找|找出来?|找一下|所有|全部|一共|多少|几项|几条|文件|内容|清单|一下|做|干|写|该)+")


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it is meant: the text that is left to search for, the conditions, hints in Chinese."""

    text: str
    chips: tuple[Chip, ...] = ()
    hints: tuple[str, ...] = ()

    def filters(self, given: Filters) -> Filters:
        """The filters given with those of the chips."""
        return joined(given, self.chips)


def understand(text: str, known: Known, given: Filters | None = None, as_words: Iterable[str] = ()) -> Understood:
    """What a query says: conditions that the knowledge base can meet, and the rest.

    No chip for a field that `given` asks for already, nor for a stretch that is in `as_words`, in part or more.
    """
    kept = tuple(fold(each).strip() for each in as_words if each.strip())
    reader = _Reader(fold(text), known, frozenset(fields_of(given or Filters())), kept)
    reader.read(_phrases)
    if len(text) <= _LONGEST:
        for step in _STEPS:
            reader.read(step)
    hints = (_UNCLOSED,) if _QUOTES.search(_QUOTED.sub("", text)) else ()
    return Understood(reader.left(text), tuple(sorted(reader.chips, key=lambda each: each.start)), hints)


# Of what is still open of the query, what is known and the year that the query names, if any, the chips.
Step = Callable[[str, Known, int | None], Iterable[Chip]]


class _Reader:
    """Takes chips out of a folded query, step by step; what is taken no later step sees."""

    def __init__(self, folded: str, known: Known, given: frozenset[str], as_words: tuple[str, ...]) -> None:
        self._folded, self._known, self._given, self._as_words = folded, known, given, as_words
        self._open = _TITLE.sub(lambda match: "》" * len(match.group()), folded)
        self.chips: list[Chip] = []

    @property
    def year(self) -> int | None:
        """The one year that the query names."""
        years = [each.filters.year for each in self.chips if each.filters.year and not each.filters.year_to]
        return years[0] if years else None

    def read(self, step: Step) -> None:
        """Keep the step's chips."""
        for found in step(self._open, self._known, self.year):
            each = self._with_possessive(found)
            taken = self._open[each.start:each.end]
            if _TAKEN not in taken and "》" not in taken and self._is_new(each):
                self.chips.append(each)
                self._open = self._open[:each.start] + _TAKEN * len(taken) + self._open[each.end:]

    def _with_possessive(self, each: Chip) -> Chip:
        """The chip with the 的 behind it: of 2022年的任务 not 的任务 shall be left."""
        more = not each.stays and self._open[each.end:each.end + 1] == "的"
        return replace(each, end=each.end + more)

    def _is_new(self, each: Chip) -> bool:
        asked = set(fields_of(each.filters)) - {"phrases"}
        taken = {name for other in self.chips for name in fields_of(other.filters)} | self._given
        said = self._folded[each.start:each.end].strip()
        return not asked & taken and not any(words in said or said in words for words in self._as_words)

    def left(self, text: str) -> str:
        """The text without the stretches of the chips; nothing where only words of asking are left."""
        for each in sorted(self.chips, key=lambda each: -each.start):
            text = f"{text[:each.start]} {each.stays} {text[each.end:]}"
        left = " ".join(text.split())
        return "" if self.chips and _NOTHING_LEFT.fullmatch(fold(left)) else left


def _phrases(text: str, known: Known, year: int | None) -> Iterator[Chip]:
    """What stands in quotes, but for the name of a planning period."""
    for match in _QUOTED.finditer(text):
        phrase = next(filter(None, match.groups()), "").strip()
        if len(phrase) > 1 and RUN.search(normal(phrase)) and not _PERIOD.fullmatch(phrase):
            yield Chip(f"原文有：“{phrase}”", Filters(phrases=(phrase,)), match.start(), match.end(), phrase)


def _types(text: str, known: Known, year: int | None) -> Iterator[Chip]:
    for key, pattern in _TYPES:
        if key in known.types and (match := re.search(pattern, text)):
            yield chip(f"文种：{DOC_TYPES[key]}", Filters(type=key), match)
            return


def _kinds(text: str, known: Known, year: int | None) -> Iterator[Chip]:
    if "result" in known.kinds and (match := _DONE.search(text)):
        yield chip(f"类别：{KINDS['result']}", Filters(kind="result"), match)
    elif {"task", "target"} & known.kinds and not _LOOKING_BACK.search(text) and (match := _PLANNED.search(text)):
        yield chip("类别：任务或目标", Filters(kind="planned"), match)


def _figures(text: str, known: Known, year: int | None) -> Iterator[Chip]:
    if match := _MONEY.search(text):
        yield chip("指标：写明金额", Filters(amount=asked_figures.ANY_MONEY), match)
    elif match := _FIGURES.search(text):
        yield chip("指标：有数字", Filters(has_quantity=True), match)


_STEPS: tuple[Step, ...] = (asked_figures.comparisons, _figures, asked_time.years, asked_time.recurring, asked_time.due,
                            _types, asked_names.bodies, asked_names.regions, _kinds)
