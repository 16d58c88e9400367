"""Which value was read where: the numbered ties between the record and the pages, from a reading's evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from form4ml.document import Box, Document
from form4ml.record import ROW_FIELDS, Evidence, Piece, Reading

LOW = 0.8  # below this a value is marked as one to check


class Place(NamedTuple):
    """A stretch of a line that a value was read from, and its rectangle where it has one."""

    key: int
    page: int  # 1-based
    line: int
    start: int
    end: int
    box: Box | None


class Ties:
    """A number for every value with evidence, the places it was read from, and what is doubtful about it."""

    def __init__(self, reading: Reading, document: Document | None, low: float = LOW) -> None:
        self.reading, self.low = reading, low
        told = (pointer for pointer in reading.evidence if not _untold(reading, pointer))
        # lines of an input of several filings are counted through, those of a document from its own first
        self.offset = int(document.facts.get("line_offset", 0)) if document is not None else 0
        self.keys = {pointer: number for number, pointer in enumerate(told, 1)}
        self.noticed: dict[str, list[int]] = defaultdict(list)
        for number, finding in enumerate(reading.findings, 1):
            for pointer in finding.pointers:
                if finding.severity != "info":
                    self.noticed[pointer].append(number)
        self.places = [place for pointer in self.keys for place in self._places(pointer, document)]
        self.anchors: dict[int, str] = {}  # the id of each value's first mark on a page; the pages fill it
        self._pointers = list(self.keys)
        self._ids: set[str] = set()

    def doubt(self, pointer: str) -> str:
        """ "bad" where a finding concerns the value, "low" where it is not sure, else ""."""
        if self.noticed.get(pointer):
            return "bad"
        seen = self.reading.evidence.get(pointer)
        return "low" if seen is not None and seen.confidence < self.low else ""

    def style(self, pointer: str) -> str:
        """Class names for a value and its marks: what is doubtful, and whether it is a running text."""
        long = "long" if pointer.endswith("/text") or pointer == "/remarks" else ""
        return " ".join(filter(None, (self.doubt(pointer), long)))

    def pointer(self, key: int) -> str:
        return self._pointers[key - 1]

    def mark(self, keys: Sequence[int]) -> str:
        """An id for a mark that belongs to these values; the first mark of each is where its value leads."""
        ident = f"m-{keys[0]}"
        number = 1
        while ident in self._ids:
            number += 1
            ident = f"m-{keys[0]}-{number}"
        self._ids.add(ident)
        for key in keys:
            self.anchors.setdefault(key, ident)
        return ident

    def by_page(self, page: int) -> list[Place]:
        return [place for place in self.places if place.page == page]

    def doubtful(self) -> int:
        return sum(1 for pointer in self.keys if self.doubt(pointer))

    def _places(self, pointer: str, document: Document | None) -> Iterator[Place]:
        seen = self.reading.evidence[pointer]
        for piece in seen.pieces or [_whole(seen)]:
            line = piece.line - self.offset
            box = Box(*piece.box) if piece.box is not None else _box(document, line, piece)
            yield Place(self.keys[pointer], piece.page, line, piece.start, piece.end, box)


def _untold(reading: Reading, pointer: str) -> bool:
    """A K or V that does not stand in its row's code cell: nothing was printed, so there is nothing to show."""
    table, _, field = pointer.strip("/").rpartition("/")
    table, _, index = table.partition("/")
    rows = getattr(reading.filing, table, None) if table in ROW_FIELDS and index.isdigit() else None
    if field not in ("equity_swap", "reported_early") or not rows or int(index) >= len(rows):
        return False
    return not getattr(rows[int(index)], field)


def _whole(seen: Evidence) -> Piece:
    return Piece(line=seen.line, start=seen.start, end=seen.end, page=seen.page, box=seen.box)


def _box(document: Document | None, line: int, piece: Piece) -> Box | None:
    """The rectangle around the words of a stretch, where the document knows their places."""
    if document is None or not 0 <= line < len(document.lines):
        return None
    words = document.lines[line].words
    boxes = [word.box for word in words if word.box and word.start < piece.end and word.end > piece.start]
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
