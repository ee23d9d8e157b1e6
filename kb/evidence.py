"""Which sentences of a report may answer a commitment: features that have names, and a score from them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.document import Quantity

_NAME = re.compile(r"[《“]([^》”]{2,40})[》”]")
_HAN_OR_WORD = re.compile(r"[㐀-鿿]|[a-zA-Z]+|\d+(?:\.\d+)?%?")
# Letter pairs that officialese sets everywhere tell nothing; the background stands for a text of this many pairs.
_EMPTY = frozenset("加强 推进 推动 进一步 深入 全面 积极 大力 切实 着力 不断 持续 继续 开展 实施 落实 完善 建立 健全 提升 提高 促进 做好 工作 建设 发展 "
                   "管理 机制 体系 制度 全市 全省 全县 全区 全国 年度 今年 全年 以上 左右 达到 完成 实现 力争 确保".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of folded text with what it measures; `section` is the words of the heading right above it."""

    text: str
    section: str
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """How a commitment and a statement resemble each other, each from 0 to 1."""

    words: float        # weighed letter pairs in common, cosine
    coverage: float     # share of the commitment's weighed letter pairs that the statement has
    meaning: float      # cosine of the encoder's vectors
    names: float        # a quoted name or title in common
    indicator: float    # the same indicator measured in the same unit
    phrase: float       # longest stretch in common, of twelve letters
    section: float      # the headings' letter pairs in common, cosine

    def values(self) -> tuple[float, ...]:
        """The features in the order of WEIGHTS."""
        return (self.words, self.coverage, self.meaning, self.names, self.indicator, self.phrase, self.section)


def pairs(text: str) -> Counter[str]:
    """Letter pairs of folded text within its stretches, those of empty officialese left out."""
    found: Counter[str] = Counter()
    for stretch in re.split(r"[^\w%]+", text):
        letters = _HAN_OR_WORD.findall(stretch)
        found.update(a + b for a, b in zip(letters, letters[1:], strict=False))
    for pair in _EMPTY & found.keys():
        del found[pair]
    return found


class Weigher:
    """Weighs letter pairs by how rare they are in the two documents that are compared."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._seen.update(pairs(text).keys())
            self._texts += 1

    def weigh(self, text: str) -> dict[str, float]:
        """The letter pairs of a text with their weights."""
        return {pair: math.log((self._texts + 1) / (self._seen[pair] + 0.5)) for pair in pairs(text)}


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two weighed sets of letter pairs."""
    shared = sum(a[pair] * b[pair] for pair in a.keys() & b.keys())
    lengths = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    return shared / lengths if lengths else 0.0


def _coverage(a: dict[str, float], b: dict[str, float]) -> float:
    total = sum(a.values())
    return sum(a[pair] for pair in a.keys() & b.keys()) / total if total else 0.0


def alike(a: str | None, b: str | None) -> float:
    """Share of letter pairs that two names of indicators have in common, from 0 to 1."""
    left, right = pairs(a or ""), pairs(b or "")
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 0.0


def _indicator(a: Statement, b: Statement) -> float:
    return max((alike(p.indicator, q.indicator) for p in a.quantities for q in b.quantities if p.unit == q.unit),
               default=0.0)


def _longest_common(a: str, b: str) -> int:
    """Length of the longest stretch that two texts share."""
    best, row = 0, [0] * (len(b) + 1)
    for char in a:
        row = [0, *(row[i] + 1 if char == other else 0 for i, other in enumerate(b))]
        best = max(best, *row)
    return best


class Comparer:
    """Features of every pair of a plan's commitments and a report's statements.

    `commitment_vectors` and `statement_vectors` are float32 arrays (n, dim), L2-normalised, row i for text i.
    """

    def __init__(self, commitments: Sequence[Statement], statements: Sequence[Statement],
                 commitment_vectors: NDArray[np.float32], statement_vectors: NDArray[np.float32]) -> None:
        weigher = Weigher([s.text for s in (*commitments, *statements)])
        self._left, self._right = commitments, statements
        self._left_pairs = [weigher.weigh(s.text) for s in commitments]
        self._right_pairs = [weigher.weigh(s.text) for s in statements]
        self._left_heads = [weigher.weigh(s.section) for s in commitments]
        self._right_heads = [weigher.weigh(s.section) for s in statements]
        self._meaning = commitment_vectors @ statement_vectors.T

    def features(self, i: int, j: int) -> Features:
        """Features of commitment i and statement j."""
        a, b = self._left[i], self._right[j]
        names = set(_NAME.findall(a.text)) & set(_NAME.findall(b.text))
        return Features(cosine(self._left_pairs[i], self._right_pairs[j]),
                        _coverage(self._left_pairs[i], self._right_pairs[j]), float(self._meaning[i, j]),
                        float(bool(names)), _indicator(a, b), min(1.0, _longest_common(a.text, b.text) / 12),
                        cosine(self._left_heads[i], self._right_heads[j]))

    def likely(self, i: int, most: int) -> list[int]:
        """The statements worth a closer look, best first: by letter pairs and by meaning."""
        words = np.array([_coverage(self._left_pairs[i], other) for other in self._right_pairs])
        rough = words + np.maximum(self._meaning[i], 0) * 0.5
        return [int(j) for j in np.argsort(-rough)[:most]]
