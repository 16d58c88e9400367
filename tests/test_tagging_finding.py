"""Models are found by name: in ./models, the user's folder, installed packages, and the one that ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from model_samples import digest, saved

from form4ml.model import load
from form4ml.tagging.finding import find, places, user_folder
from form4ml.tagging.store import ModelError


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working folder and an empty folder of the user's models."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("FORM4ML_MODELS", str(tmp_path / "own"))


def package(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, value: str = "") -> Path:
    """A package with a model, as pip would have left it, whose code must never run."""
    module = value or f"form4ml_model_{name}"
    inside = saved(folder / module.replace(".", "/"), name=name)
    top = folder / module.partition(".")[0]
    (top / "__init__.py").write_text("raise RuntimeError('a model was executed')\n")
    info = folder / f"{module.partition('.')[0]}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[form4ml_models]\n{name} = {module}\n")
    monkeypatch.syspath_prepend(str(folder))
    return inside


def found() -> list[tuple[str, str]]:
    return [(place.name, place.origin) for place in places()]


def test_the_shipped_model_is_always_there() -> None:
    assert found()[-1] == ("default", "shipped")
    assert find("default").name == "default"


def test_each_place_is_looked_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(Path("models/here"))
    saved(tmp_path / "own" / "mine")
    inside = package(tmp_path / "site", "packed", monkeypatch)
    assert found() == [("here", "here"), ("mine", "user"), ("packed", "package"), ("default", "shipped")]
    assert find("packed") == inside
    assert find("mine") == tmp_path / "own" / "mine"
    assert load("here").info.name == "here"


def test_a_package_s_model_is_read_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = package(tmp_path / "site", "packed", monkeypatch)
    assert load("packed").info.sha256 == digest(inside)


def test_the_nearer_place_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path / "site", "same", monkeypatch)
    saved(tmp_path / "own" / "same", seed=3)
    assert find("same") == tmp_path / "own" / "same"
    saved(Path("models/same"), seed=4)
    assert find("same") == Path("models/same")
    assert [origin for name, origin in found() if name == "same"] == ["here", "user", "package"]


def test_default_is_nobody_else_s_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = find("default")
    saved(Path("models/default"))
    saved(tmp_path / "own" / "default")
    package(tmp_path / "site", "default", monkeypatch)
    assert find("default") == shipped
    assert found() == [("default", "shipped")]


def test_a_folder_named_outright_goes_before_all(tmp_path: Path) -> None:
    saved(tmp_path / "own" / "mine")
    assert find(saved(tmp_path / "elsewhere" / "mine")) == tmp_path / "elsewhere" / "mine"


def test_a_package_without_its_model_is_refused_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = package(tmp_path / "site", "packed", monkeypatch)
    (inside / "manifest.json").unlink()
    with pytest.raises(ModelError, match=r"no model here"):
        load("packed")


def test_hidden_and_half_written_folders_are_no_models(tmp_path: Path) -> None:
    saved(tmp_path / "own" / ".mine.1.part", name="mine")
    (tmp_path / "own" / "notes").mkdir()
    assert found() == [("default", "shipped")]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("defualt", "did you mean default"),
        ("zzzzzz", "form4ml models list"),
        ("no/such/folder", "no model here"),
        ("a.f4m", "form4ml models install a.f4m"),
        ("./a.f4m", "form4ml models install"),
    ],
)
def test_a_name_that_finds_nothing_is_told_with_what_to_do(name: str, says: str) -> None:
    Path("a.f4m").write_bytes(b"PK")
    with pytest.raises(ModelError, match=says) as caught:
        load(name)
    assert name.removeprefix("./") in str(caught.value)


def test_the_user_s_folder_follows_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert user_folder() == tmp_path / "own"
    monkeypatch.delenv("FORM4ML_MODELS")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert user_folder() == tmp_path / "data" / "form4ml" / "models"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder() == tmp_path / ".local" / "share" / "form4ml" / "models"
