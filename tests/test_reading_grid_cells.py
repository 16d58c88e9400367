"""Cells: what a column admits, words with their boxes, lines of a cell; and one drawn page read for real."""

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from form4ml.document import Box  # noqa: E402
from form4ml.reading.grid import boxes as checks  # noqa: E402
from form4ml.reading.grid.cells import CellReader, Token, held, tokens  # noqa: E402
from form4ml.reading.grid.header import is_caption, number, numbers  # noqa: E402
from form4ml.reading.grid.paragraphs import note_lines  # noqa: E402
from form4ml.reading.grid.prose import signed  # noqa: E402
from form4ml.reading.grid.recognise import Read, available  # noqa: E402
from form4ml.reading.grid.rules import Rules  # noqa: E402
from form4ml.reading.grid.textlines import Sheet, lines, runs, sheet  # noqa: E402


def read(text: str) -> Read:
    return Read(text, tuple(10.0 * i + 5 for i in range(len(text))), (0.9,) * len(text))


@pytest.mark.parametrize(
    ("kind", "raw", "again", "expected"),
    [
        ("amount", "1,234", "1,234", "1,234"),
        ("amount", "l,234", "1,234", "1,234"),
        ("amount", "See note", "5", "See note"),
        ("amount", "(3)", "3", "(3)"),
        ("price", "S0", "$0", "$0"),
        ("price", "18 3/8", "183", "18 3/8"),
        ("amount", "1/234", "1234", "1234"),
        ("date", "O7/06/2026", "07/06/2026", "07/06/2026"),
        ("ownership", "1", "", "I"),
        ("ownership", "l", "", "I"),
        ("side", "0", "", "D"),
        ("code", "s", "", "S"),
        ("code", "S/K", "S/K", "S/K"),
        ("text", "l,234", "1,234", "l,234"),
    ],
)
def test_a_column_takes_what_it_can_say(kind: str, raw: str, again: str, expected: str) -> None:
    assert held(read(raw), read(again), kind).text == expected  # type: ignore[arg-type]


def test_words_share_out_the_stretch() -> None:
    box = Box(100, 50, 200, 70)
    words = tokens(read("9,500 (11)"), box, 100, with_marks=True)
    assert [(w.text, w.superscript) for w in words] == [("9,500", False), ("(11)", True)]
    assert words[0].box.left == 100
    assert words[-1].box.right == 200
    assert words[0].box.right <= words[1].box.left + 10


def page_of(rows: list[tuple[int, int, str]], size: tuple[int, int] = (2200, 1700)) -> np.ndarray:
    page = np.full(size, 255, np.uint8)
    for x, y, text in rows:
        cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_COMPLEX, 0.62, 0, 1, cv2.LINE_AA)
    return page


def sheet_of(page: np.ndarray) -> Sheet:
    return sheet(page, [], Rules((), ()), 1.0)


def test_a_cell_is_cut_into_its_lines() -> None:
    page = page_of([(100, 100, "Common"), (100, 128, "Stock"), (400, 100, "5,000")])
    found = lines(sheet_of(page), Box(90, 70, 300, 150))
    assert len(found) == 2
    assert all(len(stretches) == 1 for stretches in found)
    assert found[0][0].left == pytest.approx(100, abs=4)
    assert lines(sheet_of(page), Box(600, 70, 800, 150)) == []


def test_runs_join_over_small_gaps() -> None:
    filled = np.array([0, 1, 1, 0, 1, 0, 0, 0, 1], bool)
    assert runs(filled, 1) == [(1, 5), (8, 9)]
    assert runs(filled, 0) == [(1, 3), (4, 5), (8, 9)]
    assert runs(np.zeros(4, bool), 1) == []


