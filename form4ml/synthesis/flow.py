"""A small page-layout engine: paragraphs and tables flow as a browser would set them, and every word keeps its label.

Everything is measured in CSS pixels from an endless strip's upper left corner; typeset.py cuts the strip into pages.
A block knows its narrowest and widest useful width (`extent`) and lays itself out in a given one (`layout`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

from form4ml.document import CellRef
from form4ml.synthesis.made import RunSpan

FAMILIES: dict[str, tuple[str, str, str, str]] = {  # roman, bold, italic, bold italic
    "times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    "vera": ("Vera", "VeraBd", "VeraIt", "VeraBI"),
}
ASCENT, DESCENT = 0.89, 0.22  # of the font size, near enough for every face used here
LEADING = 1.15  # a browser's "normal" line height

Sides = tuple[float, float, float, float]  # left, top, right, bottom
NONE: Sides = (0, 0, 0, 0)


class Style(NamedTuple):
    """How a stretch of text is set."""

    family: str = "times"
    size: float = 16
    bold: bool = False
    italic: bool = False
    underline: bool = False
    superscript: bool = False
    colour: str = "#000000"

    @property
    def font(self) -> str:
        return FAMILIES[self.family][self.bold + 2 * self.italic]

    @property
    def rise(self) -> float:
        return self.size * 0.4 if self.superscript else 0.0


@dataclass(frozen=True, eq=False)
class Bit:
    """A stretch of text in one style; `spans` label characters of it. A newline forces a line end."""

    text: str
    style: Style
    part: str
    spans: tuple[RunSpan, ...] = ()
    cell: CellRef | None = None


@dataclass(slots=True)
class Glyphs:
    """Text that stands on one line in one style; y is the baseline."""

    x: float
    y: float
    width: float
    text: str
    bit: Bit
    start: int  # of `text` in the bit
    glued: bool
    spaced: bool = False  # a space follows on the same line


@dataclass(slots=True)
class Stroke:
    """A straight ruled line, or a filled area where `fill` is given."""

    x: float
    y: float
    right: float
    bottom: float
    weight: float = 1
    colour: str = "#000000"
    fill: bool = False


@dataclass(slots=True)
class Tick:
    """A check box drawn as a picture."""

    x: float
    y: float
    width: float
    height: float
    checked: bool
    name: str
    look: str = "pale"  # pale (a disabled browser control), plain, double, cross


Item = Glyphs | Stroke | Tick


@dataclass
class Laid:
    """A block laid out at the origin: its height, what is drawn, and stretches that a page break should not cut."""

    height: float
    items: list[Item] = field(default_factory=list)
    keeps: list[tuple[float, float]] = field(default_factory=list)
    breaks: list[float] = field(default_factory=list)  # heights at which a new page begins

    def take(self, other: Laid, dx: float, dy: float) -> None:
        """Draw another block into this one, moved."""
        for item in other.items:
            item.x += dx
            item.y += dy
            if isinstance(item, Stroke):
                item.right += dx
                item.bottom += dy
        self.items.extend(other.items)
        self.keeps.extend((top + dy, bottom + dy) for top, bottom in other.keeps)
        self.breaks.extend(y + dy for y in other.breaks)


class Block(Protocol):
    def extent(self) -> tuple[float, float]: ...

    def layout(self, width: float) -> Laid: ...


@lru_cache(maxsize=1 << 16)
def _unit_width(text: str, font: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if font in FAMILIES["vera"]:
        register_fonts()
    return float(stringWidth(text, font, 1000)) / 1000


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the Vera faces known to reportlab; the standard fourteen always are."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = set(pdfmetrics.getRegisteredFontNames())
    for name in FAMILIES["vera"]:
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def text_width(text: str, style: Style) -> float:
    return _unit_width(text, style.font) * style.size


class _Piece(NamedTuple):
    bit: Bit
    start: int
    end: int
    width: float


class _Segment(NamedTuple):
    """What is never broken: pieces set side by side. `space` is the gap before it where a line does not begin."""

    pieces: tuple[_Piece, ...]
    width: float
    space: float
    newline: bool


_WORD = re.compile(r"\n|[^\s]+")
_BREAKS = re.compile(r"(?<=[A-Za-z0-9]-)(?=[A-Za-z0-9])|(?<=\))(?=\()")


class _Segmenter:
    """Gathers pieces into segments; breaks are allowed at white space, after hyphens and between `)` and `(`."""

    def __init__(self) -> None:
        self.segments: list[_Segment] = []
        self.pieces: list[_Piece] = []
        self.space = 0.0
        self.newline = False

    def close(self, space: float = 0.0, newline: bool = False) -> None:
        """End the running segment; the next one stands `space` away or on a new line."""
        if self.pieces:
            width = sum(piece.width for piece in self.pieces)
            self.segments.append(_Segment(tuple(self.pieces), width, self.space, self.newline))
            self.pieces, self.space, self.newline = [], space, newline
        else:
            self.space, self.newline = max(self.space, space), self.newline or newline

    def word(self, bit: Bit, start: int, end: int) -> None:
        text = bit.text
        if self.pieces and text[start] == "(" and _ends_with_bracket(self.pieces[-1]):
            self.close()
        for brk in [*(match.start() for match in _BREAKS.finditer(text, start, end)), end]:
            if start < brk:
                self.pieces.append(_Piece(bit, start, brk, text_width(text[start:brk], bit.style)))
            if brk < end:
                self.close()
            start = brk

    def blank_line(self, bit: Bit, at: int) -> None:
        """Two line ends in a row: an empty segment keeps the line."""
        if self.newline and not self.pieces:
            self.segments.append(_Segment((_Piece(bit, at, at, 0.0),), 0.0, 0.0, True))


def _ends_with_bracket(piece: _Piece) -> bool:
    return piece.bit.text[piece.end - 1] == ")"


def _segments(bits: Sequence[Bit]) -> list[_Segment]:
    out = _Segmenter()
    for bit in bits:
        gap = text_width(" ", bit.style)
        at = 0
        for word in _WORD.finditer(bit.text):
            if word.start() > at:
                out.close(gap)
            at = word.end()
            if word.group() == "\n":
                out.blank_line(bit, word.start())
                out.close(newline=True)
            else:
                out.word(bit, word.start(), word.end())
        if at < len(bit.text):
            out.close(gap)
    out.close()
    return out.segments


def _chop(segment: _Segment, width: float) -> list[_Segment]:
    """A segment wider than the line, in parts that fit: the last resort that keeps print on the page."""
    parts: list[_Segment] = []
    space, newline = segment.space, segment.newline
    for piece in segment.pieces:
        start = piece.start
        while start < piece.end:
            end = start + 1
            while end < piece.end and text_width(piece.bit.text[start : end + 1], piece.bit.style) <= width:
                end += 1
            size = text_width(piece.bit.text[start:end], piece.bit.style)
            parts.append(_Segment((_Piece(piece.bit, start, end, size),), size, space, newline))
            start, space, newline = end, 0.0, False
    return parts


class Para:
    """Text set in lines. `leading` is the line height in units of the font size."""

    def __init__(
        self,
        bits: Sequence[Bit],
        align: str = "left",
        leading: float = LEADING,
        above: float = 0,
        below: float = 0,
        indent: Sides = NONE,
    ) -> None:
        self.align, self.leading, self.above, self.below, self.indent = align, leading, above, below, indent
        self.segments = _segments([bit for bit in bits if bit.text])
        self.strut = bits[0].style if bits else Style()
        self._extent: tuple[float, float] | None = None

    def extent(self) -> tuple[float, float]:
        if self._extent is None:
            widest = line = narrow = 0.0
            for segment in self.segments:
                narrow = max(narrow, segment.width)
                line = segment.width if segment.newline else line + segment.space + segment.width
                widest = max(widest, line)
            side = self.indent[0] + self.indent[2]
            self._extent = (narrow + side, widest + side)
        return self._extent

    def lines(self, width: float) -> list[list[_Segment]]:
        lines: list[list[_Segment]] = []
        line: list[_Segment] = []
        used = 0.0
        queue = list(reversed(self.segments))
        while queue:
            segment = queue.pop()
            if segment.width > width + 0.01 and segment.width > 0 and sum(len(p.bit.text) for p in segment.pieces) > 1:
                chopped = _chop(segment, max(width, 1.0))
                if len(chopped) > 1:
                    queue.extend(reversed(chopped))
                    continue
            need = segment.width + (segment.space if line else 0.0)
            if line and (segment.newline or used + need > width + 0.01):
                lines.append(line)
                line, used, need = [], 0.0, segment.width
            line.append(segment)
            used += need
        if line:
            lines.append(line)
        return lines

    def layout(self, width: float) -> Laid:
        left, top, right, bottom = self.indent
        room = width - left - right
        laid = Laid(0.0)
        y = self.above + top
        for line in self.lines(room):
            y = self._set(line, laid, left, y, room)
        laid.height = y + self.below + bottom
        return laid

    def _set(self, line: list[_Segment], laid: Laid, left: float, y: float, room: float) -> float:
        """Set one line; return where the next begins."""
        up, down = 0.0, 0.0
        for segment in line:
            for piece in segment.pieces:
                style = piece.bit.style
                half = style.size * (self.leading - ASCENT - DESCENT) / 2
                up = max(up, style.size * ASCENT + half + style.rise)
                down = max(down, style.size * DESCENT + half - style.rise)
        used = sum(segment.width + (segment.space if i else 0) for i, segment in enumerate(line))
        x = left + {"left": 0.0, "center": (room - used) / 2, "right": room - used}[self.align]
        base = y + up
        last: Glyphs | None = None
        for i, segment in enumerate(line):
            gap = segment.space if i else 0.0
            x += gap
            for k, piece in enumerate(segment.pieces):
                glued = k > 0 or (not segment.space and not segment.newline and segment is not self.segments[0])
                if last is not None and last.bit is piece.bit and glued and last.start + len(last.text) == piece.start:
                    last.text += piece.bit.text[piece.start : piece.end]
                    last.width += piece.width
                elif piece.end > piece.start:
                    if last is not None and gap and not k:
                        last.spaced = True
                    text = piece.bit.text[piece.start : piece.end]
                    last = Glyphs(x, base - piece.bit.style.rise, piece.width, text, piece.bit, piece.start, glued)
                    laid.items.append(last)
                x += piece.width
        laid.keeps.append((y, base + down))
        return base + down


class Gap:
    """Empty height."""

    def __init__(self, height: float) -> None:
        self.height = height

    def extent(self) -> tuple[float, float]:
        return (0.0, 0.0)

    def layout(self, width: float) -> Laid:
        return Laid(self.height)


class PageBreak:
    """What follows begins a new page."""

    def extent(self) -> tuple[float, float]:
        return (0.0, 0.0)

    def layout(self, width: float) -> Laid:
        return Laid(0.0, breaks=[0.0])


class Bar:
    """A ruled line across the column, `share` of it wide."""

    def __init__(
        self, above: float = 4, below: float = 4, weight: float = 1, share: float = 1.0, colour: str = "#000000"
    ) -> None:
        self.above, self.below, self.weight, self.share, self.colour = above, below, weight, share, colour

    def extent(self) -> tuple[float, float]:
        return (0.0, 0.0)

    def layout(self, width: float) -> Laid:
        side = width * (1 - self.share) / 2
        stroke = Stroke(side, self.above, width - side, self.above, self.weight, self.colour)
        return Laid(self.above + self.below + self.weight, [stroke])


class CheckBox:
    """A check box as a picture; with `bit`, its mark is a printed word inside it."""

    def __init__(
        self,
        name: str,
        checked: bool,
        width: float = 13,
        height: float = 13,
        look: str = "pale",
        bit: Bit | None = None,
    ) -> None:
        self.name, self.checked, self.width, self.height, self.look = name, checked, width, height, look
        self.bit = bit

    def extent(self) -> tuple[float, float]:
        return (self.width, self.width)

    def layout(self, width: float) -> Laid:
        tick = Tick(0.0, 0.0, self.width, self.height, self.checked, self.name, self.look)
        laid = Laid(self.height, [tick], [(0.0, self.height)])
        if self.bit is not None:
            size = self.bit.style.size
            wide = text_width(self.bit.text, self.bit.style)
            base = (self.height + size * 0.66) / 2
            laid.items.append(Glyphs((self.width - wide) / 2, base, wide, self.bit.text, self.bit, 0, False))
        return laid


class Stack:
    """Blocks one below the other, in a padded frame where asked for."""

    def __init__(
        self, blocks: Sequence[Block], pad: Sides = NONE, border: Sides = NONE, colour: str = "#000000"
    ) -> None:
        self.blocks, self.pad, self.border, self.colour = blocks, pad, border, colour

    def extent(self) -> tuple[float, float]:
        extents = [block.extent() for block in self.blocks]
        side = self.pad[0] + self.pad[2]
        return (max((e[0] for e in extents), default=0) + side, max((e[1] for e in extents), default=0) + side)

    def layout(self, width: float) -> Laid:
        laid = Laid(0.0)
        y = self.pad[1]
        for block in self.blocks:
            inner = block.layout(width - self.pad[0] - self.pad[2])
            laid.take(inner, self.pad[0], y)
            y += inner.height
        laid.height = y + self.pad[3]
        laid.items.extend(frame(0, 0, width, laid.height, self.border, self.colour))
        return laid


def frame(x: float, y: float, right: float, bottom: float, border: Sides, colour: str = "#000000") -> list[Item]:
    """The sides of a box that have a border."""
    sides = ((x, y, x, bottom), (x, y, right, y), (right, y, right, bottom), (x, bottom, right, bottom))
    return [Stroke(*side, weight, colour) for side, weight in zip(sides, border, strict=True) if weight]
