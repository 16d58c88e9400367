from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from writing_samples import full, reading, told_by_note

from form4ml.writing import WriteError, write_many
from form4ml.writing.flat import COLUMNS, flat

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


def _all(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute(query).fetchall()  # type: ignore[no-any-return]


def _count(path: Path, table: str) -> int:
    return int(_all(path, f'SELECT count(*) FROM "{table}"')[0][0])


def test_every_table_reads_back_equal(tmp_path: Path) -> None:
    made, out = [full(), told_by_note()], tmp_path / "filings.duckdb"
    write_many(made, "duckdb", out)
    for table, columns in COLUMNS.items():
        names = ", ".join(f'"{column.name}"' for column in columns)
        rows = [tuple(row.values()) for one in made for row in flat(one)[table]]
        assert _all(out, f'SELECT {names} FROM "{table}" ORDER BY rowid') == rows


def test_types(tmp_path: Path) -> None:
    out = tmp_path / "filings.duckdb"
    write_many([full()], "duckdb", out)
    query = "SELECT TRANS_DATE, TRANS_PRICEPERSHARE FROM NONDERIV_TRANS ORDER BY NONDERIV_TRANS_SK"
    assert _all(out, query) == [
        (datetime.date(2024, 5, 6), Decimal("4.10")),
        (datetime.date(2024, 5, 6), Decimal("31.4527")),
    ]


def test_a_second_run_replaces_the_same_filing_and_keeps_the_others(tmp_path: Path) -> None:
    out = tmp_path / "new" / "filings.duckdb"
    write_many([full(), told_by_note()], "duckdb", out)
    before = {table: _count(out, table) for table in COLUMNS}
    write_many([full()], "duckdb", out)
    assert {table: _count(out, table) for table in COLUMNS} == before
    fewer = full()
    fewer.filing.non_derivative_transactions.pop()
    write_many([fewer], "duckdb", out)
    assert _count(out, "NONDERIV_TRANS") == before["NONDERIV_TRANS"] - 1
    assert _count(out, "SUBMISSION") == 2


def test_the_same_filing_twice_in_one_run_is_there_once(tmp_path: Path) -> None:
    out = tmp_path / "filings.duckdb"
    write_many([full(), full()], "duckdb", out)
    assert _count(out, "SUBMISSION") == 1


def test_what_was_written_before_a_failure_stays_and_nothing_by_half(tmp_path: Path) -> None:
    out = tmp_path / "filings.duckdb"

    def broken():  # type: ignore[no-untyped-def]
        for number in range(201):
            yield reading({"remarks": str(number)}, f"{number}.txt")
        raise RuntimeError("the reader failed")

    with pytest.raises(RuntimeError):
        write_many(broken(), "duckdb", out)
    assert _count(out, "SUBMISSION") == 200


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    out = tmp_path / "filings.duckdb"
    out.write_text("not a database" * 1000)
    with pytest.raises(WriteError, match=r"filings\.duckdb") as caught:
        write_many([full()], "duckdb", out)
    assert "\n" not in str(caught.value)


def test_tables_of_another_shape_are_told_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "filings.duckdb"
    with duckdb.connect(str(out)) as database:
        database.execute("CREATE TABLE trades (x INTEGER)")
        database.execute("INSERT INTO trades VALUES (1)")
    with pytest.raises(WriteError):
        write_many([full()], "duckdb", out)
    assert _all(out, "SELECT * FROM trades") == [(1,)]
