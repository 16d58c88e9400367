"""Options that several verbs share, declared once, and the one way in which a verb fails."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, NoReturn

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


class Stopped(BaseException):
    """A run was told to end; `code` is the exit code that says how."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C, a polite kill and a closed terminal all raise Stopped in the block, so that it can clean up."""

    def stop(number: int, _frame: object) -> None:
        raise Stopped(number)

    before: dict[int, Any] = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        with suppress(ValueError):  # not in the main thread, which alone gets signals
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # under nohup it stays ignored
                before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
