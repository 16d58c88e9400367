"""Getting output onto the disk whole: everything is written beside its place and then renamed into it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from form4ml.record import Reading

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


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

    The name keeps the last extension, for libraries that choose what they do by it.
    """
    temporary = path.with_name(f".form4ml-{secrets.token_hex(6)}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        if error.filename not in (None, str(temporary), str(path.parent)):  # an input's trouble, not the output's
            raise
        raise WriteError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    with beside(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


class Names:
    """File names for one run: the input's name less its last extension, told apart only where two inputs share it."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def of(self, reading: Reading) -> str:
        """The name without an extension; the first eight digits of the input's SHA-256 part inputs of one name."""
        source = reading.source
        stem = _CONTROL.sub("_", PurePath(source.name.replace("\\", "/")).stem).strip(". ") or "reading"
        if source.page_range is not None:
            stem += ".pages-{}-{}".format(*source.page_range)
        if not self.take(stem, source.sha256):
            stem += f".{source.sha256[:8]}"
        return stem

    def take(self, stem: str, sha256: str) -> bool:
        """Give the name to an input, unless another has it."""
        return self._taken.setdefault(stem.casefold(), sha256) == sha256
