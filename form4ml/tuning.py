"""Settings searched: each is trained on some issuers' filings and measured on the others', and the best is written down.

scikit-learn draws the settings (`tuning_plan.py`) and parts the filings (`GroupKFold` by issuer). Every figure is kept
as it comes (`results.py`), and so is every chain, by what it learnt from and how: settings that differ in the notes'
chain alone share the other chains.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from form4ml.corpus import Annotated, digest
from form4ml.evaluation.spans import span_report
from form4ml.fitness import refuse_unfit
from form4ml.results import Results
from form4ml.sources import further, sha256_of, to_learn_from
from form4ml.spanning import predicted_spans
from form4ml.tagging import kinds
from form4ml.tagging.chain import Chain
from form4ml.tagging.config import Config, ConfigError, load
from form4ml.tagging.run import train
from form4ml.tagging.store import FEATURE_SCHEMA, pack_chain, unpack_chain
from form4ml.tagging.training import Progress
from form4ml.tuning_plan import Plan, Setting, key_of, plan_of, settings_of, space_of, told

SCHEMA: Final = "form4ml/tune/1"
CHAINS: Final = ("rows", "form", "note")


class Fold(NamedTuple):
    """What one setting came to on one held-out fold."""

    f1: float
    precision: float
    recall: float
    support: int
    seconds: float


class Tried(NamedTuple):
    """A setting with its folds; `mean` and `spread` (standard deviation) are of F1."""

    setting: Setting
    folds: tuple[Fold, ...]

    @property
    def mean(self) -> float:
        return statistics.fmean(fold.f1 for fold in self.folds)

    @property
    def spread(self) -> float:
        return statistics.stdev(fold.f1 for fold in self.folds) if len(self.folds) > 1 else 0.0

    @property
    def seconds(self) -> float:
        return sum(fold.seconds for fold in self.folds)


# ---------------------------------------------------------------- what is searched on
def issuer_of(item: Annotated) -> str:
    return str(item.annotation.meta.get("issuer") or item.annotation.name)


def sample(items: Sequence[Annotated], filings: int, seed: int) -> list[Annotated]:
    """That many filings, drawn; documents of notes alone come with them in the same proportion."""
    whole = [item for item in items if not item.annotation.meta.get("only")]
    if not filings or filings >= len(whole):
        return list(items)
    notes = [item for item in items if item.annotation.meta.get("only")]
    draw = random.Random(f"{seed}:tune")
    chosen = {item.annotation.name for item in draw.sample(whole, filings)}
    chosen |= {item.annotation.name for item in draw.sample(notes, len(notes) * filings // len(whole))}
    return [item for item in items if item.annotation.name in chosen]


def folds_of(items: Sequence[Annotated], folds: int) -> list[tuple[list[Annotated], list[Annotated]]]:
    """(learnt from, measured on) a fold; no issuer is on both sides, in notes alone either. Raises ConfigError."""
    from sklearn.model_selection import GroupKFold

    whole = [item for item in items if not item.annotation.meta.get("only")]
    notes = [item for item in items if item.annotation.meta.get("only")]
    groups = [issuer_of(item) for item in whole]
    issuers = len(set(groups))
    if issuers < max(folds, 3):
        least = "3 issuers at least are needed" if issuers < 3 else f"ask for {issuers} at most"
        raise ConfigError(
            f"{folds} folds: the {len(whole)} filings are of {issuers} issuers, and no fold shares one; {least}"
        )
    out = []
    for learnt, measured in GroupKFold(folds).split(whole, groups=groups):
        held = {groups[at] for at in measured}
        own = [whole[at] for at in learnt]
        out.append((own + [item for item in notes if issuer_of(item) not in held], [whole[at] for at in measured]))
    return out


# ---------------------------------------------------------------- the search
class Chains:
    """Chains kept in a folder, as a model keeps them, so that one fitted before serves again, after a kill too."""

    def __init__(self, folder: Path, word_features: frozenset[str] | None = None) -> None:
        self.folder, self.word_features = folder, word_features
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, name: str, make: Callable[[], Chain]) -> Chain:
        """The chain as read back, made anew or not: both then give the same figures."""
        import numpy as np

        path = self.folder / f"{name}.npz"
        if not path.is_file():
            beside = path.with_suffix(".part")
            with beside.open("wb") as stream:
                np.savez(stream, **pack_chain(make()))  # type: ignore[arg-type]
            beside.replace(path)
        with np.load(path, allow_pickle=False) as stored:
            return unpack_chain(dict(stored), None if name.startswith("rows") else self.word_features)


def configured(path: Path, changes: Sequence[str], setting: Setting) -> Config:
    return load(path, [*changes, *(f"{key}={json.dumps(value)}" for key, value in setting.items())])


def cheaper(config: Config, iterations: int) -> Config:
    """The config with no chain trained for longer, and one of each kind."""
    if not iterations:
        return config
    return replace(
        config,
        run=replace(config.run, members=1),
        **{
            name: replace(chain, max_iterations=min(chain.max_iterations, iterations))
            for name in CHAINS
            for chain in (getattr(config, name),)
        },
    )


def tune(
    path: Path,
    changes: Sequence[str],
    params: Sequence[str],
    out: Path,
    *,
    asked: Mapping[str, Any],
    anew: bool = False,
    workers: int = 2,
    progress: Progress | None = None,
) -> tuple[list[Tried], Plan, int]:
    """Try every setting on every fold; the settings best first, the plan, and how many filings there were.

    Raises ConfigError, CorpusError, ResultsError.
    """
    config = load(path, changes)
    plan = plan_of(config, **asked)
    settings = settings_of(config, space_of(config, params), plan)
    configs = [configured(path, changes, setting) for setting in settings]  # a wrong value is told before any work
    items = sample(to_learn_from(config, further(config)), plan.filings, plan.seed)
    refuse_unfit(items, Path(config.paths.annotations))
    folds = folds_of(items, plan.folds)
    depends = about(config, plan)
    chains = chains_of(out) / hashlib.sha256(json.dumps(depends).encode()).hexdigest()[:16]
    with Results(results_of(out), depends, anew=anew) as results:
        tasks = [(number, fold) for number in range(len(settings)) for fold in range(plan.folds)]
        for done, (number, fold) in enumerate(tasks):
            if progress is not None:
                progress("settings x folds", done, len(tasks))
            key = f"{fold}:{key_of(settings[number])}"
            if key not in results.known:
                began = time.monotonic()
                trial = cheaper(configs[number], plan.iterations)
                figures = _measured(trial, folds[fold], chains / str(fold), plan, workers, progress)
                results.add(key, [*figures, round(time.monotonic() - began, 1)])
        if progress is not None:
            progress("settings x folds", len(tasks), len(tasks))
        tried = [
            Tried(setting, tuple(Fold(*results.known[f"{fold}:{key_of(setting)}"]) for fold in range(plan.folds)))
            for setting in settings
        ]
    shutil.rmtree(chains_of(out), ignore_errors=True)
    return sorted(tried, key=lambda one: -one.mean), plan, sum(not item.annotation.meta.get("only") for item in items)


def _measured(
    config: Config,
    sides: tuple[list[Annotated], list[Annotated]],
    chains: Path,
    plan: Plan,
    workers: int,
    progress: Progress | None,
) -> tuple[float, float, float, int]:
    trained: kinds.Trained
    if config.tagger.kind == "crf":
        words = config.features.word
        kept = Chains(chains, None if words is None else frozenset(words))
        trained = train(config, progress, workers, learnt_from=sides[0], keep=kept.keep)
    else:
        trained = kinds.train(config, progress, workers, learnt_from=sides[0])
    counts = span_report(*predicted_spans(trained.tagger(config), sides[1], plan.way)).overall[plan.measure]
    return round(counts.f1, 6), round(counts.precision, 6), round(counts.recall, 6), counts.support


def about(config: Config, plan: Plan) -> dict[str, Any]:
    """What every figure depends on besides its setting and fold. How many settings there are is no part of it."""
    return {
        "schema": SCHEMA,
        **learnt(config),
        **{name: getattr(plan, name) for name in ("folds", "seed", "filings", "iterations", "measure", "way")},
    }


def learnt(config: Config) -> dict[str, Any]:
    """What a training run learns from and how, as JSON values; names of the run and its folders are no part of it."""
    return {
        "features": FEATURE_SCHEMA,
        "corpus": digest(Path(config.paths.corpus), Path(config.paths.annotations)),
        "extra": [sha256_of(Path(place)) for place in config.paths.extra],
        **{f"[{name}]": asdict(getattr(config, name)) for name in ("tagger", "features", *CHAINS)},
        "[run]": {name: getattr(config.run, name) for name in ("folds", "members", "limit")},
        # Of no meaning to chains, which are fitted alike whatever the seed.
        **({} if config.tagger.kind == "crf" else {"[spacy]": config.spacy, "seed of the run": config.run.seed}),
    }


def results_of(out: Path) -> Path:
    return out.with_name(f"{out.name}.results.jsonl")


def chains_of(out: Path) -> Path:
    return out.with_name(f".{out.name}.chains")


# ---------------------------------------------------------------- what is told
def written(path: Path, changes: Sequence[str], best: Tried, plan: Plan, filings: int) -> str:
    """The winner as the text of a config."""
    figures = f"{plan.measure} F1 {best.mean:.4f}, spread {best.spread:.4f}"
    head = (
        f"# Settings chosen by `form4ml tune`: {told(best.setting)}\n"
        f"# {figures} on held-out issuers, {plan.folds} folds of {filings} filings, seed {plan.seed}.\n\n"
    )
    return head + configured(path, changes, best.setting).text.rstrip("\n") + "\n"


def rows(tried: Sequence[Tried], own: Setting) -> Iterator[dict[str, Any]]:
    """A row a setting, best first, for tables and JSON."""
    for rank, one in enumerate(tried, 1):
        yield {
            "rank": rank,
            "setting": told(one.setting) + (" (as configured)" if one.setting == own else ""),
            "mean": round(one.mean, 4),
            "spread": round(one.spread, 4),
            **{f"fold {number}": round(fold.f1, 4) for number, fold in enumerate(one.folds, 1)},
            "seconds": round(one.seconds),
        }
