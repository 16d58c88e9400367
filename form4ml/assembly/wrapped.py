"""The lines of a wrapped column laid out among a table's rows: each row takes the run of lines that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from form4ml.assembly.columns import Line
from form4ml.assembly.table import RawRow

_FAR = 1e9
_LONGEST = 14  # lines of a cell
_PITCH, _CLOSEST, _WIDEST = 1.6, 0.9, 2.1  # from a line of a cell to the next: usual, and what is no accident
_SKIP, _SKIP_MARK = 3.0, 0.25  # cost of leaving a line to no row
_STARTS = re.compile(r"[\s'‘\"“(]*(?:By|See|Held|Class|Series|Common|Direct)\b", re.I)
_ENDS = re.compile(r"(?:\bL\.?P\.?|\bLLC|\bL\.L\.C\.?|\bInc\.?|\bLtd\.?|\bTrust)[\s,)]*$", re.I)
_GOES_ON = re.compile(r"^[\s'‘\"“]*(?:[a-z(]|L\.?P\b|LLC\b)")


def lay_out(columns: dict[str, list[Line]], rows: list[RawRow], heights: Sequence[float]) -> None:
    """Give each row its lines of every wrapped column; `heights` says where each row stands in the table's strip."""
    if not rows:
        return
    pitch = _pitch(columns.values())
    fits = {
        top: {label: _fit(label, lines, rows, heights, top, pitch) for label, lines in columns.items() if lines}
        for top in (False, True)
    }
    # A print sets all of its cells alike: about the middle of their row, or from its top.
    top = sum(cost for cost, _ in fits[True].values()) < sum(cost for cost, _ in fits[False].values())
    for label, (_, runs) in fits[top].items():
        for row, (first, last) in zip(rows, runs, strict=True):
            row.cells[label] += [line.piece for line in columns[label][first:last] if line.piece is not None]


def _fit(
    label: str, lines: list[Line], rows: list[RawRow], heights: Sequence[float], top: bool, pitch: float
) -> tuple[float, list[tuple[int, int]]]:
    """Cheapest giving of runs of lines to rows, by dynamic programming; a run may be empty, a line may be left out."""
    size, many = len(lines), len(rows)
    joins = _joins(lines, pitch)
    skips = [_SKIP_MARK if line.piece is None else _SKIP * line.piece.probability**0.5 for line in lines]
    # best[r][k]: cost of having dealt with the first k lines when the first r rows have theirs.
    best = [[_FAR] * (size + 1) for _ in range(many + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (size + 1) for _ in range(many + 1)]
    best[0][0] = 0.0
    for k in range(size):
        best[0][k + 1] = best[0][k] + skips[k]
        back[0][k + 1] = (0, k)
    for r in range(1, many + 1):
        empty = _empty_cost(label, rows[r - 1])
        for k in range(size + 1):
            if best[r - 1][k] + empty < best[r][k]:
                best[r][k], back[r][k] = best[r - 1][k] + empty, (r - 1, k)
            if k and best[r][k - 1] + skips[k - 1] < best[r][k]:
                best[r][k], back[r][k] = best[r][k - 1] + skips[k - 1], (r, k - 1)
            inside = 0.0
            for j in range(k - 1, max(-1, k - 1 - _LONGEST), -1):
                if j < k - 1:
                    inside += joins[j + 1]
                base = best[r - 1][j]
                if base >= _FAR or base + inside >= best[r][k]:
                    continue
                cost = base + inside + _run_cost(label, lines, j, k, heights[r - 1], top)
                if cost < best[r][k]:
                    best[r][k], back[r][k] = cost, (r - 1, j)
    runs = [(0, 0)] * many
    r, k = many, size
    while r or k:
        was, j = back[r][k]
        if was < r:
            runs[was] = (j, k)
        r, k = was, j
    return best[many][size], runs


def _empty_cost(label: str, row: RawRow) -> float:
    if label == "SECURITY":
        return 3.0
    if label == "UNDERLYING":
        return 2.0
    held = "".join(piece.text for piece in row.cells.get("OWNERSHIP") or ()).strip().upper()
    if held.startswith("D"):
        return 0.2
    return 2.2 if held[:1] in ("I", "1", "L", "|", "]") and held else 1.0


def _pitch(columns: Iterable[list[Line]]) -> float:
    """How far the lines of a cell are apart, as most lines of the table show it."""
    gaps = [
        line.at - above.at
        for lines in columns
        for above, line in pairwise(lines)
        if above.page == line.page and above.piece is not None and line.piece is not None
    ]
    near = [gap for gap in gaps if _CLOSEST <= gap <= _WIDEST]
    return median(near) if len(near) >= 2 else _PITCH


def _joins(lines: list[Line], pitch: float) -> list[float]:
    """What it costs to put a line into one cell with the line above it; below nought where they should not be parted."""
    out = [0.0]
    for above, line in pairwise(lines):
        cost = 0.0
        if above.page == line.page:
            wide = (line.at - above.at) / pitch
            cost = min(max(5 * (wide - 1.22), 0.0), 3.5) - min(max(2 * (1.15 - wide), 0.0), 0.4)
        if line.piece is not None:
            text = line.piece.text
            cost += 0.9 if line.piece.opens else 0.0
            cost -= 0.8 if _GOES_ON.search(text) else 0.0
            if above.piece is not None and _ENDS.search(above.piece.text) and not _GOES_ON.search(text):
                cost += 0.5
        out.append(cost)
    return out


def _run_cost(label: str, lines: list[Line], first: int, last: int, y: float, top: bool) -> float:
    head, tail = lines[first], lines[last - 1]
    if head.piece is None:
        return _FAR  # a mark hangs under a value, it does not begin one
    away = abs(head.at - y) if top else abs((head.at + tail.at) / 2 - y)
    if head.page != tail.page:
        away = min(away, abs(head.at - y))  # a row torn by the foot of a page begins at its top
    cost: float = min(away, 12.0) ** 1.5
    if not head.opens:
        cost += 0.3 if _STARTS.match(head.piece.text) else 1.0
    if _GOES_ON.search(head.piece.text):
        cost += 0.8
    return cost
