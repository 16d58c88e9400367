"""Where models are found by name: in `models` here, in the user's own folder, in installed packages, in form4ml itself."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from form4ml.tagging.store import ModelError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

DEFAULT = "default"
# Packages that hold a model say so under this group: the entry's name is the model's, its value the package's.
GROUP = "form4ml_models"
HERE = Path("models")
FOLDER_SETTING = "FORM4ML_MODELS"
_PACKAGE = Path(__file__).parent.parent


class Place(NamedTuple):
    """A model and the name that it is asked for by."""

    name: str
    folder: Path
    origin: str  # here, user, package or shipped


def user_folder() -> Path:
    """The folder of the user's own models: what FORM4ML_MODELS says, else where this system keeps such data."""
    said = os.environ.get(FOLDER_SETTING)
    if said:
        return Path(said)
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (Path.home raises where there is no home)
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "form4ml" / "models"


def places() -> Iterator[Place]:
    """Every model that can be asked for by name, in the order in which they are looked for.

    `default` is always the one that came with form4ml, so that the same command gives the same records everywhere.
    """
    seen: set[Path] = set()
    own = chain(_in_folder(HERE, "here"), _in_folder(user_folder(), "user"), _packages())
    for place in chain((place for place in own if place.name != DEFAULT), _shipped()):
        where = place.folder.resolve()
        if where not in seen:  # from its own source tree, form4ml's models are those here
            seen.add(where)
            yield place


def find(name: str | Path) -> Path:
    """The folder of a model: one named outright, else the first that goes by the name. Raises ModelError."""
    given = Path(name)
    if given.is_dir() and (given / "manifest.json").is_file():
        return given
    plain = given.name == str(name)
    if plain:
        # the one that ships is there without a search through what is installed
        order = _shipped() if str(name) == DEFAULT else places()
        for place in order:
            if place.name == str(name):
                return place.folder
    if given.is_dir() or not plain:
        return _no_folder(given)
    raise ModelError(name, "no model goes by this name", _meant(str(name)))


def _no_folder(given: Path) -> Path:
    if given.is_file():
        raise ModelError(given, "a file, not a model's folder", "a packed model goes in with `form4ml models install`")
    return given  # loading it says what is missing there


def _meant(name: str) -> str:
    known = list(dict.fromkeys(place.name for place in places()))
    if Path(name).is_file():
        return f"this file, if it is a packed model, goes in with `form4ml models install {name}`"
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else "`form4ml models list` shows those that are here"


def _in_folder(folder: Path, origin: str) -> Iterator[Place]:
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return
    for path in inside:
        if (path / "manifest.json").is_file():
            yield Place(path.name, path, origin)


def _shipped() -> Iterator[Place]:
    """In the installed package, or beside it where form4ml runs from its own source tree."""
    for folder in (_PACKAGE / "_models", _PACKAGE.parent / "models"):
        if folder.is_dir():
            yield from _in_folder(folder, "shipped")
            return


def _packages() -> Iterator[Place]:
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        yield Place(point.name, _folder_of(point), "package")


def _folder_of(point: EntryPoint) -> Path:
    """Where a package lies. It is looked up and not imported: nothing of a model is ever executed."""
    from importlib.util import find_spec

    head, *rest = point.value.split(".")
    try:
        found = find_spec(head)
    except (ImportError, ValueError):
        found = None
    roots = list(found.submodule_search_locations or ()) if found is not None else []
    folders = [Path(root, *rest) for root in roots]
    return next((folder for folder in folders if (folder / "manifest.json").is_file()), Path(point.value))
