"""Scenes that filings tell: planned sales, exercises, vestings, grants, purchases, gifts, funds' trades, and more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from form4ml.synthesis.book import Entry, Note
from form4ml.synthesis.derivatives import explain_gaps, from_sample, paired
from form4ml.synthesis.stage import Holding, Stage, quantize, trim

_OPTIONS = ("Stock Option (Right to Buy)", "Stock Option (right to buy)", "Employee Stock Option (Right to Buy)", "Stock Options", "Option to Purchase Common Stock", "Non-Qualified Stock Option (right to buy)", "Employee Stock Option", "Options", "Incentive Stock Option (right to buy)", "Option (Right to Buy)")  # fmt: skip
_UNITS = ("Restricted Stock Units", "Restricted Stock Units", "Restricted Stock Unit", "Performance Stock Units", "Restricted Share Units", "RSUs", "Performance Restricted Stock Units", "Restricted Stock Units (RSUs)", "Deferred Stock Units")  # fmt: skip
_PREFERRED = ("Series A Preferred Stock", "Series B Convertible Preferred Stock", "Series C Preferred Stock", "Series Seed Preferred Stock", "Class B Common Stock", "Series D Redeemable Convertible Preferred Stock", "Convertible Promissory Note", "Class B Common Units")  # fmt: skip
ZERO = Decimal(0)


def _lot_sizes(stage: Stage) -> int:
    """How many rows of one kind a filing lists."""
    rng = stage.rng
    kind = rng.random()
    if kind < 0.52:
        return 1
    if kind < 0.79:
        return rng.randint(2, 3)
    if kind < 0.94:
        return rng.randint(4, 8)
    return rng.randint(9, 26)


def _range_around(stage: Stage, price: float) -> tuple[Decimal, Decimal, Decimal]:
    """(low, high, weighted average) of one line of sales."""
    places = stage.book.tale.voice.decimals
    spread = min(stage.rng.uniform(0.01, 1.0), max(price * 0.08, 0.02))
    low = quantize(max(price - spread * stage.rng.random(), 0.01), places)
    step = Decimal(1).scaleb(-places)
    high = max(low + step, quantize(float(low) + spread, places))
    average = stage.money(stage.rng.uniform(float(low), float(high)), stage.rng.choice((2, 4, 4, 3)))
    return low, high, min(max(average, low), high)


def _plan_note(stage: Stage) -> Note | None:
    """The filing's note about its plan, composed once."""
    if stage.plan_note is None and stage.planned:
        topic = stage.book.tale.topic
        kind = stage.rng.random()
        group = "plan-dated" if kind < 0.84 else "plan-undated"
        if topic.plan_changed_on is not None:
            group = "plan-modified"
        stage.plan_note = stage.book.note(group)
    return stage.plan_note


def market_trades(stage: Stage, code: str, count: int, holding: Holding, shares: Decimal | None = None) -> list[Entry]:
    """Lines of open-market sales or purchases, each with its range where its price is an average."""
    rng = stage.rng
    selling = code == "S"
    price, day = stage.price, stage.on
    averaged = stage.chance(0.72 if stage.era != "1996" else 0.2)
    told_by_note = count == 1 and stage.chance(0.06)
    one_note = count > 2 and stage.chance(0.15)
    carried: Note | None = None
    rows = []
    final_total = stage.chance(0.03)
    for at in range(count):
        if at and stage.chance(0.35 if count < 9 else 0.1):
            day = stage.day_after(day)
            price *= rng.uniform(0.97, 1.03)
        elif at:
            price += rng.uniform(0.2, 1.1) if price > 5 else price * 0.02
        amount = shares if shares is not None and count == 1 else stage.count(3000 if count > 3 else 8000)
        low, high, average = _range_around(stage, price)
        ranged = averaged and not stage.chance(0.2)
        entry = stage.trade(code, "D" if selling else "A", amount, average if ranged else stage.money(price), holding=holding, on=day)
        rows.append(entry)
        if selling and (note := _plan_note(stage)) is not None:
            entry.mark(_plan_column(stage), note)
        if not ranged:
            continue
        if one_note and carried is not None:
            entry.mark("price_per_share", carried)
            continue
        groups = ["range"]
        if told_by_note:
            groups = ["range-seed"]
        elif selling and stage.planned and stage.plan_note is None and count == 1:
            groups.insert(0, "plan-dated")
        facts = {"on": day, "shares": amount, "price": average, "low": low, "high": high, "buying": not selling, "line": at + 1}
        carried = stage.book.note(*groups, **facts)
        entry.mark("price_per_share", carried)
    if final_total and rows:
        for entry in rows:
            entry.values["shares_owned_following"] = rows[-1].values["shares_owned_following"]
    return rows


