"""Gives the words of a PDF's text layer their cells, and looks at its check boxes, by the grid drawn on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from form4ml.document import Box, Mark
from form4ml.reading.building import Piece
from form4ml.reading.geometry import blocks_of, lines_of
from form4ml.reading.grid import boxes
from form4ml.reading.grid.cells import Token
from form4ml.reading.grid.forms import Kind
from form4ml.reading.grid.page import Carry, PageReader, Printed
from form4ml.reading.grid.paragraphs import around
from form4ml.reading.grid.rules import Rules, find_rules
from form4ml.reading.grid.upright import Grey, Upright, grey, upright

_MARK = re.compile(r"\(\d{1,2}\)")
_CROSS = re.compile(r"[Xx×✓✔☒]")
_CAPTION = 1.2  # heights of a line between which a cross and its caption lie
_SLACK = 3.0  # pixels by which a word may stand over its cell's rules


class Placed(NamedTuple):
    """A page's words in blocks of lines, its check boxes, and what the next page must know."""

    blocks: list[list[list[Piece]]]
    marks: tuple[Mark, ...]
    carry: Carry


def place(page: Grey, index: int, pieces: Sequence[Piece], carry: Carry | None) -> Placed | None:
    """The words tied to the cells they stand in; None where no grid of the form stands on the page."""
    level = upright(page)
    if level.angle:
        return None  # a scan with a text layer: its words stand aslant in their cells
    reader = _WordPlacer(level, find_rules(level.image, level.unit), pieces, carry or Carry())
    if not reader.has_form:
        return None
    blocks: list[list[list[Piece]]] = []
    last: object = None
    for line in reader.printed():
        if not line.words:
            continue
        row = [reader.piece(token)._replace(cell=line.cell) for token in line.words]
        if line.cell is not None and line.cell.table != "header":
            # a number in brackets that stands in a cell is a mark, though it was wrapped onto a line of its own
            row = [piece._replace(superscript=True) if _MARK.fullmatch(piece.text) else piece for piece in row]
        if last is not None and line.block == last:
            blocks[-1].append(row)
        else:
            blocks.append([row])
        last = line.block
    blocks += blocks_of(reader.left())
    marks = tuple(Mark(check.name, check.checked, check.confidence, index, check.box) for check in reader.checks)
    return Placed(blocks, marks, reader.carry())


def _apart(above: Sequence[Piece], row: Sequence[Piece]) -> float:
    """How far a row stands below another, in heights of the other's first word."""
    first, other = above[0].box, row[0].box
    return (other.y - first.y) / max(first.height, 1.0) if first is not None and other is not None else 9.0


class _WordPlacer(PageReader):
    """A page whose words are known: regions take the words that stand in them instead of reading their picture."""

    def __init__(self, page: Upright, rules: Rules, pieces: Sequence[Piece], before: Carry) -> None:
        self._pieces = [piece for piece in pieces if piece.box is not None]
        self._free_pieces = dict.fromkeys(range(len(self._pieces)))
        self._origin: dict[int, tuple[Token, Piece]] = {}
        super().__init__(page, rules, "", before, boxes.is_bilevel(grey(page.image)))

    def _prepare(self) -> None:
        pass

    def piece(self, token: Token) -> Piece:
        return self._origin[id(token)][1]

    def left(self) -> list[Piece]:
        """Words that no region took."""
        return [self._pieces[number] for number in self._free_pieces]

    def _taken(self, box: Box, slack: float = 0.0) -> list[Piece]:
        """The words whose middle stands in the box; each is given once."""
        found = []
        for number in list(self._free_pieces):
            place = self._pieces[number].box
            assert place is not None
            if box.left - slack <= place.x <= box.right + slack and box.top - slack <= place.y <= box.bottom + slack:
                found.append(self._pieces[number])
                del self._free_pieces[number]
        return found

    def _tokens(self, row: Iterable[Piece]) -> list[Token]:
        made = []
        for piece in row:
            assert piece.box is not None
            token = Token(piece.text, piece.box, 1.0, bool(piece.superscript))
            self._origin[id(token)] = (token, piece)
            made.append(token)
        return made

    def _cell(self, box: Box, kind: Kind) -> list[list[Token]]:
        return [self._tokens(row) for row in lines_of(self._taken(box))]

    def _box(self, cell: Box) -> list[list[Token]]:
        rows: list[list[Piece]] = []
        for row in lines_of(self._taken(cell, _SLACK)):
            if rows and all(_CROSS.fullmatch(piece.text) for piece in row) and _apart(rows[-1], row) < _CAPTION:
                # a cross beside a caption of two lines stands between them: it belongs before its caption
                rows[-1] = sorted(rows[-1] + row, key=lambda piece: piece.box.left if piece.box else 0)
            else:
                rows.append(row)
        return [self._tokens(row) for row in rows]

    def _free(self, region: Box) -> list[Printed]:
        result = []
        for number, block in enumerate(blocks_of(self._taken(region)), self._block + 1):
            result += [Printed(tuple(self._tokens(row)), None, number) for row in block]
        self._block = max([self._block, *(line.block for line in result)])
        return result

    def _head(self, region: Box) -> list[Printed]:
        squares = boxes.squares(self.page.image, self.page.unit, region)
        result = self._free(region)
        statements: dict[str, list[Box]] = {}
        current = None
        third = self.page.image.shape[1] / 3
        for line in result:
            words = [token for token in line.words if token.box.left < third]  # the title stands beside them
            if not words:
                continue
            current = boxes.statement(" ".join(token.text for token in words)) or current
            if current:
                statements.setdefault(current, []).append(around([token.box for token in words]))
        for name, parts in statements.items():
            check = boxes.beside(squares, around(parts), name, self.unit)
            if check is None and not self.bilevel:
                check = boxes.pale(self.page.image, parts[0], name, self.unit)
            self.checks += [check] if check else []
        return result
