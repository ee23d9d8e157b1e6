"""Names of indicators: when two of them may mean one thing. A wrong join is worse than none."""

from __future__ import annotations

import re

from kb.reported_figures import measured_in
from pipelines.extract.word_lists import alternation

_DISTINCTIONS = re.compile(alternation("indicator_distinctions.txt"))
# These make a difference even where the other name has no such word at all.
_ALONE = {"非", "未", "累计"}
_SHARES = re.compile("(?:占比|比例|比重|份额)$")


def may_be_one(one: str, other: str, unit: str | None) -> bool:
    """Whether nothing speaks against the indicators of two texts that are alike being one.

    Neither has words that tell indicators apart (农村, 出口, 省级 …) where the other has different ones, nor 非, 未,
    累计 where the other has not; of percentages the last two letters agree as well: 按时办结率 is not 满意率.
    """
    words = distinctions(one), distinctions(other)
    if (words[0] - words[1] and words[1] - words[0]) or (words[0] ^ words[1]) & _ALONE:
        return False
    if measured_in(unit)[0] != "percent":
        return True
    return one[-2:] == other[-2:] or bool(_SHARES.search(one) and _SHARES.search(other))


def distinctions(name: str) -> set[str]:
    """The words of a name that tell it from others which are nearly the same."""
    return set(_DISTINCTIONS.findall(name))
