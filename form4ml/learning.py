"""The learning curve: F1 on filings kept from training against the number of filings learnt from."""

from __future__ import annotations

import hashlib
import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from form4ml.corpus import Annotated, load
from form4ml.evaluation.spans import Mode, span_report
from form4ml.fitness import refuse_unfit
from form4ml.results import Results
from form4ml.sources import further, to_learn_from
from form4ml.spanning import predicted_spans
from form4ml.tagging.config import Config, ConfigError
from form4ml.tagging.kinds import train
from form4ml.tagging.run import split_of
from form4ml.tagging.training import Progress
from form4ml.tuning import cheaper, issuer_of, learnt

SCHEMA: Final = "form4ml/curve/1"
SIZES: Final = (25, 50, 100, 200, 400)  # and all
_LEAST: Final = 4  # filings that anything can be learnt from


class Course(NamedTuple):
    """How a curve is drawn."""

    sizes: tuple[int, ...] = ()  # filings learnt from; none takes SIZES and all there are
    repeats: int = 1  # drawings of each size
    seed: int = 0
    iterations: int = 0  # most iterations of a chain, 0 leaves the config's
    measure: Mode = "strict"
    way: str = "text"


class Step(NamedTuple):
    """A point of the curve; `spread` is the standard deviation of F1 over the drawings."""

    filings: int
    f1: float
    spread: float
    precision: float
    recall: float
    runs: int


def curve(
    config: Config,
    out: Path,
    course: Course,
    *,
    anew: bool = False,
    workers: int = 2,
    progress: Progress | None = None,
) -> tuple[list[Step], int]:
    """Points in order of size, and how many filings they were measured on. Raises ConfigError, CorpusError, ResultsError."""
    extra = further(config)
    items = to_learn_from(config, extra)
    measured = _measured_on(config, extra)
    refuse_unfit([*items, *measured], Path(config.paths.annotations))
    sizes = _sizes(items, course.sizes)
    tasks = [(size, repeat) for size in sizes for repeat in range(course.repeats)]
    trial = cheaper(config, course.iterations)
    with Results(results_of(out), _about(config, course), anew=anew) as results:
        for done, (size, repeat) in enumerate(tasks):
            if progress is not None:
                progress("models", done, len(tasks))
            key = f"{size}:{repeat}"
            if key not in results.known:
                chosen = drawn(items, size, course.seed + repeat)
                trained = train(trial, progress, workers, learnt_from=chosen)
                report = span_report(*predicted_spans(trained.tagger(trial), measured, course.way))
                counts = report.overall[course.measure]
                results.add(key, [round(counts.f1, 6), round(counts.precision, 6), round(counts.recall, 6)])
        if progress is not None:
            progress("models", len(tasks), len(tasks))
        steps = [_step(size, [results.known[f"{size}:{repeat}"] for repeat in range(course.repeats)]) for size in sizes]
    return steps, len(measured)


def _step(size: int, figures: Sequence[Sequence[float]]) -> Step:
    f1, precision, recall = ([row[at] for row in figures] for at in range(3))
    spread = statistics.stdev(f1) if len(f1) > 1 else 0.0
    means = [round(statistics.fmean(values), 4) for values in (f1, precision, recall)]
    return Step(size, means[0], round(spread, 4), means[1], means[2], len(figures))


def drawn(items: Sequence[Annotated], size: int, seed: int) -> list[Annotated]:
    """That many filings, issuer by issuer in an order of the seed, so that a smaller drawing is part of a larger one.

    Documents of notes alone come with them in the same proportion.
    """
    whole = [item for item in items if not item.annotation.meta.get("only")]
    notes = [item for item in items if item.annotation.meta.get("only")]
    share = len(notes) * size // max(len(whole), 1)
    return [item for side, many in ((whole, size), (notes, share)) for item in _ordered(side, seed)[:many]]


def _ordered(items: Sequence[Annotated], seed: int) -> list[Annotated]:
    def place(item: Annotated) -> str:
        return hashlib.sha256(f"{seed}:{issuer_of(item)}".encode()).hexdigest()

    return sorted(items, key=place)


def _sizes(items: Sequence[Annotated], asked: Sequence[int]) -> list[int]:
    there = sum(not item.annotation.meta.get("only") for item in items)
    if there < _LEAST:
        raise ConfigError(f"{there} filings of split train: a curve needs {_LEAST} at least")
    if not asked:
        return [size for size in SIZES if size < there] + [there]
    for size in asked:
        if not _LEAST <= size <= there:
            raise ConfigError(f"--sizes {size}: the sizes lie between {_LEAST} and the {there} filings of split train")
    return sorted(set(asked))


def _measured_on(config: Config, extra: Sequence[Annotated]) -> list[Annotated]:
    corpus, annotations = Path(config.paths.corpus), Path(config.paths.annotations)
    held = [
        item
        for item in [*load(corpus, annotations), *extra]
        if split_of(item) == "dev" and not item.annotation.meta.get("only")
    ]
    if not held:
        raise ConfigError(f"{corpus}: no annotated filing of split dev to measure on")
    return held


def _about(config: Config, course: Course) -> dict[str, Any]:
    """What a figure depends on besides its size and the number of its drawing."""
    depends = ("seed", "iterations", "measure", "way")
    return {"schema": SCHEMA, **learnt(config), **{name: getattr(course, name) for name in depends}}


def results_of(out: Path) -> Path:
    return out.with_name(f"{out.name}.results.jsonl")


def to_json(steps: Sequence[Step]) -> str:
    """What `form4ml evaluate --learning` and `form4ml report --learning` draw."""
    return json.dumps([step._asdict() for step in steps], indent=1) + "\n"
