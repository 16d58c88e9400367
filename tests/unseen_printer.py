"""A printer's look that no layout of the synthesis has: other captions, other order of boxes and columns, other marks.

It stands for what a user brings: filings of a kind that the model has never seen, annotated, to be learnt from. Nothing of it is in
the shipped corpus. A document is the print's own text layer with an OCR engine's mistakes added.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from form4ml.corpus import Annotated, Annotation, annotation_to_plain, document_to_plain, write_jsonl
from form4ml.document import CellRef
from form4ml.record import Row
from form4ml.synthesis.flow import Bar, Bit, Block, Gap, Para, Stack, Style
from form4ml.synthesis.layouts.common import (
    TABLE_1,
    TABLE_2,
    Column,
    Ink,
    Manner,
    marks,
    note_bits,
    printed,
    streets,
    table_rows,
)
from form4ml.synthesis.made import Made, Print
from form4ml.synthesis.tables import Cell, Table
from form4ml.synthesis.typeset import Paper, Press

BODY, BOLD = Style("helvetica", 12), Style("helvetica", 12, bold=True)
SMALL, HEAD = Style("helvetica", 10), Style("helvetica", 15, bold=True)
RULE = (0.5, 0.5, 0.5, 0.5)
ORDER_1 = (
    ("transaction_date", "Trade date"), ("transaction_code", "Type"), ("acquired_disposed", "In / out"),
    ("price_per_share", "Unit price"), ("shares", "Quantity"), ("security_title", "Class of stock"),
    ("shares_owned_following", "Balance"), ("nature_of_ownership", "Holder"), ("direct_or_indirect", "Dir / Ind"),
)  # fmt: skip
ORDER_2 = (
    ("transaction_date", "Trade date"), ("transaction_code", "Type"), ("security_title", "Instrument"),
    ("conversion_or_exercise_price", "Strike"), ("shares_acquired", "Granted"), ("shares_disposed", "Used"),
    ("expiration_date", "Lapses"), ("exercise_date", "Vests"), ("underlying_shares", "On how many"),
    ("underlying_title", "Of what"), ("price_per_share", "Paid"), ("shares_owned_following", "Left"),
    ("direct_or_indirect", "Dir / Ind"),
)  # fmt: skip
CAPACITIES = (
    ("is_officer", "CHECK_OFFICER", "Executive"), ("is_other", "CHECK_OTHER", "Other capacity"),
    ("is_ten_percent_owner", "CHECK_TEN", "Large holder"), ("is_director", "CHECK_DIRECTOR", "Board"),
)  # fmt: skip


def day(iso: str) -> str:
    """2018-03-12 as 12-Mar-2018."""
    try:
        return date.fromisoformat(iso).strftime("%d-%b-%Y")
    except ValueError:
        return iso


class Sheet:
    """One filing in this printer's look."""

    def __init__(self, made: Made, rng: random.Random) -> None:
        self.made, self.filing, self.rng, self.ink = made, made.filing, rng, Ink()
        self.manner = Manner(dollar="USD ", mark_gap=" ", zero_price="nil", date=day)

    def blocks(self) -> list[Block]:
        return [
            *self.head(),
            *self.signed(),
            *self.insiders(),
            *self.company(),
            *self.trades("2", "Rights and options", ORDER_2, TABLE_2),
            *self.trades("1", "Stock", ORDER_1, TABLE_1),
            *self.comments(),
        ]

    def head(self) -> list[Block]:
        ink = self.ink
        ink.part = "head"
        kind = self.filing.document_type or "4"
        title = ink.mixed([("Insider dealing return ( Form ", None), (kind, "FORM_TYPE"), (" )", None)], HEAD)
        return [Para([title]), Para([ink.bit("Filed under section 16 of the Exchange Act", SMALL)]), Bar(4, 6, 1.5)]

    def pair(self, caption: str, value: Bit | None) -> list[Cell]:
        pad = (2, 2, 6, 2)
        left = Cell([Para([self.ink.bit(f"{caption} :", SMALL)])], pad=pad, share=0.24)
        return [left, Cell([Para([value])] if value else [Gap(12)], pad=pad)]

    def company(self) -> list[Block]:
        ink, filing = self.ink, self.filing
        title = self.title("About the company")
        ink.box(2)
        said = [
            ("Quoted as", filing.issuer.trading_symbol, "TICKER"),
            ("Company", filing.issuer.name, "ISSUER"),
            ("Dealing began", day(filing.period_of_report) if filing.period_of_report else None, "PERIOD_DATE"),
        ]
        rows = [self.pair(caption, ink.value(text, BODY, label)) for caption, text, label in said if text]
        return [title, Table(rows, 1.0), Gap(6)]

    def title(self, words: str, part: str = "boiler") -> Para:
        self.ink.part, self.ink.cell = part, None
        return Para([self.ink.bit(words, BOLD)], above=6, below=3)

    def insiders(self) -> list[Block]:
        ink, blocks = self.ink, [self.title("About the insider")]
        for number, owner in enumerate(self.filing.reporting_owners):
            ink.box(1)
            if number:
                ink.part = "owners"
            address = owner.address
            rows = [self.pair("Insider", ink.value(owner.name, BODY, "OWNER_NAME"))] if owner.name else []
            place = [(address.zip_code, "ZIP"), (address.city, "CITY"), (address.state, "STATE")]
            pieces: list[tuple[str, str | None]] = []
            for text, label in place:
                if text:
                    pieces += [("  ", None)] * bool(pieces) + [(text, label)]
            if pieces:
                rows.append(self.pair("Town", ink.mixed(pieces, BODY)))
            rows += [self.pair("Care of", ink.value(text, BODY, "STREET")) for text in streets(owner)]
            capacity: list[tuple[str, str | None]] = []
            for name, label, words in CAPACITIES:
                if getattr(owner, name):
                    told = {"is_officer": owner.officer_title, "is_other": owner.other_text}.get(name)
                    capacity += [(f"{words} ", None), ("YES", label)]
                    if told:
                        capacity += [(" as ", None), (told, "TITLE" if name == "is_officer" else "OTHER_TEXT")]
                else:
                    capacity.append((f"{words} no", None))
                capacity.append((" ; ", None))
            rows.append(self.pair("Capacity", ink.mixed(capacity, BODY)))
            blocks += [Table(rows, 1.0), Gap(4)]
        return blocks

    def trades(self, number: str, words: str, order: Sequence[tuple[str, str]], known: Sequence[Column]) -> list[Block]:
        rows = table_rows(self.filing, number, self.rng)
        if not rows:
            return []
        ink, columns = self.ink, {column.field: column for column in known}
        title = self.title(words, f"table{number}head")
        cells = [[Cell([Para([ink.bit(head, SMALL)])], border=RULE, pad=(2, 2, 2, 2)) for _, head in order]]
        ink.part = f"table{number}"
        for at, row in enumerate(rows):
            line = []
            for field, _ in order:
                ink.cell = CellRef(number, at, field)
                bits = self.cell(row, columns[field])
                line.append(Cell([Para(bits)] if bits else [Gap(12)], border=RULE, pad=(2, 3, 2, 3)))
            cells.append(line)
        ink.cell = None
        return [title, Table(cells, 1.0, head=1), Gap(8)]

    def cell(self, row: Row, column: Column) -> list[Bit]:
        ink, text = self.ink, printed(row, column, self.manner)
        bits = [ink.value(text, SMALL, column.label)] if text else []
        for note in marks(row, column):
            bits += [ink.bit(" ", SMALL), ink.value(f"<{note}>", SMALL, "FOOTNOTE_MARK")]
        return bits

    def comments(self) -> list[Block]:
        ink = self.ink
        blocks: list[Block] = [self.title("Comments")] if self.filing.footnotes else []
        ink.part = "notes"
        for note in self.filing.footnotes:
            mark = ink.value(f"<{note.id.lstrip('F')}>", SMALL, "FOOTNOTE_ID")
            text = note_bits(ink, self.made, note.id, note.text or "", SMALL)
            blocks.append(Para([mark, ink.bit("  ", SMALL), *text], below=3))
        if self.filing.remarks:
            ink.part = "remarks"
            text = note_bits(ink, self.made, "remarks", self.filing.remarks, SMALL)
            blocks.append(Para([ink.bit("Further : ", SMALL), *text]))
        return blocks

    def signed(self) -> list[Block]:
        ink, rows = self.ink, []
        ink.part, ink.cell = "signature", None
        for one in self.filing.signatures:
            pieces: list[tuple[str, str | None]] = [("Declared on ", None)]
            pieces += [(day(one.date), "SIGNATURE_DATE")] if one.date else []
            pieces += [(" by ", None), (one.name or "", "SIGNATURE"), (" , who holds this return to be true", None)]
            rows.append(Para([ink.mixed(pieces, BODY)], below=3))
        return [*rows, Bar(2, 4, 0.5)] if rows else []


