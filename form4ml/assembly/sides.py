"""Table II's sub-columns by their place: a number under `(A)` is acquired, one under `(D)` disposed of."""

from __future__ import annotations

from itertools import pairwise

from form4ml.assembly.found import Found
from form4ml.layout.view import View

_CLEAR = 0.2  # of the columns' distance: a number that stands nearer the middle between them does not tell

_RULES = frozenset("|[]{}—-")
_FIRST = frozenset(("(A)", "(a)", "(4)"))
_SECOND = frozenset(("(D)", "(d)", "(0)", "(O)", "(o)", "(p)"))


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
    tokens = [token for token in view.row_tokens(at) if token.text not in _RULES]
    coded = any(token.text.casefold() == "code" for token in tokens)
    for left, right in pairwise(tokens):
        if left.box is None or right.box is None:
            continue
        sure, alike = (left.text, right.text) == ("(A)", "(D)"), (left.text in _FIRST) + (right.text in _SECOND)
        # Where the heading of the code stands beside them, one of the two tells what the other is.
        if sure or (coded and alike and left.text in (*_FIRST, "(") and right.text in (*_SECOND, "(")):
            return left.box.x, right.box.x
    return None
