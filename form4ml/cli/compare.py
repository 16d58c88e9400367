"""`form4ml compare`: two saved matches of the same filings, what differs and whether by chance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from form4ml.cli.evaluate import UNREADABLE
from form4ml.cli.options import fail


def compare(
    a: Annotated[Path, typer.Argument(help="A match that `form4ml evaluate --save` wrote.")],
    b: Annotated[Path, typer.Argument(help="Another one, of the same filings.")],
    lines: Annotated[int, typer.Option(min=0, help="Show this many changed values of each side; 0 for none.")] = 20,
    field: Annotated[str | None, typer.Option(help="Only changed values of this field, e.g. issuer.name.")] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write everything, every changed value too, as JSON.")
    ] = None,
) -> None:
    """Compare two evaluations: paired differences, their significance, and what one got right and the other wrong."""
    from rich.console import Console

    from form4ml.evaluation.compare import compare as held_together
    from form4ml.evaluation.compare_render import print_comparison, to_json
    from form4ml.evaluation.store import EvaluationError, load

    try:
        found = held_together(load(a), load(b))
        if json:
            json.write_text(to_json(found), encoding="utf-8")
    except EvaluationError as problem:
        fail(problem, UNREADABLE)
    except OSError as problem:
        fail(f"{problem.filename}: {problem.strerror}", UNREADABLE)
    print_comparison(found, Console(), lines=lines, field=field)
