"""What filing agents print: the compact form's parts in other type, other order and other habits of marking."""

from __future__ import annotations

import random

from form4ml.record import Owner
from form4ml.synthesis.flow import NONE, Bar, Bit, Block, CheckBox, Gap, Para, Sides, Style
from form4ml.synthesis.layouts import viewer, wording
from form4ml.synthesis.layouts.common import Manner, note_bits, place_line, streets, us_date
from form4ml.synthesis.layouts.compact import Compact
from form4ml.synthesis.layouts.exhibit import joint_filers
from form4ml.synthesis.layouts.look import Look
from form4ml.synthesis.made import Made
from form4ml.synthesis.tables import Cell, Table
from form4ml.synthesis.typeset import choice

ERAS = ("2003", "2023", "2026")
_CHECKS: tuple[tuple[str, str], ...] = (
    ("[X]", "[ ]"),
    ("(X)", "( )"),
    ("X", "__"),
    ("_X_", "___"),
    ("[x]", "[_]"),
    ("x", "o"),
)
# What stands before and behind the trading symbol.
_SYMBOLS = (
    (" [", "]"),
    (" [", "]"),
    (" [ ", " ]"),
    (" [ ", " ]"),
    ("\n[", "]"),
    ("\n[ ", " ]"),
    (" (", ")"),
    (" - ", ""),
    ("\n", ""),
)
_EXPIRES = ("January 31, 2005", "January 31, 2008", "February 28, 2011", "November 30, 2011", "December 31, 2014")


def choose(made: Made, rng: random.Random) -> Look | viewer.Look:
    """An agent's look, now and then one that follows the viewer; ValueError before the XML era."""
    if made.era not in ERAS:
        raise ValueError(f"agents' prints exist for eras {', '.join(ERAS)}, not {made.era}")
    return _like_viewer(made, rng) if rng.random() < 0.25 else _like_compact(made, rng)


def _like_viewer(made: Made, rng: random.Random) -> viewer.Look:
    body, sans = rng.choice(
        (("helvetica", "helvetica"), ("times", "times"), ("courier", "helvetica"), ("vera", "vera"))
    )
    return viewer.Look(
        plan_box=made.era != "2003",
        body=body,
        sans=sans,
        data=rng.choice((11.0, 12.0, 13.0)),
        name=rng.choice((12.0, 13.0, 14.0)),
        caption=rng.choice((9.0, 10.0, 10.5)),
        head=rng.choice((8.0, 9.0, 9.5)),
        line=rng.choice(("#000000", "#000000", "#808080")),
        spacing=0.0,
        link="#000000",
        underline=rng.random() < 0.2,
        prefix=rng.choice(("/s/ ", "", "By: /s/ ")),
        zero=rng.choice(("$0", "$0.00")),
    )


def _like_compact(made: Made, rng: random.Random) -> Look:
    body = choice(rng, {"helvetica": 0.45, "times": 0.35, "vera": 0.1, "courier": 0.1})
    checked, unchecked = rng.choice(_CHECKS)
    size = rng.choice((11.0, 12.0, 13.0)) if body in ("vera", "courier") else rng.choice((12.0, 13.0, 14.0, 15.0))
    return Look(
        revision="plain" if made.era == "2003" else "boxes",
        body=body,
        sans=rng.choice(("helvetica", body)),
        data=size,
        caption=rng.choice((9.0, 10.0, 11.0)) if body != "times" else rng.choice((11.0, 12.0, 13.0)),
        small=rng.choice((8.0, 9.0, 10.0)),
        leading=rng.choice((1.1, 1.15, 1.2)),
        rule=rng.choice((0.75, 1, 1, 1.5)),
        link=rng.choice(("", "", "#0000ee")),
        manner=Manner(
            dollar=rng.choice(("$", "$", "$ ", "")),
            mark_gap=rng.choice(("", " ")),
            marks_gap=rng.choice(("", " ")),
            trim_zeros=rng.random() < 0.3,
            zero_price=rng.choice(("$0", "$ 0", "0", "$0.00", "$0.0000", None)),
        ),
        prefix=rng.choice(("/s/ ", "/s/ ", "", "By: /s/ ", "/S/ ")),
        checked=(checked, checked),
        unchecked=(unchecked, unchecked),
        raised=rng.random() < 0.75,
        tint=rng.choice((None, None, "#e6e6e6", "#d9d9d9", "#eef2f7")),
        note_mark=rng.choice(("({})", "({})", "{}.", "({}).")),
        bold_heads=rng.random() < 0.4,
        heads=rng.choice(("compact", "viewer")),
        numbers=rng.choice(("left", "center", "right")),
    )


