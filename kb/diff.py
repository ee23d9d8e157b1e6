"""Plan against plan: what stayed, what was raised or lowered, what came later or sooner, what is gone, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from kb.commitments import Commitment, commitments_of
from kb.encoder import Encoder
from kb.errors import KbError
from kb.pairing import pair_up
from kb.plan_changes import FigureChange, change
from kb.quoted import Quoted, quoted, title_of
from kb.strength import strength_of
from pipelines.document import Document


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: a commitment of the first plan, of the second or of both, and what became of it.

    `status` is a key of kb.plan_changes.STATUSES; `strengths` are the levels of wording before and after, None where
    there is no text; `confidence` (0 to 1) is that of the pair, or of there being none. `nearest` is, for a dropped or
    new commitment, the nearest one of the other plan, which was turned down. `shared`: its partner has another
    partner, which is more alike.
    """

    status: str
    before: Quoted | None
    after: Quoted | None
    reasons: tuple[str, ...]
    figures: tuple[FigureChange, ...]
    strengths: tuple[int | None, int | None]
    confidence: float
    nearest: Quoted | None = None
    shared: bool = False


def diff(first: Document, second: Document, encoder: Encoder) -> list[Difference]:
    """All commitments of both plans: those of the first in its order, then what is new in the second.

    KbError where both are the same document or one has no tasks and targets.
    """
    _refuse(first, second)
    sides = commitments_of(first), commitments_of(second)
    pairing = pair_up(*sides, encoder)
    years = first.metadata.period[0], second.metadata.period[0]
    rows: list[tuple[int, int, Difference]] = []
    for shared, pairs in ((False, pairing.pairs), (True, pairing.shared)):
        for left, right, sure in pairs:
            made = change(sides[0][left], sides[1][right], years)
            rows.append((left, right, Difference(
                made.status.removesuffix("_thing"), quoted(first, sides[0][left].record),
                quoted(second, sides[1][right].record), made.reasons, made.figures, made.strengths, sure,
                shared=shared)))
    rows += [(left, -1, _alone("dropped", first, sides[0][left], second, sides[1][at], likeness))
             for left, (at, likeness) in pairing.nearest[0].items()]
    rows += [(len(sides[0]), right, _alone("new", second, sides[1][right], first, sides[0][at], likeness))
             for right, (at, likeness) in pairing.nearest[1].items()]
    return [row for *_, row in sorted(rows, key=lambda each: each[:2])]


def warnings(first: Document, second: Document) -> list[str]:
    """What the user should know before reading: other years, other places."""
    said = []
    years = [each.metadata.period[0] for each in (first, second)]
    if years[0] is not None and years[1] is not None and years[1] < years[0]:
        said.append(f"后一份是 {years[1]} 年的，早于前一份（{years[0]} 年）；按给出的次序比较。")
    elif years[0] is not None and years[1] is not None and years[1] - years[0] > 1:
        said.append(f"两份计划相隔 {years[1] - years[0]} 年（{years[0]} 年和 {years[1]} 年）。")
    for name, values in (("发文机关", [each.metadata.issuer for each in (first, second)]),
                         ("地区", [each.metadata.region for each in (first, second)])):
        if None not in values and values[0] != values[1]:
            said.append(f"两份计划的{name}不同：{values[0]}，{values[1]}；“删去”“新增”只表示另一份里没有。")
            break
    return said


def _alone(status: str, document: Document, commitment: Commitment, other: Document, nearest: Commitment,
           likeness: float) -> Difference:
    place, level = quoted(document, commitment.record), strength_of(commitment.record.quote)
    dropped = status == "dropped"
    return Difference(status, place if dropped else None, None if dropped else place, (), (),
                      (level, None) if dropped else (None, level), 1 - likeness, quoted(other, nearest.record))


def _refuse(first: Document, second: Document) -> None:
    if first.text == second.text:
        raise KbError(f"“{title_of(first)}”：前后两份是同一个文件，没有可比的。请换一份计划。")
    for each in (first, second):
        if not any(record.kind in ("task", "target") for record in each.records):
            raise KbError(f"“{title_of(each)}”：没有读出任务或目标。请检查它是不是计划。")
