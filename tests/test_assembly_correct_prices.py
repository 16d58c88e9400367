"""A dollar sign read as a figure: what is decided, offered or doubted, and what is left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from checks_samples import spoilt, trade
from correct_samples import builder_of, found

from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.correct import correct

ONE = "/non_derivative_transactions"


def priced(*rows: tuple[str, str], code: str = "M", **known: Any) -> Builder:
    """A record of trades in Table I with prices as they were read: the text and the value that it gave."""
    trades = [trade(code=code, side="A" if code == "M" else "D", price=value, after=None, **known) for _, value in rows]
    changes = {"non_derivative_transactions": trades, "derivative_transactions": [], "footnotes": []}
    builder = builder_of(spoilt(changes))
    for at, (text, _) in enumerate(rows):
        builder.proofs[f"{ONE}/{at}/price_per_share"].found = found(text)
    correct(builder)
    return builder


def price(builder: Builder, at: int = 0) -> Any:
    return get_at(builder.filing, f"{ONE}/{at}/price_per_share")


@pytest.mark.parametrize(("text", "value"), [("80", "80"), ("3O", "30"), ("g0", "90"), ("go0", "900"), ("5 0", "50")])
def test_a_nought_whose_sign_was_read_as_a_figure(text: str, value: str) -> None:
    builder = priced((text, value), ("$5.25", "5.25"))
    assert price(builder) == 0
    assert builder.proofs[f"{ONE}/0/price_per_share"].made_by == "corrected:dollar-sign"


def test_a_nought_alone_on_a_form_of_the_xml_era() -> None:
    assert price(priced(("80", "80"))) == 0
    assert price(priced(("80", "80"), date="2001-05-06")) == 80  # the date decides, wherever it was read


def test_prices_are_left_where_the_form_prints_no_signs() -> None:
    builder = priced(("80", "80"), ("10.25", "10.25"), ("12", "12"))
    assert price(builder) == 80
    assert not builder.proofs[f"{ONE}/0/price_per_share"].signals.contradicted


def test_a_price_of_the_market_is_never_nothing_but_doubted() -> None:
    builder = priced(("80", "80"), ("$29.50", "29.50"), ("$29.60", "29.60"), code="S")
    assert price(builder) == 80
    assert builder.proofs[f"{ONE}/0/price_per_share"].signals.contradicted
    builder = priced(("80", "80"), ("$79.50", "79.50"), ("$79.60", "79.60"), code="S")
    assert not builder.proofs[f"{ONE}/0/price_per_share"].signals.contradicted


def test_a_price_that_stands_elsewhere_with_its_sign_is_left() -> None:
    assert price(priced(("80", "80"), ("$80", "80"))) == 80


def test_a_longer_price_gives_way_to_one_less_its_first_figure_only_where_a_rule_decides() -> None:
    builder = priced(("957.82", "957.82"), ("$56.85", "56.85"), code="S")
    assert price(builder) == Decimal("57.82")
    assert builder.proofs[f"{ONE}/0/price_per_share"].made_by == "corrected:price-scale"
    builder = priced(("957.82", "957.82"), ("$56.85", "56.85"))
    proof = builder.proofs[f"{ONE}/0/price_per_share"]
    assert price(builder) == Decimal("957.82") and proof.signals.contradicted
    assert proof.alternatives == [Decimal("57.82")]


def test_a_rule_behind_the_sign() -> None:
    assert price(priced(("$ 19.75", "19.75"), ("$9.70", "9.70"), code="S")) == Decimal("9.75")
    assert price(priced(("$19.75", "19.75"), ("$9.70", "9.70"), code="S")) == Decimal("19.75")