def _plan_column(stage: Stage) -> str:
    """Where the plan note is marked: one place a filing."""
    return ("transaction_code", "transaction_code", "transaction_code", "shares", "transaction_date", "security_title")[
        len(stage.title) % 6
    ]


def sales(stage: Stage) -> None:
    market_trades(stage, "S", _lot_sizes(stage), stage.holding(0.2))


def seed_sale(stage: Stage) -> None:
    """A sale under a plan to cover taxes, its trade told again in the note on its price."""
    market_trades(stage, "S", 1, stage.direct())


def purchases(stage: Stage) -> None:
    """Open-market purchases with amounts like real ones."""
    count = _lot_sizes(stage)
    sample = stage.rng.choice(stage.facts.purchases)
    holding = stage.holding(0.25)
    if sample["price_per_share"] and stage.chance(0.6):
        stage.price = max(0.02, float(sample["price_per_share"]))
        stage.owned[holding] = trim(Decimal(sample["shares_owned_after"] or "0"))
    shares = trim(Decimal(sample["shares"])) if sample["shares"] and stage.chance(0.6) else None
    market_trades(stage, "P", count, holding, shares)


def _option_dates(stage: Stage) -> tuple[str | None, str]:
    granted = stage.on - timedelta(days=stage.rng.randint(300, 3300))
    expires = granted + timedelta(days=3652 if stage.chance(0.85) else 2557)
    if expires <= stage.on:
        expires = stage.on + timedelta(days=stage.rng.randint(5, 400))
    exercisable = None if stage.chance(0.6) else (granted + timedelta(days=365)).isoformat()
    return exercisable, expires.isoformat()


def exercise(stage: Stage, then_sell: bool | None = None) -> None:
    """Options exercised: an M row in both tables, mostly with sales after."""
    rng = stage.rng
    title = rng.choice(_OPTIONS)
    option_rows = []
    count = rng.choice((1, 1, 1, 1, 2, 2, 3, 4))
    total = ZERO
    for _ in range(count):
        shares = stage.count(8000)
        strike = stage.money(stage.price * rng.uniform(0.05, 0.9), 2)
        entry = stage.trade("M", "A", shares, strike)
        total += shares
        if stage.planned and stage.chance(0.6) and (note := _plan_note(stage)) is not None:
            entry.mark(_plan_column(stage), note)
        option_rows.append((shares, strike))
    if then_sell if then_sell is not None else stage.chance(0.75):
        market_trades(stage, "S", min(_lot_sizes(stage), 20), stage.direct(), total if stage.chance(0.6) else None)
    elif stage.chance(0.5):
        entry = stage.trade("F", "D", quantize(float(total) * rng.uniform(0.3, 0.8), 0), stage.money(stage.price))
        if stage.chance(0.7):
            entry.mark(rng.choice(("shares", "transaction_code")), stage.book.note("tax", shares=entry.values["shares"]))
    same_note = stage.book.note("vesting", derivative=title) if stage.chance(0.7) else None
    for shares, strike in option_rows:
        dates = _option_dates(stage)
        after = ZERO if stage.chance(0.4) else stage.count(10_000)
        entry = paired(stage, title, "M", "D", shares, exercise=strike, price=ZERO, dates=dates, after=after)
        if same_note is not None and (dates[0] is None or stage.chance(0.4)):
            entry.mark("exercise_date", same_note)
        if stage.planned and stage.chance(0.3) and stage.plan_note is not None:
            entry.mark("transaction_code", stage.plan_note)
        explain_gaps(stage, entry)


