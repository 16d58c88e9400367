"""The look of EDGAR's own viewer: sans-serif captions, an X in a cell for a check, notes numbered 1., signature at right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from form4ml.document import CellRef
from form4ml.record import Filing, Owner, Row
from form4ml.synthesis.flow import NONE, Bar, Bit, Block, CheckBox, Gap, Para, Sides, Stack, Style
from form4ml.synthesis.layouts import wording
from form4ml.synthesis.layouts.common import (
    RELATIONS,
    TABLE_1,
    TABLE_2,
    Column,
    Ink,
    Manner,
    is_joint,
    marks,
    note_bits,
    printed,
    streets,
    table_rows,
    us_date,
)
from form4ml.synthesis.made import Made, RunSpan
from form4ml.synthesis.tables import Cell, Table

ERAS = ("2003", "2023", "2026")
_SHARES_2: tuple[float | None, ...] = (
    0.12, 0.052, 0.073, 0.074, 0.04, 0.037, 0.047, 0.047, 0.053, 0.047, 0.093, 0.066, 0.06, 0.063, 0.06, 0.068,
)  # fmt: skip
_SHARES_1: tuple[float | None, ...] = (0.34, 0.075, 0.065, 0.04, 0.03, 0.077, 0.047, 0.06, 0.105, 0.087, 0.07)


@dataclass(frozen=True)
class Look:
    """Type and rules of one viewer print."""

    plan_box: bool = True
    body: str = "times"
    sans: str = "helvetica"
    data: float = 13
    name: float = 16
    caption: float = 10
    head: float = 9
    line: str = "#707070"
    spacing: float = 1.5  # between cell borders: what makes the viewer's rules look double
    link: str = "#0000cc"
    underline: bool = True
    prefix: str = "/s/ "
    zero: str = "$0"
    tells_amendment: bool = True  # the title reads FORM 4/A

    @property
    def revision(self) -> str:
        return "2023" if self.plan_box else "2003"

    @property
    def words(self) -> Style:
        return Style(self.sans, self.caption)

    @property
    def value(self) -> Style:
        return Style(self.body, self.data)

    @property
    def linked(self) -> Style:
        return Style(self.body, self.name, underline=self.underline, colour=self.link)


def choose(made: Made, rng: random.Random) -> Look:
    """A look for this filing; ValueError before the XML era."""
    if made.era not in ERAS:
        raise ValueError(f"the viewer print exists for eras {', '.join(ERAS)}, not {made.era}")
    return Look(
        plan_box=made.era != "2003",
        line=rng.choice(("#707070", "#606060", "#808080", "#000000")),
        spacing=rng.choice((1.5, 1.5, 2.0, 0.0)),
        link=rng.choice(("#0000cc", "#0000cc", "#000000")),
        underline=rng.random() < 0.85,
        prefix=rng.choice(("/s/ ", "/s/ ", "")),
        tells_amendment=rng.random() < 0.6,
        zero=rng.choice(("$0", "$0", "$0.00", "$0.0000")),
    )


def build(made: Made, look: Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    return Viewer(made, look, rng).blocks()


class Viewer:
    """The parts of the viewer's print, in its order."""

    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        self.made, self.look, self.rng = made, look, rng
        self.filing: Filing = made.filing
        self.ink = Ink()
        self.sides: Sides = (1, 1, 1, 1)

    def blocks(self) -> list[Block]:
        content = [
            *self.head(),
            self.boxes(),
            *self.joint_owners(),
            *self.tables(),
            *self.notes(),
            self.signatures(),
            *self.closing(),
        ]
        return [Stack(content, pad=(8, 8, 8, 0))]

    def boxed(
        self, rows: Sequence[Sequence[Cell]], shares: Sequence[float | None] = (), keep: bool = True, head: int = 0
    ) -> Table:
        look = self.look
        for row in rows:
            for cell in row:
                cell.colour = look.line
        outer: Sides = (1, 1, 1, 1) if look.spacing else NONE
        return Table(rows, 1.0, shares, spacing=look.spacing, outer=outer, colour=look.line, keep_rows=keep, head=head)

    # the top of the form

    def head(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "other", None
        first = Para([ink.bit("SEC Form 4", Style(look.body, 16))])
        ink.part = "head"
        kind = (self.filing.document_type or "4") if look.tells_amendment else "4"
        title = Para([ink.mixed([("FORM ", None), (kind, "FORM_TYPE")], Style(look.sans, 18, bold=True))], "center")
        small = Style(look.sans, look.head)
        see = [ink.bit("See", Style(look.sans, look.head, italic=True)), ink.bit(" Instruction 1(b).", small)]
        checks: list[Block] = [
            Gap(26),
            self.check("not_subject_to_section16", "CHECK_NOT_SUBJECT", [ink.bit(wording.NOT_SUBJECT, small), *see]),
        ]
        if look.plan_box:
            checks += [Gap(18), self.check("aff10b5_one", "CHECK_PLAN", [ink.bit(wording.VIEWER_PLAN, small)])]
        left = Cell([title, *checks], valign="top", pad=NONE, share=0.205)
        bold = Style(look.sans, 16, bold=True)
        centre: list[Block] = [
            Para([ink.bit("UNITED STATES SECURITIES AND EXCHANGE COMMISSION", bold)], "center"),
            Para([ink.bit("Washington, D.C. 20549", look.words)], "center"),
            Gap(14),
            Para([ink.bit("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", bold)], "center"),
            Gap(14),
            Para([ink.bit("Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934\nor Section 30(h) of "
                          "the Investment Company Act of 1940", look.words)], "center", 1.1),
        ]  # fmt: skip
        right = Cell([self.omb()], valign="top", share=0.2, pad=(0, 2, 0, 0))
        return [first, Table([[left, Cell(centre, valign="top", pad=(6, 2, 6, 8)), right]])]

    def check(self, name: str, label: str, bits: list[Bit]) -> Block:
        ink, look = self.ink, self.look
        checked = bool(getattr(self.filing, name))
        mark = ink.value("X", Style(look.body, look.data), label) if checked else None
        box = CheckBox(name, checked, 11, 20, "double", mark)
        return Table([[Cell([box], pad=(3, 0, 6, 0), share=0.1), Cell([Para(bits, leading=1.11)], pad=(2, 0, 2, 0))]])

    def omb(self) -> Block:
        ink, look = self.ink, self.look
        small = Style(look.sans, look.head)
        title = Para([ink.bit("OMB APPROVAL", Style(look.sans, 13))], "center")
        lines = [
            [Cell([Para([ink.bit("OMB Number:", small)])], pad=(4, 3, 0, 1)),
             Cell([Para([ink.bit("3235-0287", small)], "right")], pad=(0, 3, 4, 1))],
            [Cell([Para([ink.bit("Estimated average burden", small)])], columns=2, pad=(4, 2, 0, 1))],
            [Cell([Para([ink.bit("hours per response:", small)])], pad=(4, 2, 0, 3)),
             Cell([Para([ink.bit("0.5", small)], "right")], pad=(0, 2, 4, 3))],
        ]  # fmt: skip
        rows = [
            [Cell([title], border=self.sides, pad=(2, 3, 2, 3))],
            [Cell([Table(lines)], border=self.sides, pad=NONE)],
        ]
        return self.boxed(rows)

    # the numbered boxes

    def caption(self, text: str) -> Para:
        return Para([self.ink.bit(text, self.look.words)], leading=1.1)

    def boxes(self) -> Block:
        pad: Sides = (4, 3, 4, 4)
        owners = self.filing.reporting_owners
        box_1 = self.owner_block(owners[0] if owners else Owner(), 0.97)
        rows = [
            [Cell(box_1, rows=3, border=self.sides, pad=pad, valign="top"),
             Cell(self.box_2(), border=self.sides, pad=pad, valign="top"),
             Cell(self.relation(), rows=2, border=self.sides, pad=pad, valign="top")],
            [Cell(self.dated(3, "3. Date of Earliest Transaction (Month/Day/Year)", self.filing.period_of_report,
                             "PERIOD_DATE"), border=self.sides, pad=pad, valign="top")],
            [Cell(self.dated(4, "4. If Amendment, Date of Original Filed (Month/Day/Year)",
                             self.filing.date_of_original_submission, "ORIGINAL_DATE"),
                  border=self.sides, pad=pad, valign="top"),
             Cell(self.group(), border=self.sides, pad=pad, valign="top")],
        ]  # fmt: skip
        return self.boxed(rows, (0.35, 0.35, 0.3))

    def thirds(self, cells: Sequence[Sequence[Bit]], above: float = 0) -> Block:
        row = [Cell([Para(bits)] if bits else [], pad=(3, 0, 2, 0), valign="top", share=1 / 3) for bits in cells]
        return Table([row], above=above)

    def owner_block(self, owner: Owner, bar: float) -> list[Block]:
        """Name and address between grey lines, captions below; `bar` is how much of the width the lines take."""
        ink, look = self.ink, self.look
        if ink.part != "owners":
            ink.box(1)
        star = Style(look.sans, round(look.caption * 0.83, 1), superscript=True)
        blocks: list[Block] = [
            Para([ink.bit("1. Name and Address of Reporting Person", look.words), ink.bit("*", star)], leading=1.1)
        ]
        name = [ink.value(owner.name, look.linked, "OWNER_NAME")] if owner.name else []
        line = Bar(9, 11, 1, bar, "#a0a0a0")
        blocks += [Para(name, indent=(3, 1, 0, 0)) if name else Gap(18), line]
        blocks.append(self.thirds([[ink.bit(words, look.words)] for words in ("(Last)", "(First)", "(Middle)")]))
        blocks.append(Gap(3))
        for street in streets(owner):
            blocks.append(Para([ink.value(street, look.value, "STREET")], indent=(3, 3, 0, 2)))
        blocks += [Bar(10, 8, 1, bar, "#a0a0a0"), Para([ink.bit("(Street)", look.words)])]
        address = owner.address
        town = ((address.city, "CITY"), (address.state, "STATE"), (address.zip_code, "ZIP"))
        blocks.append(self.thirds([[ink.value(text, look.value, label)] if text else [] for text, label in town], 4))
        blocks += [line, self.thirds([[ink.bit(words, look.words)] for words in ("(City)", "(State)", "(Zip)")])]
        return blocks

    def joint_owners(self) -> list[Block]:
        blocks: list[Block] = []
        for r, owner in enumerate(self.filing.reporting_owners[1:], 1):
            self.ink.part, self.ink.cell = "owners", CellRef("owners", r, "name_address")
            cell = Cell(self.owner_block(owner, 0.985), border=self.sides, pad=(4, 3, 4, 4))
            blocks.append(self.boxed([[cell]]))
        self.ink.cell = None
        return blocks

    def box_2(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(2)
        issuer = self.filing.issuer
        caption = [ink.bit("2. Issuer Name ", look.words), ink.bit("and", look.words._replace(bold=True)),
                   ink.bit(" Ticker or Trading Symbol", look.words)]  # fmt: skip
        big = Style(look.body, look.name)
        bits: list[Bit] = []
        if issuer.name:
            bits.append(ink.value(issuer.name, look.linked, "ISSUER"))
        bits.append(ink.bit(" [ ", big))
        if issuer.trading_symbol:
            bits.append(ink.value(issuer.trading_symbol, look.value, "TICKER"))
        bits.append(ink.bit(" ]", big))
        return [Para(caption, leading=1.1), Para(bits), Gap(24)]

    def dated(self, number: int, words: str, iso: str | None, label: str) -> list[Block]:
        self.ink.box(number)
        caption = self.caption(words)
        if not iso:
            return [caption, Gap(34)]
        return [caption, Para([self.ink.value(us_date(iso), self.look.value, label)]), Gap(20)]

    def relation(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(5)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        head = self.caption("5. Relationship of Reporting Person(s) to Issuer\n(Check all applicable)")
        cells: list[Cell] = []
        for name, label, words in RELATIONS:
            mark = [ink.value("X", look.value, label)] if getattr(owner, name) else []
            share = 0.15 if name in ("is_director", "is_officer") else 0.09
            cells.append(Cell([Para(mark, "center")] if mark else [], pad=NONE, share=share))
            cells.append(Cell([Para([ink.bit(words, look.words)], leading=1.05)], pad=(2, 2.5, 2, 2.5)))
        big = Style(look.body, look.name if len(owner.officer_title or owner.other_text or "") < 14 else look.data)
        title = [ink.value(owner.officer_title, big, "TITLE")] if owner.officer_title else []
        other = [ink.value(owner.other_text, big, "OTHER_TEXT")] if owner.other_text else []
        last = [
            Cell(),
            Cell([Para(title)] if title else [], pad=(2, 0, 2, 0)),
            Cell(),
            Cell([Para(other)] if other else []),
        ]
        return [head, Gap(2), Table([cells[:4], cells[4:], last])]

    def group(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(6)
        joint = is_joint(self.filing)
        head = self.caption("6. Individual or Joint/Group Filing (Check Applicable Line)")
        rows = []
        for checked, label, words in (
            (not joint, "CHECK_ONE", "Form filed by One Reporting Person"),
            (joint, "CHECK_JOINT", "Form filed by More than One Reporting Person"),
        ):
            mark = [Para([ink.value("X", look.value, label)], "center")] if checked else []
            rows.append(
                [Cell(mark, pad=NONE, share=0.15), Cell([Para([ink.bit(words, look.words)])], pad=(2, 3, 2, 3))]
            )
        return [head, Table(rows), Gap(12)]

    # the tables

    def tables(self) -> list[Block]:
        ink, look = self.ink, self.look
        bold = Style(look.sans, 13, bold=True)
        keep = self.rng.random() < 0.8
        blocks: list[Block] = []
        for number, heads, subs, columns, shares in (
            ("1", wording.VIEWER_HEADS_1, wording.SUBHEADS_1, TABLE_1, _SHARES_1),
            ("2", wording.VIEWER_HEADS_2, wording.SUBHEADS_2, TABLE_2, _SHARES_2),
        ):
            ink.part, ink.cell = f"table{number}head", None
            words = f"Table {'I - Non-' if number == '1' else 'II - '}Derivative Securities Acquired, Disposed of, or Beneficially Owned"
            if number == "2":
                words += "\n(e.g., puts, calls, warrants, options, convertible securities)"
            title = [Cell([Para([ink.bit(words, bold)], "center")], len(columns), border=self.sides, pad=(4, 5, 4, 5))]
            head = self.headings(heads, subs)
            data = self.data(number, table_rows(self.filing, number, self.rng), columns)
            blocks.append(self.boxed([title, *head, *data], shares, keep, 3))
        return blocks

    def headings(self, heads: Sequence[tuple[str, int, int]], subs: Sequence[str]) -> list[list[Cell]]:
        style = Style(self.look.sans, self.look.head, bold=True)
        first = [
            Cell([Para([self.ink.bit(words, style)], leading=1.11)], columns, rows, "top", (4, 4, 3, 4), self.sides)
            for words, columns, rows in heads
        ]
        second = [
            Cell([Para([self.ink.bit(words, style)], leading=1.11)], 1, 1, "bottom", (4, 4, 3, 4), self.sides)
            for words in subs
        ]
        return [first, second]

    def data(self, number: str, rows: list[Row], columns: tuple[Column, ...]) -> list[list[Cell]]:
        ink = self.ink
        ink.part = f"table{number}"
        cells: list[list[Cell]] = []
        for r, row in enumerate(rows):
            line = []
            for column in columns:
                ink.cell = CellRef(number, r, column.field)
                left = column.field in ("security_title", "nature_of_ownership")
                bits = self.cell_bits(row, column)
                blocks: list[Block] = [Para(bits, "left" if left else "center")] if bits else [Gap(14)]
                line.append(Cell(blocks, border=self.sides, pad=(4, 4, 3, 4)))
            cells.append(line)
        ink.cell = None
        return cells

    def cell_bits(self, row: Row, column: Column) -> list[Bit]:
        """As common.cell_bits, but with the viewer's larger dollar sign and smaller codes and natures."""
        ink, look = self.ink, self.look
        small = column.field in ("transaction_code", "reported_early", "nature_of_ownership")
        style = Style(look.body, look.caption if small else look.data)
        text = printed(row, column, Manner(zero_price=look.zero))
        bits: list[Bit] = []
        if text.startswith("$"):
            group = ink.group()
            bits.append(
                Bit("$", Style(look.body, look.name), ink.part, (RunSpan(0, 1, column.label, group),), ink.cell)
            )
            bits.append(ink.value(text[1:], style, column.label, group))
        elif text:
            bits.append(ink.value(text, style, column.label))
        mark = Style(look.body, 8.3, superscript=True)
        bits.extend(ink.value(f"({number})", mark, "FOOTNOTE_MARK") for number in marks(row, column))
        return bits

    # notes, remarks, signatures

    def notes(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        bold, text = look.words._replace(bold=True), Style(look.body, look.caption)
        blocks: list[Block] = []
        if self.filing.footnotes:
            blocks.append(Para([ink.bit("Explanation of Responses:", bold)], above=5, below=3, indent=(2, 0, 2, 0)))
        ink.part = "notes"
        for note in self.filing.footnotes:
            mark = ink.value(f"{note.id.lstrip('F')}.", text, "FOOTNOTE_ID")
            bits = [mark, ink.bit(" ", text), *note_bits(ink, self.made, note.id, note.text or "", text)]
            blocks.append(Para(bits, leading=1.1, above=2, below=2, indent=(2, 0, 2, 0)))
        if self.filing.remarks:
            ink.part = "remarks"
            blocks.append(Para([ink.bit("Remarks:", bold)], above=4, below=3, indent=(2, 0, 2, 0)))
            bits = note_bits(ink, self.made, "remarks", self.filing.remarks, text)
            blocks.append(Para(bits, leading=1.1, above=2, below=2, indent=(2, 0, 2, 0)))
        return blocks

    def signatures(self) -> Block:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "signature", None
        lined = look.value._replace(underline=True)
        rows = []
        for signature in self.filing.signatures:
            name = [ink.mixed([(look.prefix, None), (signature.name or "", "SIGNATURE")], lined)]
            dated = [ink.value(us_date(signature.date), lined, "SIGNATURE_DATE")] if signature.date else []
            rows.append([Cell(share=0.6), Cell([Para(name)], pad=(2, 3, 2, 2), share=0.2),
                         Cell([Para(dated)] if dated else [], pad=(2, 3, 2, 2))])  # fmt: skip
        captions = [Cell(), *(Cell([Para([ink.bit(words, look.words)])], pad=(2, 3, 2, 2))
                              for words in ("** Signature of Reporting Person", "Date"))]  # fmt: skip
        return Table([*rows, captions])

    def closing(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        plain, slant = look.words, look.words._replace(italic=True)
        lines = (
            [ink.bit("Reminder: Report on a separate line for each class of securities beneficially owned directly or "
                     "indirectly.", plain)],
            [ink.bit("* If the form is filed by more than one reporting person, ", plain), ink.bit("see", slant),
             ink.bit(" Instruction 4 (b)(v).", plain)],
            [ink.bit("** Intentional misstatements or omissions of facts constitute Federal Criminal Violations ", plain),
             ink.bit("See", slant), ink.bit(" 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).", plain)],
            [ink.bit("Note: File three copies of this Form, one of which must be manually signed. If space is "
                     "insufficient, ", plain), ink.bit("see", slant), ink.bit(" Instruction 6 for procedure.", plain)],
            [ink.bit("Persons who respond to the collection of information contained in this form are not required to "
                     "respond unless the form displays a currently valid OMB Number.", plain._replace(bold=True))],
        )  # fmt: skip
        return [Para(bits, above=2, below=2, indent=(2, 0, 2, 0)) for bits in lines]