def test_a_mark_half_way_down_comes_before_its_note() -> None:
    page = page_of(
        [
            (160, 300, "The first line of a note that goes on and on and on for the width"),
            (160, 326, "and its second line, which also goes on for quite a while to here"),
            (90, 313, "(1)"),
            (160, 380, "Another note of one line only, but long enough to be one of them."),
            (90, 380, "(2)"),
        ]
    )
    found = note_lines(sheet_of(page), Box(0, 200, 1700, 500))
    assert [line.mark is not None for line in found] == [True, False, True]
    assert found[0].box.left == pytest.approx(160, abs=6)
    assert found[0].block != found[2].block


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Name and Address of Reporting Person", "1"),
        ("2a. Foreign Trading Symbol", "2a"),
        ("2. Issuer Name and Ticker", "2"),
        ("S. Relationship of Reporting Person(s) to Issuer", "5"),
        ("4. If Amendment, Date Original Filed", "4"),
        ("100 Main Street", None),
        ("3 Oak Street", None),
    ],
)
def test_boxes_are_known_by_their_captions(text: str, expected: str | None) -> None:
    assert number(text) == expected


def test_the_name_box_goes_on_in_the_cells_below() -> None:
    cells = [Box(80, 300, 500, 360), Box(500, 300, 900, 360), Box(80, 360, 500, 420)]
    assert numbers(cells, ["1", "2", None], 1.0) == ["1", "2", "1"]


def test_captions_hold_no_value() -> None:
    assert is_caption("(Last) (First) (Middle)")
    assert not is_caption("SMITH JOHN A")


def words(*texts: str) -> list[Token]:
    return [Token(text, Box(100 + 60 * i, 10, 150 + 60 * i, 30), 0.9) for i, text in enumerate(texts)]


def test_crosses_of_box_five() -> None:
    line = words("X", "Director", "_____", "10%", "Owner")
    assert {c.name: c.checked for c in checks.relationship(line)} == {
        "is_director": True,
        "is_ten_percent_owner": False,
    }
    glued = checks.relationship(words("_X_Officer", "(give", "title", "below)"))
    assert [(c.name, c.checked) for c in glued] == [("is_officer", True)]


def test_box_six_needs_exactly_one_cross() -> None:
    one, more = words("X", "Form", "filed", "by", "One"), words("Form", "filed", "by", "More", "than", "One")
    assert [(c.name, c.checked) for c in checks.group_filing([one, more])] == [("joint_filing", False)]
    both = checks.group_filing([one, words("X", "Form", "filed", "by", "More", "than", "One")])
    assert both == []


@pytest.mark.parametrize(
    ("texts", "head"),
    [
        (("151", "Martine"), "/s/"),
        (("/5/", "A."), "/s/"),
        (("151", "shares"), "151"),
        (("/s/", "A"), "/s/"),
        (("15",), "15"),
    ],
)
def test_a_signature_opens_with_its_strokes(texts: tuple[str, ...], head: str) -> None:
    assert signed(words(*texts))[0].text == head


@pytest.mark.parametrize("crossed", [False, True])
def test_outlined_squares(crossed: bool) -> None:
    page = page_of([(140, 320, "Check this box if no longer subject")])
    cv2.rectangle(page, (92, 300), (112, 336), 0, 2)
    if crossed:
        cv2.line(page, (96, 306), (108, 330), 0, 2)
        cv2.line(page, (108, 306), (96, 330), 0, 2)
    (square,) = checks.squares(page, sheet_of(page).unit, Box(0, 200, 1700, 500))
    check = checks.beside([square], Box(140, 300, 600, 330), "not_subject_to_section16", 1.0)
    assert check is not None
    assert check.checked is crossed


@pytest.mark.parametrize(("shade", "checked"), [(22, False), (48, True)])
def test_pale_squares(shade: int, checked: bool) -> None:
    page = page_of([(140, 320, "Check this box if no longer subject")])
    page[302:320, 100:118] -= np.uint8(shade)
    check = checks.pale(page, Box(140, 302, 600, 322), "aff10b5_one", 1.0)
    assert check is not None
    assert check.checked is checked


def test_one_bit_pages_are_known() -> None:
    page = page_of([(140, 320, "text")])
    assert checks.is_bilevel(((page > 128) * 255).astype(np.uint8))
    noisy = np.clip(page.astype(int) - 20 + np.random.default_rng(1).integers(-6, 6, page.shape), 0, 255)
    assert not checks.is_bilevel(noisy.astype(np.uint8))