def vesting(stage: Stage) -> None:
    """Units vest: shares in, some withheld or sold for taxes, the units out."""
    rng = stage.rng
    title = rng.choice(_UNITS)
    count = rng.choice((1, 1, 1, 2, 2, 3, 4))
    with_units = stage.chance(0.75) and stage.era not in ("1996", "2002")
    unit_note = stage.book.note("unit", derivative=title) if stage.chance(0.8) else None
    cover = stage.chance(0.3)
    tax_note = None
    amounts = []
    for _ in range(count):
        shares = stage.count(5000)
        amounts.append(shares)
        if with_units or stage.chance(0.5):
            entry = stage.trade("M" if with_units else "A", "A", shares, ZERO)
            if stage.chance(0.7):
                entry.mark(rng.choice(("transaction_code", "shares", "price_per_share", "security_title")), unit_note)
            if with_units and stage.chance(0.3):
                entry.values["price_per_share"] = None
                entry.mark("price_per_share", unit_note or stage.book.note("unit", derivative=title))
        if not cover and stage.chance(0.85):
            held = stage.trade("F", "D", max(Decimal(1), quantize(float(shares) * rng.uniform(0.22, 0.5), 0)), stage.money(stage.price))
            if tax_note is None or stage.chance(0.1):
                tax_note = stage.book.note("tax", shares=held.values["shares"], derivative=title)
            held.mark(rng.choice(("transaction_code", "shares", "shares", "price_per_share")), tax_note)
    if cover:
        after = stage.day_after(stage.on) if stage.chance(0.5) else stage.on
        holding = stage.direct()
        sold = stage.trade("S", "D", quantize(float(sum(amounts)) * rng.uniform(0.25, 0.5), 0), None, on=after)
        low, high, average = _range_around(stage, stage.price)
        sold.values["price_per_share"] = average
        sold.mark(rng.choice(("transaction_code", "shares")), stage.book.note("cover", on=after, shares=sold.values["shares"]))
        if stage.chance(0.6):
            sold.mark("price_per_share", stage.book.note("range", on=after, shares=sold.values["shares"], price=average, low=low, high=high, title=holding[0]))
    if not with_units:
        return
    schedule = stage.book.note("vesting", derivative=title) if stage.chance(0.9) else None
    for shares in amounts:
        after_units = ZERO if stage.chance(0.2) else stage.count(9000)
        entry = paired(stage, title, "M", "D", shares, exercise=ZERO if stage.chance(0.2) else None, price=ZERO, dates=(None, None), after=after_units)
        entry.mark("conversion_or_exercise_price", unit_note)
        if stage.chance(0.15):
            entry.mark("security_title", unit_note)
        note = schedule if not stage.chance(0.25) else stage.book.note("vesting", derivative=title)
        entry.mark("exercise_date", note)
        entry.mark("expiration_date", note)
        explain_gaps(stage, entry)


def grants(stage: Stage) -> None:
    """Restricted stock or units granted, in Table I."""
    for _ in range(stage.rng.choice((1, 1, 1, 2, 2, 3))):
        shares = stage.count(6000)
        entry = stage.trade("A", "A", shares, ZERO)
        if stage.chance(0.12):
            entry.values["price_per_share"] = None if stage.chance(0.6) else stage.money(stage.price)
        group = stage.rng.choice(("grant", "grant", "grant", "vesting", "performance", "unit"))
        groups = [group] if stage.chance(0.6) else ["unit" if group != "unit" else "grant", "vesting"]
        if stage.chance(0.9) or entry.values["price_per_share"] is None:
            entry.mark(stage.rng.choice(("shares", "transaction_code", "shares", "security_title")), stage.book.note(*groups, shares=shares))
        if entry.values["price_per_share"] is None:
            entry.mark("price_per_share", stage.book.note(stage.rng.choice(("grant", "price-single")), price=stage.money(stage.price)))
        if stage.chance(0.35):
            entry.mark("shares_owned_following", stage.book.note(stage.rng.choice(("balance", "purchase-plan"))))


def option_grant(stage: Stage) -> None:
    rng = stage.rng
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        units = stage.chance(0.4) and stage.era not in ("1996", "2002")
        title = rng.choice(_UNITS if units else _OPTIONS)
        shares = stage.count(12_000)
        years = 3652 if stage.chance(0.9) else 1826
        expires = None if units else (stage.on + timedelta(days=years - rng.choice((0, 1)))).isoformat()
        first = None if stage.chance(0.7) else (stage.on + timedelta(days=365)).isoformat()
        strike = None if units else stage.money(stage.price)
        entry = paired(stage, title, "A", "A", shares, exercise=strike, price=ZERO, dates=(first, expires), after=shares if stage.chance(0.7) else shares + stage.count())
        note = stage.book.note(*(("unit", "vesting") if units and stage.chance(0.4) else ("vesting",)), derivative=title)
        if first is None:
            entry.mark("exercise_date", note)
        else:
            entry.mark(rng.choice(("shares", "exercise_date")), note)
        explain_gaps(stage, entry)


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
            for entry in market_trades(stage, code, min(_lot_sizes(stage), 9), holding):
                if stage.chance(0.15):
                    entry.mark("security_title", stage.book.note("disclaimer"))
    elif code == "C":
        _fund_conversion(stage, holders)
    else:
        group = {"J": "distribution", "A": "merger", "D": "merger"}[code]
        for holding in holders:
            shares = stage.count(200_000)
            entry = stage.trade(code, "A" if code == "A" else "D", shares, ZERO if stage.chance(0.7) else None, holding=holding)
            entry.mark("transaction_code", stage.book.note(group, shares=shares))
            if entry.values["price_per_share"] is None:
                entry.mark("price_per_share", entry.marks.get("transaction_code", [None])[0])
    if not any("fund/" in f for n in stage.book.notes for f in n.families) and stage.book.entries:
        note = stage.book.note("fund")
        for entry in stage.book.entries:
            entry.mark("nature_of_ownership" if entry.values.get("direct_or_indirect") == "I" else "direct_or_indirect", note)
    if vehicles and stage.chance(0.5):
        holding_rows(stage, rng.randint(1, 4))


