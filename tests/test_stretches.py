"""Stretches: which others they touch."""

import pytest

from pipelines.document import Span
from pipelines.extract.stretches import Stretches

SOME = Stretches([Span(8, 12), Span(2, 4), Span(3, 6), Span(20, 21)])


@pytest.mark.parametrize(("start", "end", "touched"), [
    (0, 2, False), (0, 3, True), (5, 6, True), (6, 8, False), (7, 9, True), (0, 100, True), (12, 20, False),
    (20, 21, True), (21, 30, False),
])
def test_touch(start: int, end: int, touched: bool) -> None:
    assert SOME.touch(start, end) is touched


def test_nothing_touches_no_stretch() -> None:
    assert not Stretches([]).touch(0, 5)
