"""Rows of an exercise in both tables: codes, sides and amounts that one tells of the other, and what stays unread."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from checks_samples import spoilt, trade
from correct_samples import builder_of, corrected

from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.correct import correct

ONE = "/non_derivative_transactions"
TWO = "/derivative_transactions"


def value(builder: Builder, pointer: str) -> Any:
    return get_at(builder.filing, pointer)


def made_by(builder: Builder, pointer: str) -> str:
    return builder.proofs[pointer].made_by


def first(**known: Any) -> dict[str, Any]:
    return trade(code="C", side="A", price=None) | known


def second(shares: str | None = "100", **known: Any) -> dict[str, Any]:
    row = trade(title="Series A", code="C", side="D", shares=shares, price="0", after="0")
    return row | {"underlying_title": "Common Stock", "underlying_shares": shares} | known


def made(ones: list[dict[str, Any]], twos: list[dict[str, Any]], **more: Any) -> Builder:
    tables = {"non_derivative_transactions": ones, "derivative_transactions": twos, "footnotes": []}
    return corrected(spoilt(tables), **more)


def test_a_pair_without_codes_has_the_one_code_of_the_day() -> None:
    unread: dict[str, Any] = {"transaction_code": None}
    ones, twos = [first(shares="300"), first(shares="500", **unread)], [second("300"), second("500", **unread)]
    builder = made(ones, twos)
    for pointer in (f"{ONE}/1/transaction_code", f"{TWO}/1/transaction_code"):
        assert value(builder, pointer) == "C" and made_by(builder, pointer) == "rule:pairs"
    other_day = {"transaction_date": "2024-05-07"}
    builder = made([ones[0], ones[1] | other_day], [twos[0], twos[1] | other_day])
    assert value(builder, f"{ONE}/1/transaction_code") is None
    two_codes = made([*ones, first(shares="700", transaction_code="M")], twos)
    assert value(two_codes, f"{TWO}/1/transaction_code") is None


def test_a_pair_whose_codes_look_like_the_days() -> None:
    gift: dict[str, Any] = {"transaction_code": "G"}
    builder = made([first(shares="300"), first(shares="500", **gift)], [second("300"), second("500", **gift)])
    for pointer in (f"{ONE}/1/transaction_code", f"{TWO}/1/transaction_code"):
        assert value(builder, pointer) == "C" and made_by(builder, pointer) == "corrected:pairs"
    alone = made([first(shares="300"), first(shares="500", **gift)], [second("300")])
    assert value(alone, f"{ONE}/1/transaction_code") == "G"


def test_a_row_among_conversions_of_one_code() -> None:
    unread = second("70", transaction_code=None)
    builder = made([], [second("30"), second("40"), unread, second("90", transaction_code="G")])
    pointer = f"{TWO}/2/transaction_code"
    assert value(builder, pointer) == "C" and made_by(builder, pointer) == "rule:as-the-other-conversions"
    assert made_by(builder, f"{TWO}/3/transaction_code") == "corrected:as-the-other-conversions"
    for twos in ([second("30"), unread], [second("30"), second("40", transaction_code="J"), second("50"), unread]):
        assert value(made([], twos), f"{TWO}/{len(twos) - 1}/transaction_code") is None


def test_what_a_holders_conversions_come_to() -> None:
    twos = [second("30"), second("40"), second("50", direct_or_indirect="I", nature_of_ownership="By Trust")]
    builder = made([first(shares="70", transaction_code=None), first(shares="90", transaction_code=None)], twos)
    assert value(builder, f"{ONE}/0/transaction_code") == "C"
    assert value(builder, f"{ONE}/1/transaction_code") is None


def test_the_amount_of_a_row_that_is_left_over() -> None:
    builder = made([first(shares="300"), first(shares=None)], [second("300"), second("500")])
    assert value(builder, f"{ONE}/1/shares") == 500 and made_by(builder, f"{ONE}/1/shares") == "rule:pairs"
    builder = made([first(shares="300"), first(shares="500")], [second("300"), second("50", underlying_shares=None)])
    assert value(builder, f"{TWO}/1/underlying_shares") == 500
    two_unread = made([first(shares=None), first(shares=None)], [second("300"), second("500")])
    assert value(two_unread, f"{ONE}/0/shares") is None
    said = {f"{ONE}/0/shares": ("60O", [Decimal(600)])}
    assert value(made([first(shares=None)], [second("500")], undecided=said), f"{ONE}/0/shares") is None


def test_one_share_for_one() -> None:
    option = second("500", underlying_shares=None, transaction_code="M")
    builder = made([], [option])
    assert value(builder, f"{TWO}/0/underlying_shares") == 500
    assert made_by(builder, f"{TWO}/0/underlying_shares") == "rule:same-row"
    unlike = second("500", underlying_shares=None)
    assert value(made([], [unlike]), f"{TWO}/0/underlying_shares") is None
    assert value(made([], [unlike, second("10"), second("20")]), f"{TWO}/0/underlying_shares") == 500
    of_several = [unlike, second("10"), second("20", underlying_shares="40")]
    assert value(made([], of_several), f"{TWO}/0/underlying_shares") is None


def test_an_amount_cut_short_is_outvoted() -> None:
    builder = made([first(shares="7490")], [second("7490", underlying_shares="90")])
    assert value(builder, f"{TWO}/0/underlying_shares") == 7490
    assert made_by(builder, f"{TWO}/0/underlying_shares") == "corrected:pairs"


def test_sides_of_a_decided_code() -> None:
    builder = made([first(acquired_disposed=None)], [second("50", acquired_disposed=None)])
    assert value(builder, f"{ONE}/0/acquired_disposed") == "A"
    assert value(builder, f"{TWO}/0/acquired_disposed") == "D"


def test_the_side_of_a_pair_whose_codes_were_not_read() -> None:
    unread: dict[str, Any] = {"transaction_code": None}
    sold = first(shares="500", acquired_disposed=None, transaction_code="S")
    builder = made([first(shares="500", acquired_disposed=None, **unread)], [second("500", **unread)])
    assert (
        value(builder, f"{ONE}/0/acquired_disposed") == "A"
        and made_by(builder, f"{ONE}/0/acquired_disposed") == "rule:pairs"
    )
    assert value(made([sold], [second("500", **unread)]), f"{ONE}/0/acquired_disposed") == "D"


def test_the_day_of_a_pair() -> None:
    unread: dict[str, Any] = {"transaction_date": None}
    builder = made([first(shares="500", **unread), first(shares="40")], [second("500"), second("40", **unread)])
    for pointer in (f"{ONE}/0/transaction_date", f"{TWO}/1/transaction_date"):
        assert value(builder, pointer) == "2024-05-06" and made_by(builder, pointer) == "rule:pairs"
    twice = made([first(shares="500", **unread), first(shares="9")], [second("500"), second("500"), second("9")])
    assert value(twice, f"{ONE}/0/transaction_date") is None


def test_a_sub_column_gives_way_to_a_code_that_comes_with_one_side() -> None:
    for side_by, side in (("rule:sub-column", "A"), ("tagged", "D")):
        builder = builder_of(spoilt({"derivative_transactions": [second(transaction_code="A")]}))
        builder.proofs[f"{TWO}/0/acquired_disposed"].made_by = side_by
        correct(builder)
        assert value(builder, f"{TWO}/0/acquired_disposed") == side


def unread_pair(title: str, shares: str = "20315", **known: Any) -> list[str | None]:
    unread: dict[str, Any] = {"transaction_code": None}
    builder = made([first(shares=shares, **unread)], [second(shares, security_title=title, **unread, **known)])
    return [value(builder, f"{table}/0/transaction_code") for table in (ONE, TWO)]


def test_a_pair_without_codes_has_that_of_its_kind_of_derivative() -> None:
    assert unread_pair("Class B Common Stock") == ["C", "C"]
    assert unread_pair("Series A-1 Preferred Stock") == ["C", "C"]
    assert unread_pair("Restricted Stock Units") == ["M", "M"]
    assert unread_pair("Stock Option (Right to Buy)") == ["M", "M"]


def test_a_pair_of_another_kind_or_of_round_numbers_stays_without_a_code() -> None:
    assert unread_pair("Warrant") == [None, None]
    assert unread_pair("Class B Common Stock", shares="20300") == [None, None]
