"""A model as one file to hand on: packed into a plain zip, the same bytes each time, and taken out of one with suspicion.

A packed model (`NAME-VERSION.f4m`) holds `manifest.json` and the files that it lists, and nothing else. What comes from
outside is held to the same checks as a model on disk before it gets a name: see `form4ml.tagging.store.manifest_of`.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from form4ml.tagging import store
from form4ml.tagging.finding import DEFAULT, Place
from form4ml.tagging.store import ModelError

SUFFIX = ".f4m"
MANIFEST = "manifest.json"
MOST_FILES = 500
MOST_BYTES = 1 << 30
MOST_RATIO = 200  # a member that unpacks to more than this many times its size is made to do harm
_SMALL = 1 << 20  # members below this are let off the ratio: they can do none
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path to write to in the same folder; it takes the name of `path` when the block ends well, and goes if not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part{path.suffix}")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        if error.filename == str(temporary):  # nobody knows it by that name
            error.filename = str(path)
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_zip(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """A zip whose bytes depend on nothing but names and contents: no times, no modes, no compressor's version."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for name, data in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # Unix, whatever the system, so that the mode below is read everywhere alike
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            packed.writestr(info, data)


def members_of(folder: Path, manifest: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    """What belongs to a model, by name; a note that someone put into its folder does not."""
    return [(name, (folder / name).read_bytes()) for name in sorted({MANIFEST, *manifest["files"]})]


def file_name(manifest: Mapping[str, Any]) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", f"{manifest['name']}-{manifest['version']}") + SUFFIX


def pack(folder: Path, out: Path) -> Path:
    """Write a model as one file: `out`, or a file of its own name where `out` is a folder. Checked before and after."""
    manifest = store.manifest_of(folder)
    path = out / file_name(manifest) if out.is_dir() else out
    with beside(path) as temporary:
        write_zip(temporary, members_of(folder, manifest))
        if store.digest_of(checked(temporary)) != store.digest_of(manifest):
            raise ModelError(path, "what was written is not the model that was read", "look whether the disk is sound")
    return path


def checked(file: Path) -> dict[str, Any]:
    """The manifest of a packed model, after every check that a model must pass. Raises ModelError."""
    with tempfile.TemporaryDirectory(prefix="form4ml-") as folder:
        stage = Path(folder) / "model"
        with _told_as(file, stage):
            return _unpacked(file, stage)


def install(file: Path, root: Path, name: str = "", *, replace: bool = False, sha256: str = "") -> Place:
    """Take a packed model or the model of a wheel into a folder of models, under its own name or another.

    It is written beside its place, checked there, and only then renamed. A model that has the name stays unless it is
    the same or `replace` is set. Raises ModelError, and OSError where `root` cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    stage = root / f".installing.{secrets.token_hex(4)}.part"
    try:
        with _told_as(file, stage):
            manifest = _unpacked(file, stage)
        name = _name_for(file, name or manifest["name"])
        digest = store.digest_of(manifest)
        if sha256 and digest != sha256.lower():
            raise ModelError(file, f"its SHA-256 is {digest}, not the one asked for", "get it anew from its source")
        folder = root / name
        if folder.exists() and not replace:
            _same_or_refused(file, folder, digest)
        else:
            store.put_in_place(stage, folder)
        return Place(name, folder, "user")
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _name_for(file: Path, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ModelError(file, f"{name!r} cannot be a model's name", "name it with --as, in letters, digits, . _ and -")
    if name == DEFAULT:
        raise ModelError(file, f"{DEFAULT} is always the model that came with form4ml", "name this one with --as")
    return name


def _same_or_refused(file: Path, folder: Path, digest: str) -> None:
    try:
        there = store.manifest_of(folder)
    except ModelError:
        there = {}
    if not there or store.digest_of(there) != digest:
        told = f"{there['name']} {there['version']}" if there else "something that is no sound model"
        raise ModelError(file, f"{folder} is there and holds {told}", "--replace takes its place, --as keeps both")


def _unpacked(file: Path, stage: Path) -> dict[str, Any]:
    """Write a packed model's files to `stage` and check them there."""
    try:
        with zipfile.ZipFile(file) as packed:
            infos = _safe(file, packed.infolist())
            prefix = _prefix(file, infos)
            listed = _listed(file, packed, infos, prefix)
            if not prefix and (more := sorted(set(infos) - listed)):
                _refuse(file, more[0], "is in the file and not in its manifest")
            stage.mkdir(parents=True)
            for name in sorted(listed):
                target = stage / name[len(prefix) :]
                target.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(infos[name]) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
    except FileNotFoundError as error:
        if error.filename not in (str(file), None):
            raise
        raise ModelError(file, "no such file", "name a packed model (.f4m) or a wheel") from None
    except _BROKEN as error:
        raise ModelError(
            file, f"not a packed model, or a damaged one ({error})", "get it anew, or pack it anew"
        ) from None
    for array in stage.rglob("*.npz"):
        _weigh_arrays(file, array)
    return store.manifest_of(stage)


def _refuse(file: Path, name: str, what: str) -> NoReturn:
    shown = "".join(c if c.isprintable() else "?" for c in name)[:100]
    raise ModelError(file, f"its member {shown} {what}", "do not use this file; get the model from its source")


def _safe(file: Path, infos: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Members by name, after refusing all that a model's file has no reason to hold."""
    out: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    size = 0
    for info in infos:
        name = info.orig_filename
        kind = stat.S_IFMT(info.external_attr >> 16)
        plain = PurePosixPath(name.rstrip("/"))
        if kind == stat.S_IFLNK:
            _refuse(file, name, "is a symbolic link")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            _refuse(file, name, "is not a plain file")
        if "\\" in name or ":" in name or "\0" in name or plain.is_absolute() or ".." in plain.parts:
            _refuse(file, name, "would be written outside the model's folder")
        if info.flag_bits & 1:
            _refuse(file, name, "is encrypted")
        size += info.file_size
        if info.file_size > _SMALL and info.file_size > MOST_RATIO * info.compress_size:
            _refuse(file, name, f"unpacks to {info.file_size / max(1, info.compress_size):.0f} times its size")
        if len(folded) >= MOST_FILES or size > MOST_BYTES:
            _refuse(file, name, f"is more than fits a model ({MOST_FILES} files, {MOST_BYTES >> 20} MB)")
        if name.casefold() in folded:
            _refuse(file, name, "is in it twice")
        folded.add(name.casefold())
        if not info.is_dir():
            out[name] = info
    return out


def _prefix(file: Path, infos: Mapping[str, zipfile.ZipInfo]) -> str:
    """What stands before the names: nothing, or the folder of the package where the file is a wheel."""
    found = [name for name in infos if PurePosixPath(name).name == MANIFEST and name.count("/") <= 1]
    if len(found) != 1 or (found != [MANIFEST] and file.suffix != ".whl"):
        raise ModelError(file, "holds no model, or more than one", "a packed model comes from `form4ml models pack`")
    return found[0].removesuffix(MANIFEST)


def _listed(file: Path, packed: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo], prefix: str) -> set[str]:
    """Names of the members that the manifest lists, itself among them."""
    manifest = json.loads(packed.read(infos[prefix + MANIFEST]))
    files = manifest.get("files") if isinstance(manifest, dict) else None
    listed = {prefix + MANIFEST, *(prefix + name for name in (files if isinstance(files, dict) else {}))}
    for name in sorted(listed - set(infos)):
        _refuse(file, name.removeprefix(prefix), "is in its manifest and not in the file")
    return listed


def _weigh_arrays(file: Path, array: Path) -> None:
    """Refuse weights that would fill the memory when they are loaded."""
    with suppress(*_BROKEN), zipfile.ZipFile(array) as stored:  # loading tells what else is wrong with it
        size = sum(info.file_size for info in stored.infolist())
        if size > MOST_BYTES:
            _refuse(file, array.name, f"unpacks to {size >> 20} MB")


@contextmanager
def _told_as(file: Path, stage: Path) -> Iterator[None]:
    """What is wrong with the unpacked folder is told of the file that the user named."""
    try:
        yield
    except ModelError as error:
        where = error.where.replace(str(stage), str(file))
        raise ModelError(where, error.what.replace(str(stage), str(file)), error.hint) from None
