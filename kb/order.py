"""The order of records: by document date or by deadline, read from the index of filters and the documents' lines."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.store import Numbers

RELEVANCE, DATE, DEADLINE = "relevance", "date", "deadline"
# What records can be sorted by, and what the user calls it.
SORTS = {RELEVANCE: "相关程度", DATE: "文件日期", DEADLINE: "时限"}

Order = NDArray[np.int64]


def checked_sort(name: str) -> str:
    """The key for a key of SORTS or its Chinese name; KbError for anything else."""
    keys = {chinese: key for key, chinese in SORTS.items()}
    if name not in SORTS and name not in keys:
        offered = "、".join(f"{key}（{chinese}）" for key, chinese in SORTS.items())
        raise KbError(f"不能按“{name}”排序。可以是：{offered}。")
    return keys.get(name, name)


def ordered(kb: KnowledgeBase, numbers: Numbers, sort: str, today: date) -> Order:
    """The records in this order (a key of SORTS); among equals as they were given.

    By date the latest document comes first (its year where it has no date); by deadline what is due next, then what was
    due, the latest first. What has none comes last.
    """
    given = np.asarray(numbers, np.int64)
    if sort == RELEVANCE or not len(given):
        return given
    ranks = _by_deadline(kb, today) if sort == DEADLINE else _by_date(kb)
    known = np.where(given < len(ranks), given, 0)
    return given[np.argsort(ranks[known], kind="stable")]


def _by_deadline(kb: KnowledgeBase, today: date) -> Order:
    """The place of each record number's next last day among all days."""
    terms, sizes, numbers = kb.filter_index.lists("due:")
    ahead = np.arange(len(terms)) - bisect_left(terms, f"due:{today}")
    return _ranks(kb, np.where(ahead < 0, len(terms) - ahead, ahead), sizes, numbers)


def _by_date(kb: KnowledgeBase) -> Order:
    """The place of the date of each record number's document, the latest date being the first."""
    terms, sizes, numbers = kb.filter_index.lists("doc:")
    dates = kb.store.entries.dates()
    days = [dates.get(term.removeprefix("doc:"), "") for term in terms]
    place = {day: index for index, day in enumerate(sorted(set(days), reverse=True))}
    return _ranks(kb, np.array([place[day] for day in days], np.int64), sizes, numbers)


def _ranks(kb: KnowledgeBase, of_terms: Order, sizes: NDArray[np.int64], numbers: NDArray[np.int32]) -> Order:
    """The least rank that a record number has by its terms; the greatest number of all where it has none."""
    ranks = np.full(kb.filter_index.length, np.iinfo(np.int64).max)
    np.minimum.at(ranks, numbers, np.repeat(of_terms, sizes))
    return ranks
