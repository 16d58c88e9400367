"""What a search tries: the plan, the values that each setting may have, and the settings drawn from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from form4ml.evaluation.spans import MODES, Mode
from form4ml.tagging.config import SECTIONS, Config, ConfigError, suggest

WAYS: Final = ("text", "boxes", "cells")
FIXED: Final = ("paths",)  # sections that no search is about
_MANY: Final = 12  # settings drawn where nobody says how many

Setting = dict[str, Any]  # "section.key" to value


@dataclass(frozen=True, slots=True)
class Plan:
    """How to search; what is searched is apart."""

    settings: int = _MANY  # most settings to try besides the config's own
    folds: int = 3
    seed: int = 0
    filings: int = 0  # search on this many filings, 0 takes all
    iterations: int = 0  # most iterations of a chain while searching, 0 leaves the config's
    measure: Mode = "strict"
    way: str = "text"


def plan_of(config: Config, **asked: Any) -> Plan:
    """The plan that `[tune]` states, with what was asked for laid over it (None asks for nothing)."""
    known = {field.name: field.default for field in fields(Plan)}
    stated = {key: value for key, value in config.tune.items() if not isinstance(value, Mapping)}
    for key, value in stated.items():
        if key not in known:
            raise ConfigError(f"[tune] has no setting {key}; {suggest(key, list(known))}")
        if type(value) is not type(known[key]):
            raise ConfigError(f"[tune] {key} = {value!r}: expected {type(known[key]).__name__}, as in {known[key]!r}")
    plan = Plan(**{**stated, **{key: value for key, value in asked.items() if value is not None}})
    for name, least in (("folds", 2), ("settings", 1), ("filings", 0), ("iterations", 0)):
        if getattr(plan, name) < least:
            raise ConfigError(f"[tune] {name} = {getattr(plan, name)}: {least} is the least")
    for what, value, choices in (("measure", plan.measure, MODES), ("way", plan.way, WAYS)):
        if value not in choices:
            raise ConfigError(f"[tune] {what} = {value!r}: choose from {', '.join(choices)}")
    return plan


def space_of(config: Config, params: Sequence[str] = ()) -> dict[str, Any]:
    """What each searched setting may be: a list, or a range to draw from. From `[tune.SECTION]`, else from `params`.

    A param is `section.key=value,value` or `section.key=low..high`.
    """
    space: dict[str, Any] = {}
    for section, given in config.tune.items():
        if isinstance(given, Mapping):
            space |= {f"{section}.{key}": value for key, value in given.items()}
    if params:
        space = {}
        for param in params:
            key, sign, value = param.partition("=")
            if not sign or key.count(".") != 1 or not value:
                raise ConfigError(f"--param {param}: expected section.key=value,value, such as form.c2=0.1,0.5")
            space[key.strip()] = value.strip()
    if not space:
        raise ConfigError("nothing to search: name settings with --param form.c2=0.01,0.1 or in a [tune.form] section")
    return {key: _choices(key, value) for key, value in space.items()}


def _choices(key: str, value: Any) -> Any:
    """A list of values, or a distribution of scipy."""
    section, _, name = key.partition(".")
    sections = [known for known in SECTIONS if known not in FIXED]
    if section not in sections:
        raise ConfigError(f"{key}: no section [{section}] to search; {suggest(section, sections)}")
    names = [field.name for field in fields(SECTIONS[section])]
    if name not in names:
        raise ConfigError(f"{key}: [{section}] has no setting {name}; {suggest(name, names)}")
    if isinstance(value, str) and ".." in value:
        return _range(key, value)
    found = _listed(value) if isinstance(value, str) else value
    if not isinstance(found, list) or not found:
        raise ConfigError(f"{key} = {value!r}: expected a list of values, or a range such as 0.01..1.0")
    return found


def _listed(text: str) -> list[Any]:
    try:
        return list(json.loads(f"[{text}]"))
    except ValueError:
        return [part.strip() for part in text.split(",")]


def _range(key: str, text: str) -> Any:
    """Whole numbers evenly, others evenly in their logarithm, as weights of penalties want it."""
    from scipy.stats import loguniform, randint

    low, _, high = text.partition("..")
    try:
        if low.isdigit() and high.isdigit() and int(low) < int(high):
            return randint(int(low), int(high) + 1)
        if 0 < float(low) < float(high):
            return loguniform(float(low), float(high))
    except ValueError:
        pass
    raise ConfigError(f"{key} = {text!r}: expected LOW..HIGH, with 0 < LOW < HIGH")


def settings_of(config: Config, space: Mapping[str, Any], plan: Plan) -> list[Setting]:
    """The config's own setting first, then the whole grid where it is small enough, else a drawn part of it."""
    from sklearn.model_selection import ParameterGrid, ParameterSampler

    grid = all(isinstance(values, list) for values in space.values())
    if grid and len(ParameterGrid(dict(space))) <= plan.settings:
        drawn = list(ParameterGrid(dict(space)))
    else:
        drawn = list(ParameterSampler(dict(space), plan.settings, random_state=plan.seed))
    out: dict[str, Setting] = {}
    for setting in (own_setting(config, space), *drawn):
        plain = {key: _plain(setting[key]) for key in space}
        out.setdefault(key_of(plain), plain)
    return list(out.values())


def own_setting(config: Config, names: Iterable[str]) -> Setting:
    """What the config itself says of these settings."""
    parts = {key: key.split(".") for key in names}
    return {key: _plain(getattr(getattr(config, section), name)) for key, (section, name) in parts.items()}


def _plain(value: Any) -> Any:
    """A JSON value; a drawn number with as many digits as anyone would write."""
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "item"):
        value = value.item()
    return float(f"{value:.3g}") if isinstance(value, float) else value


def key_of(setting: Setting) -> str:
    return json.dumps(setting, sort_keys=True)


def told(setting: Setting) -> str:
    return ", ".join(
        f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in setting.items()
    )
