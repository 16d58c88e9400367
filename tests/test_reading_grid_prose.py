"""Running text outside the cells: lines from Tesseract's words, columns, underlines, marks, and pages that go on."""

from itertools import pairwise

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from form4ml.document import Box  # noqa: E402
from form4ml.reading.grid import Carry, read_page  # noqa: E402
from form4ml.reading.grid.cells import CellReader, Token  # noqa: E402
from form4ml.reading.grid.paragraphs import Free, note_lines  # noqa: E402
from form4ml.reading.grid.prose import ProseReader, shared, spaced, stretches  # noqa: E402
from form4ml.reading.grid.recognise import Read, available, recogniser  # noqa: E402
from form4ml.reading.grid.rules import find_rules  # noqa: E402
from form4ml.reading.grid.tesseract import available as tesseract_is_here  # noqa: E402
from form4ml.reading.grid.textlines import sheet  # noqa: E402

NOTE = [
    "1. Shares held directly by the trust, for which Mr. Hoffman and his spouse serve as trustees.",
    "The price reported is a weighted average; these shares were sold in multiple transactions at",
    "prices ranging from $18.11 to $18.69. See footnote (2) for what remains to be said of them.",
]

needs_engines = pytest.mark.skipif(
    not (available() and tesseract_is_here()), reason="needs rapidocr, its model, and tesserocr"
)


def words(*placed: tuple[str, float, float], y: float = 100, high: float = 20) -> list[Token]:
    return [Token(text, Box(left, y, right, y + high), 0.9) for text, left, right in placed]


def written(lines: list[tuple[int, int, str]], size: int = 24, underlined: tuple[int, ...] = ()) -> np.ndarray:
    """A white page with lines of type on it, some of them underlined."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size)
    page = Image.new("L", (1700, 2200), 255)
    pen = ImageDraw.Draw(page)
    for number, (x, y, text) in enumerate(lines):
        pen.text((x, y), text, font=font, fill=0)
        if number in underlined:
            left, _, right, bottom = pen.textbbox((x, y), text, font=font)
            pen.line((left, bottom - 3, right, bottom - 3), fill=0, width=2)
    return np.array(page, np.uint8)


def reader_of(page: np.ndarray) -> ProseReader:
    read = sheet(page, [], find_rules(page, 1.0), 1.0)
    return ProseReader(read, CellReader(read, recogniser()))


def test_a_wide_gap_parts_columns_and_a_usual_one_does_not() -> None:
    line = words(("Jane", 100, 150), ("Doe", 160, 200), ("07/06/2026", 600, 720))
    assert [(box.left, box.right) for box in stretches(line)] == [(100, 200), (600, 720)]


def test_a_mark_that_stands_off_its_line_is_a_stretch_by_itself() -> None:
    mark = Token("(1)", Box(60, 112, 80, 132), 0.9)
    assert len(stretches([mark, *words(("The", 100, 130), ("first", 140, 180))])) == 2
    level = Token("(1)", Box(60, 100, 80, 120), 0.9)
    assert len(stretches([level, *words(("The", 100, 130), ("first", 140, 180))])) == 1


def test_one_tall_word_does_not_stretch_its_line() -> None:
    tall = Token("|", Box(200, 80, 204, 150), 0.9)
    (box,) = stretches([*words(("The", 100, 130), ("first", 140, 180)), tall])
    assert (box.top, box.bottom) == (100, 120)


def test_each_word_goes_to_the_line_that_it_stands_in() -> None:
    upper, lower = Free(0, (Box(100, 100, 400, 120),)), Free(0, (Box(100, 124, 400, 144),))
    first, second = words(("one", 100, 140)), words(("two", 100, 140), y=122)
    assert shared([*second, *first], [upper, lower]) == [first, second]


def test_words_in_a_mark_are_let_go() -> None:
    line = Free(0, (Box(160, 100, 400, 120),), mark=Box(90, 100, 120, 120))
    assert shared(words(("(1)", 92, 118), ("Text", 160, 220)), [line]) == [words(("Text", 160, 220))]


def test_blanks_that_the_recogniser_passed_over_are_put_back() -> None:
    read = Read("ofShares", tuple(10.0 * i + 5 for i in range(8)), (0.9,) * 8)
    assert spaced(read, 100, words(("of", 100, 118), ("Shares", 124, 180))).text == "of Shares"
    there = Read("of it", tuple(10.0 * i + 5 for i in range(5)), (0.9,) * 5)
    assert spaced(there, 100, words(("of", 100, 118), ("it", 132, 150))).text == "of it"


def test_ink_that_no_word_stands_on_is_a_line_of_its_own() -> None:
    page = written([(100, 300, "A line of text that was read"), (100, 400, "A line of text that was passed over")])
    found = sheet(page, [], find_rules(page, 1.0), 1.0)
    known = [Box(100, 300, 420, 328)]
    lines = note_lines(found, Box(0, 250, 1700, 500), known, known)
    assert len(lines) == 2
    assert lines[0].stretches == tuple(known)
    assert lines[1].box.y == pytest.approx(414, abs=8)


@needs_engines
def test_a_note_is_read_in_order_and_whole() -> None:
    page = written([(100, 300 + 30 * number, text) for number, text in enumerate(NOTE)])
    lines = reader_of(page).notes(Box(0, 200, 1700, 500))
    assert [" ".join(word.text for word in found) for _, found in lines] == NOTE
    assert all(a.box.left < b.box.left for _, found in lines for a, b in pairwise(found))


@needs_engines
def test_widely_set_type_stays_one_line() -> None:
    spread = "2.  Each  share  of  Class  B  Stock  is  convertible  at  any  time"
    page = written([(100, 300, spread), (100, 330, "into  one  share  of  Class  A  Common  Stock.")], size=20)
    read = [[word.text for word in found] for _, found in reader_of(page).notes(Box(0, 250, 1700, 400))]
    assert read == [spread.split(), "into one share of Class A Common Stock.".split()]


@needs_engines
def test_an_underlined_name_keeps_its_comma_and_its_descenders() -> None:
    page = written([(900, 300, "/s/ Kyle Young, Attorney-in-Fact"), (1400, 300, "07/06/2026")], underlined=(0, 1))
    (line,) = reader_of(page).notes(Box(0, 250, 1700, 400))
    assert " ".join(word.text for word in line[1]) == "/s/ Kyle Young, Attorney-in-Fact 07/06/2026"


@needs_engines
def test_the_head_is_read_column_by_column() -> None:
    page = written(
        [(100, 300, "Check this box to indicate that a"), (100, 330, "transaction was made pursuant to")], 20
    )
    other = written([(700, 312, "STATEMENT OF CHANGES IN"), (700, 350, "BENEFICIAL OWNERSHIP")], 30)
    read = reader_of(np.minimum(page, other)).head(Box(0, 250, 1700, 450))
    assert [" ".join(word.text for word in found) for _, found in read] == [
        "Check this box to indicate that a",
        "transaction was made pursuant to",
        "STATEMENT OF CHANGES IN",
        "BENEFICIAL OWNERSHIP",
    ]


@needs_engines
def test_a_page_of_notes_goes_on_from_the_form_before_it() -> None:
    page = written([(100, 300 + 30 * number, text) for number, text in enumerate(NOTE)])
    assert read_page(page, 1) is None
    reading = read_page(page, 1, carry=Carry({"1": 3}, None))
    assert reading is not None
    assert [line.text for line in reading.lines] == NOTE
    assert reading.carry.rows == {"1": 3}
    assert read_page(page, 1, engine="rapidocr", carry=Carry({"1": 3}, None)) is None
