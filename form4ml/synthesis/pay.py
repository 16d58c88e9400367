"""Scenes of pay in stock: exercises, vestings, grants, deferrals."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from form4ml.synthesis.book import Note
from form4ml.synthesis.derivatives import explain_gaps, paired
from form4ml.synthesis.holdings import holding_rows
from form4ml.synthesis.market import lot_sizes, market_trades, plan_note, range_around
from form4ml.synthesis.stage import Stage, quantize

OPTIONS = ("Stock Option (Right to Buy)", "Stock Option (right to buy)", "Employee Stock Option (Right to Buy)", "Stock Options", "Option to Purchase Common Stock", "Non-Qualified Stock Option (right to buy)", "Employee Stock Option", "Options", "Incentive Stock Option (right to buy)", "Option (Right to Buy)")  # fmt: skip
UNITS = ("Restricted Stock Units", "Restricted Stock Units", "Restricted Stock Unit", "Performance Stock Units", "Restricted Share Units", "RSUs", "Performance Restricted Stock Units", "Restricted Stock Units (RSUs)", "Deferred Stock Units")  # fmt: skip
ZERO = Decimal(0)


def option_dates(stage: Stage) -> tuple[str | None, str]:
    granted = stage.on - timedelta(days=stage.rng.randint(300, 3300))
    expires = granted + timedelta(days=3652 if stage.chance(0.85) else 2557)
    if expires <= stage.on:
        expires = stage.on + timedelta(days=stage.rng.randint(5, 400))
    exercisable = None if stage.chance(0.6) else (granted + timedelta(days=365)).isoformat()
    return exercisable, expires.isoformat()


def exercise(stage: Stage, then_sell: bool | None = None) -> None:
    """Options exercised: an M row in both tables, mostly with sales after."""
    rng = stage.rng
    title = rng.choice(OPTIONS)
    option_rows = []
    count = rng.choice((1, 1, 1, 1, 2, 2, 3, 4))
    total = ZERO
    for _ in range(count):
        shares = stage.count(8000)
        strike = stage.money(stage.price * rng.uniform(0.05, 0.9), 2)
        entry = stage.trade("M", "A", shares, strike)
        total += shares
        if stage.planned and stage.chance(0.6) and (note := plan_note(stage)) is not None:
            entry.mark(stage.plan_column, note)
        option_rows.append((shares, strike))
    if then_sell if then_sell is not None else stage.chance(0.75):
        market_trades(stage, "S", min(lot_sizes(stage), 20), stage.direct(), total if stage.chance(0.6) else None)
    elif stage.chance(0.5):
        entry = stage.trade("F", "D", quantize(float(total) * rng.uniform(0.3, 0.8), 0), stage.money(stage.price))
        if stage.chance(0.7):
            entry.mark(
                rng.choice(("shares", "transaction_code")), stage.book.note("tax", shares=entry.values["shares"])
            )
    same_note = stage.book.note("vesting", derivative=title) if stage.chance(0.7) else None
    for shares, strike in option_rows:
        dates = option_dates(stage)
        after = ZERO if stage.chance(0.4) else stage.count(10_000)
        entry = paired(stage, title, "M", "D", shares, exercise=strike, price=ZERO, dates=dates, after=after)
        if same_note is not None and (dates[0] is None or stage.chance(0.4)):
            entry.mark("exercise_date", same_note)
        if stage.planned and stage.chance(0.3) and stage.plan_note is not None:
            entry.mark("transaction_code", stage.plan_note)
        explain_gaps(stage, entry)


def vesting(stage: Stage) -> None:
    """Units vest: shares in, some withheld or sold for taxes, the units out."""
    title = stage.rng.choice(UNITS)
    with_units = stage.chance(0.75) and stage.era not in ("1996", "2002")
    unit_note = stage.book.note("unit", derivative=title) if stage.chance(0.8) else None
    withheld = stage.chance(0.7)
    amounts = [stage.count(5000) for _ in range(stage.rng.choice((1, 1, 1, 2, 2, 3, 4)))]
    tax_note: Note | None = None
    for shares in amounts:
        if with_units or stage.chance(0.5):
            _vested(stage, title, shares, unit_note, with_units)
        if withheld and stage.chance(0.85):
            kept = max(Decimal(1), quantize(float(shares) * stage.rng.uniform(0.22, 0.5), 0))
            row = stage.trade("F", "D", kept, stage.money(stage.price))
            if tax_note is None or stage.chance(0.1):
                tax_note = stage.book.note("tax", shares=kept if len(amounts) == 1 else None, derivative=title)
            row.mark(stage.rng.choice(("transaction_code", "shares", "shares", "price_per_share")), tax_note)
    if not withheld:
        _sold_to_cover(stage, sum(amounts, ZERO))
    if with_units:
        _units_out(stage, title, amounts, unit_note)


def _vested(stage: Stage, title: str, shares: Decimal, unit_note: Note | None, with_units: bool) -> None:
    entry = stage.trade("M" if with_units else "A", "A", shares, ZERO)
    if stage.chance(0.7):
        column = stage.rng.choice(("transaction_code", "shares", "price_per_share", "security_title"))
        entry.mark(column, unit_note)
    if with_units and stage.chance(0.3):
        entry.values["price_per_share"] = None
        entry.mark("price_per_share", unit_note or stage.book.note("unit", derivative=title))


def _sold_to_cover(stage: Stage, vested: Decimal) -> None:
    on = stage.day_after(stage.on) if stage.chance(0.5) else stage.on
    shares = max(Decimal(1), quantize(float(vested) * stage.rng.uniform(0.25, 0.5), 0))
    low, high, average = range_around(stage, stage.price)
    sold = stage.trade("S", "D", shares, average, on=on)
    sold.mark(stage.rng.choice(("transaction_code", "shares")), stage.book.note("cover", on=on, shares=shares))
    if stage.chance(0.6):
        sold.mark("price_per_share", stage.book.note("range", on=on, shares=shares, price=average, low=low, high=high))


def _units_out(stage: Stage, title: str, amounts: list[Decimal], unit_note: Note | None) -> None:
    schedule = stage.book.note("vesting", derivative=title) if stage.chance(0.9) else None
    for shares in amounts:
        left = ZERO if stage.chance(0.2) else stage.count(9000)
        strike = ZERO if stage.chance(0.2) else None
        entry = paired(stage, title, "M", "D", shares, exercise=strike, price=ZERO, dates=(None, None), after=left)
        entry.mark("conversion_or_exercise_price", unit_note)
        if stage.chance(0.15):
            entry.mark("security_title", unit_note)
        note = schedule if not stage.chance(0.25) else stage.book.note("vesting", derivative=title)
        entry.mark("exercise_date", note)
        entry.mark("expiration_date", note)
        explain_gaps(stage, entry)


def grants(stage: Stage) -> None:
    """Restricted stock or units granted, in Table I."""
    for _ in range(stage.rng.choice((1, 1, 1, 1, 2, 2, 3, 5))):
        shares = stage.count(6000)
        entry = stage.trade("A", "A", shares, ZERO)
        if stage.chance(0.12):
            entry.values["price_per_share"] = None if stage.chance(0.6) else stage.money(stage.price)
        group = stage.rng.choice(("grant", "grant", "grant", "vesting", "performance", "unit"))
        groups = [group] if stage.chance(0.6) else ["unit" if group != "unit" else "grant", "vesting"]
        if stage.chance(0.9) or entry.values["price_per_share"] is None:
            entry.mark(
                stage.rng.choice(("shares", "transaction_code", "shares", "security_title")),
                stage.book.note(*groups, shares=shares),
            )
        if entry.values["price_per_share"] is None:
            entry.mark(
                "price_per_share",
                stage.book.note(stage.rng.choice(("grant", "price-single")), price=stage.money(stage.price)),
            )
        if stage.chance(0.35):
            entry.mark("shares_owned_following", stage.book.note(stage.rng.choice(("balance", "purchase-plan"))))


def option_grant(stage: Stage) -> None:
    rng = stage.rng
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        units = stage.chance(0.4) and stage.era not in ("1996", "2002")
        title = rng.choice(UNITS if units else OPTIONS)
        shares = stage.count(12_000)
        years = 3652 if stage.chance(0.9) else 1826
        expires = None if units else (stage.on + timedelta(days=years - rng.choice((0, 1)))).isoformat()
        first = None if stage.chance(0.7) else (stage.on + timedelta(days=365)).isoformat()
        strike = None if units else stage.money(stage.price)
        entry = paired(
            stage,
            title,
            "A",
            "A",
            shares,
            exercise=strike,
            price=ZERO,
            dates=(first, expires),
            after=shares if stage.chance(0.7) else shares + stage.count(),
        )
        note = stage.book.note(
            *(("unit", "vesting") if units and stage.chance(0.4) else ("vesting",)), derivative=title
        )
        if first is None:
            entry.mark("exercise_date", note)
        else:
            entry.mark(rng.choice(("shares", "exercise_date")), note)
        explain_gaps(stage, entry)


def deferral(stage: Stage) -> None:
    """Phantom stock and deferred units credited, plan purchases."""
    title = stage.rng.choice(
        (
            "Phantom Stock",
            "Phantom Stock Units",
            "Deferred Stock Units",
            "Deferred Share Units",
            "Stock Units",
            "Phantom Units",
        )
    )
    for _ in range(stage.rng.choice((1, 1, 1, 2))):
        shares = quantize(float(stage.count(300)), stage.rng.choice((0, 2, 3, 4)))
        entry = paired(stage, title, stage.rng.choice("AAAAJI"), "A", max(shares, Decimal(1)), exercise=ZERO if stage.chance(0.3) else None,
                       price=stage.money(stage.price), dates=(None, None), after=shares + stage.count(9000))  # fmt: skip
        note = stage.book.note("deferral", derivative=title)
        entry.mark("conversion_or_exercise_price", note)
        later = stage.book.note("deferral", derivative=title) if stage.chance(0.5) else note
        entry.mark("exercise_date", later)
        entry.mark("expiration_date", later)
        explain_gaps(stage, entry)
    if stage.chance(0.4):
        holding_rows(stage, stage.rng.randint(1, 3))
