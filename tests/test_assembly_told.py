"""A trade that only the notes tell."""

from decimal import Decimal

import pytest
from assembly_samples import HEAD, HEADINGS, OWNER, SIGNED, TRADE, filing, put_together, reading_of, text

from form4ml.assembly.builder import Builder

SOLD = "{FOOTNOTE:The} {NOTE_SHARES:34,000} {+FOOTNOTE:shares %s on} {NOTE_DATE:March 12, 2018} {+FOOTNOTE:at market.}"


def told(*lines: str) -> Builder:
    return put_together(text(*HEAD, *OWNER, *HEADINGS, *(("notes", line) for line in lines), *SIGNED))


def test_shares_and_day_of_one_note_make_a_row() -> None:
    builder = told(SOLD % "sold")
    [row] = builder.filing.non_derivative_transactions
    assert row.origin == "footnote"
    assert (row.shares, row.transaction_date, row.acquired_disposed) == (Decimal(34000), "2018-03-12", "D")
    base = "/non_derivative_transactions/0"
    assert builder.proofs[f"{base}/shares"].made_by == "footnote"
    assert builder.proofs[f"{base}/shares"].found.text == "34,000"
    assert builder.proofs[f"{base}/transaction_date"].found.text == "March 12, 2018"
    assert builder.absent[f"{base}/security_title"] == "unreadable"
    assert builder.absent[f"{base}/price_per_share"] == "unreadable"


@pytest.mark.parametrize(
    ("word", "side"), [("sold", "D"), ("withheld", "D"), ("purchased", "A"), ("acquired", "A"), ("counted", None)]
)
def test_the_side_is_told_by_the_words_after_the_number(word: str, side: str | None) -> None:
    [row] = told(SOLD % word).filing.non_derivative_transactions
    assert row.acquired_disposed == side


def test_a_note_with_two_numbers_tells_no_trade() -> None:
    line = SOLD % "sold"
    builder = told(line.replace("{+FOOTNOTE:at market.}", "{+FOOTNOTE:of} {NOTE_SHARES:50,000} {+FOOTNOTE:owned.}"))
    assert builder.filing.non_derivative_transactions == []


def test_a_table_that_was_read_needs_no_telling() -> None:
    builder = put_together(filing(TRADE, notes=[("notes", SOLD % "sold")]))
    [row] = builder.filing.non_derivative_transactions
    assert row.origin == "table"


def test_a_headed_table_without_rows_is_unreadable() -> None:
    builder = told(SOLD % "sold")
    assert builder.absent["/non_derivative_holdings"] == "unreadable"
    assert builder.absent["/derivative_transactions"] == "not-on-form"
    bare = put_together(text(*HEAD, *OWNER, *SIGNED))
    assert bare.absent["/non_derivative_transactions"] == "not-on-form"


def test_a_told_row_says_so_when_read() -> None:
    reading = reading_of(text(*HEAD, *OWNER, *HEADINGS, ("notes", SOLD % "sold"), *SIGNED))
    assert reading.filing.non_derivative_transactions[0].origin == "footnote"
    assert reading.evidence["/non_derivative_transactions/0/shares"].text == "34,000"
