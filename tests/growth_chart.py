"""A chart of the benchmark's growth as SVG: both axes logarithmic, one line a series."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 360, 60, 45, 20, 150
_COLOURS = ("#1f5fa8", "#c0392b", "#2e8b57", "#8e6bbf", "#7f8c8d")


def growth_chart(sizes: Sequence[int], series: dict[str, Sequence[float]], unit: str) -> str:
    """The SVG of one value for each size in each series; all values are above 0."""
    values = [value for line in series.values() for value in line]
    low, high = int(log10(min(values)) // 1), int(-(-log10(max(values)) // 1))
    across = [_LEFT + (log10(size) - log10(sizes[0])) / log10(sizes[-1] / sizes[0]) * (_WIDTH - _LEFT - _RIGHT)
              for size in sizes]

    def down(value: float) -> float:
        return _TOP + (high - log10(value)) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
             'font-size="12">', f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>']
    for power in range(low, high + 1):
        parts += [f'<path d="M{_LEFT} {down(10 ** power):.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>',
                  _text(_LEFT - 6, down(10 ** power) + 4, f"{10.0 ** power:g} {unit}", "end")]
    parts += [_text(x, _HEIGHT - 20, f"{size:,}", "middle") for x, size in zip(across, sizes, strict=True)]
    for colour, (name, line) in zip(_COLOURS, series.items(), strict=False):
        points = [(x, down(value)) for x, value in zip(across, line, strict=True)]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                     + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(_text(points[-1][0] + 8, points[-1][1] + 4, name, "start", colour))
    return "\n".join([*parts, "</svg>", ""])


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
