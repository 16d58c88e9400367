"""Amounts of money and numbers of securities, which share a place of the form: the rest of the row tells which it is."""

from __future__ import annotations

import re

from form4ml.assembly.correct_readings import Readings
from form4ml.record import TABLES, Row

_DEBT = re.compile(r"\b(?:notes?|debentures?|bonds?|loans?)\b", re.I)
_PLACES = (("shares", "transaction_total_value"), ("shares_owned_following", "value_owned_following"))
_DEAR = 10_000  # a price from here on is a principal, not a price


def money(readings: Readings) -> None:
    """Debt is told in money where a sign or the price says so; what is told beside a number of securities is a number."""
    for table in TABLES:
        for at, row in enumerate(getattr(readings.filing, table)):
            base = f"/{table}/{at}"
            debt = bool(row.security_title and _DEBT.search(row.security_title)) and table.startswith("derivative")
            if debt and _in_money(row):
                for number, value in _PLACES:
                    _move(readings, row, base, number, value)
            elif not debt and row.shares is not None and row.transaction_total_value is None:
                _move(readings, row, base, "value_owned_following", "shares_owned_following")


def _in_money(row: Row) -> bool:
    if row.transaction_total_value is not None or row.value_owned_following is not None:
        return True
    return row.price_per_share is not None and row.price_per_share >= _DEAR


def _move(readings: Readings, row: Row, base: str, source: str, target: str) -> None:
    """Put an amount in the other field of its place; nothing owned any more is neither."""
    builder = readings.builder
    amount, proof = getattr(row, source), builder.proofs.get(f"{base}/{source}")
    if not amount or proof is None or getattr(row, target) is not None:
        return
    setattr(row, source, None)
    setattr(row, target, amount)
    del builder.proofs[f"{base}/{source}"]
    builder.proofs[f"{base}/{target}"] = proof
    builder.absent.pop(f"{base}/{target}", None)
    proof.made_by = "corrected:money-or-number"
    proof.signals = proof.signals.but(repaired=True)
