"""What the encoder learns from beside words' company: running text, everyday questions, everyday and official words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from kb.training.company import Ids
from kb.training.contrast import Pairs
from kb.training.questions import Answer
from kb.training.text_pairs import Pair, halves, neighbours, under_headings
from kb.words import normal

# Of each kind of pairs from running text; more are not drawn in 300 steps.
_MOST = 60_000
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Material:
    """Paragraphs, answers, and the official words of each everyday word."""

    paragraphs: Sequence[str]
    answers: Sequence[Answer]
    synonyms: Mapping[str, Sequence[str]]

    def texts(self) -> list[str]:
        """All that stands in the answers and the synonyms."""
        answers = [text for answer in self.answers for text in (answer.sentence, *answer.questions)]
        return answers + [word for everyday, official in self.synonyms.items() for word in (everyday, *official)]


def lessons(material: Material, tokenizer: Tokenizer) -> list[list[Pairs]]:
    """The sources to learn from, each with its kinds of pairs; a kind without pairs is left out."""
    questions = [(question, answer.sentence) for answer in material.answers for question in answer.questions]
    words = [(everyday, word) for everyday, official in material.synonyms.items() for word in official]
    text = [_pairs(_some(kind(material.paragraphs)), tokenizer) for kind in (halves, neighbours, under_headings)]
    sources = [text, [_pairs(questions, tokenizer)], [_pairs(words, tokenizer)]]
    return [kinds for source in sources if (kinds := [pairs for pairs in source if pairs.left])]


def _some(pairs: Sequence[Pair]) -> list[Pair]:
    """At most so many of the pairs, the same ones each time."""
    drawn = np.random.default_rng(0).permutation(len(pairs))[:_MOST]
    return [pairs[row] for row in drawn]


def _pairs(texts: Sequence[Pair], tokenizer: Tokenizer) -> Pairs:
    """The pairs of which the tokenizer knows something on both sides; those with one right text are one matter."""
    left, right = (_encoded([pair[side] for pair in texts], tokenizer) for side in (0, 1))
    numbers: dict[str, int] = {}
    known = [(a, b, numbers.setdefault(pair[1], len(numbers)))
             for a, b, pair in zip(left, right, texts, strict=True) if len(a) and len(b)]
    return Pairs([a for a, _, _ in known], [b for _, b, _ in known],
                 np.array([matter for _, _, matter in known], np.int64), 1.0, _BATCH)


def _encoded(texts: Sequence[str], tokenizer: Tokenizer) -> list[Ids]:
    encodings = tokenizer.encode_batch([normal(text) for text in texts], add_special_tokens=False)
    return [np.array(encoding.ids, np.int32) for encoding in encodings]
