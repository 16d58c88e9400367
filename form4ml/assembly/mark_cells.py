"""Marks on a page with boxes put to the cells that they stand at, or alone in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from form4ml.assembly.found import Found
from form4ml.assembly.table import ORDER, RANK, RawRow
from form4ml.normalize.mark_shapes import parts

_FAR = 1e9
_AT_VALUE = 2.6  # line heights to a value that a mark stands at
_BESIDE = 6.0  # and to the value left of it where no cell between is empty
_IN_ROW = 1.2  # line heights from a row
# Cells that hold a mark and nothing else often, in the order in which they are thought of.
_ALONE: dict[int, tuple[str, ...]] = {
    1: ("CODE", "SHARES", "PRICE", "NATURE"),
    2: ("EXERCISE_PRICE", "CODE", "EXERCISE_DATE", "EXPIRATION_DATE", "PRICE", "NATURE"),
}


def attach(marks: Sequence[Found], found: Sequence[RawRow], height: float) -> None:
    """Give each mark of a page to a cell: of the value it stands at, else the empty one it stands in."""
    if not found:
        return
    loose: list[tuple[int, Found]] = []
    columns = _columns(found)
    for mark in marks:
        beside = _at_value(mark, found, height)
        if beside is not None:
            beside[0].marks[beside[1]].append(mark)
            continue
        at = min(range(len(found)), key=lambda n: abs(found[n].y - mark.y))
        if abs(found[at].y - mark.y) <= _IN_ROW * height:
            loose.append((at, mark))
    loose.sort(key=lambda one: (one[0], one[1].left))
    for at, group in groupby(loose, key=lambda one: one[0]):
        _in_empty_cells(found[at], [mark for _, mark in group], columns, height)


def _at_value(mark: Found, found: Sequence[RawRow], height: float) -> tuple[RawRow, str] | None:
    best: tuple[float, RawRow, str] | None = None
    for row in found:
        if abs(row.y - mark.y) > 8 * height:
            continue
        for label, pieces in row.cells.items():
            for piece in pieces:
                away = _distance(mark, piece, height)
                if best is None or away < best[0]:
                    best = (away, row, label)
    return (best[1], best[2]) if best is not None and best[0] <= _AT_VALUE else None


def _distance(mark: Found, piece: Found, height: float) -> float:
    """In line heights; small where a mark stands right after the value or under its end."""
    drop = (mark.y - piece.bottom) / height
    if -0.9 <= drop <= 0.6:
        gap = (mark.left - piece.right) / height
        if gap >= -0.6:
            return max(gap, 0.0) + 0.5 * abs(drop)
    if -0.9 <= drop <= 1.9 and piece.left - height <= (mark.left + mark.right) / 2 <= piece.right + 1.5 * height:
        return 0.8 + abs(drop) / 2
    return _FAR


def _in_empty_cells(
    row: RawRow, marks: Sequence[Found], columns: dict[str, tuple[float, float]], height: float
) -> None:
    """Marks of one row that stand at no value: those between the same two values fill the empty cells between them."""
    around = [(mark, *_neighbours(row, mark, height)) for mark in marks]
    for (left, right), group in groupby(around, key=lambda one: (one[1], one[2])):
        between = [mark for mark, _, _ in group]
        empty = _empty(row, left, right)
        if not empty:
            if left is not None and _near(row, left, between[0], height):
                row.marks[left] += between
            continue
        for mark, label in zip(between, _labels(row, between, empty, columns), strict=True):
            row.marks[label].append(mark)


def _neighbours(row: RawRow, mark: Found, height: float) -> tuple[str | None, str | None]:
    """The labels of the values left and right of a mark."""
    left: tuple[float, str | None] = (-_FAR, None)
    right: tuple[float, str | None] = (_FAR, None)
    for label, pieces in row.cells.items():
        for piece in pieces:
            if piece.right <= mark.left + 0.5 * height:
                left = max(left, (piece.right, label), key=lambda one: one[0])
            elif piece.left >= mark.left:
                right = min(right, (piece.left, label), key=lambda one: one[0])
    return left[1], right[1]


def _empty(row: RawRow, left: str | None, right: str | None) -> list[str]:
    """The empty cells between two values that may hold a mark alone."""
    rank = RANK[row.table]
    first = rank.get(left or "", -1)
    last = rank.get(right or "", len(ORDER[row.table]))
    return [label for label in _ALONE[row.table] if first < rank[label] < last and not row.cells.get(label)]


def _labels(
    row: RawRow, marks: Sequence[Found], empty: Sequence[str], columns: dict[str, tuple[float, float]]
) -> list[str]:
    """Which empty cell each mark stands in: where other rows show the columns by place, else in order."""
    placed = [_column_at(columns, (mark.left + mark.right) / 2) for mark in marks]
    known = [label if label in empty else None for label in placed]
    count = sum(len(parts(mark.text)) for mark in marks)
    # A day of exercise and one of expiration come together; a third mark before them is that of the price.
    dates = [label for label in empty if label in ("EXERCISE_DATE", "EXPIRATION_DATE")]
    order = dates if len(dates) == 2 and count == 2 and len(marks) == 2 else list(empty)
    return [label or order[min(at, len(order) - 1)] for at, label in enumerate(known)]


def _near(row: RawRow, label: str, mark: Found, height: float) -> bool:
    return min(abs(mark.left - piece.right) for piece in row.cells[label]) <= _BESIDE * height


def _columns(found: Sequence[RawRow]) -> dict[str, tuple[float, float]]:
    spans: dict[str, list[tuple[float, float]]] = {}
    for row in found:
        for label, pieces in row.cells.items():
            for piece in pieces:
                spans.setdefault(label, []).append((piece.left, piece.right))
    return {label: (median(a for a, _ in s), median(b for _, b in s)) for label, s in spans.items()}


def _column_at(columns: dict[str, tuple[float, float]], x: float) -> str | None:
    for label, (left, right) in columns.items():
        if left <= x <= right:
            return label
    return None
