"""`[spacy]` in `train.cfg`: how the spaCy tagger learns, and its layers by their registered names, checked before work begins."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from form4ml.tagging.config import ConfigError, suggest

_NESTED = ("model", "optimizer")
_LEAST = {"max_steps": 1, "batch_words": 1, "evaluate_every": 1, "patience": 0, "width": 1}
NEEDED = "kind \"spacy\" needs spaCy, which is not installed: pip install 'form4ml[spacy]'"
# What a model's layers may be made by; a config of layers names nothing else.
LAYERS, OPTIMIZERS = ("architectures",), ("optimizers", "schedules")
# An architecture whose score of a step depends on more than form4ml reads of it could not be decoded.
_RECOGNISER = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
               "use_upper": True}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpacySettings:
    """How long and by how much at a time the recogniser learns."""

    dropout: float = 0.1
    max_steps: int = 3500
    batch_words: int = 1500
    evaluate_every: int = 250
    patience: int = 0  # evaluations without a better one after which it ends; 0: never
    width: int = 96  # of a word's vector; the layers refer to it
    held_back: float = 0.05  # share of the filings to learn from that only say which step was best


def settings_of(given: Mapping[str, Any]) -> SpacySettings:
    """The plain settings of [spacy]. Raises ConfigError."""
    known = {f.name: f for f in fields(SpacySettings)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key in _NESTED:
            continue
        if key not in known:
            raise ConfigError(f"[spacy] has no setting {key}; {suggest(key, [*known, *_NESTED])}")
        default: Any = known[key].default
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if type(value) is not type(default):
            raise ConfigError(f"[spacy] {key} = {value!r}: expected {type(default).__name__}, as in {default!r}")
        share = isinstance(default, float)
        if (share and not 0 <= value < 1) or (not share and value < _LEAST[key]):
            wanted = "a share from 0 to below 1" if share else f"a number from {_LEAST[key]}"
            raise ConfigError(f"[spacy] {key} = {value!r}: expected {wanted}")
        values[key] = value
    return SpacySettings(**values)


def check(given: Mapping[str, Any]) -> None:
    """Refuse what could not be trained. Raises ConfigError."""
    try:
        import spacy  # noqa: F401
    except ModuleNotFoundError:
        raise ConfigError(NEEDED) from None
    check_layers(given.get("model"))
    check_optimizer(given.get("optimizer"))


def check_layers(model: Any) -> None:
    """Refuse a model of layers that spaCy or form4ml would not know how to make, or form4ml to read."""
    if not isinstance(model, Mapping):
        raise ConfigError("[spacy.model] is missing; take it from the project's own train.cfg")
    for key, wanted in _RECOGNISER.items():
        if model.get(key) != wanted:
            raise ConfigError(
                f"[spacy.model] {key} = {model.get(key)!r}: form4ml reads recognisers with {wanted!r} only"
            )
    check_named(model, "spacy.model", LAYERS)


def check_optimizer(optimizer: Any) -> None:
    if not isinstance(optimizer, Mapping):
        raise ConfigError("[spacy.optimizer] is missing; take it from the project's own train.cfg")
    check_named(optimizer, "spacy.optimizer", OPTIMIZERS)


def check_named(given: Mapping[str, Any], where: str, registries: tuple[str, ...]) -> None:
    """Each block names one function of the registries and gives it what it takes."""
    from spacy.util import registry

    import form4ml.tagging.spacy_layers  # noqa: F401  (registers our own)

    named = [key for key in given if key.startswith("@")]
    if len(named) != 1 or named[0][1:] not in registries:
        wanted = " or ".join("@" + name for name in registries)
        raise ConfigError(f"[{where}] names {', '.join(named) or 'no function'}; expected {wanted}")
    kind, name = named[0][1:], given[named[0]]
    try:
        function = registry.get(kind, name)
    except Exception:  # catalogue's own error, with every name there is
        known = sorted(registry.get_registry_names() and getattr(registry, kind).get_all())
        raise ConfigError(f"[{where}] {named[0]}: there is no {name!r}; {suggest(str(name), known)}") from None
    takes = inspect.signature(function).parameters
    for key, value in given.items():
        if key.startswith("@"):
            continue
        if key not in takes:
            raise ConfigError(f"[{where}] {name} has no setting {key}; {suggest(key, list(takes))}")
        if isinstance(value, Mapping):
            check_named(value, f"{where}.{key}", registries)
    for key, parameter in takes.items():
        if parameter.default is parameter.empty and key not in given:
            raise ConfigError(f"[{where}] {name} needs {key}")
