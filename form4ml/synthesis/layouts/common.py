"""What every layout of the form shares: labelled text, the columns of the tables, and values as they are printed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from form4ml.document import CellRef
from form4ml.record import Filing, Owner, Row
from form4ml.synthesis.flow import Bit, Style
from form4ml.synthesis.made import Made, RunSpan


class Column(NamedTuple):
    """A column of Table I or II: its record field, the label of its values, and how they print."""

    field: str
    label: str
    kind: str  # text, date, code, mark, amount, price


TABLE_1: tuple[Column, ...] = (
    Column("security_title", "SECURITY", "text"),
    Column("transaction_date", "DATE", "date"),
    Column("deemed_execution_date", "DEEMED_DATE", "date"),
    Column("transaction_code", "CODE", "code"),
    Column("reported_early", "EARLY", "mark"),
    Column("shares", "SHARES", "amount"),
    Column("acquired_disposed", "ACQ_DISP", "text"),
    Column("price_per_share", "PRICE", "price"),
    Column("shares_owned_following", "OWNED", "amount"),
    Column("direct_or_indirect", "OWNERSHIP", "text"),
    Column("nature_of_ownership", "NATURE", "text"),
)
TABLE_2: tuple[Column, ...] = (
    Column("security_title", "SECURITY", "text"),
    Column("conversion_or_exercise_price", "EXERCISE_PRICE", "price"),
    Column("transaction_date", "DATE", "date"),
    Column("deemed_execution_date", "DEEMED_DATE", "date"),
    Column("transaction_code", "CODE", "code"),
    Column("reported_early", "EARLY", "mark"),
    Column("shares_acquired", "SHARES_ACQUIRED", "amount"),
    Column("shares_disposed", "SHARES_DISPOSED", "amount"),
    Column("exercise_date", "EXERCISE_DATE", "date"),
    Column("expiration_date", "EXPIRATION_DATE", "date"),
    Column("underlying_title", "UNDERLYING", "text"),
    Column("underlying_shares", "UNDERLYING_SHARES", "amount"),
    Column("price_per_share", "PRICE", "price"),
    Column("shares_owned_following", "OWNED", "amount"),
    Column("direct_or_indirect", "OWNERSHIP", "text"),
    Column("nature_of_ownership", "NATURE", "text"),
)
# The form has one place for shares and for a value in money.
_MONEY = {
    "shares": "transaction_total_value",
    "shares_acquired": "transaction_total_value",
    "shares_disposed": "transaction_total_value",
    "underlying_shares": "underlying_value",
    "shares_owned_following": "value_owned_following",
}
RELATIONS: tuple[tuple[str, str, str], ...] = (  # record field, label of its check, printed words
    ("is_director", "CHECK_DIRECTOR", "Director"),
    ("is_ten_percent_owner", "CHECK_TEN", "10% Owner"),
    ("is_officer", "CHECK_OFFICER", "Officer (give title below)"),
    ("is_other", "CHECK_OTHER", "Other (specify below)"),
)


@dataclass
class Ink:
    """Makes text with the running style, part of the form and cell; every labelled value gets a group of its own."""

    part: str = "head"
    cell: CellRef | None = None
    groups: int = field(default=0)
    box_part: str = "box"  # what part the numbered boxes are of: those of a continuation sheet are of "owners"

    def group(self) -> int:
        self.groups += 1
        return self.groups

    def bit(self, text: str, style: Style) -> Bit:
        return Bit(text, style, self.part, (), self.cell)

    def value(self, text: str, style: Style, label: str, group: int | None = None) -> Bit:
        """Text that is a value from its first character to its last."""
        number = self.group() if group is None else group
        return Bit(text, style, self.part, (RunSpan(0, len(text), label, number),), self.cell)

    def mixed(self, pieces: Iterable[tuple[str, str | None]], style: Style) -> Bit:
        """Values (text, label) with plain text (text, None) between, as one stretch."""
        text, spans = "", []
        for piece, label in pieces:
            if label and piece:
                spans.append(RunSpan(len(text), len(text) + len(piece), label, self.group()))
            text += piece
        return Bit(text, style, self.part, tuple(spans), self.cell)

    def box(self, number: int | None) -> None:
        """From here on text stands in this numbered box of the form."""
        self.part = self.box_part
        self.cell = None if number is None or self.box_part != "box" else CellRef("header", number, str(number))


def us_date(iso: str) -> str:
    """2018-03-12 as 03/12/2018; a month alone as 03/2018; anything else as it is."""
    parts = iso.split("-")
    if len(parts) == 3:
        return f"{parts[1]}/{parts[2]}/{parts[0]}"
    return f"{parts[1]}/{parts[0]}" if len(parts) == 2 else iso


@dataclass(frozen=True)
class Manner:
    """Small habits of a print that style sheets and filing agents vary."""

    dollar: str = "$"  # what stands before a price: "$" or "$ "
    mark_gap: str = ""  # between a value and its footnote marks
    marks_gap: str = " "  # between several marks
    trim_zeros: bool = False  # 24.10 prints as 24.1
    zero_price: str | None = "$ 0"
    date: Callable[[str], str] = us_date
    mark: str = "({n})"  # of a note in a cell: {n} its number, {a} its letter, {stars} as many asterisks
    no_price: str = ""  # where a trade has no price
    eighths: str = ""  # what parts a price's dollars from its fraction, where fractions are typed: 14 3/8, 14-3/8


def note_sign(form: str, number: str) -> str:
    """The sign of note `number`: `(1)`, `(a)`, `[1]`, `*`."""
    n = int(number)
    return form.format(n=n, a=chr(ord("a") + (n - 1) % 26), stars="*" * n)


def by_manner(rng: random.Random) -> Manner:
    return Manner(
        dollar=rng.choice(("$", "$", "$ ")),
        mark_gap=rng.choice(("", "", " ")),
        marks_gap=rng.choice(("", " ")),
        trim_zeros=rng.random() < 0.5,
        zero_price=rng.choice(("$ 0", "$ 0", "$0", None)),
    )


def amount(value: Decimal, trim: bool = False) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


def price(value: Decimal, manner: Manner) -> str:
    if value == 0 and manner.zero_price is not None:
        return manner.zero_price
    return manner.dollar + (in_eighths(value, manner.eighths) or amount(value, manner.trim_zeros))


def in_eighths(value: Decimal, parting: str) -> str:
    """A price as exchanges quoted it until 2001, 14.375 as `14 3/8`; "" where it is no such price, or not typed so."""
    whole, parts = divmod(value, 1)
    if not parting or not parts or parts * 32 % 1:
        return ""
    above, below = parts.as_integer_ratio()
    return f"{whole:,}{parting}{above}/{below}" if whole else f"{above}/{below}"


def printed(row: Row, column: Column, manner: Manner) -> str:
    """A row's value in this column as printed, "" where it has none."""
    name = column.field
    if name in ("shares_acquired", "shares_disposed"):
        if row.acquired_disposed != ("A" if name == "shares_acquired" else "D"):
            return ""
        name = "shares"
    money = getattr(row, _MONEY[column.field]) if column.field in _MONEY else None
    if money is not None:
        return price(money, manner)
    value = getattr(row, name)
    if value is None:
        return ""
    if column.kind == "date":
        return manner.date(str(value))
    if column.kind == "price":
        return price(value, manner)
    if column.kind == "amount":
        return amount(value, manner.trim_zeros)
    if column.kind == "mark":
        return "V" if value else ""
    if column.kind == "code":
        return f"{value}/K" if row.equity_swap else str(value)
    return str(value)


