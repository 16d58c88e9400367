"""Rows where only text is left: printed row by row, one cell a paragraph, or a block of columns at a time."""

from assembly_samples import HEADINGS, HEADINGS2, TRADE, text

from form4ml.assembly.found import fragments_of
from form4ml.assembly.rows_text import rows
from form4ml.assembly.table import RawRow, tables_by_row


def rows_of(*lines: tuple[str, str]) -> list[RawRow]:
    tagged = text(*lines)
    return rows(fragments_of(tagged), tables_by_row(tagged))


def cells(row: RawRow) -> dict[str, str]:
    return {name: " / ".join(piece.text for piece in pieces) for name, pieces in row.cells.items() if pieces}


def table1(*lines: str) -> list[RawRow]:
    return rows_of(*HEADINGS, *(("table1", line) for line in lines))


def test_a_row_a_line() -> None:
    first, second = table1(TRADE, TRADE.replace("1,500", "700"))
    assert cells(first)["SHARES"] == "1,500"
    assert cells(second)["SHARES"] == "700"
    assert first.is_trade and first.table == 1


def test_a_holding_is_no_trade() -> None:
    [row] = table1("{SECURITY:Common Stock} {OWNED:8,500} {OWNERSHIP:I} {NATURE:By trust}")
    assert not row.is_trade
    assert cells(row)["NATURE"] == "By trust"


def test_torn_text_of_one_cell_a_paragraph_becomes_a_row() -> None:
    [row] = table1(
        "{SECURITY:Common Stock}", "{DATE:03/12/2021}", "{CODE:S}", "{SHARES:1,500}",
        "{ACQ_DISP:D}", "{PRICE:$12.50}", "{OWNED:8,500}", "{OWNERSHIP:D}",
    )  # fmt: skip
    assert len(cells(row)) == 8


def test_two_torn_rows_are_two() -> None:
    lines = ("{SECURITY:Common Stock}", "{DATE:03/12/2021}", "{CODE:S}", "{SHARES:1,500}", "{OWNED:8,500}")
    one, two = table1(*lines, *(line.replace("1,500", "700") for line in lines))
    assert (cells(one)["SHARES"], cells(two)["SHARES"]) == ("1,500", "700")


def test_blocks_of_columns_are_laid_side_by_side() -> None:
    found = table1(
        "{SECURITY:Common Stock}",
        "{SECURITY:Common Stock}",
        "{SECURITY:Class B Stock}",
        "{DATE:03/12/2021} {CODE:S} {SHARES:1,500} {OWNED:8,500} {OWNERSHIP:D}",
        "{DATE:03/13/2021} {CODE:P} {SHARES:700} {OWNED:9,200} {OWNERSHIP:D}",
        "{DATE:03/14/2021} {CODE:G} {SHARES:20} {OWNED:480} {OWNERSHIP:I}",
    )
    assert [(cells(row)["SECURITY"], cells(row)["CODE"], cells(row)["SHARES"]) for row in found] == [
        ("Common Stock", "S", "1,500"),
        ("Common Stock", "P", "700"),
        ("Class B Stock", "G", "20"),
    ]


def test_a_row_cut_in_two_lines_is_one() -> None:
    [row] = table1(
        "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S}",
        "{SHARES:1,500} {ACQ_DISP:D} {OWNED:8,500} {OWNERSHIP:D}",
    )
    assert cells(row)["SECURITY"] == "Common Stock"
    assert cells(row)["OWNED"] == "8,500"


def test_a_title_that_wraps_stays_with_its_row() -> None:
    [row] = table1(TRADE.replace("Common Stock", "Class A Common"), "{+SECURITY:Stock, no par value}")
    assert cells(row)["SECURITY"] == "Class A Common / Stock, no par value"


def test_a_nature_above_its_row_waits_for_it() -> None:
    direct = "{SECURITY:Common Stock} {OWNED:8,500} {OWNERSHIP:D}"
    indirect = "{SECURITY:Common Stock} {OWNED:300} {OWNERSHIP:I}"
    first, second = table1(direct, "{NATURE:By family}", indirect, "{+NATURE:trust}")
    assert "NATURE" not in cells(first)
    assert cells(second)["NATURE"] == "By family / trust"


def test_a_mark_goes_to_the_value_before_it() -> None:
    [row] = table1(TRADE.replace("{PRICE:$12.50}", "{PRICE:$12.50} {FOOTNOTE_MARK:(2)}"))
    assert [mark.text for mark in row.marks["PRICE"]] == ["(2)"]
    assert not row.marks["OWNED"]


def test_a_mark_before_any_value_is_dropped() -> None:
    [row] = table1("{FOOTNOTE_MARK:(1)} " + TRADE)
    assert not any(row.marks.values())


def test_table_ii_follows_its_heading() -> None:
    first, second = rows_of(
        *HEADINGS,
        ("table1", TRADE),
        *HEADINGS2,
        (
            "table2",
            "{SECURITY:Stock Option} {EXERCISE_PRICE:$4} {DATE:03/12/2021} {CODE:M} {SHARES_DISPOSED:900} "
            "{EXPIRATION_DATE:01/02/2030} {UNDERLYING:Common Stock} {UNDERLYING_SHARES:900} {OWNED:0} {OWNERSHIP:D}",
        ),
    )
    assert (first.table, second.table) == (1, 2)
    assert cells(second)["UNDERLYING"] == "Common Stock"


def test_what_only_table_ii_has_lies_there_whatever_was_read_above() -> None:
    line = "{EXERCISE_PRICE:$4} {SHARES_ACQUIRED:900} {EXPIRATION_DATE:01/02/2030} {UNDERLYING_SHARES:900}"
    [row] = rows_of(("other", line))
    assert row.table == 2


