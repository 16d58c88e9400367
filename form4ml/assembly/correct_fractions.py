"""Fractions of a share decide: a row has them in its shares and its amount owned alike, else a comma was read as a point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, number, rows
from form4ml.normalize.names import fold_loose

_TRADED = ("shares", "underlying_shares")
_FIELDS = (*_TRADED, "shares_owned_following")
_PLANS = re.compile(
    r"\bdividend|\breinvest|\bfraction|\b401\s?\(|\bsavings\b|\bpurchase plan\b|\bESPP\b|\bDRIP\b|\bphantom\b", re.I
)
_THREE = 3  # figures before the point of an amount that may be thousands
_PLACES = -3  # of a fraction that may be a group of three
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # whole, its comma read as a point, or a fraction of three places
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_WITH_MARK = re.compile(r"\d{1,3}\.\d{4}")  # a group of three with a note's mark, or a fraction of four places
_FRACTION = re.compile(r"[\d,]+\.\d+")


def thousands(readings: Readings) -> None:
    """Where no amount of a filing has a fraction, three places behind a point are thousands behind a comma.

    Likewise where points outnumber commas, unless a fraction stands behind thousands. On made-up filings read by a real
    engine 241 of 244 were thousands, on real ones 19 of 19. A fourth place that names a note is its mark.
    """
    texts = dict(_texts(readings))
    notes = {note.id for note in readings.filing.footnotes}
    read = set(texts.values())
    pointed = {text for text in read if _POINTED.fullmatch(text)}
    marked = {text for text in read if _WITH_MARK.fullmatch(text) and f"F{text[-1]}" in notes}
    grouped = {text for text in read if _GROUPED.fullmatch(text)}
    with_fractions = {text for text in read if _FRACTION.fullmatch(text)} - pointed - marked
    certain = any(len(text.split(".")[0]) > _THREE for text in with_fractions) or _tells_of_fractions(readings)
    if certain or (with_fractions and len(pointed) <= max(1, len(grouped) + len(with_fractions))):
        return
    for pointer, text in texts.items():
        digits = text if text in pointed else text[:-1] if text in marked and grouped | pointed else None
        if digits is None or readings.is_supported(pointer):
            continue
        readings.take_likely(pointer, Choice(Decimal(digits.replace(".", "")), "whole-shares"))


def _tells_of_fractions(readings: Readings) -> bool:
    """Whether the filing names what gives fractions of shares: dividends reinvested, plans that buy for round sums."""
    filing = readings.filing
    told = [note.text for note in filing.footnotes]
    told += [text for placed in rows(filing) for text in (placed.row.security_title, placed.row.nature_of_ownership)]
    return any(text and _PLANS.search(text) for text in told)


def _texts(readings: Readings) -> Iterator[tuple[str, str]]:
    """The amounts of the tables as they were read, the letter of the next column left out."""
    for placed in rows(readings.filing):
        for field in _FIELDS:
            proof = readings.proof(placed.at(field))
            if proof is not None and not proof.signals.inferred and getattr(placed.row, field) is not None:
                yield placed.at(field), re.sub(r"\s?[/|\]]?\s?[AD]?$", "", proof.found.text.strip(" |]"))


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
