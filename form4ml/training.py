"""A training run from config to model folder: fit, calibrate on held-out filings, measure, write, with progress."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from form4ml.calibrating import Fitted, calibrate, held_out
from form4ml.card import card
from form4ml.corpus import Annotated
from form4ml.fitness import refuse_unfit
from form4ml.sources import described, further, to_learn_from
from form4ml.tagging import store
from form4ml.tagging.config import Config, ConfigError
from form4ml.tagging.kinds import Trained, load_tagger, train
from form4ml.tagging.training import Progress

_WRITTEN_ANEW = ("calibration.json", "CARD.md")
_PROGRAMS = {"crf": ("numpy", "python-crfsuite"), "spacy": ("numpy", "python-crfsuite", "spacy", "thinc")}


def run(config: Config, folder: Path, *, workers: int = 2, quiet: bool = False) -> Path:
    """Train what `config` says and write it to `folder`, which is replaced only when everything is done."""
    began = time.monotonic()
    _check_place(folder)
    extra = further(config)
    learnt_from, held = _learnt_and_held(config, extra)
    with progress(quiet) as report:
        trained = train(config, report, workers, learnt_from=learnt_from)
        tagger = trained.tagger(config)
        fitted = calibrate(config, tagger, report, held)
    manifest = _manifest(config, trained, fitted)
    manifest["seconds"] = round(time.monotonic() - began, 1)
    if extra:
        manifest["trained_on"]["extra"] = described(config, extra)
    store.save_with(folder, trained.write, manifest, _texts(manifest, fitted))
    return folder


def recalibrate(config: Config, folder: Path, *, quiet: bool = False) -> dict[str, Any]:
    """Fit a model's confidence anew on the held-out filings, its weights as they are; its new scores.

    What assembles and corrects a record gives the signals that confidence goes by: where that changes, the curves must too.
    """
    manifest = store.manifest_of(folder)
    held = held_out(config, further(config))
    if not held:
        raise ConfigError(
            f"{config.paths.corpus}: no annotated filing of split dev here, on which confidence is fitted"
        )
    with progress(quiet) as report:
        fitted = calibrate(config, load_tagger(folder, manifest), report, held)
    told = {name: value for name, value in manifest.items() if name != "files"} | {"scores": fitted.scores}
    told |= {"version": config.run.version, "calibrated": _today()}

    def write(beside: Path) -> None:
        for name in manifest["files"]:
            if name not in _WRITTEN_ANEW:
                (beside / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, beside / name)

    store.save_with(folder, write, told, _texts(told, fitted))
    return fitted.scores


def _texts(manifest: dict[str, Any], fitted: Fitted) -> dict[str, str]:
    return {
        "calibration.json": json.dumps({"curves": fitted.curves, "signals": fitted.signals}, indent=1) + "\n",
        "CARD.md": card(manifest),
    }


def _check_place(folder: Path) -> None:
    """Refuse before the work what would be refused, or regretted, after it."""
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is a file; name a folder for the model")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "manifest.json").is_file():
        raise ConfigError(f"{folder}: holds something else than a model, which a model would replace; name another")
    near = next(path for path in folder.resolve().parents if path.exists())
    if not near.is_dir() or not os.access(near, os.W_OK):
        raise OSError(errno.EACCES, "nothing can be written there", str(near))


def _learnt_and_held(config: Config, extra: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """Filings to learn from and filings to fit confidence on, looked through. Raises ConfigError and CorpusError."""
    learnt_from, held = to_learn_from(config, extra), held_out(config, extra)
    refuse_unfit([*learnt_from, *held], Path(config.paths.annotations))
    if not held:
        raise ConfigError(
            f"{config.paths.corpus}: no annotated filing of split dev here, on which confidence is fitted; "
            "mark some, or make some with `form4ml synth`"
        )
    return learnt_from, held


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
        "programs": {name: version(name) for name in _PROGRAMS[config.tagger.kind]},
        "features": features,
        "kind": config.tagger.kind,
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
    """How the corpus was made, as `form4ml synth` left word of each of its parts: enough to make it anew."""
    try:
        told = {path.name: path.read_bytes() for path in sorted(corpus.glob("RECIPE*.json"))}
    except OSError:
        return None
    if not told:
        return None
    hashed = hashlib.sha256(b"".join(name.encode() + b"\0" + data for name, data in told.items()))
    return {"files": list(told), "sha256": hashed.hexdigest()}


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
