"""`form4ml evaluate`: predictions against gold, matched once, told in every form asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4ml.cli.options import fail

if TYPE_CHECKING:
    from form4ml.corpus import Annotation
    from form4ml.evaluation.store import Evaluation

UNREADABLE = 3

FieldsOption = Annotated[bool, typer.Option("--by-field", help="Show the figures of every field too.")]
WorstOption = Annotated[int, typer.Option(min=0, help="Tell this many of the worst filings line by line.")]
LearningOption = Annotated[
    Path | None,
    typer.Option("--learning", help='JSON file with points of a learning curve: [{"filings": 100, "f1": 0.9}].'),
]


def evaluate(
    predictions: Annotated[Path, typer.Argument(help="Folder with NAME.json or NAME.VARIANT.json, as predict writes.")],
    gold: Annotated[Path, typer.Option(help="Folder with NAME.xml (EDGAR ownership XML) or NAME.json (a record).")],
    facts: Annotated[
        Path | None, typer.Option(help="JSON: price ranges and plan adoption dates of each filing.")
    ] = None,
    need: Annotated[
        Path | None, typer.Option(help="List of NAME.VARIANT, one a line; one without prediction is all missed.")
    ] = None,
    text: Annotated[
        Path | None, typer.Option(help="Folder with NAME.VARIANT.txt as read by the OCR: tells where errors come from.")
    ] = None,
    annotations: Annotated[
        Path | None, typer.Option(help="Folder with gold spans (*.jsonl, *.jsonl.xz), for --text by exact places.")
    ] = None,
    by_field: FieldsOption = False,
    worst: WorstOption = 0,
    learning: LearningOption = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write all figures as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the report as Markdown.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the report as one HTML page with plots.")] = None,
    save: Annotated[
        Path | None, typer.Option(help="Save the match, for report and compare (.gz and .xz compress).")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but what went wrong.")] = False,
) -> None:
    """Score predicted records against the filings' own XML, field by field."""
    from form4ml.evaluation.store import EvaluationError, match_folder, read_facts
    from form4ml.evaluation.store import save as save_match

    for folder in filter(None, (predictions, gold, text, annotations)):
        if not folder.is_dir():
            fail(f"{folder}: no such folder", UNREADABLE)
    try:
        wanted = need.read_text(encoding="utf-8").split() if need else None
        evaluation = match_folder(predictions, gold, read_facts(facts) if facts else None, wanted)
        if text:
            evaluation = explained(evaluation, predictions, text, annotations)
        if save:
            save_match(evaluation, save)
        tell(
            evaluation,
            {"json": json, "markdown": markdown, "html": html},
            fields=by_field,
            worst=worst,
            learning=learning,
            quiet=quiet,
        )
    except EvaluationError as problem:
        fail(problem, UNREADABLE)
    except OSError as problem:
        fail(f"{problem.filename}: {problem.strerror}", UNREADABLE)


def explained(evaluation: Evaluation, predictions: Path, text: Path, annotations: Path | None) -> Evaluation:
    """The match with the cause of every error, for filings whose text is at hand."""
    from dataclasses import replace

    from form4ml.corpus import annotation_from_plain, read_jsonl
    from form4ml.evaluation.causes import explain, material_of
    from form4ml.evaluation.store import EvaluationError, read_prediction

    spans: dict[str, Annotation] = {}
    for path in sorted(annotations.glob("*.jsonl*")) if annotations else ():
        try:
            spans |= {row["name"]: annotation_from_plain(row) for row in read_jsonl(path)}
        except (ValueError, KeyError, TypeError) as problem:
            raise EvaluationError(f"{path}: is not an annotation file ({problem})") from None
    matches, notes = [], list(evaluation.notes)
    for match in evaluation.matches:
        page, record = text / f"{match.stem}.txt", predictions / f"{match.stem}.json"
        if not page.is_file():
            notes.append(f"{match.stem}: no {page.name} in {text}; the causes of its errors stay unknown")
            matches.append(match)
            continue
        try:
            prediction = read_prediction(record)
        except EvaluationError:
            prediction = {}
        lines = page.read_text(encoding="utf-8", errors="replace").replace("\f", "\n").split("\n")
        matches.append(explain(match, material_of(prediction, lines, spans.get(match.stem))))
    return replace(evaluation, matches=tuple(matches), notes=tuple(notes))


def tell(
    evaluation: Evaluation,
    files: dict[str, Path | None],
    *,
    fields: bool,
    worst: int,
    learning: Path | None,
    quiet: bool,
) -> None:
    """Print the report and write it to every file asked for."""
    from form4ml.evaluation.report import build_report, read_learning

    if quiet and not any(files.values()):
        return
    report = build_report(evaluation, most=worst, learning=read_learning(learning) if learning else ())
    for name, path in files.items():
        if path is not None:
            path.write_text(rendered(report, name), encoding="utf-8")
    if not quiet:
        from rich.console import Console

        from form4ml.evaluation.render import print_report

        print_report(report, Console(), fields=fields)


def rendered(report: object, name: str) -> str:
    """A report in one of the forms that are text."""
    from form4ml.evaluation.page import to_html
    from form4ml.evaluation.render import to_json, to_markdown
    from form4ml.evaluation.report import Report

    assert isinstance(report, Report)
    return {"json": to_json, "markdown": to_markdown, "html": to_html}[name](report)
