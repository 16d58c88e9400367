"""The tables of a typewritten form: drawn with characters, or a line a box for every row, or a line a cell."""

from __future__ import annotations

from collections.abc import Sequence

from form4ml.document import CellRef
from form4ml.record import Row
from form4ml.synthesis.flow import Bit
from form4ml.synthesis.layouts import asciitable, oldform
from form4ml.synthesis.layouts.common import Column, cell_bits, table_rows
from form4ml.synthesis.layouts.typist import Typist
from form4ml.synthesis.textgrid import Strip

_NONE = ("None", "NONE", "N/A", "Not applicable", "")


class Tables(Typist):
    """Types Tables I and II."""

    def table(self, number: str) -> None:
        ink, look = self.ink, self.look
        columns = oldform.columns(number, self.made.era)
        cells = self.cells(number, columns)
        ink.part, ink.cell = f"table{number}head", None
        heads = [[self.plain(text)] for text in asciitable.headings(number, self.made.era, look.short_heads, self.rng)]
        if look.rows == "labelled":
            self.titled(number, self.width)
            self.labelled(number, columns, cells)
        elif look.rows == "listed":
            self.titled(number, self.width)
            self.listed(number, heads, cells)
        else:
            self.drawn(number, columns, heads, cells)
        ink.cell = None

    def titled(self, number: str, width: int) -> None:
        words = self.look.words
        align = self.rng.choice(("left", "center"))
        self.text.blank()
        for line in words.tables[int(number) - 1].split("\n"):
            self.text.bits([self.plain(line)], 0, width, align)
        if number == "2" and words.examples:
            self.text.bits([self.plain(words.examples)], 0, width, align)
        if self.rng.random() < 0.6:
            self.text.blank()

    def cells(self, number: str, columns: Sequence[Column]) -> list[list[list[Bit]]]:
        ink = self.ink
        ink.part = f"table{number}"
        style = self.text.style
        rows: list[Row] = table_rows(self.filing, number, self.rng)
        out: list[list[list[Bit]]] = []
        for r, row in enumerate(rows):
            cells = []
            for column in columns:
                ink.cell = CellRef(number, r, column.field)
                cells.append(cell_bits(ink, row, column, style, style, self.look.manner))
            out.append(cells)
        ink.cell = None
        return out

    # drawn with characters

    def drawn(
        self, number: str, columns: Sequence[Column], heads: list[list[Bit]], cells: list[list[list[Bit]]]
    ) -> None:
        if not cells and self.rng.random() < 0.3:
            self.titled(number, self.look.width)
            return self.say(self.rng.choice(_NONE), 3)
        self.grid(number, columns, heads, cells)

    def grid(
        self,
        number: str,
        columns: Sequence[Column],
        heads: list[list[Bit]],
        cells: list[list[list[Bit]]],
        titled: bool = True,
    ) -> None:
        ink, look, text = self.ink, self.look, self.text
        bar = ink.bit(look.bar, text.style)
        spread = self.rng.choice((1, 1, 2, 3)) if "|" not in look.bar else 1
        widths = asciitable.column_widths(columns, [heads, *cells], len(look.bar), look.table, spread)
        total = sum(widths) + len(look.bar) * (len(widths) - 1) + 2 * look.framed
        if look.tags:
            self.say_at("<TABLE>", 0)
            if self.rng.random() < 0.7:
                self.say_at("<CAPTION>", 0)
        if titled:
            self.titled(number, total)
        self.rule(look.heavy, total)
        right = self.rng.random() < 0.6
        align = asciitable.Setting(look.framed, right, self.rng.random() < 0.6)
        asciitable.set_row(text, heads, widths, columns, bar, True, align)
        if look.underlined:
            self.underline(widths, len(look.bar))
        else:
            self.rule(look.light, total)
        if look.tags:
            self.tags(widths, len(look.bar))
        ink.part = f"table{number}"
        bar = ink.bit(look.bar, text.style)
        for i, row in enumerate(cells):
            if i and look.row_rules:
                self.rule(look.light, total)
            elif i and look.row_gap:
                text.blank(look.row_gap)
            asciitable.set_row(text, row, widths, columns, bar, False, align)
        self.rule(look.heavy, total)
        if look.tags:
            self.say_at("</TABLE>", 0)

    def underline(self, widths: Sequence[int], gap: int) -> None:
        at, strips = 0, []
        for width in widths:
            strips.append(Strip(self.plain(self.look.light * width), 0, width, at))
            at += width + gap
        self.text.line(*strips)

    def tags(self, widths: Sequence[int], gap: int) -> None:
        """`<S>` over the first column, `<C>` over each other one that has room for it."""
        at, strips = 0, []
        for i, width in enumerate(widths):
            tag = "<C>" if i else "<S>"
            if width + gap > 3:
                strips.append(Strip(self.plain(tag), 0, 3, at))
            at += width + gap
        self.text.line(*strips)

    # box by box

    def labelled(self, number: str, columns: Sequence[Column], cells: list[list[list[Bit]]]) -> None:
        """Every box of every row with its caption before it."""
        captions = asciitable.captions(number, self.made.era, self.rng)
        empty = self.rng.random() < 0.8  # captions of empty boxes are typed too
        gap = self.rng.choice(("  ", " ", ": ", ":  ", "\n"))
        if not cells:
            self.say(self.rng.choice(_NONE), 3)
        for row in cells:
            for column, bits in zip(columns, row, strict=True):
                if not bits and not empty:
                    continue
                self.ink.part, self.ink.cell = f"table{number}", None
                caption = captions[column.field]
                self.put([self.plain(caption + (gap if bits else "")), *bits], 0 if caption[:1].isdigit() else 6)
            self.text.blank(self.rng.choice((1, 2)))

    def listed(self, number: str, heads: list[list[Bit]], cells: list[list[list[Bit]]]) -> None:
        """What is left of a table whose cells were put one below the other."""
        self.ink.part = f"table{number}head"
        for head in heads:
            self.text.bits(head, 0, self.width)
        self.text.blank()
        holes, parted = self.rng.random() < 0.3, self.rng.random() < 0.7
        self.ink.part = f"table{number}"
        for row in cells:
            for bits in row:
                if bits:
                    self.text.bits(bits, 0, self.width)
                elif holes:
                    self.text.blank()
            if parted:
                self.text.blank()
