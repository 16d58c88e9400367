"""`form4ml check-data`: whether annotated filings are fit to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from form4ml.cli.evaluate import UNREADABLE
from form4ml.cli.options import fail

if TYPE_CHECKING:
    from rich.console import Console

    from form4ml.corpus import Annotated as Pair
    from form4ml.evaluation.data import DataReport, Issue


def check_data(
    corpus: Annotated[Path, typer.Argument(help="Folder with documents (*.jsonl, *.jsonl.xz).")] = Path("corpus"),
    annotations: Annotated[Path, typer.Argument(help="Folder with their gold spans.")] = Path("annotations"),
    few: Annotated[int, typer.Option(help="Warn of labels with fewer examples.")] = 20,
    ignore: Annotated[list[str] | None, typer.Option(help="Leave a rule out, e.g. leak-issuer. Repeatable.")] = None,
    most: Annotated[int, typer.Option(min=0, help="Show this many findings of each rule; 0 for all.")] = 10,
    json: Annotated[Path | None, typer.Option("--json", help="Write counts and every finding as JSON.")] = None,
) -> None:
    """Check annotations: labels, places, overlaps, consistency, leaks between splits. Exit code 1 on errors."""
    import json as writer

    from rich.console import Console

    from form4ml.corpus import BROKEN
    from form4ml.evaluation.data import SEVERITIES, DataReport
    from form4ml.evaluation.data import check_data as held_to_rules

    for folder in (corpus, annotations):
        if not folder.is_dir():
            fail(f"{folder}: no such folder", UNREADABLE)
    for rule in ignore or ():
        if rule not in SEVERITIES:
            fail(f"--ignore {rule}: not one of {', '.join(SEVERITIES)}", 2)
    lonely: list[Issue] = []
    try:
        found = held_to_rules(_load(corpus, annotations, lonely), few=few, ignore=ignore or ())
    except (*BROKEN, OSError) as problem:
        fail(
            f"{corpus}, {annotations}: not a corpus with annotations ({type(problem).__name__}: {problem})", UNREADABLE
        )
    issues = tuple(issue for issue in lonely if issue.rule not in (ignore or ())) + found.issues
    found = DataReport(found.documents, found.counts, found.splits, issues)
    if not found.documents and not lonely:
        fail(f"{corpus}, {annotations}: nothing there to check", UNREADABLE)
    if json:
        json.write_text(writer.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _print(found, Console(), most)
    if found.errors:
        raise typer.Exit(1)


def _load(corpus: Path, annotations: Path, lonely: list[Issue]) -> Iterator[Pair]:
    """Annotated documents; what has no partner is noted in `lonely`."""
    from form4ml.corpus import Annotated as Whole
    from form4ml.corpus import annotation_from_plain, document_from_plain, read_jsonl
    from form4ml.evaluation.data import Issue

    gold: dict[str, Any] = {}
    for path in sorted(annotations.glob("*.jsonl*")):
        for plain in read_jsonl(path):
            if plain["name"] in gold:
                lonely.append(Issue("twice", f"annotated again in {path.name}", plain["name"]))
            gold[plain["name"]] = plain
    for path in sorted(corpus.glob("*.jsonl*")):
        for plain in read_jsonl(path):
            own = gold.pop(plain["name"], None)
            if own is None:
                lonely.append(Issue("no-annotation", f"in {path.name}, and nothing annotates it", plain["name"]))
            else:
                yield Whole(document_from_plain(plain), annotation_from_plain(own))
    lonely += [Issue("no-document", "annotated, and no document goes by that name", name) for name in gold]


def _print(found: DataReport, console: Console, most: int) -> None:
    from rich.text import Text

    from form4ml.evaluation.data import SEVERITIES
    from form4ml.evaluation.render import print_table, short
    from form4ml.evaluation.report import Column, Table

    counts = tuple((label, count) for label, count in found.counts.items())
    splits = ", ".join(f"{side} {count}" for side, count in found.splits.items())
    note = f"{found.documents} documents" + (f" ({splits})" if splits else "")
    print_table(
        Table("counts", "Values of each label", (Column("label", "text"), Column("values", "count")), counts, note),
        console,
    )
    for rule, severity in SEVERITIES.items():
        issues = [issue for issue in found.issues if issue.rule == rule]
        if not issues:
            continue
        console.print(
            Text(f"\n{severity}: {rule} ({len(issues)})", style="bold red" if severity == "error" else "bold yellow")
        )
        for issue in issues[: most or None]:
            place = "" if issue.line is None else f", line {issue.line}"
            console.print(
                Text(f"  {issue.document}{place}: {issue.message}" if issue.document else f"  {issue.message}")
            )
            if issue.words:
                console.print(Text(f"    {short(issue.words)}", style="dim"))
        if most and len(issues) > most:
            console.print(Text(f"  … and {len(issues) - most} more", style="dim"))
    warnings = len(found.issues) - found.errors
    console.print(Text(f"\n{found.errors} errors, {warnings} warnings"))
