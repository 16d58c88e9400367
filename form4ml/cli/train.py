"""`form4ml train`: corpus and annotations in, model folder out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from form4ml.cli.options import (
    ConfigOption,
    ExtraOption,
    SetOption,
    Stopped,
    WorkersOption,
    fail,
    stoppable,
    with_extra,
)
from form4ml.reading.errors import UNREADABLE

_UNTOUCHED = "the model that was there is untouched"


def train(
    config: ConfigOption = Path("train.cfg"),
    set_: SetOption = None,
    workers: WorkersOption = 2,
    extra: ExtraOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="Model folder to write; [paths] model by default.")] = None,
    only_confidence: Annotated[
        bool,
        typer.Option("--only-confidence", help="Leave the model's weights; fit how sure its values are anew."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Train a model on annotated filings. An interrupted run leaves the model that was there."""
    from form4ml.corpus import CorpusError
    from form4ml.tagging.config import ConfigError
    from form4ml.tagging.config import load as load_config
    from form4ml.tagging.store import ModelError
    from form4ml.training import recalibrate, run

    try:
        with stoppable():
            settings = load_config(config, with_extra(set_, extra))
            folder = out or Path(settings.paths.model)
            if only_confidence:
                recalibrate(settings, folder, quiet=quiet)
            else:
                folder = run(settings, folder, workers=workers, quiet=quiet)
    except (ConfigError, ModelError) as error:
        fail(error, error.code)
    except CorpusError as error:
        fail(error, UNREADABLE)
    except OSError as error:
        fail(f"{error.filename or config}: {error.strerror or error}; {_UNTOUCHED}", UNREADABLE)
    except RuntimeError as error:
        fail(f"{error}; {_UNTOUCHED}", 1)
    except Stopped as stopped:
        fail(f"stopped; {_UNTOUCHED}", stopped.code)
    typer.echo(f"wrote {folder}")
