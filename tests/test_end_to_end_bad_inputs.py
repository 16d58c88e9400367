"""Hostile and broken pictures and PDFs through the command: one clear line or a clean result, never a hang or a crash."""

from __future__ import annotations

import json
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from cli_samples import SAMPLE, form4ml, told

pytest.importorskip("pypdfium2")
Image = pytest.importorskip("PIL.Image")


def pdf(objects: list[bytes], trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start)


def bomb() -> bytes:
    """A page whose content is 300 MB of blanks, packed into 300 kB."""
    packed = zlib.compress(b" " * 300_000_000, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            pages,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
            stream,
        ]
    )


def locked() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    stream = BytesIO()
    page = canvas.Canvas(stream, encrypt="secret")
    page.drawString(72, 72, "FORM 4")
    page.save()
    return stream.getvalue()


def picture(width: int, height: int, format: str = "PNG") -> bytes:
    stream = BytesIO()
    Image.new("1", (width, height), 1).save(stream, format)
    return stream.getvalue()


WIDE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14000 14000]>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
BAD = {
    "locked": (locked, "password"),
    "truncated": (lambda: locked()[:400], "damaged or cut off"),
    "no-page": (lambda: pdf([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), "damaged or cut off"),
    "wide-page": (lambda: pdf([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", WIDE]), "pixels"),
    "bomb": (bomb, "no words were found"),
    "giant": (lambda: picture(20_000, 20_000), "pixels"),
    "blank": (lambda: picture(1700, 2200, "TIFF"), "no words were found"),
    "cut-image": (lambda: picture(1700, 2200)[:90], "damaged or cut off"),
    "sliver": (lambda: picture(3000, 3), "no words were found"),
}


@pytest.mark.parametrize("kind", BAD)
def test_one_line_and_soon(kind: str, tmp_path: Path) -> None:
    make, words = BAD[kind]
    path = tmp_path / f"{kind}.bin"  # the kind is found from the content
    path.write_bytes(make())
    start = time.monotonic()
    result = form4ml("predict", path, "--page-timeout", "0")
    assert result.exit_code == 3
    [line] = told(result)
    assert words in line
    assert path.name in line
    assert time.monotonic() - start < 60


def test_none_of_them_harms_the_others(tmp_path: Path) -> None:
    for kind in ("truncated", "no-page", "giant", "cut-image"):
        (tmp_path / f"{kind}.bin").write_bytes(BAD[kind][0]())
    (tmp_path / "good.txt").write_bytes(SAMPLE.read_bytes())
    result = form4ml("predict", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "1 of 5 read, 4 failed" in told(result)[-1]
    assert len((tmp_path / "out" / "errors.jsonl").read_text().splitlines()) == 4
    assert (tmp_path / "out" / "good.json").is_file()


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 12))
    path.write_bytes(pdf([CATALOG, b"<</Type/Pages/Kids[%s]/Count 9>>" % kids, *[page] * 9]))
    result = form4ml("predict", path, "--max-pages", "5")
    assert result.exit_code == 3
    assert "9 pages" in told(result)[0]


def test_scripts_in_hocr_stay_text(tmp_path: Path) -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    words = [
        f"<span class='ocrx_word' title='bbox {100 + 90 * n} 100 {180 + 90 * n} 130; x_wconf 90'>{text}</span>"
        for n, text in enumerate(["FORM", "4", evil, "onload=alert(1)"])
    ]
    path = tmp_path / "evil.hocr"
    path.write_text(
        "<html><head><meta name='ocr-system' content='tesseract'/><script>steal()</script></head><body onload='steal()'>"
        "<div class='ocr_page' title='bbox 0 0 1700 2200'><span class='ocr_line' title='bbox 100 100 900 130'>"
        f"{''.join(words)}</span></div></body></html>"
    )
    result = form4ml("predict", path, "--format", "html", "--out", tmp_path / "out")
    assert result.exit_code == 0
    page = (tmp_path / "out" / "evil.html").read_text()
    assert page.count("<script") == 1  # our own
    assert "steal()" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "script-src 'sha256-" in page


def test_a_born_digital_pdf_gives_its_page_as_a_picture(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    path = tmp_path / "printed.pdf"
    page = canvas.Canvas(str(path))
    for number, line in enumerate(SAMPLE.read_text().splitlines()[:60]):
        page.drawString(40, 800 - 12 * number, line[:100])
    page.save()
    form4ml("predict", path, "--format", "html", "--out", tmp_path / "out", "--min-confidence", 0)
    text = (tmp_path / "out" / "printed.html").read_text()
    assert "data:image/" in text
    assert "<rect" in text
    record = json.loads(form4ml("predict", path, "--min-confidence", 0).stdout)
    assert any(seen["box"] for seen in record["evidence"].values())
