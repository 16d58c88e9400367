"""Models as wheels: written without a build tool, installed by pip, found by name, run by nobody."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from cli_samples import SAMPLE
from model_samples import CARD, changed, digest, saved

from form4ml.tagging.packing import checked, install
from form4ml.tagging.store import ModelError, digest_of
from form4ml.tagging.wheel import build


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return build(saved(tmp_path / "my.own", version="1.2.0", data_licence="CC0"), tmp_path / "dist")


def members(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name).decode("latin-1") for name in packed.namelist()}


def test_it_is_named_as_wheels_are(wheel: Path) -> None:
    assert wheel.name == "form4ml_model_my_own-1.2.0-py3-none-any.whl"
    assert [path.name for path in wheel.parent.iterdir()] == [wheel.name]


def test_its_record_is_right(wheel: Path) -> None:
    inside = members(wheel)
    rows = {name: (told, size) for name, told, size in csv.reader(io.StringIO(inside[RECORD]))}
    assert set(rows) == set(inside)
    assert rows.pop(RECORD) == ("", "")
    for name, (told, size) in rows.items():
        data = inside[name].encode("latin-1")
        own = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert (told, size) == (f"sha256={own}", str(len(data)))


RECORD = "form4ml_model_my_own-1.2.0.dist-info/RECORD"


def test_it_says_what_it_is_and_asks_for_nothing(wheel: Path) -> None:
    inside = members(wheel)
    metadata = inside[RECORD.replace("RECORD", "METADATA")]
    assert metadata.startswith("Metadata-Version: 2.1\nName: form4ml-model-my-own\nVersion: 1.2.0\n")
    assert "License: MIT\n" in metadata
    assert "Requires-Dist" not in metadata
    assert metadata.endswith(CARD)
    assert inside[RECORD.replace("RECORD", "entry_points.txt")] == "[form4ml_models]\nmy.own = form4ml_model_my_own\n"


def test_the_same_model_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "my.own", tmp_path / "again")
    assert again.read_bytes() == wheel.read_bytes()


def test_another_name_can_be_given(tmp_path: Path) -> None:
    wheel = build(saved(tmp_path / "m", name="default"), tmp_path, "nordic")
    assert wheel.name.startswith("form4ml_model_nordic-1.0")


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ({"name": "default"}, "--as"),
        ({"name": "../x"}, "--as"),
        ({"name": "a b"}, "--as"),
        ({"version": "one"}, "version"),
        ({"version": "1.0/../../x"}, "version"),
        ({"version": "1.0\nRequires-Dist: evil"}, "version"),
    ],
)
def test_names_and_versions_that_pip_would_not_take_are_refused(
    manifest: dict[str, str], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=says):
        build(saved(tmp_path / "m", **manifest), tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_a_licence_cannot_add_lines_to_the_metadata(tmp_path: Path) -> None:
    wheel = build(saved(tmp_path / "m", licence="MIT\nRequires-Dist: evil"), tmp_path)
    assert "\nRequires-Dist" not in members(wheel)["form4ml_model_m-1.0.dist-info/METADATA"]


def test_an_unsound_model_becomes_no_wheel(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="feature schema"):
        build(changed(saved(tmp_path / "m"), feature_schema=9), tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_its_model_goes_into_the_user_s_folder_too(wheel: Path, tmp_path: Path) -> None:
    own = install(wheel, tmp_path / "own").folder
    assert sorted(path.name for path in own.iterdir()) == ["CARD.md", "manifest.json", "weights.npz"]
    assert digest(own) == digest_of(checked(wheel)) == digest(tmp_path / "my.own")


def test_a_wheel_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("other/__init__.py", "")
    with pytest.raises(ModelError, match="holds no model"):
        install(path, tmp_path / "own")


@pytest.mark.skipif(find_spec("pip") is None, reason="needs pip")
def test_pip_installs_it_and_predict_finds_it(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(wheel)], check=True, capture_output=True, timeout=120)
    code = f"import sys; sys.path.insert(0, {str(site)!r}); from form4ml.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "predict", str(SAMPLE), "--model", "my.own"],
        capture_output=True,
        timeout=120,
        cwd=Path(__file__).parent.parent,
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)["model"]
    assert told == {"name": "my.own", "version": "1.2.0", "sha256": digest(tmp_path / "my.own")}
