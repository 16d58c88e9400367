"""The flat tables in a DuckDB database, to append to: a filing that is there already is replaced.

The database is the one output that is changed in place: in transactions of whole filings, so that what was written
before a crash is there and nothing is there by half.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from form4ml.record import Reading
from form4ml.writing.arrow import PLACES, arrow_table, batches, joined, pyarrow
from form4ml.writing.files import MissingExtra, WriteError
from form4ml.writing.flat import COLUMNS, flat
from form4ml.writing.keys import NO_CIKS, CikMap, accession

_BATCH = 200  # readings a transaction
_TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "number": f"DECIMAL(38, {PLACES})",
    "key": "BIGINT",
    "probability": "DOUBLE",
}


def write_many(readings: Iterable[Reading], out: Path, ciks: CikMap = NO_CIKS) -> list[Path]:
    """Add readings to the database `out`, made where it is not there; rows of the same filings are replaced."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("DuckDB output", "duckdb") from None
    pa = pyarrow("DuckDB output")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(out)) as database:
            _prepare(database)
            for batch in batches(readings, _BATCH):
                _replace(database, pa, batch, ciks)
    except (duckdb.Error, OSError) as error:
        reason = str(error).splitlines()[0]
        raise WriteError(f"cannot write {out}: {reason}") from error
    return [out]


def _prepare(database: Any) -> None:
    for table, columns in COLUMNS.items():
        parts = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in columns)
        database.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({parts})')


def _replace(database: Any, pa: Any, batch: list[Reading], ciks: CikMap) -> None:
    filings = {accession(reading): flat(reading, ciks) for reading in batch}
    database.execute("BEGIN")
    try:
        for table, rows in joined(filings.values()).items():
            names = ", ".join(f'"{column.name}"' for column in COLUMNS[table])
            key = COLUMNS[table][0].name
            database.execute(f'DELETE FROM "{table}" WHERE "{key}" IN (SELECT unnest(?))', [list(filings)])
            if rows:
                database.register("incoming", arrow_table(pa, table, rows))
                database.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM incoming')
                database.unregister("incoming")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise
