"""Plan against report: every commitment with its best evidence and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import numpy as np

from kb.commitments import Commitment, commitments_of
from kb.encoder import Encoder
from kb.evidence import similarities
from kb.figures import compare_figures, promised
from kb.letters import Matrix
from kb.passages import Passage, passages_of
from kb.scorer import Scorer, load_scorer, probabilities
from kb.turned_down import why_not
from kb.verdict import Judgement, judge
from pipelines.document import Document, Record, Span

# A second and a third piece are evidence where they beat silence as well and score nearly as high as the first.
_PIECES, _NEARLY_AS_GOOD = 3, 1.8
# A list of problems says the same in other words, later.
_NEAR_FOR_PROBLEMS = 4.8
# A passage that is another commitment's evidence with this probability is shared by those that have this much of it.
_SURELY_ANOTHERS, _SHARED = 0.8, 0.3
# Where a figure was promised, pieces that give none are evidence only if they are more likely than not: without this
# two more of our 555 pairs are right and two fewer of the State Council's 138.
_DOUBTFUL = 0.5
_TURNED_DOWN = 3
_STOPS, _NEIGHBOURS = ("。", "！"), 2
_SURE = 0.5  # from here on a passage counts as the evidence of another commitment


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the report, verbatim, and how likely it answers the commitment (0 to 1).

    `why` is one Chinese sentence where it was turned down, empty where it was not.
    """

    quote: str
    span: Span
    section: tuple[str, ...]
    probability: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment, what the report says of it, and the nearest statements that were turned down.

    `plan_record` is the task or target, narrowed to the part of it that is the commitment (quote, span, quantities);
    parts of one record share its id. `confidence` (0 to 1) is that of the evidence, or of there being none.
    """

    plan_record: Record
    evidence: tuple[Evidence, ...]
    judgement: Judgement
    confidence: float
    turned_down: tuple[Evidence, ...]


def compare(plan: Document, report: Document, encoder: Encoder) -> list[Match]:
    """All commitments of the plan, in its order, with their evidence in the report's results and problems."""
    commitments, passages = commitments_of(plan), passages_of(report)
    if not commitments or not passages:
        return [Match(each.record, (), judge(each.statement, []), 1.0, ()) for each in commitments]
    features = similarities([each.statement for each in commitments], [each.statement for each in passages], encoder)
    return match(commitments, passages, features, load_scorer())


def match(commitments: Sequence[Commitment], passages: Sequence[Passage], features: Matrix, scorer: Scorer
          ) -> list[Match]:
    """One match a commitment, in order; `features` are their similarities to the passages."""
    table = _Table(commitments, passages, scorer.scores(features))
    return [table.match(row) for row in range(len(commitments))]


class _Table:
    """All commitments against all passages: scores above silence, and probabilities."""

    def __init__(self, commitments: Sequence[Commitment], passages: Sequence[Passage], scores: Matrix) -> None:
        self._commitments, self._passages, self._scores = commitments, passages, scores
        self._shares = probabilities(scores)
        self._likeliest = self._shares.argmax(axis=0)

    def match(self, row: int) -> Match:
        """The match of a commitment, by its place."""
        commitment, scores, shares = self._commitments[row], self._scores[row], self._shares[row]
        ranked = [int(at) for at in np.argsort(-scores, kind="stable")[:_PIECES + _TURNED_DOWN + _NEIGHBOURS]]
        chosen = [at for at in ranked[:_PIECES] if self._is_evidence(row, at, float(scores[ranked[0]]))]
        sure = float(shares[chosen].sum()) if chosen else float(1 - shares.sum())
        chosen += _giving_the_figure(commitment, chosen, self._passages)
        judgement = judge(commitment.statement, [self._passages[at].statement for at in chosen])
        if chosen and sure < _DOUBTFUL and judgement.target is None and promised(commitment.statement):
            chosen, sure, judgement = [], 1 - sure, judge(commitment.statement, [])
        left = [at for at in ranked if at not in chosen][:_TURNED_DOWN]
        return Match(commitment.record, tuple(self._piece(row, at) for at in chosen), judgement, sure,
                     tuple(self._turned_down(row, at, bool(chosen)) for at in left))

    def _is_evidence(self, row: int, at: int, best: float) -> bool:
        """Whether a passage beats silence, comes near the best one and belongs to no other commitment for sure."""
        score, rival = self._scores[row, at], int(self._likeliest[at])
        near = _NEAR_FOR_PROBLEMS if self._passages[at].statement.problem else _NEARLY_AS_GOOD
        others = rival != row and self._shares[rival, at] > _SURELY_ANOTHERS and self._shares[row, at] < _SHARED
        return bool(score > max(0.0, best - near)) and not others

    def _piece(self, row: int, at: int, why: str = "") -> Evidence:
        passage = self._passages[at]
        return Evidence(passage.quote, passage.span, passage.section, float(self._shares[row, at]), why)

    def _turned_down(self, row: int, at: int, answered: bool) -> Evidence:
        rival = int(self._likeliest[at])
        claims = rival != row and self._shares[rival, at] > _SURE
        why = why_not(self._commitments[row], self._passages[at].statement,
                      self._commitments[rival] if claims else None, answered)
        return self._piece(row, at, why)


def _giving_the_figure(commitment: Commitment, chosen: Sequence[int], passages: Sequence[Passage]) -> list[int]:
    """A neighbour in the sentence of the best piece that gives the promised figure where no chosen piece does.

    共排查隐患2318项，按期销号占94.35%: the first names the matter, the second gives the figure.
    """
    statement = commitment.statement
    if not chosen or not promised(statement) or compare_figures(statement, [passages[at].statement for at in chosen]):
        return []
    neighbours = [at for at in _of_one_sentence(chosen[0], passages) if at not in chosen]
    return [at for at in neighbours if compare_figures(statement, [passages[at].statement])][:1]


def _of_one_sentence(at: int, passages: Sequence[Passage]) -> list[int]:
    """The passages next to one, the following ones first, as far as no full stop stands between."""
    after = takewhile(lambda each: not passages[each - 1].quote.endswith(_STOPS), range(at + 1, len(passages)))
    before = takewhile(lambda each: not passages[each].quote.endswith(_STOPS), range(at - 1, -1, -1))
    return [*islice(after, _NEIGHBOURS), *islice(before, _NEIGHBOURS)]
