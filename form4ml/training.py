"""A training run from config to model folder: fit, calibrate on held-out filings, measure, write, with progress."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from form4ml.calibrating import Fitted, calibrate
from form4ml.card import card
from form4ml.sources import described, further, to_learn_from
from form4ml.tagging import store
from form4ml.tagging.config import Config
from form4ml.tagging.run import Trained, train
from form4ml.tagging.training import Progress

_PROGRAMS = ("numpy", "python-crfsuite")


def run(config: Config, folder: Path, *, workers: int = 2, quiet: bool = False) -> Path:
    """Train what `config` says and write it to `folder`, which is replaced only when everything is done."""
    began = time.monotonic()
    extra = further(config)
    with progress(quiet) as report:
        trained = train(config, report, workers, learnt_from=to_learn_from(config, extra))
        tagger = trained.tagger(config)
        fitted = calibrate(config, tagger, report, extra)
    manifest = _manifest(config, trained, fitted)
    manifest["seconds"] = round(time.monotonic() - began, 1)
    if extra:
        manifest["trained_on"]["extra"] = described(config, extra)
    store.save(
        folder,
        trained.chains,
        manifest,
        {
            "calibration.json": json.dumps({"curves": fitted.curves, "signals": fitted.signals}, indent=1) + "\n",
            "CARD.md": card(manifest),
        },
    )
    return folder


def _manifest(config: Config, trained: Trained, fitted: Fitted) -> dict[str, Any]:
    """What a model says of itself, but for what the store adds."""
    from form4ml import __version__

    features = {
        kind: list(names) if names else None
        for kind, names in (
            ("row", config.features.row),
            ("word", config.features.word),
            ("place", config.features.place),
        )
    }
    recipe = _recipe(Path(config.paths.corpus))
    return {
        "name": config.run.name,
        "version": config.run.version,
        "licence": config.run.licence,
        "data_licence": config.run.data_licence,
        "date": _today(),
        "form4ml": __version__,
        "programs": {name: version(name) for name in _PROGRAMS},
        "features": features,
        "views": list(config.tagger.views),
        "config": config.text,
        "trained_on": {
            "filings": trained.filings,
            "wordings": trained.wordings,
            "sha256": trained.corpus,
            **({"recipe": recipe} if recipe else {}),
        },
        "scores": fitted.scores,
    }


def _recipe(corpus: Path) -> dict[str, Any] | None:
    """How the corpus was made, as `form4ml synth` left word of it: enough to make it anew."""
    path = corpus / "RECIPE.json"
    try:
        data = path.read_bytes()
        told = json.loads(data)
    except (OSError, ValueError):
        return None
    seeds = {key: told[key] for key in ("seed", "count") if isinstance(told, dict) and key in told}
    return {"file": path.name, "sha256": hashlib.sha256(data).hexdigest(), **seeds}


def _today() -> str:
    """The day in UTC, or that of SOURCE_DATE_EPOCH, by which builds are repeated."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(said) if said.isdigit() else None))


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """Bars on standard error, one a stage, as long as the block runs."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    with Bars(
        TextColumn("{task.description:>16}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=of)
            bars.update(tasks[stage], completed=done, total=of)

        yield report
