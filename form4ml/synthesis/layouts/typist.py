"""What all parts of a typewritten form share: the habits of its filer, and the means to set labelled text in lines."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from form4ml.record import Filing
from form4ml.synthesis.flow import Bit
from form4ml.synthesis.layouts import oldform, oldwords
from form4ml.synthesis.layouts.common import Ink, Manner
from form4ml.synthesis.made import Made
from form4ml.synthesis.textgrid import Strip, TextPage

_CHECKS = (
    ("[X]", "[ ]"), ("[X]", "[_]"), ("[x]", "[ ]"), ("(X)", "( )"), ("( X )", "(   )"), ("_X_", "___"), ("X", "__"), ("/X/", "/ /"),
    ("/X/", "/_/"), ("__X__", "_____"), ("|X|", "|_|"), ("X", ""), ("x", "_"), ("_x_", "___"), ("___X___", "_______"), ("[ X ]", "[   ]"),
)  # fmt: skip
_MARKS = (("({n})", "({n})"),) * 6 + (("({n})", "{n}."), ("({n})", "{n}"), ("({a})", "({a})"), ("({a})", "({a})"), ("[{n}]", "[{n}]"),
          ("{stars}", "{stars}"), ("({n})", "Note {n}:"))  # fmt: skip


@dataclass(frozen=True)
class Look:
    """Widths, rule characters and habits of one text filing."""

    revision: str = "1996"
    body: str = "courier"
    width: int = 80  # of the text above and below the tables
    table: int = 132
    size: float = 11
    leading: float = 1.15
    heavy: str = "="  # rules around sections; "" where there are none
    light: str = "-"  # rules within
    bar: str = "|"  # between columns; blanks where there is none
    framed: bool = False  # bars at both sides of a table
    row_rules: bool = True
    row_gap: int = 0  # blank lines between rows
    underlined: bool = False  # each heading of a column has its own rule
    boxes: str = (
        "lines"  # how the numbered boxes stand: lines, inline, columns, bare (no small captions), terse (a word a line)
    )
    rows: str = (
        "drawn"  # how the tables stand: drawn, banded (columns in bands), labelled (a line a box), ledger (captions
    )
    # beside values), listed (a line a cell)
    tags: bool = False  # EDGAR's <TABLE>, <S> and <C>
    checked: str = "[X]"
    unchecked: str = "[ ]"
    check_last: bool = False  # the mark stands behind the words
    note_mark: str = "({n})"
    prefix: str = "/s/ "
    manner: Manner = field(default_factory=Manner)
    short_heads: bool = False
    words: oldwords.Words = field(default_factory=oldwords.Words)


def choose(made: Made, rng: random.Random) -> Look:
    """A look for this filing; ValueError in the XML era."""
    if made.era not in oldform.ERAS:
        raise ValueError(f"the text form exists for eras {', '.join(oldform.ERAS)}, not {made.era}")
    checked, unchecked = rng.choice(_CHECKS)
    mark, note_mark = rng.choice(_MARKS)
    bar = rng.choice(("|", "|", "|", " | ", " ", "  ", "  ", "   "))
    drawn = "|" in bar
    look = Look(
        revision=made.era,
        width=rng.choice((72, 80, 80, 80, 96, 110, 132)),
        table=rng.choice((96, 110, 120, 132, 132, 150, 170)),
        size=rng.choice((10.0, 11.0, 12.0)),
        leading=rng.choice((1.0, 1.1, 1.15, 1.2)),
        heavy=rng.choice(("=", "=", "_", "-", "-", "*", "", "")),
        light=rng.choice(("-", "-", "-", "_")),
        bar=bar,
        framed=drawn and rng.random() < 0.5,
        row_rules=rng.random() < (0.6 if drawn else 0.15),
        row_gap=0 if drawn else rng.choice((0, 0, 1)),
        underlined=not drawn and rng.random() < 0.7,
        boxes=rng.choice(("lines", "lines", "inline", "inline", "columns", "columns", "bare")),
        rows=rng.choices(("drawn", "labelled", "listed"), (78, 11, 11))[0],
        tags=not drawn and rng.random() < 0.4,
        checked=checked,
        unchecked=unchecked,
        check_last=rng.random() < 0.08,
        note_mark=note_mark,
        prefix=rng.choice(("/s/ ", "/s/ ", "", "/S/ ", "By: /s/ ", "s/ ")),
        manner=Manner(
            dollar=rng.choice(("$", "$", "", "$ ")),
            mark_gap=rng.choice(("", "", " ")),
            marks_gap=rng.choice(("", " ")),
            trim_zeros=rng.random() < 0.4,
            zero_price=rng.choice(("0", "$0", "$0.00", "-0-", "$-0-", "0.00")),
            date=oldform.by_dating(rng).date,
            mark=mark,
            no_price=rng.choice(("", "", "", "N/A", "--", "n/a", "-")),
        ),
        short_heads=rng.random() < 0.4,
        words=oldwords.choose(rng, made.era),
    )
    return _rarer(look, rng) if made.rare else look


def _rarer(look: Look, rng: random.Random) -> Look:
    """The look of a filer with rarer habits."""
    rows = rng.choices(("drawn", "banded", "ledger", "labelled"), (38, 34, 20, 8))[0]
    boxes = "terse" if rng.random() < 0.12 else look.boxes
    manner = oldform.rarer(look.manner, rng)
    return replace(look, rows=rows, boxes=boxes, table=80 if rows == "banded" else look.table, manner=manner)


class Typist:
    """Types a form: text goes to `text`, `width` is how many characters a line of it may have."""

    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        self.made, self.look, self.rng = made, look, rng
        self.filing: Filing = made.filing
        self.ink = Ink()
        self.width = look.width
        self.text = TextPage(look.size, look.leading, columns=look.width)

    def say(self, words: str, column: int = 0, align: str = "left") -> None:
        for line in words.split("\n"):
            self.text.bits([self.ink.bit(line, self.text.style)], column, self.width - column, align)

    def rule(self, character: str, width: int | None = None) -> None:
        if character:
            self.say_at(character * (width or self.width), 0)

    def say_at(self, words: str, column: int) -> None:
        self.text.line(Strip(self.ink.bit(words, self.text.style), 0, len(words), column))

    def value(self, text: str, label: str, group: int | None = None) -> Bit:
        return self.ink.value(text, self.text.style, label, group)

    def plain(self, text: str) -> Bit:
        return self.ink.bit(text, self.text.style)

    def put(self, bits: Sequence[Bit], column: int = 3) -> None:
        self.text.bits(bits, column, self.width - column)

    def date(self, iso: str | None) -> str:
        return self.look.manner.date(iso) if iso else ""

    def aside(self, write: Callable[[], None], width: int) -> list[list[Strip]]:
        """The lines that `write` types, as of a sheet of its own that is `width` characters wide."""
        text, wide = self.text, self.width
        self.text, self.width = TextPage(self.look.size, self.look.leading, columns=width), width
        write()
        lines, self.text, self.width = self.text.rows, text, wide
        return lines

    def beside(self, columns: Sequence[list[list[Strip]]], widths: Sequence[int], framed: bool) -> None:
        """Sheets set side by side, with bars between where the filer draws them."""
        first = len(self.text.rows)
        bar = self.plain("|" if framed else " ")
        for n in range(max(map(len, columns), default=0)):
            strips: list[Strip] = []
            at = 0
            for lines, width in zip(columns, widths, strict=True):
                if framed:
                    strips.append(Strip(bar, 0, 1, at))
                at += 1
                strips += [strip._replace(column=strip.column + at) for strip in (lines[n] if n < len(lines) else [])]
                at += width
            if framed:
                strips.append(Strip(bar, 0, 1, at))
            self.text.line(*strips)
        self.text.keep(first)

    def tick(self, checked: bool, label: str, words: str | None = None) -> list[Bit]:
        """A check mark with what it stands for."""
        look = self.look
        mark = look.checked if checked else look.unchecked
        said = self.plain(look.words.roles[label] if words is None else words)
        if not mark:
            return [self.plain("   "), said]
        bit = self.value(mark, label) if checked else self.plain(mark)
        return [said, self.plain(" "), bit] if look.check_last else [bit, self.plain(" "), said]
