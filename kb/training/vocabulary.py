"""Words and characters as a Unigram tokenizer that works on raw text."""

from __future__ import annotations

import math
import string
from collections import Counter
from collections.abc import Iterable

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from kb.words import RUN

UNKNOWN = "[UNK]"
_LARGEST = 50_000
_LONGEST_WORD = 5
# A word seen less often has too little company to be placed by.
_FEWEST_WORDS = 5
_FEWEST_CHARACTERS = 2
_RARE = 0.5
_EVERYDAY = 3


def count_words(paragraphs: Iterable[str]) -> Counter[str]:
    """How often each word of Chinese characters stands in the paragraphs."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        for run in RUN.findall(paragraph):
            if run[0] >= "㐀":
                counts.update(rjieba.cut(run))
    return counts


def with_everyday_words(counts: Counter[str], everyday: Counter[str]) -> Counter[str]:
    """The counts, with those of everyday texts so that a word that stands in them twice is in the vocabulary."""
    return counts + Counter({word: _EVERYDAY * count for word, count in everyday.items()})


def build_tokenizer(counts: Counter[str]) -> Tokenizer:
    """A tokenizer of the commonest words and of all characters; Latin letters one by one, every figure as 0.

    Raw text goes in: width, case, figures and punctuation are seen to inside; traditional script is not.
    """
    pieces = [(UNKNOWN, 0.0), *_scored(_characters(counts) + _words(counts), counts)]
    tokenizer = Tokenizer(models.Unigram(pieces, 0, False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"[0-9]+([.,][0-9]+)*"), "0"),
        normalizers.Replace(Regex(r"[^a-z0\u3400-\u9fff]+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def _characters(counts: Counter[str]) -> list[str]:
    in_words: Counter[str] = Counter()
    for word, count in counts.items():
        in_words.update(dict.fromkeys(word, count))
    common = [character for character, count in in_words.most_common() if count >= _FEWEST_CHARACTERS]
    return [*string.ascii_lowercase, "0", *common]


def _words(counts: Counter[str]) -> list[str]:
    common = (word for word, count in counts.most_common(_LARGEST) if count >= _FEWEST_WORDS)
    return [word for word in common if 1 < len(word) <= _LONGEST_WORD]


def _scored(pieces: Iterable[str], counts: Counter[str]) -> list[tuple[str, float]]:
    """Each piece with the logarithm of its share of all words, as the Unigram model wants it."""
    total = counts.total()
    return [(piece, math.log(max(counts[piece], _RARE) / total)) for piece in pieces]
