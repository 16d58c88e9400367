"""Chains trained in forked processes, side by side, which end with the run that began them and leave nothing behind.

A process of its own is more than speed: CRFsuite crashes outright where the disk is full, and takes its process along.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any, Never

from form4ml.tagging.chain import Chain
from form4ml.tagging.training import ENGINE_SUFFIX, Progress, check_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

Job = Callable[[Progress | None], Chain]
_LOOK_EVERY = 2.0  # seconds, for processes that ended without a word
_CRASHES = (signal.SIGSEGV, signal.SIGABRT)
_LESS_MEMORY = "; fewer --workers or a [run] limit need less"


class TrainingError(RuntimeError):
    """A training that broke down, in one line."""


def together(jobs: Mapping[str, Job], progress: Progress | None, workers: int) -> dict[str, Chain]:
    """Each job's chain. Processes share what is already in memory; jobs are done in turn where none can be forked.

    Raises OSError where a job met one, TrainingError for all else that goes wrong in it.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return {name: _alone(job, progress) for name, job in jobs.items()}
    with tempfile.TemporaryDirectory(prefix="form4ml-") as scratch:
        return _forked(jobs, progress, workers, Path(scratch))


def _alone(job: Job, progress: Progress | None) -> Chain:
    try:
        return job(progress)
    except (OSError, TrainingError):
        raise
    except Exception as error:
        raise TrainingError(_told(error)) from error


def _told(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return f"training ran out of memory{_LESS_MEMORY}"
    return f"training failed ({type(error).__name__}: {error})"


def _forked(jobs: Mapping[str, Job], progress: Progress | None, workers: int, scratch: Path) -> dict[str, Chain]:
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue()
    waiting = list(jobs.items())
    running: dict[str, Any] = {}
    done: dict[str, Chain] = {}
    try:
        while len(done) < len(jobs):
            while waiting and len(running) < workers:
                name, job = waiting.pop(0)
                running[name] = context.Process(
                    target=_work, args=(queue, name, job, scratch, os.getpid()), daemon=True
                )
                running[name].start()
            try:
                what, name, value = queue.get(timeout=_LOOK_EVERY)
            except Empty:
                _look_for_dead(running, scratch)
                continue
            if what == "progress" and progress is not None:
                progress(*value)
            elif what == "done":
                done[name] = value
                running.pop(name).join()
            elif what == "failed":
                _raise(value)
    finally:
        with _undisturbed():
            _end(running)
    return done


def _work(queue: Any, name: str, job: Job, scratch: Path, parent: int) -> None:
    """In the forked process: do a job and tell of it."""
    # Ctrl-C goes to the whole group of processes: the parent takes it, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    tempfile.tempdir = str(scratch)  # the parent's own, which goes with it even where this process is killed

    def report(*event: Any) -> None:
        if os.getppid() != parent:  # killed outright: nobody waits for this any more
            os._exit(1)
        queue.put(("progress", name, event))

    try:
        queue.put(("done", name, job(report)))
    except OSError as error:
        queue.put(("failed", name, error))
    except BaseException as error:  # whatever it is, the parent tells it
        queue.put(("failed", name, _told(error)))


def _raise(value: OSError | str) -> Never:
    if isinstance(value, OSError):
        raise value
    raise TrainingError(value)


def _look_for_dead(running: Mapping[str, Any], scratch: Path) -> None:
    for process in running.values():
        if not process.is_alive() and process.exitcode:
            if -process.exitcode in _CRASHES:  # a full disk is what makes the engine crash
                for path in scratch.rglob(f"*{ENGINE_SUFFIX}"):
                    check_whole(path)
            how = f" by signal {-process.exitcode}" if process.exitcode < 0 else ""
            raise TrainingError(f"a training process was ended from outside{how}, out of memory perhaps{_LESS_MEMORY}")


def _end(running: Mapping[str, Any]) -> None:
    for process in running.values():
        process.terminate()
    for process in running.values():
        process.join(5)
        if process.is_alive():
            process.kill()
            process.join()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """An impatient second Ctrl-C must not keep the processes from being ended."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread, which alone gets signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
