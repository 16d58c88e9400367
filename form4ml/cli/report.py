"""`form4ml report`: a saved match told again, in any form, without matching anew."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from form4ml.cli.evaluate import UNREADABLE, FieldsOption, LearningOption, WorstOption, rendered
from form4ml.cli.options import fail


class Form(StrEnum):
    terminal = "terminal"
    json = "json"
    markdown = "markdown"
    html = "html"


def report(
    match: Annotated[Path, typer.Argument(help="What `form4ml evaluate --save` wrote.")],
    format: Annotated[Form, typer.Option(help="How to tell it.")] = Form.terminal,
    out: Annotated[Path | None, typer.Option(help="Write to this file, not to the terminal.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only filings of this kind, e.g. layout=compact or quality=fax200. Repeatable."),
    ] = None,
    by_field: FieldsOption = False,
    worst: WorstOption = 10,
    learning: LearningOption = None,
) -> None:
    """Tell a saved match as tables, JSON, Markdown or an HTML page."""
    from form4ml.evaluation.metrics import GROUPINGS
    from form4ml.evaluation.report import build_report, read_learning
    from form4ml.evaluation.store import EvaluationError, load

    wanted = [tuple(one.partition("=")[::2]) for one in only or []]
    for name, _ in wanted:
        if name not in GROUPINGS:
            fail(f"--only {name}: not one of {', '.join(GROUPINGS)}", 2)
    try:
        evaluation = load(match).where(lambda one: all(GROUPINGS[name](one) == value for name, value in wanted))
        if not evaluation.matches:
            raise EvaluationError(f"{match}: holds no filing of that kind")
        told = build_report(evaluation, most=worst, learning=read_learning(learning) if learning else ())
        if format is Form.terminal:
            from rich.console import Console

            from form4ml.evaluation.render import print_report

            if out is None:
                print_report(told, Console(), fields=by_field)
            else:
                with out.open("w", encoding="utf-8") as stream:
                    print_report(told, Console(file=stream, width=140), fields=by_field)
        elif out is None:
            typer.echo(rendered(told, format.value), nl=False)
        else:
            out.write_text(rendered(told, format.value), encoding="utf-8")
    except EvaluationError as problem:
        fail(problem, UNREADABLE)
    except OSError as problem:
        fail(f"{problem.filename}: {problem.strerror}", UNREADABLE)
