"""The form as filed on EDGAR in plain text before mid-2003: captions and values in lines, tables drawn with dashes and bars."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from form4ml.document import CellRef
from form4ml.record import Filing, Owner, Row
from form4ml.synthesis.flow import Bit, Block
from form4ml.synthesis.layouts import asciitable, oldform, wording
from form4ml.synthesis.layouts.common import (
    RELATIONS,
    Column,
    Ink,
    Manner,
    cell_bits,
    is_joint,
    note_bits,
    place_line,
    streets,
    table_rows,
)
from form4ml.synthesis.made import Made
from form4ml.synthesis.textgrid import Strip, TextPage, wrap


@dataclass(frozen=True)
class Look:
    """Widths, rule characters and habits of one text filing."""

    revision: str = "1996"
    body: str = "courier"
    width: int = 80  # of the text above and below the tables
    table: int = 132
    size: float = 11
    leading: float = 1.15
    heavy: str = "="  # rules around sections
    light: str = "-"  # rules within
    bar: str = "|"  # between columns; a space where there is none
    row_rules: bool = True
    boxes: str = "lines"  # how the numbered boxes stand: "lines", "pairs"
    checked: str = "[X]"
    unchecked: str = "[ ]"
    note_mark: str = "({})"
    prefix: str = "/s/ "
    manner: Manner = field(default_factory=Manner)
    short_heads: bool = False


def choose(made: Made, rng: random.Random) -> Look:
    """A look for this filing; ValueError in the XML era."""
    if made.era not in oldform.ERAS:
        raise ValueError(f"the text form exists for eras {', '.join(oldform.ERAS)}, not {made.era}")
    checked, unchecked = rng.choice(
        (("[X]", "[ ]"), ("[X]", "[_]"), ("(X)", "( )"), ("_X_", "___"), ("X", "__"), ("/X/", "/ /"))
    )
    return Look(
        revision=made.era,
        width=rng.choice((80, 80, 80, 96, 110)),
        table=rng.choice((96, 110, 120, 132, 132, 150)),
        size=rng.choice((10.0, 11.0, 12.0)),
        leading=rng.choice((1.0, 1.1, 1.15, 1.2)),
        heavy=rng.choice(("=", "=", "_", "-", "*")),
        light=rng.choice(("-", "-", "_")),
        bar=rng.choice(("|", "|", "|", " | ", "  ")),
        row_rules=rng.random() < 0.5,
        boxes=rng.choice(("lines", "lines", "pairs")),
        checked=checked,
        unchecked=unchecked,
        note_mark=rng.choice(("({})", "({})", "{}.")),
        prefix=rng.choice(("/s/ ", "/s/ ", "", "/S/ ")),
        manner=Manner(
            dollar=rng.choice(("$", "$", "")),
            mark_gap=rng.choice(("", "", " ")),
            marks_gap=rng.choice(("", " ")),
            trim_zeros=rng.random() < 0.4,
            zero_price=rng.choice(("0", "$0", "$0.00", "-0-", None)),
            date=oldform.by_dating(rng).date,
        ),
        short_heads=rng.random() < 0.4,
    )


def build(made: Made, look: Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    return [_TextForm(made, look, rng).page()]


class _TextForm:
    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        self.made, self.look, self.rng = made, look, rng
        self.filing: Filing = made.filing
        self.ink = Ink()
        self.text = TextPage(look.size, look.leading, columns=look.width)

    def page(self) -> TextPage:
        self.head()
        self.boxes()
        self.table("1")
        self.reminder()
        if self.rng.random() < 0.5:
            self.text.break_page()
        self.table("2")
        self.notes()
        self.signatures()
        self.closing()
        further = self.filing.reporting_owners[1:]
        if further:
            self.joint(further)
        return self.text

    # small means

    def say(self, words: str, column: int = 0, align: str = "left") -> None:
        self.text.bits([self.ink.bit(words, self.text.style)], column, self.look.width - column, align)

    def rule(self, character: str, width: int | None = None) -> None:
        self.say_at(character * (width or self.look.width), 0)

    def say_at(self, words: str, column: int) -> None:
        self.text.line(Strip(self.ink.bit(words, self.text.style), 0, len(words), column))

    def value(self, text: str, label: str, group: int | None = None) -> Bit:
        return self.ink.value(text, self.text.style, label, group)

    def put(self, bits: Sequence[Bit], column: int = 3) -> None:
        self.text.bits(bits, column, self.look.width - column)

    def date(self, iso: str | None) -> str:
        return self.look.manner.date(iso) if iso else ""

    # the top of the form

    def head(self) -> None:
        ink, look, style = self.ink, self.look, self.text.style
        ink.part, ink.cell = "head", None
        kind = self.filing.document_type or "4"
        title = [ink.mixed([("FORM ", None), (kind, "FORM_TYPE")], style)]
        era = self.made.era
        omb = ("OMB APPROVAL", "OMB Number: 3235-0287", f"Expires: {self.rng.choice(oldform.EXPIRES[era])}",
               "Estimated average burden", "hours per response....... 0.5")  # fmt: skip
        with_omb = self.rng.random() < 0.5
        if with_omb:
            wide = max(len(line) for line in omb)
            for line in omb:
                self.say_at(line, look.width - wide)
        self.text.bits(title, 0, look.width, self.rng.choice(("left", "center")))
        self.text.blank()
        self.say(wording.COMMISSION, align="center")
        self.say("Washington, D.C. 20549", align="center")
        self.text.blank()
        self.say("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", align="center")
        self.text.blank()
        self.say(oldform.PURSUANT[era], align="center")
        self.text.blank()
        checked = bool(self.filing.not_subject_to_section16)
        words = f" {wording.NOT_SUBJECT}See Instruction 1(b)."
        mark = self.value(look.checked, "CHECK_NOT_SUBJECT") if checked else ink.bit(look.unchecked, style)
        self.put([mark, ink.bit(words, style)], 0)
        self.text.blank()

    # the seven boxes, one below the other

    def boxes(self) -> None:
        era, filing, look = self.made.era, self.filing, self.look
        self.rule(look.heavy)
        self.box_1()
        self.rule(look.heavy)
        self.box_2()
        self.rule(look.heavy)
        number = oldform.identification(filing, self.rng)
        identification = self.rng.choice(oldform.IDENTIFICATION[era])
        small = (
            (3, identification, number, "OWNER_ID"),
            (4, oldform.STATEMENT[era], self.date(filing.period_of_report), "PERIOD_DATE"),
            (5, oldform.AMENDMENT[era], self.date(filing.date_of_original_submission), "ORIGINAL_DATE"),
        )
        for box in small:
            self.small_box(*box)
            self.rule(look.heavy)
        self.relation()
        self.rule(look.heavy)
        self.group()
        self.rule(look.heavy)
        self.ink.cell = None

    def captioned(self, words: Sequence[str]) -> None:
        step = (self.look.width - 3) // 3
        strips = [
            Strip(self.ink.bit(word, self.text.style), 0, len(word), 3 + i * step) for i, word in enumerate(words)
        ]
        self.text.line(*strips)

    def in_thirds(self, bits: Sequence[Bit | None]) -> None:
        """Values over their captions, pushed right where one is long."""
        step = (self.look.width - 3) // 3
        column, strips = 3, []
        for i, bit in enumerate(bits):
            column = max(column, 3 + i * step)
            if bit is not None:
                strips.append(Strip(bit, 0, len(bit.text), column))
                column += len(bit.text) + 1
        if column <= self.look.width + 1:
            self.text.line(*strips)
        else:
            space = self.ink.bit(" ", self.text.style)
            self.put([piece for bit in bits if bit is not None for piece in (bit, space)])

    def box_1(self) -> None:
        ink, style = self.ink, self.text.style
        ink.box(1)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        self.say("1. Name and Address of Reporting Person*")
        self.text.blank()
        group = ink.group()
        parts = oldform.name_parts(owner)
        if len(parts) > 1 and self.rng.random() < 0.6:
            self.in_thirds([self.value(part, "OWNER_NAME", group) if part else None for part in parts])
        elif owner.name:
            self.put([self.value(owner.name, "OWNER_NAME")])
        lines = self.rng.random() < 0.5
        self.under(lines, "(Last)", "(First)", "(Middle)")
        for street in streets(owner):
            self.put([self.value(street, "STREET")])
        self.under(lines, "", "(Street)", "")
        address = owner.address
        if self.rng.random() < 0.5:
            values = ((address.city, "CITY"), (address.state, "STATE"), (address.zip_code, "ZIP"))
            self.in_thirds([self.value(text, label) if text else None for text, label in values])
        elif place_line(owner):
            self.put([ink.mixed(place_line(owner), style)])
        self.under(lines, "(City)", "(State)", "(Zip)")

    def under(self, ruled: bool, *words: str) -> None:
        if ruled:
            self.rule(self.look.light)
        self.captioned([word for word in words if word] if "" not in words else ["", *words[1:2]])
        self.text.blank()

    def box_2(self) -> None:
        ink, style = self.ink, self.text.style
        ink.box(2)
        issuer = self.filing.issuer
        self.say("2. Issuer Name and Ticker or Trading Symbol")
        self.text.blank()
        opening, closing = self.rng.choice((("[", "]"), ("(", ")"), ("- ", ""), ("(Symbol: ", ")"), ("  ", "")))
        pieces: list[tuple[str, str | None]] = [(issuer.name or "", "ISSUER")]
        if issuer.trading_symbol:
            pieces += [(f" {opening}", None), (issuer.trading_symbol, "TICKER"), (closing, None)]
        self.put([ink.mixed(pieces, style)])

    def small_box(self, number: int, words: str, value: str, label: str) -> None:
        self.ink.box(number)
        bit = [self.value(value, label)] if value else []
        if self.look.boxes == "pairs" and len(words) + len(value) + 4 < self.look.width:
            self.put([self.ink.bit(f"{words}:  ", self.text.style), *bit], 0)
        else:
            self.say(words)
            self.text.blank()
            self.put(bit)

    def tick(self, checked: bool, label: str, words: str) -> list[Bit]:
        mark = self.look.checked if checked else self.look.unchecked
        bit = self.value(mark, label) if checked else self.ink.bit(mark, self.text.style)
        return [bit, self.ink.bit(f"  {words}", self.text.style)]

    def relation(self) -> None:
        ink, look = self.ink, self.look
        ink.box(6)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        self.say(oldform.RELATIONSHIP)
        self.say("(Check all applicable)", 3)
        self.text.blank()
        ticks = [self.tick(bool(getattr(owner, name)), label, words) for name, label, words in RELATIONS]
        for left, right in ((ticks[0], ticks[1]), (ticks[2], ticks[3])):
            half = look.width // 2
            one, two = wrap(left, half)[0], wrap(right, half)[0]
            self.text.line(*(strip._replace(column=strip.column + 3) for strip in one),
                           *(strip._replace(column=strip.column + half) for strip in two))  # fmt: skip
        self.text.blank()
        bits = [self.value(owner.officer_title, "TITLE")] if owner.officer_title else []
        if owner.other_text:
            bits += [ink.bit(" / ", self.text.style)] if bits else []
            bits.append(self.value(owner.other_text, "OTHER_TEXT"))
        self.put(bits, self.rng.choice((8, 12, 20)))
        if self.rng.random() < 0.5:
            self.say_at("_" * 30, 8)

    def group(self) -> None:
        self.ink.box(7)
        joint = is_joint(self.filing)
        self.say(oldform.FILING)
        self.text.blank()
        self.put(self.tick(not joint, "CHECK_ONE", "Form filed by One Reporting Person"))
        self.put(self.tick(joint, "CHECK_JOINT", "Form filed by More than One Reporting Person"))

    # the tables

    def table(self, number: str) -> None:
        ink, look = self.ink, self.look
        ink.part, ink.cell = f"table{number}head", None
        columns = oldform.columns(number, self.made.era)
        cells = self.cells(number, columns)
        ink.part, ink.cell = f"table{number}head", None
        words = asciitable.headings(number, self.made.era, look.short_heads)
        heads = [[ink.bit(text, self.text.style)] for text in words]
        widths = asciitable.column_widths(columns, [heads, *cells], len(look.bar), look.table)
        total = sum(widths) + len(look.bar) * (len(widths) - 1)
        self.text.blank()
        dash = self.rng.choice(("--", "-"))
        title = wording.TABLE_1_TITLE if number == "1" else wording.TABLE_2_TITLE
        self.text.bits([ink.bit(title.replace(" - ", f" {dash} ", 1), self.text.style)], 0, total, "center")
        if number == "2":
            examples = "(e.g., puts, calls, warrants, options, convertible securities)"
            self.text.bits([ink.bit(examples, self.text.style)], 0, total, "center")
        self.rule(look.heavy, total)
        asciitable.set_row(self.text, heads, widths, columns, ink.bit(look.bar, self.text.style), True)
        self.rule(look.light, total)
        ink.part = f"table{number}"
        bar = ink.bit(look.bar, self.text.style)
        for i, row in enumerate(cells):
            if i and look.row_rules:
                self.rule(look.light, total)
            asciitable.set_row(self.text, row, widths, columns, bar, False)
        self.rule(look.heavy, total)

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

    # below the tables

    def reminder(self) -> None:
        self.ink.part, self.ink.cell = "boiler", None
        self.text.blank()
        self.say(wording.REMINDER)
        self.say("* If the form is filed by more than one reporting person, see Instruction 4(b)(v).")
        if self.rng.random() < 0.5:
            self.say(self.rng.choice(oldform.REVISION[self.made.era]))
        self.text.blank()

    def notes(self) -> None:
        ink, style = self.ink, self.text.style
        ink.part, ink.cell = "boiler", None
        self.text.blank()
        self.say("Explanation of Responses:")
        self.text.blank()
        hanging = self.rng.random() < 0.5
        for note in self.filing.footnotes:
            ink.part = "notes"
            mark = self.value(self.look.note_mark.format(note.id.lstrip("F")), "FOOTNOTE_ID")
            body = note_bits(ink, self.made, note.id, note.text or "", style)
            if hanging:
                lines = wrap(body, self.look.width - 5)
                for i, line in enumerate(lines):
                    moved = [strip._replace(column=strip.column + 5) for strip in line]
                    self.text.line(*([Strip(mark, 0, len(mark.text), 0)] if not i else []), *moved)
            else:
                self.put([mark, ink.bit(" ", style), *body], 0)
            self.text.blank()
        if self.filing.remarks:
            ink.part = "remarks"
            self.put(
                [ink.bit("Remarks: ", style), *note_bits(ink, self.made, "remarks", self.filing.remarks, style)], 0
            )
            self.text.blank()

    def signatures(self) -> None:
        ink, look, style = self.ink, self.look, self.text.style
        ink.part, ink.cell = "signature", None
        column = self.rng.choice((0, 0, 8, 20))
        beside = look.width - 16
        for signature in self.filing.signatures:
            name = ink.mixed([(look.prefix, None), (signature.name or "", "SIGNATURE")], style)
            date = self.date(signature.date)
            lines = wrap([name], beside - column - 2)
            for i, line in enumerate(lines):
                strips = [strip._replace(column=strip.column + column) for strip in line]
                if i == len(lines) - 1 and date:
                    strips.append(Strip(self.value(date, "SIGNATURE_DATE"), 0, len(date), beside))
                self.text.line(*strips)
            under, short = "-" * (beside - column - 4), "-" * 12
            self.text.line(
                Strip(ink.bit(under, style), 0, len(under), column), Strip(ink.bit(short, style), 0, 12, beside)
            )
            caption, word = "**Signature of Reporting Person", "Date"
            self.text.line(
                Strip(ink.bit(caption, style), 0, len(caption), column), Strip(ink.bit(word, style), 0, 4, beside + 3)
            )
            self.text.blank()

    def closing(self) -> None:
        self.ink.part, self.ink.cell = "boiler", None
        self.say("** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
                 "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).")  # fmt: skip
        self.text.blank()
        self.say(f"{wording.THREE_COPIES}see Instruction 6 for procedure.")
        if self.rng.random() < 0.5:
            self.text.blank()
            self.say(wording.POTENTIAL_PERSONS)

    def joint(self, owners: Sequence[Owner]) -> None:
        """Names and addresses of the further owners on a page of their own."""
        ink, style = self.ink, self.text.style
        self.text.break_page()
        ink.part, ink.cell = "owners", None
        self.say(
            self.rng.choice(("Joint Filer Information", "JOINT FILER INFORMATION", "Joint Reporting Persons")),
            align="center",
        )
        self.text.blank()
        for owner in owners:
            self.put([ink.bit("Name:      ", style), self.value(owner.name or "", "OWNER_NAME")], 0)
            lines = [[self.value(street, "STREET")] for street in streets(owner)]
            if place_line(owner):
                lines.append([ink.mixed(place_line(owner), style)])
            for i, line in enumerate(lines):
                head = [Strip(ink.bit("Address:", style), 0, 8, 0)] if not i else []
                strips = wrap(line, self.look.width - 11)
                self.text.line(*head, *(strip._replace(column=strip.column + 11) for strip in strips[0]))
                for rest in strips[1:]:
                    self.text.line(*(strip._replace(column=strip.column + 11) for strip in rest))
            self.text.blank()
