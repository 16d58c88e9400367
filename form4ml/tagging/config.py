"""`train.cfg`: everything a training run depends on, read with spaCy's config system and checked key by key."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from form4ml.tagging.training import CrfSettings


class ConfigError(Exception):
    """A config that cannot be used: one line saying where, what and, where one is near, the name meant."""

    code = 2


@dataclass(frozen=True, slots=True)
class Paths:
    corpus: str = "corpus"
    annotations: str = "annotations"
    model: str = "models/default"
    extra: tuple[str, ...] = ()  # folders or files with further annotated filings, see form4ml/sources.py


@dataclass(frozen=True, slots=True)
class Run:
    name: str = "default"
    version: str = "0.1.0"
    licence: str = "not stated"  # of the model, and below of what it learnt from: for whoever trains it to say
    data_licence: str = "not stated"
    seed: int = 0
    folds: int = 2
    members: int = (
        1  # chains of words of each kind, whose weights are averaged; each is fitted without some of the issuers
    )
    limit: int = 0  # learn from this many filings only; 0 takes all


@dataclass(frozen=True, slots=True)
class TaggerChoice:
    kind: str = "crf"
    views: tuple[str, ...] = ("text", "boxes", "cells")


@dataclass(frozen=True, slots=True)
class Features:
    row: tuple[str, ...] | None = None
    word: tuple[str, ...] | None = None
    place: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Config:
    paths: Paths
    run: Run
    tagger: TaggerChoice
    features: Features
    rows: CrfSettings
    form: CrfSettings
    note: CrfSettings
    spacy: dict[str, Any]
    text: str  # the config as used, overrides applied
    tune: dict[str, Any] = field(default_factory=dict)  # what `form4ml tune` searches, see form4ml/tuning.py


SECTIONS: dict[str, type] = {
    "paths": Paths,
    "run": Run,
    "tagger": TaggerChoice,
    "features": Features,
    "rows": CrfSettings,
    "form": CrfSettings,
    "note": CrfSettings,
}
KINDS = ("crf", "spacy")
_VIEWS = ("text", "boxes", "cells")
_LEAST = {
    "folds": 2, "members": 1, "limit": 0, "c1": 0.0, "c2": 0.0, "max_iterations": 1, "minfreq": 0, "period": 1, "epsilon": 0.0,
    "delta": 0.0,
}  # fmt: skip


def suggest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else "known are " + ", ".join(known)


def _section(kind: type, name: str, given: Mapping[str, Any]) -> Any:
    known = {f.name: f for f in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            raise ConfigError(f"[{name}] has no setting {key}; {suggest(key, list(known))}")
        values[key] = _value_of(f"[{name}] {key}", known[key].default, value)
        _check_range(f"[{name}] {key}", key, values[key])
    for key, choices in _choices(name, values).items():
        chosen = values[key] if isinstance(values[key], tuple) else (values[key],)
        for one in chosen:
            if one not in choices:
                raise ConfigError(f"[{name}] {key}: there is no {one!r}; {suggest(str(one), choices)}")
    return kind(**values)


def _value_of(where: str, default: Any, value: Any) -> Any:
    """A value as its setting takes it."""
    if isinstance(value, list):
        value = tuple(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if default is not None and type(value) is not type(default):
        raise ConfigError(f"{where} = {value!r}: expected {type(default).__name__}, as in {default!r}")
    return value


def _check_range(where: str, key: str, value: Any) -> None:
    least = _LEAST.get(key)
    if least is not None and not least <= value < math.inf:
        raise ConfigError(f"{where} = {value!r}: expected a number from {least}")
    if key == "views" and not value:
        raise ConfigError(f"{where}: empty; name one or more of {', '.join(_VIEWS)}")


def _choices(section: str, given: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """What the values of some settings are chosen from."""
    if section == "tagger":
        return {key: known for key, known in (("kind", KINDS), ("views", _VIEWS)) if key in given}
    if section != "features" or not any(given.values()):
        return {}
    from form4ml.features.place import PLACE
    from form4ml.features.row import ROW
    from form4ml.features.word import WORD

    names = {"row": [row[0] for row in ROW], "word": [row[0] for row in WORD], "place": [p.name for p in PLACE]}
    return {key: names[key] for key, value in given.items() if value is not None}


def load(path: Path, overrides: Sequence[str] = ()) -> Config:
    """Read a config and lay `section.key=value` overrides over it."""
    from confection import Config as Store

    if not path.is_file():
        raise ConfigError(f"{path}: no such config; name one with --config")
    changed: dict[str, Any] = {}
    for item in overrides:
        key, sign, value = item.partition("=")
        section = key.partition(".")[0].strip()
        if not sign or key.count(".") < 1 or (key.count(".") > 1 and section != "spacy"):
            raise ConfigError(f"--set {item}: expected section.key=value, such as form.c1=0.2")
        changed[key.strip()] = value.strip()
    try:
        store = Store().from_str(path.read_text(encoding="utf-8"), interpolate=False)
    except Exception as error:  # confection raises errors of several kinds for a text that is no config
        raise ConfigError(f"{path}: cannot be read as a config ({' '.join(str(error).split())[:200]})") from None
    known = [*SECTIONS, "spacy", "tune"]
    for key, raw in changed.items():
        section, *blocks, name = key.split(".")
        if section not in known:
            raise ConfigError(f"--set {key}: no section [{section}]; {suggest(section, known)}")
        block = store.setdefault(section, {})
        for at in blocks:
            if not isinstance(block.get(at), dict):
                there = [one for one, value in block.items() if isinstance(value, dict)]
                raise ConfigError(f"--set {key}: no section {at} there; {suggest(at, there)}")
            block = block[at]
        block[name] = _value(raw)
    try:
        store = store.interpolate()  # after the overrides, so that what refers to a value follows it
    except Exception as error:  # of several kinds, as above
        raise ConfigError(f"{path}: cannot be read as a config ({' '.join(str(error).split())[:200]})") from None
    for section in store:
        if section not in known:
            raise ConfigError(f"{path}: no section [{section}]; {suggest(section, known)}")
    try:
        parts = {name: _section(kind, name, store.get(name, {})) for name, kind in SECTIONS.items()}
        _check_spacy(parts["tagger"].kind, store.get("spacy", {}))
    except ConfigError as error:
        raise ConfigError(f"{path}{' with --set' if changed else ''}: {error}") from None
    return Config(**parts, spacy=dict(store.get("spacy", {})), text=store.to_str(), tune=dict(store.get("tune", {})))


def _check_spacy(kind: str, given: Mapping[str, Any]) -> None:
    """The plain settings of [spacy] always; its layers where they are to be made, as that takes spaCy."""
    from form4ml.tagging import spacy_config

    spacy_config.settings_of(given)
    if kind == "spacy":
        spacy_config.check(given)


def _value(raw: str) -> Any:
    import json

    try:
        return json.loads(raw)
    except ValueError:
        return raw
