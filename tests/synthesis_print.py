"""A small print drawn for the tests of scanning, reading and annotating: one word a run, with its labels."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from form4ml.document import CellRef
from form4ml.record import Filing, Issuer
from form4ml.synthesis.made import Made, Print, Run, RunSpan, Sheet

FONT = "Times-Roman"
SIZE = 11.0


@dataclass(frozen=True)
class Bit:
    """A word to print."""

    text: str
    label: str = ""
    group: int = 0
    raised: bool = False  # a mark, set against the word before it


def printed(
    rows: list[tuple[float, float, str, list[Bit]]], width: float = 612, height: float = 400, name: str = "toy"
) -> Print:
    """Words in rows of (left, baseline, part, bits), in points."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    runs: list[Run] = []
    for left, baseline, part, bits in rows:
        at = left
        for bit in bits:
            size, base = (SIZE * 0.7, baseline - 4) if bit.raised else (SIZE, baseline)
            at = at - 4 if bit.raised else at
            canvas.setFont(FONT, size)
            canvas.drawString(at, height - base, bit.text)
            wide = stringWidth(bit.text, FONT, size)
            spans = (RunSpan(0, len(bit.text), bit.label, bit.group),) if bit.label else ()
            cell = CellRef("1", 0, bit.label.lower()) if part == "table1" else None
            runs.append(
                Run(bit.text, at, base - size * 0.75, at + wide, base + size * 0.25, part, spans, cell, bit.raised)
            )
            at += wide + 4
    canvas.save()
    filing = Filing(issuer=Issuer(name="Cellectar Biosciences, Inc."))
    sheet = Sheet(width, height, tuple(runs))
    return Print(Made(name, "2003", filing), "toy", {"orientation": "portrait"}, (sheet,), out.getvalue())


def table_print(name: str = "toy") -> Print:
    """A header line, three table rows with marks, and a two-line note."""
    rows = [
        (40.0, 60.0, "box", [Bit(w, "OWNER_NAME", 1) for w in ("CARUSO", "JAMES", "V")]),
        (
            280.0, 60.0, "box",
            [*(Bit(w, "ISSUER", 2) for w in ("Cellectar", "Biosciences,", "Inc.")), Bit("["), Bit("CLRB", "TICKER", 3), Bit("]")],
        ),
    ]  # fmt: skip
    for row in range(3):
        y, group = 110.0 + 24 * row, 10 * row + 10
        rows += [
            (40, y, "table1", [Bit("Common", "SECURITY", group), Bit("Stock", "SECURITY", group)]),
            (150, y, "table1", [Bit("03/12/2018", "DATE", group + 1)]),
            (250, y, "table1", [Bit("34,000", "SHARES", group + 2), Bit("(1)", "FOOTNOTE_MARK", group + 3, True)]),
            (350, y, "table1", [Bit("$24.1427", "PRICE", group + 4), Bit("(2)", "FOOTNOTE_MARK", group + 5, True)]),
            (480, y, "table1", [Bit("75,477", "OWNED", group + 6)]),
        ]
    note = ["The sales reported in this Form were effected pursuant to a trading plan", "adopted on November 29, 2017."]
    for row, text in enumerate(note):
        rows.append((40, 220.0 + 14 * row, "notes", [Bit(word, "FOOTNOTE", 90) for word in text.split()]))
    return printed(rows, name=name)
