"""Models as one file: the same bytes each time, and nothing taken out of one that a model has no reason to hold."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_samples import changed, digest, saved

from form4ml.tagging import packing, store
from form4ml.tagging.packing import checked, install, pack
from form4ml.tagging.store import ModelError
from form4ml.tagging.wheel import build

Member = tuple[zipfile.ZipInfo, bytes]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return saved(tmp_path / "mine")


@pytest.fixture
def packed(model: Path, tmp_path: Path) -> Path:
    return pack(model, tmp_path / "mine.f4m")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "own"


def rewritten(file: Path, change: Callable[[list[Member]], None], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A packed model whose members were changed by hand."""
    with zipfile.ZipFile(file) as whole:
        members = [(info, whole.read(info)) for info in whole.infolist()]
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as new:
        for info, data in members:
            info.compress_type = method
            new.writestr(info, data)
    file.write_bytes(out.getvalue())
    return file


def adding(name: str, data: bytes = b"x", mode: int = stat.S_IFREG | 0o644) -> Callable[[list[Member]], None]:
    def change(members: list[Member]) -> None:
        info = zipfile.ZipInfo(name)
        info.filename = info.orig_filename = name
        info.external_attr = mode << 16
        members.append((info, data))

    return change


def without(name: str) -> Callable[[list[Member]], None]:
    def change(members: list[Member]) -> None:
        members[:] = [member for member in members if member[0].filename != name]

    return change


def refused(file: Path, root: Path) -> str:
    """What is said of a file that is refused, after looking that nothing of it stays anywhere."""
    before = sorted(root.rglob("*")) if root.exists() else []
    with pytest.raises(ModelError) as caught:
        checked(file)
    with pytest.raises(ModelError):
        install(file, root)
    assert sorted(root.rglob("*")) == before
    told = str(caught.value)
    assert str(file) in told
    assert "\n" not in told
    assert "form4ml-" not in told.replace("form4ml-mine", "")  # no temporary folder's name
    return told


def test_packing_gives_the_same_bytes_each_time(model: Path, tmp_path: Path) -> None:
    first = pack(model, tmp_path / "a.f4m").read_bytes()
    for path in model.iterdir():
        os.utime(path, (10**9, 10**9))
        path.chmod(0o600)
    (model / "note.txt").write_text("somebody's own")
    assert pack(model, tmp_path / "b.f4m").read_bytes() == first


def test_what_is_packed_comes_out_as_it_was(model: Path, packed: Path, root: Path) -> None:
    assert store.digest_of(checked(packed)) == digest(model)
    place = install(packed, root)
    assert (place.name, place.folder) == ("mine", root / "mine")
    assert {path.name: path.read_bytes() for path in place.folder.iterdir()} == {
        path.name: path.read_bytes() for path in model.iterdir()
    }
    assert [path.name for path in root.iterdir()] == ["mine"]


def test_a_folder_gets_a_file_of_the_model_s_own_name(model: Path, tmp_path: Path) -> None:
    changed(model, name="a b/../c", version="2.0 beta")
    assert pack(model, tmp_path).name == "a-b-..-c-2.0-beta.f4m"


def test_an_unsound_model_is_not_packed(model: Path, tmp_path: Path) -> None:
    (model / "CARD.md").write_text("another card")
    with pytest.raises(ModelError, match=r"CARD\.md"):
        pack(model, tmp_path / "mine.f4m")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_disk_that_is_full_leaves_the_file_that_was_there(
    model: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = packed.read_bytes()

    def full(path: Path, members: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(packing, "write_zip", full)
    with pytest.raises(OSError, match="No space left") as caught:
        pack(model, packed)
    assert caught.value.filename == str(packed)
    assert packed.read_bytes() == before
    assert sorted(path.name for path in packed.parent.iterdir()) == ["mine", "mine.f4m"]


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "..", "C:\\evil", "a\\..\\evil", "c:evil"])
def test_names_that_lead_out_of_the_folder_are_refused(name: str, packed: Path, root: Path) -> None:
    assert "outside" in refused(rewritten(packed, adding(name)), root)
    assert not list(root.parent.rglob("evil"))


def test_a_symbolic_link_is_refused(packed: Path, root: Path) -> None:
    assert "symbolic link" in refused(rewritten(packed, adding("link", b"/etc/passwd", stat.S_IFLNK | 0o777)), root)


def test_a_listed_file_that_is_a_link_is_refused(packed: Path, root: Path) -> None:
    def change(members: list[Member]) -> None:
        for info, _ in members:
            if info.filename == "CARD.md":
                info.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert "CARD.md is a symbolic link" in refused(rewritten(packed, change), root)


def test_a_device_is_refused(packed: Path, root: Path) -> None:
    assert "plain file" in refused(rewritten(packed, adding("tty", b"", stat.S_IFCHR | 0o666)), root)


def test_a_member_that_unpacks_to_far_more_is_refused(packed: Path, root: Path) -> None:
    assert "times its size" in refused(rewritten(packed, adding("big", bytes(8 << 20))), root)


