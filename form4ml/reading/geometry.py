"""Lines and blocks from where words stand, for sources that give words without either."""

from __future__ import annotations

from statistics import median

from form4ml.reading.building import Piece

_OVERLAP = 0.5  # of the lower of two heights, from which two words share a line
_GAP = 0.75  # of a line's height, from which the space above a line parts it from the block before


def blocks_of(pieces: list[Piece]) -> list[list[list[Piece]]]:
    """Words with boxes as blocks of lines, from the top down, each line from left to right."""
    rows = lines_of(pieces)
    if not rows:
        return []
    usual = median(_height(row) for row in rows)
    blocks = [[rows[0]]]
    bottom = _bottom(rows[0])
    for row in rows[1:]:
        if min(piece.box.top for piece in row if piece.box) - bottom > _GAP * usual:
            blocks.append([])
        blocks[-1].append(row)
        bottom = max(bottom, _bottom(row))
    return blocks


def lines_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Words that stand side by side, as rows. A word joins the row whose band it shares most of its height with."""
    rows: list[list[Piece]] = []
    bands: list[tuple[float, float]] = []
    for piece in sorted((p for p in pieces if p.box), key=lambda p: p.box.y if p.box else 0):
        box = piece.box
        assert box is not None
        best, most = -1, 0.0
        for index in range(len(rows) - 1, max(-1, len(rows) - 12), -1):
            top, bottom = bands[index]
            shared = min(bottom, box.bottom) - max(top, box.top)
            share = shared / max(min(bottom - top, box.height), 1e-6)
            if share >= _OVERLAP and share > most:
                best, most = index, share
        if best < 0:
            rows.append([piece])
            bands.append((box.top, box.bottom))
        else:
            rows[best].append(piece)
            bands[best] = _band(rows[best])
    order = sorted(range(len(rows)), key=lambda index: sum(bands[index]))
    return [sorted(rows[index], key=lambda p: p.box.left if p.box else 0) for index in order]


def _band(row: list[Piece]) -> tuple[float, float]:
    """The band of the row's usual word: one tall or raised word must not draw the next line in."""
    boxes = [piece.box for piece in row if piece.box]
    return median(box.top for box in boxes), median(box.bottom for box in boxes)


def _height(row: list[Piece]) -> float:
    top, bottom = _band(row)
    return bottom - top


def _bottom(row: list[Piece]) -> float:
    return max(piece.box.bottom for piece in row if piece.box)
