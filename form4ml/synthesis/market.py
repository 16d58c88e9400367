"""Trades in the market: lines of sales or purchases, their weighted averages, ranges and the plan they were made under."""

from __future__ import annotations

from decimal import Decimal

from form4ml.synthesis.book import Entry, Note
from form4ml.synthesis.stage import Holding, Stage, quantize

_AVERAGED = {"1996": 0.15, "2002": 0.45}  # share of filings whose prices are averages, where not 0.74


def lot_sizes(stage: Stage) -> int:
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


def range_around(stage: Stage, price: float) -> tuple[Decimal, Decimal, Decimal]:
    """(low, high, weighted average) of one line of sales."""
    places = stage.book.tale.voice.decimals
    spread = min(stage.rng.uniform(0.01, 1.0), max(price * 0.08, 0.02))
    low = quantize(max(price - spread * stage.rng.random(), 0.01), places)
    step = Decimal(1).scaleb(-places)
    high = max(low + step, quantize(float(low) + spread, places))
    average = stage.money(stage.rng.uniform(float(low), float(high)), stage.rng.choice((2, 4, 4, 3)))
    return low, high, min(max(average, low), high)


def _second_range(stage: Stage, low: Decimal, high: Decimal) -> dict[str, object]:
    """Another range of the same line, above the first."""
    places = stage.book.tale.voice.decimals
    low2 = high + quantize(stage.rng.uniform(0.01, 0.6) if high > 2 else 0.01, max(places, 2))
    return {"low2": low2, "high2": low2 + max(high - low, Decimal("0.01"))}


def _plan_group(stage: Stage) -> str:
    """How the filing tells of its plan: mostly with the date of adoption."""
    if stage.book.tale.topic.plan_changed_on is not None:
        return "plan-modified"
    return "plan-dated" if stage.chance(0.84) else "plan-undated"


def plan_note(stage: Stage) -> Note | None:
    """The filing's note about its plan, composed once."""
    if stage.plan_note is None and stage.planned:
        stage.plan_note = stage.book.note(_plan_group(stage))
    return stage.plan_note


def market_trades(stage: Stage, code: str, count: int, holding: Holding, shares: Decimal | None = None) -> list[Entry]:
    """Lines of open-market sales or purchases, each with its range where its price is an average."""
    rng = stage.rng
    selling = code == "S"
    price, day = stage.price, stage.on
    averaged = stage.chance(_AVERAGED.get(stage.era, 0.74))
    whole = count == 1 and averaged and stage.plan_note is None and selling and stage.planned and stage.chance(0.25)
    told_by_note = count == 1 and stage.chance(0.06)
    one_note = count > 2 and stage.chance(0.15)
    carried: Note | None = None
    rows = []
    for at in range(count):
        if at and stage.chance(0.35 if count < 9 else 0.1):
            day = stage.day_after(day)
            price *= rng.uniform(0.97, 1.03)
        elif at:
            price += rng.uniform(0.2, 1.1) if price > 5 else price * 0.02
        amount = shares if shares is not None and count == 1 else stage.count(3000 if count > 3 else 8000)
        low, high, average = range_around(stage, price)
        ranged = averaged and not stage.chance(0.2)
        entry = stage.trade(
            code, "D" if selling else "A", amount, average if ranged else stage.money(price), holding=holding, on=day
        )
        rows.append(entry)
        if selling and not whole and (note := plan_note(stage)) is not None:
            entry.mark(stage.plan_column, note)
        if whole:
            ranged = True
            entry.values["price_per_share"] = average
        if not ranged:
            if stage.chance(0.08):
                group = stage.rng.choice(("price-single", "price-single", "offering"))
                single = stage.book.note(group, on=day, price=entry.values["price_per_share"], buying=not selling)
                entry.mark("price_per_share", single)
            continue
        if one_note and carried is not None:
            entry.mark("price_per_share", carried)
            continue
        groups = ["range"]
        if told_by_note:
            groups = ["range-seed"]
        elif whole:
            groups.insert(0, _plan_group(stage))
        line = sum(e.table == "non_derivative_transactions" for e in stage.book.entries)
        facts: dict[str, object] = {
            "on": day,
            "shares": amount,
            "price": average,
            "low": low,
            "high": high,
            "buying": not selling,
            "line": line,
        }
        if not told_by_note and stage.chance(0.05):
            groups = [*groups[:-1], "range-several"]
            facts |= _second_range(stage, low, high)
        if stage.chance(0.012):
            entry.values["price_per_share"] = None
        carried = stage.book.note(*groups, **facts)
        entry.mark("price_per_share", carried)
    return rows
