"""Rows that only report a holding, with natures of ownership as filed."""

from __future__ import annotations

from decimal import Decimal

from form4ml.synthesis.derivatives import from_sample
from form4ml.synthesis.stage import Stage, trim


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
        shares = (
            stage.count(20_000)
            if stage.chance(0.85) or not sample["SHRS_OWND_FOLWNG_TRANS"]
            else trim(Decimal(sample["SHRS_OWND_FOLWNG_TRANS"]))
        )
        entry = stage.book.add(
            "non_derivative_holdings",
            security_title=stage.title if same else sample["SECURITY_TITLE"][:60],
            shares_owned_following=shares,
            direct_or_indirect="I" if indirect else "D",
            nature_of_ownership=(nature or "See footnote") if indirect else None,
        )
        stage.explain_nature(entry)
        if sample["SHRS_OWND_FOLWNG_TRANS_FN"] or stage.chance(0.05):
            entry.mark(
                "shares_owned_following", stage.book.note(stage.rng.choice(("balance", "purchase-plan", "transfer")))
            )
        elif sample["VALU_OWND_FOLWNG_TRANS"]:
            entry.values |= {"shares_owned_following": None, "value_owned_following": stage.money(float(shares), 2)}


def derivative_holding_rows(stage: Stage, count: int) -> None:
    for _ in range(count):
        from_sample(stage, stage.rng.choice(stage.facts.derivative_holdings), {})
