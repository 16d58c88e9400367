"""Notes that no mark was read for find their cells by what they say: a range of prices belongs to the prices inside it."""

from __future__ import annotations

from decimal import Decimal

from form4ml.assembly.correct_prices import MARKET, ranges_of
from form4ml.assembly.correct_readings import Readings
from form4ml.checks import decide
from form4ml.checks.values import number, transactions
from form4ml.record import Footnote


def priced_notes(readings: Readings) -> None:
    """A price inside the range of one note alone, which no mark was read for, is the price that the note speaks of."""
    named = {
        ident for placed in transactions(readings.filing) for ids in placed.row.footnotes.values() for ident in ids
    }
    told = [
        (at, note) for at, note in enumerate(readings.filing.footnotes) if note.price_ranges and note.id not in named
    ]
    if not told:
        return
    for placed in transactions(readings.filing):
        row, price = placed.row, number(placed.row.price_per_share)
        if not price or row.footnotes.get("price_per_share") or row.transaction_code not in (*MARKET, None):
            continue
        fitting = [(at, note) for at, note in told if _holds(note, price)]
        if len(fitting) == 1:
            at, note = fitting[0]
            pointer, source = placed.at("footnotes/price_per_share/0"), f"/footnotes/{at}/price_ranges/0/low"
            if readings.inferred(pointer, "price-in-range", source):
                row.footnotes["price_per_share"] = [note.id]


def _holds(note: Footnote, price: Decimal) -> bool:
    """Whether a price lies inside a note's range; a range of one price tells nothing."""
    return decide.price([price], [(low, high) for low, high in ranges_of(note.price_ranges) if low < high]) is not None
