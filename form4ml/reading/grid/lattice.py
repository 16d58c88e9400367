"""Puts rules together into lattices, and lattices into tables of rows and columns or into loose boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from form4ml.document import Box
from form4ml.reading.grid.forms import FORMS, OWNERS, Form
from form4ml.reading.grid.rules import Rule, Rules

_TOUCH = 9  # units within which two rules are held to meet
_SAME = 6  # units within which two rules count as one line of the grid
_ROW = 15  # a lower row is a double rule
_STANDS = 0.7  # part of a row's height that a rule must run along to bound a cell
_AGREED = 3  # rows that agree on a number of columns
_MANY = 8  # columns that no box of the form has
_WIDE = 0.75  # part of a lattice's width that a rule must cover to bound a row


class Line(NamedTuple):
    """One line of a grid: all rules that stand at nearly the same place."""

    at: float
    parts: tuple[Rule, ...]

    def covers(self, start: float, end: float, slack: float = 0.0) -> float:
        """The covered share of the stretch from start to end; a stroke that runs past an end stands in for `slack`."""
        spans = sorted((max(start, part.start - slack), min(end, part.end + slack)) for part in self.parts)
        covered, reach = 0.0, start
        for left, right in spans:
            covered += max(0.0, right - max(left, reach))
            reach = max(reach, right)
        return covered / max(end - start, 1.0)


@dataclass(frozen=True)
class Lattice:
    """Rules that hang together."""

    level: tuple[Line, ...]
    upright: tuple[Line, ...]
    box: Box


class Band(NamedTuple):
    """What lies between two rules that run the lattice's whole width; open where the page's edge cut the table."""

    top: float
    bottom: float
    posts: tuple[float, ...]  # uprights along the whole band
    stumps: tuple[float, ...]  # uprights along a part of it only
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True)
class Table:
    """A table found: one x more than columns; rows are data rows, top to bottom."""

    form: Form
    xs: tuple[float, ...]
    rows: tuple[Band, ...]
    heading: Band | None  # its heading, where it stands on this page
    box: Box
    whole: int = 0  # rows and headings that show every rule of its columns, and no more

    def cell(self, row: Band, column: int) -> Box:
        return Box(self.xs[column], row.top, self.xs[column + 1], row.bottom)


def _lines(rules: Iterable[Rule], same: float) -> tuple[Line, ...]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= same:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return tuple(
        Line(sum(r.at * r.length for r in group) / sum(r.length for r in group), tuple(group)) for group in groups
    )


def lattices(rules: Rules, unit: float) -> list[Lattice]:
    """Sets of rules that touch one another, largest first."""
    reach = _TOUCH * unit
    everything = [*rules.level, *rules.upright]
    owner = list(range(len(everything)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, level in enumerate(rules.level):
        for j, upright in enumerate(rules.upright, len(rules.level)):
            meets_across = level.start - reach <= upright.at <= level.end + reach
            if meets_across and upright.start - reach <= level.at <= upright.end + reach:
                owner[root(j)] = root(i)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(everything):
        sets.setdefault(root(index), ([], []))[index >= len(rules.level)].append(rule)
    found = []
    for level_rules, upright_rules in sets.values():
        if len(level_rules) >= 1 and len(upright_rules) >= 2:
            across = [x for r in level_rules for x in (r.start, r.end)] + [r.at for r in upright_rules]
            down = [y for r in upright_rules for y in (r.start, r.end)] + [r.at for r in level_rules]
            box = Box(min(across), min(down), max(across), max(down))
            found.append(Lattice(_lines(level_rules, _SAME * unit), _lines(upright_rules, _SAME * unit), box))
    return sorted(found, key=lambda lattice: -lattice.box.width * lattice.box.height)


def bands(lattice: Lattice, unit: float) -> list[Band]:
    """The lattice cut at every rule that runs (nearly) its whole width."""
    left, right = lattice.box.left, lattice.box.right
    wide = [line.at for line in lattice.level if line.covers(left, right) >= _WIDE]
    edges: list[tuple[float, bool]] = [(y, False) for y in wide]
    tops = [min(part.start for part in line.parts) for line in lattice.upright]
    bottoms = [max(part.end for part in line.parts) for line in lattice.upright]
    for ends, outer, sign in ((tops, min(wide, default=0.0), -1), (bottoms, max(wide, default=0.0), 1)):
        beyond = [end for end in ends if (end - outer) * sign > _ROW * unit]
        if len(beyond) >= 4:
            edges.append((float(median(beyond)), True))
    edges.sort()
    found = []
    for (top, open_top), (bottom, open_bottom) in pairwise(edges):
        if bottom - top < _ROW * unit:
            continue
        share = [(line.at, line.covers(top, bottom, 3 * unit)) for line in lattice.upright]
        found.append(
            Band(
                top,
                bottom,
                tuple(x for x, covered in share if covered >= _STANDS),
                tuple(x for x, covered in share if 0.15 <= covered < _STANDS),
                open_top,
                open_bottom,
            )
        )
    return found


def is_tabular(lattice: Lattice, unit: float) -> bool:
    """Whether rows of many columns stand in a lattice."""
    wide = [band for band in bands(lattice, unit) if len(_framed(band.posts, lattice.box, unit)) > _MANY]
    return len(wide) > 1


def _framed(posts: Sequence[float], box: Box, unit: float) -> tuple[float, ...]:
    """The posts with the lattice's own sides, where an outer rule is missing."""
    framed = list(posts)
    if not framed or framed[0] - box.left > 16 * unit:
        framed.insert(0, box.left)
    if box.right - framed[-1] > 16 * unit:
        framed.append(box.right)
    return tuple(framed)


