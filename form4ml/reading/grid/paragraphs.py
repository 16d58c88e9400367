"""Text outside the rules: finds its lines, puts them in reading order and each note's mark before its note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from form4ml.document import Box
from form4ml.reading.grid.textlines import TYPE, Sheet, split

_SMEAR = 17  # gap within a line of text, in units
_COLUMN_GAP = 1.4  # white between lines of one block at the head of the form, in heights of a line
_NOTE_GAP = 0.8  # the same where notes part by little more than their lines do


@dataclass(frozen=True)
class Free:
    """A text line: its block's number in the region, and its stretches left to right; a note's mark apart."""

    block: int
    stretches: tuple[Box, ...]
    mark: Box | None = None

    @property
    def box(self) -> Box:
        return around(self.stretches)


def around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )


def _grouped(boxes: Sequence[Box], together: Callable[[Box, Box], bool]) -> list[list[Box]]:
    """Boxes in sets that hang together."""
    groups: list[list[Box]] = []
    for box in boxes:
        near = [group for group in groups if any(together(box, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append([box, *(other for group in near for other in group)])
    return groups


def _beside(a: Box, b: Box) -> bool:
    """Two stretches of one line of text."""
    gap = max(a.left, b.left) - min(a.right, b.right)
    return _same_row(a, b) and gap < 0.9 * max(a.height, b.height)


def _below(gap: float) -> Callable[[Box, Box], bool]:
    """Whether two lines belong to one block, `gap` line heights at most between them."""

    def together(a: Box, b: Box) -> bool:
        overlap = min(a.right, b.right) - max(a.left, b.left)
        return overlap > 0 and max(a.top, b.top) - min(a.bottom, b.bottom) < gap * min(a.height, b.height)

    return together


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
        if (h < 4 * unit and w < 4 * unit) or (h <= 5 * unit and w > 3 * h):
            continue
        part = ink[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == index)
        profile = part.sum(axis=1).astype(np.int64)
        for low, high in split(profile, 0, h, TYPE * unit if w > 4 * h else h):
            columns = np.flatnonzero(part[low:high].any(axis=0))
            if len(columns) and high - low >= 3 * unit:
                found.append(
                    Box(left + x + int(columns[0]), top + y + low, left + x + int(columns[-1]) + 1, top + y + high)
                )
    size = TYPE * unit
    whole = [around(group) for group in _grouped(found, _beside)]
    return [box for box in whole if box.height >= 0.4 * size or box.width >= 2 * size]


def head_lines(sheet: Sheet, region: Box) -> list[Free]:
    """Lines of a region laid out in columns, block by block."""
    blocks = _grouped(pieces(sheet, region), _below(_COLUMN_GAP))
    size = TYPE * sheet.unit
    blocks.sort(key=lambda block: (round(min(box.top for box in block) / size), min(box.left for box in block)))
    return [Free(number, row) for number, block in enumerate(blocks) for row in _rows(block)]


def _rows(block: Sequence[Box]) -> list[tuple[Box, ...]]:
    rows = [tuple(sorted(row)) for row in _grouped(sorted(block), _same_row)]
    return sorted(rows, key=lambda row: min(box.top for box in row))


def note_lines(sheet: Sheet, region: Box, known: Sequence[Box] = (), words: Sequence[Box] = ()) -> list[Free]:
    """Lines of a region that runs the page's width, row by row.

    `known` are stretches of text already found in it, `words` their words; other ink makes stretches of its own.

    A note's mark stands half way down its paragraph in one of the prints; it is put before the paragraph's first line.
    """
    found = [*known, *(box for box in pieces(sheet, region) if not _covered(box, words))]
    size = TYPE * sheet.unit
    edge = _text_edge(found, size)
    margins: list[Box] = []
    texts: list[Box] = []
    for box in found:
        mark, text = _apart(sheet, box, edge) if edge is not None else (None, box)
        margins += [mark] if mark else []
        texts += [text] if text else []
    blocks = _parted(_grouped(texts, _below(_NOTE_GAP)), margins)
    owners = {mark: number for mark in margins if (number := _owner(mark, blocks, size)) is not None}
    numbered = {number: mark for mark, number in owners.items()}
    lines = [
        Free(number, row, numbered.get(number) if first == 0 else None)
        for number, block in enumerate(blocks)
        for first, row in enumerate(_rows(block))
    ]
    lines += [Free(len(blocks) + i, (mark,)) for i, mark in enumerate(m for m in margins if m not in owners)]
    return _side_by_side(sorted(lines, key=lambda line: line.box.top), set(numbered))


def _covered(box: Box, words: Sequence[Box]) -> bool:
    """Whether known words stand on a good part of a piece of ink."""
    on = (word for word in words if min(word.bottom, box.bottom) - max(word.top, box.top) > 0.4 * word.height)
    return sum(max(0.0, min(word.right, box.right) - max(word.left, box.left)) for word in on) > 0.4 * box.width


def _text_edge(found: Sequence[Box], size: float) -> float | None:
    """Where the notes' text begins, when it begins right of the region's left edge: what stands left of it are marks."""
    if not found:
        return None
    left = min(box.left for box in found)
    starts = sorted(
        box.left for box in found if box.width > 8 * size and left + 0.8 * size < box.left < left + 4 * size
    )
    if not starts:
        return None
    best = max(starts, key=lambda start: sum(abs(start - other) <= 0.25 * size for other in starts))
    near = [start for start in starts if abs(start - best) <= 0.25 * size]
    return sum(near) / len(near)


def _apart(sheet: Sheet, box: Box, edge: float) -> tuple[Box | None, Box | None]:
    """A piece as (mark, text): short ones left of the edge are marks; one that runs over it is cut there."""
    unit = sheet.unit
    if box.right <= edge + 2 * unit:
        return (box, None) if box.width < 3 * TYPE * unit else (None, box)
    if box.left > edge - 6 * unit:
        return None, box
    top, bottom = round(box.top), round(box.bottom)
    begin = round(box.left)
    filled = np.asarray(sheet.ink[top:bottom, begin : round(edge + 6 * unit)].any(axis=0))
    for x in range(round(edge + 2 * unit) - begin, 0, -1):
        gap = filled[max(0, x - round(5 * unit)) : x]
        if not gap.any():
            mark_end = begin + max(0, x - round(5 * unit))
            while mark_end > begin and not filled[mark_end - 1 - begin]:
                mark_end -= 1
            if mark_end - begin < 3 * unit:
                return None, box
            start = begin + x
            while start < box.right - 1 and start - begin < len(filled) and not filled[start - begin]:
                start += 1
            return Box(box.left, box.top, mark_end, box.bottom), Box(start, box.top, box.right, box.bottom)
    return None, box


def _parted(blocks: Sequence[list[Box]], margins: Sequence[Box]) -> list[list[Box]]:
    """Blocks with several marks beside them, parted between the marks at the widest white."""
    parted = []
    for block in blocks:
        whole = around(block)
        beside = sorted(mark.y for mark in margins if whole.top < mark.y < whole.bottom)
        rows = [around(row) for row in _rows(block)]
        cuts = []
        for first, second in pairwise(beside):
            gaps = [
                (below.top - above.bottom, below.top)
                for above, below in pairwise(rows)
                if first < below.bottom and above.top < second and below.y > first and above.y < second
            ]
            if gaps:
                cuts.append(max(gaps)[1])
        for low, high in zip([whole.top, *cuts], [*cuts, whole.bottom + 1], strict=True):
            if part := [box for box in block if low <= box.y < high]:
                parted.append(part)
    return parted


def _owner(mark: Box, blocks: Sequence[list[Box]], size: float) -> int | None:
    """The block that a mark stands beside: the one whose middle lies at its height."""
    near = []
    for number, block in enumerate(blocks):
        box = around(block)
        if box.top - 0.5 * size <= mark.y <= box.bottom + 0.5 * size and box.left < mark.right + 3 * size:
            near.append((abs(box.y - mark.y), number))
    return min(near)[1] if near else None


def _side_by_side(lines: Sequence[Free], marked: set[int]) -> list[Free]:
    """Lines on one row made one, but for notes."""
    joined: list[Free] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and not {last.block, line.block} & marked and _same_row(last.box, line.box):
            joined[-1] = Free(last.block, tuple(sorted((*last.stretches, *line.stretches))))
        else:
            joined.append(line)
    return joined
