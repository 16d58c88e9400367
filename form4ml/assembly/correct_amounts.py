"""Amounts decide: how thousands are parted, and that a derivative security is nearly always for as many shares."""

from __future__ import annotations

import re
from decimal import Decimal

from form4ml.assembly.correct_readings import Readings, cut_short
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, number, rows, transactions
from form4ml.record import TABLES

_FIELDS = ("shares", "shares_owned_following", "underlying_shares")
# Of 4,492 rows of Table II with these codes 58 are for another number of shares; of the other codes many more are.
_FOR_ONE = frozenset("MADGIF")
_TELLING = 100  # an amount that another one begins or ends with by no chance
_MOST_FOR_ONE = 100
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LIKE_A_RULE = "1479"  # what engines read an upright stroke as


def grouped(readings: Readings) -> None:
    """Thousands are parted by commas: a figure too many before them, like an upright stroke, is a rule of the table."""
    for placed in (placed for table in TABLES for placed in rows(readings.filing, table)):
        for field in _FIELDS:
            pointer = placed.at(field)
            proof = readings.proof(pointer)
            if proof is None or proof.signals.inferred or proof.signals.supported:
                continue
            text = proof.found.text.strip(" |]")
            rest = text[1:].lstrip(",")
            if _GROUPED.fullmatch(text) or text[:1] not in _LIKE_A_RULE or not _GROUPED.fullmatch(rest):
                continue
            readings.take_likely(pointer, Choice(Decimal(rest.replace(",", "")), "rule-before-amount"))


def owned_behind_rule(readings: Readings) -> None:
    """Who acquires owns as much at least: an amount owned that is what was acquired behind a stroke is that amount."""
    for placed in transactions(readings.filing):
        row, pointer = placed.row, placed.at("shares_owned_following")
        shares, owned = number(row.shares), number(row.shares_owned_following)
        if row.acquired_disposed != "A" or not shares or not owned or shares < _TELLING:
            continue
        if _behind_rule(shares, owned) and not readings.is_supported(pointer):
            readings.take(pointer, Choice(shares, "rule-before-amount"))


def as_many(readings: Readings) -> None:
    """Where a row of Table II tells two amounts for its securities and those underlying them, one of them was misread."""
    for placed in rows(readings.filing, "derivative_transactions"):
        row = placed.row
        shares, underlying = number(row.shares), number(row.underlying_shares)
        if row.transaction_code not in _FOR_ONE or not shares or not underlying or shares == underlying:
            continue
        here, there = placed.at("shares"), placed.at("underlying_shares")
        short, long = sorted((here, there), key=lambda pointer: shares if pointer == here else underlying)
        least, most = sorted((shares, underlying))
        if _behind_rule(least, most) and not readings.is_supported(long):
            readings.take(long, Choice(least, "rule-before-amount"))
        elif cut_short(least, most) and not readings.is_supported(short):
            readings.take(short, Choice(most, "same-row"))
        elif most % least or most / least > _MOST_FOR_ONE:  # one may be for ten, as of depositary shares
            _doubt(readings, placed, here, there)


def _behind_rule(amount: Decimal, read: Decimal) -> bool:
    """Whether what was read is the amount with one figure before it that a rule of the table looks like."""
    text = f"{read:f}"
    return text[0] in _LIKE_A_RULE and text[1:] == f"{amount:f}"


def _doubt(readings: Readings, placed: Placed, here: str, there: str) -> None:
    """Doubt the one of both that nothing bears out, or both; the amount owned may bear out one."""
    owned = number(placed.row.shares_owned_following)
    for pointer, value in ((here, placed.row.shares), (there, placed.row.underlying_shares)):
        if not owned or number(value) != owned:
            readings.contradict(pointer)