def _merged(posts: Sequence[float], near: float) -> list[float]:
    """Places at most `near` apart as one, in their middle."""
    groups: list[list[float]] = []
    for post in posts:
        if groups and post - groups[-1][-1] <= near:
            groups[-1].append(post)
        else:
            groups.append([post])
    return [sum(group) / len(group) for group in groups]


def _held(posts: Sequence[float], xs: Sequence[float], near: float) -> set[int]:
    """Which of the columns' rules the posts stand at."""
    return {index for index, x in enumerate(xs) if any(abs(post - x) <= near for post in posts)}


def _is_heading(band: Band, xs: Sequence[float], form: Form, near: float) -> bool:
    missing = form.divided - _held(band.posts, xs, near)
    return len(missing) >= len(form.divided) - 1


def _columns(found: Sequence[Band], form: Form, box: Box, unit: float) -> tuple[float, ...] | None:
    """The table's rules across, as the middle of every band that shows all of them."""
    count = len(form.columns) + 1
    whole = [xs for band in found if len(xs := _framed(band.posts, box, unit)) == count]
    if not whole:
        # A heading shows all of them too, some only half way up.
        for band in found:
            xs = _framed(sorted({*band.posts, *band.stumps}), box, unit)
            halves = {index for index, x in enumerate(xs) if x in band.stumps}
            if len(xs) == count and halves and halves <= form.divided:
                whole.append(xs)
    if not whole:
        # Where every row has lost some, all rows together may still show each.
        for size in range(2, len(found) + 1):
            for start in range(len(found) - size + 1):
                posts = sorted(post for band in found[start : start + size] for post in band.posts)
                xs = _framed(_merged(posts, 2 * _SAME * unit), box, unit)
                if len(xs) == count:
                    whole.append(xs)
            if whole:
                break
    if not whole:
        return None
    return tuple(float(median(values)) for values in zip(*whole, strict=True))


def _stretches(found: Sequence[Band], belongs: Callable[[Band], bool]) -> list[list[Band]]:
    """Neighbouring bands that belong together."""
    stretches: list[list[Band]] = []
    before: Band | None = None
    for band in found:
        if belongs(band):
            if before is None or not stretches:
                stretches.append([])
            stretches[-1].append(band)
            before = band
        else:
            before = None
    return stretches


