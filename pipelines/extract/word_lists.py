"""Word lists of the lexicon as parts of patterns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LEXICON = Path(__file__).parent.parent / "lexicon"


@cache
def alternation(name: str) -> str:
    """The lines of a lexicon file, each a regular expression, as alternatives, longest first; # comments left out.

    Raises FileNotFoundError where there is no such file.
    """
    lines = (_LEXICON / name).read_text(encoding="utf-8").splitlines()
    return "|".join(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


@cache
def columns(name: str) -> tuple[tuple[str, str], ...]:
    """The two columns of a tab-separated lexicon file in order; # comments left out."""
    lines = (_LEXICON / name).read_text(encoding="utf-8").splitlines()
    return tuple((left, right) for left, right in
                 (line.split("\t") for line in lines if line and not line.startswith("#")))
