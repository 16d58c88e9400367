"""A trade that only the notes tell, where the table that would have shown it could not be read."""

from __future__ import annotations

import re
from typing import Literal

from form4ml.assembly.builder import Builder
from form4ml.record import ROW_FIELDS, Footnote, Row

_SOLD = re.compile(r"\b(?:sold|sales?|dispos(?:ed|ition)|surrendered|withheld|selling)\b", re.I)
_BOUGHT = re.compile(r"\b(?:purchased?|purchases|acquired|bought|acquisition)\b", re.I)


def build(builder: Builder) -> None:
    """Add rows of origin "footnote": a number of shares and a day that one note gives together."""
    filing = builder.filing
    if any((filing.non_derivative_transactions, filing.non_derivative_holdings, filing.derivative_transactions)):
        return
    for n, note in enumerate(filing.footnotes):
        if len(note.shares) != 1 or len(note.dates) != 1:
            continue
        row = Row(origin="footnote", shares=note.shares[0], transaction_date=note.dates[0])
        at = len(filing.non_derivative_transactions)
        filing.non_derivative_transactions.append(row)
        base = f"/non_derivative_transactions/{at}"
        proof = builder.proofs[f"/footnotes/{n}/shares/0"]
        day = builder.proofs[f"/footnotes/{n}/dates/0"]
        builder.prove(f"{base}/shares", proof.found, made_by="footnote", signals=proof.signals)
        builder.prove(f"{base}/transaction_date", day.found, made_by="footnote", signals=day.signals)
        side = _side(note)
        if side is not None:
            row.acquired_disposed = side
            builder.prove(
                f"{base}/acquired_disposed", proof.found, made_by="footnote", signals=proof.signals.but(inferred=True)
            )
        for name in ROW_FIELDS["non_derivative_transactions"]:
            if getattr(row, name) is None:
                builder.missing(f"{base}/{name}", "unreadable")


def _side(note: Footnote) -> Literal["A", "D"] | None:
    """Sold or bought, from the words between the number and the sentence's end; None where the note says both."""
    text = note.text or ""
    number = f"{note.shares[0]:,}"
    at = text.find(number)
    words = text[at : at + 120].split(".")[0] if at >= 0 else text
    sold, bought = bool(_SOLD.search(words)), bool(_BOUGHT.search(words))
    if sold == bought:
        sold, bought = bool(_SOLD.search(text)), False
    return "D" if sold else "A" if bought else None
