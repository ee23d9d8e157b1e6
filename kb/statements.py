"""What is compared: a plan's commitments and a report's statements, in one form."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.document import Deadline, Quantity


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of folded text with what it measures.

    `whole` is the record that it was cut from (the text itself where nothing was cut), `headings` are the words of
    the chapters around it, the outermost first, `problem` tells that it stands in a list of problems.
    """

    text: str
    whole: str
    headings: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    deadlines: tuple[Deadline, ...] = ()
    problem: bool = False
