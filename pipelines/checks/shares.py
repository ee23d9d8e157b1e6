"""Shares and rates stated beside the figures that they are worked out from, and shares that no whole allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.checks.finding import DOUBT, ERROR, Finding
from pipelines.checks.rounding import amount, is_plain
from pipelines.checks.view import Statement, View
from pipelines.document import Span
from pipelines.extract.figures import Figure

CHECK = "shares"
_POSSIBLE = re.compile("占|率|的[\\d.]+%")
# Words right before the percentage: 整改率达到98%.
_RATE = re.compile("(?P<verb>[\u4e00-\u9fff]{2})(?:完成)?率(?:已?达到?|为|是|提高到|[:：])?$")
_SHARE = re.compile("占(?:比|总数的?|总量的?|全部的?)?(?:为|达到?|约)?$")
_OF_WHOLE = re.compile("^[，、（]?(?:约|已)?(?:占|为|是|完成|达到?|相当于)[^，。；、\\d%]{0,14}$")
_MARKS = re.compile("[，、；：（）]")
# Two figures that are part and whole stand in neighbouring clauses.
_NEAR = re.compile("[^；：]{0,30}")
# A rate further off than this (points) is worked out from something else; a slip is smaller.
_FARTHEST = 25.0
# Rates whose numerator is no part of the denominator (gross enrolment) or that compare with a plan may pass 100.
_ABOVE = re.compile("(?:覆盖|普及|合格|整改|办结|入户|参保|达标|满意|回收|利用|处理|处置|配备|持证|签约|到位|知晓"
                          "|就业|优良|巩固|参与|见面|答复|回复|安装|上线|接入|联网|公开|绿化)率"
                    r"(?:达到?|为|[:：])?(?P<share>[1-9]\d{2,}(?:\.\d+)?%)")


@dataclass(frozen=True, slots=True)
class _Share:
    """Part, whole and the percentage stated of them."""

    part: Figure
    whole: Figure
    rate: Figure


def find_shares(view: View) -> Iterator[Finding]:
    """Percentages that the part and the whole beside them do not give, and shares of more than 100 %."""
    yield from _above_all(view)
    for statement in view.statements:
        if not _POSSIBLE.search(statement.text):
            continue
        for index, rate in enumerate(statement.figures):
            if rate.unit != "%" or rate.op != "=":
                continue
            if share := _of_whole(statement, index) or _of_verb(statement, index):
                yield from _judged(view, statement, share)


def _above_all(view: View) -> Iterator[Finding]:
    """Shares above 100 %."""
    for match in _ABOVE.finditer(view.folded):
        if float(match["share"].rstrip("%")) > 100:
            message = f"比率超过100%：{match.group()}。"
            yield view.finding(CHECK, DOUBT, message, [Span(match.start("share"), match.end("share"))], 0.8)


def _judged(view: View, statement: Statement, share: _Share) -> Iterator[Finding]:
    part, whole, rate = (amount(statement.words(figure), figure) for figure in (share.part, share.whole, share.rate))
    if not 0 < part.value <= whole.value or whole.low <= 0:
        return
    true = part.percent_of(whole)
    if true.agrees(rate) or abs(true.value - rate.value) > _FARTHEST:
        return
    words = [statement.words(figure) for figure in (share.part, share.whole, share.rate)]
    message = f"比率与数字不符：{words[0]}占{words[1]}的{round(true.value, 2):g}%，文中写的是{words[2]}。"
    spans = [statement.span(figure) for figure in (share.rate, share.part, share.whole)]
    yield view.finding(CHECK, ERROR, message, spans, 0.9)


def _of_whole(statement: Statement, index: int) -> _Share | None:
    """完成45个，占年度任务60个的75%: part, whole and rate stand behind each other."""
    if index < 2:
        return None
    part, whole, rate = statement.figures[index - 2:index + 1]
    if statement.between(whole, rate).strip() != "的" or not _OF_WHOLE.match(statement.between(part, whole)):
        return None
    return _Share(part, whole, rate) if _comparable(statement, part, whole, rate) else None


def _of_verb(statement: Statement, index: int) -> _Share | None:
    """发现隐患300处，整改280处，整改率93.3%; 共110所，其中农村70所，占63.6%."""
    if index < 2:
        return None
    whole, part, rate = statement.figures[index - 2:index + 1]
    before = statement.text[part.core_end:rate.core_start]
    named = _RATE.search(before)
    if len(_MARKS.findall(before)) != 1 or not (named or _SHARE.search(before)):
        return None
    between = statement.between(whole, part)
    clause = _clause(statement, part)
    if named and (named["verb"] not in clause or named["verb"] in _clause(statement, whole).removesuffix(clause)):
        return None
    if not named and "其中" not in between:
        return None
    near = _NEAR.fullmatch(between) and _MARKS.search(between)
    return _Share(part, whole, rate) if near and _comparable(statement, part, whole, rate) else None


def _comparable(statement: Statement, part: Figure, whole: Figure, rate: Figure) -> bool:
    return (part.unit == whole.unit and part.unit is not None and part.category not in ("percent", "points", "duration")
            and all(is_plain(statement.text, figure) for figure in (part, whole, rate)))


def _clause(statement: Statement, figure: Figure) -> str:
    """The clause that a figure stands in."""
    before = _MARKS.split(statement.text[:figure.core_start])[-1]
    return before + _MARKS.split(statement.text[figure.core_start:], maxsplit=1)[0]
