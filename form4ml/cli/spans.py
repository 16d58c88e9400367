"""`form4ml spans`: how well a model tags annotated filings, label by label."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4ml.cli.options import ModelOption, fail

if TYPE_CHECKING:
    from form4ml.corpus import Annotated as Pair


def spans(
    model: ModelOption = "default",
    corpus: Annotated[Path, typer.Option(help="Folder with OCR'd filings.")] = Path("corpus"),
    annotations: Annotated[Path, typer.Option(help="Folder with their gold spans.")] = Path("annotations"),
    split: Annotated[str, typer.Option(help="Which filings: dev (kept from training) or train.")] = "dev",
    own: Annotated[
        Path | None, typer.Option(help="Measure on these instead, all of them: a folder, or an annotation tool's file.")
    ] = None,
    way: Annotated[str, typer.Option(help="How they are looked at: text, boxes or cells.")] = "text",
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures as JSON.")] = None,
) -> None:
    """Precision, recall, F1 and support of every label, strict and lenient, on annotated filings."""
    from form4ml.evaluation.render import print_spans
    from form4ml.evaluation.spans import span_report
    from form4ml.model import load
    from form4ml.spanning import predicted_spans
    from form4ml.tagging.store import ModelError

    if way not in ("text", "boxes", "cells"):
        fail(f"--way {way}: choose text, boxes or cells", 2)
    try:
        loaded = load(model)
    except ModelError as error:
        fail(error, error.code)
    items = _own(own) if own is not None else _held(corpus, annotations, split)
    report = span_report(*predicted_spans(loaded.tagger, items, way))
    if json is not None:
        import json as writer

        json.write_text(writer.dumps(report.as_dict(), indent=1) + "\n", encoding="utf-8")
    from rich.console import Console

    print_spans(report, Console())


def _held(corpus: Path, annotations: Path, split: str) -> list[Pair]:
    from form4ml.corpus import CorpusError
    from form4ml.spanning import held

    for folder in (corpus, annotations):
        if not folder.is_dir():
            fail(f"{folder}: no such folder; name one or make it with `form4ml synth`", 3)
    try:
        items = held(corpus, annotations, split)
    except CorpusError as error:
        fail(error, 3)
    if not items:
        fail(f"{corpus}: no annotated filing of split {split} here", 3)
    return items


def _own(place: Path) -> list[Pair]:
    from form4ml.corpus import CorpusError
    from form4ml.sources import annotated_in
    from form4ml.tagging.config import ConfigError

    try:
        items = [item for item in annotated_in(place) if not item.annotation.meta.get("only")]
    except (ConfigError, CorpusError) as error:
        fail(error, 3)
    if not items:
        fail(f"{place}: no annotated filing in it", 3)
    return items
