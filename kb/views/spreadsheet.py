"""Tables as files for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def csv_file(head: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file that Excel opens in Chinese (UTF-8 with a signature) and runs nothing of."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow(map(_cell, row))
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str) -> str:
    """A spreadsheet must not run a document's text as a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
