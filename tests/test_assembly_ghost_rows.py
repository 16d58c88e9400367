"""A line read twice: what the second reading holds goes to the row, and no row is left of it."""

from __future__ import annotations

from assembly_samples import HEADINGS2, text

from form4ml.assembly.found import fragments_of
from form4ml.assembly.rows_text import rows
from form4ml.assembly.table import RawRow, tables_by_row

ROW = (
    "{SECURITY:Series B Preferred Stock} {DATE:02/21/2013} {CODE:C} {SHARES_DISPOSED:241,913} {UNDERLYING:Common Stock}"
    " {UNDERLYING_SHARES:0} {OWNED:0} {OWNERSHIP:I} {NATURE:By Alder}"
)
GHOST = "{SECURITY:series B Preferred Sto} {UNDERLYING:ommon} {UNDERLYING_SHARES:241,913} {+NATURE:Fund, LP}"
NEXT = ROW.replace("241,913", "71,678").replace("Series B", "Series C")


def read(*lines: str) -> list[dict[str, str]]:
    tagged = text(*HEADINGS2, *(("table2", line) for line in lines))
    return [_cells(row) for row in rows(fragments_of(tagged), tables_by_row(tagged))]


def _cells(row: RawRow) -> dict[str, str]:
    return {name: " / ".join(piece.text for piece in pieces) for name, pieces in row.cells.items() if pieces}


def test_a_second_reading_completes_the_row_above() -> None:
    first, second = read(ROW, GHOST, NEXT)
    assert first["UNDERLYING_SHARES"] == "241,913"  # the row's own is the price beside it
    assert first["NATURE"] == "By Alder / Fund, LP"
    assert first["SECURITY"] == "Series B Preferred Stock"
    assert second["SHARES_DISPOSED"] == "71,678"


def test_one_of_another_amount_is_no_ghost_of_it() -> None:
    assert len(read(ROW, GHOST.replace("241,913", "55,000"), NEXT)) == 3


def test_a_holding_of_the_same_amount_is_a_row() -> None:
    holding = "{SECURITY:Series B Preferred Stock} {UNDERLYING:Common Stock} {UNDERLYING_SHARES:241,913} {OWNED:241,913} {OWNERSHIP:D}"
    assert len(read(ROW, holding, NEXT)) == 3
