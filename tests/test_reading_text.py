"""Plain OCR text: pages, paragraphs, words with their characters, and text that is not text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.document import Document
from form4ml.reading import ReadError, read


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_form_feeds_part_pages_and_blank_lines_part_paragraphs() -> None:
    document = read(b"FORM 4\n\nUNITED STATES\nSECURITIES\n\x0cTable II\n", name="a.txt")
    assert document.kind == "text"
    assert [page.number for page in document.pages] == [1, 2]
    assert texts(document) == ["FORM 4", "", "UNITED STATES", "SECURITIES", "Table II"]
    assert [line.page for line in document.lines] == [0, 0, 0, 0, 1]
    assert [line.block for line in document.lines] == [0, 0, 1, 1, 0]


def test_a_form_feed_after_the_last_page_adds_none() -> None:
    assert len(read(b"a\n\x0cb\n\x0c").pages) == 2
    assert len(read(b"a\n\x0cb\n\x0c\n").pages) == 2


def test_a_blank_page_between_others_stays() -> None:
    document = read(b"a\n\x0c\x0cc\n")
    assert len(document.pages) == 3
    assert [line.page for line in document.lines] == [0, 2]


def test_words_have_their_characters() -> None:
    line = read(b"  Natera,  Inc.\t[ NTRA ] \n").lines[0]
    assert [(w.text, w.start, w.end) for w in line.words] == [
        ("Natera,", 2, 9),
        ("Inc.", 11, 15),
        ("[", 16, 17),
        ("NTRA", 18, 22),
        ("]", 23, 24),
    ]


def test_a_word_that_is_part_of_the_one_before_is_found_at_its_own_place() -> None:
    line = read(b"Data a t\n").lines[0]
    assert [w.start for w in line.words] == [0, 5, 7]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_end_is_one(ending: str) -> None:
    assert texts(read(f"one{ending}{ending}two{ending}".encode())) == ["one", "", "two"]


def test_byte_order_marks_are_no_text() -> None:
    assert texts(read("FORM 4\n".encode("utf-8-sig"))) == ["FORM 4"]
    document = read("FORM 4 §\n".encode("utf-16"))
    assert texts(document) == ["FORM 4 §"]
    assert "UTF-16" in document.notes[0]


def test_broken_utf8_is_replaced_and_noted() -> None:
    document = read(b"Soci\xe9t\xe9 g\xe9n\xe9rale, a long enough line to be text\n")
    assert texts(document)[0].startswith("Soci\ufffdt\ufffd")
    assert document.notes == ("4 characters were not valid UTF-8 and were replaced",)


@pytest.mark.parametrize(
    "data", [b"", b"abc\0def", b"\x01\x02\x03\x04abc", bytes(range(128, 255)), b"\xff\xfe\0\0\0\0\0\0"]
)
def test_what_is_not_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="x.txt")
    assert str(caught.value).startswith("x.txt: ")
    assert "; " in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.code == 3


def test_white_space_alone_is_a_document_without_words() -> None:
    document = read(b" \n\n \n")
    assert not any(line.words for line in document.lines)
    assert document.notes == ("no words were found",)


@given(st.text(max_size=300))
def test_any_text_gives_words_that_stand_where_they_say(text: str) -> None:
    try:
        document = read(text.encode("utf-8", errors="replace"), name="f.txt")
    except ReadError:
        return
    for number, line in enumerate(document.lines):
        assert line.page < len(document.pages)
        for word in line.words:
            assert word.line == number
            assert line.text[word.start : word.end] == word.text
            assert len(word.text.split()) == 1


def test_drawn_boxes_are_bars_and_dashes() -> None:
    document = read("┌────┬───┐\n│Code│ V │\n└────┴───┘\n".encode())
    assert [line.text for line in document.lines] == ["+----+---+", "|Code| V |", "+----+---+"]
