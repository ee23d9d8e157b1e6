"""What stands around a record in its paragraph: the clause before it and the clause behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.knowledge_base import KnowledgeBase

# Characters that are read on either side: longer clauses are cut, and … says so.
_READ = 60
_BEFORE = re.compile(r"[^，。；：！？\n]*[，。；：！？]*[^\S\n]*\Z")
_BEHIND = re.compile(r"[^\S\n]*[^，。；：！？\n]*[，。；：！？]?")


@dataclass(frozen=True, slots=True)
class Context:
    """The clauses around a quote, verbatim but for white space at their ends; "" at the end of a paragraph."""

    before: str = ""
    behind: str = ""


def contexts(kb: KnowledgeBase, numbers: Iterable[int]) -> dict[int, Context]:
    """The context of each of these records that there is."""
    return {number: context_of(before, behind)
            for number, (before, behind) in kb.store.entries.around(numbers, _READ).items()}


def context_of(before: str, behind: str) -> Context:
    """The last clause of what stands before a quote and the first one of what stands behind it, up to _READ each."""
    last = _BEFORE.search(before)
    first = _BEHIND.match(behind)
    clauses = last[0] if last else "", first[0] if first else ""
    cut = [len(clause) >= _READ for clause in clauses]
    return Context("…" * cut[0] + clauses[0].strip(), clauses[1].strip() + "…" * cut[1])
