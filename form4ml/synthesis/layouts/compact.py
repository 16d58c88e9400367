"""The SEC's compact print: one wide form, the Reporting Owners table, signatures and notes under headings."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from form4ml.document import CellRef
from form4ml.record import Filing, Owner, Row
from form4ml.synthesis.flow import NONE, Bar, Bit, Block, CheckBox, Gap, Para, Sides, Style
from form4ml.synthesis.layouts.common import (
    RELATIONS,
    TABLE_1,
    TABLE_2,
    Column,
    Ink,
    Manner,
    by_manner,
    cell_bits,
    is_joint,
    note_bits,
    place_line,
    streets,
    table_rows,
    us_date,
)
from form4ml.synthesis.made import Made
from form4ml.synthesis.tables import Cell, Table
from form4ml.synthesis.typeset import choice

REVISIONS = ("plain", "indication", "boxes", "foreign")
# Old filings are printed with whatever style sheet stood when they were printed.
_REVISION_BY_ERA: dict[str, dict[str, float]] = {
    "2003": {"plain": 0.55, "indication": 0.15, "boxes": 0.25, "foreign": 0.05},
    "2023": {"boxes": 0.8, "indication": 0.08, "foreign": 0.12},
    "2026": {"foreign": 0.75, "boxes": 0.25},
}
_NOT_SUBJECT = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
_PLAN = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan "
    "that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
)
_HEADS_1: tuple[tuple[str, int, int], ...] = (  # words, columns, rows
    ("1.Title of Security\n(Instr. 3)", 1, 2),
    ("2. Transaction Date\n(Month/Day/Year)", 1, 2),
    ("2A. Deemed Execution Date, if any\n(Month/Day/Year)", 1, 2),
    ("3. Transaction Code\n(Instr. 8)", 2, 1),
    ("4. Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4 and 5)", 3, 1),
    ("5. Amount of Securities Beneficially Owned Following Reported Transaction(s)\n(Instr. 3 and 4)", 1, 2),
    ("6. Ownership Form:\nDirect (D) or Indirect (I)\n(Instr. 4)", 1, 2),
    ("7. Nature of Indirect Beneficial Ownership\n(Instr. 4)", 1, 2),
)
_SUBHEADS_1 = ("Code", "V", "Amount", "(A) or (D)", "Price")
_HEADS_2: tuple[tuple[str, int, int], ...] = (
    ("1. Title of Derivative Security\n(Instr. 3)", 1, 2),
    ("2. Conversion or Exercise Price of Derivative Security", 1, 2),
    ("3. Transaction Date\n(Month/Day/Year)", 1, 2),
    ("3A. Deemed Execution Date, if any\n(Month/Day/Year)", 1, 2),
    ("4. Transaction Code\n(Instr. 8)", 2, 1),
    ("5. Number of Derivative Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4, and 5)", 2, 1),
    ("6. Date Exercisable and Expiration Date\n(Month/Day/Year)", 2, 1),
    ("7. Title and Amount of Underlying Securities\n(Instr. 3 and 4)", 2, 1),
    ("8. Price of Derivative Security\n(Instr. 5)", 1, 2),
    ("9. Number of Derivative Securities Beneficially Owned Following Reported Transaction(s)\n(Instr. 4)", 1, 2),
    ("10. Ownership Form of Derivative Security: Direct (D) or Indirect (I)\n(Instr. 4)", 1, 2),
    ("11. Nature of Indirect Beneficial Ownership\n(Instr. 4)", 1, 2),
)
_SUBHEADS_2 = ("Code", "V", "(A)", "(D)", "Date Exercisable", "Expiration Date", "Title", "Amount or Number of Shares")


@dataclass(frozen=True)
class Look:
    """Type and rules of one compact print."""

    revision: str = "boxes"
    body: str = "times"
    sans: str = "helvetica"
    data: float = 16
    caption: float = 13
    small: float = 10
    leading: float = 1.25  # of the captions
    rule: float = 1
    link: str = "#0000ee"
    manner: Manner = field(default_factory=Manner)
    states_in_full: bool = False
    prefix: str = "/s/ "  # before a signature

    def style(self, size: float, bold: bool = False, italic: bool = False) -> Style:
        return Style(self.body, size, bold, italic)

    @property
    def value(self) -> Style:
        return self.style(self.data)

    @property
    def mark(self) -> Style:
        return Style(self.body, round(self.data * 0.83, 1), underline=True, superscript=True, colour=self.link)


def choose(made: Made, rng: random.Random) -> Look:
    """A look for this filing; only revisions that prints of its era can have."""
    if made.era not in _REVISION_BY_ERA:
        raise ValueError(f"the compact print exists for eras {', '.join(_REVISION_BY_ERA)}, not {made.era}")
    revision = choice(rng, _REVISION_BY_ERA[made.era])
    return Look(
        revision=revision,
        body="times",
        leading=rng.choice((1.15, 1.25, 1.25, 1.3)),
        rule=rng.choice((1, 1, 1.5, 2)) if revision != "foreign" else rng.choice((1, 2, 2.5)),
        link=rng.choice(("#0000ee", "#0000ee", "#000000")),
        manner=by_manner(rng),
        states_in_full=revision == "foreign",
        prefix=rng.choice(("/s/ ", "/s/ ", "")),
    )


def build(made: Made, look: Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    return _Compact(made, look, rng).blocks()


class _Compact:
    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        self.made, self.look, self.rng = made, look, rng
        self.filing: Filing = made.filing
        self.ink = Ink()
        rule = look.rule
        self.all_sides: Sides = (rule, rule, rule, rule)

    def blocks(self) -> list[Block]:
        return [
            *self.head(),
            self.boxes(),
            *self.table_1(),
            *self.reminder(),
            *self.table_2(),
            *self.owners(),
            *self.signatures(),
            *self.notes(),
            *self.remarks(),
            *self.closing(),
        ]

    # the top of the form

    def head(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "head", None
        # The style sheet prints "FORM 4" over amendments too; box 4 alone tells them.
        form = ink.mixed([("FORM ", None), ("4", "FORM_TYPE")], Style(look.sans, 32, bold=True))
        title = Table([[Cell([Para([form], "center")], pad=(4, 0, 4, 0), border=(1, 1, 1, 1))]], 0.88)
        caption = look.style(look.caption)
        see = [ink.bit("See", look.style(look.caption, italic=True)), ink.bit(" Instruction 1(b).", caption)]
        checks = [self.check("not_subject_to_section16", [ink.bit(_NOT_SUBJECT, caption), *see])]
        if look.revision in ("boxes", "foreign"):
            checks.append(self.check("aff10b5_one", [ink.bit(_PLAN, caption)]))
        left = Cell([title, Table(checks, 1.0)], valign="top", pad=NONE, share=0.15)
        bold, plain = look.style(look.data, bold=True), look.style(look.data)
        centre: list[Block] = [
            Para([ink.bit("UNITED STATES SECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549", bold)], "center"),
            Gap(look.data),
            Para([ink.bit("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES", bold)], "center"),
            Gap(look.data),
            Para([ink.bit("Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of "
                          "the Investment Company Act of 1940", plain)], "center"),
        ]  # fmt: skip
        top = [left, Cell(centre, share=0.65, pad=NONE), Cell([self.omb()], share=0.2, valign="top", pad=NONE)]
        ink.part = "boiler"
        print_or_type = Para([ink.bit("(Print or Type Responses)", caption)], above=12)
        return [Table([top]), print_or_type]

    def check(self, name: str, bits: list[Bit]) -> list[Cell]:
        look = self.look
        box = CheckBox(name, bool(getattr(self.filing, name)))
        return [
            Cell([box], valign="top", pad=(4, 3, 4, 0), share=0.17),
            Cell([Para(bits, leading=look.leading)], pad=(1, 1, 1, 0)),
        ]

    def omb(self) -> Block:
        ink, style = self.ink, Style(self.look.sans, self.look.caption)
        first = Cell(
            [Para([ink.bit("OMB APPROVAL", style)], "center")], columns=2, border=(1, 1, 1, 1), pad=(2, 2, 2, 3)
        )
        number = [
            Cell([Para([ink.bit("OMB Number:", style)])], pad=(2, 1, 0, 0)),
            Cell([Para([ink.bit("3235-0287", style)], "right")], pad=(0, 1, 2, 0), valign="bottom", share=0.36),
        ]
        burden = [
            Cell([Para([ink.bit("Estimated average burden hours per response...", style)])], pad=(2, 0, 0, 2)),
            Cell([Para([ink.bit("0.5", style)], "right")], pad=(0, 0, 2, 2), valign="bottom"),
        ]
        inner = Table([number, burden])
        return Table([[first], [Cell([inner], columns=2, border=(1.5, 1, 1.5, 1.5), pad=NONE)]])

    # the numbered boxes

    def caption(self, words: str, extra: str = "") -> Para:
        look = self.look
        bits = [self.ink.bit(words, look.style(look.caption))]
        if extra:
            bits.append(self.ink.bit(extra, look.style(look.small)))
        return Para(bits, leading=look.leading)

    def boxes(self) -> Block:
        rule = self.look.rule
        full, open_top = self.all_sides, (rule, 0, rule, rule)
        pad: Sides = (3, 3, 3, 1)
        relation = self.relation()
        group = self.group()
        box_2, box_3, box_4 = self.box_2(), self.box_3(), self.box_4()
        names, street, town, last = self.box_1()
        rows = [
            [Cell(names, border=full, pad=pad, valign="top"), Cell(box_2, border=full, pad=pad, valign="top"),
             Cell(relation, rows=2, border=full, pad=pad, valign="top")],
            [Cell(street, border=open_top, pad=pad, valign="top"), Cell(box_3, border=full, pad=pad, valign="top")],
            [Cell(town, border=open_top, pad=pad, valign="top"), Cell(box_4, border=full, pad=pad, valign="top"),
             Cell(group, border=full, pad=pad, valign="top")],
            [Cell(last, border=open_top, pad=pad, valign="top"),
             Cell(self.beside_table_1(), columns=2, border=full, pad=(3, 4, 3, 4))],
        ]  # fmt: skip
        shares = (0.52, 0.24, 0.24) if self.look.revision == "foreign" else (1 / 3, 1 / 3, 1 / 3)
        return Table(rows, shares=shares, keep_rows=False)

    def captions(self, *words: str) -> Block:
        small = self.look.style(self.look.small)
        align = "center" if self.look.revision != "foreign" else "left"
        cells = [Cell([Para([self.ink.bit(word, small)], align)], pad=(0, 0, 0, 0), share=1 / 3) for word in words]
        return Table([cells])

    def box_1(self) -> tuple[list[Block], list[Block], list[Block], list[Block]]:
        ink, look = self.ink, self.look
        ink.box(1)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        star = Style(look.body, look.small + 1, underline=True, superscript=True, colour=look.link)
        names: list[Block] = [
            Para([ink.bit("1. Name and Address of Reporting Person ", look.style(look.caption)), ink.bit("*", star)])
        ]
        if owner.name:
            names.append(Para([ink.value(owner.name, look.value, "OWNER_NAME")]))
        street: list[Block] = [self.captions("(Last)", "(First)", "(Middle)")]
        lines = streets(owner)
        if lines:
            street.append(Para([ink.value(", ".join(lines), look.value, "STREET")]))
        town: list[Block] = [Para([ink.bit("(Street)", look.style(look.small))], "center"), Gap(look.data)]
        if look.revision == "foreign":
            return names, street, *self.place_in_full(owner)
        line = place_line(owner)
        if line:
            town.append(Para([ink.mixed(line, look.value)]))
        return names, street, town, [self.captions("(City)", "(State)", "(Zip)"), Gap(8)]

    def place_in_full(self, owner: Owner) -> tuple[list[Block], list[Block]]:
        """City, state and country each in a place of its own: the print of 2026."""
        ink, look = self.ink, self.look
        small = look.style(look.small)
        address = owner.address
        state = self.state(address.state)
        values = [(address.city, "CITY"), (state, "STATE"), (address.zip_code, "ZIP")]
        cells = [
            Cell([Para([ink.value(text, look.value, label)] if text else [])], pad=NONE, share=0.43 if i < 2 else None)
            for i, (text, label) in enumerate(values)
        ]
        town: list[Block] = [Para([ink.bit("(Street)", small)]), Gap(look.data), Table([cells])]
        names = ("(City)", "(State)", "(Zip/Postal Code)")
        captions = [
            Cell([Para([ink.bit(name, small)])], pad=NONE, share=0.43 if i < 2 else None)
            for i, name in enumerate(names)
        ]
        last: list[Block] = [Table([captions]), Gap(look.data)]
        country = address.country or ("UNITED STATES" if address.state and state != address.state else None)
        if country:
            last.append(Para([ink.bit(country.upper(), look.value)]))
        last.append(Bar(2, 2, self.look.rule))
        last.append(Para([ink.bit("(Country)", small)]))
        return town, last

    def state(self, code: str | None) -> str | None:
        if code and self.look.states_in_full:
            from form4ml.synthesis.layouts.places import STATES

            return STATES.get(code, code)
        return code

    def box_2(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(2)
        issuer = self.filing.issuer
        caption = look.style(look.caption)
        head = Para(
            [ink.bit("2. Issuer Name ", caption), ink.bit("and", look.style(look.caption, bold=True)),
             ink.bit(" Ticker or Trading Symbol", caption)],
            indent=(8 if look.revision != "foreign" else 0, 0, 0, 0), leading=look.leading,
        )  # fmt: skip
        pieces: list[tuple[str, str | None]] = []
        if issuer.name:
            pieces += [(issuer.name, "ISSUER"), (" ", None)]
        if issuer.trading_symbol:
            pieces += [("[", None), (issuer.trading_symbol, "TICKER"), ("]", None)]
        blocks: list[Block] = [head]
        if pieces:
            blocks.append(Para([ink.mixed(pieces, look.value)]))
        if look.revision == "foreign":
            blocks += [Bar(3, 5, self.look.rule), self.caption("2a. Foreign Trading Symbol")]
            symbol = issuer.foreign_trading_symbol
            blocks.append(Para([ink.bit(symbol, look.value)]) if symbol else Gap(look.data))
        return blocks

    def box_3(self) -> list[Block]:
        self.ink.box(3)
        blocks: list[Block] = [self.caption("3. Date of Earliest Transaction (Month/Day/Year)")]
        if self.filing.period_of_report:
            date = us_date(self.filing.period_of_report)
            blocks.append(Para([self.ink.value(date, self.look.value, "PERIOD_DATE")]))
        return blocks

    def box_4(self) -> list[Block]:
        self.ink.box(4)
        blocks: list[Block] = [self.caption("4. If Amendment, Date Original Filed", "(Month/Day/Year)")]
        if self.filing.date_of_original_submission:
            date = us_date(self.filing.date_of_original_submission)
            blocks.append(Para([self.ink.value(date, self.look.value, "ORIGINAL_DATE")]))
        return blocks

    def relation(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(5)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        caption = look.style(look.caption)
        lead = look.leading
        small = look.style(look.small)
        cells = []
        for name, label, words in RELATIONS:
            if getattr(owner, name):
                bit = ink.mixed([("__X__", label), (f" {words}", None)], small)
            else:
                bit = ink.bit(f"_____ {words}", small)
            cells.append(Cell([Para([bit], leading=lead if look.revision == "foreign" else 1.0)], pad=NONE, share=0.5))
        title = [ink.value(owner.officer_title, caption, "TITLE")] if owner.officer_title else []
        if owner.other_text:
            title += [ink.bit(" / ", caption)] if title else []
            title.append(ink.value(owner.other_text, caption, "OTHER_TEXT"))
        blocks: list[Block] = [
            Para([ink.bit("5. Relationship of Reporting Person(s) to Issuer", caption)], leading=lead),
            Para([ink.bit("(Check all applicable)", caption)], "center", leading=lead),
            Table([cells[:2], cells[2:]]),
        ]
        if title:
            blocks.append(Para(title, "center", leading=1.05))
        return [*blocks, Bar(1, 2, look.rule)]

    def group(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(6)
        small = look.style(look.small)
        joint = is_joint(self.filing)
        lines = []
        for checked, label, words in (
            (not joint, "CHECK_ONE", "Form filed by One Reporting Person"),
            (joint, "CHECK_JOINT", "Form filed by More than One Reporting Person"),
        ):
            pieces = [("_X_", label), (f" {words}", None)] if checked else [(f"___ {words}", None)]
            lines.append(Para([ink.mixed(pieces, small)], leading=look.leading if look.revision == "foreign" else 1.05))
        return [self.caption("6. Individual or Joint/Group Filing", "(Check Applicable Line)"), *lines]

    def beside_table_1(self) -> list[Block]:
        """What stands to the right of the last row of box 1."""
        look = self.look
        if look.revision != "indication":
            return [self.title_1()]
        ink = self.ink
        ink.part, ink.cell = "head", None
        caption = look.style(look.caption)
        # The box opens the first line; the words flow on below it.
        words = Para([ink.bit(_PLAN, caption)], leading=look.leading)
        box = CheckBox("aff10b5_one", bool(self.filing.aff10b5_one))
        inner = Table([[Cell([box], valign="top", pad=(2, 1, 3, 0), share=0.03), Cell([words], pad=NONE)]])
        return [Para([ink.bit("Rule 10b5-1(c) Transaction Indication", caption)], leading=look.leading), inner]

    # the tables

    def title_1(self) -> Para:
        self.ink.part, self.ink.cell = "table1head", None
        style = self.look.style(self.look.caption, bold=True)
        words = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"
        return Para([self.ink.bit(words, style)], "center")

    def headings(self, heads: tuple[tuple[str, int, int], ...], subs: tuple[str, ...]) -> list[list[Cell]]:
        look, ink = self.look, self.ink
        style = look.style(look.caption)
        first = [
            Cell(
                [Para([ink.bit(words, style)], leading=look.leading)],
                columns,
                rows,
                "top",
                (3, 2, 2, 2),
                self.all_sides,
            )
            for words, columns, rows in heads
        ]
        second = [
            Cell(
                [Para([ink.bit(words, style)], "center" if len(words) < 11 else "left", look.leading)],
                valign="bottom",
                border=self.all_sides,
            )
            for words in subs
        ]
        return [first, second]

    def data(self, number: str, rows: list[Row], columns: tuple[Column, ...]) -> list[list[Cell]]:
        ink, look = self.ink, self.look
        ink.part = f"table{number}"
        printed: list[list[Cell]] = []
        for r, row in enumerate(rows):
            cells = []
            for column in columns:
                ink.cell = CellRef(number, r, column.field)
                bits = cell_bits(ink, row, column, look.value, look.mark, look.manner)
                align = "left"
                if column.field in ("transaction_code", "reported_early") or (
                    number == "2" and column.field not in ("security_title", "nature_of_ownership")
                ):
                    align = "center"
                cells.append(
                    Cell([Para(bits, align)] if bits else [Gap(look.data)], border=self.all_sides, pad=(3, 4, 3, 4))
                )
            printed.append(cells)
        ink.cell = None
        return printed

    def table_1(self) -> list[Block]:
        blocks: list[Block] = []
        if self.look.revision == "indication":
            blocks = [Gap(6), self.title_1(), Gap(4)]
        self.ink.part, self.ink.cell = "table1head", None
        heads = self.headings(_HEADS_1, _SUBHEADS_1)
        rows = self.data("1", table_rows(self.filing, "1", self.rng), TABLE_1)
        shares = (self.rng.uniform(0.23, 0.27), *[None] * 7, self.rng.uniform(0.19, 0.22))
        return [*blocks, Table([*heads, *rows], shares=shares, keep_rows=self.rng.random() < 0.6)]

    def table_2(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "table2head", None
        bold, slant = look.style(look.caption, bold=True), look.style(look.caption, bold=True, italic=True)
        title = [
            ink.bit("Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\n(", bold),
            ink.bit("e.g.", slant),
            ink.bit(", puts, calls, warrants, options, convertible securities)", bold),
        ]
        heads = self.headings(_HEADS_2, _SUBHEADS_2)
        rows = self.data("2", table_rows(self.filing, "2", self.rng), TABLE_2)
        return [Gap(14), Para(title, "center"), Table([*heads, *rows], keep_rows=self.rng.random() < 0.6)]

    def reminder(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        caption = look.style(look.caption)
        rule = look.rule
        words = "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
        first = [Cell([Para([ink.bit(words, caption)])], share=0.6), Cell([Gap(18)], border=(0, 0, rule, rule))]
        persons = (
            "Persons who respond to the collection of information contained in this form are not required to respond "
            "unless the form displays a currently valid OMB control number."
        )
        second = [
            Cell([Gap(10)], border=(0, 0, rule, rule), share=0.495),
            Cell([Para([ink.bit(persons, Style(look.sans, look.caption, bold=True))])], valign="top"),
            Cell([Para([ink.bit("SEC 1474 (9-02)", caption)], "right")], valign="top", share=0.11),
        ]
        return [Gap(16), Table([first]), Table([second])]

    # owners, signatures, notes

    def heading(self, words: str) -> Para:
        return Para([self.ink.bit(words, self.look.style(self.look.data * 1.5, bold=True))], above=20, below=20)

    def owners(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "ownershead", None
        bold, plain = look.style(look.caption, bold=True), look.style(look.caption)
        heading = self.heading("Reporting Owners")
        sides = self.all_sides
        rows = [
            [Cell([Para([ink.bit("Reporting Owner Name / Address", bold)], "center")], rows=2, border=sides, pad=(3, 2, 3, 2)),
             Cell([Para([ink.bit("Relationships", bold)], "center")], columns=4, border=sides, pad=(3, 3, 3, 3))],
            [Cell([Para([ink.bit(words, plain)])], border=sides, pad=(6, 4, 3, 4))
             for words in ("Director", "10% Owner", "Officer", "Other")],
        ]  # fmt: skip
        ink.part = "owners"
        for r, owner in enumerate(self.filing.reporting_owners):
            rows.append(self.owner_row(r, owner))
        ink.cell = None
        return [heading, Table(rows, None, keep_rows=self.rng.random() < 0.7)]

    def owner_row(self, r: int, owner: Owner) -> list[Cell]:
        ink, look = self.ink, self.look
        ink.cell = CellRef("owners", r, "name_address")
        lines = []
        if owner.name:
            lines.append(ink.value(owner.name, look.value, "OWNER_NAME"))
        lines += [ink.value(street, look.value, "STREET") for street in streets(owner)]
        lines += self.owner_place(owner)
        cells = [Cell([Para([bit]) for bit in lines], border=self.all_sides, pad=(3, 3, 3, 3))]
        for name, label, _ in (RELATIONS[0], RELATIONS[1], RELATIONS[2], RELATIONS[3]):
            ink.cell = CellRef("owners", r, name)
            text = {"is_officer": owner.officer_title, "is_other": owner.other_text}.get(name)
            bits = []
            if text:
                bits = [ink.value(text, look.value, "TITLE" if name == "is_officer" else "OTHER_TEXT")]
            elif getattr(owner, name):
                bits = [ink.value("X", look.value, label)]
            align = "left" if text else "center"
            cells.append(
                Cell([Para(bits, align)] if bits else [Gap(look.data)], border=self.all_sides, pad=(8, 2, 2, 2))
            )
        return cells

    def owner_place(self, owner: Owner) -> list[Bit]:
        ink, look = self.ink, self.look
        if look.revision != "foreign":
            line = place_line(owner)
            return [ink.mixed(line, look.value)] if line else []
        address = owner.address
        state = self.state(address.state)
        bits = [
            ink.value(text, look.value, label)
            for text, label in ((address.city, "CITY"), (state, "STATE"), (address.zip_code, "ZIP"))
            if text
        ]
        country = address.country or ("UNITED STATES" if address.state and state != address.state else None)
        return [*bits, *([ink.bit(country.upper(), look.value)] if country else [])]

    def signatures(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "signature", None
        blocks: list[Block] = [self.heading("Signatures")]
        small = look.style(look.small)
        star = Style(look.body, round(look.small * 0.83, 1), underline=True, superscript=True, colour=look.link)
        rule = look.rule
        for signature in self.filing.signatures:
            name = [ink.mixed([(look.prefix, None), (signature.name or "", "SIGNATURE")], look.value)]
            date = us_date(signature.date) if signature.date else ""
            dated = [ink.value(date, look.value, "SIGNATURE_DATE")] if date else []
            rows = [
                [Cell([Para(name)], border=(0, 0, 0, rule), pad=(7, 2, 3, 2)),
                 Cell([Gap(0)], rows=2, border=(0, 0, rule, rule), pad=(28, 0, 28, 0)),
                 Cell([Para(dated)], border=(0, 0, 0, rule), pad=(10, 2, 3, 2))],
                [Cell([Para([ink.bit("**", star), ink.bit("Signature of Reporting Person", small)], "center")], pad=(2, 3, 2, 4)),
                 Cell([Para([ink.bit("Date", small)], "center")], valign="top", pad=(2, 2, 2, 4))],
            ]  # fmt: skip
            blocks += [Table(rows, None), Gap(8)]
        return blocks

    def notes(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        plain, slant = look.style(look.caption), look.style(look.caption, italic=True)
        bold = look.style(look.caption, bold=True)
        heading = self.heading("Explanation of Responses:")
        star = [ink.bit("If the form is filed by more than one reporting person, ", plain), ink.bit("see", slant),
                ink.bit(" Instruction 4(b)(v).", plain)]  # fmt: skip
        stars = [
            ink.bit("Intentional misstatements or omissions of facts constitute Federal Criminal Violations. ", plain),
            ink.bit("See", slant), ink.bit(" 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).", plain)]  # fmt: skip
        pad: Sides = (3, 3, 3, 3)
        lead = look.leading
        rows = [
            [Cell([Para([ink.bit(mark, bold)])], pad=pad), Cell([Para(bits, leading=lead)], pad=pad)]
            for mark, bits in (("*", star), ("**", stars))
        ]
        ink.part = "notes"
        for note in self.filing.footnotes:
            mark = ink.value(f"({note.id.lstrip('F')})", bold, "FOOTNOTE_ID")
            bits = note_bits(ink, self.made, note.id, note.text or "", plain)
            rows.append([Cell([Para([mark])], pad=pad), Cell([Para(bits, leading=lead)], pad=pad)])
        return [heading, Table(rows, 1.0, shares=(0.024, None), keep_rows=False)]

    def remarks(self) -> list[Block]:
        if not self.filing.remarks:
            return []
        ink, look = self.ink, self.look
        ink.part, ink.cell = "remarks", None
        bits = [
            ink.bit("Remarks:\n", look.value),
            *note_bits(ink, self.made, "remarks", self.filing.remarks, look.value),
        ]
        return [Para(bits, above=14, indent=(3, 0, 3, 0))]

    def closing(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        plain, slant = look.style(look.caption), look.style(look.caption, italic=True)
        note = [
            ink.bit("Note: File three copies of this Form, one of which must be manually signed. If space is "
                    "insufficient, ", plain),
            ink.bit("see", slant), ink.bit(" Instruction 6 for procedure.", plain)]  # fmt: skip
        persons = (
            "Potential persons who are to respond to the collection of information contained in this form are not "
            "required to respond unless the form displays a currently valid OMB number."
        )
        blocks: list[Block] = [Para(note, above=16, leading=look.leading),
                  Para([ink.bit(persons, plain)], above=16, leading=look.leading)]  # fmt: skip
        if look.revision == "foreign":
            blocks.append(Para([ink.bit("* Form 4: SEC 1474 (03-26)", plain)], leading=look.leading))
        return blocks
