"""Extraction measured against annotations in the guideline's format: what is found, per field, in F1.

Quotes are compared in Document.text by letters and digits alone, so that white space and punctuation never count. A
record is found where its span and an annotated one share at least half of their union (strict: nine tenths). A
deadline, quantity or unit is found where its normalised values are equal and the records that it hangs on overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from kb.gold_format import gold_format
from pipelines.document import Document, Span

FIELDS = ("rec", "strict", "kind", "deadline", "quantity", "indicator", "unit", "role", "outline", "meta")
_FOUND, _STRICT = 0.5, 0.9  # of the union of two spans
_HANGS_TOGETHER = 0.5  # of the shorter of two records, for the values that hang on them
_ALIKE = 0.5  # of the letter pairs of two names of one indicator

Item = Mapping[str, Any]
Key = Callable[[Item], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found rightly, annotated, and found at all."""

    right: int = 0
    annotated: int = 0
    found: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.annotated + other.annotated, self.found + other.found)

    @property
    def f1(self) -> float | None:
        """Percent; None where there was nothing to find and nothing was found."""
        both = self.annotated + self.found
        return 200 * self.right / both if both else None


@dataclass(frozen=True, slots=True)
class Error:
    """One difference: `what` is missed | false | kind | meta, `field` the key of the gold format it concerns.

    `annotated` and `read` are what the annotation and the extraction say, None where they say nothing.
    """

    what: str
    field: str
    annotated: Any
    read: Any


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The tallies of one document by field (FIELDS), and every difference."""

    name: str
    tallies: Mapping[str, Tally]
    errors: tuple[Error, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A record or a value of one, at the letters of its record; an empty span is a quote that the text lacks."""

    span: Span
    item: Item


def score(name: str, gold: Mapping[str, Any], document: Document) -> Scorecard:
    """The scorecard of one document; `gold` is its annotation as json.load gives it."""
    read = gold_format(document)
    places = _letters_before(document.text)
    annotated = _located(gold["records"], _letters(document.text))
    found = [_Placed(Span(places[r["span"][0]], places[r["span"][1]]), r) for r in read["records"]]
    parts = [_score_records(annotated, found), *_score_values(annotated, found),
             _score_outline(gold.get("outline", ()), read["outline"]),
             _score_metadata(gold["metadata"], read["metadata"])]
    tallies = {field: tally for part, _ in parts for field, tally in part.items()}
    return Scorecard(name, tallies, tuple(error for _, errors in parts for error in errors))


def total(cards: Sequence[Scorecard]) -> Scorecard:
    """All items of all documents counted together."""
    return Scorecard("TOTAL", {field: sum((card.tallies[field] for card in cards), Tally()) for field in FIELDS})


def macro(cards: Sequence[Scorecard], field: str) -> float | None:
    """The mean of a field's F1 over the documents that have the field."""
    values = [value for card in cards if (value := card.tallies[field].f1) is not None]
    return sum(values) / len(values) if values else None


_Part = tuple[dict[str, Tally], list[Error]]


def _score_records(annotated: Sequence[_Placed], found: Sequence[_Placed]) -> _Part:
    """rec, strict and kind, and the records that differ."""
    shares = [(_share(a.span, b.span), i, j) for i, a in enumerate(annotated) for j, b in enumerate(found)
              if a.span.overlaps(b.span)]
    loose = _one_to_one(row for row in shares if row[0] >= _FOUND)
    strict = _one_to_one(row for row in shares if row[0] >= _STRICT)
    pairs = [(annotated[i].item, found[j].item) for i, j in loose]
    wrong_kind = [Error("kind", "records", a, b) for a, b in pairs if a["kind"] != b["kind"]]
    tallies = {"rec": Tally(len(loose), len(annotated), len(found)),
               "strict": Tally(len(strict), len(annotated), len(found)),
               "kind": Tally(len(pairs) - len(wrong_kind), len(pairs), len(pairs))}
    return tallies, [*_unpaired("records", annotated, found, loose), *wrong_kind]


def _score_values(annotated: Sequence[_Placed], found: Sequence[_Placed]) -> Iterator[_Part]:
    """deadline, quantity, indicator, unit and role; the coarser of two fields on the same values lists no errors."""
    for field, holder, key, lists_errors in (
            ("deadline", "deadlines", _deadline_key, True), ("quantity", "quantities", _quantity_key, True),
            ("indicator", "quantities", _quantity_key, False), ("unit", "units", _unit_key, False),
            ("role", "units", _role_key, True)):
        wanted, read = _values(annotated, holder), _values(found, holder)
        pairs = _paired_values(wanted, read, key, named_alike=field == "indicator")
        tally = {field: Tally(len(pairs), len(wanted), len(read))}
        yield tally, list(_unpaired(holder, wanted, read, pairs)) if lists_errors else []


