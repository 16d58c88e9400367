"""A comma read as a point: decided in amounts traded, doubted in amounts owned, left where fractions are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from checks_samples import spoilt, trade
from correct_samples import corrected

from form4ml.assembly.builder import Builder, get_at

ONE = "/non_derivative_transactions"


def made(shares: str, after: str, *others: dict[str, Any]) -> Builder:
    rows = [trade(code="G", shares=shares, after=after), *others]
    tables = {"non_derivative_transactions": rows, "derivative_transactions": [], "footnotes": []}
    offered = {
        f"{ONE}/0/shares": [Decimal(shares.replace(".", ""))],
        f"{ONE}/0/shares_owned_following": [Decimal(after.replace(".", ""))],
    }
    return corrected(spoilt(tables), offered)


def shares(builder: Builder) -> Any:
    return get_at(builder.filing, f"{ONE}/0/shares")


def test_shares_whose_comma_was_read_as_a_point() -> None:
    builder = made("18.421", "90500")
    assert shares(builder) == 18421
    assert builder.proofs[f"{ONE}/0/shares"].made_by == "corrected:whole-shares"


def test_fractions_that_the_row_or_its_security_has_elsewhere() -> None:
    assert shares(made("18.421", "905.25")) == Decimal("18.421")
    assert shares(made("18.421", "90500", trade(code="G", shares="3.125", after="7"))) == Decimal("18.421")
    assert shares(made("18.42", "90500")) == Decimal("18.42")  # no group of three
    assert shares(made("18.421", "0")) == Decimal("18.421")  # nothing to know it by


def test_an_amount_owned_is_but_doubted() -> None:
    builder = made("500", "90.500")
    pointer = f"{ONE}/0/shares_owned_following"
    assert get_at(builder.filing, pointer) == Decimal("90.500")
    assert builder.proofs[pointer].signals.contradicted
