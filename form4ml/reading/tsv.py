"""Reads Tesseract's TSV: the same lines as its plain text, with every word's box and confidence."""

from __future__ import annotations

from form4ml.document import Box, Document, Line, Page, Word
from form4ml.reading.building import split_box
from form4ml.reading.decoding import decode
from form4ml.reading.errors import ReadError
from form4ml.reading.options import ReadOptions

COLUMNS = (
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
)
HEADER = "\t".join(COLUMNS)
_HINT = "make it again with: tesseract IMAGE OUT tsv"
_OTHER_LEVELS = frozenset({"2\t", "3\t", "4\t"})  # blocks, paragraphs and lines: every word row repeats them
_new = tuple.__new__


def read_tsv(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "tsv". Paragraphs are parted by a blank line, as in the text output of the same run."""
    text, notes = decode(data, name)
    rows = text.replace("\r\n", "\n").split("\n")
    while rows and not rows[-1].strip():
        rows.pop()
    header = rows[0].strip(" \r").lower() if rows else ""
    if header[:1].isdigit() and header.count("\t") >= 10:  # as Tesseract's library gives it, without a header
        rows.insert(0, HEADER)
    elif header != HEADER:
        rows = _reordered(rows, header, name)
    build = _Build()
    broken = build.take(rows)
    if broken and len(broken) * 2 >= len(rows) - 1:
        raise ReadError(name, f"{len(broken)} of {len(rows) - 1} rows of the TSV are broken", _HINT)
    if broken:
        tail = broken == [len(rows) - 1]
        what = "the last row is cut off" if tail else f"{len(broken)} rows are broken (first: line {broken[0] + 1})"
        notes += (f"{what} and left out",)
    if not build.lines:
        notes += ("no words were found",)
    return Document(
        name=name,
        kind="tsv",
        sha256=sha256,
        pages=tuple(build.pages) or (Page(1),),
        lines=tuple(build.lines),
        notes=notes,
    )


def _reordered(rows: list[str], header: str, name: str) -> list[str]:
    """Rows with their columns in Tesseract's order, for a table that another program wrote."""
    names = header.split("\t")
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise ReadError(name, f"the TSV's header lacks {', '.join(missing)}", _HINT)
    order = [names.index(column) for column in COLUMNS]
    width = max(order) + 1
    out = [HEADER]
    for row in rows[1:]:
        cells = row.split("\t")
        out.append("\t".join([cells[i] for i in order]) if len(cells) >= width else "")
    return out


class _Build:
    """Pages and lines as they grow, row by row."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.lines: list[Line] = []
        self._words: list[Word] = []  # of the line at hand, which joins `lines` when it has ended
        self._texts: list[str] = []
        self._block = 0
        self._page_number = ""
        self._paragraph = ("", "")
        self._empty_page = True
        self._line = ("", ("", ""))  # page and paragraph of the rows at hand

    def take(self, rows: list[str]) -> list[int]:
        """Take all rows after the header in; gives the index of each that is broken."""
        broken: list[int] = []
        words, texts = self._words, self._texts
        index = at = number = 0
        last_line = last_par = last_block = last_page = ""
        for row in rows[1:]:
            index += 1
            if row[:2] != "5\t":
                if row[:2] not in _OTHER_LEVELS and not self._structure(row):
                    broken.append(index)
                continue
            try:
                _, page, block, par, line, _, left, top, width, height, conf, text = row.split("\t", 11)
                x = int(left)
                y = int(top)
                box = _new(Box, (x, y, x + int(width), y + int(height)))
                stated = float(conf) / 100
            except ValueError:
                broken.append(index)
                continue
            confidence = stated if 0 <= stated <= 1 else None  # -1 where the engine has none
            if line != last_line or par != last_par or block != last_block or page != last_page:
                last_line, last_par, last_block, last_page = line, par, block, page
                self._end_line()
                self._line = (page, (block, par))
                words, texts, at = self._words, self._texts, 0
            parts = text.split()
            if len(parts) != 1 or text != parts[0]:
                at = self._spaced(text, parts, box, confidence, at)
                number = len(self.lines)
                continue
            if not words:
                number = self._start_line()
            end = at + len(text)
            words.append(_new(Word, (text, number, at, end, box, confidence, None, None)))
            texts.append(text)
            at = end + 1
        self._end_line()
        return broken

    def _structure(self, row: str) -> bool:
        """A row that starts a page, or repeats the header; False when it is neither and so broken."""
        if row[:2] != "1\t":
            return row.strip().lower() == HEADER
        cells = row.split("\t")
        try:
            self._start_page(cells[1], int(cells[8]), int(cells[9]))
        except (ValueError, IndexError):
            return False
        return True

    def _spaced(self, text: str, parts: list[str], box: Box, confidence: float | None, at: int) -> int:
        """A row whose text is not just one word; gives where the line's next word starts.

        A space inside it stands in the line too, as in Tesseract's text, except at the line's start.
        """
        if text[:1].isspace() and self._words:
            self._texts.append("")
            at += 1
        for part, share in zip(parts, split_box(parts, box), strict=True):
            number = len(self.lines) if self._words else self._start_line()
            self._words.append(Word(part, number, at, at + len(part), share, confidence))
            self._texts.append(part)
            at += len(part) + 1
        if parts and text[-1:].isspace():
            self._texts.append("")
            at += 1
        return at

    def _start_page(self, number: str, width: float | None = None, height: float | None = None) -> None:
        self._end_line()
        if not self._empty_page:
            self.lines.append(Line("", len(self.pages) - 1, (), self._block))
        self.pages.append(Page(len(self.pages) + 1, width, height))
        self._page_number, self._paragraph, self._block, self._empty_page = number, ("", ""), 0, True

    def _start_line(self) -> int:
        """Parts the line from the paragraph above where a new one starts; gives the line's index."""
        page, paragraph = self._line
        if page != self._page_number or not self.pages:
            self._start_page(page)
        if paragraph != self._paragraph and not self._empty_page:
            self.lines.append(Line("", len(self.pages) - 1, (), self._block))
            self._block += 1
        self._paragraph, self._empty_page = paragraph, False
        return len(self.lines)

    def _end_line(self) -> None:
        if self._words:
            text = " ".join(self._texts).rstrip()
            self.lines.append(Line(text, len(self.pages) - 1, tuple(self._words), self._block))
        self._words, self._texts = [], []
