"""A match of a folder is saved and read back whole; what stands in its way is one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation_samples import FACTS, TEXT, XML, perfect

from form4ml.evaluation.causes import explain, material_of
from form4ml.evaluation.store import EvaluationError, load, match_folder, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "gold/a.xml").write_text(XML)
    (tmp_path / "out/a.viewer-land-scan200-psm3.json").write_text(json.dumps({"filing": perfect()}))
    return tmp_path


@pytest.mark.parametrize("name", ["m.json", "m.json.gz", "m.json.xz"])
def test_saved_and_read_back_the_same(folder: Path, name: str) -> None:
    one = match_folder(folder / "out", folder / "gold", {"a": FACTS})
    from dataclasses import replace

    one = replace(one, matches=tuple(explain(m, material_of({}, TEXT.split("\n"))) for m in one.matches))
    save(one, folder / name)
    assert load(folder / name) == one
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_name_variant_and_era_are_kept(folder: Path) -> None:
    (match,) = match_folder(folder / "out", folder / "gold").matches
    assert (match.name, match.variant, match.facts.layout, match.era) == (
        "a",
        "viewer-land-scan200-psm3",
        "viewer",
        "2023",
    )


def test_a_missing_or_broken_prediction_is_all_missed_and_said(folder: Path) -> None:
    (folder / "out/a.broken.json").write_text("{")
    found = match_folder(folder / "out", folder / "gold", need=["a.broken", "a.none"])
    assert {value.verdict for _, value in found.values()} == {"missed"}
    assert len(found.notes) == 2


def test_gold_with_dots_in_its_name(folder: Path) -> None:
    (folder / "gold/b.c.xml").write_text(XML)
    (folder / "out/b.c.json").write_text(json.dumps({"filing": perfect()}))
    assert {m.name for m in match_folder(folder / "out", folder / "gold").matches} == {"a", "b.c"}


def test_full_gold_records_bring_their_facts(folder: Path) -> None:
    (folder / "gold/full.json").write_text(json.dumps({"filing": perfect()}))
    (folder / "out/full.json").write_text(json.dumps({"filing": perfect()}))
    found = match_folder(folder / "out", folder / "gold", need=["full"])
    assert "price_range" in {value.field for _, value in found.values()}


def test_errors_are_one_line(folder: Path) -> None:
    (folder / "out/z.json").write_text("{}")
    with pytest.raises(EvaluationError, match=r"no gold for z \(z.xml or z.json\)"):
        match_folder(folder / "out", folder / "gold")
    with pytest.raises(EvaluationError, match="no predictions"):
        match_folder(folder / "gold", folder / "gold")
    (folder / "x.json").write_text("{}")
    with pytest.raises(EvaluationError, match="not a saved match"):
        load(folder / "x.json")
    (folder / "x.json.gz").write_text("{}")
    with pytest.raises(EvaluationError):
        load(folder / "x.json.gz")
