"""`form4ml models`: which models are here, whether they are sound, and how they are handed on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from form4ml.cli.options import fail
from form4ml.reading.errors import UNREADABLE, USAGE

models = typer.Typer(no_args_is_help=True, help="List, check, pack and install models.")

NameArgument = Annotated[str, typer.Argument(metavar="MODEL", help="A model's name or folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]
AsOption = Annotated[str, typer.Option("--as", help="The name that it will be found by; its own by default.")]
HistoryOption = Annotated[
    Path | None, typer.Option("--history", help="The history's file; models/history.csv by default.")
]

# Columns of a history that are shown, and how they are headed; the file has all.
_SHOWN = {
    "name": "name", "version": "version", "date": "date", "filings": "filings", "dev_precision": "dev P",
    "dev_recall": "dev R", "dev_f1": "dev F1", "bytes": "bytes", "sha256": "SHA-256",
}  # fmt: skip


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong with a model is one line and an exit code."""
    from form4ml.tagging.history import HistoryError
    from form4ml.tagging.store import ModelError

    try:
        yield
    except (ModelError, HistoryError) as error:
        fail(error, error.code)
    except OSError as error:
        fail(f"{error.filename or 'output'}: {error.strerror or error}; nothing was changed", UNREADABLE)


@models.command("list")
def list_(json: JsonOption = False) -> None:
    """Every model that --model NAME finds, where it comes from, and whether it is sound."""
    from form4ml.tagging.finding import places

    rows = [_row(place.name, place.folder, place.origin) for place in places()]
    first: dict[str, str] = {}
    for row in rows:
        row["found"] = first.setdefault(row["name"], row["folder"]) == row["folder"]
    if json:
        _print_json(rows)
        return
    _print_table(rows)


def _row(name: str, folder: Path, origin: str) -> dict[str, Any]:
    from form4ml.tagging import store
    from form4ml.tagging.store import ModelError

    row: dict[str, Any] = {"name": name, "origin": origin, "folder": str(folder)}
    try:
        manifest = store.manifest_of(folder)
    except (ModelError, OSError) as error:
        return {**row, "ok": False, "trouble": getattr(error, "what", str(error))}
    return {
        **row,
        "ok": True,
        **{key: manifest.get(key) for key in ("version", "kind", "date")},
        "f1": manifest.get("scores", {}).get("f1"),
        "trained_as": manifest["name"],
        "sha256": store.digest_of(manifest),
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("name", "version", "kind", "dev F1", "date", "from", "sound")
    for row in rows:
        sound = "yes" if row["ok"] else f"no: {row['trouble']}"
        shown = (row["name"], *(row.get(key) for key in ("version", "kind", "f1", "date")), row["origin"])
        hidden = "" if row["found"] else " (another of this name is found first)"
        table.add_row(*(Text("-" if value is None else str(value)) for value in shown), Text(sound + hidden))
    Console().print(table)


@models.command()
def verify(
    names: Annotated[list[str], typer.Argument(metavar="MODEL...", help="Names, folders, packed models or wheels.")],
) -> None:
    """Check manifests, hashes, feature schema and labels, and that the weights load. Exit code 5 where one fails."""
    import sys

    from form4ml.tagging.store import ModelError

    worst = 0
    for name in names:
        try:
            with _told_of_disk():
                typer.echo(_verified(name))
        except ModelError as error:
            print(f"form4ml: {' '.join(str(error).split())}", file=sys.stderr)
            worst = error.code
    if worst:
        raise typer.Exit(worst)


@contextmanager
def _told_of_disk() -> Iterator[None]:
    from form4ml.tagging.store import ModelError

    try:
        yield
    except OSError as error:
        raise ModelError(error.filename or "model", error.strerror or str(error), "look at its permissions") from None


def _verified(name: str) -> str:
    from form4ml.model import load
    from form4ml.tagging import packing, store

    path = Path(name)
    if path.suffix in (packing.SUFFIX, ".whl") and not path.is_dir():
        manifest = packing.checked(path)
        return f"{name}: {manifest['name']} {manifest['version']}, sound, SHA-256 {store.digest_of(manifest)}"
    info = load(name).info
    return f"{name}: {info.name} {info.version}, sound, SHA-256 {info.sha256}"


@models.command()
def card(name: NameArgument = "default") -> None:
    """The model's card, and what its manifest says of the run."""
    from form4ml.card import run_facts
    from form4ml.tagging import store
    from form4ml.tagging.finding import find

    with _told():
        folder = find(name)
        manifest = store.manifest_of(folder)
        if "CARD.md" in manifest["files"]:
            typer.echo((folder / "CARD.md").read_text(encoding="utf-8"))
        for key, value in {**run_facts(manifest), "SHA-256": store.digest_of(manifest)}.items():
            typer.echo(f"{key}: {value}")


@models.command()
def pack(
    name: NameArgument,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File to write, or a folder that gets it; a folder for a wheel.")
    ] = Path(),
    wheel: Annotated[bool, typer.Option("--wheel", help="Write a wheel, for pip install.")] = False,
    as_: AsOption = "",
) -> None:
    """Write a model as one file: NAME-VERSION.f4m, or a wheel. It is checked before and after."""
    from form4ml.tagging import packing, store
    from form4ml.tagging.finding import find
    from form4ml.tagging.wheel import build

    if as_ and not wheel:
        fail("--as goes with --wheel; a packed model gets its name from `form4ml models install --as`", USAGE)
    if wheel and out.suffix == ".whl":
        fail(f"--out {out}: name a folder; a wheel's file name says its name and version", USAGE)
    with _told():
        folder = find(name)
        path = build(folder, out, as_) if wheel else packing.pack(folder, out)
        digest = store.digest_of(store.manifest_of(folder))
    typer.echo(f"wrote {path}, {path.stat().st_size:,} bytes, model SHA-256 {digest}")


