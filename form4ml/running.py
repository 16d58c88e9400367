"""A run over many inputs: each is read, tagged and assembled; one that fails is reported and never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from form4ml.reading.errors import NOT_FORM_4, UNREADABLE, ReadError
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


class Task(NamedTuple):
    """How to read: what a worker process needs to know besides the path."""

    model: str
    min_confidence: float
    options: ReadOptions
    keep_documents: bool = False


def inputs(paths: Sequence[str]) -> list[Path | None]:
    """The files that the arguments name, folders opened one level at a time in name order; None is standard input."""
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


def run(paths: Iterable[Path | None], task: Task, workers: int = 1) -> Iterator[Outcome]:
    """Outcomes in the order of the inputs."""
    if workers <= 1:
        yield from _here(paths, task)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # python-crfsuite and numpy hold the interpreter while they work, so processes, not threads.
    groups = _grouped(paths, 4)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare, initargs=(task,)) as pool:
        waiting = []
        for group in groups:
            waiting.append(pool.submit(_work, group))
            if len(waiting) > 3 * workers:
                yield from waiting.pop(0).result()
        for done in waiting:
            yield from done.result()


_prepared: tuple[Model, Task] | None = None


def _prepare(task: Task) -> None:
    from form4ml.model import load

    global _prepared
    _prepared = (load(task.model), task)


def _work(group: list[Path | None]) -> list[Outcome]:
    assert _prepared is not None
    model, task = _prepared
    return list(_with(model, group, task))


def _grouped(paths: Iterable[Path | None], size: int) -> Iterator[list[Path | None]]:
    group: list[Path | None] = []
    for path in paths:
        group.append(path)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _here(paths: Iterable[Path | None], task: Task) -> Iterator[Outcome]:
    from form4ml.model import load

    model = load(task.model)
    for group in _grouped(paths, _BATCH):
        yield from _with(model, group, task)


def _with(model: Model, paths: Sequence[Path | None], task: Task) -> Iterator[Outcome]:
    read: list[tuple[Path | None, list[Document], Failure | None]] = []
    for path in paths:
        try:
            read.append((path, documents_of(path, task.options), None))
        except ReadError as error:
            read.append((path, [], Failure(error.name, error.code, f"{error.what}; {error.hint}")))
    flat = [document for _, documents, _ in read for document in documents]
    readings = iter(model.read_documents(flat, min_confidence=task.min_confidence) if flat else [])
    for path, documents, failure in read:
        yield Outcome(
            path,
            [next(readings) for _ in documents],
            documents if task.keep_documents else [],
            failure,
        )


def documents_of(path: Path | None, options: ReadOptions) -> list[Document]:
    """The Form 4s in one input, told apart from one another and from other pages. Raises ReadError where none is."""
    from form4ml import reading
    from form4ml.reading.other_forms import what_form
    from form4ml.reading.parting import part, slice_pages

    if path is None:
        document = reading.read(sys.stdin.buffer.read(), name="stdin", options=options)
    else:
        document = reading.read(path, options=options)
    form = what_form(document)
    if form is not None:
        raise ReadError(document.name, f"this reads as a Form {form}", "form4ml reads Form 4 only", NOT_FORM_4)
    if not any(line.words for line in document.lines):
        raise ReadError(document.name, "no words were found in it", "check the scan or the OCR", UNREADABLE)
    parts = part(document)
    filings = [p for p in parts if p.kind == "form4"]
    if not filings or len(parts) == 1:
        return [document]
    cut = [slice_pages(document, p.first_page, p.last_page) for p in filings]
    if len(cut) == 1:
        return cut
    stem, dot, ending = document.name.rpartition(".")
    return [
        replace(one, name=f"{stem or ending}-{number}{dot}{ending if dot else ''}") for number, one in enumerate(cut, 1)
    ]
