"""`form4ml suggest`: which filings are worth annotating."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4ml.cli.options import ModelOption, fail, needs
from form4ml.reading.errors import UNREADABLE, USAGE
from form4ml.reading.options import ReadOptions

if TYPE_CHECKING:
    from form4ml.model import Model
    from form4ml.suggesting import Candidate, Suggestion

_KINDS = ("native", "doccano", "label-studio", "prodigy")


def suggest(
    paths: Annotated[list[str], typer.Argument(help="Files or folders with filings that nobody annotated.")],
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="Suggest this many.")] = 10,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write them with the reasons, a JSON a line.")] = None,
    annotate: Annotated[
        Path | None, typer.Option(help="Folder that gets these filings as the model reads them, to be corrected.")
    ] = None,
    as_: Annotated[
        str, typer.Option("--as", help=f"For which tool --annotate writes them: {', '.join(_KINDS)}.")
    ] = "native",
    model: ModelOption = "default",
    by: Annotated[
        str, typer.Option(help="Doubt: entropy of words' labels, or fragments, the chance of wrong values.")
    ] = ("entropy"),
    diversity: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="0 goes by doubt alone, 1 by unlikeness alone.")
    ] = 0.3,
    ocr: Annotated[str, typer.Option(help="OCR engine for scans: auto, rapidocr or tesseract.")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no table.")] = False,
) -> None:
    """Which unannotated filings would teach the model most: those it doubts, unlike one another."""
    needs("sklearn", "train")
    from form4ml.suggesting import MEASURES, choose
    from form4ml.writing.files import write_text

    for option, value, known in (("by", by, MEASURES), ("as", as_, _KINDS)):
        if value not in known:
            fail(f"--{option} {value}: choose from {', '.join(known)}", USAGE)
    files = _files(paths, [path for path in (out, annotate) if path is not None])
    loaded = _loaded(model)
    found, failures = _weighed(files, loaded, ReadOptions(ocr=ocr), keep=annotate is not None, quiet=quiet)
    if not found:
        fail(f"{', '.join(paths)}: none of {len(files)} files gave a filing to weigh", UNREADABLE)
    chosen = choose(found, number, diversity, by)
    try:
        if out is not None:
            write_text(out, "".join(_dumped(one) for one in chosen))
        if annotate is not None:
            _annotate(annotate, chosen, loaded, as_)
    except OSError as error:
        fail(f"{error.filename or out}: {error.strerror or error}; nothing can be written there", USAGE)
    if not quiet or out is None:
        _show(chosen, by, len(found))
    if failures and not quiet:
        print(f"form4ml: {failures} of {len(files)} files gave no filing", file=sys.stderr)


def _files(paths: list[str], written: list[Path]) -> list[Path]:
    from form4ml.running import inputs

    own = [path.resolve() for path in written]
    files = []
    for path in inputs(paths):
        if path is None:
            fail("- : standard input cannot be suggested from; name files or folders", USAGE)
        if not any(path.resolve().is_relative_to(place) for place in own):
            files.append(path)
    if not files:
        fail(f"{', '.join(paths)}: no files there; name files or a folder that holds some", USAGE)
    return files


def _loaded(model: str) -> Model:
    from form4ml.model import load
    from form4ml.tagging.store import ModelError

    try:
        return load(model)
    except ModelError as error:
        fail(error, error.code)


def _weighed(
    files: list[Path], model: Model, options: ReadOptions, *, keep: bool, quiet: bool
) -> tuple[list[Candidate], int]:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    from form4ml.suggesting import candidates

    failures: list[Path] = []

    def failed(path: Path, why: str) -> None:
        failures.append(path)
        print(f"form4ml: {path.name}: {why}", file=sys.stderr)

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet or len(files) < 2) as bar:
        task = bar.add_task("filings", total=len(files))
        found = list(candidates(files, model.tagger, options, keep=keep, failed=failed, done=lambda: bar.advance(task)))
    return found, len(failures)


def _annotate(folder: Path, chosen: list[Suggestion], model: Model, kind: str) -> None:
    from form4ml.suggesting import prelabelled, write_annotations

    name = f"{model.info.name} {model.info.version}"
    path = write_annotations(folder, prelabelled(chosen, model.tagger, name), kind)
    again = folder if kind == "native" else path
    print(f"form4ml: correct {path}, then learn from it with `form4ml train --extra {again}`", file=sys.stderr)


def _dumped(one: Suggestion) -> str:
    import json

    return json.dumps(one.as_dict(), ensure_ascii=False) + "\n"


def _show(chosen: list[Suggestion], by: str, weighed: int) -> None:
    from rich.console import Console

    from form4ml.evaluation.render import print_table
    from form4ml.evaluation.report import Column, Table

    columns = (
        Column("rank", "count"), Column("filing", "text"), Column("score"), Column("doubt"), Column("likeness"),
        Column("least sure of", "text"),
    )  # fmt: skip
    rows = tuple(
        (one.rank, one.candidate.name, one.score, one.doubt, one.likeness, _told(one.candidate)) for one in chosen
    )
    unit = "mean entropy of a word's label, in nats" if by == "entropy" else "mean chance that a tagged value is wrong"
    note = f"{len(chosen)} of {weighed} filings; doubt: {unit}; likeness: to the nearest one above"
    print_table(Table("suggested", "Filings to annotate", columns, rows, note), Console())


def _told(candidate: Candidate) -> str:
    """The first reason in few words."""
    if not candidate.reasons:
        return "–"
    first = candidate.reasons[0]
    labels = " or ".join(f"{name} {p:.0%}" for name, p in sorted(first["labels"].items(), key=lambda row: -row[1])[:2])
    return (
        f"line {first['line']}, {first['word']!r}: {labels}"
        if labels
        else f"line {first['line']}: {first['text'][:50]}"
    )
