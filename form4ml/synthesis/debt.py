"""Debt that converts: notes and debentures, whose amounts are money where other rows count securities."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from form4ml.synthesis.book import Entry, Note
from form4ml.synthesis.derivatives import explain_gaps, paired
from form4ml.synthesis.pay import ZERO
from form4ml.synthesis.stage import Holding, Stage

_KINDS = ("Convertible Note", "Convertible Notes", "Convertible Promissory Note", "Convertible Promissory Notes", "Convertible Debenture", "Secured Convertible Note", "Unsecured Convertible Promissory Note", "Subordinated Convertible Note")  # fmt: skip
_DATED = ("Convertible Senior Notes due {year}", "Senior Convertible Notes due {year}", "Convertible Notes due {year}", "Senior Secured Convertible Notes due {year}", "Convertible Debentures due {year}")  # fmt: skip


def _title(stage: Stage, due: int) -> str:
    if stage.chance(0.45):
        return stage.rng.choice(_KINDS)
    rate = stage.money(stage.rng.uniform(0.25, 12), stage.rng.choice((1, 2, 2)))
    return f"{rate}% {stage.rng.choice(_DATED).format(year=due)}"


def _principal(stage: Stage) -> Decimal:
    amount = stage.count(2_000_000)
    return Decimal(round(amount / 1000) * 1000) if amount > 5000 and stage.chance(0.75) else Decimal(round(amount))


def _row(
    stage: Stage, holding: Holding, title: str, code: str, side: str, principal: Decimal, left: Decimal, rate: Decimal
) -> Entry:
    paid = stage.rng.choice((principal, principal, Decimal(1000), None)) if side == "A" else ZERO
    entry = paired(
        stage, title, code, side, max(Decimal(round(principal / rate)), Decimal(1)),
        exercise=rate if stage.chance(0.65) else None, price=paid, dates=(None, None), after=ZERO,
    )  # fmt: skip
    entry.values |= {"shares": None, "transaction_total_value": principal}
    if left or stage.chance(0.4):
        entry.values |= {"shares_owned_following": None, "value_owned_following": left}
    entry.values |= {"direct_or_indirect": holding[1], "nature_of_ownership": holding[2] or None}
    return entry


def debt(stage: Stage) -> None:
    """Notes are bought or issued, or become stock: by one holder or a few, each with an amount of its own."""
    rng = stage.rng
    due = stage.on + timedelta(days=rng.randint(200, 3000))
    title = _title(stage, due.year)
    rate = max(stage.money(stage.price * rng.uniform(0.8, 1.4), 4), Decimal("0.01"))
    converts = stage.chance(0.4)
    code, side = ("C", "D") if converts else (rng.choice("PPAAJ"), "A")
    matures = due.isoformat() if stage.chance(0.6) else None
    terms: Note | None = stage.book.note("conversion")
    for at in range(rng.choice((1, 1, 1, 2, 3))):
        holding = stage.holding(0.6) if at == 0 else (stage.title, "I", stage.nature())
        principal = _principal(stage)
        left = (ZERO if converts else principal) + (_principal(stage) if stage.chance(0.25) else ZERO)
        entry = _row(stage, holding, title, code, side, principal, left, rate)
        entry.values["expiration_date"] = matures
        entry.values["exercise_date"] = stage.on.isoformat() if stage.chance(0.5) else None
        for name in ("conversion_or_exercise_price", "exercise_date", "expiration_date", "price_per_share"):
            if entry.values[name] is None:
                entry.mark(name, terms)
        explain_gaps(stage, entry)
        stage.explain_nature(entry)
        if converts:
            shares = entry.values["underlying_shares"]
            assert isinstance(shares, Decimal)
            stage.trade("C", "A", shares, rate if stage.chance(0.6) else ZERO, holding=holding)
