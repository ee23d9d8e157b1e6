"""Where one record ends and the next begins inside a sentence (guideline, rules 1 and 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.document import Deadline, Quantity, Span
from pipelines.extract.actions import opens_with_action
from pipelines.extract.word_lists import alternation

_SHORTEST = 3  # letters besides the date: 年底前，力争 …
_COMMA = re.compile("，")
_BRACKETS = re.compile(r"（[^（）]{0,120}）|《[^《》]{0,80}》|“[^“”]{0,80}”|‘[^‘’]{0,80}’")
# A clause that only details the figure before it: a share, a rate, a comparison, a part, a consequence.
_DETAIL = re.compile(r"\s*(?:并|且|也|还|即|约|共|均|总量|规模|数量|年均|名义|环比|实际|累计)?"
                     rf"(?:{alternation('figure_details.txt')})")
# A clause that measures what was just counted against a plan, another year or the rest, even with a date of its own.
_COMPARISON = re.compile(alternation("clause_comparisons.txt"))
# The rate of what was just counted, which names nothing else: 抽检120批次，|合格率98%.
_RATE_OF_IT = re.compile(r"(?:按时|按期|及时)?[㐀-鿿]{2}率"
                         r"(?:[均都也]|连续[^，]{1,3}年|达到?|为|保持|稳定|在|提[高升][到至])*\d")
# Some of those just counted: 全市60座水库，|目前52座完工.
_SOME_OF_THEM = re.compile(r"(?:到?目前|现?已有?|现有)?(?=\d)")
# What a clause needs to stand alone: a verb or a predicate; a bare noun phrase shares the verb before it.
_PREDICATE = re.compile(alternation("figure_predicates.txt"))
# A clause that only leads to what follows (面对两轮强降雨，/ 按照“四不两直”要求，) is no record of its own.
_LEAD_IN = re.compile(alternation("clause_lead_ins.txt"))
_COMPLETION = re.compile(r"全部|一律|均|集中|(?:完工|完成|竣工|到位|完毕|收尾|投用|投入使用|陆续建成)[，。；]?$")
# What announces goals or work before a colon; a name there is what the sentence is about: 实训基地项目：年内开工.
_ANNOUNCEMENT = re.compile(r"[^：；。]{0,80}?(?:目标|指标|任务|工作|方面|措施)(?:值|安排)?[是为有]?：(?=.)")
_LONGEST_COMPLETION = 8  # letters besides the date
_SHORTEST_DATED = 5  # letters besides the date, of a clause that states what is done by then
_ENDS_AS_ADVERBIAL = re.compile("[中后时来]，$")
_HAN = re.compile("[㐀-鿿]")


def _shares_verb(text: str, before: Span, clause: Span, quantities: Sequence[Quantity]) -> bool:
    """Whether a bare noun phrase with a figure hangs on the verb before it: 投入资金4亿元，|车辆装备经费1亿元."""
    if opens_with_action(text[clause.start:clause.end]):
        return False
    if _PREDICATE.search(text, clause.start, clause.end) or not _PREDICATE.search(text, before.start, before.end):
        return False
    units = [{q.unit for q in quantities if span.start <= q.span.start < span.end} for span in (before, clause)]
    return bool(units[0] & units[1])


def _letters_beside_dates(text: str, span: Span, deadlines: Sequence[Deadline]) -> int:
    inside = [d.span for d in deadlines if span.start <= d.span.start < span.end]
    dated = sum(len(_HAN.findall(text, d.start, d.end)) for d in inside)
    return len(_HAN.findall(text, span.start, span.end)) - dated


def _stands_alone(text: str, span: Span, deadlines: Sequence[Deadline], quantities: Sequence[Quantity]) -> bool:
    """Whether a stretch says more than when, and is no adverbial that leads to what follows.

    One that ends with its figure states it, whatever it begins with: 围绕老城片区新铺管道21公里. What stands before a
    colon only announces: 定量指标提出：到2025年，|….
    """
    span = Span(max(span.start, text.rfind("：", span.start, span.end) + 1), span.end)
    words = text[span.start:span.end].rstrip("，")
    ends = span.start + len(words)
    leads_in = "，" not in words and _LEAD_IN.match(words + "，") and not any(q.span.end == ends for q in quantities)
    return _letters_beside_dates(text, span, deadlines) >= _SHORTEST and not leads_in


def _completes(text: str, clause: Span, deadlines: Sequence[Deadline]) -> bool:
    """Whether a clause only says by when the work before it is done: …改造12个，|11月底前全部完工."""
    short = _letters_beside_dates(text, clause, deadlines) <= _LONGEST_COMPLETION
    return short and bool(_COMPLETION.search(text[clause.start:clause.end]))


def _clauses(text: str, span: Span) -> list[Span]:
    """Stretches between the commas that stand outside brackets and quotation marks."""
    hidden = [m.span() for m in _BRACKETS.finditer(text, span.start, span.end)]
    commas = [m.end() for m in _COMMA.finditer(text, span.start, span.end)
              if not any(a < m.start() < b for a, b in hidden)]
    borders = [span.start, *commas, span.end]
    return [Span(a, b) for a, b in pairwise(borders) if text[a:b].strip()]


def _has(values: Sequence[Deadline] | Sequence[Quantity], span: Span) -> bool:
    return any(span.start <= value.span.start < span.end for value in values)


def _dates(deadlines: Sequence[Deadline], span: Span) -> set[tuple[object, ...]]:
    return {(d.type, d.start, d.end, d.freq) for d in deadlines if span.start <= d.span.start < span.end}


def without_announcement(text: str, span: Span) -> Span:
    """A sentence behind the words that announce goals or work: 今年的主要目标是：|产值增长5%."""
    announced = _ANNOUNCEMENT.match(text, span.start, span.end)
    return Span(announced.end(), span.end) if announced else span


def split_records(text: str, span: Span, deadlines: Sequence[Deadline], quantities: Sequence[Quantity]) -> list[Span]:
    """Record spans of one sentence, which stands at `span` of the folded text; they cover it without a gap.

    A clause opens a record where the stretch before it holds a figure or a deadline and the clause brings another
    deadline, or another figure that is no detail of the first. Measured on 46 annotated documents: of boundaries with
    figures on both sides 60 % are cut (90 % where these rules see no detail), of those with none 0.3 %.
    """
    spans: list[Span] = []
    last = span
    for clause in _clauses(text, span):
        if spans and not _opens_record(text, spans[-1], last, clause, deadlines, quantities):
            spans[-1] = Span(spans[-1].start, clause.end)
        else:
            spans.append(clause)
        last = clause
    return spans


def _opens_record(text: str, before: Span, last: Span, clause: Span, deadlines: Sequence[Deadline],
                  quantities: Sequence[Quantity]) -> bool:
    """Whether a clause opens a record; `before` is the record so far, `last` its last clause."""
    counted = _has(quantities, before)
    if (not counted and not _has(deadlines, before)) or not _stands_alone(text, before, deadlines, quantities):
        return False
    if _COMPARISON.match(text, clause.start, clause.end):
        return False
    if _dates(deadlines, clause) - _dates(deadlines, before):
        finishes = not _has(deadlines, before) and _completes(text, clause, deadlines)
        return _stands_alone(text, clause, deadlines, quantities) and not finishes
    if not _has(quantities, clause) or _details(text, before, clause, quantities):
        return False
    if counted:
        return not _shares_verb(text, before, clause, quantities)
    return _has(deadlines, last) and _states_its_own(text, last, deadlines)


def _states_its_own(text: str, last: Span, deadlines: Sequence[Deadline]) -> bool:
    """Whether a dated clause says by itself what is done: 大坝5月底前封顶，|安装闸门12扇."""
    return (_letters_beside_dates(text, last, deadlines) >= _SHORTEST_DATED
            and not _ENDS_AS_ADVERBIAL.search(text[last.start:last.end]))


def _details(text: str, before: Span, clause: Span, quantities: Sequence[Quantity]) -> bool:
    """Whether a clause only details what the record before it counts."""
    if _DETAIL.match(text, clause.start, clause.end):
        return True
    units = [q.unit for q in quantities if before.start <= q.span.start < before.end]
    if _RATE_OF_IT.match(text, clause.start, clause.end):
        return not units or units[-1] != "%"
    if not units or (some := _SOME_OF_THEM.match(text, clause.start, clause.end)) is None:
        return False
    return any(q.span.start == some.end() and q.unit == units[-1] for q in quantities)
