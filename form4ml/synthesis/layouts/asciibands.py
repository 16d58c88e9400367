"""Tables typed in rarer ways: cut into bands that fit the page, or told in captions with their values beside them."""

from __future__ import annotations

from collections.abc import Sequence

from form4ml.synthesis.flow import Bit
from form4ml.synthesis.layouts import asciitable
from form4ml.synthesis.layouts.asciirows import Tables
from form4ml.synthesis.layouts.common import Column
from form4ml.synthesis.textgrid import Strip, wrap

# The last column of each band but the last, by table.
_CUTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "1": ((), (), ("reported_early",), ("price_per_share",)),
    "2": (
        ("shares_disposed",), ("shares_disposed",), ("expiration_date",), ("expiration_date",), ("reported_early",),
        ("shares_disposed", "underlying_shares"), ("expiration_date", "underlying_shares"),
    ),
}  # fmt: skip
_TIES = ("title", "title", "letter", "number", "nothing", "nothing")  # what a row's parts are known by
_LINE = Column("line", "", "text")
_ENTRIES = ("Entry No. {n}", "Line {n}", "Transaction {n}", "Item {n}", "({n})", "{n}.", "", "")
# Boxes of several values: what heads them, and what each value is called there.
_SHARED: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "1": (
        (
            "4. Securities Acquired (A) or Disposed of (D)",
            {"shares": "Amount", "acquired_disposed": "(A) or (D)", "price_per_share": "Price"},
        ),
    ),
    "2": (
        (
            "5. Number of Derivative Securities Acquired (A) or Disposed of (D)",
            {"shares_acquired": "(A)", "shares_disposed": "(D)"},
        ),
        (
            "6. Date Exercisable and Expiration Date",
            {"exercise_date": "Date Exercisable", "expiration_date": "Expiration Date"},
        ),
        (
            "7. Title and Amount of Underlying Securities",
            {"underlying_title": "Title", "underlying_shares": "Amount or Number of Shares"},
        ),
    ),
}


class RarerTables(Tables):
    """Types Tables I and II, in all ways."""

    def drawn(
        self, number: str, columns: Sequence[Column], heads: list[list[Bit]], cells: list[list[list[Bit]]]
    ) -> None:
        if self.look.rows == "banded" and cells:
            self.banded(number, columns, heads, cells)
        elif self.look.rows == "ledger" and cells:
            self.titled(number, self.width)
            self.ledger(number, columns, cells)
        else:
            super().drawn(number, columns, heads, cells)

    # bands

    def banded(
        self, number: str, columns: Sequence[Column], heads: list[list[Bit]], cells: list[list[list[Bit]]]
    ) -> None:
        """The columns in two or three tables one below the other, each row of them in all."""
        tie = self.rng.choice(_TIES)
        again = self.rng.random() < 0.4  # the second band has a title too
        fields = [column.field for column in columns]
        cuts = [fields.index(name) + 1 for name in self.rng.choice(_CUTS[number])]
        for band, (first, last) in enumerate(zip([0, *cuts], [*cuts, len(columns)], strict=True)):
            own, names = list(columns[first:last]), heads[first:last]
            rows = [row[first:last] for row in cells]
            self.ink.part = f"table{number}head"
            if tie in ("letter", "number"):
                own, names = [_LINE, *own], [[], *names]
                rows = [[[self.lined(number, n, tie)], *row] for n, row in enumerate(rows)]
            elif tie == "title" and band:
                own, names = [columns[0], *own], [[self.plain(heads[0][0].text)], *names]
                rows = [[[self.value(b.text, "SECURITY") for b in full[0][:1]], *row]
                        for full, row in zip(cells, rows, strict=True)]  # fmt: skip
            self.ink.part = f"table{number}head"
            if band:
                self.text.blank(self.rng.choice((1, 1, 2)))
                if again:
                    said = self.look.words.tables[int(number) - 1].split("\n")[0]
                    self.say(self.rng.choice((f"{said} (continued)", f"Table {'I' * int(number)} (continued)")))
                    self.text.blank()
            self.grid(number, own, names, rows, titled=not band)

    def lined(self, number: str, n: int, tie: str) -> Bit:
        """What a row is known by in every band."""
        self.ink.part = f"table{number}"
        return self.plain(f"{chr(ord('A') + n % 26)}." if tie == "letter" else f"{n + 1}.")

    # captions and values

    def ledger(self, number: str, columns: Sequence[Column], cells: list[list[list[Bit]]]) -> None:
        """Every box of every row: its caption, and its value in a column of values beside the caption's first or last line."""
        rng = self.rng
        captions = asciitable.captions(number, self.made.era, rng)
        shared = _SHARED[number] if rng.random() < 0.6 else ()
        inner = {name: word for _, own in shared for name, word in own.items()}
        opener = {next(iter(own)): words for words, own in shared}
        wide, low, gap = rng.choice((30, 36, 42, 48)), rng.random() < 0.6, int(rng.random() < 0.4)
        opening, ending = rng.choice(_ENTRIES), rng.choice(("", ":", ":"))
        for n, row in enumerate(cells, 1):
            self.ink.part, self.ink.cell = f"table{number}", None
            if opening:
                self.say(opening.format(n=n), rng.choice((0, 2)))
                self.text.blank(gap)
            for column, bits in zip(columns, row, strict=True):
                if column.field in opener:
                    self.say(opener[column.field] + ending, 2)
                if column.field in inner:
                    self.entry(inner[column.field] + ending, bits, 8, wide, low)
                else:
                    self.entry(captions[column.field].rstrip(":") + ending, bits, 2, wide, low)
                self.text.blank(gap)
            self.text.blank(rng.choice((1, 2)))

    def entry(self, caption: str, bits: list[Bit], column: int, wide: int, low: bool) -> None:
        """A caption of one line or more with a value beside it."""
        said = wrap([self.plain(caption)], wide - column - 1)
        value = wrap(bits, max(self.width - wide, 20)) if bits else []
        start = len(said) - 1 if low else 0
        for n in range(max(len(said), start + len(value))):
            strips: list[Strip] = []
            if n < len(said):
                strips += [strip._replace(column=strip.column + column) for strip in said[n]]
            if 0 <= n - start < len(value):
                strips += [strip._replace(column=strip.column + wide) for strip in value[n - start]]
            self.text.line(*strips)
