"""Table II's sub-columns by their place: a number under `(A)` is acquired, one under `(D)` disposed of."""

from __future__ import annotations

from itertools import pairwise

from form4ml.assembly.found import Found
from form4ml.layout.view import View

_CLEAR = 0.2  # of the columns' distance: a number that stands nearer the middle between them does not tell


def side_by_place(view: View, item: Found) -> str | None:
    """A or D, by the nearest heading above a number on its page; None where the page does not show it clearly."""
    if not view.boxed or view.typed:
        return None
    for at in range(item.row - 1, -1, -1):
        row = view.rows[at]
        if row.page != item.page:
            break
        heads = _heads(view, at)
        if heads is not None:
            acquired, disposed = heads
            middle, width = (acquired + disposed) / 2, disposed - acquired
            off = (item.left + item.right) / 2 - middle
            if abs(off) < _CLEAR * width or abs(off) > 1.5 * width:
                return None
            return "A" if off < 0 else "D"
    return None


def _heads(view: View, at: int) -> tuple[float, float] | None:
    """Where the two headings stand in a row that has both, parted by no word: `(A) or (D)` heads a column of Table I."""
    tokens = view.row_tokens(at)
    for left, right in pairwise(tokens):
        if left.text == "(A)" and right.text == "(D)" and left.box is not None and right.box is not None:
            return left.box.x, right.box.x
    return None
