"""hOCR: structure, boxes, confidences; scripts, comments and cut files."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.document import Box, Document
from form4ml.reading import ReadError, kind_of, read

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><title></title><meta name='ocr-system' content='tesseract 5.3.0'/></head><body>
 <div class='ocr_page' id='page_1' title='image "a.png"; bbox 0 0 1700 2200; ppageno 0'>
  <div class='ocr_carea' title="bbox 98 89 204 105"><p class='ocr_par' title="bbox 98 89 204 105">
   <span class='ocr_line' title="bbox 98 89 204 105; baseline 0 0">
    <span class='ocrx_word' title='bbox 98 89 135 105; x_wconf 96'>FORM</span>
    <span class='ocrx_word' title='bbox 143 90 188 105; x_wconf 40'><strong>4</strong></span>
   </span></p></div>
  <div class='ocr_separator' title="bbox 1324 154 1606 160"></div>
  <div class='ocr_carea'><p class='ocr_par'><span class='ocr_header' title="bbox 1 2 3 4">
    <span class='ocrx_word' title='bbox 1 2 3 4'>A&amp;B</span></span></p></div>
 </div>
 <div class='ocr_page' title='bbox 0 0 850 1100'><span class='ocr_line' title='bbox 10 0 60 9'>Table II</span></div>
</body></html>
"""


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_pages_lines_words() -> None:
    document = read(PAGE.encode(), name="a.hocr")
    assert document.kind == "hocr"
    assert document.engine == "tesseract 5.3.0"
    assert texts(document) == ["FORM 4", "", "A&B", "", "Table II"]
    assert [(p.width, p.height) for p in document.pages] == [(1700, 2200), (850, 1100)]
    form, four = document.lines[0].words
    assert (form.box, form.confidence) == (Box(98, 89, 135, 105), 0.96)
    assert (four.start, four.end, four.confidence) == (5, 6, 0.4)
    assert document.lines[2].words[0].confidence is None


def test_a_line_without_word_elements_shares_its_box() -> None:
    table, two = read(PAGE.encode()).lines[-1].words
    assert table.box is not None
    assert two.box is not None
    assert (table.box.left, two.box.right) == (10, pytest.approx(60))
    assert table.box.right < two.box.left


def test_a_fragment_without_html_around_it_is_whole() -> None:
    start = PAGE.index("<div class='ocr_page'")
    fragment = PAGE[start : PAGE.index("</body>")]
    assert kind_of(fragment.encode(), "a") == "hocr"
    assert read(fragment.encode()).notes == ()


def test_a_cut_file_says_so() -> None:
    document = read(PAGE[: PAGE.index("A&amp;B") + 5].encode())
    assert texts(document)[0] == "FORM 4"
    assert document.notes == ("the hOCR is cut off at its end",)


def test_scripts_and_comments_are_no_text() -> None:
    evil = "<script>document.write(\"<span class='ocrx_word'>evil</span>\")</script>"
    page = PAGE.replace("</head>", evil + "</head>").replace(
        "FORM</span>", "FORM</span><!-- <b class='ocrx_word'>x</b> -->"
    )
    assert texts(read(page.encode())) == texts(read(PAGE.encode()))


def test_a_bare_angle_bracket_is_text() -> None:
    assert texts(read(PAGE.replace("A&amp;B", "A < 5").encode()))[2] == "A < 5"


def test_hocr_without_a_page_is_refused() -> None:
    with pytest.raises(ReadError, match="no page"):
        read(b"<html><meta name='ocr-system' content='x'></html>")


@pytest.mark.parametrize(
    "bomb",
    [
        "<a" * 100_000,
        "<a " + "a" * 1_000_000 + ">",
        "<a " + "a=' " * 300_000 + ">",
        "<span class=ocr_line>" * 30_000,
        "<div><!--" * 100_000,
        "&" * 1_000_000,
    ],
)
def test_hostile_markup_takes_linear_time(bomb: str) -> None:
    start = time.process_time()
    with suppress(ReadError):
        read(("<html><div class='ocr_page'>" + bomb).encode())
    assert time.process_time() - start < 5


@given(
    st.lists(
        st.sampled_from([*PAGE.replace(">", ">\x1f").split("\x1f"), "<", ">", "'", "bbox 1 x", "</span>"]), max_size=40
    )
)
def test_any_order_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(ReadError):
        document = read(("<html><div class='ocr_page'>" + "".join(pieces)).encode())
        for number, line in enumerate(document.lines):
            for word in line.words:
                assert word.line == number
                assert line.text[word.start : word.end] == word.text
