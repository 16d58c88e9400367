"""`form4ml tune`: settings of a training run searched, the best written as a config."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from form4ml.cli.options import ConfigOption, ExtraOption, SetOption, WorkersOption, fail, needs, with_extra
from form4ml.reading.errors import UNREADABLE, USAGE

if TYPE_CHECKING:
    from form4ml.evaluation.report import Table
    from form4ml.tuning import Tried
    from form4ml.tuning_plan import Plan, Setting


def tune(
    config: ConfigOption = Path("train.cfg"),
    set_: SetOption = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="Search this: form.c2=0.01,0.1 or form.c2=0.001..1. Repeatable."),
    ] = None,
    extra: ExtraOption = None,
    settings: Annotated[int | None, typer.Option(help="Most settings to try besides the config's own.")] = None,
    folds: Annotated[int | None, typer.Option(help="Folds; no issuer is in two of them.")] = None,
    filings: Annotated[int | None, typer.Option(help="Search on this many filings only, drawn.")] = None,
    iterations: Annotated[
        int | None, typer.Option(help="Most iterations of a chain while searching; the written config keeps its own.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed draws the same settings and filings.")] = None,
    measure: Annotated[
        str | None, typer.Option(help="Which F1 of spans decides: strict, exact, partial or type.")
    ] = None,
    way: Annotated[str | None, typer.Option(help="How held-out filings are looked at: text, boxes or cells.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Config to write; figures are kept beside it.")] = Path(
        "tuned.cfg"
    ),
    json: Annotated[Path | None, typer.Option("--json", help="Write every setting's figures as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the table as Markdown.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Forget what an earlier run found.")] = False,
    workers: WorkersOption = 2,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no table.")] = False,
) -> None:
    """Search settings by cross-validation over issuers. A run that was stopped goes on where it was."""
    import json as writer

    needs("sklearn", "train", "pycrfsuite")
    from form4ml.corpus import CorpusError
    from form4ml.evaluation.render import markdown_table, print_table
    from form4ml.results import ResultsError
    from form4ml.tagging.config import ConfigError
    from form4ml.tagging.config import load as load_config
    from form4ml.training import progress
    from form4ml.tuning import rows, tune, written
    from form4ml.tuning_plan import own_setting

    asked: dict[str, Any] = {
        "settings": settings, "folds": folds, "filings": filings, "iterations": iterations, "seed": seed,
        "measure": measure, "way": way,
    }  # fmt: skip
    changes = with_extra(set_, extra)
    if out.is_dir() or out.resolve() == config.resolve():
        fail(f"--out {out}: name a file to write the config to, another than {config}", USAGE)
    try:
        with progress(quiet) as report:
            tried, plan, count = tune(
                config, changes, param or [], out, asked=asked, anew=anew, workers=workers, progress=report
            )
        own = own_setting(load_config(config, changes), tried[0].setting)
        out.write_text(written(config, changes, tried[0], plan, count), encoding="utf-8")
        table = _table(tried, own, plan, count)
        if json is not None:
            json.write_text(writer.dumps(list(rows(tried, own)), indent=1) + "\n", encoding="utf-8")
        if markdown is not None:
            markdown.write_text(markdown_table(table), encoding="utf-8")
    except (ConfigError, ResultsError) as error:
        fail(error, error.code)
    except CorpusError as error:
        fail(error, UNREADABLE)
    except OSError as error:
        fail(f"{error.filename or out}: {error.strerror or error}; what was found so far is kept", UNREADABLE)
    except RuntimeError as error:
        fail(f"{error}; what was found so far is kept, the same command goes on", 1)
    if not quiet:
        from rich.console import Console

        print_table(table, Console())
    typer.echo(f"wrote {out}; train with `form4ml train --config {out}`")


def _table(tried: list[Tried], own: Setting, plan: Plan, count: int) -> Table:
    from form4ml.evaluation.report import Column, Table
    from form4ml.tuning import rows

    told = list(rows(tried, own))
    kinds = {"rank": "count", "setting": "text", "seconds": "count"}
    columns = tuple(Column(name, kinds.get(name, "share")) for name in told[0])  # type: ignore[arg-type]
    note = f"{plan.measure} F1 of spans on held-out issuers, looked at as {plan.way}; {count} filings, seed {plan.seed}"
    return Table("tune", "Settings tried, best first", columns, tuple(tuple(row.values()) for row in told), note)
