"""Deskewing, rules, lattices and tables, on pages drawn here."""

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from form4ml.document import Box  # noqa: E402
from form4ml.reading.grid.forms import BY_TABLE, FORMS  # noqa: E402
from form4ml.reading.grid.lattice import Table, boxes, is_tabular, lattices, tables  # noqa: E402
from form4ml.reading.grid.rules import Rule, find_broken, find_rules, join, together  # noqa: E402
from form4ml.reading.grid.upright import skew, upright  # noqa: E402
from form4ml.record import Owner, Row  # noqa: E402

WIDTH, HEIGHT = 1700, 2200
LEFT, RIGHT = 80, 1620


def paper() -> np.ndarray:
    return np.full((HEIGHT, WIDTH), 250, np.uint8)


def drawn(page: np.ndarray, columns: int, top: int, rows: int, divided: set[int], high: int = 50) -> list[int]:
    """Draw a table with a heading as the form has it; gives the x of its rules."""
    xs = [round(x) for x in np.linspace(LEFT, RIGHT, columns + 1)]
    bottom = top + 160 + rows * high
    for y in [top, *range(top + 160, bottom + 1, high)]:
        cv2.line(page, (LEFT, y), (RIGHT, y), 0, 2)
    for index, x in enumerate(xs):
        cv2.line(page, (x, top + 90 if index in divided else top), (x, bottom), 0, 2)
    return xs


def found(page: np.ndarray) -> list[Table]:
    turned = upright(page)
    rules = find_rules(turned.image, turned.unit)
    return [t for lattice in lattices(rules, turned.unit) for t in tables(lattice, turned.unit, WIDTH)]


def turned(page: np.ndarray, degrees: float) -> np.ndarray:
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -degrees, 1.0)
    return cv2.warpAffine(page, matrix, (WIDTH, HEIGHT), borderValue=(250,))


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.0, 0.4, 2.0])
def test_skew_is_found_and_undone(degrees: float) -> None:
    page = paper()
    drawn(page, 11, 400, 6, {4, 6, 7})
    tilted = turned(page, degrees)
    assert skew(tilted) == pytest.approx(degrees, abs=0.06)
    assert abs(skew(upright(tilted).image)) < 0.06


def test_boxes_are_carried_back_to_the_page_as_given() -> None:
    page = paper()
    drawn(page, 11, 400, 6, {4, 6, 7})
    tilted = turned(page, 1.5)
    cv2.circle(tilted, (1200, 1900), 9, 0, -1)
    level = upright(tilted)
    ys, xs = np.nonzero(level.image[1500:] < 60)
    seen = Box(xs.min(), ys.min() + 1500, xs.max(), ys.max() + 1500)
    given = level.given(seen)
    assert (given.x, given.y) == (pytest.approx(1200, abs=2), pytest.approx(1900, abs=2))
    assert given.width == pytest.approx(seen.width)


@pytest.mark.parametrize("degrees", [0.0, 1.2, -2.0])
@pytest.mark.parametrize(("columns", "name", "divided"), [(11, "1", {4, 6, 7}), (16, "2", {5, 7, 9, 11})])
def test_tables_are_known_by_their_columns(columns: int, name: str, divided: set[int], degrees: float) -> None:
    page = paper()
    drawn(page, columns, 400, 5, divided)
    (table,) = found(turned(page, degrees))
    assert table.form.table == name
    assert len(table.rows) == 5
    assert table.heading is not None
    assert len(table.xs) == columns + 1


def test_a_heading_without_rows_is_no_row() -> None:
    page = paper()
    drawn(page, 16, 400, 0, {5, 7, 9, 11})
    (table,) = found(page)
    assert (table.form.table, table.rows) == ("2", ())


def test_a_row_that_has_lost_a_rule_keeps_its_columns() -> None:
    page = paper()
    xs = drawn(page, 11, 400, 4, {4, 6, 7})
    page[562:608, xs[2] - 3 : xs[2] + 4] = 250  # the first row's third rule
    (table,) = found(page)
    assert len(table.rows) == 4
    assert table.cell(table.rows[0], 2).left == pytest.approx(xs[2], abs=3)


def test_gaps_in_rules_are_bridged() -> None:
    page = paper()
    drawn(page, 11, 400, 4, {4, 6, 7})
    page[:, 300:309] = 250
    page[:, 900:908] = 250
    page[600:607, :] = 250
    (table,) = found(page)
    assert len(table.rows) == 4


