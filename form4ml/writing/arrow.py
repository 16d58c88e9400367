"""The flat tables as Arrow tables: typed, for Parquet and DuckDB.

Dates are date32; a date that is only a month and year has no such type and is left empty (the text formats keep it).
Numbers are decimal128(38, 10), equal to what was filed; a number of more than 28 digits before the point is left empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from form4ml.record import Reading
from form4ml.writing.files import MissingExtra
from form4ml.writing.flat import COLUMNS, Column, Rows, Value

PLACES = 10
_WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)
_STEP = Decimal(1).scaleb(-PLACES)
_MOST = Decimal(10) ** (38 - PLACES)


def pyarrow(what: str) -> Any:
    try:
        import pyarrow
    except ImportError:
        raise MissingExtra(what, "pyarrow") from None
    return pyarrow


def schema(pa: Any, table: str) -> Any:
    kinds = {
        "text": pa.string(),
        "date": pa.date32(),
        "number": pa.decimal128(38, PLACES),
        "key": pa.int64(),
        "probability": pa.float64(),
    }
    return pa.schema([(column.name, kinds[column.kind]) for column in COLUMNS[table]])


def arrow_table(pa: Any, table: str, rows: list[dict[str, Value]]) -> Any:
    columns = COLUMNS[table]
    values = {column.name: [_typed(row[column.name], column) for row in rows] for column in columns}
    return pa.table(values, schema=schema(pa, table))


def batches(readings: Iterable[Reading], size: int) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    for reading in readings:
        batch.append(reading)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def joined(parts: Iterable[Rows]) -> Rows:
    """The rows of several readings, table by table."""
    rows: Rows = {table: [] for table in COLUMNS}
    for part in parts:
        for table, more in part.items():
            rows[table].extend(more)
    return rows


def _typed(value: Value, column: Column) -> Value:
    if column.kind == "number" and isinstance(value, Decimal):
        return value.quantize(_STEP, context=_WIDE) if abs(value) < _MOST else None
    if column.kind == "date":
        return value if isinstance(value, date) else None
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value
