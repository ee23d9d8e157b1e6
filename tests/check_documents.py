"""Documents for the tests of the checks: made from a few lines of text, without a file."""

from __future__ import annotations

from datetime import date

from pipelines import join
from pipelines.checks import findings
from pipelines.checks.finding import Finding
from pipelines.document import Block, Document, Metadata
from pipelines.language import run

PLAN = Metadata("澜州市某局2024年工作要点", "plan", period=(2024, 2024), issue_date=date(2024, 3, 10))


def document(text: str, metadata: Metadata = PLAN) -> Document:
    """The document that these lines make, read like one from a file."""
    blocks, joined = join([Block(line) for line in text.split("\n")])
    doc = run(joined, blocks, metadata)
    return Document("test", "test.txt", joined, blocks, metadata, doc._.outline, doc._.records)


def found(text: str, check: str, metadata: Metadata = PLAN) -> list[Finding]:
    """What one check finds in these lines."""
    return [finding for finding in findings(document(text, metadata)) if finding.check == check]
