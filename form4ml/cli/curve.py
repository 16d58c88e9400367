"""`form4ml curve`: how much more filings would still teach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4ml.cli.options import ConfigOption, ExtraOption, SetOption, WorkersOption, fail, needs, with_extra
from form4ml.reading.errors import UNREADABLE, USAGE

if TYPE_CHECKING:
    from form4ml.evaluation.report import Table
    from form4ml.learning import Course, Step


def curve(
    config: ConfigOption = Path("train.cfg"),
    set_: SetOption = None,
    extra: ExtraOption = None,
    sizes: Annotated[str, typer.Option(help="Filings to learn from, such as 50,100,200; 25 to all by default.")] = "",
    repeats: Annotated[int, typer.Option(min=1, help="Draw each size so many times.")] = 1,
    iterations: Annotated[
        int, typer.Option(min=0, help="Most iterations of a chain: fewer are cheaper; 0 leaves the config's.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="The same seed draws the same filings.")] = 0,
    measure: Annotated[str, typer.Option(help="Which F1 of spans: strict, exact, partial or type.")] = "strict",
    way: Annotated[str, typer.Option(help="How filings are looked at: text, boxes or cells.")] = "text",
    out: Annotated[Path, typer.Option("--out", "-o", help="JSON for `evaluate --learning`.")] = Path("curve.json"),
    markdown: Annotated[Path | None, typer.Option(help="Write the table as Markdown.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Forget what an earlier run found.")] = False,
    workers: WorkersOption = 2,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no table.")] = False,
) -> None:
    """Train on more and more filings, measure each model on split dev. A run that was stopped goes on where it was."""
    needs("pycrfsuite", "train")
    from form4ml.corpus import CorpusError
    from form4ml.evaluation.render import markdown_table, print_table
    from form4ml.evaluation.spans import MODES
    from form4ml.learning import Course, to_json
    from form4ml.learning import curve as drawn_curve
    from form4ml.results import ResultsError
    from form4ml.tagging.config import ConfigError
    from form4ml.tagging.config import load as load_config
    from form4ml.training import progress
    from form4ml.tuning_plan import WAYS

    if way not in WAYS:
        fail(f"--way {way}: choose from {', '.join(WAYS)}", USAGE)
    if measure not in MODES:
        fail(f"--measure {measure}: choose from {', '.join(MODES)}", USAGE)
    try:
        asked = tuple(int(size) for size in sizes.split(",") if size.strip())
    except ValueError:
        fail(f"--sizes {sizes}: expected numbers parted by commas, such as 50,100,200", USAGE)
    course = Course(asked, repeats, seed, iterations, measure, way)
    try:
        with progress(quiet) as report:
            settings = load_config(config, with_extra(set_, extra))
            steps, held = drawn_curve(settings, out, course, anew=anew, workers=workers, progress=report)
        out.write_text(to_json(steps), encoding="utf-8")
        table = _table(steps, course, held)
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
    typer.echo(f"wrote {out}; draw it with `form4ml evaluate … --learning {out} --html report.html`")


def _table(steps: list[Step], course: Course, held: int) -> Table:
    from form4ml.evaluation.report import Column, Kind, Table
    from form4ml.learning import Step

    kinds: dict[str, Kind] = {"filings": "count", "runs": "count"}
    columns = tuple(Column(name, kinds.get(name, "share")) for name in Step._fields)
    cheap = f", chains of {course.iterations} iterations at most" if course.iterations else ""
    note = f"{course.measure} span scores on {held} filings of split dev, looked at as {course.way}{cheap}"
    return Table("learning", "Learning curve", columns, tuple(tuple(step) for step in steps), note)
