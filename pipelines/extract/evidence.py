"""The facts about every record of a document and its values, by which their confidence is judged."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.document import Metadata, Record
from pipelines.extract.facts import Facts
from pipelines.extract.readings import Reading
from pipelines.extract.record_facts import Place, record_facts
from pipelines.extract.value_facts import deadline_facts, quantity_facts, unit_facts


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts about a record and, in the order of its values, what is known about each of them beside these."""

    record: Facts
    deadlines: tuple[Facts, ...]
    quantities: tuple[Facts, ...]
    units: tuple[Facts, ...]


def gather(text: str, folded: str, records: Sequence[Record], readings: Sequence[Reading],
           metadata: Metadata) -> list[Evidence]:
    """The evidence for each record, with the confidence that the rules gave; `readings` are those it was cut from."""
    return [_evidence(text, folded, record, place, metadata)
            for record, place in zip(records, _places(records, readings), strict=True)]


def _places(records: Sequence[Record], readings: Sequence[Reading]) -> Iterator[Place]:
    starts = [reading.span.start for reading in readings]
    indexes = [bisect_right(starts, record.span.start) - 1 for record in records]
    parts = Counter(indexes)
    seen: Counter[int] = Counter()
    for index in indexes:
        yield Place(readings[index], parts[index], seen[index])
        seen[index] += 1


def _evidence(text: str, folded: str, record: Record, place: Place, metadata: Metadata) -> Evidence:
    return Evidence(record_facts(text, folded, record, place, metadata),
                    tuple([deadline_facts(folded, each, record, metadata) for each in record.deadlines]),
                    tuple([quantity_facts(folded, each, record) for each in record.quantities]),
                    tuple([unit_facts(folded, each, record, metadata) for each in record.units]))
