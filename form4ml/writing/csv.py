"""The flat tables as CSV: a folder of nine files, or one zip of them.

The SEC's eight tables are exact: its columns, its spelling of dates, numbers as filed, comma-separated. `trades.csv` is
made for a spreadsheet: it opens with a byte order mark so that Excel takes it as UTF-8, its dates are ISO, and a text
cell that a spreadsheet would run as a formula (one that starts with = + - @, a tab or a line break) gets an
apostrophe in front. Numbers are never guarded.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from form4ml.record import Reading
from form4ml.writing.files import beside
from form4ml.writing.flat import COLUMNS, TRADES, Column, Value, flat, plain_text, sec_text
from form4ml.writing.keys import NO_CIKS, CikMap

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_many(readings: Iterable[Reading], out: Path, ciks: CikMap = NO_CIKS) -> list[Path]:
    """Write all tables to the folder `out`, or into it as one file where its name ends in .zip; what was made."""
    names = {table: f"{table}.csv" for table in COLUMNS}
    if out.suffix.lower() != ".zip":
        with ExitStack() as stack:
            _fill(readings, {table: stack.enter_context(beside(out / name)) for table, name in names.items()}, ciks)
        return [out / name for name in names.values()]
    with TemporaryDirectory(prefix="form4ml-") as folder, beside(out) as temporary:
        paths = {table: Path(folder) / name for table, name in names.items()}
        _fill(readings, paths, ciks)
        with ZipFile(temporary, "w", ZIP_DEFLATED) as archive:
            for path in paths.values():
                # a fixed time makes the archive of the same readings the same bytes
                member = ZipInfo(path.name, (1980, 1, 1, 0, 0, 0))
                member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
                archive.writestr(member, path.read_bytes())
    return [out]


def guarded(value: Value, column: Column) -> str:
    """A cell for a spreadsheet; text that would be run as a formula is kept text by an apostrophe in front."""
    text = plain_text(value)
    return f"'{text}" if column.kind == "text" and text.lstrip(" ").startswith(_RUNS) else text


def exact(value: Value, column: Column) -> str:
    return sec_text(value)


def _fill(readings: Iterable[Reading], paths: Mapping[str, Path], ciks: CikMap) -> None:
    with ExitStack() as stack:
        sheets = {}
        for table, path in paths.items():
            encoding = "utf-8-sig" if table == TRADES else "utf-8"
            stream = stack.enter_context(path.open("w", encoding=encoding, errors="backslashreplace", newline=""))
            sheets[table] = csv.writer(stream)
            sheets[table].writerow(column.name for column in COLUMNS[table])
        for reading in readings:
            for table, rows in flat(reading, ciks).items():
                cell: Callable[[Value, Column], str] = guarded if table == TRADES else exact
                columns = COLUMNS[table]
                sheets[table].writerows([cell(row[column.name], column) for column in columns] for row in rows)
