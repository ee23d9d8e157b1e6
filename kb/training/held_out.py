"""How well vectors find the sentence that answers an everyday question, among the sentences of all answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kb.encoder import Encoder, Vectors, of_length_one
from kb.training.contrast import WIDTHS
from kb.training.questions import Answer

# Every so manieth answer is held out.
_EVERY = 10


def parted(answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """The answers to learn from and those held out."""
    return [each for row, each in enumerate(answers) if row % _EVERY], list(answers[::_EVERY])


def found_first(held_out: Sequence[Answer], answers: Sequence[Answer], encoder: Encoder
                ) -> dict[int, tuple[float, ...]]:
    """For each width of vectors hit@1, hit@10 and mrr@10 in per cent, for the questions of the answers held out."""
    sentences = [answer.sentence for answer in answers]
    questions = [question for answer in held_out for question in answer.questions]
    wanted = np.array([sentences.index(answer.sentence) for answer in held_out for _ in answer.questions])
    asked, there = encoder.encode(questions), encoder.encode(sentences)
    return {width: _figures(asked[:, :width], there[:, :width], wanted) for width in WIDTHS}


def _figures(asked: Vectors, there: Vectors, wanted: Vectors) -> tuple[float, ...]:
    cosines = of_length_one(asked) @ of_length_one(there).T
    ranks = 1 + (cosines > cosines[np.arange(len(wanted)), wanted][:, None]).sum(axis=1)
    return (100 * float(np.mean(ranks == 1)), 100 * float(np.mean(ranks <= 10)),
            100 * float(np.mean(np.where(ranks <= 10, 1 / ranks, 0))))
