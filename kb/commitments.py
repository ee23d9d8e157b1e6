"""A plan's commitments: its tasks and targets, cut into the parts that a report may answer one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.statements import Statement
from pipelines.document import Document, Record, Span
from pipelines.extract.actions import opens_with_action
from pipelines.extract.word_lists import alternation
from pipelines.fold import fold

_MARK = re.compile("，|(?<=[是为标])：|、")
_CLOSED = re.compile(r"（[^（）]{0,120}）|《[^《》]{0,80}》|“[^“”]{0,80}”|‘[^‘’]{0,80}’")
_BORDER = re.compile("[，、；。]")
_LEADS = re.compile(rf"^(?:{alternation('compare_clause_leads.txt')})|：$")
_TAILS = re.compile(rf"^(?:{alternation('compare_clause_tails.txt')})")
# A clause of a target stands alone where it ends in the state to be reached.
_STATE = re.compile(rf"(?:{alternation('compare_states.txt')})[^，]{{0,4}}$")
# A clause without a matter of its own goes with the one before: when it is to be done (6月底前建成投用), a bare rate
# (覆盖率100%), a second count of the same (、6.5万个), a part of it (其中含, 每所). On our own couples 88 annotated
# commitments stood in several parts without these, 57 with them.
_NO_OWN_MATTER = re.compile(rf"^(?:{alternation('compare_clause_rests.txt')})")
# A clause with a subject of its own stands alone: 老码头片区启动修缮, 收费标准由甲局核定, 甲县3月底前完成签约.
_OWN_SUBJECT = re.compile(rf"^(?:{alternation('compare_clause_subjects.txt')})")
_SHORTEST = 4  # letters


@dataclass(frozen=True, slots=True)
class Commitment:
    """A part of a task or target: `record` is that record narrowed to the part (quote, span, quantities)."""

    record: Record
    statement: Statement


def commitments_of(plan: Document) -> list[Commitment]:
    """All tasks and targets of a plan in order, each cut at the commas where a new action, figure or state begins."""
    return [part for record in plan.records if record.kind in ("task", "target") for part in _parts(record)]


def _parts(record: Record) -> Iterator[Commitment]:
    folded = fold(record.quote)
    headings = tuple(fold(title) for title in record.section)
    figures = [quantity.span.shifted(-record.span.start) for quantity in record.quantities]
    for span in split_commitment(folded, figures, record.kind == "target"):
        place = span.shifted(record.span.start)
        quantities = tuple(each for each in record.quantities if place.overlaps(each.span))
        part = replace(record, quote=record.quote[span.start:span.end], span=place, quantities=quantities)
        yield Commitment(part, Statement(folded[span.start:span.end], folded, headings, quantities, record.deadlines))


def split_commitment(text: str, figures: Sequence[Span], is_target: bool) -> list[Span]:
    """Spans of the parts of a record's folded text, in order, without gaps; `figures` are spans of its quantities.

    A clause that only leads to the next one (按照…，) goes with it, a purpose (形成…合力) with what it follows.
    """
    parts: list[Span] = []
    waiting: int | None = None
    for clause in _clauses(text, figures):
        words = text[clause.start:clause.end].strip("，。；、 ")
        counted = any(clause.start <= figure.start < clause.end for figure in figures)
        starts = counted or _stands_alone(words, is_target)
        if not counted and (_LEADS.search(words) or (waiting is not None and not parts and not starts)):
            waiting = clause.start if waiting is None else waiting
            continue
        if not parts or (starts and (waiting is not None or not _NO_OWN_MATTER.search(words))):
            parts.append(Span(clause.start if waiting is None else waiting, clause.end))
        else:
            parts[-1] = Span(parts[-1].start, clause.end)
        waiting = None
    return _filling(parts, len(text))


def _stands_alone(words: str, is_target: bool) -> bool:
    if len(words) < _SHORTEST or _TAILS.match(words):
        return False
    return (opens_with_action(words) or bool(_OWN_SUBJECT.search(words))
            or (is_target and bool(_STATE.search(words))))


def _filling(parts: Sequence[Span], length: int) -> list[Span]:
    """The parts stretched over the whole text."""
    if not parts:
        return [Span(0, length)]
    starts = [0, *(part.start for part in parts[1:])]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], length], strict=True)]


def _clauses(text: str, figures: Sequence[Span]) -> list[Span]:
    """Stretches between commas, between enumerated figures (新建3所、改建5所) and behind 目标是：."""
    hidden = [match.span() for match in _CLOSED.finditer(text)]
    cuts = [match.end() for match in _MARK.finditer(text)
            if not any(start < match.start() < end for start, end in hidden)
            and (match.group() != "、" or _between_figures(text, match, figures))]
    return [Span(start, end) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)
            if text[start:end].strip()]


def _between_figures(text: str, mark: re.Match[str], figures: Sequence[Span]) -> bool:
    border = _BORDER.search(text, mark.end())
    end = border.start() if border else len(text)
    return (any(0 <= mark.start() - figure.end <= 2 for figure in figures)
            and any(mark.end() <= figure.start < end and text[figure.end:figure.end + 1] != "的" for figure in figures))
