"""`form4ml spans`: how well a model tags annotated filings, label by label."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from form4ml.cli.options import ModelOption, fail


def spans(
    model: ModelOption = "default",
    corpus: Annotated[Path, typer.Option(help="Folder with OCR'd filings.")] = Path("corpus"),
    annotations: Annotated[Path, typer.Option(help="Folder with their gold spans.")] = Path("annotations"),
    split: Annotated[str, typer.Option(help="Which filings: dev (kept from training) or train.")] = "dev",
    way: Annotated[str, typer.Option(help="How they are looked at: text, boxes or cells.")] = "text",
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures as JSON.")] = None,
) -> None:
    """Precision, recall, F1 and support of every label, strict and lenient, on annotated filings."""
    from form4ml.corpus import CorpusError
    from form4ml.evaluation.render import print_spans
    from form4ml.evaluation.spans import span_report
    from form4ml.model import load
    from form4ml.spanning import held, predicted_spans
    from form4ml.tagging.store import ModelError

    if way not in ("text", "boxes", "cells"):
        fail(f"--way {way}: choose text, boxes or cells", 2)
    for folder in (corpus, annotations):
        if not folder.is_dir():
            fail(f"{folder}: no such folder; name one or make it with `form4ml synth`", 3)
    try:
        loaded = load(model)
    except ModelError as error:
        fail(error, error.code)
    try:
        items = held(corpus, annotations, split)
    except CorpusError as error:
        fail(error, 3)
    if not items:
        fail(f"{corpus}: no annotated filing of split {split} here", 3)
    report = span_report(*predicted_spans(loaded.tagger, items, way))
    if json is not None:
        import json as writer

        json.write_text(writer.dumps(report.as_dict(), indent=1) + "\n", encoding="utf-8")
    from rich.console import Console

    print_spans(report, Console())
