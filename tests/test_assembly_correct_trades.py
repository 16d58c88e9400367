"""Codes that other rows of the day tell."""

from __future__ import annotations

from typing import Any

import pytest
from checks_samples import spoilt, trade
from correct_samples import corrected

from form4ml.assembly.builder import Builder, get_at

ONE = "/non_derivative_transactions"


def value(builder: Builder, pointer: str) -> Any:
    return get_at(builder.filing, pointer)


def test_a_code_that_all_its_likes_have() -> None:
    sold, bare = trade(code="S", side="D"), trade(code=None, side="D")  # type: ignore[arg-type]
    builder = corrected(spoilt(non_derivative_transactions=[sold, bare, sold]))
    assert value(builder, f"{ONE}/1/transaction_code") == "S"
    assert builder.proofs[f"{ONE}/1/transaction_code"].made_by == "rule:as-its-likes"


@pytest.mark.parametrize(
    "rows",
    [
        [trade(code="S", side="D"), trade(code=None, side="D")],  # type: ignore[arg-type]
        [trade(code="S", side="D"), trade(code="J", side="D"), trade(code=None, side="D")],  # type: ignore[arg-type]
        [trade(code="S", side="D"), trade(code="S", side="D"), trade(code=None, side="A")],  # type: ignore[arg-type]
    ],
)
def test_one_like_or_several_codes_or_another_side_tell_nothing(rows: list[dict[str, Any]]) -> None:
    builder = corrected(spoilt(non_derivative_transactions=rows))
    proof = builder.proofs.get(f"{ONE}/{len(rows) - 1}/transaction_code")
    assert proof is None or proof.made_by != "rule:as-its-likes"


def codes_of(*rows: dict[str, Any]) -> list[str | None]:
    tables = {"non_derivative_transactions": list(rows), "derivative_transactions": [], "footnotes": []}
    builder = corrected(spoilt(tables))
    return [row.transaction_code for row in builder.filing.non_derivative_transactions]


def test_a_habit_of_the_table_tells_a_code_of_any_day() -> None:
    days = [f"2024-05-0{n}" for n in (1, 2, 3, 6)]
    given = [trade(code="J", side=side, price="0") | {"transaction_date": day} for day, side in zip(days, "DDAD", strict=True)]  # fmt: skip
    unread = [row | {"transaction_code": None} for row in given]
    assert codes_of(*given[:3], unread[3])[3] == "J"
    assert codes_of(*given[:2], unread[2])[2] is None  # two make no habit
    assert codes_of(*given[:2], given[2] | {"transaction_code": "G"}, unread[3])[3] is None
    assert codes_of(*given[:3], unread[3] | {"price_per_share": "12.5"})[3] is None  # it was paid for


def given_out(note: str, *marked: str, **known: Any) -> Builder:
    row = trade(code=None, side="D", price="0") | {"footnotes": {"transaction_code": list(marked)}} | known  # type: ignore[arg-type]
    tables = {"non_derivative_transactions": [row], "derivative_transactions": [], "footnotes": [{"id": "F1", "text": note}]}  # fmt: skip
    return corrected(spoilt(tables))


TOLD = "The fund made a pro rata, in-kind distribution without consideration to its partners."


def test_what_a_note_tells_was_given_out_has_the_code_j() -> None:
    for marked in (("F1",), ()):
        builder = given_out(TOLD, *marked)
        assert value(builder, f"{ONE}/0/transaction_code") == "J"
        assert builder.proofs[f"{ONE}/0/transaction_code"].made_by == "rule:distribution-told"


@pytest.mark.parametrize(
    ("note", "marked", "known"),
    [
        ("Shares were sold under a plan.", ("F1",), {}),
        (TOLD, ("F1",), {"price_per_share": "12.5"}),
        (TOLD, (), {"acquired_disposed": "A"}),
        (TOLD, (), {"price_per_share": None}),
        (f"{TOLD} Some were a gift.", (), {}),
    ],
)
def test_other_trades_are_no_distributions(note: str, marked: tuple[str, ...], known: dict[str, Any]) -> None:
    assert value(given_out(note, *marked, **known), f"{ONE}/0/transaction_code") is None


@pytest.mark.parametrize(
    ("side", "price", "code"),
    [("D", "8.44", "F"), ("A", "0", "C"), ("A", None, "C"), ("D", "0", "E"), ("A", "8.44", "E")],
)
def test_no_derivative_expires_in_table_i(side: str, price: str | None, code: str) -> None:
    [read] = codes_of(trade(code="E", side=side, price=price))  # type: ignore[arg-type]
    assert read == code


def unpaid(code: str, side: str = "A", **known: Any) -> dict[str, Any]:
    return trade(code=code, side=side, price="0") | known


def codes_with(seconds: list[dict[str, Any]], *rows: dict[str, Any]) -> list[str | None]:
    builder = corrected(spoilt({"non_derivative_transactions": list(rows), "derivative_transactions": seconds, "footnotes": []}))  # fmt: skip
    return [row.transaction_code for row in builder.filing.non_derivative_transactions]


def test_a_conversion_without_another_table_among_gifts_is_one() -> None:
    assert codes_with([], unpaid("G", "D"), unpaid("C", "D")) == ["G", "G"]
    assert codes_with([], unpaid("C"), unpaid("C")) == ["C", "C"]


def test_a_gift_among_conversions_is_one() -> None:
    second = trade(title="Class B Common Stock", code="C", side="D", price="0") | {"underlying_shares": "7"}
    assert codes_with([second], unpaid("C"), unpaid("C"), unpaid("G")) == ["C", "C", "C"]
    assert codes_with([second], unpaid("C"), unpaid("C"), unpaid("G", "D"))[2] == "G"
    assert codes_with([second], unpaid("C"), unpaid("C"), unpaid("G", price_per_share="8.5"))[2] == "G"
