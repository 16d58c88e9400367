"""Getting output onto the disk whole: everything is written beside its place and then renamed into it."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from form4ml.record import Reading

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PART = re.compile(r"-\d+$")  # the reader numbers the filings of one input
_TEMPORARY = re.compile(r"\.form4ml-[0-9a-f]{12}")
_LONGEST = 200  # bytes of a name: file systems take 255, and pages, a digest and an extension may follow
_HINTS = {
    errno.ENOSPC: "; make room and go on with --resume",
    errno.EDQUOT: "; make room and go on with --resume",
    errno.EACCES: "; choose a folder that you may write to",
    errno.EROFS: "; choose a folder that you may write to",
}


class WriteError(Exception):
    """Output that cannot be written; the message is one line that says what, where and what to do."""


class MissingExtra(WriteError):
    """A format whose optional packages are not installed."""

    def __init__(self, what: str, package: str, extra: str = "tables") -> None:
        super().__init__(f'{what} needs the package {package}, which is not installed: pip install "form4ml[{extra}]"')
        self.package = package


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path in the same folder to write to; it takes the name of `path` when the block ends well, and goes if not.

    The name keeps the last extension, for libraries that choose what they do by it. A link stays a link: what it leads
    to is replaced.
    """
    path = path.resolve() if path.is_symlink() else path
    temporary = path.with_name(f".form4ml-{secrets.token_hex(6)}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        if error.filename not in (None, str(temporary), str(path.parent)):  # an input's trouble, not the output's
            raise
        raise WriteError(f"cannot write {path}: {error.strerror or error}{hint(error)}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def hint(error: OSError) -> str:
    """What to do about it, where there is something to say."""
    return _HINTS.get(error.errno or 0, "")


def write_text(path: Path, text: str) -> None:
    with beside(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def left_behind(folder: Path, suffix: str) -> None:
    """Take away what a killed run was in the middle of writing in this folder."""
    for path in folder.glob(f".form4ml-*{suffix}"):
        if _TEMPORARY.fullmatch(path.name.removesuffix(suffix)):
            with suppress(OSError):
                path.unlink()


class Names:
    """File names for one run: the input's name less its last extension, told apart only where two inputs share it."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def of(self, reading: Reading) -> str:
        """The name without an extension; the first eight digits of the input's SHA-256 part inputs of one name."""
        source = reading.source
        stem = _CONTROL.sub("_", PurePath(source.name.replace("\\", "/")).stem).strip(". ") or "reading"
        while len(os.fsencode(stem)) > _LONGEST:
            stem = stem[:-1]
        if source.page_range is not None and not _PART.search(stem):
            stem += ".pages-{}-{}".format(*source.page_range)
        if not self.take(stem, source.sha256):
            stem += f".{source.sha256[:8]}"
        return stem

    def take(self, stem: str, sha256: str) -> bool:
        """Give the name to an input, unless another has it."""
        return self._taken.setdefault(stem.casefold(), sha256) == sha256
