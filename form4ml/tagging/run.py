"""A whole training run: annotated filings to chains, with progress and two processes where two cores are there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from form4ml.corpus import Annotated, digest, load
from form4ml.features.row import row_attributes
from form4ml.labels import PARTS
from form4ml.tagging.chain import Chain, mean
from form4ml.tagging.config import Config, ConfigError
from form4ml.tagging.spans import states
from form4ml.tagging.store import write_chains
from form4ml.tagging.tagger import CrfTagger, RowParts
from form4ml.tagging.together import together
from form4ml.tagging.training import (
    CrfSettings,
    Example,
    Progress,
    examples,
    row_parts,
    row_sequences,
    train_chain,
    word_sequence,
)

# A member of a committee is fitted without one in so many, times the members, of the issuers.
_SHARES = 2
# Gives the chain that goes by a name, made anew or kept from before: a search fits many of the same kind.
Keep = Callable[[str, Callable[[], Chain]], Chain]


@dataclass(frozen=True, slots=True)
class Trained:
    chains: dict[str, Chain]
    filings: int
    wordings: int  # documents of notes alone
    corpus: str  # digest of what was learnt from

    def tagger(self, config: Config) -> CrfTagger:
        return CrfTagger(
            self.chains["rows"],
            self.chains["form"],
            self.chains["note"],
            names_of(config.features.row),
            names_of(config.features.place),
        )

    def write(self, folder: Path) -> None:
        write_chains(folder, self.chains)


def names_of(names: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def split_of(item: Annotated) -> str:
    return str(item.annotation.meta.get("split") or ("dev" if item.annotation.meta.get("held_out") else "train"))


def fold_of(item: Annotated, folds: int) -> int:
    """Filings of one issuer fall into one fold."""
    issuer = str(item.annotation.meta.get("issuer") or item.annotation.name)
    return int(hashlib.sha256(issuer.encode()).hexdigest(), 16) % folds


def folds_of(items: Sequence[Annotated], folds: int) -> list[int]:
    """The fold of each filing; where so few issuers leave a fold empty, they take turns."""
    given = [fold_of(item, folds) for item in items]
    if len(set(given)) == folds:
        return given
    issuers = dict.fromkeys(str(item.annotation.meta.get("issuer") or item.annotation.name) for item in items)
    turn = {issuer: at % folds for at, issuer in enumerate(issuers)}
    return [turn[str(item.annotation.meta.get("issuer") or item.annotation.name)] for item in items]


def learnable(config: Config) -> list[Annotated]:
    """The filings of the corpus that a run may learn from, in its order."""
    corpus, annotations = Path(config.paths.corpus), Path(config.paths.annotations)
    for folder in (corpus, annotations):
        if not folder.is_dir():
            raise ConfigError(f"{folder}: no such folder; set [paths] or make the corpus with `form4ml synth`")
    items = [item for item in load(corpus, annotations) if split_of(item) == "train"]
    if config.run.limit:
        items = _first(items, config.run.limit)
    if not items:
        raise ConfigError(f"{corpus}: no annotated filing of split train here; make some with `form4ml synth`")
    return items


def _first(items: Sequence[Annotated], limit: int) -> list[Annotated]:
    """The first filings, and documents of notes alone in the same proportion."""
    whole = [item for item in items if not item.annotation.meta.get("only")]
    notes = [item for item in items if item.annotation.meta.get("only")]
    return whole[:limit] + notes[: len(notes) * limit // max(len(whole), 1)]


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What every kind of tagger learns words from: rows told apart, and told for each document by what has not seen it."""

    items: list[Annotated]
    given: list[Example]
    wordings: list[Example]  # documents of notes alone
    parts: list[RowParts]  # of `given`, as predicted
    rows: Chain
    names: _Names

    def noted(self) -> list[tuple[Example, RowParts]]:
        """The documents of notes alone with their parts as annotated, as the rows' tagger does not learn from them."""
        parts = [row_parts(example) for example in self.wordings]
        return [(example, RowParts(one, [False] * len(one))) for example, one in zip(self.wordings, parts, strict=True)]


