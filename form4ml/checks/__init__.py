"""Checks: one function a rule of the form. A rule finds, it never repairs.

`error`: no filing that EDGAR accepted says this, so it was misread. `warning`: true filings say it rarely.
`info`: true filings say it often enough; worth a look all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from form4ml.checks import balance, days, form, notes, people, plan, prices, trades
from form4ml.record import Filing, Finding

Rule = Callable[[Filing], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    form.document_type,
    form.amendment,
    form.limits,
    form.tables_filled,
    form.owners_filled,
    people.issuer_known,
    people.relationship,
    people.titles,
    people.addresses,
    people.owners_differ,
    people.joint_filing,
    people.signed,
    people.signer_is_owner,
    trades.code_known,
    trades.code_direction,
    trades.sides,
    trades.pairs,
    trades.needed_cells,
    trades.value_or_note,
    trades.shares_or_value,
    trades.nature,
    trades.no_sign,
    balance.running_balance,
    balance.below_zero,
    prices.price_in_range,
    prices.range_order,
    prices.price_above_zero,
    prices.price_scale,
    days.dates_valid,
    days.signed_after_trades,
    days.original_after_period,
    days.expiration_after,
    days.plan_before_trade,
    days.period_is_earliest,
    days.dates_near,
    days.market_day,
    days.on_time,
    plan.plan_box,
    plan.box_on_the_form,
    notes.note_ids,
    notes.notes_referenced,
)
_RANK = {"error": 0, "warning": 1, "info": 2}


def issuer_symbol(symbols_of: Callable[[str], Iterable[str]]) -> Rule:
    """A rule that holds the trading symbol against a list of one's own: issuer's name to the symbols it is known by."""

    def rule(filing: Filing) -> Iterator[Finding]:
        name, symbol = filing.issuer.name, filing.issuer.trading_symbol
        known = [one.upper() for one in symbols_of(name)] if name and symbol else []
        if symbol and known and symbol.upper() not in known:
            told = f"{name} is known by {', '.join(known)}, but the form gives the symbol {symbol}."
            yield Finding(
                rule="issuer-symbol",
                severity="warning",
                message=told,
                pointers=["/issuer/name", "/issuer/trading_symbol"],
            )

    return rule


def run(filing: Filing, more: Iterable[Rule] = ()) -> list[Finding]:
    """What the rules find in a record, errors first. `more`: rules of one's own, run after these."""
    found = [one for rule in (*RULES, *more) for one in rule(filing)]
    return sorted(found, key=lambda one: _RANK[one.severity])
