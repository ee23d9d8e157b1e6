"""What a check reports: one sentence for the reader and the places that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.document import Span

# Worst first: figures or dates that cannot both be right; what looks wrong; what an auditor should know of.
ERROR, DOUBT, HINT = "error", "doubt", "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a document contradicts itself or leaves something open.

    `check` is the name of the check (see CHECKS), `severity` is error | doubt | hint, `message` one Chinese sentence
    with the figures, `spans` the evidence in Document.text (never empty, first the one to look at), `record_ids` the
    records that the evidence lies in, `confidence` an estimate: real documents hold too few contradictions to measure
    it check by check.
    """

    check: str
    severity: str
    message: str
    spans: tuple[Span, ...]
    record_ids: tuple[str, ...]
    confidence: float
