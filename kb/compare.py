"""Plan against report: every commitment with its best evidence and a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.encoder import Encoder
from kb.evidence import Comparer, Features, Statement
from kb.verdict import Judgement, judge
from pipelines.document import Document, Record, Span
from pipelines.extract.kind import tells_a_problem
from pipelines.fold import fold
from pipelines.sentences import split_sentences

# Logistic regression over Features.values() on 138 commitments of two State Council reports: see `tests/bench`.
WEIGHTS = (4.0, 3.0, 2.0, 1.5, 2.5, 2.0, 1.0)
BIAS = -4.2
_CANDIDATES, _PIECES = 25, 2
_NEARLY_AS_GOOD = 0.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the report, verbatim, and how likely it answers the commitment (0 to 1)."""

    quote: str
    span: Span
    section: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment, what the report says of it, and the nearest statements that were turned down."""

    plan_record: Record
    evidence: tuple[Evidence, ...]
    judgement: Judgement
    confidence: float
    turned_down: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of the report that may be evidence."""

    quote: str
    span: Span
    section: tuple[str, ...]
    statement: Statement


def compare(plan: Document, report: Document, encoder: Encoder) -> list[Match]:
    """All tasks and targets of the plan, in its order, with their evidence in the report's results and problems."""
    commitments = [record for record in plan.records if record.kind in ("task", "target")]
    passages = _passages(report)
    if not commitments or not passages:
        return [_match(record, []) for record in commitments]
    left = [_statement(record) for record in commitments]
    right = [passage.statement for passage in passages]
    comparer = Comparer(left, right, _vectors(encoder, left), _vectors(encoder, right))
    return [_match(record, _ranked(comparer, i, passages)) for i, record in enumerate(commitments)]


def _vectors(encoder: Encoder, statements: Sequence[Statement]) -> NDArray[np.float32]:
    return encoder.encode([statement.text for statement in statements])


def _statement(record: Record) -> Statement:
    return Statement(fold(record.quote), fold(record.section[-1]) if record.section else "", record.quantities)


def _passages(report: Document) -> list[_Passage]:
    """The report's results, and the sentences of its list of problems, which are no records."""
    results = [_Passage(r.quote, r.span, r.section, _statement(r)) for r in report.records if r.kind == "result"]
    return sorted([*results, *_problems(report)], key=lambda passage: passage.span.start)


def _problems(report: Document) -> list[_Passage]:
    folded = fold(report.text)
    taken = [record.span for record in report.records]
    found = []
    for sentence in split_sentences(folded, report.blocks):
        words = folded[sentence.span.start:sentence.span.end].strip()
        if tells_a_problem(words) and not any(s.overlaps(sentence.span) for s in taken):
            quote = report.text[sentence.span.start:sentence.span.end].strip()
            found.append(_Passage(quote, sentence.span, (), Statement(words, "", ())))
    return found


def probability(features: Features) -> float:
    """How likely a statement answers a commitment, from their features."""
    return 1 / (1 + math.exp(-BIAS - float(np.dot(WEIGHTS, features.values()))))


def _ranked(comparer: Comparer, i: int, passages: Sequence[_Passage]) -> list[tuple[float, _Passage]]:
    """The likeliest passages for commitment i, best first."""
    scored = [(probability(comparer.features(i, j)), j) for j in comparer.likely(i, _CANDIDATES)]
    return [(p, passages[j]) for p, j in sorted(scored, key=lambda s: (-s[0], s[1]))]


def _match(record: Record, ranked: Sequence[tuple[float, _Passage]]) -> Match:
    best = ranked[0][0] if ranked else 0.0
    chosen = [each for each in ranked[:_PIECES] if each[0] >= max(0.5, _NEARLY_AS_GOOD * best)]
    judgement = judge(_statement(record), [passage.statement for _, passage in chosen])
    evidence = tuple(_evidence(p, passage) for p, passage in chosen)
    nearest = tuple(_evidence(p, passage) for p, passage in ranked[len(chosen):len(chosen) + 3])
    return Match(record, evidence, judgement, best if chosen else 1 - best, nearest)


def _evidence(p: float, passage: _Passage) -> Evidence:
    return Evidence(passage.quote, passage.span, passage.section, p)