@pytest.mark.skipif(not available(), reason="rapidocr or its model is not installed")
def test_a_drawn_table_is_read() -> None:
    from form4ml.reading.grid import read_page

    page = np.full((1100, 850), 255, np.uint8)
    xs = [40, 200, 280, 330, 370, 400, 480, 510, 580, 680, 710, 810]
    for y in (200, 270, 300, 330):
        cv2.line(page, (40, y), (810, y), 0, 1)
    for index, x in enumerate(xs):
        cv2.line(page, (x, 240 if index in (4, 6, 7) else 200), (x, 330), 0, 1)
    for x, text in ((45, "Common Stock"), (205, "07/06/2026"), (345, "S"), (403, "2,098"), (585, "47,915")):
        cv2.putText(page, text, (x, 291), cv2.FONT_HERSHEY_SIMPLEX, 0.38, 0, 1, cv2.LINE_AA)
    page = cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    reading = read_page(page, 0, first_line=7)
    assert reading is not None
    cells = {line.words[0].cell: line.text for line in reading.lines if line.words[0].cell}
    by_column = {cell.column: text for cell, text in cells.items() if cell}
    assert by_column["transaction_date"] == "07/06/2026"
    assert by_column["shares"] == "2,098"
    assert by_column["shares_owned_following"] == "47,915"
    assert {cell.row for cell in cells if cell} == {0}
    assert all(word.line == 7 + index for index, line in enumerate(reading.lines) for word in line.words)
    assert all(line.text[w.start : w.end] == w.text for line in reading.lines for w in line.words)
    assert reading.carry.rows == {"1": 1}


def test_a_page_without_a_grid_is_left_to_others() -> None:
    from form4ml.reading.grid import read_page

    assert read_page(page_of([(100, 300, "Dear Sirs")]), 0) is None
    assert CellReader is not None


@pytest.mark.parametrize(
    ("texts", "checked"),
    [(["[X]"], True), (["X"], True), (["[", "]"], False), (["[ ]"], False), (["["], None), (["See"], None), ([], None)],
)
def test_check_boxes_made_of_letters(texts: list[str], checked: bool | None) -> None:
    found = [(read(text), Box(100, 300 + 20 * n, 120, 318 + 20 * n)) for n, text in enumerate(texts)]
    check = checks.lettered(found, "aff10b5_one")
    assert (check.checked if check else None) is checked


def test_touching_lines_of_small_type_are_parted() -> None:
    page = page_of([])
    for y, text in ((100, "SC US"), (122, "Expansion"), (144, "Management"), (166, "L.P.")):
        cv2.putText(page, text, (100, y), cv2.FONT_HERSHEY_COMPLEX, 0.5, 0, 1, cv2.LINE_AA)
    page[146:158, 110:112] = 0  # a raised mark's stroke bridges the last two
    assert len(lines(sheet_of(page), Box(90, 80, 300, 180))) == 4


@pytest.mark.skipif(not available(), reason="rapidocr or its model is not installed")
def test_a_page_whose_table_is_lost_is_left_to_others() -> None:
    from form4ml.reading.grid import read_page

    heading = ["Table I - Non-Derivative Securities Acquired", "1. Title of Security", "2. Transaction Date"]
    heading += [
        "3. Transaction Code",
        "4. Securities Acquired, Price",
        "5. Amount of Securities",
        "6. Ownership: Direct (D)",
    ]
    heading += ["7. Nature (Instr. 4)", "Date Exercisable", "Expiration Date", "Title and Amount"]
    page = page_of([(120, 240 + 90 * n, text) for n, text in enumerate(heading)])
    for y in (200, 700, 1300):
        cv2.line(page, (80, y), (1620, y), 0, 2)
    for x in (80, 850, 1620):
        cv2.line(page, (x, 200), (x, 1300), 0, 2)
    assert read_page(page, 0) is None
