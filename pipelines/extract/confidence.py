"""How likely a reading is right: a logistic regression over the facts about it, one for each field, weights in a file.

Right is what the scorer counts (eval/score.py of the annotation guideline): a record with borders that share nine
tenths with the annotated ones, and its kind; a deadline's type and dates; a quantity's figure and its indicator; a
unit's name and role. `python -m kb train confidence` writes the weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipelines.document import Deadline, Quantity, Record, ResponsibleUnit, with_fields
from pipelines.extract.evidence import Evidence
from pipelines.extract.facts import Facts

WEIGHTS = Path(__file__).parent.parent / "models" / "confidence.tsv"
FIELDS = ("record", "deadline", "quantity", "unit")
# The fact that holds for every reading: its weight is the regression's constant.
ALWAYS = "always"

Weights = Mapping[str, float]
Value = TypeVar("Value", Deadline, Quantity, ResponsibleUnit)


def rated(records: Sequence[Record], evidence: Sequence[Evidence]) -> tuple[Record, ...]:
    """The records with their own and their values' confidence; `evidence` is that of each record, in their order."""
    weights = load_weights()
    return tuple(_rated(record, known, weights) for record, known in zip(records, evidence, strict=True))


def probability(facts: Iterable[str], weights: Weights) -> float:
    """0 to 1 in thousandths; facts without a weight say nothing."""
    return _as_share(weights.get(ALWAYS, 0.0) + _weight(facts, weights))


def _weight(facts: Iterable[str], weights: Weights) -> float:
    return sum([weights[fact] for fact in facts if fact in weights])


def _as_share(score: float) -> float:
    return round(1 / (1 + math.exp(-score)), 3)


@cache
def load_weights(path: Path = WEIGHTS) -> Mapping[str, Weights]:
    """The weights of each field's facts as `save_weights` wrote them; ValueError where a line is none."""
    weights: dict[str, dict[str, float]] = {field: {} for field in FIELDS}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            field, fact, weight = line.split("\t")
            weights[field][fact] = float(weight)
    return weights


def _rated(record: Record, known: Evidence, weights: Mapping[str, Weights]) -> Record:
    return with_fields(record, confidence=probability(known.record, weights["record"]),
                   deadlines=_rated_values(record.deadlines, known.record, known.deadlines, weights["deadline"]),
                   quantities=_rated_values(record.quantities, known.record, known.quantities, weights["quantity"]),
                   units=_rated_values(record.units, known.record, known.units, weights["unit"]))


def _rated_values(values: tuple[Value, ...], shared: Facts, known: Sequence[Facts], weights: Weights
                  ) -> tuple[Value, ...]:
    """A value is right only where its record is one: what is known about the record, `shared`, counts as well."""
    if not values:
        return values
    score = weights.get(ALWAYS, 0.0) + _weight(shared, weights)
    return tuple([with_fields(value, confidence=_as_share(score + _weight(facts, weights)))
                  for value, facts in zip(values, known, strict=True)])