def _fund_conversion(stage: Stage, holders: list[Holding]) -> None:
    """Preferred stock becomes common at an offering: a C row in both tables for every series."""
    conversion = stage.book.note("conversion")
    for series in stage.rng.sample(_PREFERRED[:6], stage.rng.choice((1, 2, 2, 3, 4))):
        for holding in holders[:2]:
            shares = stage.count(500_000)
            entry = stage.trade("C", "A", shares, ZERO if stage.chance(0.4) else None, holding=holding)
            entry.mark(stage.rng.choice(("transaction_code", "shares")), conversion)
            if entry.values["price_per_share"] is None:
                entry.mark("price_per_share", conversion)
            other = paired(stage, series, "C", "D", shares, exercise=None, price=ZERO if stage.chance(0.5) else None, dates=(None, None), after=ZERO)
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
        market_trades(stage, "S", _lot_sizes(stage), stage.direct(), shares)
    other = paired(stage, stage.rng.choice(_PREFERRED), "C", "D", shares, exercise=None, price=ZERO, dates=(None, None), after=stage.count(60_000))
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
        title = rng.choice(_OPTIONS + _UNITS)
        option = title in _OPTIONS
        shares = stage.count(15_000)
        entry = paired(stage, title, "D", "D", shares, exercise=stage.money(stage.price * rng.uniform(0.2, 0.95), 2) if option else None,
                       price=None, dates=_option_dates(stage) if option else (None, None), after=ZERO)  # fmt: skip
        entry.mark("price_per_share", stage.book.note("merger") if stage.chance(0.3) else note)
        explain_gaps(stage, entry)


def deferral(stage: Stage) -> None:
    """Phantom stock and deferred units credited, plan purchases."""
    title = stage.rng.choice(("Phantom Stock", "Phantom Stock Units", "Deferred Stock Units", "Deferred Share Units", "Stock Units", "Phantom Units"))
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


def holdings_only(stage: Stage) -> None:
    holding_rows(stage, stage.rng.randint(1, 6))
    if stage.chance(0.5):
        stage.book.entries[0].mark("security_title", stage.book.note("balance"))


def holding_rows(stage: Stage, count: int) -> None:
    """Holdings that stand after the trades, with natures as filed."""
    for _ in range(count):
        sample = stage.rng.choice(stage.facts.holdings)
        indirect = sample["DIRECT_INDIRECT_OWNERSHIP"] == "I"
        nature = (sample["NATURE_OF_OWNERSHIP"] if stage.chance(0.6) else stage.nature())[:100] if indirect else None
        same = stage.chance(0.8)
        shares = stage.count(20_000) if stage.chance(0.85) or not sample["SHRS_OWND_FOLWNG_TRANS"] else trim(Decimal(sample["SHRS_OWND_FOLWNG_TRANS"]))
        entry = stage.book.add(
            "non_derivative_holdings",
            security_title=stage.title if same else sample["SECURITY_TITLE"][:60],
            shares_owned_following=shares,
            direct_or_indirect="I" if indirect else "D",
            nature_of_ownership=(nature or "See footnote") if indirect else None,
        )
        stage.explain_nature(entry)
        if sample["SHRS_OWND_FOLWNG_TRANS_FN"] or stage.chance(0.05):
            entry.mark("shares_owned_following", stage.book.note(stage.rng.choice(("balance", "purchase-plan"))))
        elif sample["VALU_OWND_FOLWNG_TRANS"]:
            entry.values |= {"shares_owned_following": None, "value_owned_following": stage.money(float(shares), 2)}


def derivative_holding_rows(stage: Stage, count: int) -> None:
    for _ in range(count):
        from_sample(stage, stage.rng.choice(stage.facts.derivative_holdings), {})


Scene = Callable[[Stage], None]
PERSONAL: tuple[tuple[Scene, float], ...] = (
    (sales, 24), (seed_sale, 3), (exercise, 11), (vesting, 16), (grants, 12), (option_grant, 7), (cover, 5), (purchases, 9),
    (gifts, 4), (conversion, 4), (merger, 4), (deferral, 3), (resampled, 9), (rare, 4), (holdings_only, 1),
)  # fmt: skip
