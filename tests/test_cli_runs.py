"""Long runs: a kill loses nothing and doubles nothing, whatever the format; what failed is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_samples import SAMPLE, form4ml, told

COUNT = 30


def inputs(folder: Path, count: int = COUNT) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"filing{number:03}.txt").write_bytes(SAMPLE.read_bytes() + f"\nPage {number}\n".encode())
    return folder


def command(source: Path, out: Path, format: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "form4ml", "predict", str(source), "-f", format, "-o", str(out), *more]


def killed_on_the_way(source: Path, out: Path, format: str, journal: Path) -> int:
    """Start a run and kill it when some of its inputs are done; how many were."""
    process = subprocess.Popen(command(source, out, format), stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if journal.is_file() and journal.read_bytes().count(b"\n") > 6:
            os.kill(process.pid, signal.SIGKILL)
        time.sleep(0.005)
    process.wait()
    return journal.read_bytes().count(b"\n") - 1 if journal.is_file() else COUNT


def contents(out: Path, format: str) -> Any:
    if format == "duckdb":
        import duckdb

        with duckdb.connect(str(out), read_only=True) as base:
            names = [row[0] for row in base.execute("show tables").fetchall()]
            return {name: sorted(map(repr, base.execute(f'select * from "{name}"').fetchall())) for name in names}
    if out.is_dir():
        return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    return out.read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("format", ["json", "jsonl", "duckdb"])
def test_a_killed_run_goes_on_and_ends_as_one_that_was_left_alone(tmp_path: Path, format: str) -> None:
    if format == "duckdb":
        pytest.importorskip("duckdb")
    source = inputs(tmp_path / "in")
    out, alone = tmp_path / f"killed.{format}", tmp_path / f"alone.{format}"
    journal = out / ".form4ml-json.run" if format == "json" else tmp_path / f".{out.name}.form4ml-{format}.run"
    done = killed_on_the_way(source, out, format, journal)
    if done == COUNT:
        pytest.skip("the run was over before it could be killed")
    assert format == "json" or not out.exists()
    again = subprocess.run(command(source, out, format, "--resume"), capture_output=True, text=True, check=True)
    assert f"{COUNT - done} of {COUNT} read, {done} done before" in again.stderr
    subprocess.run(command(source, alone, format, "-q"), check=True)
    assert contents(out, format) == contents(alone, format)
    assert [path for path in tmp_path.rglob(".form4ml-*") if path.name != ".form4ml-json.run"] == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_run_leaves_no_processes_behind(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in"), tmp_path / "out"
    process = subprocess.Popen(command(source, out, "json", "-w", "2"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    journal, until = out / ".form4ml-json.run", time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        if journal.is_file() and journal.read_bytes().count(b"\n") > 2:
            process.kill()
        time.sleep(0.005)
    process.communicate(timeout=20)  # ends only when everybody who could write there has ended


def test_a_line_that_a_kill_cut_short_is_as_good_as_none(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", 3), tmp_path / "out"
    form4ml("predict", source, "--out", out)
    journal = out / ".form4ml-json.run"
    journal.write_bytes(journal.read_bytes()[:-9])
    result = form4ml("predict", source, "--out", out, "--resume")
    assert "1 of 3 read, 2 done before" in told(result)[-1]
    assert "0 of 3 read, 3 done before" in told(form4ml("predict", source, "--out", out, "--resume"))[-1]


def test_what_changed_or_went_is_done_again(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", 4), tmp_path / "out"
    form4ml("predict", source, "--out", out)
    (source / "filing000.txt").write_bytes(SAMPLE.read_bytes())
    (out / "filing001.json").unlink()
    assert "2 of 4 read, 2 done before" in told(form4ml("predict", source, "--out", out, "--resume"))[-1]


def test_other_options_make_another_run(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", 2), tmp_path / "out"
    form4ml("predict", source, "--out", out)
    lines = told(form4ml("predict", source, "--out", out, "--resume", "--min-confidence", "0.9"))
    assert "other options" in lines[0]
    assert "2 of 2 read" in lines[-1]


def test_without_resume_a_run_is_anew(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", 2), tmp_path / "out"
    form4ml("predict", source, "--out", out)
    assert "2 of 2 read" in told(form4ml("predict", source, "--out", out))[-1]


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_failures_are_told_with_their_place_and_kept_over_a_resume(tmp_path: Path, format: str) -> None:
    source, out = inputs(tmp_path / "in", 2), tmp_path / "out" / "all.jsonl"
    (source / "deep").mkdir()
    (source / "deep" / "nothing.txt").write_bytes(b"")
    target = out.parent if format == "json" else out
    first = form4ml("predict", source, "--out", target, "-f", format)
    second = form4ml("predict", source, "--out", target, "-f", format, "--resume")
    assert first.exit_code == second.exit_code == 3
    [row] = [json.loads(line) for line in (out.parent / "errors.jsonl").read_text().splitlines()]
    assert row["path"].endswith("deep/nothing.txt")
    assert row["code"] == 3
    assert "empty" in row["message"]
    assert "1 failed" in told(second)[-1]
    (source / "deep" / "nothing.txt").unlink()
    form4ml("predict", source, "--out", target, "-f", format)
    assert not (out.parent / "errors.jsonl").exists()


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", 9)
    form4ml("predict", source, "--out", tmp_path / "one.jsonl")
    form4ml("predict", source, "--out", tmp_path / "two.jsonl", "--workers", "2")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_cik_maps_fill_the_xml_and_go_with_nothing_else(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", 1)
    ciks = tmp_path / "ciks.csv"
    ciks.write_text("name,cik\nCellectar Biosciences Inc,1279704\nCARUSO JAMES V,1650652\n")
    result = form4ml(
        "predict", source, "--out", tmp_path / "out", "-f", "xml", "--min-confidence", 0, "--cik-map", ciks
    )
    assert result.exit_code == 0
    assert "0001279704" in (tmp_path / "out" / "filing000.xml").read_text()
    assert "1 incomplete" in told(result)[-1]  # the tables that its OCR lost stay lost
    wrong = form4ml("predict", source, "--out", tmp_path / "out", "-f", "json", "--cik-map", ciks)
    assert wrong.exit_code == 2
    missing = form4ml("predict", source, "--out", tmp_path / "out", "-f", "xml", "--cik-map", tmp_path / "none.csv")
    assert missing.exit_code == 2
    assert "none.csv" in told(missing)[0]


def test_html_of_a_text_holds_its_lines(tmp_path: Path) -> None:
    form4ml("predict", inputs(tmp_path / "in", 1), "--out", tmp_path / "out", "-f", "html")
    page = (tmp_path / "out" / "filing000.html").read_text()
    assert 'class="lines"' in page
    assert "CELLECTAR" in page.upper()
    assert "http://" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize("format", ["jsonl", "csv", "duckdb"])
def test_a_run_that_ended_is_not_done_again(tmp_path: Path, format: str) -> None:
    if format == "duckdb":
        pytest.importorskip("duckdb")
    source, out = inputs(tmp_path / "in", 3), tmp_path / f"out.{format}"
    (source / "nothing.txt").write_bytes(b"")
    form4ml("predict", source, "-f", format, "--out", out)
    before = contents(out, format)
    again = form4ml("predict", source, "-f", format, "--out", out, "--resume")
    assert again.exit_code == 3  # what failed is told again
    assert "0 of 4 read, 1 failed, 4 done before" in told(again)[-1]
    (source / "nothing.txt").write_bytes(SAMPLE.read_bytes())
    changed = told(form4ml("predict", source, "-f", format, "--out", out, "--resume"))
    assert ("1 of 4 read, 3 done before" if format == "duckdb" else "4 of 4 read") in changed[-1]
    assert contents(out, format) != before
    other = tmp_path / f"other.{format}"
    form4ml("predict", source, "-f", format, "--out", other)
    assert contents(out, format) == contents(other, format)
    again = form4ml("predict", source, "-f", format, "--out", out, "--resume")
    assert "0 of 4 read, 4 done before" in told(again)[-1]


def test_two_runs_do_not_write_to_one_place(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    from form4ml.journal import Journal, place

    source = inputs(tmp_path / "in", 2)
    for format, out in (("json", tmp_path / "out"), ("jsonl", tmp_path / "all.jsonl")):
        other = Journal(place(out, format, format == "json"), {}, resume=False)
        busy = form4ml("predict", source, "-f", format, "--out", out)
        assert busy.exit_code == 2
        assert "another run" in told(busy)[0]
        other.close()
        assert form4ml("predict", source, "-f", format, "--out", out).exit_code == 0


def test_names_as_long_as_a_file_system_takes(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", 1)
    for name in ("x" * 251 + ".txt", "\u6f22" * 83 + ".txt", "x" * 250 + "y.txt"):
        (source / name).write_bytes(SAMPLE.read_bytes() + name[-5:].encode())
    result = form4ml("predict", source, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert len(list((tmp_path / "out").glob("*.json"))) == 4


def test_devices_are_left_alone_and_links_followed(tmp_path: Path) -> None:
    source, pipe, link = inputs(tmp_path / "in", 2), tmp_path / "pipe", tmp_path / "link.jsonl"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        result = form4ml("predict", source, "-f", "jsonl", "--out", pipe)
        assert result.exit_code == 2
        assert "neither a file nor a folder" in told(result)[0]
        assert pipe.is_fifo()
    link.symlink_to(tmp_path / "there.jsonl")
    assert form4ml("predict", source, "--out", link).exit_code == 0
    assert link.is_symlink()
    assert len((tmp_path / "there.jsonl").read_text().splitlines()) == 2


def test_what_a_killed_run_was_writing_is_taken_away(tmp_path: Path) -> None:
    source, out = inputs(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir()
    (out / ".form4ml-0123456789ab.json").write_text("{")
    (out / ".form4ml-mine.json").write_text("{}")
    form4ml("predict", source, "--out", out)
    assert {path.name for path in out.iterdir()} == {".form4ml-json.run", ".form4ml-mine.json", "filing000.json"}


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
def test_an_output_that_is_full_or_closed_is_told_or_left(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "form4ml", "predict", str(SAMPLE)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("form4ml: standard output: No space left")
    process = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 0
