"""How a plan's commitments and a report's statements resemble each other: similarities that have names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from kb.encoder import Encoder
from kb.figure_likeness import sizes_and_names
from kb.letters import Matrix, Weigher, letter_pairs, of_length_one, share
from kb.statements import Statement
from kb.thesaurus import package_thesaurus

# What each layer of `similarities` measures. From the first four, half of what the statement has in common with the
# ten commitments nearest to it is taken off: a statement that resembles everything answers nothing (after the
# cross-domain similarity of Conneau et al. 2018; on reports of another kind silence is told at 77 in place of 67 F1).
SIMILARITIES = (
    "words",      # rare letter pairs in common, cosine
    "record",     # share of the rare letter pairs of the commitment's whole record that the statement has
    "meaning",    # cosine of the encoder's vectors of the whole record and the statement
    "clause",     # the same for the two clauses that are nearest to each other
    "synonyms",   # share of the thesaurus's official words for one side's everyday words that the other has
    "size",       # a figure of the promised kind and size
    "indicator",  # rare letter pairs in common in the names of what such figures measure, cosine
    "number",     # a number of two digits or more in common
    "heading",    # rare letter pairs in common in the headings right above, cosine
    "chapter",    # cosine of the vectors of all headings above
    "around",     # cosine of the vectors of the stretches around both
    "order",      # how far apart the two stand, each in its document from 0 to 1, below zero
    "problem",    # the statement tells a problem
    "length",     # logarithm of the statement's length: a long one says more
)
_CLAUSE = re.compile("[，；：。]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST_CLAUSE = 4  # letters
_NEAREST = 10  # commitments
_NEIGHBOURS = 3  # statements before and after
_USUAL_LENGTH = 30  # letters


def similarities(commitments: Sequence[Statement], statements: Sequence[Statement], encoder: Encoder) -> Matrix:
    """All commitments against all statements, float32 (commitments, statements, len(SIMILARITIES)); neither empty."""
    left, right = [each.text for each in commitments], [each.text for each in statements]
    wholes = [each.whole for each in commitments]
    weigher = Weigher([*left, *right], letter_pairs)
    rows = weigher.rows(right)
    right_vectors = encoder.encode(right)
    layers = (
        _apart(of_length_one(weigher.rows(left)) @ of_length_one(rows).T),
        _apart(share(rows, weigher.rows(wholes))),
        _apart(encoder.encode(wholes) @ right_vectors.T),
        _apart(_nearest_clauses(left, right, encoder)),
        _synonyms(left, right, weigher),
        *sizes_and_names(commitments, statements),
        _common_numbers(left, right),
        _headings(commitments, statements, weigher),
        _chapters(commitments, encoder) @ _chapters(statements, encoder).T,
        _around(encoder.encode(left)) @ _around(right_vectors).T,
        -np.abs(np.linspace(0, 1, len(left))[:, None] - np.linspace(0, 1, len(right))[None, :]),
        np.tile([float(each.problem) for each in statements], (len(left), 1)),
        np.tile(np.log(np.maximum(5, [len(text) for text in right]) / _USUAL_LENGTH), (len(left), 1)),
    )
    return np.stack(layers, axis=-1).astype(np.float32)


def _apart(layer: Matrix) -> Matrix:
    """The layer less half the mean of each statement's highest values."""
    highest = np.sort(layer, axis=0)[-_NEAREST:]
    return np.asarray(layer - highest.mean(axis=0, keepdims=True) / 2, np.float32)


def _synonyms(left: Sequence[str], right: Sequence[str], weigher: Weigher) -> Matrix:
    """The greater share of what the thesaurus offers for either text and the other text has."""
    expand = package_thesaurus().expansion
    offered = [weigher.rows(["，".join(expand(text)) for text in side]) for side in (left, right)]
    shares = share(weigher.rows(right), offered[0]), share(weigher.rows(left), offered[1]).T
    return np.maximum(*shares)


def _nearest_clauses(left: Sequence[str], right: Sequence[str], encoder: Encoder) -> Matrix:
    """The cosine of the two clauses that are nearest to each other, for every pair of texts."""
    left_starts, left_clauses = _clauses(left)
    right_starts, right_clauses = _clauses(right)
    cosines = encoder.encode(left_clauses) @ encoder.encode(right_clauses).T
    nearest = np.maximum.reduceat(np.maximum.reduceat(cosines, right_starts, axis=1), left_starts, axis=0)
    return np.asarray(nearest, np.float32)


def _clauses(texts: Sequence[str]) -> tuple[list[int], list[str]]:
    """The clauses of all texts in one list, and where each text's clauses start in it."""
    starts: list[int] = []
    clauses: list[str] = []
    for text in texts:
        starts.append(len(clauses))
        clauses += [clause for clause in _CLAUSE.split(text) if len(clause) >= _SHORTEST_CLAUSE] or [text]
    return starts, clauses


def _common_numbers(left: Sequence[str], right: Sequence[str]) -> Matrix:
    others = [_numbers(text) for text in right]
    return np.array([[bool(numbers & other) for other in others] for numbers in map(_numbers, left)], np.float32)


def _numbers(text: str) -> set[str]:
    return {number for number in _NUMBER.findall(text) if len(number) > 1}


def _headings(left: Sequence[Statement], right: Sequence[Statement], weigher: Weigher) -> Matrix:
    rows = [of_length_one(weigher.rows(["".join(each.headings[-1:]) for each in side])) for side in (left, right)]
    return rows[0] @ rows[1].T


def _chapters(statements: Iterable[Statement], encoder: Encoder) -> Matrix:
    return encoder.encode(["".join(each.headings) for each in statements])


def _around(vectors: Matrix) -> Matrix:
    """The mean vector of each row and its neighbours, of length 1."""
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])
    rows = np.arange(len(vectors))
    last, first = np.minimum(rows + _NEIGHBOURS + 1, len(vectors)), np.maximum(rows - _NEIGHBOURS, 0)
    return of_length_one(sums[last] - sums[first])
