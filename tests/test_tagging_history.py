"""The releases of a model: one row each, no name and version twice, nothing made up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from model_samples import changed, digest, saved

from form4ml.tagging.history import COLUMNS, HistoryError, labels_of, place, read, release, row_of
from form4ml.tagging.store import ModelError, manifest_of

ROOT = Path(__file__).parent.parent
RUN = {
    "date": "2026-01-02",
    "form4ml": "0.1.0",
    "trained_on": {"filings": 6, "wordings": 0, "sha256": "ab" * 32},
    "scores": {"values": 10, "precision": 0.9, "recall": 0.8, "f1": 0.847},
}


def test_a_row_says_what_the_manifest_says(tmp_path: Path) -> None:
    folder = saved(tmp_path / "m", **RUN)
    row = row_of(folder)
    assert tuple(row) == COLUMNS
    assert (row["name"], row["version"], row["date"], row["kind"]) == ("m", "1.0", "2026-01-02", "crf")
    assert (row["filings"], row["wordings"], row["corpus"]) == ("6", "0", "ab" * 32)
    assert (row["dev_values"], row["dev_precision"], row["dev_recall"], row["dev_f1"]) == ("10", "0.9", "0.8", "0.847")
    assert row["bytes"] == str(sum(path.stat().st_size for path in folder.iterdir()))
    assert row["sha256"] == digest(folder)


def test_what_it_does_not_say_stays_empty(tmp_path: Path) -> None:
    row = row_of(saved(tmp_path / "m"))
    assert [row[key] for key in ("date", "form4ml", "corpus", "filings", "dev_f1")] == [""] * 5


def test_labels_are_told_apart(tmp_path: Path) -> None:
    manifest = manifest_of(saved(tmp_path / "m"))
    assert labels_of(manifest) == labels_of({**manifest, "name": "other"})
    assert labels_of(manifest) != labels_of({**manifest, "labels": manifest["labels"][:-1]})


def test_releases_are_added_in_order(tmp_path: Path) -> None:
    path = tmp_path / "models" / "history.csv"
    one = saved(tmp_path / "m", **RUN)
    assert release(one, path)[1]
    two = saved(tmp_path / "n", seed=3, name="m", version="1.1")
    assert release(two, path)[1]
    assert [row["version"] for row in read(path)] == ["1.0", "1.1"]
    assert read(path)[0] == row_of(one)
    assert [p.name for p in path.parent.iterdir()] == ["history.csv"]


def test_the_same_model_is_released_once(tmp_path: Path) -> None:
    path, folder = tmp_path / "h.csv", saved(tmp_path / "m")
    release(folder, path)
    before = path.read_bytes()
    assert release(folder, path) == (row_of(folder), False)
    assert path.read_bytes() == before


def test_a_version_is_one_model(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    release(saved(tmp_path / "m"), path)
    with pytest.raises(HistoryError, match=r"m 1\.0 stands there already"):
        release(saved(tmp_path / "n", seed=9, name="m"), path)
    assert len(read(path)) == 1


def test_an_unsound_model_is_not_released(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        release(changed(saved(tmp_path / "m"), feature_schema=7), tmp_path / "h.csv")
    assert not (tmp_path / "h.csv").exists()


@pytest.mark.parametrize("text", ["", "a,b\n", ",".join(COLUMNS) + "\n1,2\n", "\ud800"])
def test_what_is_no_history_is_told_and_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    before = path.read_bytes()
    with pytest.raises(HistoryError) as caught:
        release(saved(tmp_path / "m"), path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_commas_and_quotes_survive(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    release(saved(tmp_path / "m", name='a, "b"'), path)
    assert read(path)[0]["name"] == 'a, "b"'
    assert len(list(csv.reader(path.open()))) == 2


@pytest.mark.skipif(not (ROOT / "models" / "history.csv").is_file(), reason="needs models/history.csv")
def test_the_shipped_model_s_last_row_is_that_of_the_model() -> None:
    """A model that is trained anew is released anew: `form4ml models release default`."""
    own = [row for row in read(ROOT / "models" / "history.csv") if row["name"] == "default"]
    assert own[-1] == row_of(ROOT / "models" / "default")


def test_the_history_is_found_without_being_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert place() == ROOT / "models" / "history.csv"
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "history.csv").write_text("")
    assert place() == Path("models/history.csv")