def groundwork(
    config: Config,
    progress: Progress | None = None,
    workers: int = 2,
    *,
    learnt_from: Sequence[Annotated] | None = None,
    keep: Keep | None = None,
) -> Groundwork:
    """Fit the rows' chains, one a fold and one of all, and tell the parts of each document's rows by the one of its fold."""
    everything = learnable(config) if learnt_from is None else list(learnt_from)
    items = [item for item in everything if not item.annotation.meta.get("only")]
    wordings = examples([item for item in everything if item.annotation.meta.get("only") == "notes"], ("text",))
    given = examples(items, config.tagger.views)
    if not given:
        raise ConfigError(
            f"no filing here can be looked at in the ways of [tagger] views: {', '.join(config.tagger.views)}"
        )
    row_names = names_of(config.features.row)
    folds = max(2, config.run.folds)
    fold = folds_of([example.annotated for example in given], folds)
    if len(set(fold)) < folds:
        raise ConfigError(f"{len(set(fold))} issuer to learn from: filings of {folds} issuers at least are needed")
    of = _Names(config, folds, items, wordings)

    def rows_job(held: int | None) -> Callable[[Progress | None], Chain]:
        chosen = [e for e, f in zip(given, fold, strict=True) if f != held]

        def job(report: Progress | None) -> Chain:
            name = "rows" if held is None else f"rows, fold {held + 1}"
            return train_chain(row_sequences(chosen, row_names), list(PARTS), config.rows, progress=report, stage=name)

        return job if keep is None else lambda report: keep(of.rows(held), lambda: job(report))

    jobs = {str(k): rows_job(k) for k in range(folds)} | {"all": rows_job(None)}
    rows = together(jobs, progress, workers)
    parts = predicted_parts(given, fold, [rows[str(k)] for k in range(folds)], row_names)
    return Groundwork(items, given, wordings, parts, rows["all"], of)


def train(
    config: Config,
    progress: Progress | None = None,
    workers: int = 2,
    *,
    learnt_from: Sequence[Annotated] | None = None,
    keep: Keep | None = None,
) -> Trained:
    """Fit the three chains of a CRF tagger. Repeatable: the same config and filings give the same weights.

    It learns from `learnt_from`, else from what the config's corpus holds. `keep` may know some of the chains already.
    """
    ground = groundwork(config, progress, workers, learnt_from=learnt_from, keep=keep)
    word_names = names_of(config.features.word)
    place_names = names_of(config.features.place)

    members = config.run.members

    def words_job(layer: str, settings: CrfSettings, member: int) -> Callable[[Progress | None], Chain]:
        def job(report: Progress | None) -> Chain:
            pairs = list(zip(ground.given, ground.parts, strict=True))
            if layer == "note":
                pairs = [pair for pair in pairs if pair[0].annotated.annotation.meta.get("without") != "notes"]
                pairs += ground.noted()
            if members > 1:
                groups = folds_of([example.annotated for example, _ in pairs], _SHARES * members)
                pairs = [pair for pair, group in zip(pairs, groups, strict=True) if group != member] or pairs
            sequences = (word_sequence(example, part, layer, word_names, place_names) for example, part in pairs)
            stage = layer if members == 1 else f"{layer} {member + 1}"
            return train_chain(
                sequences, states(layer), settings, word_features=word_names, progress=report, stage=stage
            )

        name = ground.names.words(layer, settings, (member, members))
        return job if keep is None else lambda report: keep(name, lambda: job(report))

    layers = {"form": config.form, "note": config.note}
    fitted = together(
        {
            f"{layer} {member}": words_job(layer, settings, member)
            for layer, settings in layers.items()
            for member in range(members)
        },
        progress,
        workers,
    )
    words = {layer: mean([fitted[f"{layer} {member}"] for member in range(members)]) for layer in layers}
    return Trained(
        {"rows": ground.rows, **words},
        len(ground.items),
        len(ground.wordings),
        digest(Path(config.paths.corpus), Path(config.paths.annotations)),
    )


class _Names:
    """Names for chains: two of one name are fitted alike to the same filings."""

    def __init__(self, config: Config, folds: int, items: Sequence[Annotated], wordings: Sequence[Example]) -> None:
        self.config = config
        self.read = [[i.annotation.name for i in items], config.tagger.views, config.features.row, folds]
        self.noted = [e.annotated.annotation.name for e in wordings]

    def rows(self, held: int | None) -> str:
        return "rows-" + _digest([self.read, held, asdict(self.config.rows)])

    def words(self, layer: str, settings: CrfSettings, member: tuple[int, int]) -> str:
        features = [self.config.features.word, self.config.features.place]
        noted = self.noted if layer == "note" else []
        return f"{layer}-" + _digest([self.read, asdict(self.config.rows), noted, features, asdict(settings), member])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, default=str).encode()).hexdigest()[:24]


def predicted_parts(
    given: Sequence[Example], fold: Sequence[int], chains: Sequence[Chain], names: frozenset[str] | None
) -> list[RowParts]:
    """Each document's parts as told by the chain that has not seen its fold."""
    out = []
    for example, k in zip(given, fold, strict=True):
        scores = chains[k].scores(row_attributes(example.view, names))
        out.append(RowParts.of(chains[k].decode([scores])[0]))
    return out
