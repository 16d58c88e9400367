"""form4ml synth: make annotated filings to learn from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console


def synth(
    out: Annotated[Path, typer.Option(help="Folder that gets the folders corpus and annotations.")] = Path(),
    count: Annotated[int, typer.Option(min=1, help="How many filings.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed makes the same filings.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Processes to work in.")] = 1,
    recipe: Annotated[Path | None, typer.Option(help="JSON file with the shares of layouts, qualities, …")] = None,
    facts: Annotated[Path, typer.Option(help="Folder with the facts to make filings from.")] = Path("corpus/facts"),
    only_missing: Annotated[bool, typer.Option("--only-missing", help="Go on where an earlier run stopped.")] = False,
    notes: Annotated[
        int, typer.Option(min=0, help="Make this many documents of notes alone instead, without pages or OCR.")
    ] = 0,
    part: Annotated[
        str, typer.Option(help="Names files and documents, so that corpora of several recipes lie side by side.")
    ] = "made",
    pages: Annotated[Path | None, typer.Option(help="Folder that gets the first few PDFs, scans and lines.")] = None,
) -> None:
    """Make up filings, print, scan and OCR them, and write them with their gold annotations."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    from form4ml.synthesis.build import BuildError, Config, build
    from form4ml.synthesis.recipe import Recipe, RecipeError

    console = Console(stderr=True)
    if notes:
        _notes(out, notes, seed, facts, console)
        return
    try:
        chosen = Recipe.load(recipe) if recipe is not None else Recipe()
        config = Config(out, count, seed, workers, chosen, facts, only_missing, part, pages)
        with Progress(
            *Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn(), console=console
        ) as bar:
            task = bar.add_task("filings", total=count)
            report = build(config, lambda good, bad: bar.advance(task, good + bad))
    except (BuildError, RecipeError, FileNotFoundError) as error:
        console.print(f"form4ml synth: {error}", style="red", highlight=False, soft_wrap=True)
        raise typer.Exit(2) from error
    each = report.size / max(report.documents, 1)
    console.print(
        f"{report.documents} documents, {report.failed} left out, {report.seconds:.0f} s, "
        f"{report.size / 1e6:.1f} MB ({each:,.0f} bytes a document) in {out / 'corpus'} and {out / 'annotations'}",
        highlight=False,
    )


def _notes(out: Path, count: int, seed: int, facts: Path, console: Console) -> None:
    """Write `notes.jsonl.xz` beside the printed filings."""
    from form4ml.corpus import annotation_to_plain, document_to_plain, write_jsonl
    from form4ml.synthesis.facts import Facts
    from form4ml.synthesis.wordings import wordings

    try:
        items = list(wordings(Facts.load(facts), seed, count))
    except FileNotFoundError as error:
        console.print(f"form4ml synth: {error}", style="red", highlight=False, soft_wrap=True)
        raise typer.Exit(2) from error
    for folder in ("corpus", "annotations"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    write_jsonl(out / "corpus" / "notes.jsonl.xz", (document_to_plain(item.document) for item in items))
    write_jsonl(out / "annotations" / "notes.jsonl.xz", (annotation_to_plain(item.annotation) for item in items))
    console.print(f"{len(items)} documents of notes in {out}", highlight=False)
