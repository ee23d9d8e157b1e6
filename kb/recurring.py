"""When something that recurs is due next."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

# Months of a period; its last day is when the work of the period is due.
_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def next_due(freq: str | None, day: date) -> date | None:
    """The first day from `day` on when a recurring task is due: the end of its period; None for 每几年 and unknown."""
    if freq == "daily":
        return day
    if freq == "weekly":
        return day + timedelta(days=6 - day.weekday())
    if freq not in _MONTHS:
        return None
    months = _MONTHS[freq]
    month = (day.month + months - 1) // months * months
    return date(day.year, month, calendar.monthrange(day.year, month)[1])