def test_a_table_cut_by_the_page_is_open() -> None:
    page = paper()
    drawn(page, 11, 1500, 9, {4, 6, 7}, high=60)
    page[2070:] = 250  # the page ends within a row: its uprights run on beyond the last rule
    (table,) = found(page)
    assert [row.open_bottom for row in table.rows][-1] is True
    assert not any(row.open_bottom for row in table.rows[:-1])


def test_dotted_rules_are_strung_together() -> None:
    page = paper()
    drawn(page, 11, 400, 4, {4, 6, 7})
    page[:, ::12] = 250
    page[:, 1::12] = 250
    page[::12] = 250
    unit = HEIGHT / 2200
    rules = together(find_rules(page, unit), find_broken(page, unit), unit)
    assert any(rule.length > 0.9 * (RIGHT - LEFT) for rule in rules.level)


def test_text_is_no_rule() -> None:
    page = paper()
    for row in range(20):
        cv2.putText(page, "Reporting person disclaims", (100, 200 + 40 * row), cv2.FONT_HERSHEY_COMPLEX, 0.8, 0, 1)
    assert not [rule for rule in find_rules(page, 1.0).level if rule.length > 100]


def test_collinear_pieces_are_joined_and_parallels_are_not() -> None:
    pieces = [Rule(100, 0, 50, 2), Rule(101, 60, 120, 2), Rule(120, 0, 50, 2)]
    assert [(r.start, r.end) for r in join(pieces, gap=20, off=4)] == [(0, 120), (0, 50)]


def test_loose_cells_of_a_header_are_closed() -> None:
    page = paper()
    cv2.rectangle(page, (80, 300), (1620, 700), 0, 2)
    cv2.line(page, (600, 300), (600, 700), 0, 2)
    cv2.line(page, (1100, 300), (1100, 700), 0, 2)
    cv2.line(page, (600, 450), (1620, 450), 0, 2)
    (lattice,) = lattices(find_rules(page, 1.0), 1.0)
    cells = boxes(lattice, 300, 700, 1.0)
    assert [(round(c.left, -2), round(c.top, -1)) for c in cells] == [
        (100, 300), (600, 300), (1100, 300), (600, 450), (1100, 450),
    ]  # fmt: skip


def test_columns_are_fields_of_the_record() -> None:
    rows = set(Row.model_fields) | {"shares_acquired", "shares_disposed"}
    assert set(BY_TABLE["1"].columns) <= rows
    assert set(BY_TABLE["2"].columns) <= rows
    assert set(BY_TABLE["owners"].columns) - {"name_address"} <= set(Owner.model_fields)
    assert all(len(form.columns) == len(form.kinds) for form in FORMS)


def test_an_empty_page_has_no_lattice() -> None:
    assert found(paper()) == []
    assert found(np.zeros((HEIGHT, WIDTH), np.uint8)) == []


def test_tables_of_the_form_before_2002_are_told_by_their_columns() -> None:
    page = paper()
    drawn(page, 10, 300, 4, {3, 5, 6})
    drawn(page, 15, 900, 3, {4, 6, 8, 10})
    forms = [(table.form.table, table.form.columns) for table in found(page) if table.whole > 1]
    assert [name for name, _ in forms] == ["1", "2"]
    assert all("deemed_execution_date" not in columns for _, columns in forms)
    assert forms[0][1][1:3] == ("transaction_date", "transaction_code")


def test_old_forms_have_the_columns_of_the_new_but_one() -> None:
    old = [form for form in FORMS if form.table != "owners" and "deemed_execution_date" not in form.columns]
    assert [len(form.columns) for form in old] == [10, 15]
    for form in old:
        new = BY_TABLE[form.table]
        assert [form.columns[at] for at in sorted(form.divided)] == [new.columns[at] for at in sorted(new.divided)]


def test_rows_that_agree_on_another_number_of_columns_are_another_forms() -> None:
    page = paper()
    drawn(page, 9, 400, 5, set())
    assert not [table for table in found(page) if table.form.table in ("1", "2")]
    level = upright(page)
    rules = find_rules(level.image, level.unit)
    assert any(is_tabular(lattice, level.unit) for lattice in lattices(rules, level.unit))


def test_a_frame_with_few_cells_is_no_table() -> None:
    page = paper()
    drawn(page, 3, 400, 3, set())
    level = upright(page)
    rules = find_rules(level.image, level.unit)
    assert not any(is_tabular(lattice, level.unit) for lattice in lattices(rules, level.unit))
