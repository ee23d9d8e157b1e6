"""How well a comparison agrees with annotated pairs, also by leaving each couple out of the training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from kb.compare import Match, match
from kb.encoder import Encoder
from kb.pairs import Couple, example
from kb.training.train_compare import train

_COARSE = {"met": "done", "exceeded": "done", "partly": "under way", "progress": "under way", "missed": "under way",
           "unreported": "unreported"}


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted over annotated pairs; counts of several couples add up.

    pairs, covered by a commitment; reported, found (one right piece at least); pieces given, right ones; verdict and
    coarse verdict right; said to be unreported, silent in truth, both.
    """

    pairs: int = 0
    covered: int = 0
    reported: int = 0
    found: int = 0
    given: int = 0
    right: int = 0
    verdict: int = 0
    coarse: int = 0
    said: int = 0
    silent: int = 0
    both: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def figures(self) -> dict[str, float]:
        """Per cent: covered, found, right, silent_f1 (F1 of calling a commitment unreported), verdict, coarse."""
        return {"covered": _percent(self.covered, self.pairs), "found": _percent(self.found, self.reported),
                "right": _percent(self.right, self.given),
                "silent_f1": _percent(2 * self.both, self.said + self.silent),
                "verdict": _percent(self.verdict, self.pairs), "coarse": _percent(self.coarse, self.pairs)}


def _percent(part: int, whole: int) -> float:
    return 100 * part / max(1, whole)


def count(couple: Couple, matches: Sequence[Match]) -> Counts:
    """The counts of one couple; `matches` stand in the order of its commitments."""
    total = Counts()
    for pair in couple.pairs:
        row = couple.row(pair)
        found = matches[row] if row is not None else None
        verdict = found.judgement.verdict if found else ""
        evidence = [piece.quote for piece in found.evidence] if found else []
        right, silent = couple.right_pieces(evidence, pair), pair.verdict == "unreported"
        total += Counts(1, found is not None, bool(pair.evidence), right > 0, len(evidence), right,
                        verdict == pair.verdict, _COARSE.get(verdict) == _COARSE[pair.verdict],
                        verdict == "unreported", silent, silent and verdict == "unreported")
    return total


def leave_one_out(couples: Sequence[Couple], encoder: Encoder) -> list[Counts]:
    """The counts of each couple with a scorer trained on all the others."""
    examples = [example(couple, encoder) for couple in couples]
    return [count(couple, match(couple.commitments, couple.passages, own.features,
                                train([each for each in examples if each is not own])))
            for couple, own in zip(couples, examples, strict=True)]
