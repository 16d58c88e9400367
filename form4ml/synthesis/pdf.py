"""Writes small PDFs quickly: text in the standard fonts (Vera embedded), straight lines and filled boxes, nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_EMBEDDED = ("Vera", "VeraBd", "VeraIt", "VeraBI")
_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


@lru_cache(maxsize=64)
def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


@lru_cache(maxsize=1 << 15)
def _literal(text: str) -> str:
    """Text as a PDF string in Windows' Latin alphabet; what that lacks prints as a question mark."""
    return text.encode("cp1252", "replace").decode("latin-1").translate(_ESCAPES)


class Drawing:
    """The content of one page. Coordinates are in points from the page's upper left corner."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.fonts: dict[str, str] = {}  # font name -> resource name
        self._out: list[str] = []
        self._texts: list[str] = []
        self._pen: tuple[str, float] = ("", 0.0)
        self._type: tuple[str, float] = ("", 0.0)
        self._ink = ""

    def fill(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._out.append(
            f"{_rgb(colour)} rg {left:.2f} {self.height - bottom:.2f} {right - left:.2f} {bottom - top:.2f} re f"
        )

    def line(self, left: float, top: float, right: float, bottom: float, weight: float, colour: str) -> None:
        self._set_pen(colour, weight)
        self._out.append(f"{left:.2f} {self.height - top:.2f} m {right:.2f} {self.height - bottom:.2f} l S")

    def box(self, left: float, top: float, right: float, bottom: float, weight: float, colour: str) -> None:
        self._set_pen(colour, weight)
        self._out.append(f"{left:.2f} {self.height - bottom:.2f} {right - left:.2f} {bottom - top:.2f} re S")

    def text(self, x: float, base: float, text: str, font: str, size: float, colour: str) -> None:
        if (font, size) != self._type:
            self._type = (font, size)
            name = self.fonts.setdefault(font, f"F{len(self.fonts) + 1}")
            self._texts.append(f"/{name} {size:.3f} Tf")
        if colour != self._ink:
            self._ink = colour
            self._texts.append(f"{_rgb(colour)} rg")
        self._texts.append(f"1 0 0 1 {x:.2f} {self.height - base:.2f} Tm ({_literal(text)}) Tj")

    def content(self) -> bytes:
        # Square line ends, so that the corners of boxes close.
        return "\n".join(["2 J", *self._out, "BT", *self._texts, "ET"]).encode("latin-1")

    def _set_pen(self, colour: str, weight: float) -> None:
        if (colour, weight) != self._pen:
            self._pen = (colour, weight)
            self._out.append(f"{weight:.3f} w {_rgb(colour)} RG")


def pdf(pages: list[Drawing], title: str) -> bytes:
    """The pages as one file; the same pages always give the same bytes."""
    objects: list[bytes] = [b"", b""]  # the catalog and the page tree, written last

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    fonts = {
        name: add(body) for name in sorted({n for page in pages for n in page.fonts}) for body in [_font(name, add)]
    }
    kids = []
    for page in pages:
        packed = zlib.compress(page.content(), 3)
        stream = add(_stream(packed, "/Filter /FlateDecode"))
        used = " ".join(f"/{resource} {fonts[name]} 0 R" for name, resource in page.fonts.items())
        kids.append(add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] "
            f"/Resources << /Font << {used} >> >> /Contents {stream} 0 R >>".encode("latin-1")
        ))  # fmt: skip
    info = add(f"<< /Title ({_literal(title)}) >>".encode("latin-1"))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode("latin-1")
    return _file(objects, info)


def _file(objects: list[bytes], info: int) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, info)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _stream(body: bytes, entries: str) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), entries.encode("latin-1"), body)


def _font(name: str, add: Callable[[bytes], int]) -> bytes:
    if name not in _EMBEDDED:
        entries = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        return entries.encode("latin-1")
    packed, length, widths = _vera(name)
    program = add(_stream(packed, f"/Filter /FlateDecode /Length1 {length}"))
    descriptor = add(
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [-183 -236 1287 928] /ItalicAngle 0 "
        f"/Ascent 928 /Descent -236 /CapHeight 729 /StemV 80 /FontFile2 {program} 0 R >>".encode("latin-1")
    )
    return (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "
        f"/Widths [{widths}] /FontDescriptor {descriptor} 0 R >>".encode("latin-1")
    )


@lru_cache(maxsize=4)
def _vera(name: str) -> tuple[bytes, int, str]:
    """An embedded face: its compressed program, that program's length, and the widths of its characters."""
    import reportlab
    from reportlab.pdfbase.pdfmetrics import stringWidth

    program = (Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf").read_bytes()
    letters = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    widths = " ".join(f"{stringWidth(letter, name, 1000):.0f}" for letter in letters)
    return zlib.compress(program, 6), len(program), widths
