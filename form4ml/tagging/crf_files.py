"""The tagger of kind "crf" from its model's folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from form4ml.tagging import store
from form4ml.tagging.tagger import CrfTagger


def load_tagger(folder: Path, manifest: Mapping[str, Any]) -> CrfTagger:
    chains = store.load_chains(folder, manifest)
    features = manifest.get("features", {})

    def names(kind: str) -> frozenset[str] | None:
        return frozenset(features[kind]) if features.get(kind) else None

    return CrfTagger(chains["rows"], chains["form"], chains["note"], names("row"), names("place"))
