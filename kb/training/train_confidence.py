"""The weights of confidence from folders of annotations; needs scikit-learn (requirements-dev.txt)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.errors import KbError
from kb.files import Refusal
from kb.gold_folder import Annotated, read_gold_folder
from kb.training.reliability import Called, reliability_lines
from kb.training.rightness import right_readings
from pipelines import join
from pipelines.clean import clean
from pipelines.document import Document
from pipelines.extract.confidence import ALWAYS, FIELDS, WEIGHTS, Weights, probability
from pipelines.extract.evidence import Evidence
from pipelines.extract.facts import Facts
from pipelines.language import run
from pipelines.load import LoadError, load
from pipelines.metadata import read_metadata

# Inverse strength of the ridge penalty. Leave-one-document-out over 21 documents the log loss of each field is the same
# to two hundredths from 0.03 to 0.15; with more the surest readings are called too sure.
_LOOSENESS = 0.1
# A fact that holds for fewer readings than these has no weight.
_FEWEST_READINGS = 5
_FEWEST_DOCUMENTS = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known about one reading of a field, and whether it is right."""

    facts: Facts
    right: bool


# For one document the samples of each field.
Samples = Mapping[str, Sequence[Sample]]


def save_weights(weights: Mapping[str, Weights], path: Path = WEIGHTS, note: str = "") -> None:
    """Write the weights, the heaviest facts of each field first; `note` is said at the head of the file."""
    lines = [f"# {note}", "# field, fact, weight: log-odds of being right; by python -m kb train confidence GOLD_DIR…"]
    for field in FIELDS:
        ranked = sorted(weights[field].items(), key=lambda item: (item[0] != ALWAYS, -abs(item[1]), item[0]))
        lines += [f"{field}\t{fact}\t{weight:.4f}" for fact, weight in ranked]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def train_confidence(folders: Sequence[Path], out: Path, say: Callable[[str], None]) -> list[Refusal]:
    """Train on the annotated documents of the folders, write the weights to `out`, and tell their reliability.

    There is no chance in it: the same folders give the same weights. The table that `say` is told is measured
    leave-one-document-out. Returns what could not be read; KbError where fewer than two documents are left.
    """
    documents, refused = read_samples(folders)
    if len(documents) < _FEWEST_DOCUMENTS:
        raise KbError(f"只有 {len(documents)} 个能用的标注文件，训练至少要 {_FEWEST_DOCUMENTS} 个。")
    say(f"{len(documents)} 个文件，逐个留出检验（用其余文件训练，再看留出的这个）：")
    for line in reliability_lines(leave_one_out(documents)):
        say(line)
    save_weights(fit(documents), out, f"trained on {len(documents)} annotated documents")
    say(f"权重已写入 {out}")
    return refused


def read_samples(folders: Sequence[Path]) -> tuple[list[Samples], list[Refusal]]:
    """The samples of each annotated document in order, and the files that cannot be used."""
    documents: list[Samples] = []
    refused: list[Refusal] = []
    for folder in folders:
        annotated, unusable = read_gold_folder(folder)
        refused += unusable
        for each in annotated:
            try:
                documents.append(_samples(each))
            except LoadError as error:
                refused.append(Refusal(each.document, str(error)))
            # Whatever an annotation written by hand lacks or mistypes shows here.
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                refused.append(Refusal(each.path, f"标注里有缺项或错误的值（{error}），请对照标注说明检查"))
    return documents, refused


def leave_one_out(documents: Sequence[Samples]) -> list[Called]:
    """Every reading as called by weights that never saw its document."""
    called: list[Called] = []
    for index, held_out in enumerate(documents):
        weights = fit([*documents[:index], *documents[index + 1:]])
        called += (Called(field, probability(sample.facts, weights[field]), sample.right)
                   for field in FIELDS for sample in held_out[field])
    return called


def fit(documents: Sequence[Samples]) -> dict[str, Weights]:
    """The weights of each field's facts."""
    return {field: _fit([sample for document in documents for sample in document[field]]) for field in FIELDS}


def _samples(annotated: Annotated) -> Samples:
    blocks, text = join(clean(load(annotated.document)))
    metadata = read_metadata(blocks, annotated.document.name)
    doc = run(text, blocks, metadata)
    name = annotated.document.name
    document = Document(name, name, text, blocks, metadata, doc._.outline, doc._.records)
    right = right_readings(annotated.gold, document)
    return {field: [Sample(facts, is_right) for facts, is_right in zip(known, right[field], strict=True)]
            for field, known in _known(doc._.evidence)}


def _known(evidence: Sequence[Evidence]) -> Iterator[tuple[str, list[Facts]]]:
    """The facts of all readings of each field."""
    yield "record", [each.record for each in evidence]
    yield "deadline", [each.record + facts for each in evidence for facts in each.deadlines]
    yield "quantity", [each.record + facts for each in evidence for facts in each.quantities]
    yield "unit", [each.record + facts for each in evidence for facts in each.units]


def _fit(samples: Sequence[Sample]) -> Weights:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    right = sum(sample.right for sample in samples)
    if right in (0, len(samples)):
        return {ALWAYS: math.log((right + 1) / (len(samples) - right + 1))}
    counts = Counter(chain.from_iterable(sample.facts for sample in samples))
    facts = sorted(fact for fact, count in counts.items() if count >= _FEWEST_READINGS)
    model = LogisticRegression(C=_LOOSENESS, max_iter=2000)
    model.fit(_matrix(samples, facts), [sample.right for sample in samples])
    return {ALWAYS: float(model.intercept_[0]), **dict(zip(facts, map(float, model.coef_[0]), strict=True))}


def _matrix(samples: Sequence[Sample], facts: Sequence[str]) -> NDArray[np.float64]:
    """1 where a fact (column) holds for a sample (row), float64."""
    columns = {fact: column for column, fact in enumerate(facts)}
    matrix = np.zeros((len(samples), len(facts)))
    for row, sample in enumerate(samples):
        matrix[row, [columns[fact] for fact in sample.facts if fact in columns]] = 1
    return matrix