def marks(row: Row, column: Column) -> list[str]:
    """Numbers of the notes that the cell refers to: ["1", "3"]."""
    name = column.field
    if name in ("shares_acquired", "shares_disposed"):
        wanted = "shares_disposed" if row.acquired_disposed == "D" else "shares_acquired"
        if name != wanted:
            return []
        name = "shares"
    names = [name, *([_MONEY[column.field]] if column.field in _MONEY else [])]
    if column.field == "transaction_code":
        names.append("equity_swap")
    found = [note for key in names for note in row.footnotes.get(key, ())]
    return [note.lstrip("F") for note in dict.fromkeys(found)]


def cell_bits(ink: Ink, row: Row, column: Column, style: Style, mark: Style, manner: Manner) -> list[Bit]:
    """A data cell's text: its value and the footnote marks beside it."""
    bits: list[Bit] = []
    text = printed(row, column, manner)
    if text:
        bits.append(ink.value(text, style, column.label))
    elif manner.no_price and column.kind == "price" and not marks(row, column):
        bits.append(ink.bit(manner.no_price, style))
    for i, number in enumerate(marks(row, column)):
        gap = manner.marks_gap if i else (manner.mark_gap if text else "")
        if gap:
            bits.append(ink.bit(gap, style))
        bits.append(ink.value(note_sign(manner.mark, number), mark, "FOOTNOTE_MARK"))
    return bits


def table_rows(filing: Filing, table: str, rng: random.Random) -> list[Row]:
    """The rows of Table I or II as printed: trades, then holdings, sometimes mixed; each list keeps its order."""
    kind = "non_derivative" if table == "1" else "derivative"
    trades: list[Row] = [row for row in getattr(filing, f"{kind}_transactions") if row.origin == "table"]
    holdings: list[Row] = [row for row in getattr(filing, f"{kind}_holdings") if row.origin == "table"]
    if not trades or not holdings or rng.random() < 0.7:
        return trades + holdings
    order = [True] * len(trades) + [False] * len(holdings)
    rng.shuffle(order)
    one, two = iter(trades), iter(holdings)
    return [next(one) if is_trade else next(two) for is_trade in order]


def note_bits(ink: Ink, made: Made, key: str, text: str, style: Style) -> list[Bit]:
    """A note's or the remarks' text, with the facts it states labelled over it."""
    label = "REMARKS" if key == "remarks" else "FOOTNOTE"
    spans = [RunSpan(0, len(text), label, ink.group())]
    spans.extend(RunSpan(s.start, s.end, s.label, ink.group()) for s in made.note_spans.get(key, ()))
    return [Bit(text, style, ink.part, tuple(spans), ink.cell)]


def is_joint(filing: Filing) -> bool:
    if filing.joint_filing is not None:
        return filing.joint_filing
    return len(filing.reporting_owners) > 1


def streets(owner: Owner) -> list[str]:
    """The owner's street lines, one given twice only once."""
    return list(dict.fromkeys(line for line in (owner.address.street1, owner.address.street2) if line))


def place_line(owner: Owner) -> list[tuple[str, str | None]]:
    """CITY, ST ZIP as labelled pieces."""
    pieces: list[tuple[str, str | None]] = []
    for text, label in (
        (owner.address.city, "CITY"),
        (owner.address.state, "STATE"),
        (owner.address.zip_code, "ZIP"),
    ):
        if text:
            if pieces:
                pieces.append((", " if label == "STATE" else " ", None))
            pieces.append((text, label))
    return pieces


def lines_of(pieces: Sequence[list[Bit]], ink: Ink, style: Style) -> list[Bit]:
    """Stretches of text one a line."""
    bits: list[Bit] = []
    for i, piece in enumerate(pieces):
        if i:
            bits.append(ink.bit("\n", style))
        bits.extend(piece)
    return bits
