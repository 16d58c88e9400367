"""A predict run as a person sees it: progress, records written as they come, failures told once, a count at the end."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import typer

from form4ml.cli.options import fail
from form4ml.journal import Busy, Entry, Journal, digest, place
from form4ml.reading.errors import MISSING_EXTRA, USAGE
from form4ml.running import Failure, Outcome, Task, run

if TYPE_CHECKING:
    from form4ml.record import Reading
    from form4ml.writing.files import Names

_TELL_EVERY = 30.0  # seconds, where no bar can be drawn


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
        self.resume, self.cik_map = resume, cik_map
        self.options: dict[str, Any] = {}
        self.failures: list[tuple[str, Failure]] = []  # each with the path of its input
        self.written = self.skipped = self.incomplete = 0

    def go(self) -> None:
        """Run, then exit with the code of the worst failure, or return where all went well."""
        from form4ml.tagging.store import ModelError
        from form4ml.writing import FORMATS, WriteError
        from form4ml.writing.files import hint

        try:
            if self.cik_map is not None:
                from form4ml.writing.keys import load_cik_map

                self.options["ciks"] = load_cik_map(self.cik_map)
            if self.out is None:
                self._to_terminal()
                sys.stdout.flush()
            elif self.out.exists() and not (self.out.is_file() or self.out.is_dir()):
                fail(f"--out {self.out}: this is neither a file nor a folder; leave --out away and use >", USAGE)
            else:
                self._to_disk(self.out, FORMATS[self.format].shape == "each")
        except ModelError as error:
            fail(error, error.code)
        except WriteError as error:
            fail(error, USAGE)
        except Busy:
            fail(f"--out {self.out}: another run is writing there; wait for it, or name another place", USAGE)
        except BrokenPipeError:  # whoever reads our output has enough of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left to flush goes nowhere
            raise typer.Exit(0) from None
        except OSError as error:
            where = error.filename or self.out or "standard output"
            fail(f"{where}: {error.strerror or error}; nothing can be written there{hint(error)}", USAGE)
        self._sum_up()

    # ------------------------------------------------------------ where records go
    def _to_terminal(self) -> None:
        from form4ml.writing import write_one

        for outcome in self._outcomes():
            for number, reading in enumerate(outcome.readings):
                options = dict(self.options)
                if self.format == "html":
                    options["document"] = outcome.documents[number]
                self.incomplete += bool(write_one(reading, self.format, sys.stdout, **options).missing)

    def _to_disk(self, out: Path, each: bool) -> None:
        if each and out.exists() and not out.is_dir():
            fail(f"--out {out}: {self.format} writes a file a filing, and this is a file; name a folder", USAGE)
        journal = Journal(place(out, self.format, each), self._about(), self.resume)
        if journal.was_other:
            print("form4ml: what was done before was done with other options or another model: anew", file=sys.stderr)
        try:
            known = self._leave_out_what_is_done(journal)
            if each:
                self._write_each(out, journal, known)
                journal.close()
            else:
                if self._left_undone(out, journal):
                    self._gather(out, journal)
                    journal.end()
        finally:
            journal.close()

    def _write_each(self, out: Path, journal: Journal, known: list[str]) -> None:
        from form4ml.writing import FORMATS
        from form4ml.writing.files import Names, left_behind

        names, suffix = Names(), FORMATS[self.format].suffix
        left_behind(out, suffix)
        for path in known:
            for file in journal.done[path][1]:
                names.take(file.removesuffix(suffix), journal.done[path][0])
        for outcome in self._outcomes():
            files, incomplete = self._files_of(outcome, out, names, suffix)
            self.incomplete += incomplete
            self._note(journal, outcome, files=files, incomplete=incomplete)

    def _files_of(self, outcome: Outcome, out: Path, names: Names, suffix: str) -> tuple[list[str], int]:
        """Write an input's records; the names of the files, and how many lack what the format demands."""
        from io import StringIO

        from form4ml.writing import write_one
        from form4ml.writing.files import write_text

        files, incomplete = [], 0
        for number, reading in enumerate(outcome.readings):
            options = dict(self.options)
            if self.format == "html":
                options["document"] = outcome.documents[number]
            stream = StringIO()
            incomplete += bool(write_one(reading, self.format, stream, **options).missing)
            files.append(names.of(reading) + suffix)
            write_text(out / files[-1], stream.getvalue())
        return files, incomplete

    def _gather(self, out: Path, journal: Journal) -> None:
        """All records into one output: kept in the journal as they come, written when the last is there."""
        from form4ml.writing import write_many
        from form4ml.writing.json import dumps

        for outcome in self._outcomes():
            self._note(journal, outcome, readings=[dumps(reading, indent=None) for reading in outcome.readings])
        wanted = {str(path) for path in self.wanted}
        readings = (
            reading for entry in journal.entries() if entry.path in wanted for reading in _readings_of(entry.readings)
        )
        write_many(readings, self.format, out, **self.options)

    def _left_undone(self, out: Path, journal: Journal) -> bool:
        """Whether there is anything to write; a run that had ended is begun anew where its output cannot be added to."""
        if not journal.ended:
            return True
        there = out.exists()
        if there and not self.files and {str(path) for path in self.wanted} == journal.done.keys():
            return False
        if not there or self.format != "duckdb":
            print("form4ml: the inputs or the output changed since that run: anew", file=sys.stderr)
            journal.anew()
            self.files, self.skipped, self.incomplete = list(self.wanted), 0, 0
            self.failures.clear()
        return True

    def _note(self, journal: Journal, outcome: Outcome, **what: Any) -> None:
        failure = list(outcome.failure) if outcome.failure is not None else None
        journal.add(Entry(str(outcome.path), outcome.sha256, what.pop("files", []), failure, **what))

    # ------------------------------------------------------------ what is left to do
    def _about(self) -> dict[str, Any]:
        """What the records depend on besides the inputs."""
        from form4ml import __version__
        from form4ml.tagging.finding import find
        from form4ml.tagging.store import digest_of, manifest_of

        return {
            "version": __version__,
            "model": digest_of(manifest_of(find(self.task.model))),
            "format": self.format,
            "min_confidence": self.task.min_confidence,
            "ciks": digest(self.cik_map) if self.cik_map is not None else "",
            "options": asdict(self.task.options),
        }

    def _leave_out_what_is_done(self, journal: Journal) -> list[str]:
        """Inputs that the journal knows are not read again, save those that only lacked a package."""
        self.wanted = list(self.files)
        left, known = [], []
        for path in self.files:
            failure = journal.done.get(str(path), ("", [], None, 0))[2]
            if path is None or (failure and failure[1] == MISSING_EXTRA) or not journal.has(path):
                left.append(path)
                continue
            known.append(str(path))
            self.incomplete += journal.done[str(path)][3]
            if failure:
                self.failures.append((str(path), Failure(*failure)))
        self.skipped = len(known)
        self.files = left
        return known

    # ------------------------------------------------------------ what a person sees
    def _outcomes(self) -> Iterator[Outcome]:
        share = 1 if self.task.slow else 4  # a process more for fewer inputs than that costs more than it saves
        outcomes = run(self.files, self.task, min(self.workers, max(1, len(self.files) // share)))
        show = not self.quiet and len(self.files) > 1
        with _bar(len(self.files)) if show and sys.stderr.isatty() else nullcontext() as bar:
            clock = _Clock(len(self.files)) if show and bar is None else None
            for outcome in outcomes:
                if outcome.failure is not None:
                    self.failures.append((str(outcome.path or "-"), outcome.failure))
                    print(f"form4ml: {outcome.failure.name}: {outcome.failure.message}", file=sys.stderr)
                else:
                    self.written += 1
                yield outcome
                if bar is not None:
                    bar.advance(bar.task_ids[0])
                if clock is not None:
                    clock.tick()

    def _sum_up(self) -> None:
        if self.out is not None:
            self._tell_errors(self.out)
        total = self.written + self.skipped + len(self.failures) - self._failed_before
        if not self.quiet and (total > 1 or self.skipped or self.incomplete):
            done = f"{self.written} of {total} read"
            failed = f", {len(self.failures)} failed" if self.failures else ""
            skipped = f", {self.skipped} done before" if self.skipped else ""
            lacking = f", {self.incomplete} incomplete (a comment in each file says what is missing)"
            where = f"; records in {self.out}" if self.out is not None else ""
            print(f"form4ml: {done}{failed}{skipped}{lacking if self.incomplete else ''}{where}", file=sys.stderr)
        if self.failures:
            raise typer.Exit(max(failure.code for _, failure in self.failures))

    @property
    def _failed_before(self) -> int:
        """Failures that count among the inputs done before."""
        return max(0, len(self.failures) + self.written - len(self.files))

    def _tell_errors(self, out: Path) -> None:
        """`errors.jsonl`, one line a failure; one of an earlier run goes where nothing failed."""
        from form4ml.writing.files import write_text

        path = (out if out.is_dir() else out.parent) / "errors.jsonl"
        if self.failures:
            rows = ({"path": path, **failure._asdict()} for path, failure in self.failures)
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            write_text(path, "".join(lines))
        else:
            path.unlink(missing_ok=True)


def _readings_of(texts: Sequence[str]) -> Iterator[Reading]:
    from form4ml.writing.json import load

    yield from map(load, texts)


class _Clock:
    """Tells how far a run is where no bar can be drawn."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self.start = self.told = monotonic()

    def tick(self) -> None:
        self.done += 1
        now = monotonic()
        if now - self.told >= _TELL_EVERY and self.done < self.total:
            self.told = now
            left = (now - self.start) / self.done * (self.total - self.done)
            print(f"form4ml: {self.done} of {self.total}, about {left / 60:.0f} min left", file=sys.stderr)


def _bar(total: int) -> Any:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        *Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    )
    bar.add_task("filings", total=total)
    return bar
