"""A model as a wheel: a package of data that pip installs and `--model NAME` finds, written without any build tool.

The package depends on nothing, not even form4ml: a model is data, and installing data should never pull a program by
its name from an index. Which form4ml can use it is for the manifest to say, when it is loaded.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from form4ml.tagging import store
from form4ml.tagging.finding import DEFAULT, GROUP
from form4ml.tagging.packing import beside, checked, members_of, write_zip
from form4ml.tagging.store import ModelError

_VERSION = re.compile(
    r"(\d+!)?\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?(\+[a-z0-9]+(\.[a-z0-9]+)*)?"
)  # the normal form that PEP 440 gives
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_INIT = '"""A model for form4ml: data only. It is found by name, and this module is never imported for it."""\n'
_WHEEL = "Wheel-Version: 1.0\nGenerator: form4ml\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build(folder: Path, out: Path, name: str = "") -> Path:
    """Write a model as a wheel into the folder `out`, checked before and after. `name` is what it will be found by."""
    manifest = store.manifest_of(folder)
    name = name or manifest["name"]
    _check_names(folder, name, manifest["version"])
    package = "form4ml_model_" + re.sub(r"[-_.]+", "_", name).lower()
    stem = f"{package}-{manifest['version']}"
    path = out / f"{stem}-py3-none-any.whl"
    with beside(path) as temporary:
        write_zip(temporary, _members(folder, manifest, name, package, stem))
        if store.digest_of(checked(temporary)) != store.digest_of(manifest):
            raise ModelError(path, "what was written is not the model that was read", "look whether the disk is sound")
    return path


def _check_names(folder: Path, name: str, version: str) -> None:
    if name == DEFAULT:
        raise ModelError(folder, f"{DEFAULT} is always the model that came with form4ml", "name the wheel's with --as")
    if not _NAME.fullmatch(name):
        raise ModelError(folder, f"{name!r} cannot be a package's name", "name it with --as, in letters, digits, . _ -")
    if not _VERSION.fullmatch(version):
        raise ModelError(
            folder, f"{version!r} cannot be a wheel's version", "give [run] version a form like 1.2.0 and train again"
        )


def _members(folder: Path, manifest: Mapping[str, Any], name: str, package: str, stem: str) -> list[tuple[str, bytes]]:
    info = f"{stem}.dist-info"
    members = [(f"{package}/__init__.py", _INIT.encode())]
    members += [(f"{package}/{file}", data) for file, data in members_of(folder, manifest)]
    members += [
        (f"{info}/METADATA", _metadata(folder, manifest, package).encode()),
        (f"{info}/WHEEL", _WHEEL.encode()),
        (f"{info}/entry_points.txt", f"[{GROUP}]\n{name} = {package}\n".encode()),
    ]
    record = f"{info}/RECORD"
    rows = [f"{file},sha256={_hash(data)},{len(data)}" for file, data in members]
    return [*members, (record, "\n".join([*rows, f"{record},,", ""]).encode())]


def _metadata(folder: Path, manifest: Mapping[str, Any], package: str) -> str:
    kind = " ".join(manifest["kind"].split())
    card = folder / "CARD.md"
    head = {
        "Metadata-Version": "2.1",
        "Name": package.replace("_", "-"),
        "Version": manifest["version"],
        "Summary": f"A model for form4ml, kind {kind}",
        "License": " ".join(str(manifest.get("licence", "not stated")).split()),
        "Requires-Python": ">=3.11",
        "Description-Content-Type": "text/markdown",
    }
    text = card.read_text(encoding="utf-8") if card.name in manifest["files"] else ""
    return "\n".join(f"{key}: {value}" for key, value in head.items()) + f"\n\n{text}"


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
