"""Which years a document plans for or reports on."""

from __future__ import annotations

import re
from collections import Counter

_FIVE_YEAR_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_RANGE = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[—\-~－]+|至|到)\s*((?:19|20)\d\d)\s*年?")
_PLAN = re.compile("[“\"]?(十[一二三四五]?)五[”\"]?(?:时期|期间)?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TARGET = re.compile(r"(?:到|至|力争)\s*((?:19|20)\d\d)\s*年")
_MOST_YEARS_AHEAD = 7  # “到2035年” states a vision, not the period of the document

Period = tuple[int | None, int | None]


def read_period(title: str | None, text: str, issued: int | None, looks_back: bool) -> Period:
    """First and last year, from the title, else from what the text aims at or reports on.

    `text` and `title` are folded, `issued` is the year of issue where it is known, `looks_back` says that the
    document is a report or summary.
    """
    from_title = _years_of_title(title or "")
    if from_title:
        return from_title
    if looks_back and issued is None:
        year = _commonest_year(text)
        return (year, year)
    targets = [year for year in map(int, _TARGET.findall(text)) if issued is None or 0 <= year - issued <= _MOST_YEARS_AHEAD]
    targets = _near(targets)
    if not targets:
        return (issued, issued)
    first = issued if issued is not None else min(targets) if len(set(targets)) > 1 else None
    return (first, max(targets))


def _years_of_title(title: str) -> Period | None:
    if match := _RANGE.search(title):
        return int(match.group(1)), int(match.group(2))
    if match := _PLAN.search(title):
        start = _FIVE_YEAR_PLANS[match.group(1)]
        return start, start + 4
    years = [int(year) for year in _YEAR.findall(re.sub(r"[〔\[（(]\s*20\d\d\s*[〕\]）)]\s*\d*\s*号", "", title))]
    return (min(years), max(years)) if years else None


def _near(targets: list[int]) -> list[int]:
    """The years without those that lie far beyond the first."""
    return [year for year in targets if year - min(targets) <= _MOST_YEARS_AHEAD]


def _commonest_year(text: str) -> int | None:
    years = Counter(map(int, _YEAR.findall(text)))
    return years.most_common(1)[0][0] if years else None