def build(made: Made, look: Look | viewer.Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    if isinstance(look, viewer.Look):
        return viewer.build(made, look, rng)
    return Agent(made, look, rng).blocks()


class Agent(Compact):
    """The compact print's parts, arranged otherwise."""

    def __init__(self, made: Made, look: Look, rng: random.Random) -> None:
        super().__init__(made, look, rng)
        self.owner_table = rng.random() < 0.55
        self.sign_first = rng.random() < 0.4
        self.centred_head = rng.random() < 0.5
        self.drawn_boxes = rng.random() < 0.5
        self.symbol = rng.choice(_SYMBOLS)
        self.shares = rng.choice(((0.34, 0.33, 0.33), (0.38, 0.34, 0.28), (0.4, 0.3, 0.3), (0.3, 0.38, 0.32)))

    def blocks(self) -> list[Block]:
        filing = self.filing
        further = filing.reporting_owners[1:]
        ending = [self.notes(), self.remarks(), self.signatures()]
        if self.sign_first:
            ending = [ending[2], ending[0], ending[1]]
        return [
            *self.head(),
            self.boxes(),
            *self.table_1(),
            *self.table_2(),
            *(self.owners() if self.owner_table else []),
            *(block for part in ending for block in part),
            *self.closing(),
            *(
                joint_filers(self.ink, self.made, further, self.look.value, self.rng)
                if further and not self.owner_table
                else []
            ),
        ]

    # the top of the form

    def head(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "head", None
        kind = self.filing.document_type or "4"
        form = Para([ink.mixed([("FORM ", None), (kind, "FORM_TYPE")], Style(look.sans, look.data * 1.6, bold=True))],
                    "center" if self.centred_head else "left")  # fmt: skip
        bold, plain = look.style(look.data, bold=True), look.style(look.caption)
        names: list[Block] = [
            Para([ink.bit(wording.COMMISSION, bold)], "center"),
            Para([ink.bit("Washington, D.C. 20549", plain)], "center", below=look.data * 0.6),
            Para([ink.bit("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", bold)], "center", below=look.data * 0.4),
            Para([ink.bit(wording.PURSUANT, plain)], "center"),
        ]
        checks: list[Block] = [self.top_check("not_subject_to_section16", "CHECK_NOT_SUBJECT",
                                              f"{wording.NOT_SUBJECT}See Instruction 1(b).")]  # fmt: skip
        if look.revision == "boxes":
            checks.append(self.top_check("aff10b5_one", "CHECK_PLAN", wording.VIEWER_PLAN))
        side = [Cell([self.agent_omb()], valign="top", share=0.2, pad=NONE)] if self.rng.random() < 0.7 else []
        if self.centred_head:
            top = Table([[Cell(share=0.2), Cell([form, *names], pad=NONE), *side]])
            return [top, Gap(6), *checks, Gap(4)]
        left = Cell([form, Gap(4), *checks], valign="top", pad=NONE, share=0.24)
        return [Table([[left, Cell(names, valign="top", pad=(8, 4, 8, 4)), *side]]), Gap(6)]

    def top_check(self, name: str, label: str, words: str) -> Block:
        ink, look = self.ink, self.look
        style = look.style(look.small)
        checked = bool(getattr(self.filing, name))
        mark: list[Block]
        if self.drawn_boxes:
            size = look.small + 1
            inside = ink.value("X", look.style(look.small), label) if checked and self.rng.random() < 0.5 else None
            mark = [CheckBox(name, checked, size, size, "plain" if inside else "cross", inside)]
        else:
            text = look.checked[0] if checked else look.unchecked[0]
            mark = [Para([ink.value(text, style, label) if checked else ink.bit(text, style)])]
        body = Para([ink.bit(words, style)], leading=look.leading)
        return Table([[Cell(mark, valign="top", pad=(2, 1, 4, 1)), Cell([body], pad=(2, 1, 2, 2), share=0.93)]])

    def agent_omb(self) -> Block:
        ink, style = self.ink, self.look.style(self.look.small)
        lines = ["OMB Number: 3235-0287", f"Expires: {self.rng.choice(_EXPIRES)}", "Estimated average burden",
                 "hours per response... 0.5"]  # fmt: skip
        if self.rng.random() < 0.4:
            del lines[1]
        title = Cell([Para([ink.bit("OMB APPROVAL", style._replace(bold=True))], "center")], border=(1, 1, 1, 1))
        body = Cell([Para([ink.bit(line, style)]) for line in lines], border=(1, 1, 1, 1), pad=(3, 2, 3, 3))
        return Table([[title], [body]])

    # the numbered boxes: name and address in one box, as the viewer has them

    def boxes(self) -> Block:
        pad: Sides = (3, 2, 3, 3)
        full = self.all_sides
        box_1, box_2, box_3, box_4 = self.whole_box_1(), self.box_2(), self.box_3(), self.box_4()
        relation, group = self.relation(), self.group()
        rows = [
            [Cell(box_1, rows=3, border=full, pad=pad, valign="top"), Cell(box_2, border=full, pad=pad, valign="top"),
             Cell(relation, rows=2, border=full, pad=pad, valign="top")],
            [Cell(box_3, border=full, pad=pad, valign="top")],
            [Cell(box_4, border=full, pad=pad, valign="top"), Cell(group, border=full, pad=pad, valign="top")],
            [Cell([self.title_1()], columns=3, border=full, pad=(3, 3, 3, 3), tint=self.look.tint)],
        ]  # fmt: skip
        return Table(rows, shares=self.shares, keep_rows=False)

    def whole_box_1(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(1)
        owner = self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()
        blocks: list[Block] = [self.caption("1. Name and Address of Reporting Person*")]
        if owner.name:
            blocks.append(Para([ink.value(owner.name, look.value, "OWNER_NAME")]))
        lined = self.rng.random() < 0.5
        line: list[Block] = [Bar(1, 1, 0.75)] if lined else []
        blocks += [*line, self.captions("(Last)", "(First)", "(Middle)")]
        together = self.rng.random() < 0.3
        lines = [", ".join(streets(owner))] if together and streets(owner) else streets(owner)
        blocks += [Para([ink.value(text, look.value, "STREET")]) for text in lines]
        blocks += [*line, Para([ink.bit("(Street)", look.style(look.small))], "center")]
        place = place_line(owner)
        if place and self.rng.random() < 0.5:
            blocks.append(Para([ink.mixed(place, look.value)]))
        else:
            address = owner.address
            parts = ((address.city, "CITY"), (address.state, "STATE"), (address.zip_code, "ZIP"))
            row = [Cell([Para([ink.value(text, look.value, label)], "center")] if text else [], pad=NONE, share=1 / 3)
                   for text, label in parts]  # fmt: skip
            blocks.append(Table([row]))
        return [*blocks, *line, self.captions("(City)", "(State)", "(Zip)")]

    def box_2(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.box(2)
        issuer = self.filing.issuer
        opening, closing = self.symbol
        pieces: list[tuple[str, str | None]] = [(issuer.name, "ISSUER")] if issuer.name else []
        if issuer.trading_symbol:
            pieces += [(opening, None), (issuer.trading_symbol, "TICKER"), (closing, None)]
        blocks: list[Block] = [self.caption("2. Issuer Name and Ticker or Trading Symbol")]
        return [*blocks, Para([ink.mixed(pieces, look.value)])] if pieces else blocks

    def table_1(self) -> list[Block]:
        self.ink.part, self.ink.cell = "table1head", None
        return super().table_1()

    # signatures and notes

    def heading(self, words: str) -> Para:
        look = self.look
        return Para([self.ink.bit(words, look.style(look.data, bold=True))], above=10, below=4)

    def signatures(self) -> list[Block]:
        ink, look = self.ink, self.look
        ink.part, ink.cell = "signature", None
        rows: list[list[Cell]] = []
        small = look.style(look.small)
        line: Sides = (0, 0, 0, look.rule)
        left = self.rng.choice((0.0, 0.4, 0.55))
        for signature in self.filing.signatures:
            name = [ink.mixed([(look.prefix, None), (signature.name or "", "SIGNATURE")], look.value)]
            dated = [ink.value(us_date(signature.date), look.value, "SIGNATURE_DATE")] if signature.date else []
            rows.append([Cell(share=left), Cell([Para(name)], border=line, pad=(2, 8, 4, 1)), Cell(share=0.03),
                         Cell([Para(dated)] if dated else [], border=line, valign="bottom", pad=(2, 8, 4, 1), share=0.14)])  # fmt: skip
            rows.append([Cell(), Cell([Para([ink.bit("** Signature of Reporting Person", small)])]), Cell(),
                         Cell([Para([ink.bit("Date", small)])])])  # fmt: skip
        return [Gap(6), Table(rows)] if rows else []

    def notes(self) -> list[Block]:
        if self.look.tint is None:
            return super().notes()
        ink, look = self.ink, self.look
        ink.part, ink.cell = "boiler", None
        plain = look.style(look.caption)
        blocks: list[Block] = [self.heading("Explanation of Responses:")]
        ink.part = "notes"
        for note in self.filing.footnotes:
            mark = ink.value(look.note_mark.format(note.id.lstrip("F")), plain, "FOOTNOTE_ID")
            bits: list[Bit] = [mark, ink.bit(" ", plain), *note_bits(ink, self.made, note.id, note.text or "", plain)]
            blocks.append(Para(bits, leading=look.leading, below=3))
        return blocks
