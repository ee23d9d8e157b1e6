"""What became of a commitment from one plan to another: its figures, its days, the force of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kb.commitments import Commitment
from kb.figures import is_ceiling, promised
from kb.indicator_names import may_be_one
from kb.letters import alike, letter_pairs
from kb.reported_figures import measured_in
from kb.statements import Statement
from kb.strength import LEVELS, strength_of
from pipelines.document import Deadline, Quantity
from pipelines.extract.word_lists import alternation
from pipelines.fold import fold

STATUSES = {"kept": "保持", "reworded": "改述", "raised": "提高", "lowered": "降低", "postponed": "推后",
            "brought_forward": "提前", "dropped": "删去", "new": "新增"}
# Names of indicators that share less of their letters are different matters, and nothing is compared …
_SAME_INDICATOR = 0.5
# … unless either part has just one figure, both measure in the same unit, and their words agree that much, or both
# are percentages whose last letters are the same (组建率).
_ONLY_FIGURE, _SAME_WORDS, _RATE = 0.3, 0.4, 3
# Texts that share so much say the same; so much is enough where the figure stayed.
_SAME_TEXT, _SAME_TEXT_AND_FIGURE = 0.75, 0.4
_ONE_OFF = re.compile(alternation("diff_one_off.txt"))
_CARRIED_OVER = re.compile(alternation("diff_carried_over.txt"))
_YEAR = re.compile(r"(?:19|20)\d\d年")
_INCLUDED = re.compile(r"[（含][^）]*$")
# Two one-off commitments are of the same thing where they share that much of the shorter text, its days left out.
_SAME_THING = 0.5


@dataclass(frozen=True, slots=True)
class FigureChange:
    """Two figures of the same indicator; `demand` is 1 where the later one asks more, -1 less, 0 the same."""

    before: Quantity
    after: Quantity
    ceiling: bool
    demand: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a commitment: a key of STATUSES, all that changed, in Chinese, and the figures compared.

    `strengths` are the levels of wording (keys of kb.strength.LEVELS) before and after.
    """

    status: str
    reasons: tuple[str, ...]
    figures: tuple[FigureChange, ...]
    strengths: tuple[int, int]


def change(before: Commitment, after: Commitment, years: tuple[int | None, int | None]) -> Change:
    """What became of `before`; `years` are those of the two plans, None where unknown."""
    figures = tuple(common_figures(before.statement, after.statement))
    strengths = strength_of(before.record.quote), strength_of(after.record.quote)
    found = [*_time(before, after, years), *map(_figure, figures)]
    other = list(_not_compared(before.statement, after.statement, figures))
    first = min((status for status, _ in found), key=_RANK.index, default="kept")
    if first == "kept" and (other or not _says_the_same(before.statement, after.statement, figures, strengths)):
        first = "reworded"
    said = [*(reason for _, reason in found if reason), *other]
    return Change(first, (*said, *_words(strengths)), figures, strengths)


# A delay of the same thing tells more than its figure; a figure tells more than a month.
_RANK = ("postponed_thing", "raised", "lowered", "postponed", "brought_forward", "kept")


def common_figures(before: Statement, after: Statement) -> Iterator[FigureChange]:
    """The promised figures of the same indicator in the same unit of measure, each once, the surest first."""
    left, right = promised(before), promised(after)
    rated = sorted(((_likeness(a, b, before, after, (left, right)), -x, -y)
                    for x, a in enumerate(left) for y, b in enumerate(right) if _comparable(a, b)), reverse=True)
    done: set[tuple[str, int]] = set()
    for likeness, x, y in rated:
        if likeness >= _SAME_INDICATOR and not {("a", x), ("b", y)} & done:
            done |= {("a", x), ("b", y)}
            yield _figure_change(left[-x], right[-y], before, after)


def _comparable(a: Quantity, b: Quantity) -> bool:
    """A level with a level, a growth with a growth, in units of one kind."""
    return (measured_in(a.unit)[0] == measured_in(b.unit)[0] and a.op.endswith("_by") == b.op.endswith("_by")
            and may_be_one(a.indicator or "", b.indicator or "", a.unit))


def _likeness(a: Quantity, b: Quantity, before: Statement, after: Statement,
              promises: tuple[Sequence[Quantity], Sequence[Quantity]]) -> float:
    """How surely two figures measure the same, 0 to 1."""
    names = a.indicator or "", b.indicator or ""
    if min(map(len, names)) >= 4 and (names[0].endswith(names[1]) or names[1].endswith(names[0])):
        return 1.0
    likeness = alike(*names)
    alone = all(len([each for each in side if _comparable(a, each)]) == 1 for side in promises)
    named_alike = likeness >= _ONLY_FIGURE and alike(before.text, after.text) >= _SAME_WORDS
    same_rate = a.unit == "%" and names[0][-_RATE:] == names[1][-_RATE:] and len(names[0]) > _RATE
    return max(likeness, _SAME_INDICATOR) if alone and a.unit == b.unit and (named_alike or same_rate) else likeness


