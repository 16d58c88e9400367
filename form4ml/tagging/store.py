"""Models on disk: a folder of weights and a manifest that says what they are, checked before anything is used.

`models/NAME/` holds `manifest.json`, `weights.npz` (arrays only, never pickled objects) or, of kind "spacy", the folder
`spacy`, `calibration.json` and `CARD.md`. The manifest names the format, the feature schema, the label set, the run's settings and a SHA-256 of every
file. Loading reads numbers and strings and executes nothing.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from form4ml.labels import NAMES, PARTS
from form4ml.tagging.chain import Chain
from form4ml.tagging.spans import states

FORMAT = "form4ml/model/1"
# Changes whenever a feature function's output changes: weights trained under another schema would be read wrongly.
FEATURE_SCHEMA = 2
CHAINS = ("rows", "form", "note")
# What every manifest must say, and as what kind of value.
_SHAPES = {"name": str, "version": str, "kind": str, "features": dict, "files": dict}


class ModelError(Exception):
    """A model that cannot be used; says which and why, and what to do."""

    code = 5

    def __init__(
        self, where: str | Path, what: str, hint: str = "retrain it with `form4ml train` or reinstall form4ml"
    ):
        self.where, self.what, self.hint = str(where), what, hint
        super().__init__(f"{self.where}: {what}; {hint}")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pack_chain(chain: Chain) -> dict[str, NDArray[Any]]:
    """Sparse arrays of one chain: weights as half floats by attribute, attribute names as one block of text."""
    dense = chain.weights[:-1].astype(np.float16)
    rows, columns = np.nonzero(dense)
    counts = np.bincount(rows, minlength=len(dense)).astype(np.uint8)
    names = [name for name, _ in sorted(chain.index.items(), key=lambda item: item[1])]
    return {
        "labels": np.frombuffer("\n".join(chain.labels).encode(), dtype=np.uint8),
        "names": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "counts": counts,
        "columns": columns.astype(np.uint8),
        "values": dense[rows, columns],
        "transitions": chain.transitions,
    }


def unpack_chain(arrays: Mapping[str, NDArray[Any]], word_features: frozenset[str] | None) -> Chain:
    labels = arrays["labels"].tobytes().decode().split("\n")
    names = arrays["names"].tobytes().decode().split("\n")
    weights = np.zeros((len(names) + 1, len(labels)), dtype=np.float32)
    rows = np.repeat(np.arange(len(names)), arrays["counts"])
    weights[rows, arrays["columns"]] = arrays["values"]
    return Chain(labels, names, weights, arrays["transitions"].astype(np.float32), word_features)


def save(
    folder: Path,
    chains: Mapping[str, Chain],
    manifest: Mapping[str, Any],
    extra: Mapping[str, str] | None = None,
) -> None:
    """Write a CRF model as `save_with` does."""
    save_with(folder, lambda beside: write_chains(beside, chains), manifest, extra)


def write_chains(folder: Path, chains: Mapping[str, Chain]) -> None:
    arrays = {f"{name}.{key}": value for name, chain in chains.items() for key, value in pack_chain(chain).items()}
    np.savez_compressed(folder / "weights.npz", **arrays)  # type: ignore[arg-type]


def save_with(
    folder: Path,
    write: Callable[[Path], None],
    manifest: Mapping[str, Any],
    extra: Mapping[str, str] | None = None,
) -> None:
    """Write a model beside `folder`, then put it in its place; an interrupted save leaves the old one as it was.

    `write` puts what the tagger knows into the folder it is given.
    """
    folder = folder.resolve()
    _sweep(folder)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    beside.mkdir(parents=True)
    try:
        write(beside)
        for name, text in (extra or {}).items():
            (beside / name).write_text(text, encoding="utf-8")
        files = {
            path.relative_to(beside).as_posix(): sha256_of(path) for path in sorted(beside.rglob("*")) if path.is_file()
        }
        whole = {
            "format": FORMAT,
            "kind": "crf",
            "feature_schema": FEATURE_SCHEMA,
            "labels": list(NAMES),
            "parts": list(PARTS),
            **manifest,
            "files": files,
        }
        (beside / "manifest.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def put_in_place(beside: Path, folder: Path) -> None:
    """Give a finished folder its name. What had that name before goes only then, and comes back where it fails."""
    retired = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        if folder.exists():
            folder.rename(retired)
        beside.rename(folder)
    finally:
        if retired.exists() and not folder.exists():
            retired.rename(folder)
        shutil.rmtree(retired, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what runs that were killed outright left beside a model."""
    for path in folder.parent.glob(f".{glob.escape(folder.name)}.*.*"):
        pid, end = path.name.removeprefix(f".{folder.name}.").split(".", 1)
        if end in ("part", "old") and pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    if os.name != "posix":  # elsewhere the question would end the process
        return pid != os.getpid()
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return pid != os.getpid()


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest, after checking that it fits this program and that every file is as it was written."""
    path = folder / "manifest.json"
    if not folder.is_dir() or not path.is_file():
        raise ModelError(folder, "no model here (manifest.json not found)", "name a folder that `form4ml train` made")
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ModelError(path, f"the manifest cannot be read ({error})") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError(folder, f"its format is not {FORMAT}")
    if manifest.get("feature_schema") != FEATURE_SCHEMA:
        raise ModelError(
            folder, f"its feature schema is {manifest.get('feature_schema')}, this program's is {FEATURE_SCHEMA}"
        )
    for key, known in (("labels", NAMES), ("parts", PARTS)):
        if manifest.get(key) != list(known):
            raise ModelError(folder, f"its label set is not this program's ({_difference(manifest.get(key), known)})")
    for key, kind in _SHAPES.items():
        if not isinstance(manifest.get(key), kind):
            raise ModelError(folder, f"its manifest does not say its {key}")
    files = manifest["files"]
    if not files:
        raise ModelError(folder, "its manifest lists no files")
    for name, digest in files.items():
        file = folder / name
        if not _within(name) or not file.is_file():
            raise ModelError(folder, f"{name} is missing")
        if sha256_of(file) != digest:
            raise ModelError(folder, f"{name} is not the file that was saved (SHA-256 differs)")
    return manifest


def _within(name: str) -> bool:
    """Whether a file's name, with folders or without, stays in the model's folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not {"/", "..", "."} & set(parts) and not {"\\", ":"} & set(name)