def test_a_lone_stray_value_is_no_row() -> None:
    assert table1("{SHARES:1,500}") == []
    assert table1("{NATURE:By trust}") == []


def test_a_cell_that_a_stray_sign_cut_in_two_is_one_cell() -> None:
    [row] = table1(TRADE.replace("{PRICE:$12.50}", "{PRICE:$} | {PRICE:12.50}"))
    assert cells(row)["PRICE"] == "$ / 12.50"


def table2(*lines: str) -> list[RawRow]:
    return rows_of(*HEADINGS2, *(("table2", line) for line in lines))


def marks(row: RawRow) -> dict[str, str]:
    return {name: " / ".join(piece.text for piece in pieces) for name, pieces in row.marks.items() if pieces}


def test_a_mark_in_an_empty_cell_is_not_that_of_the_cell_before() -> None:
    [row] = table1(
        "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S} {SHARES:1,500} {ACQ_DISP:D} "
        "{FOOTNOTE_MARK:(2)} {OWNED:8,500} {OWNERSHIP:D}"
    )
    assert marks(row) == {"PRICE": "(2)"}
    [row] = table2(
        "{SECURITY:Option} {FOOTNOTE_MARK:(1)} {DATE:03/12/2021} {CODE:M} {SHARES_DISPOSED:1,500} "
        "{FOOTNOTE_MARK:(3)} {UNDERLYING:Common Stock} {UNDERLYING_SHARES:1,500} {PRICE:$0} {OWNED:0} {OWNERSHIP:D}"
    )
    assert marks(row) == {"EXERCISE_PRICE": "(1)", "EXERCISE_DATE": "(3)"}


def test_a_mark_beside_a_value_stays_there() -> None:
    [row] = table1(
        "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S} {SHARES:1,500} {FOOTNOTE_MARK:(1)} {ACQ_DISP:D} "
        "{PRICE:$5} {FOOTNOTE_MARK:(2)} {OWNED:8,500} {OWNERSHIP:D}"
    )
    assert marks(row) == {"SHARES": "(1)", "PRICE": "(2)"}


def test_a_mark_in_a_line_below_is_that_of_the_nature() -> None:
    [row] = table1(
        "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S} {SHARES:1,500} {ACQ_DISP:D} {PRICE:$5} "
        "{OWNED:8,500} {OWNERSHIP:I} {NATURE:By}",
        "{NATURE:trust} {FOOTNOTE_MARK:(4)}",
    )
    assert marks(row) == {"NATURE": "(4)"}


def test_lines_of_one_row_that_lack_what_the_other_has_are_put_together() -> None:
    found = table2(
        "{SECURITY:Option} {DATE:03/12/2021} {CODE:M} {SHARES_DISPOSED:1,500} {UNDERLYING:Common Stock}",
        "{UNDERLYING_SHARES:1,500} {PRICE:$0} {OWNED:0} {OWNERSHIP:D}",
    )
    assert len(found) == 1


def test_of_two_amounts_owned_the_one_left_of_the_underlying_is_the_trades() -> None:
    [row] = table2(
        "{SECURITY:Option} {DATE:03/12/2021} {CODE:M} {OWNED:1,500} {UNDERLYING:Common Stock} "
        "{UNDERLYING_SHARES:1,500} {PRICE:$0} {OWNED:8,000} {OWNERSHIP:D}"
    )
    assert (cells(row)["SHARES"], cells(row)["OWNED"]) == ("1,500", "8,000")


def test_a_nature_that_begins_above_its_row_is_not_the_row_s_before() -> None:
    one, two = table1(
        "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S} {SHARES:1,500} {OWNED:8,500}",
        "{NATURE:By family}",
        "{SECURITY:Common Stock} {OWNED:700} {OWNERSHIP:I} {+NATURE:trust}",
    )
    assert "NATURE" not in cells(one)
    assert cells(two)["NATURE"] == "By family / trust"


def test_wrapped_cells_stand_about_the_lines_of_their_rows() -> None:
    holding = "{SECURITY:Common Stock} {OWNED:%s} {OWNERSHIP:I} {NATURE@0.6:%s}"
    one, two = table1(
        "{NATURE:Alder}",
        holding % ("700", "Growth"),
        "{NATURE:Fund, L.P.}",
        "{NATURE:Alder}",
        holding % ("9,200", "Venture"),
        "{+NATURE:Fund, L.P.}",
    )
    assert cells(one)["NATURE"] == "Alder / Growth / Fund, L.P."
    assert cells(two)["NATURE"] == "Alder / Venture / Fund, L.P."


def test_a_title_below_what_is_owned_of_it_is_of_the_same_row() -> None:
    one, two = table1(TRADE, "{NATURE:401(k)}", "{OWNED:1,547} {OWNERSHIP:I}", "{SECURITY:Common Stock} {+NATURE:Plan}")
    assert one.is_trade and "NATURE" not in cells(one)
    assert cells(two) == {
        "NATURE": "401(k) / Plan", "OWNED": "1,547", "OWNERSHIP": "I", "SECURITY": "Common Stock",
    }  # fmt: skip


def test_a_nature_amid_a_rows_paragraphs_is_that_rows() -> None:
    row = ("{SECURITY:Common Stock}", "{DATE:03/12/2021}", "{CODE:S} {SHARES:1,500} {ACQ_DISP:D} {PRICE:$12.50}")
    end = ("{OWNED:8,500} {OWNERSHIP:I}",)
    one, two = table1(
        *row, "{NATURE:By Alder}", "{+NATURE:Fund, LP}", *end, *row, "{NATURE:By Birch}", "{+NATURE:Fund, LP}", *end
    )
    assert (cells(one)["NATURE"], cells(two)["NATURE"]) == ("By Alder / Fund, LP", "By Birch / Fund, LP")
