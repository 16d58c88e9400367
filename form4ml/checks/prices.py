"""Rules on prices: inside the range that their footnote tells, above zero where money changed hands, of one scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from form4ml.checks.values import Placed, finding, number, rows, shown, transactions
from form4ml.record import Filing, Finding

ROUNDING = Decimal("0.006")  # an average rounded to cents may lie half a cent outside
_FOR_MONEY = frozenset("PS")
_SCALE = 8  # two prices of one security on one form lie within this factor of each other


def price_in_range(filing: Filing) -> Iterator[Finding]:
    """A weighted average lies between the lowest and the highest price that its footnote names."""
    ranges = {
        note.id: [
            (low, high)
            for one in note.price_ranges
            if (low := number(one.low)) is not None and (high := number(one.high)) is not None
        ]
        for note in filing.footnotes
        if note.price_ranges
    }
    if not ranges:
        return
    indexes = {note.id: index for index, note in enumerate(filing.footnotes)}
    for placed in transactions(filing):
        price = number(placed.row.price_per_share)
        noted = [
            (ident, one) for ident in placed.row.footnotes.get("price_per_share", ()) for one in ranges.get(ident, ())
        ]
        if price is None or not noted or any(low - ROUNDING <= price <= high + ROUNDING for _, (low, high) in noted):
            continue
        ident, (low, high) = noted[0]
        told = f"{placed.name} has the price {shown(price)}, outside the range {shown(low)} to {shown(high)} of note {ident}."
        yield finding(
            "price-in-range",
            "warning",
            told,
            [placed.at("price_per_share"), f"/footnotes/{indexes[ident]}/price_ranges"],
        )


def range_order(filing: Filing) -> Iterator[Finding]:
    """A range runs from its low to its high, and not over several times its low."""
    for index, note in enumerate(filing.footnotes):
        for at, one in enumerate(note.price_ranges):
            low, high = number(one.low), number(one.high)
            if low is None or high is None:
                continue
            where = [f"/footnotes/{index}/price_ranges/{at}"]
            if low > high:
                yield finding(
                    "range-order",
                    "error",
                    f"Note {note.id} has a price range from {shown(low)} down to {shown(high)}.",
                    where,
                )
            elif low > 0 and high > low * 5:
                told = (
                    f"Note {note.id} has a price range from {shown(low)} to {shown(high)}, which is wide for one day."
                )
                yield finding("range-order", "warning", told, where)


def price_above_zero(filing: Filing) -> Iterator[Finding]:
    """A purchase or sale has a price."""
    for placed in rows(filing, "non_derivative_transactions"):
        price = number(placed.row.price_per_share)
        if placed.row.transaction_code in _FOR_MONEY and price is not None and price <= 0:
            noted = bool(placed.row.footnotes.get("price_per_share"))
            told = f"{placed.name} is a {'purchase' if placed.row.transaction_code == 'P' else 'sale'} at a price of {shown(price)}."
            yield finding("price-above-zero", "info" if noted else "warning", told, [placed.at("price_per_share")])


def price_scale(filing: Filing) -> Iterator[Finding]:
    """Open-market prices of one security on one form are near each other; a lost decimal point shows here."""
    groups: dict[str, list[tuple[Decimal, Placed]]] = {}
    for placed in rows(filing, "non_derivative_transactions"):
        price = number(placed.row.price_per_share)
        if placed.row.transaction_code in ("P", "S", "F") and price is not None and price > 0:
            groups.setdefault((placed.row.security_title or "").casefold(), []).append((price, placed))
    for group in groups.values():
        prices = sorted(price for price, _ in group)
        middle = prices[(len(prices) - 1) // 2]
        for price, placed in group:
            if len(group) > 1 and (price > middle * _SCALE or price * _SCALE < middle):
                told = f"{placed.name} has the price {shown(price)}, while others of the same security are near {shown(middle)}."
                yield finding("price-scale", "warning", told, [placed.at("price_per_share")])
