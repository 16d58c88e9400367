"""A document in reading order: rows of tokens, in the order in which a person's eye takes the page.

Where the input has boxes the engine's paragraphs are undone and words that stand beside one another make a row again;
where it has none the engine's lines are the rows. The document itself is never changed: tokens point back into it.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from form4ml.document import Box, CellRef, Document, Line, Word
from form4ml.layout import typewritten
from form4ml.layout.tokens import pieces


class Token(NamedTuple):
    """A labelled piece of a word; `line`, `start` and `end` are those of the document."""

    text: str
    line: int
    start: int
    end: int
    row: int  # index into View.rows
    box: Box | None = None
    confidence: float | None = None
    cell: CellRef | None = None
    superscript: bool | None = None
    first: bool = True  # first token of its word


class ViewRow(NamedTuple):
    first: int  # index of the row's first token
    last: int  # one past its last
    page: int
    gap: float  # blank space above: blank lines, or vertical distance to the row above in line heights
    y: float  # vertical centre, 0 where unknown
    height: float  # of a line of text there


class View(NamedTuple):
    document: Document
    tokens: list[Token]
    rows: list[ViewRow]
    boxed: bool  # rows were made from boxes
    celled: bool  # words stand in known cells
    typed: bool = False  # boxes are places in lines of characters, not on a page

    def row_tokens(self, row: int) -> list[Token]:
        return self.tokens[self.rows[row].first : self.rows[row].last]


def view(document: Document, *, boxes: bool = True, cells: bool = True) -> View:
    """The document's tokens in reading order; `boxes` and `cells` false leave that knowledge unused."""
    celled = cells and any(word.cell is not None for line in document.lines for word in line.words)
    typed = boxes and typewritten.is_columned(document) and not document.has_boxes
    if typed:
        document = typewritten.placed(document)
    boxed = boxes and document.has_boxes
    tokens: list[Token] = []
    rows: list[ViewRow] = []
    if boxed and celled:
        _celled_rows(document, tokens, rows)
    elif boxed:
        _boxed_rows(document, tokens, rows)
    else:
        _given_rows(document, tokens, rows, boxed, celled)
    return View(document, tokens, rows, boxed, celled, typed)


def _append(tokens: list[Token], word: Word, row: int, boxed: bool, celled: bool) -> None:
    text, line, begin, stop, box, confidence, cell, superscript = word
    if not boxed:
        box = confidence = None  # plain text tells neither place nor certainty
    if not celled:
        cell = superscript = None
    cut = pieces(text)
    size = len(text)
    if cut and cut[0] == (0, size):
        # Tokens are made by the thousand: the tuple at once, past the constructor's argument handling.
        tokens.append(tuple.__new__(Token, (text, line, begin, stop, row, box, confidence, cell, superscript, True)))
        return
    for number, (start, end) in enumerate(cut):
        part = box
        if box is not None:
            step = (box.right - box.left) / size
            part = Box(box.left + start * step, box.top, box.left + end * step, box.bottom)
        tokens.append(
            Token(
                text[start:end], line, begin + start, begin + end,
                row, part, confidence, cell, superscript, number == 0,
            )
        )  # fmt: skip


def _given_rows(document: Document, tokens: list[Token], rows: list[ViewRow], boxed: bool, celled: bool) -> None:
    gap = 0
    page = -1
    for line in document.lines:
        if not line.words:
            gap += 1
            continue
        if line.page != page:
            page, gap = line.page, gap + 3
        first = len(tokens)
        for word in line.words:
            _append(tokens, word, len(rows), boxed, celled)
        if len(tokens) == first:
            gap += 1
            continue
        y = height = 0.0
        if boxed and line.words[0].box is not None:
            y, height = line.words[0].box.y, line.words[0].box.height
        rows.append(ViewRow(first, len(tokens), page, float(gap), y, height))
        gap = 0


class _Unit(NamedTuple):
    """An engine line as placed on its upright page."""

    y: float
    height: float
    left: float
    right: float
    words: tuple[Word, ...]


def _slope(lines: list[Line]) -> float:
    """How much the page's lines fall per pixel to the right."""
    slopes: list[tuple[float, float]] = []
    for line in lines:
        if len(line.words) >= 5:
            first, last = line.words[0].box, line.words[-1].box
            if first is None or last is None:
                continue
            run = last.x - first.x
            # Bottoms are steadier than centres; words with descenders differ by a few pixels, so only long lines count.
            if run > 40 * max(1.0, min(first.height, last.height)) / 4:
                slopes.append((((last.bottom - first.bottom) / run), run))
    if len(slopes) < 3:
        return 0.0
    slopes.sort()
    half = sum(run for _, run in slopes) / 2
    for slope, run in slopes:
        half -= run
        if half <= 0:
            return slope if abs(slope) < 0.1 else 0.0
    return 0.0


