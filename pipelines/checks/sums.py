"""Sums inside a sentence: a total and its parts that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.checks.complements import divides
from pipelines.checks.finding import DOUBT, ERROR, Finding
from pipelines.checks.rounding import NOTHING, amount, is_plain, written
from pipelines.checks.view import Statement, View
from pipelines.document import Span

CHECK = "sums"
# A sentence without one of these divides nothing that this check could know of.
_POSSIBLE = re.compile("其中|分别|[合共总]计|总共|[者项]共|[待未余尚]|正在|在建|开工建设|[农乡]村|乡镇|女|男生|民办"
                       "|[续改]建|改造|下半年|二审|合格|达标|[省市境]外|地方|民营|非公立|非国有")
_OF_WHICH = re.compile("其中[，：]?")
_TOTAL_BEHIND = re.compile("(?:合计|共计|总计|总共|三者共|两项共|各项共)[^，。；、\\d]{0,8}$")
_TOTAL_AHEAD = re.compile("(?:共|合计|共计|总计|总共)[^，。；、\\d]{0,10}$")
# 新增学位6万个，年度任务分别为2万个、2万个、2万个
_YEAR_BY_YEAR = re.compile("(?:年度(?:任务|目标|计划)?|各年|逐年)分别")
# What stands between two parts of one list, and between a total and the first of its parts.
_BETWEEN = re.compile("[^；：\n]{0,24}")
_BREAKS = re.compile("；|：|其中|[从由]|(?<!达)到|比上年|同比|较上年|累计|合计|共|增加|减少|增长"
                     "|下降|计划|目标|以及.{8}|和")
_LEAD = re.compile("[^；\n]{0,40}")
# Members of one group may be counted under several of these.
_OVERLAPPING = re.compile("党员|女|少数民族|脱贫|低收入|困难|高级|博士|硕士|本科|大专|青年|以上|优秀|示范"
                          "|重点|骨干")
# A slip of the pen leaves a sum near its total; a sum far away is one of other things.
_NEAREST, _FARTHEST = 0.5, 1.5
_STRUCTURE = re.compile(r"(?:产业结构|三次产业(?:增加值)?(?:比例?|占比|结构)|产业比例)[^，。；\d]{0,12}"
                        r"(?P<all>(?P<one>\d[\d.]*)\s?[:∶]\s?(?P<two>\d[\d.]*)\s?[:∶]\s?(?P<three>\d[\d.]*))"
                        r"(?:[^，。；\d]{0,6}(?P<then>\d[\d.]*\s?[:∶]\s?\d[\d.]*\s?[:∶]\s?\d[\d.]*))?")


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total and its parts, by the indexes of their figures; `division` as `divides` tells it."""

    total: int
    parts: tuple[int, ...]
    division: str


def find_sums(view: View) -> Iterator[Finding]:
    """Totals that differ from the sum of parts which make them up, or are smaller than the sum of some parts."""
    for statement in view.statements:
        yield from _structures(view, statement)
        if not _POSSIBLE.search(statement.text):
            continue
        seen: set[int] = set()
        for each in (*_of_which(statement), *_divided(statement), *_totalled(statement)):
            if each.total not in seen:
                seen.add(each.total)
                yield from _judged(view, statement, each)


def _judged(view: View, statement: Statement, each: _Sum) -> Iterator[Finding]:
    figures = statement.figures
    total = amount(statement.words(figures[each.total]), figures[each.total])
    added = sum((amount(statement.words(figures[part]), figures[part]) for part in each.parts), NOTHING)
    near = _NEAREST * total.value <= added.value <= _FARTHEST * total.value
    if added.agrees(total) or not near or (each.division != "all" and added.value < total.value):
        return
    words = statement.words(figures[each.total])
    terms = "＋".join(statement.words(figures[part]) for part in each.parts)
    spans = [statement.span(figures[index]) for index in (each.total, *each.parts)]
    what = "分项之和与总数不符" if each.division == "all" else "分项之和大于总数"
    message = f"{what}：{terms}＝{written(added.value, words)}，总数写的是{words}。"
    sure = 0.9 if each.division == "all" else 0.8
    yield view.finding(CHECK, ERROR if each.division else DOUBT, message, spans, sure)


