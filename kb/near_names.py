"""What a user may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest

from kb.letters import alike
from pipelines.fold import fold

_LEAST, _MOST = 0.3, 3


def near_names(wanted: str, names: Iterable[str]) -> str:
    """是不是：《A》、《B》？ for the names that share most letter pairs with what was written, "" where none does."""
    rated = ((alike(fold(wanted), fold(name)), name) for name in names)
    near = nlargest(_MOST, (pair for pair in rated if pair[0] >= _LEAST))
    return f"是不是：{'、'.join(f'《{name}》' for _, name in near)}？" if near else ""
