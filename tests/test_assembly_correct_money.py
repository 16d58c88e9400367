"""Money or a number of securities: debt tells money, what stands beside a number is a number."""

from __future__ import annotations

from decimal import Decimal

from correct_samples import builder_of

from form4ml.assembly.builder import Builder
from form4ml.assembly.correct_money import money
from form4ml.assembly.correct_readings import Readings
from form4ml.record import Filing, Row

BOUGHT = Decimal(60_000_000)


def settled(table: str, **values: object) -> tuple[Row, Builder]:
    builder = builder_of(Filing(**{table: [Row(**values)]}))  # type: ignore[arg-type]
    money(Readings(builder))
    return getattr(builder.filing, table)[0], builder


def test_a_note_paid_for_with_its_principal_is_told_in_money() -> None:
    row, builder = settled(
        "derivative_transactions",
        security_title="2.0% Convertible Senior Notes due 2027",
        shares=BOUGHT, price_per_share=BOUGHT, underlying_shares=Decimal(1_227_156), shares_owned_following=BOUGHT,
    )  # fmt: skip
    assert (row.transaction_total_value, row.value_owned_following) == (BOUGHT, BOUGHT)
    assert (row.shares, row.shares_owned_following) == (None, None)
    assert row.underlying_shares == 1_227_156
    proof = builder.proofs["/derivative_transactions/0/transaction_total_value"]
    assert proof.made_by == "corrected:money-or-number"
    assert "/derivative_transactions/0/shares" not in builder.proofs


def test_nothing_left_of_a_note_is_no_money() -> None:
    row, _ = settled(
        "derivative_transactions",
        security_title="Convertible Note", transaction_total_value=Decimal(302_950), shares_owned_following=Decimal(0),
    )  # fmt: skip
    assert row.shares_owned_following == 0
    assert row.value_owned_following is None


def test_notes_counted_by_number_stay_numbers() -> None:
    row, _ = settled(
        "derivative_transactions",
        security_title="Convertible Notes",
        shares=Decimal(500),
        price_per_share=Decimal(1000),
    )
    assert row.shares == 500


def test_a_sign_misread_before_a_number_of_shares() -> None:
    row, builder = settled(
        "non_derivative_transactions",
        security_title="Common Stock", shares=Decimal(756), value_owned_following=Decimal(934_176),
    )  # fmt: skip
    assert row.shares_owned_following == 934_176
    assert row.value_owned_following is None
    assert builder.proofs["/non_derivative_transactions/0/shares_owned_following"].signals.repaired
