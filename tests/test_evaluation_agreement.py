"""The figures agree to the last digit with the independent scorer that lives outside the package, where it is at hand."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from form4ml.evaluation.calibration import calibrate
from form4ml.evaluation.fields import ROW_KINDS
from form4ml.evaluation.gold import read_gold
from form4ml.evaluation.metrics import averages, boxes, by_field, count, entities, exact, groups, is_core
from form4ml.evaluation.store import Evaluation, match_folder, read_facts
from form4ml.record import TABLES

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").is_file(), reason="needs ../shared/score.py and ../shared/filings, which are not here"
)

VARIANTS = ("compact-land-scan200-psm3", "viewer-land-clean300-psm3", "viewer-port-fax200-rapid", "")


def spoil_text(words: str, chance: random.Random) -> str:
    letters = list(words)
    for _ in range(chance.choice((1, 1, 2, 6))):
        place = chance.randrange(len(letters) + 1)
        letters.insert(place, chance.choice((" ", ".", "x", "’", "—", ",", "/s/ ")))
    return "".join(letters)


def spoil(value: Any, chance: random.Random) -> Any:
    """A value as a bad reader might give it: left out, misread, typed otherwise, or the same."""
    roll = chance.random()
    if value is None:
        return chance.choice(("1", 7.5, "2020-02-30", "note")) if roll < 0.04 else None
    if isinstance(value, bool):
        return value if roll < 0.9 else not value
    if roll < 0.08:
        return None
    if roll < 0.2:
        return spoil_text(value, chance) if value else value
    if roll < 0.24:
        return value.upper() + "."
    if roll < 0.3:
        try:
            return float(value)
        except ValueError:
            return value + " "
    return value


def spoil_list(items: list[Any], chance: random.Random) -> list[Any]:
    items = [item for item in items if chance.random() > 0.08]
    if items and chance.random() < 0.15:
        items.append(copy.deepcopy(chance.choice(items)))
    if chance.random() < 0.15:
        chance.shuffle(items)
    return items


def spoil_fields(part: dict[str, Any], names: Any, chance: random.Random) -> None:
    for name in names:
        part[name] = spoil(part.get(name), chance)
        # The outside scorer joins and cuts these as strings and nothing else.
        if name in ("street1", "street2", "name") and part[name] is not None:
            part[name] = str(part[name])


def perturb(gold: dict[str, Any], facts: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    filing = copy.deepcopy(gold)
    names = (
        "document_type",
        "period_of_report",
        "date_of_original_submission",
        "aff10b5_one",
        "joint_filing",
        "remarks",
    )
    spoil_fields(filing, names, chance)
    spoil_fields(filing["issuer"], ("name", "trading_symbol"), chance)
    filing["reporting_owners"] = spoil_list(filing["reporting_owners"], chance)
    for owner in filing["reporting_owners"]:
        spoil_fields(owner, ("name", "is_director", "is_officer", "is_other", "officer_title", "other_text"), chance)
        spoil_fields(owner["address"], ("street1", "street2", "city", "state", "zip_code"), chance)
    for table in TABLES:
        filing[table] = spoil_list(filing[table], chance)
        for row in filing[table]:
            spoil_fields(row, ROW_KINDS, chance)
            row["footnotes"] = {k: spoil_list(list(ids), chance) for k, ids in row["footnotes"].items()}
    filing["footnotes"] = spoil_list(filing["footnotes"], chance)
    for note in filing["footnotes"]:
        note["text"] = spoil(note["text"], chance)
    if filing["footnotes"]:
        note = filing["footnotes"][0]
        ranges = spoil_list(list(facts["price_ranges"]), chance)
        note["price_ranges"] = [{"low": float(low), "high": high} for low, high in ranges]
        note["plan_adoption_dates"] = spoil_list(list(facts["plan_adoption_dates"]), chance)
        if chance.random() < 0.1:
            note["price_ranges"].append({"low": 1, "high": 2})
    filing["signatures"] = spoil_list(filing["signatures"], chance)
    for sign in filing["signatures"]:
        spoil_fields(sign, ("name", "date"), chance)
    return filing


def pointers(value: Any, at: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from pointers(item, f"{at}/{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from pointers(item, f"{at}/{index}")
    elif value is not None:
        yield at


@pytest.fixture(scope="module")
def outside() -> ModuleType:
    spec = importlib.util.spec_from_file_location("outside_score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("predictions")
    chance = random.Random(4)
    facts = json.loads((SHARED / "filings/facts.json").read_text())
    for path in sorted((SHARED / "filings/xml").glob("*.xml")):
        filing = perturb(read_gold(path), facts[path.stem], chance)
        evidence = {at: {"confidence": round(chance.random() ** 0.2, 2)} for at in pointers(filing)}
        whole = {"filing": filing, "evidence": evidence} if chance.random() < 0.9 else filing
        variant = chance.choice(VARIANTS)
        stem = f"{path.stem}.{variant}" if variant else path.stem
        (made / f"{stem}.json").write_text(json.dumps(whole))
    (made / "recd0000.compact-land-low150-psm3.json").write_text("{ not JSON")
    return made


@pytest.fixture(scope="module")
def theirs(outside: ModuleType, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("out") / "score.json"
    argv, sys.argv = sys.argv, [
        "score", str(SHARED / "filings/xml"), str(folder), "--facts", str(SHARED / "filings/facts.json"),
        "--json", str(out), "--calibration",
    ]  # fmt: skip
    try:
        outside.main()
    finally:
        sys.argv = argv
    found: dict[str, Any] = json.loads(out.read_text())
    return found


@pytest.fixture(scope="module")
def ours(folder: Path) -> Evaluation:
    return match_folder(folder, SHARED / "filings/xml", read_facts(SHARED / "filings/facts.json"))


def test_enough_filings_and_all_verdicts_are_compared(ours: Evaluation) -> None:
    assert len(ours.matches) > 120
    assert {value.verdict for _, value in ours.values()} == {"right", "wrong", "invented", "missed"}


def test_every_group(ours: Evaluation, theirs: dict[str, Any]) -> None:
    parted = {"all": list(ours.matches)}
    for match in ours.matches:
        parted.setdefault(match.variant or "-", []).append(match)
    for name, matches in parted.items():
        core, figures = count(matches, is_core), theirs[name]
        assert figures == {
            "p": core.precision,
            "r": core.recall,
            "f1": core.f1,
            "lenient_f1": core.lenient.f1,
            "invented": core.invention,
            "exact": exact(matches, is_core),
            "all_f1": count(matches).f1,
            "all_exact": exact(matches),
            "filings": len(matches),
        }
    assert set(groups(ours, "variant")) == set(parted) - {"all", "-"}


def test_every_field(ours: Evaluation, theirs: dict[str, Any]) -> None:
    fields = by_field(ours.matches)
    mine = {
        name: {"p": c.precision, "r": c.recall, "f1": c.f1, "tp": c.right, "fp": c.false, "fn": c.absent,
               "invented": c.invented}
        for name, c in fields.items()
    }  # fmt: skip
    assert mine == theirs["fields"]
    marks, text, squares = fields["row.footnotes"], fields["footnote.text"], boxes(fields)
    for name, counts in (("footnote_marks", marks), ("footnote_text", text), ("check_boxes", squares)):
        assert theirs[name] == {"p": counts.precision, "r": counts.recall, "f1": counts.f1}


def test_entities_and_mean_over_filings(ours: Evaluation, theirs: dict[str, Any]) -> None:
    mine = {
        name: {"p": c.precision, "r": c.recall, "f1": c.f1, "support": c.support}
        for name, c in entities(ours.matches).items()
    }
    assert mine == theirs["entities"]
    assert averages(ours.matches).filings == theirs["macro_f1"]


def test_calibration(ours: Evaluation, theirs: dict[str, Any]) -> None:
    found = calibrate(ours.matches)
    assert found is not None
    assert theirs["calibration"] == {"ece": found.error, "coverage_at_99": found.coverage, "n": found.values}


def test_gold_says_the_same(outside: ModuleType) -> None:
    for path in sorted((SHARED / "filings/xml").glob("*.xml")):
        mine, other = read_gold(path), outside.gold_filing(path)
        for name in ("document_type", "period_of_report", "remarks", "aff10b5_one", "joint_filing", "footnotes"):
            assert mine[name] == other[name]
        for table in TABLES:
            assert [{k: v for k, v in row.items() if k != "origin"} for row in mine[table]] == other[table]
