"""Cuts a region of a page into text lines, and a line into stretches that are read one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from form4ml.document import Box
from form4ml.reading.grid.lattice import Lattice
from form4ml.reading.grid.upright import Grey, contrast

_INK = 110  # contrast from which a pixel is ink
_SPECK = 5  # square units: smaller spots are dirt
_TYPE = 21  # height of a line of the form's type, capitals and descenders, where none was measured
_SMEAR = 17  # gap within a line of text, in units; a note's mark stands farther off
_LONGEST = 22  # a stretch is at most so many times as long as high


@dataclass(frozen=True)
class Sheet:
    """An upright page with the rules of its lattices painted over, and its ink."""

    image: Grey
    ink: Grey  # 1 where there is ink
    unit: float

    def crop(self, box: Box, pad: float = 0.0, right_pad: float | None = None) -> Grey:
        height, width = self.image.shape
        top, bottom = max(0, round(box.top - pad)), min(height, round(box.bottom + pad))
        left, right = max(0, round(box.left - pad)), min(width, round(box.right + (pad if right_pad is None else right_pad)))
        return self.image[top:bottom, left:right]


def _without_specks(ink: Grey, unit: float) -> Grey:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= _SPECK * unit * unit
    kept[0] = False
    return kept[labels].astype(np.uint8) if count > 1 else ink


def sheet(page: Grey, found: list[Lattice], unit: float) -> Sheet:
    """Paint the lattices' rules in the paper's shade, a pixel wider than they are drawn."""
    image = page.copy()
    paper = int(np.median(page[::7, ::7]))
    for lattice in found:
        for line in lattice.level:
            for part in line.parts:
                edge = (round(part.start - 2), round(part.at)), (round(part.end + 2), round(part.at))
                cv2.line(image, *edge, paper, round(part.thick + 2 * unit) | 1)
        for line in lattice.upright:
            for part in line.parts:
                edge = (round(part.at), round(part.start - 2)), (round(part.at), round(part.end + 2))
                cv2.line(image, *edge, paper, round(part.thick + 2 * unit) | 1)
    ink = (contrast(image) > _INK).astype(np.uint8)
    return Sheet(image, _without_specks(ink, unit), unit)


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


def _split(profile: NDArray[np.int64], start: int, end: int, type_height: float) -> list[tuple[int, int]]:
    """Lines that touch, parted where the least ink lies near the places a regular spacing would part them at."""
    count = round((end - start) / (1.12 * type_height))
    if count < 2 or end - start < 1.65 * type_height:
        return [(start, end)]
    pitch = (end - start) / count
    cuts = [start]
    for number in range(1, count):
        low = round(start + (number - 0.3) * pitch)
        high = round(start + (number + 0.3) * pitch)
        cuts.append(low + int(profile[low:high].argmin()))
    cuts.append(end)
    return list(zip(cuts[:-1], cuts[1:], strict=True))


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
    size = type_height or _TYPE * unit
    found = []
    for start, end in runs(profile > 0, max(1, round(unit))):
        for low, high in _split(profile, start, end, size):
            if high - low < 5 * unit:
                continue
            stretches = _stretches(ink[low:high], low, high, unit)
            if stretches:
                found.append([Box(left + a, top + c, left + b, top + d) for a, c, b, d in stretches])
    return found


def _stretches(ink: Grey, low: int, high: int, unit: float) -> list[tuple[int, int, int, int]]:
    size = high - low
    parts = runs(ink.any(axis=0), round(max(2.2 * min(size, 26 * unit), 12 * unit)))
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
    words = runs(ink[:, start:end].any(axis=0), 1)
    gaps = [(b[0] - a[1], a[1]) for a, b in zip(words, words[1:], strict=False)]
    middle = (end - start) / 2
    near = [gap for gap in gaps if abs(gap[1] - middle) < 0.35 * (end - start)]
    if not near:
        return [(start, end)]
    cut = start + max(near)[1]
    after = start + next(a for a, _ in words if a + start >= cut)
    return [*_shortened(ink, start, cut, size), *_shortened(ink, after, end, size)]


@dataclass(frozen=True)
class Free:
    """A text line of a region without rules: its block's number there, and its stretches left to right."""

    block: int
    stretches: tuple[Box, ...]

    @property
    def box(self) -> Box:
        return around(self.stretches)


def around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )


