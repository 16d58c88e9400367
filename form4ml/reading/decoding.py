"""Bytes to text for every text kind: byte order marks, broken UTF-8, and telling text from binary."""

from __future__ import annotations

import codecs

from form4ml.reading.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(c for c in range(32) if chr(c) not in "\t\n\r\f") + b"\x7f"
_MOST_NOISE = 0.20


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text of `data` and notes on what had to be replaced; ReadError when it is binary."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    notes: tuple[str, ...] = ()
    if not encoding.startswith("utf-8") and len(data) > 2:
        text = data.decode(encoding, errors="replace")
        notes = (f"the text is {encoding.upper()}, not UTF-8",)
    else:
        if b"\0" in data:
            raise ReadError(name, "the file is binary (it has NUL bytes)", _HINT)
        try:
            text = data.decode("utf-8-sig" if encoding == "utf-8-sig" else "utf-8")
        except UnicodeDecodeError:
            text = data.decode(encoding, errors="replace")
    replaced = text.count("\ufffd")
    noise = replaced if notes else replaced + len(data) - len(data.translate(None, _CONTROLS))
    if "\0" in text or (text and noise > _MOST_NOISE * len(text)):
        raise ReadError(name, "the file is binary, not text", _HINT)
    if replaced:
        notes += (f"{replaced} characters were not valid UTF-8 and were replaced",)
    return text, notes


_HINT = "give OCR text, Tesseract TSV, hOCR, ALTO, a PDF or an image"
