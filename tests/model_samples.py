"""A model of a few random weights, sound in every check, small enough to write in a moment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from form4ml.labels import PARTS
from form4ml.tagging import store
from form4ml.tagging.chain import Chain
from form4ml.tagging.spans import states

CARD = "# a card\n"


def chains(seed: int = 2) -> dict[str, Chain]:
    rng = np.random.default_rng(seed)
    out = {}
    for name, labels in (("rows", list(PARTS)), ("form", states("form")), ("note", states("note"))):
        weights = np.zeros((6, len(labels)), dtype=np.float32)
        weights[:5] = np.round(rng.normal(size=(5, len(labels))), 2)
        weights[2, 1:] = 0
        out[name] = Chain(
            labels, [f"a{i}" for i in range(5)], weights, rng.normal(size=(len(labels),) * 2).astype("f4")
        )
    return out


def saved(folder: Path, seed: int = 2, **manifest: Any) -> Path:
    """The model in a folder; `seed` makes it another one."""
    said = {"name": folder.name, "version": "1.0", "licence": "MIT", "features": {}, **manifest}
    store.save(folder, chains(seed), said, {"CARD.md": CARD})
    return folder


def changed(folder: Path, **changes: Any) -> Path:
    """The same model with another manifest; the hashes of its files still hold."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return folder


def digest(folder: Path) -> str:
    return store.digest_of(store.manifest_of(folder))
