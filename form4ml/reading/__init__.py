"""Bytes to `Document`: one reader a kind of input, chosen by what the bytes are, never by the file's name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from form4ml.document import Document
from form4ml.reading.errors import ReadError, missing_extra
from form4ml.reading.kinds import kind_of
from form4ml.reading.options import DEFAULTS, ReadOptions, check_pages

__all__ = ["KINDS", "ReadError", "ReadOptions", "kind_of", "read"]

Reader = Callable[[bytes, str, str, ReadOptions], Document]

# kind: (module, function), imported only when an input is of that kind
_READERS: dict[str, tuple[str, str]] = {
    "text": ("form4ml.reading.text", "read_text"),
    "tsv": ("form4ml.reading.tsv", "read_tsv"),
    "hocr": ("form4ml.reading.hocr", "read_hocr"),
    "alto": ("form4ml.reading.alto", "read_alto"),
    "submission": ("form4ml.reading.submission", "read_submission"),
    "xml": ("form4ml.reading.submission", "read_ownership"),
    "pdf": ("form4ml.reading.pdf", "read_pdf"),
    "image": ("form4ml.reading.image", "read_image"),
}
_BINARY = frozenset({"pdf", "image"})
KINDS: tuple[str, ...] = tuple(_READERS)


def read(source: Path | str | bytes, *, name: str | None = None, options: ReadOptions = DEFAULTS) -> Document:
    """The document in a file (a path) or in bytes. Raises ReadError, and nothing else, for an input it cannot read."""
    if isinstance(source, bytes):
        data, name = source, name or "input"
    else:
        path = Path(source)
        name = name or path.name
        data = _bytes_of(path, name, options)
    kind = kind_of(data, name)
    most = options.max_binary_bytes if kind in _BINARY else options.max_bytes
    if len(data) > most:
        raise _too_large(name, len(data), most)
    module, function = _READERS[kind]
    try:
        reader = cast(Reader, getattr(import_module(module), function))
        document = reader(data, name, hashlib.sha256(data).hexdigest(), options)
    except ModuleNotFoundError as error:
        missing = missing_extra(name, error.name or "")
        if missing is None:
            raise
        raise missing from error
    except (MemoryError, RecursionError) as error:
        raise ReadError(name, f"it is too large or too deep to read ({type(error).__name__})", "split it") from error
    check_pages(len(document.pages), name, options)
    return document


def _bytes_of(path: Path, name: str, options: ReadOptions) -> bytes:
    most = max(options.max_bytes, options.max_binary_bytes)
    try:
        if path.is_dir():
            raise ReadError(name, "it is a folder", "give its files")
        size = path.stat().st_size
        if size > most:
            raise _too_large(name, size, most)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(name, "there is no such file", "check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(name, f"it could not be opened ({reason})", "check the path and its permissions") from error


def _too_large(name: str, size: int, most: int) -> ReadError:
    return ReadError(name, f"it has {size / 1e6:.0f} MB, more than the {most / 1e6:.0f} MB allowed", "split it")
