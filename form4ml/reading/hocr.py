"""Reads hOCR: pages, areas, paragraphs, lines and words with their boxes and confidences."""

from __future__ import annotations

import re
from typing import NamedTuple

from form4ml.document import Box, Document
from form4ml.reading.building import Builder, Piece
from form4ml.reading.decoding import decode
from form4ml.reading.errors import ReadError
from form4ml.reading.markup import Tag, tags
from form4ml.reading.options import ReadOptions

_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line"})
_PARAGRAPHS = frozenset({"ocr_carea", "ocr_par", "ocrx_block"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "wbr", "!doctype", "?xml"})
_PROPERTY = re.compile(r"\b(bbox|x_wconf|x_conf)\s+((?:-?[\d.]+\s*){1,4})")


class _Properties(NamedTuple):
    box: Box | None = None
    confidence: float | None = None


def read_hocr(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "hocr". Scripts are skipped; nothing outside the pages' lines is text."""
    text, notes = decode(data, name)
    reading = _Reading()
    for tag in tags(text):
        reading.take(tag)
    reading.finish()
    if not reading.build.pages and not reading.build.lines:
        raise ReadError(name, "the hOCR has no page", "make it again with: tesseract IMAGE OUT hocr")
    if "<html" in text[:2000].lower() and "</html" not in text[-2000:].lower():
        notes += ("the hOCR is cut off at its end",)
    reading.build.notes += notes
    return reading.build.document(name, "hocr", sha256)


class _Reading:
    """Where the reader stands: which page, line and word element is open."""

    def __init__(self) -> None:
        self.build = Builder()
        self._open: list[tuple[str, str]] = []  # tag and role of the elements that are open
        self._line: list[Piece] | None = None
        self._loose = ""  # a line's text outside word elements
        self._line_at = _Properties()
        self._word: str | None = None
        self._word_at = _Properties()

    def take(self, tag: Tag) -> None:
        if tag.closing:
            self._close(tag.name)
        elif tag.name and tag.name not in _VOID:
            self._start(tag)
        elif tag.name == "meta":
            attributes = tag.attributes()
            if attributes.get("name", "").lower() == "ocr-system":
                self.build.engines += filter(None, [attributes.get("content")])
        if self._word is not None:
            self._word += tag.text
        elif self._line is not None:
            self._loose += tag.text

    def finish(self) -> None:
        self._end_line()

    def _start(self, tag: Tag) -> None:
        if tag.inside.rstrip().endswith("/"):
            return
        attributes = tag.attributes() if "ocr" in tag.inside else {}
        role = next((c for c in attributes.get("class", "").split() if c.startswith("ocr")), "")
        if role and len(self._open) < 100:
            self._open.append((tag.name, role))
            at = _properties(attributes.get("title", ""))
            if role == "ocr_page":
                self._end_line()
                box = at.box
                self.build.page(*((box.right, box.bottom) if box else (None, None)))
            elif role in _PARAGRAPHS:
                self._end_line()
                self.build.paragraph()
            elif role in _LINES:
                self._end_line()
                self._line, self._line_at = [], at
            elif role in _WORDS:
                self._end_word()
                self._line = [] if self._line is None else self._line
                self._word, self._word_at = "", at
        elif len(self._open) < 100:
            self._open.append((tag.name, ""))

    def _close(self, name: str) -> None:
        """Close the innermost open element of that name, and what was left open inside it."""
        if not any(name == other for other, _ in self._open):
            return
        while self._open:
            other, role = self._open.pop()
            if role in _WORDS:
                self._end_word()
            elif role in _LINES or role == "ocr_page" or role in _PARAGRAPHS:
                self._end_line()
            if other == name:
                return

    def _end_word(self) -> None:
        if self._word is not None and self._line is not None:
            self._line.append(Piece(self._word, self._word_at.box, self._word_at.confidence))
        self._word = None

    def _end_line(self) -> None:
        self._end_word()
        if self._line is not None:
            loose = [Piece(self._loose, self._line_at.box, self._line_at.confidence)] if not self._line else []
            self.build.line(self._line or loose)
        self._line, self._loose = None, ""


def _properties(title: str) -> _Properties:
    box = confidence = None
    for key, values in _PROPERTY.findall(title[:2000]):
        try:
            numbers = [float(value) for value in values.split()]
        except ValueError:
            continue
        if key == "bbox" and len(numbers) == 4:
            box = Box(*numbers)
        elif key != "bbox":
            confidence = min(max(numbers[0] / 100, 0.0), 1.0)
    return _Properties(box, confidence)
