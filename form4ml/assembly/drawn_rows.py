"""Rows of a table that was drawn with characters, a rule between every two: all that stands between two rules is one row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from form4ml.assembly.found import Found
from form4ml.assembly.table import RawRow
from form4ml.layout.view import View

_DRAWN = re.compile(r"[\s|+:]*[-=_]{3}[-=_+|:\s]*")
_LEAST = 12  # signs that a rule is drawn with
_ONCE = ("CODE", "OWNED", "OWNERSHIP", "ACQ_DISP")  # no row has two of these
_FEW = 2  # rows that show that each is ruled off


def ruled_off(view: View, items: Sequence[Found]) -> list[list[Found]]:
    """The values of one table by the rules between them; none where rows are not ruled off from one another."""
    if not view.typed:
        return []
    rules = [at for at, line in enumerate(view.document.lines) if _is_rule(line.text)]
    parts: dict[int, list[Found]] = defaultdict(list)
    for item in items:
        parts[bisect_left(rules, view.tokens[item.first].line)].append(item)
    rows = [parts[at] for at in sorted(parts)]
    return rows if len(rows) >= _FEW and all(_is_one(row) for row in rows) else []


def _is_rule(text: str) -> bool:
    return _DRAWN.fullmatch(text) is not None and sum(text.count(sign) for sign in "-=_") >= _LEAST


def _is_one(row: Sequence[Found]) -> bool:
    """Whether values can be those of a single row."""
    return all(len({item.row for item in row if item.label == label}) <= 1 for label in _ONCE)


def row_of(table: int, items: Sequence[Found]) -> RawRow:
    """The row that its values make, each column's pieces from top to bottom."""
    row = RawRow(table, page=items[0].page, y=sum(item.y for item in items) / len(items))
    for item in sorted(items, key=lambda item: (item.top, item.left)):
        if item.label != "FOOTNOTE_MARK":
            row.cells[item.label].append(item)
    return row
