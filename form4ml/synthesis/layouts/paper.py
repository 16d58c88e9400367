"""The printed form before the XML era: two ruled pages of seven boxes and two tables, filled in on a typewriter."""

from __future__ import annotations

import random
from dataclasses import replace

from form4ml.record import Owner
from form4ml.synthesis.flow import NONE, Bit, Block, CheckBox, Gap, PageBreak, Para, Sides, Style
from form4ml.synthesis.layouts import oldform, oldwords, wording
from form4ml.synthesis.layouts.common import (
    RELATIONS,
    Manner,
    is_joint,
    note_bits,
    note_sign,
    place_line,
    streets,
    table_rows,
)
from form4ml.synthesis.layouts.compact import Compact
from form4ml.synthesis.layouts.exhibit import joint_filers
from form4ml.synthesis.layouts.look import Look
from form4ml.synthesis.made import Made
from form4ml.synthesis.tables import Cell, Table

_MARKS = (("({n})", "({n})"),) * 6 + (("({n})", "{n}."), ("({a})", "({a})"), ("[{n}]", "[{n}]"), ("{stars}", "{stars}"))


def choose(made: Made, rng: random.Random) -> Look:
    """A look for this filing; ValueError in the XML era."""
    if made.era not in oldform.ERAS:
        raise ValueError(f"the paper form exists for eras {', '.join(oldform.ERAS)}, not {made.era}")
    body = rng.choice(("helvetica", "helvetica", "times"))
    checked, unchecked = rng.choice(
        (
            ("X", "__"), ("_X_", "___"), ("__X__", "_____"), ("[X]", "[ ]"), ("x", "__"), ("X", "____"), ("(X)", "( )"), ("XX", "__"),
            ("X", ""), ("_x_", "___"), ("[x]", "[_]"),
        )
    )  # fmt: skip
    mark, note_mark = rng.choice(_MARKS)
    look = Look(
        revision=made.era,
        body=body,
        sans="helvetica",
        data=rng.choice((11.0, 12.0, 13.0)),
        caption=rng.choice((9.0, 9.5, 10.0)),
        small=rng.choice((8.0, 8.5, 9.0)),
        leading=rng.choice((1.05, 1.1, 1.15)),
        rule=rng.choice((0.6, 0.75, 1, 1.25)),
        link="",
        manner=Manner(
            dollar=rng.choice(("$", "$", "", "$ ")),
            mark_gap=rng.choice(("", " ")),
            marks_gap=rng.choice(("", " ")),
            trim_zeros=rng.random() < 0.5,
            zero_price=rng.choice(("0", "$0", "-0-", "$-0-", "$0.00")),
            date=oldform.by_dating(rng).date,
            mark=mark,
            no_price=rng.choice(("", "", "", "N/A", "--")),
        ),
        prefix=rng.choice(("/s/ ", "/s/ ", "", "")),
        checked=(checked, checked),
        unchecked=(unchecked, unchecked),
        raised=False,
        note_mark=note_mark,
        numbers=rng.choice(("left", "center", "right")),
        typed=rng.choice(("courier", "courier", "courier", "courier", "times", "helvetica")),
    )
    return replace(look, manner=oldform.rarer(look.manner, rng)) if made.rare else look


