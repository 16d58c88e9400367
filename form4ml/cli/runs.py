"""A predict run as a person sees it: progress, records written as they come, failures told once, a count at the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from form4ml.cli.options import fail
from form4ml.reading.errors import USAGE
from form4ml.running import Failure, Outcome, Task, run

if TYPE_CHECKING:
    from form4ml.record import Reading


class Run:
    """One call of `form4ml predict`."""

    def __init__(
        self,
        task: Task,
        format: str,
        out: Path | None,
        files: Sequence[Path | None],
        *,
        workers: int,
        cik_map: Path | None,
        resume: bool,
        quiet: bool,
    ) -> None:
        self.task, self.format, self.out = task, format, out
        self.files, self.workers, self.quiet = list(files), workers, quiet
        self.resume = resume
        self.options: dict[str, Any] = {}
        self.failures: list[Failure] = []
        self.written = 0
        self.skipped = 0
        if cik_map is not None:
            from form4ml.writing.keys import load_cik_map

            self.options["ciks"] = load_cik_map(cik_map)

    def go(self) -> None:
        """Run, then exit with the code of the worst failure, or return where all went well."""
        from form4ml.tagging.store import ModelError
        from form4ml.writing import FORMATS, WriteError

        row = FORMATS[self.format]
        self._leave_out_what_is_done(row.shape, row.suffix)
        try:
            if self.out is None:
                self._to_terminal()
            elif row.shape == "each":
                for outcome in self._outcomes():
                    self._write_each(outcome)
            else:
                from form4ml.writing import write_many

                write_many(self._readings(), self.format, self.out, **self.options)
        except ModelError as error:
            fail(error, error.code)
        except WriteError as error:
            fail(error, USAGE)
        self._sum_up()

    def _outcomes(self) -> Iterator[Outcome]:
        workers = min(self.workers, max(1, len(self.files) // 4))
        outcomes = run(self.files, self.task, workers)
        show = not self.quiet and len(self.files) > 1 and sys.stderr.isatty()
        with _bar(len(self.files)) if show else nullcontext() as bar:
            for outcome in outcomes:
                if outcome.failure is not None:
                    self.failures.append(outcome.failure)
                    print(f"form4ml: {outcome.failure.name}: {outcome.failure.message}", file=sys.stderr)
                else:
                    self.written += 1
                yield outcome
                if bar is not None:
                    bar.advance(bar.task_ids[0])

    def _readings(self) -> Iterator[Reading]:
        for outcome in self._outcomes():
            yield from outcome.readings

    def _write_each(self, outcome: Outcome) -> None:
        from form4ml.writing import write_many

        assert self.out is not None
        options = dict(self.options)
        if self.format == "html":
            for reading, document in zip(outcome.readings, outcome.documents, strict=True):
                write_many([reading], self.format, self.out, document=document, **options)
            return
        if outcome.readings:
            write_many(outcome.readings, self.format, self.out, **options)

    def _to_terminal(self) -> None:
        from form4ml.writing import write_one

        for outcome in self._outcomes():
            for number, reading in enumerate(outcome.readings):
                options = dict(self.options)
                if self.format == "html":
                    options["document"] = outcome.documents[number]
                write_one(reading, self.format, sys.stdout, **options)

    def _leave_out_what_is_done(self, shape: str, suffix: str) -> None:
        """With --resume, inputs whose record is there already are not read again."""
        if not self.resume or self.out is None or shape != "each":
            return
        kept = [f for f in self.files if f is None or not (self.out / (f.stem + suffix)).is_file()]
        self.skipped = len(self.files) - len(kept)
        self.files = kept

    def _sum_up(self) -> None:
        if self.out is not None and self.failures:
            folder = self.out if self.out.is_dir() else self.out.parent
            with (folder / "errors.jsonl").open("w", encoding="utf-8") as stream:
                for failure in self.failures:
                    stream.write(json.dumps(failure._asdict(), ensure_ascii=False) + "\n")
        total = self.written + len(self.failures)
        if not self.quiet and (total > 1 or self.skipped):
            done = f"{self.written} of {total} read"
            failed = f", {len(self.failures)} failed" if self.failures else ""
            skipped = f", {self.skipped} done before" if self.skipped else ""
            where = f"; records in {self.out}" if self.out is not None else ""
            print(f"form4ml: {done}{failed}{skipped}{where}", file=sys.stderr)
        if self.failures:
            raise typer.Exit(max(failure.code for failure in self.failures))


def _bar(total: int) -> Any:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        *Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    )
    bar.add_task("filings", total=total)
    return bar
