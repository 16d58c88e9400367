"""Lines of a wrapped column: words that the tagger gave to another column, passed over, or that an engine read twice."""

from assembly_samples import At, page

from form4ml.assembly.columns import Strip, lines_of, zones
from form4ml.assembly.found import fragments_of

HEADING = At(100, 100, "Table I - Non-Derivative Securities", "table1head")
ROWS = [At(100, 200 + 60 * n, "{SECURITY:Class A Common Stock}") for n in range(4)]


def texts(label: str, *pieces: At) -> list[str | None]:
    tagged = page(HEADING, *pieces)
    items = fragments_of(tagged)
    strip = Strip({0: 20.0}, ((item.page, item.y) for item in items))
    taken = {token for item in items for token in item.tokens}
    loose = [at for at in range(len(tagged.view.tokens)) if at not in taken and tagged.view.tokens[at].row > 0]
    lines = lines_of(label, items, loose, tagged.view, strip, zones(items, strip))
    return [line.piece.text if line.piece is not None else None for line in lines]


def test_a_word_under_another_columns_label_comes_home() -> None:
    nature = [At(1500, 200 + 60 * n, "{NATURE:By trust}") for n in range(3)]
    stray = At(100, 440, "{NATURE:Common} {NATURE:Stock}")
    assert texts("SECURITY", *ROWS, *nature, stray)[-1] == "Common Stock"
    assert texts("NATURE", *ROWS, *nature, stray) == ["By trust"] * 3


def test_a_word_passed_over_within_a_cell_is_taken_in() -> None:
    assert texts("SECURITY", *ROWS, At(100, 440, "{SECURITY:Class A} Common {+SECURITY:Stock}"))[-1] == (
        "Class A Common Stock"
    )
    assert texts("SECURITY", *ROWS, At(100, 440, "{SECURITY:Class A Common}"), At(100, 470, "Stock"))[-1] == "Stock"


def test_a_letter_or_two_beside_a_cell_are_not() -> None:
    assert texts("SECURITY", *ROWS, At(100, 440, "{SECURITY:Class A} oe"))[-1] == "Class A"


def test_a_mark_below_takes_up_room_and_is_no_word() -> None:
    assert texts("SECURITY", *ROWS, At(110, 407, "{FOOTNOTE_MARK:(2)}"))[-1] is None


def test_a_line_read_twice_is_read_once() -> None:
    again = At(110, 203, "{SECURITY:lass A Comm}", confidence=0.4)
    assert texts("SECURITY", *ROWS, again)[0] == "Class A Common Stock"


def test_pages_are_set_one_under_the_other() -> None:
    strip = Strip({0: 20.0, 1: 10.0}, [(0, 500.0), (0, 900.0), (1, 100.0), (1, 300.0)])
    assert strip.at(0, 500) == 0
    assert strip.at(0, 900) == 20
    assert 21 <= strip.at(1, 100) <= 22
    assert strip.at(1, 300) - strip.at(1, 100) == 20
