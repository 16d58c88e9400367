"""Tables for the page-layout engine: column widths found as browsers find them, spans, borders, cells set at a height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from form4ml.synthesis.flow import NONE, Block, Laid, Sides, Stroke, frame


@dataclass
class Cell:
    """One table cell. `share` is the part of the table's width that its column asks for (0 to 1)."""

    blocks: Sequence[Block] = ()
    columns: int = 1
    rows: int = 1
    valign: str = "middle"
    pad: Sides = (2, 1, 2, 1)
    border: Sides = NONE
    share: float | None = None
    tint: str | None = None
    colour: str = "#000000"

    def extent(self) -> tuple[float, float]:
        extents = [block.extent() for block in self.blocks]
        side = self.pad[0] + self.pad[2]
        return (max((e[0] for e in extents), default=0.0) + side, max((e[1] for e in extents), default=0.0) + side)

    def content(self, width: float) -> Laid:
        laid = Laid(0.0)
        y = self.pad[1]
        for block in self.blocks:
            inner = block.layout(width - self.pad[0] - self.pad[2])
            laid.take(inner, self.pad[0], y)
            y += inner.height
        laid.height = y + self.pad[3]
        return laid


@dataclass
class _Placed:
    cell: Cell
    row: int
    column: int


def _place(rows: Sequence[Sequence[Cell]]) -> tuple[list[_Placed], int]:
    """Give every cell its row and first column, counting the cells that reach down from rows above."""
    placed: list[_Placed] = []
    taken: set[tuple[int, int]] = set()
    columns = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            placed.append(_Placed(cell, r, c))
            taken.update((r + i, c + k) for i in range(cell.rows) for k in range(cell.columns))
            c += cell.columns
        columns = max(columns, c)
    return placed, columns


def _spread(sizes: list[float], first: int, count: int, need: float, by: Sequence[float]) -> None:
    """Grow `count` sizes from `first` until together they hold `need`, in proportion to `by`."""
    missing = need - sum(sizes[first : first + count])
    if missing <= 0:
        return
    total = sum(by[first : first + count])
    for i in range(first, first + count):
        sizes[i] += missing * (by[i] / total if total else 1 / count)


class Table:
    """Rows of cells. `width` is a share of the room (1.0 fills it); None shrinks the table to its content.

    `shares` are parts of the width that columns ask for; 0 keeps a column at its narrowest. The first `head` rows
    stay on one page.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Cell]],
        width: float | None = 1.0,
        shares: Sequence[float | None] = (),
        align: str = "left",
        above: float = 0,
        below: float = 0,
        spacing: float = 0,
        keep_rows: bool = True,
        head: int = 0,
        outer: Sides = NONE,
        colour: str = "#000000",
    ) -> None:
        self.placed, self.count = _place(rows)
        self.rows = len(rows)
        self.width, self.align, self.above, self.below = width, align, above, below
        self.spacing, self.keep_rows, self.outer, self.colour = spacing, keep_rows, outer, colour
        self.head = head
        self.shares: list[float | None] = [*shares, *([None] * (self.count - len(shares)))]
        for item in self.placed:
            if item.cell.share is not None and item.cell.columns == 1:
                self.shares[item.column] = item.cell.share
        self._columns: tuple[list[float], list[float]] | None = None

    def columns(self) -> tuple[list[float], list[float]]:
        """Narrowest and widest useful width of every column."""
        if self._columns is None:
            low, high = [0.0] * self.count, [0.0] * self.count
            for item in sorted(self.placed, key=lambda placed: placed.cell.columns):
                narrow, wide = item.cell.extent()
                c, n = item.column, item.cell.columns
                gaps = self.spacing * (n - 1)
                if n == 1:
                    low[c], high[c] = max(low[c], narrow), max(high[c], wide)
                else:
                    _spread(low, c, n, narrow - gaps, high)
                    _spread(high, c, n, max(wide, narrow) - gaps, high)
            self._columns = (low, [max(pair) for pair in zip(low, high, strict=True)])
        return self._columns

    def extent(self) -> tuple[float, float]:
        low, high = self.columns()
        gaps = self.spacing * (self.count + 1)
        return (sum(low) + gaps, sum(high) + gaps)

    def widths(self, room: float) -> list[float]:
        """Column widths in the given room: shares first, the rest by content."""
        low, high = self.columns()
        total = room * self.width if self.width is not None else min(room, max(sum(low), sum(high)))
        total -= self.spacing * (self.count + 1) if self.width is not None else 0
        if sum(low) >= total:
            return [width * total / sum(low) for width in low] if sum(low) else list(low)
        want = [total * share if share is not None else wide for share, wide in zip(self.shares, high, strict=True)]
        want = [max(pair) for pair in zip(want, low, strict=True)]
        free = [i for i, share in enumerate(self.shares) if share is None]
        spare = total - sum(want)
        if spare >= 0:
            grow = free or list(range(self.count))
            weight = sum(want[i] for i in grow)
            for i in grow:
                want[i] += spare * (want[i] / weight if weight else 1 / len(grow))
            return want
        slack = [pair[0] - pair[1] for pair in zip(want, low, strict=True)]
        # Columns without a share give way first, as in browsers.
        give = min(-spare, sum(slack[i] for i in free))
        for group, part in ((free, give), ([i for i in range(self.count) if i not in free], -spare - give)):
            whole = sum(slack[i] for i in group)
            for i in group:
                want[i] -= part * slack[i] / whole if whole else 0
        return want

    def layout(self, width: float) -> Laid:
        widths = self.widths(width)
        lefts = [self.spacing]
        for size in widths:
            lefts.append(lefts[-1] + size + self.spacing)
        full = lefts[-1]
        dx = {"left": 0.0, "center": (width - full) / 2, "right": width - full}[self.align]
        inner: list[Laid] = []
        heights = [0.0] * self.rows
        for item in self.placed:
            end = item.column + item.cell.columns
            laid = item.cell.content(lefts[end] - self.spacing - lefts[item.column])
            inner.append(laid)
            if item.cell.rows == 1:
                heights[item.row] = max(heights[item.row], laid.height)
        for item, laid in sorted(zip(self.placed, inner, strict=True), key=lambda pair: pair[0].cell.rows):
            if item.cell.rows > 1:
                last = item.row + item.cell.rows - 1
                have = sum(heights[item.row : last + 1]) + self.spacing * (item.cell.rows - 1)
                heights[min(last, self.rows - 1)] += max(0.0, laid.height - have)
        tops = [self.above + self.spacing]
        for height in heights:
            tops.append(tops[-1] + height + self.spacing)
        out = Laid(tops[-1] + self.below)
        for item, laid in zip(self.placed, inner, strict=True):
            self._draw(item, laid, out, dx, lefts, tops)
        out.items.extend(frame(dx, self.above, dx + full, tops[-1], self.outer, self.colour))
        if self.head:
            out.keeps.append((tops[0], tops[self.head]))
        if self.keep_rows:
            out.keeps.extend(pairwise(tops))
        return out

    def _draw(self, item: _Placed, laid: Laid, out: Laid, dx: float, lefts: list[float], tops: list[float]) -> None:
        cell = item.cell
        x, y = dx + lefts[item.column], tops[item.row]
        right = dx + lefts[item.column + cell.columns] - self.spacing
        bottom = tops[min(item.row + cell.rows, self.rows)] - self.spacing
        if cell.tint:
            out.items.append(Stroke(x, y, right, bottom, 0, cell.tint, fill=True))
        spare = bottom - y - laid.height
        out.take(laid, x, y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[cell.valign])
        out.items.extend(frame(x, y, right, bottom, cell.border, cell.colour))
