"""A run over many inputs: each is read, tagged and assembled; one that fails is reported and never stops the others."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from form4ml.journal import digest
from form4ml.reading.errors import UNREADABLE, ReadError
from form4ml.reading.options import ReadOptions

if TYPE_CHECKING:
    from form4ml.document import Document
    from form4ml.model import Model
    from form4ml.record import Reading

_BATCH = 8


class Failure(NamedTuple):
    """An input that gave no record: one line saying what, where and what to do."""

    name: str
    code: int
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one input gave: a record for each filing in it, or why there is none."""

    path: Path | None  # None for standard input
    readings: list[Reading] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    failure: Failure | None = None
    sha256: str = ""  # of the input's bytes, where they could be read


class Task(NamedTuple):
    """How to read: what a worker process needs to know besides the path."""

    model: str
    min_confidence: float | None  # None: as the model says by default
    options: ReadOptions
    keep_documents: bool = False
    slow: bool = False  # pages by OCR among the inputs: none waits for another


def inputs(paths: Sequence[str]) -> list[Path | None]:
    """The files that the arguments name, folders opened to the last level in name order, hidden files left out; None is standard input."""
    out: list[Path | None] = []
    for given in paths:
        if given == "-":
            out.append(None)
            continue
        path = Path(given)
        if path.is_dir():
            out += [p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith(".")]
        else:
            out.append(path)
    return out


def run(paths: Sequence[Path | None], task: Task, workers: int = 1) -> Iterator[Outcome]:
    """Outcomes in the order of the inputs. A process that dies of an input takes no other input with it."""
    model = _load(task)  # here too where others read, for a model that cannot be loaded is told once
    if workers <= 1:
        for group in _grouped(paths, _BATCH):
            yield from _with(model, group, task)
        return
    # python-crfsuite and numpy hold the interpreter while they work, so processes, not threads.
    groups = list(_grouped(paths, 1 if task.slow else 4))
    while groups:
        try:
            for outcomes in _pooled(list(groups), task, workers):
                groups.pop(0)
                yield from outcomes
        except BrokenExecutor:
            # One of the groups under way killed its process, and nobody says which: each alone, until it is past.
            first = groups.pop(0)
            for path in first:
                yield from _alone(path, task)


def _pooled(groups: Sequence[list[Path | None]], task: Task, workers: int) -> Iterator[list[Outcome]]:
    with _pool(workers, task) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        for group in groups:
            waiting.append(pool.submit(_work, group))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _alone(path: Path | None, task: Task) -> list[Outcome]:
    try:
        with _pool(1, task) as pool:
            return pool.submit(_work, [path]).result()
    except BrokenExecutor:
        message = "the process that read it died, of its memory or of a fault in a library; look at this file by itself"
        return [Outcome(path, failure=Failure(_name(path), UNREADABLE, message))]


def _pool(workers: int, task: Task) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, get_context("spawn"), initializer=_prepare, initargs=(task,))


def _load(task: Task) -> Model:
    from form4ml.model import load

    return load(task.model)


_prepared: tuple[Model, Task] | None = None


def _prepare(task: Task) -> None:
    global _prepared
    Thread(target=_end_with_parent, daemon=True).start()
    _prepared = (_load(task), task)


def _end_with_parent() -> None:
    """A run that is killed cannot end its processes: each waits for work that never comes, unless it looks."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(group: list[Path | None]) -> list[Outcome]:
    assert _prepared is not None
    model, task = _prepared
    return list(_with(model, group, task))


def _grouped(paths: Iterable[Path | None], size: int) -> Iterator[list[Path | None]]:
    waiting = iter(paths)
    while group := list(islice(waiting, size)):
        yield group


def _with(model: Model, paths: Sequence[Path | None], task: Task) -> Iterator[Outcome]:
    """Inputs read one by one and tagged together; where that fails, each by itself."""
    size = 1 if task.slow else len(paths)  # pages by OCR take long enough that each is told as soon as it is done
    for group in _grouped(paths, size):
        read = [_read(path, task) for path in group]
        flat = [document for _, documents, _ in read for document in documents]
        try:
            readings = iter(model.read_documents(flat, min_confidence=task.min_confidence))
            yield from [
                _outcome(path, documents, [next(readings) for _ in documents], failure, task)
                for path, documents, failure in read
            ]
        except Exception:
            for path, documents, failure in read:
                yield _by_itself(model, path, documents, failure, task)


def _by_itself(
    model: Model, path: Path | None, documents: list[Document], failure: Failure | None, task: Task
) -> Outcome:
    try:
        readings = model.read_documents(documents, min_confidence=task.min_confidence)
        return _outcome(path, documents, readings, failure, task)
    except Exception as error:
        return _outcome(path, documents, [], _unforeseen(path, error), task)


def _outcome(
    path: Path | None, documents: list[Document], readings: list[Reading], failure: Failure | None, task: Task
) -> Outcome:
    sha256 = documents[0].sha256 if documents else digest(path) if path is not None else ""
    return Outcome(path, readings, documents if task.keep_documents else [], failure, sha256)


def _read(path: Path | None, task: Task) -> tuple[Path | None, list[Document], Failure | None]:
    try:
        return path, documents_of(path, task.options), None
    except ReadError as error:
        return path, [], Failure(error.name, error.code, f"{error.what}; {error.hint}")
    except Exception as error:
        return path, [], _unforeseen(path, error)


def _unforeseen(path: Path | None, error: Exception) -> Failure:
    """A fault of ours or of a library: told in a line, and the run goes on."""
    told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Failure(
        _name(path), UNREADABLE, f"it could not be read ({told}); please report this, with the file if you may"
    )


def _name(path: Path | None) -> str:
    return path.name if path is not None else "stdin"


def documents_of(path: Path | None, options: ReadOptions) -> list[Document]:
    """The Form 4s in a file or in standard input. Raises ReadError where none is."""
    from form4ml.reading.filings import filings

    if path is not None:
        return filings(path, options=options)
    if sys.stdin is None or sys.stdin.closed:
        raise ReadError("stdin", "standard input is closed", "name a file, or hand one over with <")
    return filings(sys.stdin.buffer.read(), name="stdin", options=options)
