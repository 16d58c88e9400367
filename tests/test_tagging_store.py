"""Models on disk: what is saved comes back; anything that does not fit is refused by name."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from model_samples import chains

from form4ml.labels import NAMES, PARTS
from form4ml.tagging import store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "m"
    store.save(path, chains(), {"name": "m", "version": "1", "features": {}}, {"CARD.md": "a card"})
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
        ("format", "x/9", "its format is not form4ml/model/1"),
        ("feature_schema", -1, f"its feature schema is -1, this program's is {store.FEATURE_SCHEMA}"),
        ("labels", ["ISSUER", "SHOE_SIZE"], "label set is not this program's .it knows SHOE_SIZE; it lacks ACQ_DISP"),
        ("labels", list(reversed(NAMES)), "another order"),
        ("labels", None, "label set is not this program's"),
        ("parts", [*PARTS, "appendix"], "it knows appendix"),
        ("name", None, "does not say its name"),
        ("version", 3, "does not say its version"),
        ("kind", [], "does not say its kind"),
        ("features", [], "does not say its features"),
        ("files", ["weights.npz"], "does not say its files"),
        ("files", {}, "no files"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(folder: Path, key: str, value: object, says: str) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest[key] = value
    path.write_text(json.dumps(manifest))
    with pytest.raises(store.ModelError, match=says) as caught:
        store.manifest_of(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\xff"])
def test_a_manifest_that_is_none_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="latin-1")
    with pytest.raises(store.ModelError):
        store.manifest_of(folder)


def resealed(folder: Path, data: bytes) -> dict[str, object]:
    """The manifest after the weights were exchanged and their hash with them, as a forger would."""
    (folder / "weights.npz").write_bytes(data)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"]["weights.npz"] = store.sha256_of(folder / "weights.npz")
    path.write_text(json.dumps(manifest))
    return store.manifest_of(folder)


def arrays(folder: Path, **changes: np.ndarray) -> bytes:
    """The weights with some arrays exchanged."""
    with np.load(folder / "weights.npz") as stored:
        whole = {key: stored[key] for key in stored.files}
    out = io.BytesIO()
    np.savez(out, **{**whole, **changes})
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"form.values": np.array([1.0, 2.0], dtype="f2")},
        {"form.columns": np.full(400, 255, dtype="u1")},
        {"form.labels": np.frombuffer(b"O\nSHOE_SIZE", dtype="u1")},
        {"rows.labels": np.frombuffer("\n".join(reversed(PARTS)).encode(), dtype="u1")},
        {"note.names": np.array([object()], dtype=object)},
    ],
)
def test_weights_that_do_not_fit_are_refused_though_their_hash_is_right(
    folder: Path, change: dict[str, np.ndarray]
) -> None:
    manifest = resealed(folder, arrays(folder, **change))
    with pytest.raises(store.ModelError, match=r"weights|states"):
        store.load_chains(folder, manifest)


@pytest.mark.parametrize("cut", [0, 10, 200, -30])
def test_weights_cut_off_are_refused_though_their_hash_is_right(folder: Path, cut: int) -> None:
    manifest = resealed(folder, (folder / "weights.npz").read_bytes()[:cut])
    with pytest.raises(store.ModelError, match=r"weights cannot be read"):
        store.load_chains(folder, manifest)


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
        store.save(folder, chains(), {"name": "n", "version": "2", "features": {}})
    assert (folder / "manifest.json").read_bytes() == before
    assert [p.name for p in folder.parent.iterdir()] == ["m"]


def test_a_model_that_cannot_take_its_place_gives_the_old_one_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "manifest.json").read_bytes()
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError(28, "No space left on device", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        store.save(folder, chains(), {"name": "n", "version": "2", "features": {}})
    assert (folder / "manifest.json").read_bytes() == before
    assert [p.name for p in folder.parent.iterdir()] == ["m"]


def test_weights_hold_no_objects(folder: Path) -> None:
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        assert all(stored[key].dtype != object for key in stored.files)
