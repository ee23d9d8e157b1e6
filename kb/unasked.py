"""The reverse of a comparison: what a report tells as a result and no commitment of the plan asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.compare import Match
from pipelines.document import Document, Record


@dataclass(frozen=True, slots=True)
class Unasked:
    """A result that answers no commitment, and the commitment that it came nearest to, None where it came near none."""

    record: Record
    nearest: Record | None


def unasked_results(report: Document, matches: Sequence[Match]) -> list[Unasked]:
    """The report's results that are evidence of none of the matches, in the text's order."""
    taken = {(piece.span.start, piece.span.end) for match in matches for piece in match.evidence}
    nearest = dict(_nearest(matches))
    return [Unasked(record, nearest.get(place)) for record in report.records
            if record.kind == "result" and (place := (record.span.start, record.span.end)) not in taken]


def _nearest(matches: Sequence[Match]) -> Iterator[tuple[tuple[int, int], Record]]:
    """Each stretch that was turned down with a commitment it came near to; the most probable one comes last."""
    pairs = [(piece.probability, (piece.span.start, piece.span.end), match.plan_record)
             for match in matches for piece in match.turned_down]
    for _, place, record in sorted(pairs, key=lambda pair: pair[0]):
        yield place, record
