"""Figures that took long to get, kept in a file as they come, so that a search or curve that was killed goes on.

The first line says what all figures depend on; every other line is one figure under its key. What a kill cut short is as
good as none. A file that is of another run, or none of ours, is never written over: it may hold hours of work.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class ResultsError(Exception):
    """A file of results that cannot be gone on with: one line saying which, why and what to do."""

    code = 3


class Results:
    """Figures by key, each written down at once. `about` holds JSON values: what every figure depends on."""

    def __init__(self, path: Path, about: dict[str, Any], *, anew: bool = False) -> None:
        self.path = path
        self.known: dict[str, Any] = {}
        head = json.loads(json.dumps(about))
        whole = 0 if anew else self._read(head)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("r+b" if whole else "wb")
        self._stream.truncate(whole)
        self._stream.seek(whole)
        if not whole:
            self._put(head)

    def _read(self, about: dict[str, Any]) -> int:
        """Take in what is there; the length of the part that is whole."""
        try:
            lines = self.path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise ResultsError(f"{self.path}: {error.strerror or error}; name another --out") from None
        if not lines or (len(lines) == 1 and not lines[0].endswith(b"\n")):
            return 0
        found, whole = self._rows(lines)
        if not isinstance(found[0], dict) or found[0].get("schema") != about.get("schema"):
            raise ResultsError(f"{self.path}: holds no results of this kind; {_ADVICE}")
        if found[0] != about:
            names = [name for name in {**found[0], **about} if found[0].get(name) != about.get(name)]
            raise ResultsError(f"{self.path}: holds results of another run ({', '.join(names)} differ); {_ADVICE}")
        self.known = dict(found[1:])
        return whole

    def _rows(self, lines: list[bytes]) -> tuple[list[Any], int]:
        found: list[Any] = []
        whole = 0
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                break
            try:
                row = json.loads(line)
                found.append(row if number == 1 else (str(row["key"]), row["value"]))
            except (ValueError, KeyError, TypeError):
                raise ResultsError(f"{self.path}: line {number} cannot be read; {_ADVICE}") from None
            whole += len(line)
        return found, whole

    def add(self, key: str, value: Any) -> None:
        self.known[key] = value
        self._put({"key": key, "value": value})

    def _put(self, row: Any) -> None:
        self._stream.write(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_ADVICE = "start over with --anew, or name another --out"
