"""PDFs: words of the text layer, where they stand, and PDFs that are not what they should be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4ml.document import Document, Word
from form4ml.reading import ReadError, ReadOptions, kind_of, read

pytest.importorskip("pypdfium2", reason="needs the pdf extra")
canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab to make PDFs")

FILL = "Each line of this page says something so that it counts as a page with a text layer of its own."


def pdf(*draw: Callable[[Any], None], size: tuple[float, float] = (612, 792), **how: Any) -> bytes:
    out = BytesIO()
    page = canvas.Canvas(out, pagesize=size, invariant=1, **how)
    for each in draw:
        each(page)
        page.showPage()
    page.save()
    return out.getvalue()


def say(*texts: tuple[float, float, str], size: float = 10) -> Callable[[Any], None]:
    def draw(page: Any) -> None:
        page.setFont("Helvetica", size)
        page.drawString(72, 40, FILL)
        for x, y, text in texts:
            page.drawString(x, y, text)

    return draw


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.words and line.text != FILL]


def words(document: Document) -> dict[str, Word]:
    return {word.text: word for line in document.lines for word in line.words}


def test_words_stand_in_pixels_at_200_dpi() -> None:
    document = read(pdf(say((72, 720, "FORM 4"), (300, 720, "OMB"), (72, 700, "Box 1"))), name="a.pdf")
    assert document.kind == "pdf"
    assert document.engine is not None
    assert document.engine.startswith("pdf-text")
    assert (document.pages[0].width, document.pages[0].height) == (1700, 2200)
    assert texts(document) == ["FORM 4 OMB", "Box 1"]
    box = words(document)["OMB"].box
    assert box is not None
    assert box.left == pytest.approx(300 * 200 / 72, abs=3)
    assert box.bottom == pytest.approx((792 - 720) * 200 / 72, abs=3)
    assert words(document)["OMB"].confidence is None


def test_a_gap_in_the_page_parts_blocks_with_a_blank_line() -> None:
    lines = read(pdf(say((72, 720, "one"), (72, 708, "two"), (72, 640, "three")))).lines
    assert [line.text for line in lines][:4] == ["one", "two", "", "three"]


def test_kerning_is_no_space() -> None:
    def draw(page: Any) -> None:
        say()(page)
        text = page.beginText(72, 720)
        text.setFont("Helvetica", 10)
        text._code.append("[(UNITED ST) 120 (ATES) -20 ( SECURITIES)] TJ")
        page.drawText(text)

    assert texts(read(pdf(draw))) == ["UNITED STATES SECURITIES"]


def test_a_gap_without_a_space_parts_words() -> None:
    assert texts(read(pdf(say((72, 720, "5,000"), (105, 720, "D"))))) == ["5,000 D"]


def test_a_raised_mark_is_a_word_of_its_own() -> None:
    def draw(page: Any) -> None:
        say((72, 720, "$10.50"), (200, 720, "Plain"))(page)
        width = page.stringWidth("$10.50", "Helvetica", 10)
        page.setFont("Helvetica", 6)
        page.drawString(72 + width, 724, "(1)")
        page.drawString(300, 720, "small")

    found = words(read(pdf(draw)))
    assert found["(1)"].superscript is True
    assert found["$10.50"].superscript is False
    assert found["Plain"].superscript is False
    assert not found["small"].superscript


@pytest.mark.parametrize(("turn", "move"), [(90, (612, 0)), (180, (612, 792)), (270, (0, 612))])
def test_text_on_a_turned_page_is_read_upright(turn: int, move: tuple[float, float]) -> None:
    def draw(page: Any) -> None:
        page.setPageRotation(turn)
        page.translate(*move)
        page.rotate(turn)
        say((72, 500, "FORM 4"), (300, 500, "OMB"), (72, 480, "Box 1"))(page)

    document = read(pdf(draw))
    assert texts(document) == ["FORM 4 OMB", "Box 1"]
    assert all(word.box is not None and 0 <= word.box.left < 2300 for word in words(document).values())


def test_a_page_shown_turned_whose_text_then_lies_is_read_all_the_same() -> None:
    def draw(page: Any) -> None:
        page.setPageRotation(180)
        say((72, 720, "FORM 4"), (300, 720, "OMB"))(page)

    assert texts(read(pdf(draw))) == ["FORM 4 OMB"]


def test_what_was_typed_into_a_form_is_read() -> None:
    def draw(page: Any) -> None:
        say((72, 720, "Name:"))(page)
        page.acroForm.textfield(name="n", value="CARUSO JAMES", x=110, y=712, width=200, height=18, fontSize=10)

    assert "CARUSO" in words(read(pdf(draw)))


def test_a_password_is_asked_for_in_one_line() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = pdf(say(), encrypt=StandardEncryption("secret"))
    with pytest.raises(ReadError) as caught:
        read(locked, name="a.pdf")
    assert str(caught.value) == "a.pdf: it is protected by a password; save a copy without the password"


def test_a_pdf_that_only_limits_printing_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert texts(read(pdf(say((72, 720, "FORM 4")), encrypt=StandardEncryption("", "owner")))) == ["FORM 4"]


@pytest.mark.parametrize("keep", [20, 200, 600])
def test_a_cut_pdf_is_refused(keep: int) -> None:
    with pytest.raises(ReadError) as caught:
        read(pdf(say((72, 720, "FORM 4")))[:keep], name="a.pdf")
    assert caught.value.code == 3


def test_too_many_pages_and_too_large_pages_are_refused() -> None:
    with pytest.raises(ReadError, match="3 pages, more than the 2"):
        read(pdf(say(), say(), say()), options=ReadOptions(max_pages=2))
    with pytest.raises(ReadError, match="pixels"):
        read(pdf(say(), size=(14_000, 14_000)))


def test_a_pdf_after_other_bytes_is_a_pdf() -> None:
    assert kind_of(b"\n\n" + pdf(say()), "a") == "pdf"


_WHOLE = pdf(say((72, 720, "FORM 4")))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, len(_WHOLE)), st.integers(0, 60), st.binary(max_size=20))
def test_mangled_pdfs_are_read_or_refused(at: int, cut: int, put: bytes) -> None:
    with suppress(ReadError):
        read(_WHOLE[:at] + put + _WHOLE[at + cut :], options=ReadOptions(form_aware=False, ocr="tesseract"))
