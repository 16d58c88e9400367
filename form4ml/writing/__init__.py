"""Writing readings out: one table of formats, each with the module that writes it, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from form4ml.writing.files import MissingExtra, Names, WriteError, beside

if TYPE_CHECKING:
    from form4ml.record import Reading

__all__ = ["FORMATS", "Format", "MissingExtra", "WriteError", "Written", "write_many", "write_one"]

Shape = Literal["each", "stream", "batch"]


class Format(NamedTuple):
    """One output format.

    `shape` says what `write_many` makes: "each" a file a reading in a folder, "stream" one text file,
    "batch" whatever the format's own writer makes of the path (a folder, a zip, a database).
    """

    name: str
    module: str
    function: str  # (reading, stream) for "each" and "stream"; (readings, path) for "batch"
    shape: Shape
    suffix: str
    meaning: str


class Written(NamedTuple):
    """One file or folder that was made, and what the format demands and the record lacks (XML only)."""

    path: Path
    missing: tuple[str, ...] = ()


_TABLE = (
    Format("json", "json", "write", "each", ".json", "the record, one JSON file a filing"),
    Format("jsonl", "json", "write_line", "stream", ".jsonl", "the record, one line a filing"),
    Format("table", "table", "write", "stream", ".txt", "a summary to read in the terminal"),
    Format(
        "csv", "csv", "write_many", "batch", "", "the SEC's eight tables and a table of trades as CSV: folder or .zip"
    ),
    Format("parquet", "parquet", "write_many", "batch", "", "the same tables as Parquet files in a folder"),
    Format("duckdb", "duckdb", "write_many", "batch", ".duckdb", "the same tables in a DuckDB database"),
    Format("xml", "xml", "write", "each", ".xml", "EDGAR ownership XML, one file a filing"),
    Format("html", "html", "write", "each", ".html", "a page a filing that shows where each value was read"),
)
FORMATS: dict[str, Format] = {row.name: row for row in _TABLE}


def write_one(reading: Reading, format: str, stream: TextIO, **options: Any) -> Written:
    """Write one reading to an open text stream; `options` go to the format's own writer.

    Raises:
        WriteError: the format is unknown, does not fit a stream, or lacks what it needs.
    """
    row = _row(format)
    if row.shape == "batch":
        raise WriteError(f"{format} makes files, not a text stream: give it a path with --out")
    missing = _function(row)(reading, stream, **options)
    return Written(Path("-"), tuple(missing or ()))


def write_many(readings: Iterable[Reading], format: str, out: Path, **options: Any) -> list[Written]:
    """Write readings to `out`: a folder, a file or a database, as the format has it. Nothing half-written stays.

    Raises:
        WriteError: the format is unknown, its packages are missing, or `out` cannot be written.
    """
    row = _row(format)
    function = _function(row)
    if row.shape == "batch":
        made: list[Path] = function(readings, out, **options)
        return [Written(path) for path in made]
    if row.shape == "each":
        return _each(readings, row, function, out, options)
    return [_stream(readings, function, out, options)]


def _row(format: str) -> Format:
    if format not in FORMATS:
        raise WriteError(f"there is no format {format!r}: choose from {', '.join(FORMATS)}")
    return FORMATS[format]


def _function(row: Format) -> Callable[..., Any]:
    writer: Callable[..., Any] = getattr(import_module(f"form4ml.writing.{row.module}"), row.function)
    return writer


def _each(
    readings: Iterable[Reading], row: Format, function: Callable[..., Any], out: Path, options: dict[str, Any]
) -> list[Written]:
    names, written = Names(), []
    for reading in readings:
        path = out / (names.of(reading) + row.suffix)
        with beside(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
            missing = function(reading, stream, **options)
        written.append(Written(path, tuple(missing or ())))
    return written


def _stream(readings: Iterable[Reading], function: Callable[..., Any], out: Path, options: dict[str, Any]) -> Written:
    with beside(out) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        for reading in readings:
            function(reading, stream, **options)
    return Written(out)
