"""Prices decide: a dollar sign read as a figure, the range that a note tells, other prices of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.found import Found
from form4ml.checks import decide
from form4ml.checks.decide import Choice
from form4ml.checks.values import XML_ERA, Placed, days_told, number, rows, transactions
from form4ml.normalize import amounts
from form4ml.normalize.names import fold_loose
from form4ml.record import PriceRange

MARKET = frozenset("PSF")
_SCALE = 8  # beyond this factor two prices of one day are not both right
_FIELDS = ("price_per_share", "conversion_or_exercise_price")
_SIGNED = re.compile(r"[^$]{0,3}\$|[Ss]\s?[\dOo]")
_BARE = re.compile(r"[12467]")
_LIKE_A_SIGN = re.compile(r"[8359g]|[|Il!]?\s?[gsS]\s?[0Oo]{1,2}$")
# A rule of the table, or the sign once more, behind the sign: `$ 19.75` where 9.75 is printed.
_RULE_BEHIND = re.compile(r"\$\s+[1479](?=\d)")
# `80`, `go0`: what is read of `$0`. Of several thousand filed prices one in a thousand is a true 30, 50, 80 or 90; most are 0.
_NOUGHT = re.compile(r"[8359]\s?[0Oo]|[|Il!]?\s?[gsS]\s?[0Oo]{1,2}")


class _Printed(NamedTuple):
    """A price as it was read."""

    placed: Placed
    field: str
    item: Found

    @property
    def pointer(self) -> str:
        return self.placed.at(self.field)

    @property
    def value(self) -> Decimal | None:
        value: Decimal | None = getattr(self.placed.row, self.field)
        return value

    @property
    def text(self) -> str:
        return self.item.text.strip()


def dollar_sign(readings: Readings) -> None:
    """Where a form prints `$` before its prices, `80` is `$0`, and the first figure of one without may be its sign."""
    printed = list(_printed(readings))
    signed = [one for one in printed if _SIGNED.match(one.text)]
    for one in _unsigned(readings, printed):
        if _NOUGHT.fullmatch(one.text):
            if not _may_be_paid(one, signed):
                readings.take(one.pointer, Choice(Decimal(0), "dollar-sign"))
        else:
            _offer(readings, one, one.text[1:])
    for one in signed:
        if _RULE_BEHIND.match(one.text):
            _offer(readings, one, _RULE_BEHIND.sub("", one.text))


def dollar_doubt(readings: Readings) -> None:
    """A price that should have a sign before it, and begins with what a sign is taken for, is doubted till borne out.

    One that is near another price of the form has not a figure too many.
    """
    printed = list(_printed(readings))
    if any(_SIGNED.match(one.text) for one in printed):
        for one in _unsigned(readings, printed):
            known = [
                value
                for other in printed
                if other.pointer != one.pointer and (value := number(other.value)) and value != one.value
            ]
            if one.value is not None and decide.price_like([one.value], known) is None:
                readings.contradict(one.pointer)


def _printed(readings: Readings) -> Iterator[_Printed]:
    for placed in rows(readings.filing):
        for field in _FIELDS:
            pointer = placed.at(field)
            proof = readings.proof(pointer)
            if proof is not None and not proof.signals.inferred:
                yield _Printed(placed, field, proof.found)
            elif pointer in readings.undecided:
                yield _Printed(placed, field, readings.undecided[pointer][0])


def _unsigned(readings: Readings, printed: Sequence[_Printed]) -> list[_Printed]:
    """Prices that begin with what a sign is taken for, where the form has signs; none where signs were lost."""
    unsure = [one for one in printed if not _SIGNED.match(one.text) and _LIKE_A_SIGN.match(one.text)]
    signed = sum(1 for one in printed if _SIGNED.match(one.text))
    bare = sum(1 for one in printed if _BARE.match(one.text))
    if not signed and not bare:  # no other price tells
        unsure = [one for one in unsure if one.field == "price_per_share" and _of_xml_era(readings)]
    elif signed <= bare:
        return []
    return [one for one in unsure if not _sign_before(readings, one.item)]


def _of_xml_era(readings: Readings) -> bool:
    """Whether a form is known to be a print of an electronic filing, which has a sign before each price."""
    known = days_told(readings.filing)
    return bool(known) and min(known) >= XML_ERA


def _sign_before(readings: Readings, item: Found) -> bool:
    """Whether a sign stands before the price that was not read as part of it."""
    tokens = readings.builder.view.tokens
    at = item.tokens[0] - 1 if item.tokens else -1
    return 0 <= at < len(tokens) and tokens[at].text.endswith("$")


def _may_be_paid(one: _Printed, signed: Sequence[_Printed]) -> bool:
    """Whether the figures may be a price after all: one of the market is never nothing, another place may say the same."""
    if one.placed.row.transaction_code in MARKET and one.field == "price_per_share":
        return True
    return one.value is not None and any(one.value == other.value for other in signed)


def _offer(readings: Readings, one: _Printed, text: str) -> None:
    """Another reading, for the rules to decide."""
    proof = readings.proof(one.pointer)
    less = amounts.price(text).value
    if proof is not None and less is not None and less not in (one.value, *proof.alternatives):
        proof.alternatives.append(less)


def price_in_range(readings: Readings) -> None:
    """A weighted average inside the range that its note tells bears out the range and the mark as well."""
    places = {note.id: at for at, note in enumerate(readings.filing.footnotes) if note.price_ranges}
    if not places:
        return
    notes = readings.filing.footnotes
    ranges = {ident: ranges_of(notes[at].price_ranges) for ident, at in places.items()}
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


def ranges_of(told: Sequence[PriceRange]) -> list[tuple[Decimal, Decimal]]:
    """The ranges that can be reckoned with."""
    return [(one.low, one.high) for one in told if number(one.low) is not None and number(one.high) is not None]


def _support_range(readings: Readings, placed: Placed, own: dict[str, int]) -> None:
    price = placed.row.price_per_share
    for ident, at in own.items():
        for nth, one in enumerate(readings.filing.footnotes[at].price_ranges):
            if decide.price([price] if price is not None else [], ranges_of([one])):
                readings.support(*(f"/footnotes/{at}/price_ranges/{nth}/{end}" for end in ("low", "high")))
                nth_mark = placed.row.footnotes["price_per_share"].index(ident)
                readings.support(placed.at(f"footnotes/price_per_share/{nth_mark}"))


def price_scale(readings: Readings) -> None:
    """Market prices of one security and day are near each other: a lost point shows, and where it stood."""
    groups: dict[tuple[str, str], list[Placed]] = {}
    for placed in rows(readings.filing, "non_derivative_transactions"):
        row = placed.row
        if row.transaction_code in MARKET and row.transaction_date:
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