@models.command()
def install(
    file: Annotated[Path, typer.Argument(help="A packed model (.f4m) or a model's wheel.")],
    as_: AsOption = "",
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of another model of that name.")] = False,
    sha256: Annotated[str, typer.Option("--sha256", help="Refuse the model unless this is its SHA-256.")] = "",
) -> None:
    """Put a packed model into your folder of models, after every check; --model NAME finds it then."""
    from form4ml.tagging import packing, store
    from form4ml.tagging.finding import find, user_folder

    with _told():
        placed = packing.install(file, user_folder(), as_, replace=replace, sha256=sha256)
        manifest = store.manifest_of(placed.folder)
        first = find(placed.name)
    typer.echo(
        f"installed {manifest['name']} {manifest['version']} as {placed.name} in {placed.folder}, "
        f"SHA-256 {store.digest_of(manifest)}"
    )
    if first.resolve() != placed.folder.resolve():
        typer.echo(f"form4ml: {first} has the same name and is found first", err=True)


@models.command()
def release(name: NameArgument, history: HistoryOption = None) -> None:
    """Add a model's row to the history: its data, its figures, its size and its SHA-256."""
    from form4ml.tagging.finding import find
    from form4ml.tagging.history import FILE
    from form4ml.tagging.history import release as add

    path = history or FILE
    with _told():
        row, new = add(find(name), path)
    typer.echo(f"{row['name']} {row['version']} {'added to' if new else 'stands already in'} {path}")


@models.command()
def history(path: HistoryOption = None, json: JsonOption = False) -> None:
    """The releases so far, one row each."""
    from form4ml.tagging.history import place, read

    with _told():
        rows = read(path or place())
    if json:
        _print_json(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*_SHOWN.values())
    for row in rows:
        table.add_row(*(row[column][:10] or "-" for column in _SHOWN))
    Console().print(table)


def _print_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))
