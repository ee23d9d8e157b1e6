"""What is known about a record: its document, its place, its words, its figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from pipelines.clean import unreadable_stretches
from pipelines.document import Metadata, Record
from pipelines.extract.actions import opens_with_action
from pipelines.extract.facts import Facts, char, flags, step, sure
from pipelines.extract.readings import Reading
from pipelines.extract.roles import heading_role

_NEARBY = 20  # characters around a record in which unreadable text makes it doubtful
_LONGEST_TITLE = 25  # letters of what may be a run-in title
_SHORT_CLAUSE, _SHORT_HEAD = 16, 6
_DETAIL = re.compile("其中|同比|分别")
_LEAD_IN = re.compile("^为了?|以来，|^在[^，]{3,}下")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: its sentence as read, how many records that was cut into, and which of them it is."""

    reading: Reading
    parts: int
    part: int


def record_facts(text: str, folded: str, record: Record, place: Place, metadata: Metadata) -> Facts:
    """Facts about one record; `text` is the document's, `folded` the same folded."""
    words = folded[record.span.start:record.span.end]
    around = text[max(0, record.span.start - _NEARBY):record.span.end + _NEARBY]
    return (f"doc={metadata.doc_type}", f"kind={record.kind}", sure("kind sure", record.confidence),
            *flags(mojibake=unreadable_stretches(around)), *_of_place(words, place, metadata), *_of_words(words),
            *_of_clauses(words, record), *_of_values(record))


def _of_place(words: str, place: Place, metadata: Metadata) -> Facts:
    reading, sentence = place.reading, place.reading.sentence
    part = "whole" if place.parts == 1 else "first" if place.part == 0 else (
        "last" if place.part == place.parts - 1 else "inner")
    told = any(heading_role(section.title, metadata) for section in reading.path)
    alone = sentence.first and not sentence.last and "，" not in words.rstrip("，")
    return (f"role={reading.role}", step("parts", place.parts, (2, 3, 4)), f"part={part}",
            f"opens block={sentence.first}, closes it={sentence.last}", step("depth", len(reading.path), (1, 2, 3)),
            *flags(numbered=sentence.number, row=reading.is_row, chapter_untold=reading.path and not told,
                   title_like=alone and len(words) < _LONGEST_TITLE))


def _of_words(words: str) -> Facts:
    clauses = _clauses(words)
    return (step("letters", len(words), (10, 15, 22, 32, 50, 80, 130)), step("clauses", len(clauses), (2, 3, 4, 5, 6)),
            char("close", words[-1:], "。；，：！"),
            *flags(unbalanced=words.count("（") != words.count("）") or words.count("“") != words.count("”"),
                   detail=_DETAIL.search(words), lead_in=_LEAD_IN.search(words), we="我们" in words,
                   short_head=len(clauses) > 1 and len(clauses[0]) <= _SHORT_HEAD,
                   short_clause=len(clauses) == 1 and len(words) <= _SHORT_CLAUSE))


def _of_clauses(words: str, record: Record) -> Facts:
    """Where actions and figures stand: a clause that should have been cut off has both."""
    ends = list(accumulate(len(clause) + 1 for clause in words.split("，")))
    figures = {bisect_right(ends, each.span.start - record.span.start) for each in record.quantities}
    acting = [opens_with_action(clause) for clause in words.split("，")]
    counted = [index in figures for index in range(len(ends))]
    both = sum(act and count for act, count in zip(acting, counted, strict=True))
    return (step("acting", sum(acting), (1, 2, 3)), step("counted", sum(counted), (1, 2, 3)),
            step("acting counted", both, (1, 2)),
            *flags(opens_with_action=acting[0], counted_and_more=any(counted) and len(_clauses(words)) > 1,
                   counted_and_acting=any(counted) and sum(acting) > both))


def _of_values(record: Record) -> Facts:
    own = sum(record.span.overlaps(each.span) for each in record.deadlines)
    return (step("quantities", len(record.quantities), (1, 2, 3)), step("deadlines", own, (1, 2, 3)))


def _clauses(words: str) -> list[str]:
    return [clause for clause in words.split("，") if clause.strip()]
