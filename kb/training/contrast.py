"""The table taught by pairs: two texts on one matter get near vectors, two from different pairs distant ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from kb.training.company import Ids
from kb.training.table import Table

STEPS = 300
# Each of these leading parts of a vector is of use by itself (Kusupati et al. 2022, Matryoshka representations).
WIDTHS = (64, 128, 256)
# Chosen on questions about sentences held out (mrr@10 of vectors alone): 0.03 29.9, 0.05 30.1, 0.1 30.3.
_TEMPERATURE = 0.05
# Of rows: 0.0005 gives 28.2, 0.001 30.1, 0.003 29.2; weights of whole rows besides, 31.0 for 30.1.
_RATE, _RATE_OF_WEIGHTS = 1e-3, 2e-2
_WARM_UP = 50
# A share of the tokens is left out each time, so that no pair hangs on a single word.
_LEFT_OUT = 0.2
_LONGEST_WORD = 5
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts as token numbers: `left[i]` and `right[i]` are on one matter, and so are all pairs of one `matter[i]`.

    `weight` is that of these pairs' loss, `batch` the number of pairs of a step.
    """

    left: Sequence[Ids]
    right: Sequence[Ids]
    matter: NDArray[np.int64]
    weight: float
    batch: int


class _Rows(torch.nn.Module):
    """Rows of the table: a weight times the sum of a word's own vector and what was learned of its characters.

    Through the characters, words that no pair holds learn too (mrr@10 after 100 steps 28.6, without them 26.0).
    """

    def __init__(self, table: Table, characters: torch.Tensor) -> None:
        super().__init__()
        self._words = torch.nn.Parameter(torch.from_numpy(table.copy()))
        self._of_characters = torch.nn.Parameter(torch.zeros(int(characters.max()) + 1, table.shape[1]))
        self._weights = torch.nn.Parameter(torch.zeros(len(table)))
        self._characters = characters

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """The rows of these tokens (n, dim)."""
        learned = functional.embedding(self._characters[tokens], self._of_characters, padding_idx=0).sum(dim=1)
        weights = functional.embedding(tokens, self._weights[:, None]).exp()
        return weights * (functional.embedding(tokens, self._words) + learned)

    def groups(self) -> list[dict[str, Any]]:
        """What is learned, each at its rate."""
        return [{"params": [self._words, self._of_characters], "lr": _RATE},
                {"params": [self._weights], "lr": _RATE_OF_WEIGHTS}]


def prepare_torch() -> None:
    """One thread, which a busy machine does not keep waiting either; with denormals the same run took 148 s, not 16."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


def learn_from_pairs(table: Table, pieces: Sequence[str], sources: Sequence[Sequence[Pairs]], steps: int = STEPS
                     ) -> Table:
    """The table, float32 (size, dim), after so many steps; the same for the same input. Row 0 (unknown) is zero.

    At each step every source gives a batch, a source of several kinds of pairs one kind by chance.
    """
    rng = np.random.default_rng(0)
    rows = _Rows(table, _characters_of(pieces))
    optimizer = torch.optim.Adam(rows.groups(), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    batches = [_batches(kinds, rng) for kinds in sources]
    for _ in range(steps):
        optimizer.zero_grad()
        _loss([next(each) for each in batches], rows, rng).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    with torch.no_grad():
        learned = rows(torch.arange(len(table))).numpy()
    learned[0] = 0
    return np.asarray(learned, np.float32)


def _rate(step: int, steps: int) -> float:
    """The share of the full rate: up, then evenly down to nothing."""
    return min(1.0, (step + 1) / _WARM_UP) * (1 - step / steps)


def _characters_of(pieces: Sequence[str]) -> torch.Tensor:
    """The numbers of each piece's characters (size, longest), 0 where there are fewer."""
    number = {piece: index for index, piece in enumerate(pieces)}
    found = torch.zeros(len(pieces), _LONGEST_WORD, dtype=torch.int64)
    for row, piece in enumerate(pieces[1:], 1):
        known = [number[character] for character in piece if character in number][:_LONGEST_WORD]
        found[row, :len(known)] = torch.tensor(known)
    return found


def _batches(kinds: Sequence[Pairs], rng: np.random.Generator) -> Iterator[Pairs]:
    """Batches without end, of one kind each; every pair of a kind is drawn once before any is drawn again."""
    waiting = [np.empty(0, np.int64) for _ in kinds]
    while True:
        at = int(rng.integers(len(kinds)))
        kind, size = kinds[at], min(kinds[at].batch, len(kinds[at].left))
        if len(waiting[at]) < size:
            waiting[at] = rng.permutation(len(kind.left))
        drawn, waiting[at] = waiting[at][:size], waiting[at][size:]
        yield Pairs([kind.left[row] for row in drawn], [kind.right[row] for row in drawn], kind.matter[drawn],
                    kind.weight, size)


def _loss(batches: Sequence[Pairs], rows: _Rows, rng: np.random.Generator) -> torch.Tensor:
    sides = [side for batch in batches for side in (batch.left, batch.right)]
    vectors = iter(_vectors(sides, rows, rng))
    return torch.stack([batch.weight * _contrast(next(vectors), next(vectors), torch.from_numpy(batch.matter))
                        for batch in batches]).sum()


def _vectors(sides: Sequence[Sequence[Ids]], rows: _Rows, rng: np.random.Generator) -> Sequence[torch.Tensor]:
    """The sums of their tokens' rows, some tokens left out, for the texts of each side."""
    texts = [text for side in sides for text in side]
    tokens, places = np.unique(np.concatenate(texts), return_inverse=True)
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])[:-1]])
    kept = torch.from_numpy((rng.random(len(places)) >= _LEFT_OUT).astype(np.float32))
    vectors = functional.embedding_bag(torch.from_numpy(places), rows(torch.from_numpy(tokens.astype(np.int64))),
                                       torch.from_numpy(starts), mode="sum", per_sample_weights=kept)
    return torch.split(vectors, [len(side) for side in sides])


def _contrast(left: torch.Tensor, right: torch.Tensor, matter: torch.Tensor) -> torch.Tensor:
    """How badly each text finds its partner among all of the other side, both ways, the mean over the widths."""
    own = torch.eye(len(matter), dtype=torch.bool)
    others = (matter[:, None] == matter[None, :]) & ~own
    target = torch.arange(len(matter))
    losses = []
    for width in WIDTHS:
        near = functional.normalize(left[:, :width]) @ functional.normalize(right[:, :width]).T / _TEMPERATURE
        near = near.masked_fill(others, _FAR)
        losses += [functional.cross_entropy(near, target), functional.cross_entropy(near.T, target)]
    return torch.stack(losses).mean()
