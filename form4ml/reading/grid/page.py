"""Reads a page picture form-aware: numbered boxes and tables cell by cell, check boxes, and the text around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from numpy.typing import NDArray

from form4ml.document import Box, CellRef, Line, Mark, Word
from form4ml.reading.grid import boxes, header, marks, prose, tesseract
from form4ml.reading.grid.cells import CellReader, Token
from form4ml.reading.grid.forms import OWNERS, Kind
from form4ml.reading.grid.lattice import Band, Table, is_tabular, lattices, settle, tables
from form4ml.reading.grid.lattice import boxes as closed_boxes
from form4ml.reading.grid.paragraphs import around
from form4ml.reading.grid.recognise import available, recogniser
from form4ml.reading.grid.recognise import engine_name as recogniser_name
from form4ml.reading.grid.rules import Rules, find_broken, find_rules, together
from form4ml.reading.grid.textlines import Sheet, lines, sheet
from form4ml.reading.grid.upright import Upright, grey, upright

_TABLE_1 = re.compile(r"Non-?\s?Derivative\s?Secur", re.IGNORECASE)
_HEADING = re.compile(
    r"Instr|Exercis|Expiration|Month|Execution|\(A\)|\(D\)|Code|^V$|Amount|Number|Price|Title|Director|10%|Officer|Other"
    r"|Name|Date|Shares|Derivative|Security"
)


@dataclass(frozen=True)
class Carry:
    """What the next page must know: how many data rows each table has so far, and which was cut by the page's edge."""

    rows: dict[str, int] = field(default_factory=dict)
    cut: str | None = None
    notes: int | None = None  # how many notes the form has, where known


