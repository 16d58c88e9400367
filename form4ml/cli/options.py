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
WorkersOption = Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes to use.")]


def fail(message: object, code: int) -> NoReturn:
    """One line on standard error and an exit code."""
    print(f"form4ml: {' '.join(str(message).split())}", file=sys.stderr)
    raise typer.Exit(code)
