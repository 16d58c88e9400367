"""A training run from config to model folder: fit, calibrate on held-out filings, measure, write, with progress."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from form4ml.calibrating import calibrate
from form4ml.card import card
from form4ml.sources import described, further, to_learn_from
from form4ml.tagging import store
from form4ml.tagging.config import Config
from form4ml.tagging.run import train
from form4ml.tagging.training import Progress


def run(config: Config, folder: Path, *, workers: int = 2, quiet: bool = False) -> Path:
    """Train what `config` says and write it to `folder`, which is replaced only when everything is done."""
    began = time.monotonic()
    extra = further(config)
    with progress(quiet) as report:
        trained = train(config, report, workers, learnt_from=to_learn_from(config, extra))
        tagger = trained.tagger(config)
        fitted = calibrate(config, tagger, report, extra)
    features = {
        kind: list(names) if names else None
        for kind, names in (
            ("row", config.features.row),
            ("word", config.features.word),
            ("place", config.features.place),
        )
    }
    manifest: dict[str, Any] = {
        "name": config.run.name,
        "version": config.run.version,
        "licence": "MIT",
        "features": features,
        "views": list(config.tagger.views),
        "config": config.text,
        "trained_on": {
            "filings": trained.filings,
            "wordings": trained.wordings,
            "sha256": trained.corpus,
            **({"extra": described(config, extra)} if extra else {}),
        },
        "seconds": round(time.monotonic() - began, 1),
        "scores": fitted.scores,
    }
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