@dataclass(frozen=True)
class PageReading:
    """A page as read. Boxes are in the pixels of the image as given: each box's centre is carried back from the
    page turned level, its size kept."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    width: int
    height: int
    engine: str
    notes: tuple[str, ...] = ()
    carry: Carry = Carry()


@dataclass(frozen=True)
class Printed:
    """A line before it gets its place in the document."""

    words: tuple[Token, ...]
    cell: CellRef | None = None
    block: int = 0


def read_page(
    image: NDArray[Any],
    page_index: int,
    *,
    engine: str = "auto",
    first_line: int = 0,
    carry: Carry | None = None,
) -> PageReading | None:
    """The page with every table word tied to its cell; None where no grid of the form stands on it.

    After a page of the form, one without a grid is read as the form's notes where Tesseract is there to read them.
    `image` is grey (height x width) or RGB, 8 bit. `engine` is "auto" (cells by the recogniser, prose by Tesseract
    where it is installed), or "rapidocr" or "tesseract" (for the prose alone: cells are always the recogniser's).
    `carry` is the `carry` of the page before: with it rows are counted on, and a row cut by the page's edge is joined.
    """
    if not available():
        return None
    page = upright(image)
    reader = PageReader(
        page, find_rules(page.image, page.unit), engine, carry or Carry(), boxes.is_bilevel(grey(image))
    )
    if not reader.has_form and (carry is None or not prose.reads_regions(engine)):
        return None
    printed = reader.printed()
    if reader.lost_table(printed):
        return None
    return PageReading(
        lines=tuple(_lines(printed, page, page_index, first_line)),
        marks=tuple(_mark(check, page, page_index) for check in reader.checks),
        width=int(image.shape[1]),
        height=int(image.shape[0]),
        engine=" + ".join(name for name in (recogniser_name(), tesseract.engine_name()) if name),
        notes=(f"page {page_index + 1} was turned level by {page.angle:.2f} degrees",) if page.angle else (),
        carry=reader.carry(),
    )


def read_pages(
    images: Sequence[NDArray[Any]], *, engine: str = "auto", first_line: int = 0
) -> list[PageReading | None]:
    """All pages of a form, rows counted on from page to page; None for pages without a grid.

    Where every page was read here, notes are counted last and marks that name no note are mended or dropped;
    else the caller, who knows all pages, does so with `count_notes` and `settled`.
    """
    readings: list[PageReading | None] = []
    carry = Carry()
    for index, image in enumerate(images):
        reading = read_page(image, index, engine=engine, first_line=first_line, carry=carry)
        readings.append(reading)
        if reading is not None:
            carry = reading.carry
            first_line += len(reading.lines)
    # Pages left to others may hold further notes: a count without them would drop good marks.
    whole = [reading for reading in readings if reading is not None]
    notes = count_notes(whole) if len(whole) == len(readings) else None
    return [reading and settled(reading, notes) for reading in readings]


def settled(reading: PageReading, notes: int | None) -> PageReading:
    """The reading with each mark that names no note taken apart ("36" where there are 9: 3 and 6) or let go.

    Give the count of notes of the whole form; None leaves everything as it is.
    """
    if notes is None:
        return reading
    return replace(reading, lines=tuple(settled_line(line, notes) for line in reading.lines))


def settled_line(line: Line, notes: int) -> Line:
    """A line with its marks settled; as it is where it has none."""
    if not any(word.superscript for word in line.words):
        return line
    words: list[Word] = []
    at = 0
    for word in line.words:
        texts = [word.text]
        if word.superscript:
            texts = [f"({n})" for n in marks.apart([int(n) for n in re.findall(r"\d+", word.text)], notes)]
        for text in texts:
            words.append(word._replace(text=text, start=at, end=at + len(text)))
            at += len(text) + 1
    return line._replace(text=" ".join(word.text for word in words), words=tuple(words))


def _mark(check: boxes.Check, page: Upright, page_index: int) -> Mark:
    return Mark(check.name, check.checked, check.confidence, page_index, check.box and page.given(check.box))


def _lines(printed: Iterable[Printed], page: Upright, page_index: int, first_line: int) -> Iterable[Line]:
    for index, line in enumerate((line for line in printed if line.words), first_line):
        words, at = [], 0
        for token in line.words:
            end = at + len(token.text)
            box = page.given(token.box)
            marked = token.superscript if line.cell is not None else None
            words.append(Word(token.text, index, at, end, box, round(token.confidence, 3), line.cell, marked))
            at = end + 1
        yield Line(" ".join(word.text for word in words), page_index, tuple(words), line.block)


class PageReader:
    """One page on its way from lattices to lines."""

    def __init__(self, page: Upright, rules: Rules, engine: str, before: Carry, bilevel: bool) -> None:
        self.page = page
        self.unit = page.unit
        width = page.image.shape[1]
        found = lattices(rules, self.unit)
        if not any(tables(lattice, self.unit, width) for lattice in found):
            # A second look that strings dots together invents rules on pages that have whole ones.
            broken = together(rules, find_broken(page.image, self.unit), self.unit)
            again = lattices(broken, self.unit)
            if any(table.rows for lattice in again for table in tables(lattice, self.unit, width)):
                rules, found = broken, again
        self.before = before
        self.checks: list[boxes.Check] = []
        self.bilevel = bilevel
        self.lattices = [lattice for lattice in found if lattice.box.width >= 0.28 * width]
        self.tables = settle([table for lattice in self.lattices for table in tables(lattice, self.unit, width)])
        self.headers = self._headers()
        self.strange = any(
            is_tabular(lattice, self.unit) and not any(_inside(table.box, lattice.box) for table in self.tables)
            for lattice in self.lattices
        )
        self.unruled = False  # whether a row was found to hold several of the table's
        self._counts = dict(before.rows)
        self._cut: str | None = None
        self._block = 0
        self._found, self._rules, self._engine = found, rules, engine

    def _prepare(self) -> None:
        self.sheet: Sheet = sheet(self.page.image, self._found, self._rules, self.unit)
        self.cells = CellReader(self.sheet, recogniser(), self.before.notes)
        self.prose = prose.ProseReader(self.sheet, self.cells, self._engine)

    @property
    def has_form(self) -> bool:
        return bool(self.tables or self.headers)

    def lost_table(self, printed: Iterable[Printed]) -> bool:
        """Whether rows read by the grids found would be lost: of a table without one, of another form's, or unruled ones."""
        if self.unruled or self.strange:
            return True
        if any(table.form is not OWNERS for table in self.tables):
            return False
        texts = [_text(line.words) for line in printed]
        return any(_TABLE_1.search(text) for text in texts) and sum(bool(_HEADING.search(t)) for t in texts) >= 8

    def carry(self) -> Carry:
        return Carry(self._counts, self._cut, self.before.notes)

    def _headers(self) -> list[list[Box]]:
        """The closed cells of each lattice that belong to no table, where there are enough of them for a header."""
        found = []
        for lattice in self.lattices:
            own = [table.box for table in self.tables if _inside(table.box, lattice.box)]
            edges = [lattice.box.top, *(y for box in own for y in (box.top, box.bottom)), lattice.box.bottom]
            for top, bottom in zip(edges[::2], edges[1::2], strict=True):
                if bottom - top < 60 * self.unit:
                    continue
                cells = closed_boxes(lattice, top, bottom, self.unit)
                tall = [cell for cell in cells if cell.height > 60 * self.unit]
                if len(cells) >= 4 or (tall and lattice.box.width > 0.3 * self.page.image.shape[1] and not own):
                    found.append([cell for cell in cells if cell.bottom <= bottom + 9 * self.unit])
        return found

    def printed(self) -> list[Printed]:
        """The page's lines in reading order."""
        self._prepare()
        height, width = self.page.image.shape
        parts: list[tuple[Box, Callable[[], list[Printed]]]] = [
            (table.box, partial(self._table, table)) for table in self.tables
        ]
        for cells in self.headers:
            box = Box(0, min(c.top for c in cells), width, max(c.bottom for c in cells))
            parts.append((box, partial(self._header, cells)))
        parts.sort(key=lambda part: part[0].top)
        result: list[Printed] = []
        at = 0.0
        first_header = min((min(c.top for c in cells) for cells in self.headers), default=0.0)
        for box, read in parts:
            if box.top - at > 8 * self.unit:
                region = Box(0, at, width, box.top)
                result += self._head(region) if at < first_header else self._free(region)
            result += read()
            at = max(at, box.bottom)
        if height - at > 8 * self.unit:
            result += self._free(Box(0, at, width, height))
        return result

    def _head(self, region: Box) -> list[Printed]:
        """The form's head: its statements with their squares, its title, the OMB box."""
        squares = boxes.squares(self.page.image, self.unit, region)
        for square in squares:
            self.sheet.blank(square.box)
        result = []
        statements: dict[str, list[Box]] = {}
        edges: dict[str, float] = {}  # where a statement's words begin: a mark of letters may stand on its first line
        current, current_block = None, -1
        for line, words in self.prose.head(region):
            result.append(Printed(tuple(words), None, self._block + line.block + 1))
            name = boxes.statement(_text(words))
            if line.block != current_block or (name and name not in statements):
                current, current_block = name, line.block
            if current:
                statements.setdefault(current, []).append(line.box)
                begins = [word.box.left for word in words if sum(c.isalpha() for c in word.text) >= 3]
                edges[current] = min([edges.get(current, line.box.right), *begins])
        for name, parts in statements.items():
            check = boxes.beside(squares, around(parts), name, self.unit) or self._lettered(parts, edges[name], name)
            if check is None and not self.bilevel:
                check = boxes.pale(self.page.image, parts[0], name, self.unit)
            self.checks += [check] if check else []
        self._block = max([self._block, *(line.block for line in result)])
        return result

    def _lettered(self, parts: Sequence[Box], edge: float, name: str) -> boxes.Check | None:
        """A check mark made of letters, "[X]", left of a statement's words."""
        whole = around(parts)
        region = Box(edge - 75 * self.unit, whole.top - 3 * self.unit, edge - 2 * self.unit, whole.bottom)
        found = [(self.cells.stretch(part)[0], part) for line in lines(self.sheet, region) for part in line]
        return boxes.lettered(found, name)

    def _free(self, region: Box) -> list[Printed]:
        """Text that runs the page's width: titles, signatures, notes."""
        result = [Printed(tuple(words), None, self._block + line.block + 1) for line, words in self.prose.notes(region)]
        self._block = max([self._block, *(line.block for line in result)])
        return result

    def _header(self, cells: Sequence[Box]) -> list[Printed]:
        """The numbered boxes; captions as Tesseract has them, all else by the recogniser."""
        read = [self._box(cell) for cell in cells]
        old = header.is_of_old(_text(line) for found in read for line in found)
        texts = [next((n for line in found if (n := header.number(_text(line), old))), None) for found in read]
        result = []
        for cell, found, first in zip(cells, read, header.numbers(cells, texts, self.unit, old), strict=True):
            self._block += 1
            current = first
            for line in found:
                text = _text(line)
                if header.is_table_title(text):
                    current = None
                current = header.number(text, old) or current
                ref = CellRef("header", int(current[0]), current) if current else None
                result.append(Printed(tuple(line), ref, self._block))
            if first == header.relationship(old):
                self.checks += [check for line in found for check in boxes.relationship(line)]
            elif first == header.group_filing(old):
                self.checks += boxes.group_filing(found)
            del cell
        return result

    def _box(self, cell: Box) -> list[list[Token]]:
        result = []
        for line in lines(self.sheet, cell):
            words: list[Token] = []
            for stretch in line:
                first = self.prose.first(stretch)
                if first and header.is_caption(_text(first)) and not _MARKED.search(_text(first)):
                    words += first
                else:
                    read, left = self.cells.stretch(stretch)
                    words += [replace(word, superscript=False) for word in _tokens(read, stretch, left)]
            result.append(words)
        return result

    def _table(self, table: Table) -> list[Printed]:
        result = []
        name = table.form.table
        for row in table.rows:
            read = [self._cell(table.cell(row, column), kind) for column, kind in enumerate(table.form.kinds)]
            if not any(read):
                continue
            self._block += 1
            if _is_heading(read, row):
                result += [Printed(tuple(line), None, self._block) for cell in read for line in cell]
                continue
            lines_ = [len(cell) for cell, kind in zip(read, table.form.kinds, strict=True) if kind in _SINGLE]
            self.unruled = self.unruled or sum(lines > 1 for lines in lines_) >= _SEVERAL
            number = self._number(name, row)
            for column, cell in zip(table.form.columns, read, strict=True):
                ref = CellRef(name, number, column)
                result += [Printed(tuple(line), ref, self._block) for line in cell]
            self._cut = name if row.open_bottom else None
        return result

    def _cell(self, box: Box, kind: Kind) -> list[list[Token]]:
        read = self.cells.cell(box, kind)
        if kind != "amount":
            return read
        # nobody writes "00": a nought and the bracket of the mark behind it
        return [[replace(token, text="0") if token.text == "00" else token for token in line] for line in read]

    def _number(self, name: str, row: Band) -> int:
        """The row's number; a row whose upper part stands on the page before keeps that part's number."""
        count = self._counts.get(name, 0)
        if row.open_top and self.before.cut == name and count:
            return count - 1
        self._counts[name] = count + 1
        return count


_SINGLE, _SEVERAL = (
    frozenset({"code", "side", "ownership"}),
    2,
)  # cells of one line, and how many with more tell
_MARKED = re.compile(r"[X×]")


def _text(words: Sequence[Token]) -> str:
    return " ".join(word.text for word in words)


def _tokens(read: Any, stretch: Box, left: float) -> list[Token]:
    from form4ml.reading.grid.cells import tokens

    return tokens(read, stretch, left, with_marks=False)


def _inside(box: Box, outer: Box) -> bool:
    return outer.left - 5 <= box.x <= outer.right + 5 and outer.top - 5 <= box.y <= outer.bottom + 5


def _is_heading(cells: Sequence[Sequence[Sequence[Token]]], row: Band) -> bool:
    """Whether a row repeats (or, cut by the page's edge, ends) the table's heading."""
    texts = [" ".join(_text(line) for line in cell) for cell in cells if cell]
    heads = sum(bool(_HEADING.search(text)) for text in texts)
    values = sum(bool(re.search(r"\d{2}/\d{2}/\d{4}|^\$?[\d,.]+$", text)) for text in texts)
    needed = 2 if row.open_top else 3
    return heads >= needed and heads > 0.6 * len(texts) and not values


def count_notes(readings: Iterable[PageReading | Sequence[Line]]) -> int | None:
    """How many notes stand on the pages, None where none were seen."""
    pages = (page.lines if isinstance(page, PageReading) else page for page in readings)
    return marks.count_notes(line.text for page in pages for line in page)
