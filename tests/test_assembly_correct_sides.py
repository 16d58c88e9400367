"""Sides of Table II that a row's own amounts, or the row beside it, tell where text shows no sub-columns."""

from __future__ import annotations

from typing import Any

import pytest
from assembly_samples import At, page
from checks_samples import spoilt, trade
from correct_samples import builder_of

from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.correct import correct
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.correct_sides import side_of_amounts

TWO = "/derivative_transactions"


def row(code: str | None, side: str, shares: str, owned: str, **known: Any) -> dict[str, Any]:
    made = trade(title="Warrant", code=code, side=side, shares=shares, price="0", after=owned)  # type: ignore[arg-type]
    return made | {"underlying_title": "Common Stock", "underlying_shares": shares} | known


def told(*rows: dict[str, Any], made_by: str = "rule:sub-column") -> Builder:
    filing = spoilt({"derivative_transactions": list(rows), "non_derivative_transactions": [], "footnotes": []})
    builder = builder_of(filing)
    for at in range(len(rows)):
        builder.proofs[f"{TWO}/{at}/acquired_disposed"].made_by = made_by
    correct(builder)
    return builder


def side(builder: Builder, at: int = 0) -> Any:
    return get_at(builder.filing, f"{TWO}/{at}/acquired_disposed")


@pytest.mark.parametrize("code", ["A", "J", "P", "G", None])
def test_who_owns_just_what_was_traded_acquired_it(code: str | None) -> None:
    assert side(told(row(code, "D", "23054", "23054"))) == "A"


def test_who_owns_less_than_was_traded_disposed_of_it() -> None:
    builder = told(row("J", "A", "500", "120"))
    assert side(builder) == "D"
    assert builder.proofs[f"{TWO}/0/acquired_disposed"].made_by == "corrected:less-owned"
    assert side(told(row("C", "A", "500", "0"))) == "D"


@pytest.mark.parametrize(("code", "was", "owned"), [("M", "D", "500"), ("J", "D", "900"), ("A", "A", "0")])
def test_what_may_be_either_stays(code: str, was: str, owned: str) -> None:
    assert side(told(row(code, was, "500", owned))) == was


def test_a_side_that_a_letter_shows_is_none_of_it() -> None:
    assert side(told(row("J", "D", "500", "500"), made_by="tagged")) == "D"


def test_on_a_page_a_number_stands_in_its_sub_column() -> None:
    builder = builder_of(spoilt({"derivative_transactions": [row("J", "D", "500", "500")]}))
    builder.proofs[f"{TWO}/0/acquired_disposed"].made_by = "rule:sub-column"
    builder.view = page(At(100, 100, "Warrant", "table2")).view
    side_of_amounts(Readings(builder))
    assert side(builder) == "D"


def test_a_side_read_for_a_code_is_doubted() -> None:
    builder = told(row("D", "D", "500", "500"))
    assert side(builder) == "A"
    assert builder.proofs[f"{TWO}/0/transaction_code"].signals.contradicted


def exercised(second: str, under: str | None, **known: Any) -> Builder:
    units = row("M", "D", "500", "700", security_title="Restricted Stock Units", underlying_title=under)
    return told(
        units, row("M", "D", "500", "900", security_title=second, underlying_title="Class A Common Stock") | known
    )


@pytest.mark.parametrize("under", ["Class B Common Stock", "Class & Common Stock", None])
def test_what_an_exercise_is_for_is_acquired_on_its_own_row(under: str | None) -> None:
    builder = exercised("Class B Common Stock", under)
    assert [side(builder, at) for at in (0, 1)] == ["D", "A"]
    assert builder.proofs[f"{TWO}/1/acquired_disposed"].made_by == "corrected:acquired-by-exercise"


@pytest.mark.parametrize(
    "known",
    [
        {"transaction_date": "2024-05-07"},
        {"shares": "400", "underlying_shares": "400"},
        {"security_title": "Performance Units"},
        {"shares_owned_following": "100"},
    ],
)
def test_another_day_amount_or_security_is_not_acquired_by_it(known: dict[str, Any]) -> None:
    assert side(exercised("Class B Common Stock", "Class B Common Stock", **known), 1) == "D"
