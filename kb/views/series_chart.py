"""A series of figures as a small chart: targets as rings, actual figures as dots, joined by year."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from kb.indicator_series import Series
from kb.indicators import Reading
from kb.views.markup import Html, element, joined
from kb.views.text import plain_number

_WIDTH, _HEIGHT, _SIDE, _TOP, _FOOT = 260, 84, 26, 14, 16
_INK = {"actual": "#1d6138", "target": "#7a4b00"}
_WORDS = {"actual": "实际", "target": "目标"}


def series_chart(series: Series) -> Html:
    """The chart as a picture, the years below and the actual figures above their dots; "" for a single year.

    An <img>, since Streamlit takes <svg> out of a page's markup.
    """
    years = sorted({each.year for each in series.readings})
    values = [each.value for each in series.readings]
    if len(years) < 2:
        return Html("")
    low, span = min(values), (max(values) - min(values)) or 1.0

    def at(reading: Reading) -> tuple[float, float]:
        """Where a reading stands, in units of the drawing."""
        across = (reading.year - years[0]) / (years[-1] - years[0])
        return (round(_SIDE + across * (_WIDTH - 2 * _SIDE), 1),
                round(_HEIGHT - _FOOT - (reading.value - low) / span * (_HEIGHT - _FOOT - _TOP), 1))

    parts = [_year(year, years) for year in years]
    for role in ("target", "actual"):
        points = [each for each in series.readings if each.role == role]
        parts.append(_line([at(each) for each in _one_a_year(points)], role))
        parts += [_mark(at(each), each, series) for each in points]
    drawn = element("svg", *parts, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
                    width=str(_WIDTH), height=str(_HEIGHT), font_size="10", font_family="sans-serif", fill="#3d4855")
    said = "，".join(f"{each.year}年{_WORDS[each.role]}{each.quantity.text}" for each in series.readings)
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
    return element("img", src=source, alt=said, title=said, cls="series")


def _year(year: int, years: Sequence[int]) -> Html:
    across = _SIDE + (year - years[0]) / (years[-1] - years[0]) * (_WIDTH - 2 * _SIDE)
    return element("text", str(year), x=f"{across:.1f}", y=str(_HEIGHT - 2), text_anchor="middle")


def _one_a_year(points: Sequence[Reading]) -> list[Reading]:
    """The points that the line goes through: of several in one year that of an annual document, the last one."""
    return list({each.year: each for each in sorted(points, key=lambda each: (each.year, not each.five_year))}.values())


def _line(points: Sequence[tuple[float, float]], role: str) -> Html:
    said = " ".join(f"{x},{y}" for x, y in points)
    return element("polyline", points=said, fill="none", stroke=_INK[role], stroke_width="1.5",
                   stroke_dasharray="3 3" if role == "target" else None)


def _mark(place: tuple[float, float], reading: Reading, series: Series) -> Html:
    figure = plain_number(series.in_unit(reading.value))
    dot = element("circle", cx=str(place[0]), cy=str(place[1]), r="3.2", stroke=_INK[reading.role],
                  fill=_INK["actual"] if reading.role == "actual" else "#fff")
    if reading.role == "target":
        return dot
    return joined((dot, element("text", figure, x=str(place[0]), y=str(place[1] - 5), text_anchor="middle")))
