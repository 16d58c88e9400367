"""The sample filing: OCR text of a real Form 4 whose Table I the OCR lost, read by the model that ships."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from assembly_samples import unproved

import form4ml
from form4ml.reading import read
from form4ml.record import PriceRange, Reading

SAMPLE = Path(__file__).parent.parent / "examples" / "cellectar.txt"


@cache
def reading() -> Reading:
    return form4ml.load().read(SAMPLE)


def test_form_period_and_issuer() -> None:
    filing = reading().filing
    assert (filing.document_type, filing.period_of_report) == ("4", "2018-03-12")
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("Cellectar Biosciences, Inc.", "CLRB")
    assert filing.date_of_original_submission is None


def test_the_owner() -> None:
    [owner] = reading().filing.reporting_owners
    assert owner.name == "CARUSO JAMES V"
    assert (owner.is_director, owner.is_officer, owner.is_ten_percent_owner) == (True, True, False)
    assert owner.officer_title == "President and CEO"
    address = owner.address
    assert (address.street1, address.street2) == ("C/O CELLECTAR BIOSCIENCES, INC.", "3301 AGRICULTURE DRIVE")
    assert (address.city, address.state, address.zip_code) == ("MADISON", "WI", "53716")


def test_the_plan_and_the_prices_are_told_by_notes() -> None:
    filing = reading().filing
    assert filing.plan_adoption_dates == ["2017-11-29"]
    assert filing.price_ranges == [PriceRange(low=Decimal("1.17"), high=Decimal("1.26"))]
    assert [note.plan_adoption_dates for note in filing.footnotes if note.plan_adoption_dates] == [["2017-11-29"]]
    [note] = [note for note in filing.footnotes if note.price_ranges]
    assert note.text is not None
    assert note.text.startswith("The price reported in Column 4")
    assert note.text.endswith("Footnote (2) to this Form 4.")


def test_the_trade_that_only_the_notes_tell() -> None:
    [row] = reading().filing.non_derivative_transactions
    assert row.origin == "footnote"
    assert (row.shares, row.acquired_disposed, row.transaction_date) == (Decimal(34000), "D", "2018-03-12")
    assert reading().filing.derivative_transactions == []


def test_the_signature() -> None:
    [signature] = reading().filing.signatures
    assert (signature.agent, signature.principal) == ("Christina Blakley", "James Caruso")
    assert signature.date == "2018-03-14"
    assert signature.name == "Christina Blakley, attorney-in-fact for James Caruso"


def test_what_table_i_would_have_said_is_unreadable() -> None:
    absent = reading().absent
    for field in ("security_title", "transaction_code", "price_per_share", "shares_owned_following"):
        assert absent[f"/non_derivative_transactions/0/{field}"] == "unreadable"
    assert absent["/non_derivative_holdings"] == "unreadable"


def test_every_value_is_proved() -> None:
    assert unproved(reading(), read(SAMPLE)) == []
