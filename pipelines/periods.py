"""Which years a document plans for or reports on."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_FIVE_YEAR_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_RANGE = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[—\-~－]+|至|到)\s*((?:19|20)\d\d)\s*年?")
_PLAN = re.compile("[“\"]?(十[一二三四五]?)五[”\"]?(?:时期|期间)?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TARGET = re.compile(r"(?<![加长高升达])到\s*((?:19|20)\d\d)\s*年")
_LOOKED_BACK_ON = re.compile(r"(?m)^[一二][、.．]\s*((?:19|20)\d\d)\s*年.{0,12}(?:工作)?(?:回顾|总结)")
_IN_FILE_NAME = re.compile(r"(?<![0-9a-fA-F])((?:19|20)\d\d)(?![0-9a-fA-F])")
_MOST_YEARS_AHEAD = 7  # “到2035年” states a vision, not the period of the document

Period = tuple[int | None, int | None]


def read_period(title: str | None, text: str, source: str, issued: int | None, looks_back: bool,
                yearly: bool) -> Period:
    """First and last year, from the title, else from what the text aims at or reports on, else from the file's name.

    `text` and `title` are folded, `issued` is the year of issue where it is known, `looks_back` says that the
    document is a report or summary, `yearly` that it is a government work report, which is for its year alone.
    """
    if from_title := _years_of_title(title or ""):
        return from_title
    named = _IN_FILE_NAME.search(source)
    known = issued if issued is not None else int(named.group(1)) if named else None
    if looks_back and known is None:
        year = _reported_year(text)
        return (year, year)
    target = [] if yearly else _target_years(text, known)
    if not target:
        return (known, known)
    return (known if known is not None else _first_of_steps(target), max(target))


def _target_years(text: str, known: int | None) -> list[int]:
    """The years that the text aims at, without far visions and without years named in passing."""
    years = [year for year in map(int,
                                  _TARGET.findall(text)) if known is None or 0 <= year - known <= _MOST_YEARS_AHEAD]
    counts = Counter(year for year in years if year - min(years) <= _MOST_YEARS_AHEAD)
    return sorted(year for year, count in counts.items() if 2 * count >= max(counts.values()))


def _first_of_steps(years: list[int]) -> int | None:
    """The first of targets set for years that follow each other; one target alone does not say when work begins."""
    steps = len(years) > 1 and all(later == earlier + 1 for earlier, later in pairwise(years))
    return years[0] if steps else None


def _reported_year(text: str) -> int | None:
    """The year that a report without a title is for: the one after its look-back, else the one most spoken of."""
    if match := _LOOKED_BACK_ON.search(text):
        return int(match.group(1)) + 1
    years = Counter(map(int, _YEAR.findall(text)))
    return years.most_common(1)[0][0] if years else None


def _years_of_title(title: str) -> Period | None:
    if match := _RANGE.search(title):
        return int(match.group(1)), int(match.group(2))
    if match := _PLAN.search(title):
        start = _FIVE_YEAR_PLANS[match.group(1)]
        return start, start + 4
    years = [int(year) for year in _YEAR.findall(re.sub(r"[〔\[（(]\s*20\d\d\s*[〕\]）)]\s*\d*\s*号", "", title))]
    return (min(years), max(years)) if years else None
