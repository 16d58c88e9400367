"""Prices decide: a dollar sign read as a figure, the range that a note tells, other prices of the day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from form4ml.assembly.correct_readings import Readings
from form4ml.checks import decide
from form4ml.checks.values import Placed, number, rows, transactions
from form4ml.normalize.names import fold_loose
from form4ml.record import PriceRange

_MARKET = frozenset("PSF")
_SCALE = 8  # beyond this factor two prices of one day are not both right


def price_in_range(readings: Readings) -> None:
    """A weighted average inside the range that its note tells bears out the range and the mark as well."""
    places = {note.id: at for at, note in enumerate(readings.filing.footnotes) if note.price_ranges}
    if not places:
        return
    notes = readings.filing.footnotes
    ranges = {ident: _ranges(notes[at].price_ranges) for ident, at in places.items()}
    everywhere = [one for some in ranges.values() for one in some]
    for placed in transactions(readings.filing):
        pointer = placed.at("price_per_share")
        own = [ident for ident in placed.row.footnotes.get("price_per_share", ()) if ident in ranges]
        known = [one for ident in own for one in ranges[ident]] or everywhere
        unread = placed.row.price_per_share is None
        if not own and not unread:
            continue
        fits = readings.weigh(pointer, placed.row.price_per_share, partial(decide.price, ranges=known))
        if fits and own:
            _support_range(readings, placed, {ident: places[ident] for ident in own})
        elif own:
            readings.contradict(pointer)


def _ranges(told: Sequence[PriceRange]) -> list[tuple[Decimal, Decimal]]:
    return [(one.low, one.high) for one in told if number(one.low) is not None and number(one.high) is not None]


def _support_range(readings: Readings, placed: Placed, own: dict[str, int]) -> None:
    price = placed.row.price_per_share
    for ident, at in own.items():
        for nth, one in enumerate(readings.filing.footnotes[at].price_ranges):
            if decide.price([price] if price is not None else [], _ranges([one])):
                readings.support(*(f"/footnotes/{at}/price_ranges/{nth}/{end}" for end in ("low", "high")))
                nth_mark = placed.row.footnotes["price_per_share"].index(ident)
                readings.support(placed.at(f"footnotes/price_per_share/{nth_mark}"))


def price_scale(readings: Readings) -> None:
    """Market prices of one security and day are near each other: a lost point shows, and where it stood."""
    groups: dict[tuple[str, str], list[Placed]] = {}
    for placed in rows(readings.filing, "non_derivative_transactions"):
        row = placed.row
        if row.transaction_code in _MARKET and row.transaction_date:
            groups.setdefault((fold_loose(row.security_title or ""), row.transaction_date), []).append(placed)
    for group in groups.values():
        if len(group) > 1:
            _scale(readings, group)


def _scale(readings: Readings, group: list[Placed]) -> None:
    prices = {p.at("price_per_share"): readings.first(p.at("price_per_share"), p.row.price_per_share) for p in group}
    for placed in group:
        pointer = placed.at("price_per_share")
        others = [price for other, price in prices.items() if other != pointer and price]
        if not others:
            continue
        value = placed.row.price_per_share
        fits = readings.weigh(pointer, value, partial(decide.price_like, others=others), confirms=False)
        mine = prices[pointer]
        if fits or not mine or len(others) < 2:
            continue
        if all(mine > other * _SCALE or mine * _SCALE < other for other in others):
            readings.contradict(pointer)
