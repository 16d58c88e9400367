"""Rows where the reader saw the rules: a word's cell is its row and column."""

from assembly_samples import At, page, put_together

from form4ml.assembly.assemble import built
from form4ml.assembly.found import fragments_of
from form4ml.assembly.rows_celled import COLUMN_LABELS, rows
from form4ml.assembly.table import LABELS, RawRow
from form4ml.document import CellRef
from form4ml.record import Row


def cell(x: float, y: float, markup: str, column: str, row: int = 0, table: str = "1") -> At:
    return At(x, y, markup, f"table{table}", cell=CellRef(table, row, column))


def rows_of(*pieces: At) -> list[RawRow]:
    tagged = page(*pieces)
    return rows(fragments_of(tagged), tagged.view)


def trade(row: int, y: float, shares: str) -> list[At]:
    return [
        cell(100, y, "{SECURITY:Common}", "security_title", row),
        cell(100, y + 24, "{+SECURITY:Stock}", "security_title", row),
        cell(400, y, "{DATE:03/12/2021}", "transaction_date", row),
        cell(700, y, f"{{SHARES:{shares}}}", "shares", row),
        cell(1200, y, "{OWNED:8,500}", "shares_owned_following", row),
    ]


def test_cells_tell_the_rows_whatever_their_heights() -> None:
    one, two = rows_of(*trade(1, 260, "700"), *trade(0, 200, "1,500"))
    assert [piece.text for piece in one.cells["SHARES"]] == ["1,500"]
    assert [piece.text for piece in two.cells["SHARES"]] == ["700"]
    assert " ".join(piece.text for piece in one.cells["SECURITY"]) == "Common Stock"


def test_a_cell_with_a_mark_alone_still_has_its_column() -> None:
    [row] = rows_of(*trade(0, 200, "1,500"), cell(950, 200, "{FOOTNOTE_MARK:(3)}", "price_per_share"))
    assert [mark.text for mark in row.marks["PRICE"]] == ["(3)"]
    assert "PRICE" not in row.cells or not row.cells["PRICE"]


def test_the_tables_are_told_apart() -> None:
    second = [
        cell(100, 600, "{SECURITY:Option}", "security_title", 0, "2"),
        cell(700, 600, "{SHARES_ACQUIRED:900}", "shares_acquired", 0, "2"),
        cell(1200, 600, "{OWNED:900}", "shares_owned_following", 0, "2"),
    ]
    assert [row.table for row in rows_of(*second, *trade(0, 200, "1,500"))] == [1, 2]


def test_words_of_the_numbered_boxes_are_no_rows() -> None:
    assert rows_of(At(100, 50, "{DATE:03/12/2021}", "box", cell=CellRef("header", 3, "3"))) == []


def test_a_mark_of_a_value_less_cell_reaches_the_record() -> None:
    note = At(100, 900, "{FOOTNOTE:Held by the trust.}", "notes")
    builder = put_together(
        page(*trade(0, 200, "1,500"), cell(950, 200, "{FOOTNOTE_MARK:(1)}", "price_per_share"), note)
    )
    [row] = builder.filing.non_derivative_transactions
    assert row.price_per_share is None
    assert row.footnotes == {"price_per_share": ["F1"]}


def test_every_column_is_a_label_of_the_tables_and_a_field_of_a_row() -> None:
    assert set(COLUMN_LABELS.values()) == LABELS
    fields = set(Row.model_fields) | {"shares_acquired", "shares_disposed"}
    assert set(COLUMN_LABELS) <= fields


def test_rows_of_a_page_without_a_grid_are_found_beside_those_in_cells() -> None:
    one = [
        At(10, 100, "{SECURITY:Common Stock}", cell=CellRef("1", 0, "security_title")),
        At(400, 100, "{OWNED:1,500}", cell=CellRef("1", 0, "shares_owned_following")),
        At(600, 100, "{OWNERSHIP:D}", cell=CellRef("1", 0, "direct_or_indirect")),
    ]
    two = [
        At(10, 60, "Table II - Derivative Securities (e.g., puts, calls)", "table2head", page=1),
        At(10, 100, "{SECURITY:Option}", "table2", page=1),
        At(300, 100, "{EXERCISE_PRICE:$5}", "table2", page=1),
        At(500, 100, "{UNDERLYING:Common Stock}", "table2", page=1),
        At(700, 100, "{UNDERLYING_SHARES:100}", "table2", page=1),
        At(900, 100, "{OWNED:100}", "table2", page=1),
        At(1000, 100, "{OWNERSHIP:D}", "table2", page=1),
    ]
    filing = built(page(*one, *two))[0].filing
    assert [row.shares_owned_following for row in filing.non_derivative_holdings] == [1500]
    assert [row.security_title for row in filing.derivative_holdings] == ["Option"]
