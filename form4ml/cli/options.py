"""Options that several verbs share, declared once, and the one way in which a verb fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

ModelOption = Annotated[
    str, typer.Option("--model", "-m", help="A model's name or folder; the one that ships with form4ml by default.")
]
ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="What the run depends on.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="Override one value of the config: section.key=value. Repeatable.")
]
ExtraOption = Annotated[
    list[Path] | None,
    typer.Option("--extra", help="Learn from these annotated filings too: a folder, or a tool's file. Repeatable."),
]
WorkersOption = Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes to use.")]


def with_extra(changes: list[str] | None, extra: list[Path] | None) -> list[str]:
    """Overrides of the config, further filings among them."""
    import json

    return [*(changes or []), *([f"paths.extra={json.dumps([str(place) for place in extra])}"] if extra else [])]


def needs(package: str, extra: str, *further: str) -> None:
    """End in a line where a package that an extra brings is not there."""
    from importlib.util import find_spec

    from form4ml.reading.errors import MISSING_EXTRA

    lacking = [name for name in (package, *further) if find_spec(name) is None]
    if lacking:
        fail(f"{lacking[0]} is not installed; pip install 'form4ml[{extra}]'", MISSING_EXTRA)


def fail(message: object, code: int) -> NoReturn:
    """One line on standard error and an exit code."""
    print(f"form4ml: {' '.join(str(message).split())}", file=sys.stderr)
    raise typer.Exit(code)
