"""A rule of the table before an amount, and two amounts of one row that should be one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from checks_samples import spoilt, trade
from correct_samples import builder_of

from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.correct_amounts import as_many, grouped, owned_behind_rule
from form4ml.assembly.correct_readings import Readings

ONE, TWO = "/non_derivative_transactions/0", "/derivative_transactions/0"


def read_as(text: str, value: str) -> Builder:
    tables = {"non_derivative_transactions": [trade(shares=value)], "derivative_transactions": [], "footnotes": []}
    builder = builder_of(spoilt(tables))
    builder.proofs[f"{ONE}/shares"].found.text = text
    grouped(Readings(builder))
    return builder


@pytest.mark.parametrize(
    ("text", "read", "printed"), [("9128,805", "9128805", "128805"), ("|4128,805", "4128805", "128805")]
)
def test_a_figure_too_many_before_a_comma_is_a_rule(text: str, read: str, printed: str) -> None:
    builder = read_as(text, read)
    assert get_at(builder.filing, f"{ONE}/shares") == Decimal(printed)
    assert builder.proofs[f"{ONE}/shares"].made_by == "corrected:rule-before-amount"
    assert not builder.proofs[f"{ONE}/shares"].signals.supported


@pytest.mark.parametrize(
    ("text", "read"), [("128,805", "128805"), ("5128,805", "5128805"), ("1280", "1280"), ("12,80", "1280")]
)
def test_other_amounts_stay(text: str, read: str) -> None:
    assert get_at(read_as(text, read).filing, f"{ONE}/shares") == Decimal(read)


def second(shares: str, underlying: str, code: str = "M", owned: str = "7") -> Builder:
    row: dict[str, Any] = trade(title="Units", code=code, side="D", shares=shares, price="0", after=owned)
    row |= {"underlying_title": "Common Stock", "underlying_shares": underlying}
    builder = builder_of(spoilt({"derivative_transactions": [row], "non_derivative_transactions": [], "footnotes": []}))
    as_many(Readings(builder))
    return builder


def amounts(builder: Builder) -> tuple[Any, Any]:
    return get_at(builder.filing, f"{TWO}/shares"), get_at(builder.filing, f"{TWO}/underlying_shares")


def test_one_cut_short_is_the_other() -> None:
    assert amounts(second("255860", "60")) == (Decimal(255860), Decimal(255860))
    assert amounts(second("5860", "255860")) == (Decimal(255860), Decimal(255860))


def test_one_behind_a_rule_is_the_other() -> None:
    assert amounts(second("48000", "8000")) == (Decimal(8000), Decimal(8000))


def doubts(builder: Builder) -> list[bool]:
    return [builder.proofs[f"{TWO}/{name}"].signals.contradicted for name in ("shares", "underlying_shares")]


def test_two_that_nothing_decides_are_doubted() -> None:
    assert doubts(second("28480", "55")) == [True, True]
    assert doubts(second("28480", "55", owned="28480")) == [False, True]
    assert doubts(second("28480", "28480")) == [False, False]
    assert doubts(second("100", "1000")) == [False, False]  # ten for one
    assert doubts(second("28480", "55", code="C")) == [False, False]  # a conversion has a rate


def acquired(shares: str, owned: str, side: str = "A") -> Any:
    row = trade(code="A", side=side, shares=shares, after=owned)
    tables = {"non_derivative_transactions": [row], "derivative_transactions": [], "footnotes": []}
    builder = builder_of(spoilt(tables))
    owned_behind_rule(Readings(builder))
    return get_at(builder.filing, f"{ONE}/shares_owned_following")


def test_an_amount_owned_that_is_what_was_acquired_behind_a_stroke() -> None:
    assert acquired("78667", "178667") == Decimal(78667)
    assert acquired("78667", "178667", side="D") == Decimal(178667)
    assert acquired("78667", "278667") == Decimal(278667)
    assert acquired("67", "167") == Decimal(167)  # may well be by chance
