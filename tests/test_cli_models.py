"""`form4ml models`: lists, checks, packs, installs and releases; trouble is a line and an exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import SAMPLE, form4ml, told
from model_samples import CARD, changed, digest, saved


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with ./models/here, and the user's folder of models, which is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORM4ML_MODELS", str(tmp_path / "own"))
    monkeypatch.setenv("COLUMNS", "200")
    saved(Path("models/here"), date="2026-01-02", scores={"f1": 0.91})
    return tmp_path / "own"


def test_list_shows_every_model_and_whether_it_is_sound(own: Path) -> None:
    changed(saved(own / "old"), feature_schema=0)
    shown = form4ml("models", "list").stdout
    [here] = [line for line in shown.splitlines() if " here " in line]
    assert all(word in here for word in ("1.0", "crf", "0.91", "2026-01-02", "yes"))
    assert "feature schema is 0" in shown
    assert "shipped" in shown


def test_list_as_json(own: Path) -> None:
    saved(own / "here", seed=4)
    rows = {(row["name"], row["origin"]): row for row in json.loads(form4ml("models", "list", "--json").stdout)}
    assert rows["here", "here"]["sha256"] == digest(Path("models/here"))
    assert rows["here", "here"]["found"]
    assert not rows["here", "user"]["found"]
    assert rows["default", "shipped"]["ok"]


def test_verify_tells_of_each(own: Path) -> None:
    (saved(own / "bad") / "CARD.md").write_text("another")
    form4ml("models", "pack", "here", "--out", "here.f4m")
    result = form4ml("models", "verify", "here", "bad", "default", "here.f4m", "none")
    assert result.exit_code == 5
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["here", "default", "here.f4m"]
    bad, none = told(result)
    assert "CARD.md is not the file that was saved" in bad
    assert "no model goes by this name" in none
    assert form4ml("models", "verify", "here").exit_code == 0


def test_verify_loads_the_weights(own: Path) -> None:
    from form4ml.tagging.store import sha256_of

    folder = saved(own / "bad")
    (folder / "weights.npz").write_bytes(b"no weights")
    files = {"CARD.md": sha256_of(folder / "CARD.md"), "weights.npz": sha256_of(folder / "weights.npz")}
    changed(folder, files=files)
    assert "its weights cannot be read" in told(form4ml("models", "verify", "bad"))[0]


def test_card_shows_the_card_and_the_run() -> None:
    shown = form4ml("models", "card", "here").stdout
    assert CARD in shown
    assert "trained on: 2026-01-02" in shown
    assert digest(Path("models/here")) in shown


def test_a_model_goes_from_one_machine_to_another(own: Path, tmp_path: Path) -> None:
    packed = form4ml("models", "pack", "here")
    assert packed.exit_code == 0
    assert digest(Path("models/here")) in packed.stdout
    installed = form4ml("models", "install", "here-1.0.f4m", "--as", "theirs")
    assert installed.exit_code == 0
    assert digest(own / "theirs") in installed.stdout
    result = form4ml("predict", SAMPLE, "--model", "theirs")
    assert json.loads(result.stdout)["model"]["sha256"] == digest(own / "theirs")


def test_a_wheel_is_written_and_installed(own: Path) -> None:
    assert form4ml("models", "pack", "here", "--wheel", "--as", "other", "--out", "dist").exit_code == 0
    [wheel] = Path("dist").iterdir()
    assert form4ml("models", "install", wheel, "--as", "other").exit_code == 0
    assert (own / "other" / "manifest.json").is_file()


def test_a_name_that_is_found_elsewhere_first_is_told(own: Path) -> None:
    form4ml("models", "pack", "here", "--out", "x.f4m")
    result = form4ml("models", "install", "x.f4m")
    assert result.exit_code == 0
    assert "is found first" in told(result)[0]


def test_releases_are_kept_and_shown() -> None:
    assert "added to" in form4ml("models", "release", "here").stdout
    assert "stands already" in form4ml("models", "release", "here").stdout
    assert "0.91" in form4ml("models", "history").stdout
    [row] = json.loads(form4ml("models", "history", "--json").stdout)
    assert row["sha256"] == digest(Path("models/here"))
    saved(Path("models/here"), seed=8)
    result = form4ml("models", "release", "here")
    assert (result.exit_code, len(told(result))) == (3, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["card", "none"], 5, "none"),
        (["pack", "none"], 5, "none"),
        (["pack", "default", "--wheel"], 5, "--as"),
        (["pack", "here", "--as", "x"], 2, "--as"),
        (["pack", "here", "--wheel", "--out", "x.whl"], 2, "folder"),
        (["pack", "here", "--out", "models/here/CARD.md/x.f4m"], 3, "CARD.md"),
        (["install", "none.f4m"], 5, "none.f4m"),
        (["install", "models"], 3, "models"),
        (["release", "none"], 5, "none"),
        (["history", "--history", "none.csv"], 3, "none.csv"),
    ],
)
def test_trouble_is_a_line_and_a_code(arguments: list[str], code: int, says: str) -> None:
    result = form4ml("models", *arguments)
    assert result.exit_code == code
    [line] = told(result)
    assert says in line
    assert result.stdout == ""


def test_a_folder_of_models_that_cannot_be_written(own: Path) -> None:
    form4ml("models", "pack", "here", "--out", "x.f4m")
    own.write_text("a file where the folder should be")
    result = form4ml("models", "install", "x.f4m")
    assert result.exit_code == 3
    assert str(own) in told(result)[0]


@pytest.mark.parametrize("verb", ["list", "verify", "card", "pack", "install", "release", "history"])
def test_each_has_help(verb: str) -> None:
    result = form4ml("models", verb, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout
