"""Pairs of stretches on one matter, from running text: two halves of a sentence, neighbours, a heading and its text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

Pair = tuple[str, str]

_SENTENCE_END = re.compile("[。；！？]")
# A numbered paragraph without a stop at its end.
_HEADING = re.compile(r"第?[一二三四五六七八九十0-9（(].{3,28}[^。；！？：，、]")
_NUMBER = re.compile(r"(?:第[一二三四五六七八九十百零]+[条章节编]|[（(]?[一二三四五六七八九十0-9]+[）)、.．])\s*")
_SHORTEST = 8
# A sentence from which two halves are cut.
_LONG = 24


def halves(paragraphs: Sequence[str]) -> list[Pair]:
    """Long sentences, cut at the comma that is nearest to the middle."""
    cut = (_halves(sentence) for paragraph in paragraphs for sentence in sentences(paragraph) if len(sentence) >= _LONG)
    return [pair for pair in cut if min(map(len, pair)) >= _SHORTEST]


def neighbours(paragraphs: Sequence[str]) -> list[Pair]:
    """Sentences that follow one another, also from one paragraph to the next."""
    return list(itertools.pairwise(_all_sentences(paragraphs)))


def under_headings(paragraphs: Sequence[str]) -> list[Pair]:
    """Headings, each with the paragraph that follows it."""
    return [(_plain(first), _plain(second)) for first, second in itertools.pairwise(paragraphs)
            if _HEADING.fullmatch(first) and not _HEADING.fullmatch(second) and len(second) >= _LONG]


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph that are no scraps, without its number."""
    return [sentence for sentence in _SENTENCE_END.split(_plain(paragraph)) if len(sentence) >= _SHORTEST]


def _all_sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        if not _HEADING.fullmatch(paragraph):
            yield from sentences(paragraph)


def _halves(sentence: str) -> Pair:
    commas = [place for place, character in enumerate(sentence) if character == "，"]
    middle = min(commas, key=lambda place: abs(2 * place - len(sentence)), default=len(sentence))
    return sentence[:middle], sentence[middle + 1:]


def _plain(paragraph: str) -> str:
    """A paragraph without the number at its head."""
    return _NUMBER.sub("", paragraph, count=1) if _NUMBER.match(paragraph) else paragraph