def _of_which(statement: Statement) -> Iterator[_Sum]:
    """共110所，其中城区40所、农村70所: parts that 其中 opens; what they leave out is known only where they divide."""
    for match in _OF_WHICH.finditer(statement.text):
        first = sum(figure.core_start < match.end() for figure in statement.figures)
        if not 0 < first < len(statement.figures):
            continue
        if not _LEAD.fullmatch(statement.text, statement.figures[first - 1].end, match.start()):
            continue
        total, parts = first - 1, _run(statement, first)
        labels = [_label(statement, index) for index in parts]
        if len(parts) > 1 and _may_be_total(statement, total, parts):
            division = divides(labels)
            if division or not any(_OVERLAPPING.search(label) for label in labels):
                yield _Sum(total, parts, division)


def _divided(statement: Statement) -> Iterator[_Sum]:
    """61个已发55个、待发6个: a figure and behind it parts that divide it."""
    for total in range(len(statement.figures) - 2):
        figure = statement.figures[total]
        parts = _run(statement, total + 1)
        lead = statement.between(figure, statement.figures[total + 1])
        if len(parts) < 2 or not _LEAD.fullmatch(lead) or not _may_be_total(statement, total, parts):
            continue
        counted = "分别" in lead and _TOTAL_AHEAD.search(statement.text[:figure.core_start])
        if counted or _YEAR_BY_YEAR.search(lead):
            yield _Sum(total, parts, "all")
        elif division := divides([_label(statement, index) for index in parts]):
            yield _Sum(total, parts, division)


def _totalled(statement: Statement) -> Iterator[_Sum]:
    """甲12个、乙13个，合计25个: a total behind the list that it adds up."""
    for total, figure in enumerate(statement.figures):
        if total < 2 or not _TOTAL_BEHIND.search(statement.text[:figure.core_start]):
            continue
        first = total - 1
        while first and _joined(statement, first - 1, first):
            first -= 1
        parts = tuple(range(first, total))
        lead = statement.between(statement.figures[total - 1], figure)
        alike = {statement.figures[index].unit for index in (*parts, total)}
        if len(parts) > 1 and len(alike) == 1 and _LEAD.fullmatch(lead) and _plain(statement, (*parts, total)):
            yield _Sum(total, parts, "all")


def _may_be_total(statement: Statement, total: int, parts: Sequence[int]) -> bool:
    figure = statement.figures[total]
    return (figure.unit is not None and figure.category not in ("percent", "points", "duration")
            and figure.unit == statement.figures[parts[0]].unit and _plain(statement, (total,))
            and all(statement.figures[part].value < figure.value for part in parts))


def _plain(statement: Statement, indexes: Sequence[int]) -> bool:
    return all(is_plain(statement.text, statement.figures[index]) for index in indexes)


def _run(statement: Statement, first: int) -> tuple[int, ...]:
    """The figure and those listed behind it in the same unit; empty where one of them does not stand for itself."""
    last = first
    while last + 1 < len(statement.figures) and _joined(statement, last, last + 1):
        last += 1
    run = tuple(range(first, last + 1))
    return run if _plain(statement, run) else ()


def _joined(statement: Statement, one: int, two: int) -> bool:
    """Whether two neighbours are listed with each other: same unit, a mark and few words between them."""
    before, after = statement.figures[one], statement.figures[two]
    between = statement.between(before, after)
    return (before.unit == after.unit and _BETWEEN.fullmatch(between) is not None and not _BREAKS.search(between))


def _label(statement: Statement, index: int) -> str:
    """The words that name a part: from the mark before it to the mark behind it, other figures left out."""
    figure = statement.figures[index]
    before = re.split("[，、；：（）]|其中", statement.text[:figure.core_start])[-1]
    after = re.split("[，、；：（）]", statement.text[figure.core_end:], maxsplit=1)[0]
    return re.split(r"\d", before)[-1] + re.split(r"\d", after)[0]


def _structures(view: View, statement: Statement) -> Iterator[Finding]:
    """三次产业结构为14.1:39.8:46.1: shares that must make 100."""
    for match in _STRUCTURE.finditer(statement.text):
        for name in ("all", "then"):
            shares = [float(share) for share in re.findall(r"\d+(?:\.\d+)?", match[name] or "")]
            if shares and _is_off(shares, match[name]):
                span = Span(statement.start + match.start(name), statement.start + match.end(name))
                message = f"三项占比之和应为100，{match[name].strip()}的和是{round(sum(shares), 4):g}。"
                yield view.finding(CHECK, ERROR, message, [span], 0.9)


def _is_off(shares: Sequence[float], words: str) -> bool:
    """Whether rounded shares of one whole cannot make 100; numbers that are far from it are no shares (3:4:3)."""
    half = 0.5 if "." not in words else 0.05
    return 80 <= sum(shares) <= 120 and abs(sum(shares) - 100) > half * len(shares) + 1e-9
