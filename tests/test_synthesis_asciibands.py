"""Old forms typed in rarer ways: every value is printed and labelled, whatever the tables are cut into."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from printed import missing, values
from sample_made import sample_made

from form4ml.synthesis.facts import Facts
from form4ml.synthesis.filings import make
from form4ml.synthesis.layouts import ascii as text_form
from form4ml.synthesis.layouts import print_filing, typist
from form4ml.synthesis.layouts.common import in_eighths
from form4ml.synthesis.made import Made, Print

pytest.importorskip("reportlab")
FACTS = Path(__file__).parents[1] / "corpus" / "facts"


def printed(monkeypatch: pytest.MonkeyPatch, made: Made, seed: int, **habits: object) -> Print:
    def choose(given: Made, rng: random.Random) -> typist.Look:
        return replace(typist.choose(given, rng), **habits)  # type: ignore[arg-type]

    monkeypatch.setattr(text_form, "choose", choose)
    return print_filing(made, "ascii", random.Random(seed))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("rows", ["banded", "ledger"])
def test_bands_and_ledgers_say_everything(monkeypatch: pytest.MonkeyPatch, rows: str, seed: int) -> None:
    made = sample_made("1996" if seed % 2 else "2002", 2)
    assert missing(printed(monkeypatch, made, seed, rows=rows)) == []


def test_bands_stand_below_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The amount owned of a row of Table II stands on a lower line than its code, or on a later page."""
    for seed in range(6):
        made = sample_made("1996", 1)
        tops: dict[str, tuple[int, float]] = {}
        for page, sheet in enumerate(printed(monkeypatch, made, seed, rows="banded").sheets):
            for run in sheet.runs:
                for span in run.spans:
                    if run.part == "table2" and span.label in ("CODE", "OWNED"):
                        tops.setdefault(span.label, (page, run.top))
        assert tops["OWNED"] > tops["CODE"]


def test_terse_heads_name_owner_issuer_and_period(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = {value.label for value in values(printed(monkeypatch, sample_made("1996", 1), 1, boxes="terse"))}
    assert {"OWNER_NAME", "STREET", "CITY", "STATE", "ZIP", "ISSUER", "TICKER", "PERIOD_DATE", "TITLE"} <= labels


def test_continuation_sheets_label_the_further_owners_and_their_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(sample_made("2002", 3), rare=True)
    seen = set()
    for seed in range(12):
        for sheet in printed(monkeypatch, made, seed).sheets:
            for run in sheet.runs:
                if run.part == "owners":
                    assert run.cell is None
                    seen |= {span.label for span in run.spans}
    assert {"OWNER_NAME", "STREET", "CITY", "CHECK_TEN"} <= seen


@pytest.mark.parametrize(
    ("value", "parting", "shown"),
    [
        ("14.375", " ", "14 3/8"),
        ("14.375", "-", "14-3/8"),
        ("0.5", " ", "1/2"),
        ("1014.0625", " ", "1,014 1/16"),
        ("14.38", " ", ""),
        ("14", " ", ""),
        ("14.375", "", ""),
    ],
)
def test_prices_in_eighths(value: str, parting: str, shown: str) -> None:
    assert in_eighths(Decimal(value), parting) == shown


def test_without_a_share_of_rarer_ways_nothing_changes() -> None:
    facts = Facts.load(FACTS)
    for index in range(6):
        plain, rare = (make(facts, 5, index, era="1996", rare=share) for share in (0.0, 1.0))
        assert plain == make(facts, 5, index, era="1996")
        assert rare.rare and not plain.rare
        assert rare.filing.reporting_owners == plain.filing.reporting_owners
        for one, two in zip(
            rare.filing.non_derivative_transactions, plain.filing.non_derivative_transactions, strict=True
        ):
            assert one.shares == two.shares
            if one.price_per_share and two.price_per_share and one.price_per_share != two.price_per_share:
                assert abs(one.price_per_share - two.price_per_share) <= Decimal("0.04")
    assert not make(facts, 5, 1, era="2023", rare=1.0).rare
