"""Grows a document's pages and lines from words with boxes: what hOCR, ALTO, PDF and the OCR engines have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from form4ml.document import Box, CellRef, Document, Line, Mark, Page, Word


class Piece(NamedTuple):
    """A word before it has a place in a line. `text` may hold white space; it is split, and so is its box."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    cell: CellRef | None = None
    superscript: bool | None = None


class Builder:
    """Pages and lines in reading order. Paragraphs are parted by a blank line, as Tesseract's text parts them."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.lines: list[Line] = []
        self.marks: list[Mark] = []
        self.notes: list[str] = []
        self.engines: list[str] = []
        self.pictures: dict[int, bytes] = {}  # by page, where they are kept
        self._block = 0
        self._parted = False
        self._empty = True

    def page(self, width: float | None = None, height: float | None = None) -> None:
        if not self._empty:
            self._blank()
        self.pages.append(Page(len(self.pages) + 1, width, height))
        self._block, self._parted, self._empty = 0, False, True

    def picture(self, picture: bytes | None) -> None:
        """Keep a picture of the page begun last."""
        if picture:
            self.pictures[len(self.pages) - 1] = picture

    def paragraph(self) -> None:
        """What comes next is a paragraph of its own; twice is as good as once."""
        self._parted = True

    def line(self, pieces: Iterable[Piece]) -> None:
        """Add a line, unless it has no words."""
        whole = [single for piece in pieces for single in split(piece)]
        if not whole:
            return
        if not self.pages:
            self.page()
        if self._parted and not self._empty:
            self._blank()
            self._block += 1
        self._parted = self._empty = False
        number = len(self.lines)
        words = []
        at = 0
        for piece in whole:
            end = at + len(piece.text)
            words.append(Word(piece.text, number, at, end, piece.box, piece.confidence, piece.cell, piece.superscript))
            at = end + 1
        self.lines.append(Line(" ".join(p.text for p in whole), len(self.pages) - 1, tuple(words), self._block))

    def document(self, name: str, kind: str, sha256: str) -> Document:
        """The document so far, with the marks, notes and engines collected on the way."""
        notes = list(dict.fromkeys(self.notes))
        if not self.lines:
            notes.append("no words were found")
        return Document(
            name=name,
            kind=kind,
            sha256=sha256,
            pages=tuple(self.pages) or (Page(1),),
            lines=tuple(self.lines),
            engine="; ".join(dict.fromkeys(self.engines)) or None,
            marks=tuple(self.marks),
            notes=tuple(notes),
            pictures=tuple(self.pictures.get(page, b"") for page in range(len(self.pages))) if self.pictures else (),
        )

    def _blank(self) -> None:
        self.lines.append(Line("", len(self.pages) - 1, (), self._block))


def split(piece: Piece) -> list[Piece]:
    """The piece as single words: none, itself, or several that share its box by their characters."""
    texts = piece.text.split()
    if len(texts) < 2:
        return [piece._replace(text=text) for text in texts]
    if piece.box is None:
        return [piece._replace(text=text) for text in texts]
    boxes = split_box(texts, piece.box)
    return [piece._replace(text=text, box=box) for text, box in zip(texts, boxes, strict=True)]


def split_box(texts: list[str], box: Box) -> list[Box]:
    """The boxes of words that share one: each gets a share of the width by its characters."""
    if len(texts) < 2:
        return [box] * len(texts)
    width = box.width / (sum(map(len, texts)) + len(texts) - 1)
    boxes = []
    left = box.left
    for text in texts:
        right = left + width * len(text)
        boxes.append(Box(left, box.top, right, box.bottom))
        left = right + width
    return boxes
