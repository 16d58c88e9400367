"""Amounts that text shows on a line of their own go back into their row."""

from assembly_samples import HEADINGS, text

from form4ml.assembly.found import fragments_of
from form4ml.assembly.rows_text import rows
from form4ml.assembly.table import tables_by_row

ROW = "{SECURITY:Common Stock} {DATE:08/25/2022} {CODE:A} {ACQ_DISP:A} {PRICE:$0} {OWNED:76,176} {OWNERSHIP:D}"


def shares(*lines: str) -> list[str]:
    tagged = text(*HEADINGS, *(("table1", line) for line in lines))
    found = rows(fragments_of(tagged), tables_by_row(tagged))
    return [" ".join(piece.text for piece in row.cells.get("SHARES", ())) for row in found]


def test_above_every_row() -> None:
    assert shares("{SHARES:57,795}", ROW, "{SHARES:16,501}", ROW) == ["57,795", "16,501"]


def test_below_every_row() -> None:
    assert shares(ROW, "{SHARES:57,795}", ROW, "{SHARES:16,501}") == ["57,795", "16,501"]


def test_a_row_that_has_its_amount_takes_no_other() -> None:
    assert shares(ROW.replace("{ACQ", "{SHARES:300} {ACQ"), "{SHARES:16,501}", ROW) == ["300", "16,501"]


def test_a_sign_parted_from_its_price_goes_along() -> None:
    [row] = shares("{SHARES:16,501} {PRICE:$}", ROW.replace("$0", "3.03"))
    assert row == "16,501"


def test_a_mark_goes_along_with_its_amount() -> None:
    tagged = text(*HEADINGS, ("table1", "{SHARES:1,037} {FOOTNOTE_MARK:)}"), ("table1", ROW))
    [row] = rows(fragments_of(tagged), tables_by_row(tagged))
    assert [mark.text for mark in row.marks["SHARES"]] == [")"]
