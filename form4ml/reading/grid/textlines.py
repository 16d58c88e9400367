"""Cuts a region of a page into text lines, and a line into stretches that are read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from form4ml.document import Box
from form4ml.reading.grid.lattice import Lattice
from form4ml.reading.grid.rules import Rule, Rules
from form4ml.reading.grid.upright import Grey, contrast

_INK = 110  # contrast from which a pixel is ink
_SPECK = 5  # square units: smaller spots are dirt
TYPE = 21  # height of a line of the form's type, capitals and descenders, where none was measured
_TWO = 1.6  # heights of a region's usual line from which a line of it is looked at as two
_STROKE = 48
_VALLEY = 0.4  # ink between two touching lines, as a part of what a row usually holds
_LONGEST = 22  # a stretch is at most so many times as long as high


@dataclass(frozen=True)
class Sheet:
    """An upright page with the rules of its lattices painted over, and its ink."""

    image: Grey
    ink: Grey  # 1 where there is ink
    unit: float
    whole: Grey  # the image with underlines and stray rules still in it

    def crop(self, box: Box, pad: float = 0.0, right_pad: float | None = None) -> Grey:
        return crop(self.image, box, pad, right_pad)

    def blank(self, box: Box) -> None:
        """Forget the ink in a box: it is no text."""
        self.ink[round(box.top) : round(box.bottom) + 1, round(box.left) : round(box.right) + 1] = 0


def crop(image: Grey, box: Box, pad: float = 0.0, right_pad: float | None = None) -> Grey:
    height, width = image.shape
    right = box.right + (pad if right_pad is None else right_pad)
    top, bottom = max(0, round(box.top - pad)), min(height, round(box.bottom + pad))
    return image[top:bottom, max(0, round(box.left - pad)) : min(width, round(right))]


def _without_specks(ink: Grey, unit: float) -> Grey:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= _SPECK * unit * unit
    kept[0] = False
    return kept[labels].astype(np.uint8) if count > 1 else ink


def sheet(page: Grey, found: list[Lattice], rules: Rules, unit: float) -> Sheet:
    """Paint the rules in the paper's shade: a lattice's whole, an underline only where no letter crosses it."""
    image = page.copy()
    paper = int(np.median(page[::7, ::7]))
    bounding: set[Rule] = set()
    for lattice in found:
        for line in lattice.level:
            for part in line.parts:
                bounding.add(part)
                edge = (round(part.start - 2), round(part.at)), (round(part.end + 2), round(part.at))
                cv2.line(image, *edge, paper, round(part.thick + 2 * unit) | 1)
        for line in lattice.upright:
            for part in line.parts:
                # Shorter ones in a small frame may be strokes of the large letters that it frames.
                if part.length < _STROKE * unit and lattice.box.height < 2 * _STROKE * unit:
                    continue
                bounding.add(part)
                edge = (round(part.at), round(part.start - 2)), (round(part.at), round(part.end + 2))
                cv2.line(image, *edge, paper, round(part.thick + 2 * unit) | 1)
    whole = image.copy()
    for rule in rules.level:
        if rule not in bounding and rule.thick <= 8 * unit:
            _lift(image, rule, paper, unit)
    for rule in rules.upright:
        if rule not in bounding and rule.thick <= 8 * unit:
            _lift(image.T, rule, paper, unit)
    ink = (contrast(image) > _INK).astype(np.uint8)
    return Sheet(image, _without_specks(ink, unit), unit, whole)


def _lift(image: Grey, rule: Rule, paper: int, unit: float) -> None:
    """Take an underline (or a stray rule) away in the columns where nothing stands on both of its sides.

    What looks like a rule and has ink along both sides is a line of blurred text, and stays.
    """
    half = rule.thick / 2 + 1.5 * unit
    top, bottom = round(rule.at - half), round(rule.at + half) + 1
    left, right = max(0, round(rule.start) - 1), min(image.shape[1], round(rule.end) + 2)
    reach = max(1, round(unit))
    if top - reach < 0 or bottom + reach > image.shape[0]:
        return
    above = (image[top - reach : top, left:right] < paper - 80).any(axis=0)
    below = (image[bottom : bottom + reach, left:right] < paper - 80).any(axis=0)
    if min(above.mean(), below.mean()) > 0.12:
        return
    view = image[top:bottom, left:right]
    view[:, ~(above & below)] = paper


def runs(filled: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Stretches of True, those at most `gap` apart joined: (first, one past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _trimmed(ink: Grey, unit: float) -> Grey:
    """The ink less what is left of a bounding rule along its edges."""
    ink = ink.copy()
    depth = max(2, round(7 * unit))
    for view in (ink, ink[::-1], ink.T, ink.T[::-1]):
        if view.shape[0] < 2 * depth:
            continue
        for index in range(depth):
            if view[index].mean() > 0.45:
                view[: index + 1] = 0
    return ink


def split(profile: NDArray[np.int64], start: int, end: int, type_height: float) -> list[tuple[int, int]]:
    """Lines that touch, parted where the least ink lies near the places a regular spacing would part them at."""
    count = round((end - start) / (1.12 * type_height))
    if count < 2 or end - start < 1.65 * type_height:
        return [(start, end)]
    pitch = (end - start) / count
    cuts = [start]
    dense = float(np.median(profile[start:end]))
    for number in range(1, count):
        low = round(start + (number - 0.3) * pitch)
        high = round(start + (number + 0.3) * pitch)
        # A tall line of large type has no valley to part it at.
        if high > low and profile[low:high].min() <= _VALLEY * dense:
            cuts.append(low + int(profile[low:high].argmin()))
    cuts.append(end)
    return list(pairwise(cuts))


def lines(sheet: Sheet, region: Box, type_height: float | None = None) -> list[list[Box]]:
    """The region's text lines top to bottom, each as its stretches left to right, tight around the ink."""
    unit = sheet.unit
    height, width = sheet.ink.shape
    top, left = max(0, round(region.top)), max(0, round(region.left))
    bottom, right = min(height, round(region.bottom)), min(width, round(region.right))
    if bottom - top < 4 or right - left < 4:
        return []
    ink = _trimmed(sheet.ink[top:bottom, left:right], unit)
    profile = ink.sum(axis=1).astype(np.int64)
    size = type_height or TYPE * unit
    found = []
    bands = runs(profile > 0, max(1, round(unit)))
    usual = median(end - start for start, end in bands) if len(bands) > 2 else size
    for start, end in bands:
        # Beside lines of smaller type, two of them that touch are no higher than one of the form's.
        own = min(size, usual) if end - start > _TWO * usual else size
        for low, high in split(profile, start, end, own):
            if high - low < 5 * unit:
                continue
            stretches = _stretches(ink[low:high], low, high, unit)
            if stretches:
                found.append([Box(left + a, top + c, left + b, top + d) for a, c, b, d in stretches])
    return found