def print_filing(made: Made, rng: random.Random) -> Print:
    paper = Paper(612, 792, 40, 40, 40, 40, 0.8)
    press = Press(made.name)
    press.print(Stack(Sheet(made, rng).blocks()).layout(paper.room), paper)
    return Print(made, "unseen", {"orientation": "port"}, tuple(press.sheets), press.pdf())


def annotated(
    facts: Path, count: int, seed: int, *, held_out: bool = False, noise: float = 0.01
) -> Iterator[Annotated]:
    """Filings of this printer: the text layer of the print, annotated by geometry, with misreadings added."""
    from form4ml.reading.options import ReadOptions
    from form4ml.reading.pdf import read_pdf
    from form4ml.synthesis.annotate import annotate
    from form4ml.synthesis.facts import Facts
    from form4ml.synthesis.filings import make
    from form4ml.synthesis.noise import add_noise
    from form4ml.synthesis.ocr import squeezed
    from form4ml.synthesis.scan import Warp

    known, options = Facts.load(facts), ReadOptions(form_aware=False)
    for index in range(count):
        rng = random.Random(f"{seed}:{index}:unseen")
        made = make(known, seed, index, era=rng.choice(("2003", "2003", "2023")), held_out=held_out)
        one = print_filing(made, rng)
        document = read_pdf(one.pdf, f"unseen-{seed}-{index:03d}", "", options)
        lines = tuple(squeezed(line, at) for at, line in enumerate(document.lines))
        document = replace(document, lines=lines, kind="tsv", marks=())
        warps = [Warp(options.dpi, page.width, page.height) for page in document.pages]
        carried = annotate(document, one, warps)
        document, spans, _ = add_noise(carried.document, carried.spans, noise, rng)
        meta = {"layout": "unseen", "issuer": made.filing.issuer.name, "split": "dev" if held_out else "train"}
        gold = made.filing.model_dump(mode="json")
        yield Annotated(document, Annotation(document.name, spans, carried.parts, gold, meta))


def write(folder: Path, items: Sequence[Annotated]) -> Path:
    """A folder as `form4ml train --extra` takes it."""
    for name in ("corpus", "annotations"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    write_jsonl(folder / "corpus" / "unseen.jsonl", (document_to_plain(item.document) for item in items))
    write_jsonl(folder / "annotations" / "unseen.jsonl", (annotation_to_plain(item.annotation) for item in items))
    return folder
