"""Titles that break off, lack their class, or are units without the word."""

from __future__ import annotations

import pytest
from assembly_samples import text
from correct_samples import builder_of

from form4ml.assembly.builder import Builder
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.correct_titles import titles
from form4ml.record import Filing, Footnote, Row


def told(*pages: str, ones: tuple[str, ...] = (), twos: tuple[str, ...] = (), note: str = "") -> Builder:
    filing = Filing(
        non_derivative_transactions=[Row(security_title=title) for title in ones],
        derivative_transactions=[Row(security_title=title) for title in twos],
        footnotes=[Footnote(id="F1", text=note)] if note else [],
    )
    builder = builder_of(filing)
    builder.view = text(*(("table2", line) for line in pages or ("Table II",))).view
    titles(Readings(builder))
    return builder


def second(builder: Builder) -> str | None:
    return builder.filing.derivative_transactions[0].security_title


def doubted(builder: Builder, table: str = "derivative_transactions") -> bool:
    return builder.proofs[f"/{table}/0/security_title"].signals.contradicted


def test_a_title_that_breaks_off_goes_on_as_elsewhere() -> None:
    assert second(told("Series A Preferred Stock", twos=("Series B Preferred",))) == "Series B Preferred Stock"
    assert second(told("CLASS A COMMON SHARES", twos=("CLASS B COMMON",))) == "CLASS B COMMON SHARES"


@pytest.mark.parametrize("page", ["Table II", "Preferred Stock and Preferred Shares"])
def test_one_that_nothing_or_too_much_tells_of_is_doubted(page: str) -> None:
    builder = told(page, twos=("Series B Preferred",))
    assert second(builder) == "Series B Preferred"
    assert doubted(builder)


def test_restricted_stock_in_table_ii_is_units() -> None:
    note = "Each restricted stock unit is one share."
    assert second(told(twos=("Restricted Stock",), note=note)) == "Restricted Stock Units"
    assert second(told("Restricted Stock Unit", twos=("Restricted Stock",), note=note)) == "Restricted Stock Unit"
    assert second(told(twos=("Restricted Stock", "Restricted Stock Unit"), note=note)) == "Restricted Stock Unit"
    assert doubted(told(twos=("Restricted Stock",)))
    whole = told(ones=("Restricted Stock",), note=note)
    assert whole.filing.non_derivative_transactions[0].security_title == "Restricted Stock"


def test_common_stock_beside_classes_of_it_is_doubted() -> None:
    ones = ("Common Stock", "Class A Common Stock", "Class A Common Stock")
    assert doubted(told(ones=ones), "non_derivative_transactions")
    assert not doubted(told(ones=("Common Stock", "Common Stock")), "non_derivative_transactions")
    assert not doubted(told(ones=("Class A Common Stock", "Common Stock")), "non_derivative_transactions")


@pytest.mark.parametrize(
    ("mended", "wrong"),
    [("security_title", "security_title"), ("underlying_title", "underlying_title"), (None, "security_title")],
)
def test_no_derivative_is_what_underlies_it(mended: str | None, wrong: str) -> None:
    row = Row(security_title="Class A Common Stock", underlying_title="Class A Common Stock")
    builder = builder_of(Filing(derivative_transactions=[row]))
    builder.view = text(("table2", "Table II")).view
    at = "/derivative_transactions/0"
    if mended:
        builder.proofs[f"{at}/{mended}"].made_by = "corrected:usual-text"
    titles(Readings(builder))
    names = ("security_title", "underlying_title")
    assert {name for name in names if builder.proofs[f"{at}/{name}"].signals.contradicted} == {wrong}
