from __future__ import annotations

import datetime
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from writing_samples import full, reading, told_by_note

from form4ml.writing import MissingExtra, write_many
from form4ml.writing.flat import COLUMNS, flat

pytest.importorskip("pyarrow")


def test_every_table_reads_back_equal(tmp_path: Path) -> None:
    from pyarrow import parquet

    made = [full(), told_by_note()]
    write_many(made, "parquet", tmp_path)
    for table in COLUMNS:
        rows = [row for one in made for row in flat(one)[table]]
        assert parquet.read_table(tmp_path / f"{table}.parquet").to_pylist() == rows


def test_dates_and_decimals_are_typed(tmp_path: Path) -> None:
    from pyarrow import parquet

    write_many([full()], "parquet", tmp_path)
    schema = parquet.read_schema(tmp_path / "DERIV_TRANS.parquet")
    assert str(schema.field("TRANS_DATE").type) == "date32[day]"
    assert str(schema.field("TRANS_SHARES").type) == "decimal128(38, 10)"
    assert str(schema.field("DERIV_TRANS_SK").type) == "int64"


def test_pandas_reads_them(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    write_many([full()], "parquet", tmp_path)
    trades = pandas.read_parquet(tmp_path / "trades.parquet")
    assert trades["shares"].tolist() == [Decimal("12500"), Decimal("12500.5"), Decimal("12500")]
    assert trades["transaction_date"][0] == datetime.date(2024, 5, 6)
    assert trades["confidence"][1] == 0.61


def test_no_readings_make_empty_tables(tmp_path: Path) -> None:
    from pyarrow import parquet

    write_many([], "parquet", tmp_path)
    assert parquet.read_table(tmp_path / "trades.parquet").num_rows == 0


def test_what_does_not_fit_its_type_is_empty_and_the_rest_stays(tmp_path: Path) -> None:
    from pyarrow import parquet

    rows = [{"shares": Decimal(10) ** 30, "price_per_share": Decimal("0.12345678901234"), "security_title": "a\udc80"}]
    made = reading({"period_of_report": "2002-01", "non_derivative_transactions": rows})
    write_many([made], "parquet", tmp_path)
    row = parquet.read_table(tmp_path / "NONDERIV_TRANS.parquet").to_pylist()[0]
    assert (row["TRANS_SHARES"], row["TRANS_PRICEPERSHARE"]) == (None, Decimal("0.1234567890"))
    assert parquet.read_table(tmp_path / "SUBMISSION.parquet").to_pylist()[0]["PERIOD_OF_REPORT"] is None


def test_a_failed_run_leaves_nothing(tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield full()
        raise RuntimeError("the reader failed")

    with pytest.raises(RuntimeError):
        write_many(broken(), "parquet", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["parquet", "duckdb"])
def test_a_missing_extra_says_what_to_install(tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra, match=r'pip install "form4ml\[tables\]"') as caught:
        write_many([full()], format, tmp_path / "out")
    assert "\n" not in str(caught.value)
