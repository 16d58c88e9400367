"""`form4ml bench`: speed and memory on this machine, on one core."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4ml.cli.options import ModelOption, fail

if TYPE_CHECKING:
    from form4ml.benchmark import Benchmark


def bench(
    corpus: Annotated[
        Path, typer.Option(help="Folder with OCR'd filings; they are written out as text and TSV.")
    ] = Path("corpus"),
    annotations: Annotated[
        Path, typer.Option(help="Folder with their gold spans: sklearn-crfsuite learns from a few.")
    ] = Path("annotations"),
    model: ModelOption = "default",
    count: Annotated[int, typer.Option(min=1, help="How many filings to read.")] = 60,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures as JSON.")] = None,
) -> None:
    """Measure speed and memory on one core, beside the usual sklearn-crfsuite path."""
    import json as writer

    from form4ml.benchmark import BenchmarkError, measure
    from form4ml.reading.errors import UNREADABLE
    from form4ml.tagging.store import ModelError

    for folder in (corpus, annotations):
        if not folder.is_dir():
            fail(f"{folder}: no such folder; name one, or make it with `form4ml synth`", UNREADABLE)
    try:
        found = measure(corpus, annotations, model, count)
        if json is not None:
            json.write_text(writer.dumps(found.as_dict(), indent=1) + "\n", encoding="utf-8")
    except ModelError as error:
        fail(error, error.code)
    except BenchmarkError as error:
        fail(error, UNREADABLE)
    except OSError as error:
        fail(f"{error.filename or json}: {error.strerror or error}", UNREADABLE)
    _print(found)


def _print(found: Benchmark) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("measure", "figure", title="one core" if found.one_core else "all cores")
    table.columns[1].justify = "right"
    for name, batch in (("text", found.text), ("TSV", found.tsv)):
        table.add_row(f"{name} to record, in a batch", f"{batch.a_second:.1f} filings a second")
        table.add_row("  by processor time", f"{batch.a_processor_second:.1f} filings a second")
        table.add_row(f"peak memory of that, {name}", f"{batch.peak_mb:.0f} MB")
    table.add_row("one filing, cold start (median)", f"{found.cold_start.seconds:.2f} s")
    table.add_row("  by processor time", f"{found.cold_start.processor:.2f} s")
    if found.usual is not None:
        usual = found.usual
        table.add_row("tagging alone by processor time, form4ml", f"{usual.filings / usual.ours:.1f} filings a second")
        table.add_row(
            "tagging alone by processor time, sklearn-crfsuite", f"{usual.filings / usual.usual:.1f} filings a second"
        )
        table.add_row("form4ml is faster by", f"{usual.ratio:.1f} times")
    console = Console()
    console.print(table)
    console.print(f"{found.filings} filings; Python {found.python}; {found.machine}", highlight=False)
    for note in found.notes:
        console.print(note, highlight=False)


__all__ = ["bench"]
