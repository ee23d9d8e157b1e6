"""Whether a clause opens with an action that somebody is to carry out."""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.organisations import read_words
from pipelines.extract.word_lists import alternation

_LEAD_WORDS = re.compile(rf"[\s，]*(?:{alternation('action_lead_words.txt')})+")


@cache
def _action_verbs() -> frozenset[str]:
    return frozenset(read_words("verbs.txt"))


def opens_with_action(text: str) -> bool:
    """Whether folded text begins, behind dates and 力争, with a verb of action or an adverbial that leads to one."""
    lead, verbs = _LEAD_WORDS.match(text), _action_verbs()
    start = text[lead.end():] if lead else text
    return start[:3] in verbs or start[:2] in verbs or start[:1] in verbs