def _score_outline(annotated: Sequence[Item], found: Sequence[Item]) -> _Part:
    """Headings by their titles, wherever they stand."""
    wanted, read = (Counter(_letters(heading["title"]) for heading in headings) for headings in (annotated, found))
    missed, false = wanted - read, read - wanted
    errors = [*(Error("missed", "outline", title, None) for title in missed.elements()),
              *(Error("false", "outline", None, title) for title in false.elements())]
    return {"outline": Tally((wanted & read).total(), wanted.total(), read.total())}, errors


def _score_metadata(annotated: Item, found: Item) -> _Part:
    """Every field of the annotated metadata, also one that says null."""
    errors = [Error("meta", key, value, found.get(key)) for key, value in annotated.items()
              if _comparable(value) != _comparable(found.get(key))]
    return {"meta": Tally(len(annotated) - len(errors), len(annotated), len(annotated))}, errors


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _letters_before(text: str) -> list[int]:
    """For each offset of the text, its end included, how many letters and digits stand before it."""
    return list(accumulate(map(str.isalnum, text), initial=0))


def _located(records: Sequence[Item], letters: str) -> list[_Placed]:
    """Records at the letters of their quotes, each looked for behind the one before it first."""
    placed, at = [], 0
    for record in records:
        quote = _letters(record["quote"])
        found = letters.find(quote, at)
        found = found if found >= 0 else letters.find(quote)
        span = Span(found, found + len(quote)) if found >= 0 and quote else Span(0, 0)
        at = max(at, span.end)
        placed.append(_Placed(span, record))
    return placed


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _share(one: Span, other: Span) -> float:
    """The part of their union that two spans, not both empty, have in common, 0 to 1."""
    shared = _shared(one, other)
    return shared / (one.end - one.start + other.end - other.start - shared)


def _one_to_one(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs of (share, annotated, found), the greatest share first, each side used once."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def _values(records: Sequence[_Placed], holder: str) -> list[_Placed]:
    return [_Placed(record.span, item) for record in records for item in record.item.get(holder) or ()]


def _paired_values(wanted: Sequence[_Placed], read: Sequence[_Placed], key: Key, named_alike: bool
                   ) -> list[tuple[int, int]]:
    """Values of equal key whose records overlap; `named_alike` asks for a like indicator too."""
    by_key: dict[tuple[Any, ...], list[int]] = {}
    for j, each in enumerate(read):
        by_key.setdefault(key(each.item), []).append(j)
    return _one_to_one((_share(each.span, read[j].span), i, j) for i, each in enumerate(wanted)
                       for j in by_key.get(key(each.item), ()) if _hang_together(each.span, read[j].span)
                       and (not named_alike or _alike(each.item["indicator"], read[j].item["indicator"])))


def _hang_together(one: Span, other: Span) -> bool:
    shorter = min(one.end - one.start, other.end - other.start)
    return shorter > 0 and _shared(one, other) >= _HANGS_TOGETHER * shorter


def _unpaired(field: str, wanted: Sequence[_Placed], read: Sequence[_Placed], pairs: Sequence[tuple[int, int]]
              ) -> Iterator[Error]:
    got, right = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from (Error("missed", field, each.item, None) for i, each in enumerate(wanted) if i not in got)
    yield from (Error("false", field, None, each.item) for j, each in enumerate(read) if j not in right)


def _deadline_key(value: Item) -> tuple[Any, ...]:
    return value["type"], value.get("start"), value.get("end"), value.get("freq")


def _quantity_key(value: Item) -> tuple[Any, ...]:
    """Figures to six places; a unit by its letters, or as it is where it has none (%)."""
    least, most = (None if figure is None else round(float(figure), 6)
                   for figure in (value["value"], value.get("value_max")))
    unit = value.get("unit") or ""
    return value["op"], least, most, _letters(unit) or unit


def _unit_key(value: Item) -> tuple[Any, ...]:
    """各镇街 and 镇街 are one body, as are the two ways to write a bracket."""
    return (_letters(value["name"]).replace("各", ""),)


def _role_key(value: Item) -> tuple[Any, ...]:
    return *_unit_key(value), value["role"]


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two names of an indicator share at least half of their letter pairs."""
    first, second = (_letter_pairs(_letters(name or "")) for name in (one, other))
    return bool(first and second) and 2 * (first & second).total() >= _ALIKE * (first.total() + second.total())


def _letter_pairs(letters: str) -> Counter[str]:
    return Counter(a + b for a, b in pairwise(letters)) or Counter(letters)


def _comparable(value: Any) -> Any:
    return _letters(value) if isinstance(value, str) else value