def _figure_change(a: Quantity, b: Quantity, before: Statement, after: Statement) -> FigureChange:
    values = [each.value * measured_in(each.unit)[1] * (-1 if each.op == "decrease_by" else 1) for each in (a, b)]
    ceiling = is_ceiling(a, before) or is_ceiling(b, after) or "decrease_by" in (a.op, b.op)
    difference = round(values[1] - values[0], 9)
    return FigureChange(a, b, ceiling, 0 if not difference else 1 if (difference < 0) == ceiling else -1)


def _figure(each: FigureChange) -> tuple[str, str]:
    name = each.after.indicator or each.before.indicator or "数量"
    figures = f"{name}：{each.before.text} → {each.after.text}"
    if each.demand == 0:
        return "kept", ""
    words = ("收紧" if each.demand > 0 else "放宽") if each.ceiling else ("提高" if each.demand > 0 else "降低")
    return ("raised" if each.demand > 0 else "lowered"), f"{figures}，{words}"


def _not_compared(before: Statement, after: Statement, figures: Sequence[FigureChange]) -> Iterator[str]:
    """What happened to figures where none has a counterpart."""
    left, right = promised(before), promised(after)
    if figures or not (left or right):
        return
    if left and right and (left[0].value, left[0].unit) != (right[0].value, right[0].unit):
        yield f"数字量的不是同一个指标（{left[0].text}；{right[0].text}），没有比较"
    elif left and not after.quantities:
        yield f"原有的数字（{left[0].text}）不再出现"
    elif right and not before.quantities:
        yield f"新加了数字（{right[0].text}）"


def _words(strengths: tuple[int, int]) -> Iterator[str]:
    if strengths[0] != strengths[1]:
        verb = "减弱" if strengths[1] < strengths[0] else "增强"
        yield f"措辞由“{LEVELS[strengths[0]]}”变为“{LEVELS[strengths[1]]}”，{verb}"


def _says_the_same(before: Statement, after: Statement, figures: Sequence[FigureChange],
                   strengths: tuple[int, int]) -> bool:
    least = _SAME_TEXT_AND_FIGURE if figures else _SAME_TEXT
    same_words = alike(*(_YEAR.sub("", each.text) for each in (before, after))) >= least
    return same_words and strengths[0] == strengths[1]


def _time(before: Commitment, after: Commitment, years: tuple[int | None, int | None]) -> Iterator[tuple[str, str]]:
    """A change of the day: of the same thing by the calendar, of what every year does again within the year."""
    first, last = years
    later = first is not None and last is not None and last > first
    if later and (carried := _CARRIED_OVER.search(after.statement.text)):
        yield _carried(carried, after.statement.text)
        return
    days = _due(before), _due(after)
    if days[0] is None or days[1] is None:
        return
    if later and _is_one_thing(before, after):
        if days[1] > days[0]:
            yield "postponed_thing", f"同一件事由 {days[0]} 推后到 {days[1]}"
        return
    if first is None or last is None:
        return
    within = _in_its_year(days[0], first), _in_its_year(days[1], last)
    if within[0] != within[1]:
        status, words = ("postponed", "推后") if within[1] > within[0] else ("brought_forward", "提前")
        yield status, f"时限由 {days[0]} 到 {days[1]}，按年内的日子{words}"


def _carried(words: re.Match[str], text: str) -> tuple[str, str]:
    """All of it is left over, or a part that the text names aside: （含上年未完成的5处）."""
    part = bool(_INCLUDED.search(text[:words.start()]))
    return (("kept", f"后一份写明其中一部分是上年留下的（“{words[0]}”）") if part else
            ("postponed_thing", f"后一份写明是上年留下的（“{words[0]}”）"))


def _in_its_year(day: date, year: int) -> tuple[int, int, int]:
    """A day counted from the year of its plan: years on, month, day."""
    return day.year - year, day.month, day.day


def _is_one_thing(before: Commitment, after: Commitment) -> bool:
    """Whether both name the same thing that is done once (建成投用), not a number of things."""
    pairs = [letter_pairs(_ONE_OFF.sub("，", _deed(each))) for each in (before, after)]
    shorter = min(map(len, pairs))
    return (not _counted(before) and not _counted(after)
            and shorter > 0 and len(pairs[0].keys() & pairs[1].keys()) >= _SAME_THING * shorter)


def _counted(commitment: Commitment) -> bool:
    return any(each.value > 1 and measured_in(each.unit)[0] != "percent" for each in promised(commitment.statement))


def _deed(commitment: Commitment) -> str:
    """The clauses of a commitment up to that which names what is done once, without the words that say when."""
    text = commitment.statement.text
    for each in commitment.record.deadlines:
        text = text.replace(fold(each.text), "")
    found = _ONE_OFF.search(text)
    return text[:text.find("，", found.end()) if "，" in text[found.end():] else len(text)] if found else ""


def _due(commitment: Commitment) -> date | None:
    """The last day of the part's own last deadline, of the record's only one where the part has none."""
    record = commitment.record
    own = [each for each in record.deadlines if record.span.overlaps(each.span)]
    found: Sequence[Deadline] = own or (record.deadlines if len(record.deadlines) == 1 else ())
    return max((each.end for each in found if each.end and each.type != "recurring"), default=None)
