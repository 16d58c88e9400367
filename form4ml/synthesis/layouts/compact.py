"""The SEC's compact print: one wide form, the Reporting Owners table, signatures and notes under headings."""

from __future__ import annotations

import random

from form4ml.document import CellRef
from form4ml.record import Owner, Row
from form4ml.synthesis.flow import Bit, Block, Gap, Para, Sides, Style
from form4ml.synthesis.layouts import wording
from form4ml.synthesis.layouts.boxes import Boxes
from form4ml.synthesis.layouts.common import (
    RELATIONS,
    TABLE_1,
    TABLE_2,
    Column,
    cell_bits,
    note_bits,
    place_line,
    streets,
    table_rows,
    us_date,
)
from form4ml.synthesis.layouts.look import Look
from form4ml.synthesis.made import Made
from form4ml.synthesis.tables import Cell, Table


def build(made: Made, look: Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    return Compact(made, look, rng).blocks()


_SHARES_2 = (None, None, 0.0, 0.0, None, 0.024, None, None, None, None, None, None, 0.0, 0.0, 0.0, 0.0)


class Compact(Boxes):
    """The boxes, and what stands below them."""

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

    # the tables

    def headings(self, heads: tuple[tuple[str, int, int], ...], subs: tuple[str, ...]) -> list[list[Cell]]:
        look, ink = self.look, self.ink
        style = look.style(look.caption, bold=look.bold_heads)
        first = [
            Cell(
                [Para([ink.bit(words, style)], leading=look.leading)],
                columns,
                rows,
                "top",
                (3, 2, 2, 2),
                self.all_sides,
                tint=look.tint,
            )
            for words, columns, rows in heads
        ]
        second = [
            Cell(
                [Para([ink.bit(words, style)], "center" if len(words) < 11 else "left", look.leading)],
                valign="bottom",
                border=self.all_sides,
                tint=look.tint,
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
                align = self.alignment(number, column)
                cells.append(
                    Cell([Para(bits, align)] if bits else [Gap(look.data)], border=self.all_sides, pad=(3, 4, 3, 4))
                )
            printed.append(cells)
        ink.cell = None
        return printed

    def alignment(self, number: str, column: Column) -> str:
        if column.field in ("transaction_code", "reported_early"):
            return "center"
        if column.field in ("security_title", "nature_of_ownership"):
            return "left"
        if self.look.numbers != "left" and column.kind in ("amount", "price"):
            return self.look.numbers
        return "center" if number == "2" else "left"

    def table_1(self) -> list[Block]:
        blocks: list[Block] = []
        if self.look.revision == "indication":
            blocks = [Gap(6), self.title_1(), Gap(4)]
        self.ink.part, self.ink.cell = "table1head", None
        heads = self.headings(wording.HEADS[self.look.heads][0], wording.SUBHEADS_1)
        rows = self.data("1", table_rows(self.filing, "1", self.rng), TABLE_1)
        # A share of 0 keeps a column at its narrowest, as the style sheet does with all but titles and balances.
        owned = self.rng.uniform(0.19, 0.225)
        shares = (None, 0.0, 0.0, 0.06, 0.027, 0.0, self.rng.choice((0.0, 0.038)), 0.0, owned, 0.0, 0.0)
        return [*blocks, Table([*heads, *rows], shares=shares, keep_rows=self.rng.random() < 0.6, head=2)]

    def table_2(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "table2head", None
        bold, slant = look.style(look.caption, bold=True), look.style(look.caption, bold=True, italic=True)
        title = [
            ink.bit(f"{wording.TABLE_2_TITLE}\n(", bold),
            ink.bit("e.g.", slant),
            ink.bit(", puts, calls, warrants, options, convertible securities)", bold),
        ]
        heads = self.headings(wording.HEADS[self.look.heads][1], wording.SUBHEADS_2)
        rows = self.data("2", table_rows(self.filing, "2", self.rng), TABLE_2)
        return [
            Gap(14),
            Para(title, "center"),
            Table([*heads, *rows], shares=_SHARES_2, keep_rows=self.rng.random() < 0.6, head=2),
        ]

    def reminder(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        caption = look.style(look.caption)
        rule = look.rule
        first = [
            Cell([Para([ink.bit(wording.REMINDER, caption)])], share=0.6),
            Cell([Gap(18)], border=(0, 0, rule, rule)),
        ]
        second = [
            Cell([Gap(10)], border=(0, 0, rule, rule), share=0.495),
            Cell([Para([ink.bit(wording.PERSONS, Style(look.sans, look.caption, bold=True))])], valign="top"),
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
            mark = ink.value(look.note_mark.format(note.id.lstrip("F")), bold, "FOOTNOTE_ID")
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
            ink.bit(wording.THREE_COPIES, plain),
            ink.bit("see", slant), ink.bit(" Instruction 6 for procedure.", plain)]  # fmt: skip
        blocks: list[Block] = [Para(note, above=16, leading=look.leading),
                  Para([ink.bit(wording.POTENTIAL_PERSONS, plain)], above=16, leading=look.leading)]  # fmt: skip
        if look.revision == "foreign":
            blocks.append(Para([ink.bit("* Form 4: SEC 1474 (03-26)", plain)], leading=look.leading))
        return blocks
