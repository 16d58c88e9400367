"""Page pictures: what is read from them, which way up, and pictures that are no pages."""

from __future__ import annotations

import socket
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4ml.document import Document
from form4ml.reading import ReadError, ReadOptions, engines, read

Image = pytest.importorskip("PIL.Image", reason="needs the ocr extra")
np = pytest.importorskip("numpy")
pytest.importorskip("cv2", reason="needs the ocr extra")
pytest.importorskip("tesserocr", reason="needs the ocr extra")
pdfium = pytest.importorskip("pypdfium2", reason="needs the ocr extra")
canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="needs reportlab to print a page")

PLAIN = ReadOptions(ocr="tesseract", form_aware=False)
PROSE = (
    "Statement of changes in beneficial ownership of securities",
    "Each reporting person files this page, by hand or by machine, with the Commission.",
    "The shares were sold on many days at prices that range from low to high,",
    "and the reporting person undertakes to give the staff, on request, full details",
    "about the number of shares and the prices at which they were bought and sold.",
)


def printed(*lines: str, copies: int = 1) -> Any:
    """A page with these lines, as a grey picture at 200 dpi."""
    out = BytesIO()
    page = canvas.Canvas(out, pagesize=(612, 792))
    page.setFont("Helvetica", 11)
    for number, line in enumerate(lines * copies):
        page.drawString(72, 700 - 16 * number, line)
    page.save()
    picture = pdfium.PdfDocument(out.getvalue())[0].render(scale=200 / 72, grayscale=True)
    return Image.fromarray(picture.to_numpy().squeeze().copy())


def saved(picture: Any, kind: str = "PNG", **how: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


@pytest.fixture(scope="module")
def page() -> Any:
    return printed(*PROSE).crop((100, 200, 1500, 700))


def text(document: Document) -> str:
    return " ".join(line.text for line in document.lines if line.words)


def check(document: Document) -> None:
    for number, line in enumerate(document.lines):
        for word in line.words:
            assert word.line == number
            assert line.text[word.start : word.end] == word.text
            assert word.box is not None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_formats(page: Any, kind: str) -> None:
    document = read(saved(page, kind), name="a", options=PLAIN)
    assert document.kind == "image"
    assert document.engine is not None
    assert document.engine.startswith("tesseract 5")
    assert "undertakes to give the staff" in text(document)
    assert (document.pages[0].width, document.pages[0].height) == page.size
    check(document)


@pytest.mark.parametrize("mode", ["1", "RGBA", "CMYK", "I;16"])
def test_modes(page: Any, mode: str) -> None:
    if mode == "I;16":
        other = Image.fromarray(np.asarray(page).astype(np.uint16) * 257)
    else:
        other = page.convert("RGBA").convert(mode) if mode == "LA" else page.convert(mode)
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert "Commission" in text(read(saved(other, kind), options=PLAIN))


def test_frames_of_a_tiff_are_pages(page: Any) -> None:
    blank = Image.new("L", page.size, 255)
    data = saved(page, "TIFF", save_all=True, append_images=[blank, page], compression="tiff_deflate")
    document = read(data, options=PLAIN)
    assert len(document.pages) == 3
    assert {line.page for line in document.lines if line.words} == {0, 2}
    assert "page 2 is blank" in document.notes
    with pytest.raises(ReadError, match="3 pages, more than the 2"):
        read(data, options=ReadOptions(max_pages=2))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_turned_back(page: Any, turn: int) -> None:
    document = read(saved(page.rotate(turn, expand=True)), options=PLAIN)
    assert document.notes == (f"page 1 was turned by {turn} degrees clockwise",)
    assert "undertakes to give the staff" in text(document)
    assert (document.pages[0].width, document.pages[0].height) == page.size


def test_a_camera_that_says_how_it_was_held(page: Any) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the picture is to be turned clockwise by a quarter
    document = read(saved(page.rotate(90, expand=True), "JPEG", exif=exif), options=PLAIN)
    assert document.notes == ()
    assert "Commission" in text(document)


def test_a_skewed_page_keeps_its_own_pixels(page: Any) -> None:
    straight = read(saved(page), options=PLAIN)
    skewed = read(saved(page.rotate(2.0, fillcolor=255)), options=PLAIN)
    assert "undertakes to give the staff" in text(skewed)
    place = {w.text: w.box for line in skewed.lines for w in line.words}["Statement"]
    first = straight.lines[0].words[0].box
    assert place is not None
    assert first is not None
    assert abs(place.y - first.y) > 5


@pytest.mark.parametrize("scale", [0.5, 2.5])
def test_other_resolutions_keep_their_own_pixels(page: Any, scale: float) -> None:
    size = (round(page.width * scale), round(page.height * scale))
    document = read(saved(page.resize(size)), options=PLAIN)
    assert "Commission" in text(document)
    assert (document.pages[0].width, document.pages[0].height) == size
    right = max(word.box.right for line in document.lines for word in line.words if word.box)
    assert 0.4 * size[0] < right < size[0]


def test_a_blank_page_is_a_page_without_lines() -> None:
    document = read(saved(Image.new("L", (1700, 2200), 250)), options=PLAIN)
    assert len(document.pages) == 1
    assert document.lines == ()
    assert document.notes == ("page 1 is blank", "no words were found")


def test_a_picture_that_is_no_page_has_no_words_or_few() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 150), dtype=np.uint8))
    check(read(saved(noise), options=PLAIN))


