"""The flat tables as Parquet: one file a table in a folder, decimals and dates typed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from form4ml.record import Reading
from form4ml.writing.arrow import arrow_table, batches, joined, pyarrow, schema
from form4ml.writing.files import beside
from form4ml.writing.flat import COLUMNS, flat
from form4ml.writing.keys import NO_CIKS, CikMap

_BATCH = 1000  # readings a row group


def write_many(readings: Iterable[Reading], out: Path, ciks: CikMap = NO_CIKS) -> list[Path]:
    """Write all tables to the folder `out`, each as TABLE.parquet; what was made."""
    pa = pyarrow("Parquet output")
    from pyarrow import parquet

    paths = {table: out / f"{table}.parquet" for table in COLUMNS}
    with ExitStack() as places, ExitStack() as open_files:
        sheets = {
            table: open_files.enter_context(
                parquet.ParquetWriter(places.enter_context(beside(path)), schema(pa, table), compression="zstd")
            )
            for table, path in paths.items()
        }
        for batch in batches(readings, _BATCH):
            for table, rows in joined(flat(reading, ciks) for reading in batch).items():
                if rows:
                    sheets[table].write_table(arrow_table(pa, table, rows))
    return list(paths.values())
