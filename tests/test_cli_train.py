"""`form4ml train`: a config in, a model folder out; a slip is told in a line and costs no model."""

from pathlib import Path

import pytest
from cli_samples import form4ml, told
from model_samples import saved
from training_samples import corpus_in

pytest.importorskip("pycrfsuite")

from form4ml.tagging import store

FAST = [part for name in ("rows", "form", "note") for part in ("--set", f"{name}.max_iterations=5")]


def test_a_model_is_written_and_reads(tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    result = form4ml("train", "--config", config, "--workers", 1, "--quiet", *FAST)
    assert result.exit_code == 0
    folder = tmp_path / "model"
    assert f"wrote {folder}" in result.stdout
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "weights.npz", "calibration.json", "CARD.md"}
    assert "max_iterations = 5" in (folder / "manifest.json").read_text()
    page = tmp_path / "page.txt"
    page.write_text("FORM 4\nsomething else\n")
    assert form4ml("predict", page, "--model", folder).exit_code == 0


def test_out_goes_before_the_config_s_folder(tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    other = tmp_path / "other"
    assert form4ml("train", "-c", config, "--out", other, "-w", 1, "-q", *FAST).exit_code == 0
    assert (other / "manifest.json").is_file()
    assert not (tmp_path / "model").exists()


def test_only_confidence_leaves_the_weights(tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    folder = tmp_path / "model"
    assert form4ml("train", "-c", config, "-w", 1, "-q", *FAST).exit_code == 0
    weights, curves = (folder / "weights.npz").read_bytes(), (folder / "calibration.json").read_text()
    assert form4ml("train", "-c", config, "-q", "--only-confidence", "--set", "run.version=9.1.0").exit_code == 0
    assert (folder / "weights.npz").read_bytes() == weights
    assert (folder / "calibration.json").read_text() == curves  # the same held-out filings, the same curves
    assert store.manifest_of(folder)["version"] == "9.1.0"
    assert "calibrated" in store.manifest_of(folder)


def test_only_confidence_without_a_model_is_told_in_a_line(tmp_path: Path) -> None:
    result = form4ml("train", "-c", corpus_in(tmp_path), "-q", "--only-confidence")
    assert result.exit_code == 5
    [line] = told(result)
    assert "no model here" in line


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (["form.c3=0.1"], "c3"),
        (["form.max_iterations=many"], "max_iterations"),
        (["nowhere.c1=0.1"], "nowhere"),
        (["c1"], "section.key=value"),
        (["paths.corpus=no/such/folder"], "no/such/folder"),
    ],
)
def test_a_slip_is_told_in_a_line(changes: list[str], says: str, tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    keep = saved(tmp_path / "model")
    settings = [part for change in changes for part in ("--set", change)]
    result = form4ml("train", "--config", config, "-w", 1, "-q", *settings)
    assert result.exit_code == 2
    [line] = told(result)
    assert says in line
    assert store.manifest_of(keep)
    assert result.stdout == ""


def test_a_missing_config(tmp_path: Path) -> None:
    result = form4ml("train", "--config", tmp_path / "none.cfg")
    assert result.exit_code == 2
    assert "none.cfg" in told(result)[0]


def test_a_corpus_without_anything_to_learn_from(tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    for path in (tmp_path / "annotations").iterdir():
        path.unlink()
    result = form4ml("train", "--config", config, "-w", 1, "-q")
    assert result.exit_code == 2
    assert "no annotated filing" in told(result)[0]


@pytest.mark.parametrize("broken", ["{not json\n", '{"name": "hand-0"}\n', "[1, 2]\n"])
def test_a_broken_corpus_is_told_in_a_line(broken: str, tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    (tmp_path / "annotations" / "worse.jsonl").write_text(broken)
    result = form4ml("train", "--config", config, "-w", 1, "-q")
    assert result.exit_code == 3
    [line] = told(result)
    assert "worse.jsonl" in line
    assert "check-data" in line


def test_a_cut_off_corpus_file_is_told_in_a_line(tmp_path: Path) -> None:
    import lzma

    config = corpus_in(tmp_path)
    whole = lzma.compress((tmp_path / "corpus" / "hand.jsonl").read_bytes())
    (tmp_path / "corpus" / "cut.jsonl.xz").write_bytes(whole[: len(whole) // 2])
    result = form4ml("train", "--config", config, "-w", 1, "-q")
    assert result.exit_code == 3
    [line] = told(result)
    assert "cut.jsonl.xz" in line
