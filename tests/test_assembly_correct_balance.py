"""Amounts that a chain of rows tells: at its ends, and shares between two amounts owned."""

from __future__ import annotations

from typing import Any

from checks_samples import spoilt, trade
from correct_samples import corrected

from form4ml.assembly.builder import Builder, get_at
from form4ml.record import Filing

ONE = "/non_derivative_transactions"


def value(builder: Builder, pointer: str) -> Any:
    return get_at(builder.filing, pointer)


def test_the_first_and_the_last_amount_owned_follow_where_the_other_rows_add_up() -> None:
    for at, needed in ((0, 11000), (2, 10000)):
        pointer = f"{ONE}/{at}/shares_owned_following"
        builder = corrected(spoilt({pointer[1:]: None}))
        assert value(builder, pointer) == needed
        assert builder.proofs[pointer].made_by == "rule:running-balance" and builder.proofs[pointer].signals.inferred
    broken = {f"non_derivative_transactions/{at}/shares_owned_following": None for at in (0, 1)}
    assert value(corrected(spoilt(broken)), f"{ONE}/0/shares_owned_following") is None


def test_a_rule_glued_to_the_first_amount_owned() -> None:
    builder = corrected(spoilt({"non_derivative_transactions/0/shares_owned_following": "411000"}))
    assert value(builder, f"{ONE}/0/shares_owned_following") == 11000
    assert builder.proofs[f"{ONE}/0/shares_owned_following"].made_by == "corrected:running-balance"


def test_shares_that_were_not_read_follow_from_the_amounts_before_and_after() -> None:
    pointer = f"{ONE}/2/shares"
    unread = {pointer[1:]: None}
    assert value(corrected(spoilt(unread)), pointer) == 600
    assert value(corrected(spoilt(unread | {"non_derivative_transactions/2/acquired_disposed": "A"})), pointer) is None
    alone = [trade(after="9900"), trade(shares=None, after="9850")]
    assert value(corrected(spoilt(non_derivative_transactions=alone)), f"{ONE}/1/shares") is None


def test_where_all_is_disposed_of_nothing_is_left() -> None:
    for shares, left in (("9900", 0), ("9000", None)):
        rows = [trade(after="9900"), trade(code="J", shares=shares, after=None)]
        builder = corrected(spoilt(non_derivative_transactions=rows))
        assert value(builder, f"{ONE}/1/shares_owned_following") == left


def aged(filing: Filing, year: str, signed: str) -> Filing:
    """The filing with all its days in another year, signed in one that may have been misread."""
    for table in ("non_derivative_transactions", "derivative_transactions"):
        for row in getattr(filing, table):
            row.transaction_date = row.transaction_date.replace("2024", year)
    filing.period_of_report = f"{year}-05-06"
    filing.signatures[0].date = f"{signed}-05-08"
    return filing


def test_until_2003_an_amount_owned_that_was_not_typed_stays_untyped() -> None:
    pointer = f"{ONE}/2/shares_owned_following"
    for year, signed, told in (("1999", "1999", None), ("1999", "2009", None), ("2024", "2024", 10000)):
        assert value(corrected(aged(spoilt({pointer[1:]: None}), year, signed)), pointer) == told
    read = corrected(aged(spoilt({pointer[1:]: None}), "1999", "1999"), undecided={pointer: ("10,OO0", [])})
    assert value(read, pointer) == 10000  # something was typed