def test_too_many_pixels_are_refused_before_they_take_memory() -> None:
    with pytest.raises(ReadError, match="far more pixels"):
        read(saved(Image.new("1", (20_000, 20_000))), options=PLAIN)
    with pytest.raises(ReadError, match="8000 x 8000 pixels"):
        read(saved(Image.new("1", (8_000, 8_000))), options=PLAIN)


def test_a_pixel_is_read_or_refused() -> None:
    assert read(saved(Image.new("L", (1, 1), 255)), options=PLAIN).lines == ()
    assert read(saved(Image.new("L", (5, 3), 0)), options=PLAIN).lines == ()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("keep", [0.02, 0.5])
def test_cut_images_are_refused(page: Any, kind: str, keep: float) -> None:
    data = saved(page, kind)
    with pytest.raises(ReadError) as caught:
        read(data[: int(len(data) * keep)], name="a.png", options=PLAIN)
    assert str(caught.value).startswith("a.png: ")


def test_a_page_may_take_only_so_long(page: Any) -> None:
    quick = ReadOptions(ocr="tesseract", form_aware=False, page_timeout=0.001)
    with pytest.raises(ReadError, match=r"page 1 was not read: OCR was stopped after 0\.001 seconds"):
        read(saved(page), options=quick)


def test_a_page_read_in_time_by_another_process_is_the_same(page: Any) -> None:
    patient = ReadOptions(ocr="tesseract", form_aware=False, page_timeout=600)
    assert read(saved(page), options=patient) == read(saved(page), options=PLAIN)


def test_an_engine_that_does_not_exist_is_a_wrong_call(page: Any) -> None:
    with pytest.raises(ReadError, match="choose auto, tesseract or rapidocr") as caught:
        read(saved(page), options=ReadOptions(ocr="abbyy", form_aware=False))
    assert caught.value.code == 2


def test_without_an_engine_the_error_says_what_to_install(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda engine: False)
    with pytest.raises(ReadError) as caught:
        read(saved(page), name="a.png", options=ReadOptions(form_aware=False))
    assert str(caught.value) == (
        'a.png: its pages are pictures: reading them needs an OCR engine; run: pip install "form4ml[ocr]"'
    )
    assert caught.value.code == 6


def test_rapidocr_reads_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr", reason="needs the ocr extra")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    engines._load.cache_clear()
    small = printed(*PROSE[:2]).crop((150, 220, 1300, 330))
    document = read(saved(small), options=ReadOptions(ocr="rapidocr", form_aware=False))
    assert document.engine is not None
    assert document.engine.startswith("rapidocr 3")
    assert document.lines[0].text == PROSE[0]
    check(document)
    boxes = [word.box for word in document.lines[0].words]
    assert all(a is not None and b is not None and a.left < b.left for a, b in pairwise(boxes))


_SMALL = saved(Image.new("L", (40, 30), 200), "PNG"), saved(Image.new("RGB", (40, 30), "red"), "TIFF")


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(_SMALL), st.integers(0, 200), st.integers(0, 30), st.binary(max_size=12))
def test_mangled_images_are_read_or_refused(data: bytes, at: int, cut: int, put: bytes) -> None:
    with suppress(ReadError):
        read(data[:at] + put + data[at + cut :], options=PLAIN)
