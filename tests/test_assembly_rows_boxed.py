"""Rows where words have boxes: single-line cells mark the rows, wrapped cells are laid out among them."""

from assembly_samples import At, page

from form4ml.assembly.found import fragments_of
from form4ml.assembly.rows_boxed import rows
from form4ml.assembly.table import RawRow

HEADING = At(100, 100, "Table I - Non-Derivative Securities", "table1head")


def rows_of(*pieces: At) -> list[RawRow]:
    tagged = page(*pieces)
    return rows(fragments_of(tagged), tagged)


def values(y: float, shares: str = "1,500", owned: str = "8,500", *, at: int = 0) -> list[At]:
    """The single-line cells of a trade at one height."""
    return [
        At(400, y, "{DATE:03/12/2021}", page=at),
        At(600, y, "{CODE:S}", page=at),
        At(700, y, f"{{SHARES:{shares}}}", page=at),
        At(850, y, "{ACQ_DISP:D}", page=at),
        At(950, y, "{PRICE:$12.50}", page=at),
        At(1200, y, f"{{OWNED:{owned}}}", page=at),
        At(1400, y, "{OWNERSHIP:D}", page=at),
    ]


def title(row: RawRow, label: str = "SECURITY") -> str:
    return " ".join(piece.text for piece in row.cells[label])


def test_cells_at_one_height_are_one_row() -> None:
    one, two = rows_of(HEADING, At(100, 200, "{SECURITY:Common Stock}"), *values(200),
                       At(100, 260, "{SECURITY:Common Stock}"), *values(260, "700"))  # fmt: skip
    assert [piece.text for piece in one.cells["SHARES"]] == ["1,500"]
    assert [piece.text for piece in two.cells["SHARES"]] == ["700"]


def test_a_slight_slant_does_not_tear_a_row() -> None:
    slanted = [piece._replace(y=200 + number) for number, piece in enumerate(values(200))]
    [row] = rows_of(HEADING, *slanted)
    assert row.weight == 7


def test_wrapped_cells_centred_on_their_rows() -> None:
    one, two = rows_of(
        HEADING,
        At(100, 190, "{SECURITY:Class A}"),
        At(100, 214, "{+SECURITY:Common Stock}"),
        *values(202),
        At(100, 270, "{SECURITY:Class B}"),
        At(100, 294, "{+SECURITY:Common Stock}"),
        *values(282, "700"),
    )
    assert (title(one), title(two)) == ("Class A Common Stock", "Class B Common Stock")


def test_wrapped_cells_aligned_at_their_tops() -> None:
    one, two = rows_of(
        HEADING,
        At(100, 200, "{SECURITY:Class A}"),
        *values(200),
        At(100, 224, "{+SECURITY:Common}"),
        At(100, 248, "{+SECURITY:Stock}"),
        At(100, 280, "{SECURITY:Class B}"),
        *values(280, "700"),
        At(100, 304, "{+SECURITY:Common}"),
        At(100, 328, "{+SECURITY:Stock}"),
    )
    assert (title(one), title(two)) == ("Class A Common Stock", "Class B Common Stock")


def test_a_nature_goes_to_the_row_it_stands_beside() -> None:
    one, two = rows_of(
        HEADING,
        *values(200),
        *values(280, "700"),
        At(1500, 268, "{NATURE:By family}"),
        At(1500, 292, "{+NATURE:trust}"),
    )
    assert title(one, "NATURE") == ""
    assert title(two, "NATURE") == "By family trust"


def test_a_price_of_two_lines_joins_its_row() -> None:
    without = [piece for piece in values(200) if "PRICE" not in piece.markup]
    [row] = rows_of(HEADING, *without, At(950, 188, "{PRICE:$}"), At(950, 212, "{PRICE:12.50}"))
    assert [piece.text for piece in row.cells["PRICE"]] == ["$", "12.50"]


def test_marks_beside_and_under_their_values() -> None:
    [row] = rows_of(
        HEADING,
        *values(200),
        At(765, 195, "{FOOTNOTE_MARK:(1)}"),  # right of the shares
        At(960, 226, "{FOOTNOTE_MARK:(2)}"),  # under the price
    )
    assert [mark.text for mark in row.marks["SHARES"]] == ["(1)"]
    assert [mark.text for mark in row.marks["PRICE"]] == ["(2)"]


def test_a_mark_in_an_empty_cell_stands_for_its_column() -> None:
    without = [piece for piece in values(280, "700") if "PRICE" not in piece.markup]
    _, second = rows_of(HEADING, *values(200), *without, At(970, 280, "{FOOTNOTE_MARK:(2)}"))
    assert [mark.text for mark in second.marks["PRICE"]] == ["(2)"]
    assert not second.cells["PRICE"]


def test_each_page_has_its_own_rows() -> None:
    heading2 = At(100, 100, "Table I (continued)", "table1head", page=1)
    one, two = rows_of(HEADING, *values(200), heading2, *values(200, "700", at=1))
    assert (one.page, two.page) == (0, 1)


def test_nothing_tagged_gives_no_rows() -> None:
    assert rows_of(HEADING) == []
    assert rows_of(HEADING, At(100, 200, "{SECURITY:Common Stock}")) == []


def test_a_row_torn_by_the_foot_of_a_page_goes_on_over_it() -> None:
    foot = [At(1500, 400 + 30 * n, markup) for n, markup in enumerate(("{NATURE:By Alder}", "{+NATURE:Growth}"))]
    head = [At(1500, 100, "{+NATURE:Fund II, L.P.}", page=1), *values(190, "700", at=1),
            At(1500, 190, "{NATURE:By spouse}", page=1)]  # fmt: skip
    one, two = rows_of(HEADING, *values(400), *foot, *head)
    assert title(one, "NATURE") == "By Alder Growth Fund II, L.P."
    assert title(two, "NATURE") == "By spouse"


def test_a_row_torn_in_two_is_one() -> None:
    pieces = values(200)
    torn = [piece._replace(y=piece.y + 22) if "OWN" in piece.markup else piece for piece in pieces]
    [row] = rows_of(HEADING, At(100, 200, "{SECURITY:Common Stock}"), *torn)
    assert row.weight == 8


def test_rows_of_closely_set_lines_stay_apart() -> None:
    found = rows_of(HEADING, *[piece for n in range(3) for piece in values(200 + 24 * n, str(500 + n))])
    assert [piece.text for row in found for piece in row.cells["SHARES"]] == ["500", "501", "502"]


def test_a_row_whose_cells_are_lost_but_one_keeps_its_title() -> None:
    one, two, three = rows_of(
        HEADING,
        *[At(100, y, "{SECURITY:Common Stock}") for y in (200, 260, 320)],
        *[piece for y in (200, 260, 320) for piece in values(y) if "OWN" in piece.markup and (y != 260 or "{OWNED" in piece.markup)],
    )  # fmt: skip
    assert [title(row) for row in (one, two, three)] == ["Common Stock"] * 3
    assert not two.cells["OWNERSHIP"]