def _units(lines: list[Line], slope: float) -> list[_Unit]:
    units: list[_Unit] = []
    for line in lines:
        placed = [word for word in line.words if word.box is not None]
        if not placed:
            continue
        heights = [word.box.bottom - word.box.top for word in placed]  # type: ignore[union-attr]
        height = median(heights)
        ys = [
            (word.box.top + word.box.bottom) / 2 - slope * (word.box.left + word.box.right) / 2  # type: ignore[union-attr]
            for word, tall in zip(placed, heights, strict=True)
            if tall <= 1.8 * height
        ]
        units.append(
            _Unit(
                median(ys) if ys else 0.0,
                height,
                placed[0].box.left,  # type: ignore[union-attr]
                max(word.box.right for word in placed),  # type: ignore[union-attr]
                tuple(placed),
            )
        )
    return units


class _Band(NamedTuple):
    """A row of the page: words at one height, or all words of one cell, line by line."""

    y: float
    left: float
    height: float
    words: list[Word]


def _boxed_rows(document: Document, tokens: list[Token], rows: list[ViewRow]) -> None:
    for page, lines in _pages(document):
        units = _units(lines, _slope(lines))
        if units:
            _emit(_banded(units), page, median(unit.height for unit in units), False, tokens, rows)


def _celled_rows(document: Document, tokens: list[Token], rows: list[ViewRow]) -> None:
    """Rows of the page with every cell of a table's row read whole, left to right, and every numbered box on its own."""
    for page, lines in _pages(document):
        slope = _slope(lines)
        free = _units([line._replace(words=tuple(w for w in line.words if w.cell is None)) for line in lines], slope)
        groups: dict[tuple[str, int], dict[str, list[_Unit]]] = {}
        for line in lines:
            inside: dict[CellRef, list[Word]] = {}
            for word in line.words:
                if word.cell is not None:
                    inside.setdefault(word.cell, []).append(word)
            for cell, words in inside.items():
                found = _units([line._replace(words=tuple(words))], slope)
                groups.setdefault((cell.table, cell.row), {}).setdefault(cell.column, []).extend(found)
        everything = [*free, *(unit for cells in groups.values() for units in cells.values() for unit in units)]
        if not everything:
            continue
        blocks: list[tuple[float, float, list[_Band]]] = [(b.y, b.left, [b]) for b in _banded(free)]
        for (table, _), cells in groups.items():
            if table == "header":  # a numbered box holds several values, one a line
                bands = _banded([unit for units in cells.values() for unit in units])
            else:
                bands = [_cell_band(units) for units in cells.values() if units]
                bands.sort(key=lambda band: band.left)
            if bands:
                blocks.append((min(band.y for band in bands), min(band.left for band in bands), bands))
        blocks.sort(key=lambda block: block[:2])
        ordered = [band for _, _, bands in blocks for band in bands]
        _emit(ordered, page, median(unit.height for unit in everything), True, tokens, rows)


def _cell_band(units: list[_Unit]) -> _Band:
    ordered = sorted(units, key=lambda u: (u.y, u.left))
    words = [word for unit in ordered for word in unit.words]
    return _Band(ordered[0].y, min(u.left for u in units), median(u.height for u in units), words)


def _pages(document: Document) -> list[tuple[int, list[Line]]]:
    by_page: dict[int, list[Line]] = {}
    for line in document.lines:
        if line.words:
            by_page.setdefault(line.page, []).append(line)
    return sorted(by_page.items())


def _banded(units: list[_Unit]) -> list[_Band]:
    """Units at one height, side by side, as rows from top to bottom."""
    if not units:
        return []
    typical = median(unit.height for unit in units)
    bands: list[list[_Unit]] = []
    for unit in sorted(units, key=lambda u: u.y):
        near = 0.4 * min(max(unit.height, 0.6 * typical), 1.5 * typical)
        home = None
        for band in reversed(bands[-4:]):
            if abs(unit.y - sum(u.y for u in band) / len(band)) <= near and all(
                unit.left >= u.right - near or unit.right <= u.left + near for u in band
            ):
                home = band
                break
        if home is None:
            bands.append([unit])
        else:
            home.append(unit)
    out = [
        _Band(
            sum(u.y for u in band) / len(band),
            min(u.left for u in band),
            median(u.height for u in band),
            sorted((w for u in band for w in u.words), key=lambda w: w.box.left),  # type: ignore[union-attr]
        )
        for band in bands
    ]
    return sorted(out, key=lambda band: band.y)


def _emit(
    bands: list[_Band], page: int, typical: float, celled: bool, tokens: list[Token], rows: list[ViewRow]
) -> None:
    above: float | None = None
    for band in bands:
        first = len(tokens)
        for word in band.words:
            _append(tokens, word, len(rows), True, celled)
        if len(tokens) == first:
            continue
        gap = 3.0 if above is None else max(0.0, (band.y - above) / max(typical, 1.0) - 1.0)
        rows.append(ViewRow(first, len(tokens), page, gap, band.y, band.height))
        above = band.y
