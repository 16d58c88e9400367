import pytest
from checks_samples import checked, found, spoilt

from form4ml.checks import days
from form4ml.checks.values import before

T1, T2 = "non_derivative_transactions", "derivative_transactions"


@pytest.mark.parametrize(("left", "right", "is_before"), [
    ("2024-05-06", "2024-05-07", True), ("2024-05-07", "2024-05-07", False), ("2024-05", "2024-05-07", False), ("2024-04", "2024-05-07", True),
    ("2024-05-06", "2024-05", False), ("junk", "2024-05-07", False), (None, "2024-05-07", False), ("2024-02-30", "2024-05-07", False),
])  # fmt: skip
def test_before(left: str | None, right: str, is_before: bool) -> None:
    assert before(left, right) is is_before


def test_calendar_days() -> None:
    assert (
        found(days.dates_valid, spoilt({"period_of_report": "2024-02-30", f"{T1}/0/transaction_date": "05/06/2024"}))
        == [("dates-valid", "error")] * 2
    )
    assert found(days.dates_valid, spoilt({"period_of_report": "2024-05"})) == []


def test_signed_before_the_trade() -> None:
    (one,) = checked(days.signed_after_trades, spoilt({f"{T1}/2/transaction_date": "2024-06-07"}))
    assert (
        one.message
        == "The latest signature is 2024-05-08, before the transaction of Table I, transaction 3, 2024-06-07."
    )
    assert one.pointers == [f"/{T1}/2/transaction_date", "/signatures/0/date"]


def test_amendment_dates() -> None:
    assert found(days.signed_after_trades, spoilt({"date_of_original_submission": "2024-07-01"})) == [
        ("date-order", "warning")
    ]
    assert found(days.original_after_period, spoilt({"date_of_original_submission": "2024-01-01"})) == [
        ("date-order", "warning")
    ]


def test_expired_before_exercisable_or_traded() -> None:
    assert (
        found(days.expiration_after, spoilt({f"{T2}/0/expiration_date": "2019-01-01"}))
        == [("date-order", "warning")] * 2
    )


def test_plan_adopted_after_the_trade() -> None:
    assert found(days.plan_before_trade, spoilt({"footnotes/1/plan_adoption_dates": ["2025-11-29"]})) == [
        ("date-order", "warning")
    ]
    assert found(days.plan_before_trade, spoilt({"footnotes/1/plan_adoption_dates": ["2024-05"]})) == []
    assert found(days.plan_before_trade, spoilt({"footnotes/1/plan_modification_dates": ["2022-01-01"]})) == [
        ("date-order", "info")
    ]


def test_period_of_report() -> None:
    assert found(days.period_is_earliest, spoilt({"period_of_report": "2024-05-05"})) == [
        ("period-is-earliest", "warning")
    ]
    assert found(days.period_is_earliest, spoilt({"period_of_report": "2024-05-07"})) == [
        ("period-is-earliest", "info")
    ]
    early = {f"{T1}/0/transaction_date": "2024-01-02", f"{T1}/0/reported_early": True}
    assert found(days.period_is_earliest, spoilt(early)) == []


def test_a_misread_year() -> None:
    assert found(days.dates_near, spoilt({f"{T1}/0/transaction_date": "2014-05-06"})) == [("dates-near", "warning")]


def test_weekend() -> None:
    (one,) = checked(days.market_day, spoilt({f"{T1}/1/transaction_date": "2024-05-04"}))
    assert one.message == "Table I, transaction 2 is a purchase or sale on a Saturday, 2024-05-04."


def test_late() -> None:
    (one,) = checked(days.on_time, spoilt({"signatures/0/date": "2024-05-20"}))
    assert (
        one.message
        == "The form was signed on 2024-05-20, 10 business days after the period of report; it is due within two."
    )
    assert found(days.on_time, spoilt({"signatures/0/date": "2024-05-09"})) == []
    assert found(days.on_time, spoilt({"signatures/0/date": "2024-05-20", "document_type": "4/A"})) == []
