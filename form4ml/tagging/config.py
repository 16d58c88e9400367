"""`train.cfg`: everything a training run depends on, read with spaCy's config system and checked key by key."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
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


def suggest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else "known are " + ", ".join(known)


def _section(kind: type, name: str, given: dict[str, Any]) -> Any:
    known = {f.name: f for f in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            raise ConfigError(f"[{name}] has no setting {key}; {suggest(key, list(known))}")
        if isinstance(value, list):
            value = tuple(value)
        default = known[key].default
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if default is not None and not isinstance(value, type(default)):
            raise ConfigError(f"[{name}] {key} = {value!r}: expected {type(default).__name__}, as in {default!r}")
        values[key] = value
    return kind(**values)


def load(path: Path, overrides: Sequence[str] = ()) -> Config:
    """Read a config and lay `section.key=value` overrides over it."""
    from confection import Config as Store

    if not path.is_file():
        raise ConfigError(f"{path}: no such config; name one with --config")
    changed: dict[str, Any] = {}
    for item in overrides:
        key, sign, value = item.partition("=")
        if not sign or key.count(".") != 1:
            raise ConfigError(f"--set {item}: expected section.key=value, such as form.c1=0.2")
        changed[key.strip()] = value.strip()
    try:
        store = Store().from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # confection raises errors of several kinds for a text that is no config
        raise ConfigError(f"{path}: cannot be read as a config ({' '.join(str(error).split())[:200]})") from None
    known = [*SECTIONS, "spacy", "tune"]
    for key, raw in changed.items():
        section, name = key.split(".")
        if section not in known:
            raise ConfigError(f"--set {key}: no section [{section}]; {suggest(section, known)}")
        store.setdefault(section, {})[name] = _value(raw)
    for section in store:
        if section not in known:
            raise ConfigError(f"{path}: no section [{section}]; {suggest(section, known)}")
    parts = {name: _section(kind, name, dict(store.get(name, {}))) for name, kind in SECTIONS.items()}
    return Config(**parts, spacy=dict(store.get("spacy", {})), text=store.to_str(), tune=dict(store.get("tune", {})))


def _value(raw: str) -> Any:
    import json

    try:
        return json.loads(raw)
    except ValueError:
        return raw
