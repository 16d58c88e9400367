"""Typewriter pages: characters in rows and columns, where even the rules of a table are characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from form4ml.synthesis.flow import ASCENT, DESCENT, Bit, Glyphs, Laid, Style, text_width


class Strip(NamedTuple):
    """Characters `start` to `end` of a stretch of text, set on one line from `column` on."""

    bit: Bit
    start: int
    end: int
    column: int = 0


_WORD = re.compile(r"\S+")


def wrap(bits: Sequence[Bit], width: int) -> list[list[Strip]]:
    """Text in lines of at most `width` characters, broken at spaces, else where the line is full; newlines end lines."""
    lines: list[list[Strip]] = [[]]
    column, space = 0, 0

    def put(bit: Bit, start: int, end: int) -> None:
        nonlocal column, space
        if lines[-1] and column + space + end - start > width and (space or end - start > width - column):
            lines.append([])
            column, space = 0, 0
        column += space if lines[-1] else 0
        space = 0
        while end - start > width:
            lines[-1].append(Strip(bit, start, start + width, column))
            start += width
            lines.append([])
            column = 0
        lines[-1].append(Strip(bit, start, end, column))
        column += end - start

    for bit in bits:
        at = 0
        for word in _WORD.finditer(bit.text):
            between = bit.text[at : word.start()]
            if "\n" in between:
                lines.extend([] for _ in range(between.count("\n")))
                column = 0
            elif between:
                space = 1
            put(bit, word.start(), word.end())
            at = word.end()
        if "\n" in bit.text[at:]:
            lines.extend([] for _ in range(bit.text[at:].count("\n")))
            column, space = 0, 0
        elif at < len(bit.text):
            space = 1
    return lines


def width_of(line: Sequence[Strip]) -> int:
    return line[-1].column + line[-1].end - line[-1].start if line else 0


@dataclass
class TextPage:
    """A block of monospaced lines; `break_page` begins a new page. Sizes are in CSS pixels."""

    size: float = 12
    leading: float = 1.15
    family: str = "courier"
    columns: int = 80
    rows: list[list[Strip]] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)

    @property
    def style(self) -> Style:
        return Style(self.family, self.size)

    @property
    def pitch(self) -> float:
        return text_width("M", self.style)

    def line(self, *strips: Strip) -> None:
        """Add a line; strips may come in any order but must not overlap."""
        self.rows.append(sorted(strips, key=lambda strip: strip.column))
        self.columns = max(self.columns, width_of(self.rows[-1]))

    def blank(self, count: int = 1) -> None:
        self.rows.extend([] for _ in range(count))

    def bits(self, bits: Sequence[Bit], column: int = 0, width: int | None = None, align: str = "left") -> None:
        """Add text in as many lines as it takes."""
        room = width or self.columns - column
        for line in wrap(bits, room):
            spare = room - width_of(line)
            dx = column + {"left": 0, "center": spare // 2, "right": spare}[align]
            self.line(*(strip._replace(column=strip.column + dx) for strip in line))

    def break_page(self) -> None:
        self.page_starts.append(len(self.rows))

    def keep(self, first: int) -> None:
        """Lines from `first` to the last so far stay on one page where they can."""
        self.kept.append((first, len(self.rows)))

    def extent(self) -> tuple[float, float]:
        width = self.columns * self.pitch
        return (width, width)

    def layout(self, width: float) -> Laid:
        height = self.size * self.leading
        half = (height - self.size * (ASCENT + DESCENT)) / 2
        laid = Laid(len(self.rows) * height)
        for r, row in enumerate(self.rows):
            base = r * height + half + self.size * ASCENT
            end = -1
            for strip in row:
                for word in _WORD.finditer(strip.bit.text, strip.start, strip.end):
                    column = strip.column + word.start() - strip.start
                    x, wide = column * self.pitch, len(word.group()) * self.pitch
                    glyphs = Glyphs(x, base, wide, word.group(), strip.bit, word.start(), column == end)
                    laid.items.append(glyphs)
                    end = column + len(word.group())
            laid.keeps.append((r * height, (r + 1) * height))
        laid.keeps.extend((first * height, last * height) for first, last in self.kept)
        laid.breaks.extend(row * height for row in self.page_starts)
        return laid
