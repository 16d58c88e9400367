"""Scenes that filings tell: sales, purchases, gifts, funds' trades, conversions, mergers, and the codes seldom seen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from form4ml.synthesis.book import Note
from form4ml.synthesis.debt import debt
from form4ml.synthesis.derivatives import explain_gaps, from_sample, paired
from form4ml.synthesis.holdings import holding_rows, holdings_only
from form4ml.synthesis.market import lot_sizes, market_trades
from form4ml.synthesis.pay import OPTIONS, UNITS, ZERO, deferral, exercise, grants, option_dates, option_grant, vesting
from form4ml.synthesis.stage import Holding, Stage, trim

PREFERRED = ("Series A Preferred Stock", "Series B Convertible Preferred Stock", "Series C Preferred Stock", "Series Seed Preferred Stock", "Class B Common Stock", "Series D Redeemable Convertible Preferred Stock", "Convertible Promissory Note", "Class B Common Units")  # fmt: skip


def sales(stage: Stage) -> None:
    market_trades(stage, "S", lot_sizes(stage), stage.holding(0.2))


def seed_sale(stage: Stage) -> None:
    """A sale under a plan to cover taxes, its trade told again in the note on its price."""
    market_trades(stage, "S", 1, stage.direct())


def purchases(stage: Stage) -> None:
    """Open-market purchases with amounts like real ones."""
    count = min(lot_sizes(stage), stage.rng.randint(1, 12))
    sample = stage.rng.choice(stage.facts.purchases)
    holding = stage.holding(0.25)
    if sample["price_per_share"] and stage.chance(0.6):
        stage.price = max(0.02, float(sample["price_per_share"]))
        stage.owned[holding] = trim(Decimal(sample["shares_owned_after"] or "0"))
    shares = trim(Decimal(sample["shares"])) if sample["shares"] and stage.chance(0.6) else None
    market_trades(stage, "P", count, holding, shares)


def cover(stage: Stage) -> None:
    note_first = stage.chance(0.5)
    rows = market_trades(stage, "S", stage.rng.choice((1, 1, 1, 2, 3)), stage.direct())
    note = stage.book.note("cover", shares=rows[0].values["shares"])
    for entry in rows:
        entry.mark("transaction_code" if note_first else "shares", note)


def gifts(stage: Stage) -> None:
    """A gift out of one holding, sometimes into another."""
    for _ in range(stage.rng.choice((1, 1, 1, 2, 3, 5))):
        shares = stage.count(6000)
        giver = stage.holding(0.3)
        price = ZERO if stage.chance(0.9) else None
        entry = stage.trade("G", "D", shares, price, holding=giver)
        note = stage.book.note("gift", shares=shares) if stage.chance(0.8) or price is None else None
        if note is None and stage.chance(0.3) and stage.on.year > 2001:
            note = stage.book.note("plan-negated")
        entry.mark("price_per_share" if price is None else stage.rng.choice(("transaction_code", "shares")), note)
        if stage.chance(0.4):
            taken = stage.trade("G", "A", shares, price, holding=(stage.title, "I", stage.nature()))
            taken.mark("price_per_share" if price is None else "transaction_code", note)


def fund_trades(stage: Stage) -> None:
    """A fund buys, sells, converts or distributes; the notes tell who controls it."""
    rng = stage.rng
    code = rng.choices(("S", "P", "J", "C", "A", "D"), (40, 24, 20, 10, 3, 3))[0]
    vehicles = list(stage.book.tale.voice.entities)
    holders: list[Holding] = [(stage.title, "I", stage.nature()) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    if stage.chance(0.25):
        holders = [(stage.title, "D", ""), *holders[:1]]
    if code in "SP":
        for holding in holders[: 1 if stage.chance(0.4) else 3]:
            for entry in market_trades(stage, code, min(lot_sizes(stage), 9), holding):
                if stage.chance(0.15):
                    entry.mark("security_title", stage.book.note("disclaimer"))
    elif code == "C":
        _fund_conversion(stage, holders)
    else:
        group = {"J": "distribution", "A": "merger", "D": "merger"}[code]
        for holding in holders:
            shares = stage.count(200_000)
            entry = stage.trade(
                code, "A" if code == "A" else "D", shares, ZERO if stage.chance(0.7) else None, holding=holding
            )
            entry.mark("transaction_code", stage.book.note(group, shares=shares))
            if entry.values["price_per_share"] is None:
                entry.mark("price_per_share", entry.marks.get("transaction_code", [None])[0])
    if not any("fund/" in f for n in stage.book.notes for f in n.families) and stage.book.entries:
        note = stage.book.note("fund")
        for entry in stage.book.entries:
            entry.mark(
                "nature_of_ownership" if entry.values.get("direct_or_indirect") == "I" else "direct_or_indirect", note
            )
    if stage.chance(0.45):  # the same few notes on every row
        shared = [
            stage.book.note(group)
            for group in rng.choice(
                (("disclaimer",), ("entity",), ("fund",), ("fund", "entity"), ("disclaimer", "fund"))
            )
        ]
        column = rng.choice(("security_title", "nature_of_ownership", "direct_or_indirect", "shares_owned_following"))
        for entry in stage.book.entries:
            for note in shared:
                entry.mark(
                    "direct_or_indirect"
                    if column[0] == "n" and entry.values.get("direct_or_indirect") == "D"
                    else column,
                    note,
                )
    if vehicles and stage.chance(0.5):
        holding_rows(stage, rng.randint(1, 4))


def _fund_conversion(stage: Stage, holders: list[Holding]) -> None:
    """Preferred stock becomes common at an offering: a C row in both tables for every series."""
    conversion = stage.book.note("conversion")
    for series in stage.rng.sample(PREFERRED[:6], stage.rng.choice((1, 2, 2, 3, 4))):
        for holding in holders[:2]:
            shares = stage.count(500_000)
            entry = stage.trade("C", "A", shares, ZERO if stage.chance(0.4) else None, holding=holding)
            entry.mark(stage.rng.choice(("transaction_code", "shares")), conversion)
            if entry.values["price_per_share"] is None:
                entry.mark("price_per_share", conversion)
            other = paired(
                stage,
                series,
                "C",
                "D",
                shares,
                exercise=None,
                price=ZERO if stage.chance(0.5) else None,
                dates=(None, None),
                after=ZERO,
            )
            other.values |= {"direct_or_indirect": holding[1], "nature_of_ownership": holding[2] or None}
            for name in ("conversion_or_exercise_price", "exercise_date", "expiration_date"):
                other.mark(name, conversion)
            if other.values["price_per_share"] is None:
                other.mark("price_per_share", conversion)
            stage.explain_nature(other)
            explain_gaps(stage, other)


def conversion(stage: Stage) -> None:
    """Class B or units exchanged for Class A, mostly to sell."""
    shares = stage.count(30_000)
    entry = stage.trade("C", "A", shares, ZERO if stage.chance(0.6) else None)
    note = stage.book.note("conversion")
    entry.mark("price_per_share" if entry.values["price_per_share"] is None else "transaction_code", note)
    if stage.chance(0.6):
        market_trades(stage, "S", lot_sizes(stage), stage.direct(), shares)
    other = paired(
        stage,
        stage.rng.choice(PREFERRED),
        "C",
        "D",
        shares,
        exercise=None,
        price=ZERO,
        dates=(None, None),
        after=stage.count(60_000),
    )
    for name in ("conversion_or_exercise_price", "exercise_date", "expiration_date"):
        other.mark(name, note)
    explain_gaps(stage, other)


def merger(stage: Stage) -> None:
    """Everything is cashed out: shares, options, units."""
    rng = stage.rng
    price = stage.money(stage.price, 2)
    note = stage.book.note("merger", price=price)
    code = rng.choice(("D", "D", "D", "D", "U", "J"))
    for at in range(rng.choice((1, 1, 2, 3))):
        holding = stage.direct() if at == 0 else (stage.title, "I", stage.nature())
        shares = stage.balance(holding) or stage.count(20_000)
        stage.owned[holding] = shares
        entry = stage.trade(code, "D", shares, price if stage.chance(0.6) else None, holding=holding)
        entry.mark("price_per_share" if entry.values["price_per_share"] is None else "transaction_code", note)
    for _ in range(rng.choice((0, 0, 1, 2, 3, 5))):
        title = rng.choice(OPTIONS + UNITS)
        option = title in OPTIONS
        shares = stage.count(15_000)
        entry = paired(stage, title, "D", "D", shares, exercise=stage.money(stage.price * rng.uniform(0.2, 0.95), 2) if option else None,
                       price=None, dates=option_dates(stage) if option else (None, None), after=ZERO)  # fmt: skip
        entry.mark("price_per_share", stage.book.note("merger") if stage.chance(0.3) else note)
        explain_gaps(stage, entry)


def resampled(stage: Stage) -> None:
    """Table II rows as real filings have them."""
    rows = stage.facts.derivative_transactions
    at = stage.rng.randrange(len(rows))
    notes: dict[str, Note | None] = {}
    first = from_sample(stage, rows[at], notes)
    for _ in range(stage.rng.choice((0, 0, 0, 1, 1, 2, 4))):
        sample = dict(rows[at]) if stage.chance(0.5) else stage.rng.choice(rows)
        from_sample(stage, sample, notes if sample["SECURITY_TITLE"] == rows[at]["SECURITY_TITLE"] else {}, alike=first)
    code = str(first.values["transaction_code"])
    if code in "MCXO" and first.values["shares"] is not None and first.values["acquired_disposed"] == "D":
        price = first.values["conversion_or_exercise_price"]
        stage.trade(code, "A", Decimal(str(first.values["shares"])), price if isinstance(price, Decimal) else ZERO)


def rare(stage: Stage) -> None:
    """Codes seldom seen: wills, voting trusts, plan purchases, expirations, swaps."""
    rng = stage.rng
    code, acquired, group, priced = rng.choice((
        ("W", "A", "trust", False), ("W", "D", "trust", False), ("Z", "D", "trust", False), ("I", "D", "purchase-plan", True),
        ("L", "A", "purchase-plan", True), ("J", "A", "purchase-plan", True), ("J", "D", "distribution", False), ("J", "D", "swap", True),
        ("J", "A", "distribution", False), ("U", "D", "merger", True), ("X", "A", "conversion", True), ("J", "A", "swap", False),
        ("S", "D", "swap", True), ("A", "A", "purchase-plan", True), ("D", "D", "correction", True),
    ))  # fmt: skip
    shares = stage.count(9000)
    price = stage.money(stage.price) if priced else ZERO
    entry = stage.trade(code, acquired, shares, price, holding=stage.holding(0.3))
    entry.mark(rng.choice(("transaction_code", "shares")), stage.book.note(group, shares=shares))
    if group == "swap":
        entry.values["equity_swap"] = stage.chance(0.5)
    if stage.chance(0.4):
        resampled(stage)


Scene = Callable[[Stage], None]
PERSONAL: tuple[tuple[Scene, float], ...] = (
    (sales, 17), (seed_sale, 4), (exercise, 10), (vesting, 25), (grants, 30), (option_grant, 7), (cover, 4), (purchases, 7),
    (gifts, 4), (conversion, 4), (merger, 4), (deferral, 3), (resampled, 9), (rare, 5), (holdings_only, 1),
    (debt, 6),
)  # fmt: skip
