from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writing_samples import full, reading, told_by_note

from form4ml.writing import write_many
from form4ml.writing.csv import guarded
from form4ml.writing.flat import COLUMNS, Column, flat, sec_text


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_secs_tables_read_back_equal(tmp_path: Path) -> None:
    made = [full(), told_by_note()]
    write_many(made, "csv", tmp_path)
    for table, columns in COLUMNS.items():
        back = _rows(tmp_path / f"{table}.csv")
        rows = [row for one in made for row in flat(one)[table]]
        assert len(back) == len(rows)
        if table != "trades":
            assert back == [{column.name: sec_text(row[column.name]) for column in columns} for row in rows]


def test_dates_and_numbers_are_spelt_as_the_sec_and_the_filing_spell_them(tmp_path: Path) -> None:
    write_many([full()], "csv", tmp_path)
    sale = _rows(tmp_path / "NONDERIV_TRANS.csv")[0]
    assert (sale["TRANS_DATE"], sale["TRANS_SHARES"], sale["TRANS_PRICEPERSHARE"]) == ("06-MAY-2024", "12500", "4.10")


def test_pandas_reads_them(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    write_many([full()], "csv", tmp_path)
    trades = pandas.read_csv(tmp_path / "trades.csv", parse_dates=["transaction_date"], dtype={"price": str})
    assert list(trades.columns) == [column.name for column in COLUMNS["trades"]]
    assert trades["price"].map(Decimal).tolist() == [Decimal("4.10"), Decimal("31.4527"), Decimal("0")]
    assert trades["transaction_date"][0].isoformat().startswith("2024-05-06")


def test_duckdb_reads_them(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_many([full()], "csv", tmp_path)
    query = f"SELECT sum(TRANS_SHARES::DECIMAL(18, 4)) FROM read_csv('{tmp_path}/NONDERIV_TRANS.csv', all_varchar=true)"
    assert duckdb.connect().execute(query).fetchone()[0] == Decimal("25000.5")


def test_a_zip_holds_the_same_files_and_is_the_same_bytes(tmp_path: Path) -> None:
    made = [full(), told_by_note()]
    write_many(made, "csv", tmp_path / "folder")
    write_many(made, "csv", tmp_path / "a.zip")
    write_many(made, "csv", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == [f"{table}.csv" for table in COLUMNS]
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "folder" / name).read_bytes()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip", "folder"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "\n=1", "＝1"])
def test_formulas_are_guarded_in_trades(tmp_path: Path, text: str) -> None:
    row = {"security_title": text, "shares": Decimal("1")}
    write_many([reading({"issuer": {"name": text}, "non_derivative_transactions": [row]})], "csv", tmp_path)
    trade = _rows(tmp_path / "trades.csv")[0]
    assert trade["issuer"] == trade["security"] == f"'{text}"
    assert _rows(tmp_path / "SUBMISSION.csv")[0]["ISSUERNAME"] == text


@given(st.text(max_size=20))
def test_no_text_cell_of_trades_starts_as_a_formula(text: str) -> None:
    assert not guarded(text, Column("issuer")).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_are_never_guarded() -> None:
    assert guarded(Decimal("-1.5"), Column("value", "number")) == "-1.5"


def test_awkward_text_comes_back(tmp_path: Path) -> None:
    words = 'He said "yes",\r\nthen\nleft; \u2028 ünï\x00code'
    write_many([reading({"remarks": words})], "csv", tmp_path)
    text = (tmp_path / "SUBMISSION.csv").read_bytes().decode("utf-8")
    assert next(csv.DictReader(io.StringIO(text, newline="")))["REMARKS"] == words


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield full()
        raise RuntimeError("the reader failed")

    for out in (tmp_path / "folder", tmp_path / "a.zip"):
        with pytest.raises(RuntimeError):
            write_many(broken(), "csv", out)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
