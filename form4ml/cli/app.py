"""The `form4ml` command and its verbs."""

from __future__ import annotations

from typing import Annotated

import typer

from form4ml import __version__
from form4ml.cli.bench import bench
from form4ml.cli.check_data import check_data
from form4ml.cli.compare import compare
from form4ml.cli.curve import curve
from form4ml.cli.evaluate import evaluate
from form4ml.cli.models import models
from form4ml.cli.predict import predict
from form4ml.cli.report import report
from form4ml.cli.spans import spans
from form4ml.cli.suggest import suggest
from form4ml.cli.synth import synth
from form4ml.cli.train import train
from form4ml.cli.tune import tune

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Read OCR'd, scanned and printed SEC Form 4 filings into records.",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


for verb in (predict, train, tune, curve, suggest, evaluate, spans, report, compare, check_data, synth, bench):
    app.command(verb.__name__.replace("_", "-"))(verb)
app.add_typer(models, name="models")
