"""Debt that converts: rows whose amounts are money, beside the stock that they become."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from form4ml.record import Filing, Row
from form4ml.synthesis import filings
from form4ml.synthesis.debt import debt
from form4ml.synthesis.facts import Facts

FACTS = Path(__file__).parent.parent / "corpus" / "facts"


@pytest.fixture(scope="module")
def made() -> list[Filing]:
    facts = Facts.load(FACTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filings, "PERSONAL", ((debt, 1.0),))
        found = [filings.make(facts, 3, index, era="2003").filing for index in range(30)]
    return [filing for filing in found if notes(filing)]


def notes(filing: Filing) -> list[Row]:
    return [row for row in filing.derivative_transactions if row.transaction_total_value is not None]


def test_amounts_are_money_and_the_underlying_counts(made: list[Filing]) -> None:
    rows = [row for filing in made for row in notes(filing)]
    assert len(rows) > 15
    assert all(row.shares is None and (row.underlying_shares or 0) > 0 for row in rows)
    assert all("ote" in (row.security_title or "") or "ebenture" in (row.security_title or "") for row in rows)


def test_what_is_bought_is_held_and_what_converts_is_gone(made: list[Filing]) -> None:
    for row in (row for filing in made for row in notes(filing)):
        if row.acquired_disposed == "A":
            assert row.value_owned_following is not None
            assert row.value_owned_following >= (row.transaction_total_value or Decimal(0))
        else:
            assert row.transaction_code == "C"


def test_converted_notes_bring_as_many_shares(made: list[Filing]) -> None:
    converted = [filing for filing in made if any(row.transaction_code == "C" for row in notes(filing))]
    assert converted
    for filing in converted:
        brought = {row.shares for row in filing.non_derivative_transactions if row.transaction_code == "C"}
        assert {row.underlying_shares for row in notes(filing) if row.transaction_code == "C"} <= brought