def tables(lattice: Lattice, unit: float, page_width: float) -> list[Table]:
    """The form's tables in one lattice."""
    found = bands(lattice, unit)
    near = 2 * _SAME * unit
    result = []
    for form in FORMS:
        if (lattice.box.width > 0.9 * page_width) and form is OWNERS:
            continue
        xs = _columns(found, form, lattice.box, unit)
        if xs is None:
            continue
        allowed = 1 + len(xs) // 6

        def belongs(band: Band, xs: tuple[float, ...] = xs, allowed: int = allowed, form: Form = form) -> bool:
            posts = _framed(band.posts, lattice.box, unit)
            if _is_heading(band, xs, form, near):
                seen = _held((*posts, *band.stumps), xs, near)
                return len(set(range(len(xs))) - form.divided - seen) <= allowed
            return len(xs) - len(_held(posts, xs, near)) <= allowed

        for stretch in _stretches(found, belongs):
            headings = [band for band in stretch if _is_heading(band, xs, form, near)]
            rows = [band for band in stretch if band not in headings]
            box = Box(xs[0], stretch[0].top, xs[-1], stretch[-1].bottom)
            if rows or form is not OWNERS:
                counts = [len(_framed(band.posts, lattice.box, unit)) for band in stretch]
                whole = counts.count(len(xs))
                if not whole and len(counts) >= _AGREED and len(set(counts)) == 1:
                    continue  # rows that all show as many columns, and none of the form's number, are another form's
                result.append(Table(form, xs, tuple(rows), headings[-1] if headings else None, box, whole))
    return settle(result)


def settle(found: Iterable[Table]) -> list[Table]:
    """Where two tables claim one place, the one that more rows show whole, then the one with more columns.

    A heading of Table II looks like one of Table I, and rows that lost a rule like those of another year's form.
    """
    kept: list[Table] = []
    for table in sorted(found, key=lambda table: (-table.whole, -len(table.form.columns))):
        if not any(
            min(table.box.bottom, other.box.bottom) - max(table.box.top, other.box.top) > 5
            and min(table.box.right, other.box.right) - max(table.box.left, other.box.left) > 5
            for other in kept
        ):
            kept.append(table)
    return sorted(kept, key=lambda table: table.box.top)


def boxes(lattice: Lattice, top: float, bottom: float, unit: float) -> list[Box]:
    """The closed cells of an irregular lattice between two heights, top to bottom and left to right."""
    left, right = int(lattice.box.left - 4), int(lattice.box.right + 5)
    low, high = int(top - 4), int(bottom + 5)
    canvas = np.full((max(1, high - low), max(1, right - left)), 255, np.uint8)
    stretch = _TOUCH * unit
    for line in lattice.level:
        for part in line.parts:
            y = round(part.at) - low
            cv2.line(canvas, (round(part.start - stretch) - left, y), (round(part.end + stretch) - left, y), 0, 3)
    for line in lattice.upright:
        for part in line.parts:
            x = round(part.at) - left
            cv2.line(canvas, (x, round(part.start - stretch) - low), (x, round(part.end + stretch) - low), 0, 3)
    # The frame itself may be broken or cut off.
    frame = (round(lattice.box.left) - left, round(top) - low), (round(lattice.box.right) - left, round(bottom) - low)
    cv2.rectangle(canvas, *frame, 0, 3)
    cv2.rectangle(canvas, (0, 0), (canvas.shape[1] - 1, canvas.shape[0] - 1), 255, 1)
    count, _, stats, _ = cv2.connectedComponentsWithStats(canvas, connectivity=4)
    found = []
    for index in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[index])
        if x == 0 and y == 0 and width == canvas.shape[1]:
            continue
        if height >= _ROW * unit and width >= 3 * _ROW * unit and area > 0.5 * width * height:
            found.append(Box(left + x, low + y, left + x + width, low + y + height))
    return sorted(found, key=lambda box: (round(box.top / (10 * unit)), box.left))
