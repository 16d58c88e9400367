"""Fractions of a share decide: a row has them in its shares and its amount owned alike, else a comma was read as a point."""

from __future__ import annotations

from decimal import Decimal

from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, number, rows
from form4ml.normalize.names import fold_loose

_TRADED = ("shares", "underlying_shares")
_FIELDS = (*_TRADED, "shares_owned_following")
_PLACES = -3  # of a fraction that may be a group of three


def fractions(readings: Readings) -> None:
    """Three places behind a point, where all else of the row and of its security is whole, are a group behind a comma.

    An amount owned may have a fraction of its own, from dividends reinvested: it is only doubted.
    """
    fractional: dict[str, set[str]] = {}
    for placed in rows(readings.filing):
        for field in _FIELDS:
            if _is_fraction(getattr(placed.row, field)):
                fractional.setdefault(fold_loose(placed.row.security_title or ""), set()).add(placed.at(field))
    all_rows = list(rows(readings.filing))
    single = {placed.at(field) for placed in all_rows for field in _FIELDS if _stands_alone(placed, field)}
    for placed in all_rows:
        alike = fractional.get(fold_loose(placed.row.security_title or ""), set())
        for field in _FIELDS:
            if placed.at(field) in alike & single:
                _weigh(readings, placed, field, alone=len(alike) == 1, doubted=alike <= single)


def _is_fraction(value: Decimal | None) -> bool:
    known = number(value)
    return known is not None and known != known.to_integral_value()


def _stands_alone(placed: Placed, field: str) -> bool:
    """Whether the row's other amounts, one or more besides noughts, are all whole."""
    others = [number(getattr(placed.row, other)) for other in _FIELDS if other != field]
    return any(others) and not any(map(_is_fraction, others))


def _weigh(readings: Readings, placed: Placed, field: str, *, alone: bool, doubted: bool) -> None:
    pointer, value = placed.at(field), getattr(placed.row, field)
    whole = value.scaleb(-_PLACES)
    if readings.is_supported(pointer) or value.as_tuple().exponent != _PLACES:
        return
    if field in _TRADED and alone and whole in readings.of(pointer, value):
        readings.take(pointer, Choice(whole.to_integral_value(), "whole-shares"))
    elif doubted:
        readings.contradict(pointer)
