"""Annotated couples of a plan and a report: read from a folder, turned into examples, scored.

A folder holds one JSON a couple: {"plan": file, "summary": file, "pairs": [{"id", "plan_quote", "evidence": [quote],
"verdict", …}]}; the files lie beside the JSON files, in its `docs` or in the folder above.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from kb.commitments import Commitment, commitments_of
from kb.encoder import Encoder
from kb.errors import KbError
from kb.evidence import similarities
from kb.passages import Passage, passages_of
from kb.reading import read_file
from kb.training.train_compare import Example
from pipelines.document import Document, Span

# A predicted piece this much longer than the annotated one, and longer than so many letters, is no evidence.
_LONGEST_PIECE, _LONGER = 150, 2


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated commitment: its quote, the quotes that answer it (none: not reported) and the verdict."""

    id: str
    plan_quote: str
    evidence: tuple[str, ...]
    verdict: str


class Squashed:
    """A document's text without white space, in which quotes are found."""

    def __init__(self, text: str) -> None:
        self._text = squash(text)
        self._found: dict[str, list[Span]] = {}

    def spans(self, quote: str) -> list[Span]:
        """All places where a quote stands."""
        if quote not in self._found:
            self._found[quote] = self._find(squash(quote))
        return self._found[quote]

    def _find(self, words: str) -> list[Span]:
        found = []
        at = self._text.find(words) if words else -1
        while at >= 0:
            found.append(Span(at, at + len(words)))
            at = self._text.find(words, at + 1)
        return found

    def touch(self, a: str, b: str) -> bool:
        """Whether two quotes share at least half of the shorter one, somewhere in the text."""
        return any(_common(x, y) >= 0.5 * min(_length(x), _length(y)) for x in self.spans(a) for y in self.spans(b))

    def closeness(self, a: str, b: str) -> float:
        """The common stretch of two quotes over the longer one, from 0 to 1."""
        return max((_common(x, y) / max(_length(x), _length(y)) for x in self.spans(a) for y in self.spans(b)),
                   default=0.0)


def squash(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def _length(span: Span) -> int:
    return span.end - span.start


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


@dataclass(frozen=True)
class Couple:
    """A plan and a report with their annotated pairs."""

    name: str
    plan: Document
    report: Document
    pairs: tuple[Pair, ...]

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The plan's commitments."""
        return commitments_of(self.plan)

    @cached_property
    def passages(self) -> list[Passage]:
        """The report's passages."""
        return passages_of(self.report)

    @cached_property
    def plan_text(self) -> Squashed:
        """The plan's text."""
        return Squashed(self.plan.text)

    @cached_property
    def report_text(self) -> Squashed:
        """The report's text."""
        return Squashed(self.report.text)

    def row(self, pair: Pair) -> int | None:
        """Which of the plan's commitments a pair is about, None where none touches it."""
        closest = max(range(len(self.commitments)), default=None, key=lambda at: self.plan_text.closeness(
            self.commitments[at].record.quote, pair.plan_quote))
        if closest is None:
            return None
        quote = self.commitments[closest].record.quote
        return closest if self.plan_text.touch(quote, pair.plan_quote) else None

    def right_pieces(self, evidence: Sequence[str], pair: Pair) -> int:
        """How many predicted pieces stand for an annotated piece, one to one."""
        taken: set[int] = set()
        for piece in evidence:
            good = (at for at, gold in enumerate(pair.evidence) if at not in taken and self._stands_for(piece, gold))
            taken.update(at for at in [next(good, None)] if at is not None)
        return len(taken)

    def _stands_for(self, piece: str, gold: str) -> bool:
        short = len(squash(piece)) <= max(_LONGEST_PIECE, _LONGER * len(squash(gold)))
        return short and self.report_text.touch(piece, gold)


def read_couples(folder: Path) -> list[Couple]:
    """The couples of a folder in the order of their names; KbError where a document cannot be read."""
    return [_couple(path) for path in sorted(folder.glob("*.json"))]


def _couple(path: Path) -> Couple:
    content = json.loads(path.read_text(encoding="utf-8"))
    pairs = tuple(Pair(each["id"], each["plan_quote"], tuple(each["evidence"]), each["verdict"])
                  for each in content["pairs"])
    return Couple(path.stem, _read(path, content["plan"]), _read(path, content["summary"]), pairs)


def _read(pairs: Path, name: str) -> Document:
    places = [folder / name for folder in (pairs.parent, pairs.parent / "docs", pairs.parent.parent)]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise KbError(f"{pairs}：找不到其中写的文件 {name}")
    result = read_file(path)
    if isinstance(result, str):
        raise KbError(f"{path}：{result}")
    return result


def example(couple: Couple, encoder: Encoder) -> Example:
    """What the scorer learns from a couple: pairs that no commitment or no passage covers are left out."""
    rows, right = [], []
    for pair in couple.pairs:
        row = couple.row(pair)
        answers = [couple.right_pieces([passage.quote], pair) > 0 for passage in couple.passages]
        if row is not None and any(answers) == bool(pair.evidence):
            rows.append(row)
            right.append([*answers, not pair.evidence])
    features = similarities([each.statement for each in couple.commitments],
                            [each.statement for each in couple.passages], encoder)
    return Example(features, np.array(rows, np.int64), np.array(right, np.bool_))
