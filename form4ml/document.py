"""What was read from an input: pages, lines and words, each word with its characters and, where known, its place.

A document is never changed once read. Reading order, tags and records are built beside it and point back into it
by line and character, so every value can be traced to where it stood in the input.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in page pixels; the origin is the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


class CellRef(NamedTuple):
    """Which cell of a ruled table (or form box) a word stands in, when the reader saw the rules."""

    table: str  # "1" and "2" for Tables I and II, "owners", "header" for the numbered boxes
    row: int  # 0-based among the table's data rows; for "header" the printed number of the box
    column: str  # the column's record field, e.g. "transaction_date"; for "header" the printed number of the box


class Word(NamedTuple):
    """A run of characters without white space, as the engine left it."""

    text: str
    line: int  # index into Document.lines
    start: int  # first character in the line's text
    end: int  # one past its last character
    box: Box | None = None
    confidence: float | None = None  # the OCR engine's own, 0 to 1
    cell: CellRef | None = None
    superscript: bool | None = None  # None where the reader cannot tell


class Line(NamedTuple):
    """A line as the engine gave it, blank lines included."""

    text: str
    page: int  # index into Document.pages
    words: tuple[Word, ...]
    block: int = 0  # the engine's paragraph or block number within its page


class Mark(NamedTuple):
    """A check box seen as a picture: what it stands for and whether it is checked."""

    name: str  # a record field, e.g. "aff10b5_one", "is_director"
    checked: bool
    confidence: float
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page; width and height are in the pixels of the word boxes, None for plain text."""

    number: int  # 1-based, as a person counts
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input as read. `facts` holds what the container itself states (an EDGAR header's accession number, CIKs)."""

    name: str
    kind: str  # text, tsv, hocr, alto, pdf, image, submission
    sha256: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    engine: str | None = None  # OCR engine and version, where one ran or is recorded
    marks: tuple[Mark, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # what the reader had to do or could not do, in plain words
    page_range: tuple[int, int] | None = None  # of an input of several filings: this one's first and last page, from 1
    # Where asked for, a picture a page (PNG or JPEG, proportioned as the page; empty where there is none).
    pictures: tuple[bytes, ...] = field(default=(), repr=False, compare=False)

    @property
    def has_boxes(self) -> bool:
        return any(word.box is not None for line in self.lines for word in line.words)

    def text(self) -> str:
        """The document's lines joined, pages parted by form feeds."""
        parts: list[str] = []
        page = 0
        for line in self.lines:
            if line.page != page:
                parts.append("\f")
                page = line.page
            parts.append(line.text + "\n")
        return "".join(parts)
