"""A table's rows where the reader saw the rules: every word knows its row and column."""

from __future__ import annotations

from form4ml.assembly.found import Found
from form4ml.assembly.table import LABELS, RawRow, worth_keeping
from form4ml.document import CellRef
from form4ml.layout.view import View

# A cell that holds a mark alone still has its column.
COLUMN_LABELS: dict[str, str] = {
    "security_title": "SECURITY",
    "conversion_or_exercise_price": "EXERCISE_PRICE",
    "transaction_date": "DATE",
    "deemed_execution_date": "DEEMED_DATE",
    "transaction_code": "CODE",
    "reported_early": "EARLY",
    "shares": "SHARES",
    "shares_acquired": "SHARES_ACQUIRED",
    "shares_disposed": "SHARES_DISPOSED",
    "acquired_disposed": "ACQ_DISP",
    "price_per_share": "PRICE",
    "exercise_date": "EXERCISE_DATE",
    "expiration_date": "EXPIRATION_DATE",
    "underlying_title": "UNDERLYING",
    "underlying_shares": "UNDERLYING_SHARES",
    "shares_owned_following": "OWNED",
    "direct_or_indirect": "OWNERSHIP",
    "nature_of_ownership": "NATURE",
}


def rows(items: list[Found], view: View) -> list[RawRow]:
    """Rows of both tables by the cells that their values stand in."""
    by_row: dict[tuple[int, int], RawRow] = {}
    for item in items:
        cell = view.tokens[item.first].cell
        if cell is None or cell.table not in ("1", "2"):
            continue
        key = (int(cell.table), cell.row)
        row = by_row.setdefault(key, RawRow(int(cell.table), page=item.page, y=item.y))
        if item.label == "FOOTNOTE_MARK":
            row.marks[_label(cell)].append(item)
        elif item.label in LABELS:
            row.cells[item.label].append(item)
    return [by_row[key] for key in sorted(by_row) if worth_keeping(by_row[key])]


def _label(cell: CellRef) -> str:
    return COLUMN_LABELS.get(cell.column, "")
