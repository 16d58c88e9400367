"""The whole way on a handful of filings: learn, save, load, read a filing not seen, and measure it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from assembly_samples import unproved
from training_samples import annotated, corpus_in

pytest.importorskip("pycrfsuite")

from form4ml.evaluation.match import match_records
from form4ml.model import Model, load
from form4ml.record import Reading
from form4ml.tagging.config import load as load_config
from form4ml.training import run


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    config = corpus_in(tmp_path_factory.mktemp("tiny"))
    return load(run(load_config(config), config.parent / "model", workers=1, quiet=True))


@pytest.fixture(scope="module")
def reading(model: Model) -> Reading:
    return model.read_document(annotated()[-1].document)


def test_a_filing_not_seen_is_read(reading: Reading) -> None:
    filing = reading.filing
    assert (filing.document_type, filing.period_of_report) == ("4", "2021-09-09")
    assert filing.issuer.trading_symbol == "BRCH"
    [row] = filing.non_derivative_transactions
    assert (row.transaction_code, row.shares, row.price_per_share) == ("S", Decimal(620), Decimal("12.50"))
    assert filing.plan_adoption_dates == ["2019-03-03"]
    assert [(r.low, r.high) for r in filing.price_ranges] == [(Decimal("12.10"), Decimal("12.90"))]
    assert [note.id for note in filing.footnotes] == ["F1", "F2"]


def test_what_it_says_is_proved(reading: Reading) -> None:
    assert unproved(reading, annotated()[-1].document) == []


def test_it_measures_well(reading: Reading) -> None:
    gold = annotated()[-1].annotation.filing
    facts = {"price_ranges": [["12.10", "12.90"]], "plan_adoption_dates": ["2019-03-03"]}
    verdicts = [value.verdict for value in match_records(gold, reading.filing.model_dump(mode="json"), facts).values]
    assert verdicts.count("right") >= 15
    assert verdicts.count("right") > 4 * verdicts.count("wrong")


def test_the_model_says_what_it_is(model: Model, tmp_path: Path) -> None:
    assert model.info.name == "tiny"
    assert len(model.info.sha256) == 64


def test_two_runs_give_the_same_weights(model: Model, tmp_path: Path) -> None:
    config = corpus_in(tmp_path)
    again = run(load_config(config), tmp_path / "again", workers=1, quiet=True)
    manifest = json.loads((again / "manifest.json").read_text())
    assert manifest["trained_on"]["filings"] == 6
    assert load(again).info.sha256 != ""
    first = {name: chain.weights.tobytes() for name, chain in chains(model).items()}
    second = {name: chain.weights.tobytes() for name, chain in chains(load(again)).items()}
    assert first == second


def chains(model: Model) -> dict[str, object]:
    return {name: getattr(model.tagger, name) for name in ("rows", "form", "note")}
