"""The upper part of the compact print: the form's title, its check boxes and the numbered boxes 1 to 6."""

from __future__ import annotations

import random

from form4ml.record import Filing, Owner
from form4ml.synthesis.flow import NONE, Bar, Bit, Block, CheckBox, Gap, Para, Sides, Style
from form4ml.synthesis.layouts import wording
from form4ml.synthesis.layouts.common import (
    RELATIONS,
    Ink,
    is_joint,
    place_line,
    streets,
    us_date,
)
from form4ml.synthesis.layouts.look import Look
from form4ml.synthesis.made import Made
from form4ml.synthesis.tables import Cell, Table


class Boxes:
    """Title, check boxes and the numbered boxes."""

    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        self.made, self.look, self.rng = made, look, rng
        self.filing: Filing = made.filing
        self.ink = Ink()
        rule = look.rule
        self.all_sides: Sides = (rule, rule, rule, rule)

    # the top of the form

    def head(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "head", None
        # The style sheet prints "FORM 4" over amendments too; box 4 alone tells them.
        form = ink.mixed([("FORM ", None), ("4", "FORM_TYPE")], Style(look.sans, 32, bold=True))
        title = Table([[Cell([Para([form], "center")], pad=(4, 0, 4, 0), border=(1, 1, 1, 1))]], 0.88)
        caption = look.style(look.caption)
        see = [ink.bit("See", look.style(look.caption, italic=True)), ink.bit(" Instruction 1(b).", caption)]
        checks = [self.check("not_subject_to_section16", [ink.bit(wording.NOT_SUBJECT, caption), *see])]
        if look.revision in ("boxes", "foreign"):
            checks.append(self.check("aff10b5_one", [ink.bit(wording.PLAN, caption)]))
        left = Cell([title, Table(checks, 1.0)], valign="top", pad=NONE, share=0.15)
        bold, plain = look.style(look.data, bold=True), look.style(look.data)
        centre: list[Block] = [
            Para([ink.bit(f"{wording.COMMISSION}\nWashington, D.C. 20549", bold)], "center"),
            Gap(look.data),
            Para([ink.bit("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES", bold)], "center"),
            Gap(look.data),
            Para([ink.bit(wording.PURSUANT, plain)], "center"),
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
            Cell([Para([ink.bit("0.5", style)], "right")], pad=(0, 0, 2, 2), valign="bottom", share=0.12),
        ]
        inner = [Table([number]), Table([burden])]
        return Table([[first], [Cell(inner, columns=2, border=(1.5, 1, 1.5, 1.5), pad=NONE)]])

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
        cells = []
        for name, label, words in RELATIONS:
            bit = self.tick(bool(getattr(owner, name)), label, words, 0)
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

    def tick(self, checked: bool, label: str, words: str, kind: int) -> Bit:
        """A printed check mark and what it stands for; `kind` is 0 in box 5, 1 in box 6."""
        look = self.look
        style = look.style(look.small)
        if checked:
            return self.ink.mixed([(look.checked[kind], label), (f" {words}", None)], style)
        return self.ink.bit(f"{look.unchecked[kind]} {words}", style)

    def group(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(6)
        joint = is_joint(self.filing)
        lines = []
        for checked, label, words in (
            (not joint, "CHECK_ONE", "Form filed by One Reporting Person"),
            (joint, "CHECK_JOINT", "Form filed by More than One Reporting Person"),
        ):
            bit = self.tick(checked, label, words, 1)
            lines.append(Para([bit], leading=look.leading if look.revision == "foreign" else 1.05))
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
        words = Para([ink.bit(wording.PLAN, caption)], leading=look.leading)
        box = CheckBox("aff10b5_one", bool(self.filing.aff10b5_one))
        inner = Table([[Cell([box], valign="top", pad=(2, 1, 3, 0), share=0.03), Cell([words], pad=NONE)]])
        return [Para([ink.bit("Rule 10b5-1(c) Transaction Indication", caption)], leading=look.leading), inner]

    def title_1(self) -> Para:
        self.ink.part, self.ink.cell = "table1head", None
        style = self.look.style(self.look.caption, bold=True)
        return Para([self.ink.bit(wording.TABLE_1_TITLE, style)], "center")
