"""What a long run has done so far, in a file beside its output, so that a run that was killed can go on.

One line an input, written when its work is done; a line that a kill cut short is as good as none. The first line says
what the run depends on (model, options, format): a journal of another run is not gone on with.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator
from os import SEEK_END
from pathlib import Path
from typing import IO, Any, NamedTuple

from form4ml.reading.options import DEFAULTS

SCHEMA = "form4ml/run/1"
_ENDED = {"ended": True}


class Busy(Exception):
    """Another run is writing to the same place."""


class Entry(NamedTuple):
    """One input that was dealt with."""

    path: str
    sha256: str
    files: list[str]  # what was written for it, where each filing has its own file
    failure: list[Any] | None = None  # name, code and message
    readings: list[str] = []  # noqa: RUF012 (its records as JSON, where all go into one output at the end)
    incomplete: int = 0


def place(out: Path, format: str, each: bool) -> Path:
    """Where the journal of a run lies."""
    return out / f".form4ml-{format}.run" if each else out.parent / f".{out.name}.form4ml-{format}.run"


class Journal:
    """The journal of one run, opened to append to."""

    def __init__(self, path: Path, about: dict[str, Any], resume: bool) -> None:
        self.path = path
        self.ended = False  # whether its run came to its end, and the records are in the output alone
        self._about = {"schema": SCHEMA, **about}
        self.done: dict[str, tuple[str, list[str], list[Any] | None, int]] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("a+b")
        try:
            _lock(self._stream)
        except OSError as error:
            self._stream.close()
            raise Busy(path) from error
        whole = self._known() if resume else 0
        self.was_other = resume and not whole and self._stream.seek(0, SEEK_END) > 0
        self._stream.truncate(whole)
        if not whole:
            self._put(self._about)

    def _known(self) -> int:
        """Read what is done; the length of the part that is whole, 0 where there is none of this run."""
        try:
            self._stream.seek(0)
            head = self._stream.readline()
            about = json.loads(head) if head.endswith(b"\n") else None
            self.ended = about == self._about | _ENDED
            if about != self._about and not self.ended:
                return 0
            whole = len(head)
            for line in self._stream:
                if not line.endswith(b"\n"):
                    break
                entry = Entry(*json.loads(line))
                self.done[entry.path] = (entry.sha256, entry.files, entry.failure, entry.incomplete)
                whole += len(line)
            return whole
        except (OSError, ValueError, TypeError):
            self.done.clear()
            return 0

    def anew(self) -> None:
        """Forget everything."""
        self.done.clear()
        self.ended = False
        self._stream.truncate(0)
        self._put(self._about)

    def end(self) -> None:
        """The records are in the output: only what was done is kept."""
        kept = [entry._replace(readings=[]) for entry in self.entries()]
        self._stream.truncate(0)
        for value in (self._about | _ENDED, *kept):
            self._put(value)

    def has(self, path: Path) -> bool:
        """Whether this input, with the bytes that it has now, was dealt with, and its files are still there."""
        known = self.done.get(str(path))
        if known is None:
            return False
        sha256, files, _, _ = known
        return sha256 == digest(path) and all((self.path.parent / name).is_file() for name in files)

    def forget(self, path: Path) -> None:
        self.done.pop(str(path), None)

    def add(self, entry: Entry) -> None:
        self._put(entry)

    def entries(self) -> Iterator[Entry]:
        """Everything in it, the last word on each input."""
        self._stream.flush()
        last: dict[str, int] = {}
        with self.path.open("rb") as stream:
            stream.readline()
            for number, line in enumerate(stream):
                last[json.loads(line)[0]] = number
            stream.seek(0)
            stream.readline()
            for number, line in enumerate(stream):
                entry = Entry(*json.loads(line))
                if last[entry.path] == number:
                    yield entry

    def close(self) -> None:
        self._stream.close()

    def _put(self, value: Iterable[Any]) -> None:
        self._stream.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        self._stream.flush()


def _lock(stream: IO[bytes]) -> None:
    """Keep other runs out until this process ends, however it ends. OSError where one is in already."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise  # any other: a file system without locks


def digest(path: Path) -> str:
    """The SHA-256 of a file, "" where it cannot be read; one larger than any reader takes goes by its size and time."""
    try:
        state = path.stat()
        if state.st_size > DEFAULTS.max_binary_bytes:
            return f"{state.st_size} bytes, {state.st_mtime_ns}"
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
