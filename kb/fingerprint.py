"""A short name for the content of a model's files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(folder: Path, patterns: Iterable[str]) -> str:
    """16 hexadecimal digits that change with the names and the content of the matching files (1 GB takes a second)."""
    found = {file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}
    total = hashlib.sha256()
    for file in sorted(found):
        total.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as content:
            total.update(hashlib.file_digest(content, hashlib.sha256).digest())
    return total.hexdigest()[:16]
