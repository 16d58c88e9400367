from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from writing_samples import FULL, full, reading, told_by_note

from form4ml.writing.flat import COLUMNS, flat, plain_text, sec_text

FACTS = Path(__file__).parents[2] / "shared" / "facts"
COUNTS = {
    "SUBMISSION": 14,
    "REPORTINGOWNER": 13,
    "NONDERIV_TRANS": 28,
    "NONDERIV_HOLDING": 14,
    "DERIV_TRANS": 42,
    "DERIV_HOLDING": 26,
    "FOOTNOTES": 3,
    "OWNER_SIGNATURE": 3,
}


def test_the_eight_tables_have_as_many_columns_as_the_secs() -> None:
    assert {table: len(columns) for table, columns in COLUMNS.items() if table != "trades"} == COUNTS


@pytest.mark.parametrize("table", ["DERIV_TRANS", "DERIV_HOLDING", "NONDERIV_HOLDING"])
def test_columns_are_the_secs_in_its_order(table: str) -> None:
    sample = FACTS / f"{table}.sample.tsv"
    if not sample.exists():
        pytest.skip("needs ../shared/facts")
    with sample.open(encoding="utf-8") as lines:
        head = next(lines).rstrip("\n").split("\t")
    names = [column.name for column in COLUMNS[table]]
    assert names[1] == f"{table}_SK"  # the samples lack the surrogate key
    assert [name for name in names if name != f"{table}_SK"] == head


def test_exercise_date_is_misspelt_where_the_sec_misspells_it() -> None:
    assert "EXCERCISE_DATE" in {column.name for column in COLUMNS["DERIV_TRANS"]}
    assert "EXERCISE_DATE" in {column.name for column in COLUMNS["DERIV_HOLDING"]}


def test_values_stand_in_their_columns() -> None:
    rows = flat(full())
    submission = rows["SUBMISSION"][0]
    assert submission["PERIOD_OF_REPORT"] == datetime.date(2024, 5, 6)
    assert (submission["NOT_SUBJECT_SEC16"], submission["AFF10B5ONE"]) == ("0", "1")
    assert submission["ISSUERCIK"] == "0001999001"
    assert submission["FILING_DATE"] is None
    owners = rows["REPORTINGOWNER"]
    assert [owner["RPTOWNER_RELATIONSHIP"] for owner in owners] == ["Director,Officer", "Other"]
    assert owners[1]["RPTOWNER_TXT"] == "Member of a group"
    sale = rows["NONDERIV_TRANS"][1]
    assert sale["TRANS_PRICEPERSHARE"] == Decimal("31.4527")
    assert sale["TRANS_PRICEPERSHARE_FN"] == "F1, F2"
    assert sale["EQUITY_SWAP_TRANS_CD_FN"] == "F1"
    assert (sale["TRANS_FORM_TYPE"], sale["TRANS_TIMELINESS"]) == ("4", None)
    option = rows["DERIV_TRANS"][0]
    assert (option["EXCERCISE_DATE"], option["EXCERCISE_DATE_FN"]) == (None, "F3")
    assert rows["DERIV_HOLDING"][0]["EXERCISE_DATE"] == datetime.date(2025, 3, 1)
    assert [note["FOOTNOTE_ID"] for note in rows["FOOTNOTES"]] == ["F1", "F2", "F3", "F4"]
    assert rows["OWNER_SIGNATURE"][0]["OWNERSIGNATUREDATE"] == datetime.date(2024, 5, 8)


def test_every_row_has_every_column_and_its_filings_key() -> None:
    made = full()
    for table, rows in flat(made).items():
        for row in rows:
            assert list(row) == [column.name for column in COLUMNS[table]]
            assert next(iter(row.values())) == f"full-{made.source.sha256[:8]}"


def test_a_transaction_reported_early_is_form_type_5() -> None:
    row = {"transaction_code": "G", "reported_early": True, "footnotes": {"reported_early": ["F1"]}}
    flat_row = flat(reading({"non_derivative_transactions": [row]}))["NONDERIV_TRANS"][0]
    assert flat_row["TRANS_FORM_TYPE"] == "5"
    assert (flat_row["TRANS_TIMELINESS"], flat_row["TRANS_TIMELINESS_FN"]) == ("E", "F1")


def test_surrogate_keys_are_stable_and_in_printed_order() -> None:
    keys = [row["NONDERIV_TRANS_SK"] for row in flat(full())["NONDERIV_TRANS"]]
    assert keys == [row["NONDERIV_TRANS_SK"] for row in flat(full())["NONDERIV_TRANS"]]
    assert keys[1] == keys[0] + 1  # type: ignore[operator]
    assert len(str(keys[0])) == 15
    other = flat(full(source={"sha256": "12" * 32}))["NONDERIV_TRANS"][0]["NONDERIV_TRANS_SK"]
    assert other not in keys


@pytest.mark.parametrize(
    ("value", "sec", "plain"),
    [
        (datetime.date(2024, 1, 31), "31-JAN-2024", "2024-01-31"),
        (Decimal("1.20"), "1.20", "1.20"),
        (Decimal("3.4E+4"), "34000", "34000"),
        ("2002-01", "2002-01", "2002-01"),
        (None, "", ""),
        (7, "7", "7"),
    ],
)
def test_spelling(value: object, sec: str, plain: str) -> None:
    assert sec_text(value) == sec  # type: ignore[arg-type]
    assert plain_text(value) == plain  # type: ignore[arg-type]


def test_a_month_alone_stays_text() -> None:
    assert flat(reading({"period_of_report": "2002-01"}))["SUBMISSION"][0]["PERIOD_OF_REPORT"] == "2002-01"


def test_trades_are_one_row_a_transaction() -> None:
    trades = flat(full())["trades"]
    assert [trade["table"] for trade in trades] == ["I", "I", "II"]
    sale = trades[1]
    assert sale["value"] == Decimal("12500.5") * Decimal("31.4527")
    assert sale["owners"] == "QUILL MARGARET A; Quill Family Trust"
    assert sale["role"] == "Director, Chief Executive Officer; Member of a group"
    assert sale["footnotes"] == "(F1) {} (F2) {}".format(*(note["text"] for note in FULL["footnotes"][:2]))
    assert sale["plan_adoption_dates"] == "2023-12-04"
    assert trades[0]["plan_adoption_dates"] is None
    assert trades[0]["filing_plan_adoption_dates"] == "2023-12-04"
    assert (sale["confidence"], sale["page"]) == (0.61, 2)
    assert sale["findings"] == "warning: 112,500 less 12,500.5 is 99,999.5"
    assert trades[0]["findings"] is None


def test_a_row_is_not_taken_for_a_longer_number() -> None:
    made = full()
    rows = made.filing.non_derivative_transactions * 6
    more = made.model_copy(update={"filing": made.filing.model_copy(update={"non_derivative_transactions": rows})})
    trades = flat(more)["trades"]
    assert [trade["confidence"] for trade in trades].count(0.61) == 1
    assert [trade["findings"] is not None for trade in trades].count(True) == 1


def test_a_trade_told_by_a_note_is_a_trade() -> None:
    trade = flat(told_by_note())["trades"][0]
    assert (trade["shares"], trade["value"], trade["origin"]) == (Decimal(34000), None, "footnote")
