"""`form4ml train` on bad days: one line and a code, the last good model in its place, nothing left lying about."""

from __future__ import annotations

import json
import lzma
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_samples import form4ml, told
from model_samples import digest, saved
from training_samples import corpus_in

pytest.importorskip("pycrfsuite")

from form4ml.corpus import read_jsonl

FAST = [part for name in ("rows", "form", "note") for part in ("--set", f"{name}.max_iterations=5")]
LONG = [part for name in ("rows", "form", "note") for part in ("--set", f"{name}.max_iterations=1000000",
        "--set", f"{name}.c1=0", "--set", f"{name}.epsilon=0", "--set", f"{name}.delta=0")]  # fmt: skip
ROOT = Path(__file__).parent.parent


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config, the model of an earlier run where it would write its own, and a folder for temporary files."""
    saved(tmp_path / "model")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return corpus_in(tmp_path)


def untouched(config: Path) -> None:
    """The model that was there is there and sound; no temporary file is left beside it or elsewhere."""
    folder = config.parent
    assert digest(folder / "model") == digest(saved(folder / "fresh", name="model"))
    beside = {path.name for path in folder.iterdir()}
    assert beside == {"model", "fresh", "corpus", "annotations", "tiny.cfg", "tmp"}
    assert not list((folder / "tmp").iterdir())


def fails(config: Path, code: int, *arguments: object, workers: int = 1) -> str:
    """The one line of a training that fails with a code and harms nothing."""
    result = form4ml("train", "--config", config, "--quiet", "--workers", workers, *FAST, *arguments)
    assert result.exit_code == code, result.stderr
    assert result.stdout == ""
    [line] = told(result)
    untouched(config)
    return line


def rewritten(path: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    rows = list(read_jsonl(path))
    change(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


# ---------------------------------------------------------------- the disk is full
def running(config: Path, *arguments: object, **more: Any) -> subprocess.Popen[str]:
    """A training in a process of its own, as from a terminal."""
    command = [sys.executable, "-m", "form4ml", "train", "--config", str(config), *map(str, arguments)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
        **({"preexec_fn": _as_usual} | more),
    )


def _as_usual() -> None:
    """What ran the tests may ignore a closed terminal, as nohup does, or Ctrl-C, as a shell's background; a child inherits that."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def small_files() -> None:
    """In the process to be: no file may grow beyond 40 kB, as if the disk were full there."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


@pytest.mark.parametrize("workers", [1, 2])
def test_weights_that_the_engine_could_not_write_whole(config: Path, workers: int) -> None:
    process = running(config, "-q", "-w", workers, *FAST, preexec_fn=small_files)
    out, told_of = process.communicate(timeout=120)
    assert process.returncode == 3, told_of
    assert out == ""
    [line] = told_of.splitlines()
    assert "File too large" in line
    assert str(config.parent / "tmp") in line
    assert "untouched" in line
    untouched(config)


@pytest.mark.parametrize("workers", [1, 2])
def test_no_room_for_temporary_files(config: Path, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/the/disk")

    monkeypatch.setattr("form4ml.tagging.training.tempfile.TemporaryDirectory.__init__", full)
    monkeypatch.setattr("form4ml.tagging.training.tempfile.TemporaryDirectory.cleanup", lambda _: None, raising=False)
    assert "/the/disk: No space left on device" in fails(config, 3, workers=workers)


@pytest.mark.parametrize("step", ["numpy.savez_compressed", "pathlib.Path.write_text", "pathlib.Path.rename"])
def test_no_room_for_the_model(config: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module
    from operator import attrgetter

    module, name = step.split(".", 1)
    whole = attrgetter(name)(import_module(module))

    def full(*arguments: Any, **more: Any) -> Any:
        if ".part" in str(arguments[0]):
            raise OSError(28, "No space left on device", str(arguments[0]))
        return whole(*arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        result = form4ml("train", "--config", config, "--quiet", "--workers", 1, *FAST)
    assert result.exit_code == 3
    assert "No space left on device; the model that was there is untouched" in told(result)[0]
    untouched(config)


# ---------------------------------------------------------------- somebody stops it
def enlarged(config: Path, copies: int = 150) -> None:
    """The corpus many times over, so that no machine is done with it before it is stopped."""
    for path in (config.parent / "corpus" / "hand.jsonl", config.parent / "annotations" / "hand.jsonl"):
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        again = [{**item, "name": f"{n}-{item['name']}"} for n in range(copies) for item in items]
        path.write_text("".join(json.dumps(item) + "\n" for item in again), encoding="utf-8")


def under_way(process: subprocess.Popen[str], config: Path) -> None:
    """Wait until CRFs are being fitted."""
    end = time.monotonic() + 60
    while not list((config.parent / "tmp").rglob("*")) and time.monotonic() < end:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    time.sleep(0.5)


@pytest.mark.parametrize(
    ("number", "whole_group", "workers", "code"),
    [
        (signal.SIGINT, True, 2, 130),  # Ctrl-C at a terminal goes to all processes
        (signal.SIGINT, False, 1, 130),
        (signal.SIGTERM, False, 2, 143),
        (signal.SIGHUP, False, 1, 129),
    ],
)
def test_a_run_that_is_stopped(
    number: signal.Signals, whole_group: bool, workers: int, code: int, config: Path
) -> None:
    enlarged(config)
    process = running(config, "-q", "-w", workers, *LONG)
    under_way(process, config)
    (os.killpg if whole_group else os.kill)(process.pid, number)
    out, told_of = process.communicate(timeout=30)
    assert process.returncode == code, told_of
    assert out == ""
    assert told_of == "form4ml: stopped; the model that was there is untouched\n"
    untouched(config)
    with pytest.raises(ProcessLookupError):  # of its processes none lives on
        os.killpg(process.pid, 0)


def test_a_run_that_is_killed_leaves_no_process_behind(config: Path) -> None:
    enlarged(config)
    process = running(config, "-q", "-w", 2, *LONG)
    under_way(process, config)
    process.kill()
    process.wait()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        os.killpg(process.pid, signal.SIGKILL)
        pytest.fail("its processes went on")
    assert digest(config.parent / "model")


def test_a_process_that_is_killed_ends_the_run(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from form4ml.tagging import run as training

    def killed(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(training, "train_chain", killed)
    line = fails(config, 1, workers=2)
    assert "ended from outside by signal 9" in line


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("error", "says"), [(MemoryError(), "out of memory"), (ValueError("odd"), "ValueError: odd")])
def test_a_breakdown_is_told_in_a_line(
    error: Exception, says: str, workers: int, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from form4ml.tagging import run as training

    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(training, "train_chain", broken)
    assert says in fails(config, 1, workers=workers)


def test_what_a_killed_run_left_is_swept_up_by_the_next(config: Path) -> None:
    folder = config.parent
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in (f".model.{gone.pid}.part", f".model.{gone.pid}.old", f".model.{os.getpid()}9x.part"):
        (folder / name).mkdir()
        (folder / name / "weights.npz").write_bytes(b"half")
    assert form4ml("train", "--config", config, "-q", "-w", 1, *FAST).exit_code == 0
    assert [path.name for path in folder.glob(".model*")] == [f".model.{os.getpid()}9x.part"]


# ---------------------------------------------------------------- what it learns from
def with_split(split: str | None) -> Callable[[list[dict[str, Any]]], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            row["meta"]["split"] = split

    return change


@pytest.mark.parametrize(("kept", "lacks"), [("dev", "train"), ("train", "dev"), ("other", "train")])
def test_a_split_without_filings(config: Path, kept: str, lacks: str) -> None:
    rewritten(config.parent / "annotations" / "hand.jsonl", with_split(kept))
    assert f"no annotated filing of split {lacks}" in fails(config, 2)


def test_filings_of_one_issuer(config: Path) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            row["meta"]["issuer"] = "The Same Inc"

    rewritten(config.parent / "annotations" / "hand.jsonl", change)
    assert "issuer" in fails(config, 2)


def first_span(place: int, value: object) -> Callable[[list[dict[str, Any]]], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[1]["spans"][3][place] = value

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (first_span(2, 900), "hand-1, line 4: TICKER 29-900 does not fit its line of 34 characters"),
        (first_span(1, -4), "hand-1, line 4"),
        (first_span(0, 900), "hand-1, line 901"),
        (first_span(3, "TICKR"), "no label is called TICKR"),
        (first_span(0, "x"), "is no span"),
        (lambda rows: rows[1]["spans"][3].pop(), "hand-1"),
        (lambda rows: rows[1]["parts"].pop(), "14 parts for 15 lines"),
        (lambda rows: rows[1]["parts"].__setitem__(2, "apendix"), "no part of the form is called apendix"),
        (lambda rows: rows[1].pop("spans"), "hand-1"),
        (lambda rows: rows[6]["spans"][0].__setitem__(3, "TICKR"), "no label is called TICKR"),  # of split dev
    ],
)
def test_an_annotation_that_does_not_fit(
    config: Path, change: Callable[[list[dict[str, Any]]], object], says: str
) -> None:
    rewritten(config.parent / "annotations" / "hand.jsonl", change)
    line = fails(config, 3)
    assert says in line
    assert "check-data" in line
    assert str(config.parent / "annotations") in line


def damaged(data: bytes, how: str) -> bytes:
    packed = lzma.compress(data)
    middle = len(packed) // 2
    return {
        "cut": packed[:middle],
        "flipped": packed[:middle] + bytes([packed[middle] ^ 0xFF]) + packed[middle + 1 :],
        "no xz": data,
        "empty": b"",
        "not text": lzma.compress(b"\xff\xfe\x00" + data),
        "cut row": lzma.compress(data[:-40]),
        "list": lzma.compress(b"[1, 2]\n"),
    }[how]


@pytest.mark.parametrize("how", ["cut", "flipped", "no xz", "empty", "not text", "cut row", "list"])
@pytest.mark.parametrize("kind", ["corpus", "annotations"])
def test_a_file_that_is_damaged(config: Path, kind: str, how: str) -> None:
    plain = config.parent / kind / "hand.jsonl"
    path = plain.with_name("hand.jsonl.xz")
    path.write_bytes(damaged(plain.read_bytes(), how))
    plain.unlink()
    assert str(path) in fails(config, 3)


def test_a_folder_where_a_file_should_be(config: Path) -> None:
    (config.parent / "corpus" / "more.jsonl").mkdir()
    assert "more.jsonl: Is a directory" in fails(config, 3)


# ---------------------------------------------------------------- what it is told
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("max_iterations", "max_iteration", "[rows] has no setting max_iteration; did you mean max_iterations?"),
        ("[form]", "[fomr]", "no section [fomr]; did you mean form?"),
        ('views = ["text"]', 'views = ["txt"]', "[tagger] views: there is no 'txt'; did you mean text?"),
        ('views = ["text"]', 'views = ["boxes"]', "views: boxes"),
        ('views = ["text"]', "views = []", "[tagger] views: empty"),
        ('views = ["text"]', 'views = ["text"]\nkind = "crff"', "did you mean crf?"),
        ("c1 = 0.05", "c1 = -1", "[rows] c1 = -1.0: expected a number from 0"),
        ("c1 = 0.05", "c1 = NaN", "[rows] c1"),
        ("max_iterations = 30", "max_iterations = 0", "expected a number from 1"),
        ("max_iterations = 30", "max_iterations = true", "expected int"),
        ("folds = 2", "folds = 1", "expected a number from 2"),
        ("[tagger]", '[features]\nrow = ["lenght"]\n\n[tagger]', "[features] row: there is no 'lenght'"),
        ("[tagger]", "[tagger", "cannot be read as a config"),
    ],
)
def test_a_slip_in_the_config_names_what_was_meant(config: Path, old: str, new: str, says: str) -> None:
    text = config.read_text()
    assert old in text
    config.write_text(text.replace(old, new, 1))
    arguments = [] if "max_iterations" in old else FAST
    result = form4ml("train", "--config", config, "-q", "-w", 1, *arguments)
    assert result.exit_code == 2
    [line] = told(result)
    assert says in line
    untouched(config)


@pytest.mark.parametrize("name", ["corpus", "tiny.cfg", "tiny.cfg/deeper", "."])
def test_a_folder_that_is_no_model_s_is_never_replaced(
    config: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(config.parent)
    line = fails(config, 3 if "deeper" in name else 2, "--out", name)
    assert name.split("/")[0] in line
    assert (config.parent / "corpus" / "hand.jsonl").is_file()


def test_the_same_run_gives_the_same_model(config: Path) -> None:
    digests = []
    for name in ("one", "two"):
        out = config.parent / name
        assert form4ml("train", "-c", config, "-q", "-w", 1, "--out", out, *FAST).exit_code == 0
        digests.append(digest(out))
    assert digests[0] == digests[1]
    manifest = json.loads((config.parent / "one" / "manifest.json").read_text())
    assert (manifest["licence"], manifest["kind"]) == ("not stated", "crf")
    assert manifest["date"][:2] == "20"
    assert 0 < manifest["scores"]["f1"] <= 1
    assert set(manifest["programs"]) == {"numpy", "python-crfsuite"}
