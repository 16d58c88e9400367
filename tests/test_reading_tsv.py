"""Tesseract's TSV: lines as in its text, boxes, confidences, and tables that were cut or mangled."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.document import Box, Document
from form4ml.reading import ReadError, read
from form4ml.reading.tsv import COLUMNS, HEADER

SHARED = Path(__file__).parents[2] / "shared" / "filings"


def word(text: str, page: int, block: int, par: int, line: int, number: int, left: int = 0, conf: float = 96.5) -> str:
    return "\t".join(map(str, (5, page, block, par, line, number, left, 20, 10 * len(text), 18, conf, text)))


def page(number: int) -> str:
    return f"1\t{number}\t0\t0\t0\t0\t0\t0\t1700\t2200\t-1\t"


def table(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows, "")).encode()


ROWS = (
    page(1),
    "2\t1\t1\t0\t0\t0\t0\t0\t10\t10\t-1\t",
    word(" ", 1, 1, 1, 1, 1, conf=95),
    word("FORM", 1, 2, 1, 1, 1, 0),
    word("4", 1, 2, 1, 1, 2, 50, conf=30),
    word("Name", 1, 2, 1, 2, 1, 0),
    word("CARUSO", 1, 2, 2, 1, 1, 0),
    word("JAMES", 1, 3, 1, 1, 1, 0, conf=-1),
    page(2),
    word("Table", 2, 1, 1, 1, 1, 0),
)


def test_lines_are_those_of_the_text_output() -> None:
    document = read(table(*ROWS), name="a.tsv")
    assert document.kind == "tsv"
    assert [line.text for line in document.lines] == ["FORM 4", "Name", "", "CARUSO", "", "JAMES", "", "Table"]
    assert [line.page for line in document.lines] == [0, 0, 0, 0, 0, 0, 0, 1]
    assert [line.block for line in document.lines] == [0, 0, 0, 1, 1, 2, 2, 0]
    assert [(p.number, p.width, p.height) for p in document.pages] == [(1, 1700, 2200), (2, 1700, 2200)]


def test_words_have_box_confidence_and_characters() -> None:
    document = read(table(*ROWS))
    form, four = document.lines[0].words
    assert (form.text, form.start, form.end, form.box) == ("FORM", 0, 4, Box(0, 20, 40, 38))
    assert (four.text, four.start, four.end) == ("4", 5, 6)
    assert four.confidence == pytest.approx(0.3)
    assert document.lines[5].words[0].confidence is None
    check_places(document)


def check_places(document: Document) -> None:
    for number, line in enumerate(document.lines):
        assert line.page < len(document.pages)
        for w in line.words:
            assert w.line == number
            assert line.text[w.start : w.end] == w.text


def test_a_blank_word_inside_a_line_is_a_second_space() -> None:
    document = read(table(page(1), *(word(t, 1, 1, 1, 1, i) for i, t in enumerate(("a", " ", "b", " c", " ")))))
    assert document.lines[0].text == "a  b  c"
    check_places(document)


def test_words_that_share_a_row_share_its_box() -> None:
    document = read(table(page(1), word("ab cd", 1, 1, 1, 1, 1)))
    assert [w.box for w in document.lines[0].words] == [Box(0, 20, 20, 38), Box(30, 20, 50, 38)]
    check_places(document)


def test_a_table_without_page_rows_has_pages_without_a_size() -> None:
    document = read(table(word("a", 1, 1, 1, 1, 1), word("b", 2, 1, 1, 1, 1)))
    assert [(p.number, p.width) for p in document.pages] == [(1, None), (2, None)]


def test_tables_one_after_another_are_more_pages() -> None:
    document = read(table(*ROWS[:4], HEADER, *ROWS[:4]))
    assert len(document.pages) == 2
    assert [line.page for line in document.lines if line.words] == [0, 1]


def test_columns_may_stand_in_another_order() -> None:
    order = ["text", *COLUMNS[:-1], "extra"]
    rows = [dict(zip(COLUMNS, row.split("\t"), strict=True)) for row in ROWS]
    data = "\n".join("\t".join(r) for r in [order, *[[row.get(c, "x") for c in order] for row in rows]])
    assert read(data.encode()).lines == read(table(*ROWS)).lines


@pytest.mark.parametrize("cut", [3, 8, 12, 20])
def test_a_cut_last_row_is_left_out_with_a_note(cut: int) -> None:
    data = table(*ROWS[:-1], ROWS[-1][:cut]).rstrip(b"\n")
    document = read(data)
    assert document.notes == ("the last row is cut off and left out",)
    assert [line.text for line in document.lines if line.words][-1] == "JAMES"


def test_broken_rows_in_the_middle_are_noted() -> None:
    document = read(table(*ROWS[:5], "5\t1\tx", *ROWS[5:]))
    assert document.notes == ("1 rows are broken (first: line 7) and left out",)


def test_mostly_broken_rows_are_refused() -> None:
    with pytest.raises(ReadError, match="rows of the TSV are broken"):
        read(table(*ROWS[:2], *["5\tx"] * 9))


def test_a_broken_header_is_refused() -> None:
    with pytest.raises(ReadError, match="header lacks left"):
        read(table(*ROWS).replace(b"left\t", b"lft\t"), name="a.tsv")


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.sampled_from(["5", "1", "0", "-1", "", "x", " ", "4", "a b", "\u2028", "9" * 30]), max_size=14)
    )
)
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    with suppress(ReadError):
        check_places(read("\n".join([HEADER, *map("\t".join, rows)]).encode()))


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared filings")
def test_the_lines_of_real_pages_are_those_of_their_text() -> None:
    for path in sorted((SHARED / "tsv").glob("*.tsv")):
        text = read(SHARED / "text" / (path.stem + ".txt"))
        found = read(path)
        assert [ln.text for ln in found.lines if ln.words] == [ln.text.strip() for ln in text.lines if ln.words], path
        assert len(found.pages) == len(text.pages)
        check_places(found)