def _difference(theirs: object, ours: Iterable[str]) -> str:
    """Which names one list has and the other lacks."""
    have = {str(name) for name in theirs} if isinstance(theirs, list) else set()
    more, less = sorted(have - set(ours)), sorted(set(ours) - have)
    told = [f"{what} {', '.join(names[:5])}" for what, names in (("it knows", more), ("it lacks", less)) if names]
    return "; ".join(told) or "another order"


def digest_of(manifest: Mapping[str, Any]) -> str:
    """One SHA-256 for the whole model: over the hashes of its files."""
    text = "\n".join(f"{name} {digest}" for name, digest in sorted(manifest["files"].items()))
    return hashlib.sha256(text.encode()).hexdigest()


def load_chains(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Chain]:
    """The weights as chains."""
    words = manifest.get("features", {}).get("word")
    names = frozenset(words) if words else None
    try:
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            chains = {
                chain: unpack_chain(
                    {key.split(".", 1)[1]: stored[key] for key in stored.files if key.startswith(chain + ".")}, names
                )
                for chain in CHAINS
            }
    except (OSError, ValueError, LookupError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(folder, f"its weights cannot be read ({error})") from None
    for name, known in (("rows", list(PARTS)), ("form", states("form")), ("note", states("note"))):
        if list(chains[name].labels) != known:
            raise ModelError(folder, f"the states of its chain {name} are not this program's")
    return chains