def test_more_than_fits_a_model_is_refused(packed: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_BYTES", 2000)
    assert "more than fits a model" in refused(packed, root)


def test_too_many_members_are_refused(packed: Path, root: Path) -> None:
    def change(members: list[Member]) -> None:
        for number in range(600):
            adding(f"n{number}")(members)

    assert "more than fits a model" in refused(rewritten(packed, change), root)


def test_arrays_that_would_fill_the_memory_are_refused(
    model: Path, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    np.savez_compressed(model / "weights.npz", zeros=np.zeros(1 << 20))
    manifest = json.loads((model / "manifest.json").read_text())
    changed(model, files={**manifest["files"], "weights.npz": store.sha256_of(model / "weights.npz")})
    file = pack(model, tmp_path / "mine.f4m")
    monkeypatch.setattr(packing, "MOST_BYTES", 1 << 20)
    assert "weights.npz unpacks to 8 MB" in refused(file, root)


@pytest.mark.parametrize(
    ("name", "says"), [("CARD.md", "twice"), ("card.md", "twice"), ("more.txt", "not in its mani")]
)
def test_members_beyond_the_manifest_are_refused(name: str, says: str, packed: Path, root: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if name == "CARD.md" else _nothing():
        rewritten(packed, adding(name))
    assert says in refused(packed, root)


def _nothing() -> object:
    from contextlib import nullcontext

    return nullcontext()


@pytest.mark.parametrize(
    ("name", "says"), [("CARD.md", "CARD.md is in its manifest and not"), ("manifest.json", "no model")]
)
def test_a_member_that_lacks_is_told(name: str, says: str, packed: Path, root: Path) -> None:
    assert says in refused(rewritten(packed, without(name)), root)


def test_another_byte_in_a_member_is_found(packed: Path, root: Path) -> None:
    def change(members: list[Member]) -> None:
        members[:] = [(i, d.replace(b"card", b"cart") if i.filename == "CARD.md" else d) for i, d in members]

    assert "CARD.md is not the file that was saved (SHA-256 differs)" in refused(rewritten(packed, change), root)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"feature_schema": 999}, "feature schema is 999"),
        ({"labels": ["SHOE_SIZE"]}, "it knows SHOE_SIZE"),
        ({"format": "other/1"}, "its format"),
        ({"files": None}, "not in its manifest"),
        ({"name": 3}, "does not say its name"),
    ],
)
def test_a_model_for_another_program_is_refused(change: dict[str, object], says: str, packed: Path, root: Path) -> None:
    def edit(members: list[Member]) -> None:
        for number, (info, data) in enumerate(members):
            if info.filename == "manifest.json":
                members[number] = (info, json.dumps({**json.loads(data), **change}).encode())

    assert says in refused(rewritten(packed, edit), root)


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"files": [1]}'])
def test_a_manifest_that_is_none_is_refused(text: bytes, packed: Path, root: Path) -> None:
    def edit(members: list[Member]) -> None:
        members[:] = [(info, text if info.filename == "manifest.json" else data) for info, data in members]

    refused(rewritten(packed, edit), root)


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"not a zip at all" * 9])
def test_what_is_no_packed_model_is_refused(data: bytes, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "x.f4m"
    path.write_bytes(data)
    refused(path, root)
    refused(tmp_path / "none.f4m", root)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10**6), flip=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_file_never_does_more_than_fail(packed: Path, root: Path, at: int, flip: int, cut: bool) -> None:
    whole = packed.read_bytes()
    data = bytearray(whole)
    at %= len(data)
    data[at] ^= flip
    worse = packed.with_name("worse.f4m")
    worse.write_bytes(data[:at] if cut else data)
    try:
        manifest = checked(worse)
    except ModelError:
        return
    # a byte that says nothing of the contents (a date, a mode) may differ
    assert manifest == checked(packed)


def test_installing_again_is_no_trouble(packed: Path, root: Path) -> None:
    install(packed, root)
    assert install(packed, root).name == "mine"


def test_another_model_of_the_name_stays_unless_it_is_to_be_replaced(tmp_path: Path, packed: Path, root: Path) -> None:
    old = digest(install(packed, root).folder)
    newer = pack(saved(tmp_path / "newer", seed=5, name="mine", version="2.0"), tmp_path / "newer.f4m")
    with pytest.raises(ModelError, match=r"holds mine 1\.0; --replace"):
        install(newer, root)
    assert digest(root / "mine") == old
    assert install(newer, root, "second").name == "second"
    assert digest(install(newer, root, replace=True).folder) != old
    assert sorted(path.name for path in root.iterdir()) == ["mine", "second"]


def test_a_replacement_that_fails_leaves_the_model_that_was_there(
    tmp_path: Path, packed: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = digest(install(packed, root).folder)
    newer = pack(saved(tmp_path / "newer", seed=5, name="mine"), tmp_path / "newer.f4m")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(OSError, match="No space left"):
        install(newer, root, replace=True)
    assert digest(root / "mine") == old
    assert [path.name for path in root.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["default", "../up", "a/b", ".hidden", "", "x" * 200, "a\nb"])
def test_names_that_no_model_can_have_are_refused(name: str, tmp_path: Path, root: Path) -> None:
    file = pack(saved(tmp_path / "m", name=name), tmp_path / "m.f4m")
    with pytest.raises(ModelError, match="--as"):
        install(file, root)
    assert not list(root.iterdir())
    assert install(file, root, "good").name == "good"


def test_a_sha256_asked_for_is_held_to(model: Path, packed: Path, root: Path) -> None:
    with pytest.raises(ModelError, match=digest(model)):
        install(packed, root, sha256="0" * 64)
    assert not list(root.iterdir())
    assert install(packed, root, sha256=digest(model).upper()).name == "mine"


def test_files_in_folders_of_a_model_go_along(tmp_path: Path, root: Path) -> None:
    def write(folder: Path) -> None:
        (folder / "inner" / "deep").mkdir(parents=True)
        (folder / "inner" / "deep" / "model").write_bytes(b"weights")
        (folder / "inner" / "config").write_text("settings")

    model = tmp_path / "nested"
    store.save_with(model, write, {"name": "nested", "version": "1.0", "features": {}})
    file = pack(model, tmp_path / "nested.f4m")
    assert digest(install(file, root).folder) == digest(model)
    assert digest(install(build(model, tmp_path), root, "wheeled").folder) == digest(model)
    assert "inner/deep/model is in its manifest and not" in refused(rewritten(file, without("inner/deep/model")), root)