def _grouped(boxes: list[Box], together: Callable[[Box, Box], bool]) -> list[list[Box]]:
    """Boxes in sets that hang together."""
    groups: list[list[Box]] = []
    for box in boxes:
        near = [group for group in groups if any(together(box, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    return groups


def _beside(a: Box, b: Box) -> bool:
    """Two stretches of one line of text."""
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    gap = max(a.left, b.left) - min(a.right, b.right)
    return overlap > 0.5 * min(a.height, b.height) and gap < 0.9 * max(a.height, b.height)


def _below(a: Box, b: Box) -> bool:
    """Two lines of one block."""
    overlap = min(a.right, b.right) - max(a.left, b.left)
    gap = max(a.top, b.top) - min(a.bottom, b.bottom)
    return overlap > 0 and gap < 0.8 * min(a.height, b.height)


def _same_row(a: Box, b: Box) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.height, b.height)


def pieces(sheet: Sheet, region: Box) -> list[Box]:
    """The region's stretches of text, words of a line smeared together, in no order."""
    unit = sheet.unit
    height, width = sheet.ink.shape
    top, left = max(0, round(region.top)), max(0, round(region.left))
    ink = sheet.ink[top : min(height, round(region.bottom)), left : min(width, round(region.right))]
    if ink.size == 0:
        return []
    smeared = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(3, round(_SMEAR * unit))), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[index])
        flat = h <= 5 * unit and w > 3 * h
        if h < 4 * unit and w < 4 * unit or flat:
            continue
        part = ink[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == index)
        for low, high in _split(part.sum(axis=1).astype(np.int64), 0, h, _TYPE * unit if w > 4 * h else h):
            columns = np.flatnonzero(part[low:high].any(axis=0))
            if len(columns) and high - low >= 3 * unit:
                found.append(Box(left + x + int(columns[0]), top + y + low, left + x + int(columns[-1]) + 1, top + y + high))
    return [around(group) for group in _grouped(found, _beside)]


def free(sheet: Sheet, region: Box, by_column: bool) -> list[Free]:
    """The region's lines in reading order: block by block, or (below the form's boxes) row by row.

    A note's mark stands half way down its paragraph in one of the prints; it is put before the paragraph's first line.
    """
    found = pieces(sheet, region)
    size = _TYPE * sheet.unit
    found = [box for box in found if box.height >= 0.4 * size or box.width >= 2 * size]
    margins = [] if by_column else _marginal(found, size)
    blocks = _grouped([box for box in found if box not in margins], _below)
    blocks.sort(key=lambda block: (round(min(box.top for box in block) / size), min(box.left for box in block)))
    ordered: list[Free] = []
    for number, block in enumerate(_parted(blocks, margins) if margins else blocks):
        rows = _grouped(sorted(block), _same_row)
        for row in sorted(rows, key=lambda row: min(box.top for box in row)):
            ordered.append(Free(number, tuple(sorted(row))))
    if by_column:
        return ordered
    return _rows_joined(ordered, margins)


def _marginal(found: list[Box], size: float) -> list[Box]:
    """Short pieces at the left edge that stand by themselves beside a paragraph."""
    if not found:
        return []
    left = min(box.left for box in found)
    short = [box for box in found if box.width < 2.6 * size and box.left < left + 2.5 * size]
    return [
        box
        for box in short
        if not any(_below(box, other) for other in found if other not in short)
        and any(
            other.left > box.right and other.left - box.right < 3 * size and other.top - size < box.y < other.bottom + size
            for other in found
            if other not in short
        )
    ]


def _parted(blocks: list[list[Box]], margins: list[Box]) -> list[list[Box]]:
    """Blocks with several marks beside them, parted between the marks at the widest white."""
    parted = []
    for block in blocks:
        whole = around(block)
        beside = sorted(mark.y for mark in margins if whole.top < mark.y < whole.bottom)
        rows = sorted(block, key=lambda box: box.top)
        cuts = []
        for first, second in zip(beside, beside[1:], strict=False):
            gaps = [(b.top - a.bottom, b.top) for a, b in zip(rows, rows[1:], strict=False) if first < b.top and a.bottom < second]
            if gaps:
                cuts.append(max(gaps)[1])
        for low, high in zip([whole.top, *cuts], [*cuts, whole.bottom + 1], strict=True):
            if part := [box for box in block if low <= box.top < high]:
                parted.append(part)
    return parted


def _rows_joined(ordered: list[Free], margins: list[Box]) -> list[Free]:
    """Lines that stand side by side made one, and each mark put before the paragraph that it stands beside."""
    waiting = list(margins)
    tops: dict[int, Box] = {}
    for line in ordered:
        tops[line.block] = around([tops[line.block], line.box]) if line.block in tops else line.box
    marked: dict[int, list[Box]] = {}
    for mark in waiting:
        near = [(abs(box.y - mark.y), number) for number, box in tops.items() if box.top - 4 <= mark.y <= box.bottom + 4]
        if not near:
            near = [(abs(box.y - mark.y), number) for number, box in tops.items()]
        if near:
            marked.setdefault(min(near)[1], []).append(mark)
    joined: list[Free] = []
    opened: set[int] = set()
    for line in sorted(ordered, key=lambda line: (tops[line.block].top if line.block in marked else line.box.top, line.box.top)):
        first = line.block not in opened
        opened.add(line.block)
        stretches = (*marked.get(line.block, ()), *line.stretches) if first else line.stretches
        if joined and line.block not in marked and joined[-1].block not in marked and _same_row(joined[-1].box, line.box):
            joined[-1] = Free(joined[-1].block, tuple(sorted((*joined[-1].stretches, *stretches))))
        else:
            joined.append(Free(line.block, stretches))
    return joined
