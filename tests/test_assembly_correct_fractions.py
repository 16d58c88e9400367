"""A comma read as a point: decided in amounts traded, doubted in amounts owned, left where fractions are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from checks_samples import spoilt, trade
from correct_samples import builder_of, corrected

from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.correct_fractions import thousands
from form4ml.assembly.correct_readings import Readings

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
    assert shares(made("18.421", "90500", trade(code="G", shares="3.25", after="7"))) == Decimal("18.421")
    assert shares(made("18.42", "90500")) == Decimal("18.42")  # no group of three


OWNED = f"{ONE}/0/shares_owned_following"


def test_an_amount_owned_is_but_doubted_beside_fractions_elsewhere() -> None:
    builder = made("500", "90.500", trade(title="Units", code="G", shares="3.25", after="7.5"))
    assert get_at(builder.filing, OWNED) == Decimal("90.500")
    assert builder.proofs[OWNED].signals.contradicted


def test_where_nothing_has_a_fraction_all_are_thousands() -> None:
    builder = made("500", "90.500", trade(code="G", shares="1.250", after="17.375"))
    assert get_at(builder.filing, OWNED) == 90500
    assert not builder.proofs[OWNED].signals.supported  # it is no more than likely
    assert get_at(builder.filing, f"{ONE}/1/shares") == 1250


def test_points_that_outnumber_commas_and_fractions_are_commas() -> None:
    builder = made("1.250", "90.500", trade(code="G", shares="17.375", after="3.25"))
    assert (shares(builder), get_at(builder.filing, OWNED)) == (1250, 90500)


def noted(text: str, *notes: str) -> Any:
    row = trade(code="G", shares=text, after="1000")
    tables = {"non_derivative_transactions": [row], "derivative_transactions": [], "footnotes": [{"id": one, "text": "Of a gift."} for one in notes]}  # fmt: skip
    builder = builder_of(spoilt(tables))
    builder.proofs[OWNED].found.text = "1,000"
    thousands(Readings(builder))
    return shares(builder)


def test_a_fourth_place_that_names_a_note_is_its_mark() -> None:
    assert noted("2.5732", "F1", "F2") == 2573
    assert noted("2.5732", "F1") == Decimal("2.5732")


@pytest.mark.parametrize(
    "note", ["Acquired by dividend reinvestment.", "Held in the 401(k) plan.", "Employee Stock Purchase Plan"]
)
def test_a_filing_that_tells_of_fractions_may_have_them(note: str) -> None:
    row = trade(code="G", shares="2.153", after="45.872")
    tables = {"non_derivative_transactions": [row], "derivative_transactions": [], "footnotes": [{"id": "F1", "text": note}]}  # fmt: skip
    builder = builder_of(spoilt(tables))
    thousands(Readings(builder))
    assert shares(builder) == Decimal("2.153")
