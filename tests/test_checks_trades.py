import pytest
from checks_samples import checked, found, spoilt

from form4ml.checks import trades

T1, T2 = "non_derivative_transactions", "derivative_transactions"


@pytest.mark.parametrize(
    ("code", "side", "severity"),
    [
        ("S", "A", "warning"),
        ("P", "D", "warning"),
        ("A", "D", "warning"),
        ("F", "A", "warning"),
        ("M", "D", "info"),
        ("C", "D", "info"),
    ],
)
def test_code_against_side(code: str, side: str, severity: str) -> None:
    filing = spoilt({f"{T1}/0/transaction_code": code, f"{T1}/0/acquired_disposed": side})
    assert found(trades.code_direction, filing) == [("code-direction", severity)]


@pytest.mark.parametrize(
    ("code", "side"), [("G", "A"), ("G", "D"), ("J", "A"), ("W", "D"), ("I", "D"), ("S", "D"), ("X", "A")]
)
def test_sides_that_a_code_allows(code: str, side: str) -> None:
    assert (
        found(trades.code_direction, spoilt({f"{T1}/0/transaction_code": code, f"{T1}/0/acquired_disposed": side}))
        == []
    )


def test_second_table_turns_the_direction_round() -> None:
    assert found(trades.code_direction, spoilt({f"{T2}/0/acquired_disposed": "A"})) == [("code-direction", "info")]


def test_codes_and_sides_that_do_not_exist() -> None:
    assert found(trades.code_known, spoilt({f"{T1}/1/transaction_code": "K"})) == [("code-known", "error")]
    assert (
        found(trades.sides, spoilt({f"{T1}/1/acquired_disposed": "X", f"{T1}/2/direct_or_indirect": "1"}))
        == [("sides", "error")] * 2
    )


def test_pairs() -> None:
    (lone,) = checked(trades.pairs, spoilt({T2: []}))
    assert lone.message == "The rows of code M on 2024-05-06 have no counterpart in Table II."
    (odd,) = checked(trades.pairs, spoilt({f"{T2}/0/underlying_shares": "7000"}))
    assert (
        odd.message
        == "The rows of code M on 2024-05-06 name 1,000 shares in Table I and 7,000 underlying shares in Table II."
    )
    assert found(trades.pairs, spoilt({f"{T2}/0/underlying_shares": None})) == []


def test_needed_cells() -> None:
    (one,) = checked(trades.needed_cells, spoilt({f"{T1}/1/transaction_date": None, f"{T1}/1/shares": None}))
    assert one.message == "Table I, transaction 2 lacks what every such row has: transaction date, shares."
    assert one.pointers == [f"/{T1}/1/transaction_date", f"/{T1}/1/shares"]
    assert found(trades.needed_cells, spoilt({f"{T1}/1/transaction_date": None, f"{T1}/1/origin": "footnote"})) == []


def test_value_or_note() -> None:
    (one,) = checked(trades.value_or_note, spoilt({f"{T1}/2/price_per_share": None}))
    assert one.message == "Table I, transaction 3 has neither a price nor a footnote in its place."
    assert found(trades.value_or_note, spoilt({f"{T1}/1/price_per_share": None})) == []  # has note F1
    assert found(trades.value_or_note, spoilt({f"{T2}/0/expiration_date": None})) == [("value-or-note", "warning")]


def test_shares_or_value() -> None:
    assert found(trades.shares_or_value, spoilt({f"{T1}/0/value_owned_following": "5"})) == [
        ("shares-or-value", "warning")
    ]


def test_nature() -> None:
    assert found(trades.nature, spoilt({"non_derivative_holdings/0/nature_of_ownership": None})) == [("nature", "info")]
    assert found(trades.nature, spoilt({"non_derivative_holdings/0/direct_or_indirect": "D"})) == [("nature", "info")]


def test_no_sign() -> None:
    assert found(trades.no_sign, spoilt({f"{T1}/0/shares": "-5"})) == [("no-sign", "error")]