def _stretches(ink: Grey, low: int, high: int, unit: float) -> list[tuple[int, int, int, int]]:
    size = high - low
    parts = runs(np.asarray(ink.any(axis=0)), round(max(2.2 * min(size, 26 * unit), 12 * unit)))
    found = []
    for start, end in parts:
        for a, b in _shortened(ink, start, end, size):
            rows = np.flatnonzero(ink[:, a:b].any(axis=1))
            if len(rows) and (rows[-1] - rows[0] >= 4 * unit or b - a >= 8 * unit):
                found.append((a, low + int(rows[0]), b, low + int(rows[-1]) + 1))
    return found


def _shortened(ink: Grey, start: int, end: int, size: int) -> list[tuple[int, int]]:
    """A long stretch cut at its widest gaps, so that the recogniser's picture stays within its width."""
    if end - start <= _LONGEST * size:
        return [(start, end)]
    words = runs(np.asarray(ink[:, start:end].any(axis=0)), 1)
    gaps = [(b[0] - a[1], a[1]) for a, b in pairwise(words)]
    middle = (end - start) / 2
    near = [gap for gap in gaps if abs(gap[1] - middle) < 0.35 * (end - start)]
    if not near:
        return [(start, end)]
    cut = start + max(near)[1]
    after = start + next(a for a, _ in words if a + start >= cut)
    return [*_shortened(ink, start, cut, size), *_shortened(ink, after, end, size)]


def shortened(sheet: Sheet, box: Box) -> list[Box]:
    """A line's box cut at its widest gaps into parts that the recogniser can take."""
    ink = sheet.ink[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
    parts = _shortened(ink, 0, ink.shape[1], max(1, ink.shape[0]))
    return [Box(round(box.left) + start, box.top, round(box.left) + end, box.bottom) for start, end in parts]
