"""`form4ml predict`: filings in, records out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from form4ml.cli.options import ModelOption, WorkersOption, fail
from form4ml.reading.errors import USAGE
from form4ml.reading.options import ReadOptions

_ENGINES = ("auto", "rapidocr", "tesseract")
_WITH_CIKS = ("xml", "csv", "parquet", "duckdb")
_PICTURED = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"))


def predict(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder or file to write to.")] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="json, jsonl, table, csv, parquet, duckdb, xml, html.")
    ] = "",
    model: ModelOption = "default",
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            min=0.0,
            max=1.0,
            help="Leave out values less sure than this.",
            show_default="0.6, notes and marks 0.5",
        ),
    ] = None,
    workers: WorkersOption = 1,
    ocr: Annotated[str, typer.Option(help="OCR engine for scans: auto, rapidocr or tesseract.")] = "auto",
    form_aware: Annotated[
        bool, typer.Option("--form-aware/--page-ocr", help="Read scans cell by cell, or as plain pages.")
    ] = True,
    dpi: Annotated[int, typer.Option(min=72, max=600, help="Resolution at which PDF pages are rendered.")] = 200,
    max_pages: Annotated[int, typer.Option(min=1, help="Most pages of one input.")] = 200,
    max_pixels: Annotated[int, typer.Option(min=10_000, help="Most pixels of one page.")] = 60_000_000,
    page_timeout: Annotated[
        float, typer.Option(min=0, help="Seconds that OCR of one page may take; 0 lets it take any time.")
    ] = 180,
    cik_map: Annotated[
        Path | None,
        typer.Option(help="CSV or JSON of names or symbols with their CIKs, for XML, CSV, Parquet and DuckDB."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> None:
    """Read filings into records. One input goes to the terminal; several need --out."""
    from form4ml.running import Task, inputs
    from form4ml.writing import FORMATS

    files = inputs(paths)
    if out is not None:
        # what an earlier run left in a folder that is both read and written is no input
        files = [path for path in files if path is None or path.name != "errors.jsonl"]
    if not files:
        fail(f"{', '.join(paths)}: no files there; name files or a folder that holds some", USAGE)
    name = format or _format_of(out)
    if name not in FORMATS:
        fail(f"--format {name}: choose from {', '.join(FORMATS)}", USAGE)
    if ocr not in _ENGINES:
        fail(f"--ocr {ocr}: choose from {', '.join(_ENGINES)}", USAGE)
    if out is None and len(files) > 1 and FORMATS[name].shape != "stream":
        fail(f"{len(files)} inputs: name a folder for their records with --out", USAGE)
    options = ReadOptions(
        ocr=ocr,
        dpi=dpi,
        max_pages=max_pages,
        max_pixels=max_pixels,
        page_timeout=page_timeout or None,
        form_aware=form_aware,
        keep_pictures=name == "html",
    )
    from form4ml.cli.runs import Run

    if cik_map is not None and name not in _WITH_CIKS:
        fail(f"--cik-map: {name} has no place for CIKs; it goes with {', '.join(_WITH_CIKS)}", USAGE)
    slow = any(path is not None and path.suffix.lower() in _PICTURED for path in files)
    task = Task(model, min_confidence, options, keep_documents=name == "html", slow=slow)
    Run(task, name, out, files, workers=workers, cik_map=cik_map, resume=resume, quiet=quiet).go()


def _format_of(out: Path | None) -> str:
    """The format that a file name asks for."""
    suffixes = {".jsonl": "jsonl", ".duckdb": "duckdb", ".zip": "csv"}
    return suffixes.get(out.suffix.lower(), "json") if out is not None else "json"


__all__ = ["predict"]
