"""Models on disk: what is saved comes back; anything that does not fit is refused by name."""

import json
from pathlib import Path

import numpy as np
import pytest

from form4ml.labels import PARTS
from form4ml.tagging import store
from form4ml.tagging.chain import Chain
from form4ml.tagging.spans import states


def chains() -> dict[str, Chain]:
    rng = np.random.default_rng(2)
    out = {}
    for name, labels in (("rows", list(PARTS)), ("form", states("form")), ("note", states("note"))):
        weights = np.zeros((6, len(labels)), dtype=np.float32)
        weights[:5] = np.round(rng.normal(size=(5, len(labels))), 2)
        weights[2, 1:] = 0
        out[name] = Chain(
            labels, [f"a{i}" for i in range(5)], weights, rng.normal(size=(len(labels),) * 2).astype("f4")
        )
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "m"
    store.save(path, chains(), {"name": "m", "version": "1"}, {"CARD.md": "a card"})
    return path


def test_what_is_saved_comes_back(folder: Path) -> None:
    loaded = store.load_chains(folder, store.manifest_of(folder))
    for name, chain in chains().items():
        assert loaded[name].labels == chain.labels
        assert np.allclose(loaded[name].weights, chain.weights, atol=2e-3)
        assert np.allclose(loaded[name].transitions, chain.transitions)


@pytest.mark.parametrize("name", ["weights.npz", "CARD.md"])
def test_a_flipped_byte_is_found(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(bytes(data))
    with pytest.raises(store.ModelError, match=name.replace(".", r"\.")):
        store.manifest_of(folder)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("format", "x/9", "format"),
        ("feature_schema", -1, "feature schema"),
        ("labels", ["ISSUER"], "label set"),
        ("files", {}, "no files"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(folder: Path, key: str, value: object, says: str) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest[key] = value
    path.write_text(json.dumps(manifest))
    with pytest.raises(store.ModelError, match=says):
        store.manifest_of(folder)


def test_a_manifest_cannot_reach_out_of_its_folder(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"]["../elsewhere"] = "0"
    path.write_text(json.dumps(manifest))
    with pytest.raises(store.ModelError, match="missing"):
        store.manifest_of(folder)


def test_nothing_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(store.ModelError, match=r"no model here"):
        store.manifest_of(tmp_path / "none")


def test_an_interrupted_save_leaves_the_old_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "manifest.json").read_bytes()
    monkeypatch.setattr(store, "sha256_of", lambda path: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        store.save(folder, chains(), {"name": "n", "version": "2"})
    assert (folder / "manifest.json").read_bytes() == before
    assert [p.name for p in folder.parent.iterdir()] == ["m"]


def test_weights_hold_no_objects(folder: Path) -> None:
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        assert all(stored[key].dtype != object for key in stored.files)
