"""Plots as SVG text: bars with intervals and lines over two axes, labelled for people who see them and who do not.

Colours and strokes are classes, so the page decides how they look in light, dark and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final, NamedTuple

from form4ml.evaluation.intervals import Interval

WIDTH: Final = 640
_GUTTER: Final = 190  # for the names of bars
_BAR: Final = 18
_GAP: Final = 6
_AXIS: Final = 34
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


class Bar(NamedTuple):
    name: str
    value: float
    spread: Interval | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    name: str
    low: float = 0.0
    high: float = 1.0
    ticks: tuple[float, ...] = _TICKS


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[tuple[float, float], ...]
    dots: bool = True


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing and what it shows in words."""

    key: str
    title: str
    description: str
    svg: str = field(repr=False)


def _figure(value: float) -> str:
    return f"{value:g}"


def _place(value: float) -> str:
    return f"{value:.1f}"


def _wrap(key: str, title: str, description: str, height: float, body: Sequence[str]) -> Plot:
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {_place(height)}" role="img" aria-labelledby="{key}-title {key}-text" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-text">{escape(description)}</desc>{"".join(body)}</svg>'
    )
    return Plot(key, title, description, svg)


def _words(x: float, y: float, words: str, anchor: str = "start", kind: str = "tick") -> str:
    return f'<text class="{kind}" x="{_place(x)}" y="{_place(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def _stroke(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{_place(x1)}" y1="{_place(y1)}" x2="{_place(x2)}" y2="{_place(y2)}"/>'


def bars(key: str, title: str, rows: Sequence[Bar]) -> Plot:
    """Shares from 0 to 1 as horizontal bars in the order given, an interval as a whisker."""
    left, right = _GUTTER, WIDTH - 60
    height = _AXIS + len(rows) * (_BAR + _GAP)

    def x(value: float) -> float:
        return left + min(max(value, 0.0), 1.0) * (right - left)

    body = []
    for tick in _TICKS:
        body.append(_stroke(x(tick), 20, x(tick), height, "grid"))
        body.append(_words(x(tick), 14, _figure(tick), "middle"))
    for place, row in enumerate(rows):
        top = _AXIS - 8 + place * (_BAR + _GAP)
        middle = top + _BAR / 2
        body.append(_words(left - 8, middle + 4, row.name, "end"))
        body.append(
            f'<rect class="bar" x="{_place(left)}" y="{_place(top)}" width="{_place(x(row.value) - left)}" '
            f'height="{_BAR}"><title>{escape(row.name)}: {row.value:.4f}</title></rect>'
        )
        if row.spread:
            body.append(_stroke(x(row.spread.low), middle, x(row.spread.high), middle, "whisker"))
            body += [_stroke(x(end), middle - 4, x(end), middle + 4, "whisker") for end in row.spread]
        body.append(_words(right + 8, middle + 4, f"{row.value:.3f}"))
    said = "; ".join(f"{row.name} {row.value:.3f}" for row in rows)
    return _wrap(key, title, f"Bars: {said}.", height, body)


def lines(key: str, title: str, across: Axis, up: Axis, series: Sequence[Series], *, diagonal: bool = False) -> Plot:
    """Points joined by lines over two axes; with `diagonal` the line on which both axes agree."""
    left, right, top, bottom = 60.0, WIDTH - 20.0, 16.0, 300.0

    def x(value: float) -> float:
        return left + (value - across.low) / ((across.high - across.low) or 1) * (right - left)

    def y(value: float) -> float:
        return bottom - (value - up.low) / ((up.high - up.low) or 1) * (bottom - top)

    body = []
    for tick in across.ticks:
        body += [_stroke(x(tick), top, x(tick), bottom, "grid"), _words(x(tick), bottom + 18, _figure(tick), "middle")]
    for tick in up.ticks:
        body += [_stroke(left, y(tick), right, y(tick), "grid"), _words(left - 8, y(tick) + 4, _figure(tick), "end")]
    body.append(_words((left + right) / 2, bottom + 38, across.name, "middle", "axis"))
    body.append(
        f'<text class="axis" transform="translate(16 {_place((top + bottom) / 2)}) rotate(-90)" '
        f'text-anchor="middle">{escape(up.name)}</text>'
    )
    if diagonal:
        body.append(_stroke(x(across.low), y(up.low), x(across.high), y(up.high), "ideal"))
    for place, one in enumerate(series):
        joined = " ".join(f"{_place(x(a))},{_place(y(b))}" for a, b in one.points)
        body.append(f'<polyline class="line s{place}" points="{joined}"/>')
        if one.dots:
            body += [
                f'<circle class="dot s{place}" cx="{_place(x(a))}" cy="{_place(y(b))}" r="4">'
                f"<title>{escape(one.name)}: {_figure(round(a, 4))}, {_figure(round(b, 4))}</title></circle>"
                for a, b in one.points
            ]
    ends = "; ".join(
        f"{one.name} from {one.points[0][1]:.3f} at {one.points[0][0]:g} to {one.points[-1][1]:.3f} at {one.points[-1][0]:g}"
        for one in series
        if one.points
    )
    return _wrap(key, title, f"{up.name} against {across.name}: {ends}.", bottom + 50, body)
