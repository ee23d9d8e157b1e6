"""What a question is about, without the words that only ask."""

from __future__ import annotations

import re

from kb.words import RUN
from pipelines.fold import fold

# Words that ask and say nothing of the matter.
_ASKING = re.compile("什么时候|什么样|为什么|怎么样|怎么办|有没有|是不是|能不能|多少|怎么|怎样|如何|哪些|哪个|哪几|"
                     "哪里|什么|几个|多久|多大|多高|请问|吗|呢|的|了")


def matter_of(text: str) -> str:
    """The text without words of asking, or as it is where nothing else is in it."""
    left = _ASKING.sub(" ", fold(text))
    return left if RUN.search(left) else text
