"""Runs over many inputs: order kept, faults told, a process that dies takes nobody with it."""

from __future__ import annotations

import os
from pathlib import Path, PosixPath
from typing import Any

import pytest
from cli_samples import SAMPLE

from form4ml import running
from form4ml.model import Model
from form4ml.reading.options import ReadOptions
from form4ml.running import Task, inputs, run

TASK = Task("default", 0.0, ReadOptions())


class Deadly(PosixPath):
    """A path that kills the process that it is handed to."""

    def __reduce__(self) -> Any:
        return os._exit, (3,)


def samples(folder: Path, count: int) -> list[Path]:
    for number in range(count):
        (folder / f"{number}.txt").write_bytes(SAMPLE.read_bytes())
    return [folder / f"{number}.txt" for number in range(count)]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX paths")
def test_a_process_that_dies_takes_no_other_input_with_it(tmp_path: Path) -> None:
    paths: list[Path | None] = [*samples(tmp_path, 3)]
    paths.insert(1, Deadly(tmp_path / "deadly.pdf"))
    outcomes = list(run(paths, TASK._replace(slow=True), workers=2))
    assert [outcome.path for outcome in outcomes] == paths
    assert [len(outcome.readings) for outcome in outcomes] == [1, 0, 1, 1]
    assert outcomes[1].failure is not None
    assert "died" in outcomes[1].failure.message


def test_a_fault_of_ours_is_a_line_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = samples(tmp_path, 3)
    real = running.documents_of

    def documents_of(path: Path | None, options: ReadOptions) -> Any:
        if path == paths[1]:
            raise RuntimeError("two\nlines")
        return real(path, options)

    monkeypatch.setattr(running, "documents_of", documents_of)
    first, second, third = run(paths, TASK)
    assert first.readings
    assert third.readings
    assert second.failure is not None
    assert "RuntimeError: two lines" in second.failure.message
    assert second.sha256


def test_a_fault_in_making_records_hits_its_own_input_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = samples(tmp_path, 3)
    real = Model.read_documents

    def read_documents(model: Model, documents: Any, *, min_confidence: float = 0.0) -> Any:
        if any(document.name == "1.txt" for document in documents):
            raise ZeroDivisionError
        return real(model, documents, min_confidence=min_confidence)

    monkeypatch.setattr(Model, "read_documents", read_documents)
    assert [bool(outcome.readings) for outcome in run(paths, TASK)] == [True, False, True]


def test_folders_are_opened_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    samples(tmp_path, 2)
    (tmp_path / ".form4ml-json.run").write_text("")
    assert inputs([str(tmp_path), "-", "x.txt"]) == [tmp_path / "0.txt", tmp_path / "1.txt", None, Path("x.txt")]
