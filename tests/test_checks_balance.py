from decimal import Decimal

import pytest
from checks_samples import checked, found, spoilt, trade

from form4ml.checks import balance
from form4ml.record import Filing

T1 = "non_derivative_transactions"


def filing(*rows: tuple[str, str, str], **more: str) -> Filing:
    return spoilt({T1: [trade(side=side, shares=shares, after=after, **more) for side, shares, after in rows]})


def test_rows_that_add_up() -> None:
    assert found(balance.running_balance, filing(("D", "100", "900"), ("D", "100", "800"), ("A", "50", "850"))) == []


def test_a_fraction_is_forgiven() -> None:
    assert found(balance.running_balance, filing(("D", "100", "900"), ("D", "99.6", "801"))) == []


def test_a_misread_amount_warns() -> None:
    (one,) = checked(balance.running_balance, filing(("D", "100", "9000"), ("D", "100", "8300"), ("D", "100", "8800")))[
        :1
    ]
    assert one.severity == "warning"
    assert (
        one.message
        == "Table I, transaction 2 leaves 8,300 shares owned, but 9,000 before it and 100 disposed of make 8,900."
    )
    assert one.pointers == [f"/{T1}/0/shares_owned_following", f"/{T1}/1/shares", f"/{T1}/1/shares_owned_following"]


def test_a_swapped_side_warns() -> None:
    assert found(balance.running_balance, filing(("D", "100", "9000"), ("A", "1234", "7766"))) == [
        ("running-balance", "warning")
    ]


def test_a_true_jump_is_only_noted() -> None:
    assert found(balance.running_balance, filing(("D", "100", "9000"), ("D", "100", "12345"))) == [
        ("running-balance", "info")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("D", "100", "800"), ("D", "100", "800"), ("D", "200", "800")),  # one final amount in all rows
        (("D", "100", "800"), ("D", "100", "900")),  # last trade first
        (("D", "10", "90"), ("D", "50", "550"), ("D", "10", "80"), ("D", "50", "500")),  # two holdings by turns
    ],
)
def test_orders_that_are_in_use(rows: tuple[tuple[str, str, str], ...]) -> None:
    severities = {one.severity for one in checked(balance.running_balance, filing(*rows))}
    assert "warning" not in severities


def test_different_holdings_are_kept_apart() -> None:
    rows = [trade(after="900"), trade(after="50", title="Class B Common Stock"), trade(after="800")]
    assert found(balance.running_balance, spoilt({T1: rows})) == []


def test_a_missing_amount_breaks_the_chain() -> None:
    rows = [trade(after="900"), trade(after=None), trade(after="650")]
    assert found(balance.running_balance, spoilt({T1: rows})) == []


def test_one_off() -> None:
    assert balance.one_off(Decimal(8900), Decimal(8300))
    assert balance.one_off(Decimal(8900), Decimal(890))
    assert not balance.one_off(Decimal(8900), Decimal(8900))
    assert not balance.one_off(Decimal(8900), Decimal(1234))


def test_more_acquired_than_owned() -> None:
    assert found(balance.below_zero, filing(("A", "100", "10"))) == [("below-zero", "info")]
    assert found(balance.below_zero, filing(("A", "100", "100"))) == []