def build(made: Made, look: Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    return PaperForm(made, look, rng).blocks()


class PaperForm(Compact):
    """Page one with the boxes and Table I, page two with Table II, notes and signature, then attachments."""

    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        super().__init__(made, look, rng)
        # Half the filers typed into the SEC's own form, the others had a copy of it in words of their own.
        self.words = oldwords.choose(rng, made.era) if rng.random() < 0.5 else oldwords.own(made.era)
        self.drawn_boxes = rng.random() < 0.6
        self.uneven = rng.choice((0.0, 0.0, 1.0, 2.0))  # how far typed values miss their line, in pixels
        self.attached = len(made.filing.footnotes) > 4 and rng.random() < 0.5  # notes on a sheet of their own

    def blocks(self) -> list[Block]:
        further = self.filing.reporting_owners[1:]
        notes = [*self.notes(), *self.remarks()]
        heading = self.notes_heading()
        blocks = [*self.head(), self.boxes(), self.old_table("1"), *self.foot()]
        blocks += [PageBreak() if self.rng.random() < 0.8 else Gap(20), self.continued(), self.old_table("2"), heading]
        blocks += [] if self.attached else notes
        blocks += [*self.signatures(), *self.closing()]
        if self.attached:
            blocks += [PageBreak(), self.notes_heading(), *notes]
        if further:
            blocks += joint_filers(self.ink, self.made, further, self.look.value, self.rng, self.look.manner.date)
        return blocks

    def head(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "head", None
        kind = self.filing.document_type or "4"
        form = Para([ink.mixed([("FORM ", None), (kind, "FORM_TYPE")], Style(look.sans, 26, bold=True))])
        small = look.style(look.small)
        words = Para([ink.bit(f"{wording.NOT_SUBJECT}See Instruction 1(b).", small)], leading=look.leading)
        left: list[Block] = [
            form,
            Table([[Cell([self.old_check()], valign="top", pad=(1, 2, 4, 0)), Cell([words], pad=NONE, share=0.85)]]),
        ]
        bold, caption = look.style(look.data, bold=True), look.style(look.caption)
        city = self.rng.choice(("WASHINGTON, D.C. 20549", "Washington, D.C. 20549"))
        centre: list[Block] = [
            Para([ink.bit(wording.COMMISSION, bold)], "center"),
            Para([ink.bit(city, caption)], "center", below=8),
            Para([ink.bit("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", bold)], "center", below=6),
            Para([ink.bit(oldform.PURSUANT[self.made.era], caption)], "center"),
        ]
        lines = ("OMB Number: 3235-0287", f"Expires: {self.rng.choice(oldform.EXPIRES[self.made.era])}",
                 "Estimated average burden", "hours per response.... 0.5")  # fmt: skip
        omb = Table([
            [Cell([Para([ink.bit("OMB APPROVAL", small._replace(bold=True))], "center")], border=self.all_sides)],
            [Cell([Para([ink.bit(line, small)]) for line in lines], border=self.all_sides, pad=(3, 2, 3, 2))],
        ])  # fmt: skip
        top = [Cell(left, valign="top", pad=NONE, share=0.2), Cell(centre, pad=(10, 0, 10, 0), valign="top"),
               Cell([omb], valign="top", pad=NONE, share=0.17)]  # fmt: skip
        ink.part = "boiler"
        return [Table([top]), Para([ink.bit("(Print or Type Responses)", small)], above=4, below=2)]

    def old_check(self) -> Block:
        ink, look = self.ink, self.look
        checked = bool(self.filing.not_subject_to_section16)
        mark = ink.value("X", look.value, "CHECK_NOT_SUBJECT") if checked else None
        if self.drawn_boxes:
            return CheckBox("not_subject_to_section16", checked, 12, 12, "plain", mark)
        style = look.style(look.small)
        if checked:
            return Para([ink.value(look.checked[0], style, "CHECK_NOT_SUBJECT")])
        return Para([ink.bit(look.unchecked[0], style)])

    def typed(self, bits: list[Bit], align: str = "left") -> Para:
        """A value set by typewriter, not quite where it belongs."""
        rng, far = self.rng, self.uneven
        above, left = rng.uniform(0, far), rng.uniform(0, 3 * far)
        return Para(bits, align, above=above, below=far - above, indent=(left, 0, 0, 0))

    # the seven boxes

    def boxes(self) -> Block:
        pad: Sides = (3, 2, 3, 3)
        full = self.all_sides
        filing = self.filing
        box_1, box_2 = self.name_and_address(), self.box_2()
        number = oldform.identification(filing, self.rng)
        box_3 = self.old_box(3, number, "OWNER_ID")
        box_4 = self.old_box(4, self.written(filing.period_of_report), "PERIOD_DATE")
        original = self.written(filing.date_of_original_submission)
        box_5 = self.old_box(5, original, "ORIGINAL_DATE")
        box_6, box_7 = self.old_relation(), self.old_group()

        def cell(blocks: list[Block], rows: int = 1, columns: int = 1) -> Cell:
            return Cell(blocks, rows=rows, columns=columns, border=full, pad=pad, valign="top")

        title = Cell([self.title_1()], columns=4, border=full, pad=(3, 3, 3, 3))
        if self.rng.random() < 0.65:  # as the SEC printed it
            rows = [
                [cell(box_1, rows=3), cell(box_2, columns=2), cell(box_6, rows=2)],
                [cell(box_3, rows=2), cell(box_4)],
                [cell(box_5), cell(box_7)],
            ]
        elif self.rng.random() < 0.5:
            rows = [
                [cell(box_1, rows=2), cell(box_2, columns=2), cell(box_4)],
                [cell(box_3, columns=2), cell(box_5)],
                [cell(box_6, columns=2), cell(box_7, columns=2)],
            ]
        else:
            rows = [
                [cell(box_1, columns=2), cell(box_2, columns=2)],
                [cell(box_3), cell(box_4), cell(box_5, columns=2)],
                [cell(box_6, columns=2), cell(box_7, columns=2)],
            ]
        rows.append([title])
        return Table(rows, shares=(0.35, 0.16, 0.17, 0.32), keep_rows=False)

    def written(self, iso: str | None) -> str:
        return self.look.manner.date(iso) if iso else ""

    def old_box(self, number: int, value: str, label: str) -> list[Block]:
        self.ink.box(number)
        blocks: list[Block] = [self.caption(self.words.caption(number))]
        return [
            *blocks,
            self.typed([self.ink.value(value, self.look.value, label)]) if value else Gap(self.look.data + 3),
        ]

    def name_and_address(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(1)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        parts = oldform.name_parts(owner)
        group = ink.group()
        if len(parts) > 1 and self.rng.random() < 0.25:
            parts = [parts[0] + ",", *parts[1:]]
        if len(parts) > 1 and self.rng.random() < 0.7:
            cells = [Cell([Para([ink.value(part, look.value, "OWNER_NAME", group)], "center")], pad=NONE, share=1 / 3)
                     for part in [*parts, ""][:3] if part]  # fmt: skip
            name: Block = Table([[*cells, *[Cell(share=1 / 3)] * (3 - len(cells))]])
        else:
            name = self.typed([ink.value(oldform.name_typed(owner, self.rng), look.value, "OWNER_NAME")])
        lines = [self.typed([ink.value(line, look.value, "STREET")]) for line in streets(owner)]
        place = place_line(owner)
        town: Block = self.typed([ink.mixed(place, look.value)]) if place else Gap(look.data)
        if self.rng.random() < 0.5:
            values = ((owner.address.city, "CITY"), (owner.address.state, "STATE"), (owner.address.zip_code, "ZIP"))
            cells = [Cell([Para([ink.value(text, look.value, label)], "center")] if text else [], pad=NONE, share=1 / 3)
                     for text, label in values]  # fmt: skip
            town = Table([cells])
        return [
            self.caption(self.words.caption(1)), Gap(4), name,
            self.ruled_captions("(Last)", "(First)", "(Middle)"), Gap(3), *lines,
            self.ruled_captions("(Street)"), Gap(3), town, self.ruled_captions("(City)", "(State)", "(Zip)"),
        ]  # fmt: skip

    def ruled_captions(self, *words: str) -> Block:
        small = self.look.style(self.look.small)
        cells = [Cell([Para([self.ink.bit(word, small)], "center")], pad=(0, 1, 0, 0), border=(0, self.look.rule, 0, 0),
                      share=1 / len(words)) for word in words]  # fmt: skip
        return Table([cells])

    def box_2(self) -> list[Block]:
        self.ink.box(2)
        bits = [self.ink.mixed(oldform.issuer_pieces(self.filing, self.rng), self.look.value)]
        return [self.caption(self.words.caption(2)), self.typed(bits)]

    def old_relation(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(6)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        cells = [Cell([Para([self.tick(bool(getattr(owner, name)), label, self.words.roles[label], 0)])], pad=(4, 1, 2, 1),
                      share=0.5) for name, label, _ in RELATIONS]  # fmt: skip
        caption = look.style(look.caption)
        text = [ink.value(owner.officer_title, look.value, "TITLE")] if owner.officer_title else []
        if owner.other_text:
            text += [ink.bit("; ", look.value)] if text else []
            text.append(ink.value(owner.other_text, look.value, "OTHER_TEXT"))
        title: Block = self.typed(text, "center") if text else Gap(look.data)
        line = Table([[Cell([title], border=(0, 0, 0, look.rule), pad=(2, 1, 2, 0), share=0.7), Cell()]])
        return [self.caption(self.words.caption(6)), Para([ink.bit("(Check all applicable)", caption)], "center"),
                Table([cells[:2], cells[2:]]), line]  # fmt: skip

    def old_group(self) -> list[Block]:
        self.ink.box(7)
        joint = is_joint(self.filing)
        ticks = [
            Para([self.tick(checked, label, self.words.roles[label], 1)])
            for checked, label in ((not joint, "CHECK_ONE"), (joint, "CHECK_JOINT"))
        ]
        return [self.caption(self.words.caption(7)), *ticks]

    # the tables

    def old_table(self, number: str) -> Block:
        ink = self.ink
        ink.part, ink.cell = f"table{number}head", None
        era = self.made.era
        subs = wording.SUBHEADS_1 if number == "1" else wording.SUBHEADS_2
        heads = self.headings(oldform.heads(number, era), subs)
        columns = oldform.columns(number, era)
        rows = self.data(number, table_rows(self.filing, number, self.rng), columns)
        for _ in range(self.rng.choice((0, 2, 4, 6)) - len(rows)):
            rows.append([Cell([Gap(self.look.data + 2)], border=self.all_sides) for _ in columns])
        shares = (self.rng.uniform(0.2, 0.28), *[None] * (len(columns) - 1)) if number == "1" else ()
        return Table([*heads, *rows], shares=shares, keep_rows=True)

    def foot(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        small = look.style(look.small)
        left: list[Block] = [
            Para([ink.bit(wording.REMINDER, small)], leading=look.leading),
            Para(
                [ink.bit("* If the form is filed by more than one reporting person, see Instruction 4(b)(v).", small)]
            ),
            Para([ink.bit(wording.POTENTIAL_PERSONS, small)], leading=look.leading),
        ]
        right = [Para([ink.bit("(Over)", small)], "right"),
                 Para([ink.bit(self.rng.choice(oldform.REVISION[self.made.era]), small)], "right")]  # fmt: skip
        return [Gap(6), Table([[Cell(left, share=0.8, valign="top"), Cell(right, valign="top")]])]

    def continued(self) -> Block:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "table2head", None
        bold = look.style(look.caption, bold=True)
        title = [
            Para([ink.bit(wording.TABLE_2_TITLE.replace(" - ", self.rng.choice((" - ", " -- "))), bold)], "center"),
            Para([ink.bit("(e.g., puts, calls, warrants, options, convertible securities)", bold)], "center"),
        ]
        name = Para([ink.bit("FORM 4 (continued)", bold)])
        return Table([[Cell([name], share=0.18, valign="top"), Cell(title, pad=(2, 2, 2, 4)), Cell(share=0.18)]])

    # notes and signatures

    def notes_heading(self) -> Block:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        return Para([ink.bit(self.words.notes, look.style(look.caption, bold=True))], above=8, below=4)

    def notes(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "notes", None
        blocks: list[Block] = []
        for note in self.filing.footnotes:
            mark = ink.value(note_sign(look.note_mark, note.id.lstrip("F")), look.value, "FOOTNOTE_ID")
            bits: list[Bit] = [mark, ink.bit(" ", look.value),
                               *note_bits(ink, self.made, note.id, note.text or "", look.value)]  # fmt: skip
            blocks.append(Para(bits, leading=1.15, below=4))
        return blocks

    def signatures(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "signature", None
        blocks: list[Block] = []
        way = self.rng.random()
        dating = oldform.by_signing(self.rng)
        for signature in self.filing.signatures:
            name = ink.mixed([(look.prefix, None), (signature.name or "", "SIGNATURE")], look.value)
            spelled = dating.date(signature.date) if dating and signature.date else ""
            date = spelled or self.written(signature.date)
            dated = [ink.value(date, look.value, "SIGNATURE_DATE")] if date else []
            if way < 0.75:
                blocks.append(self.signed_on_a_line(Para([name]), dated))
            elif way < 0.9:
                words = [ink.bit(f"{self.words.signer}: ", look.value)]
                blocks += [Para([*words, name], above=8)]
                blocks += [Para([ink.bit("Date: ", look.value), *dated], above=4)] if dated else []
            else:
                blocks += [Para([name, *([ink.bit("   Date: ", look.value), *dated] if dated else [])], above=10)]
                blocks += [Para([ink.bit(self.words.signer, look.style(look.small))])]
        return blocks

    def signed_on_a_line(self, name: Para, dated: list[Bit]) -> Block:
        ink, look = self.ink, self.look
        small = look.style(look.small)
        line: Sides = (0, 0, 0, look.rule)
        left = self.rng.choice((0.42, 0.42, 0.0, 0.2))
        day: list[Block] = [Para(dated, "center")] if dated else []
        return Table([
            [Cell(share=left), Cell([name], border=line, pad=(2, 12, 2, 1)), Cell(share=0.04),
             Cell(day, border=line, pad=(2, 12, 2, 1), valign="bottom", share=0.16)],
            [Cell(), Cell([Para([ink.bit(self.words.signer, small)], "center")]), Cell(),
             Cell([Para([ink.bit("Date", small)], "center")])],
        ])  # fmt: skip

    def closing(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        small = look.style(look.small)
        lines = (
            "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. See 18 U.S.C. 1001 "
            "and 15 U.S.C. 78ff(a).",
            f"{wording.THREE_COPIES}see Instruction 6 for procedure.",
        )
        blocks: list[Block] = [Para([ink.bit(line, small)], leading=look.leading, above=3) for line in lines]
        ink.part = "other"
        return [*blocks, Para([ink.bit("Page 2", small)], "right", above=6)]
