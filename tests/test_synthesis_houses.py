"""Houses of funds: names that are alike and not the same, and filings that tell of them row by row."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from form4ml.checks.decide import DIRECTIONS
from form4ml.record import Filing
from form4ml.synthesis.facts import Facts
from form4ml.synthesis.filings import make
from form4ml.synthesis.houses import MOST, house

FACTS = Path(__file__).parent.parent / "corpus" / "facts"


@pytest.fixture(scope="module")
def filings() -> list[Filing]:
    facts = Facts.load(FACTS)
    return [make(facts, 11, index, era="2003", houses=1.0).filing for index in range(40)]


def test_names_of_a_house_share_its_stem_and_differ() -> None:
    for seed in range(30):
        names = house(random.Random(seed), "Alder Capital")
        assert len(set(names)) == len(names) == MOST
        assert all(name.startswith("Alder") for name in names)


def test_filings_tell_of_many_vehicles(filings: list[Filing]) -> None:
    rows = [len(f.non_derivative_transactions) + len(f.derivative_transactions) for f in filings]
    assert sum(count >= 8 for count in rows) > len(filings) / 3
    natures = [row.nature_of_ownership for f in filings for row in f.non_derivative_transactions]
    assert sum(nature is not None and len(nature) > 24 for nature in natures) > len(natures) / 3


def test_rows_say_what_the_form_asks(filings: list[Filing]) -> None:
    sides: Counter[bool] = Counter()
    for filing in filings:
        for second, rows in enumerate((filing.non_derivative_transactions, filing.derivative_transactions)):
            for row in rows:
                assert (row.direct_or_indirect == "I") == (row.nature_of_ownership is not None)
                assert row.shares is not None and row.shares > 0
                assert row.shares_owned_following is not None and row.shares_owned_following >= 0
                usual = DIRECTIONS.get(row.transaction_code or "", (None, None))[second]
                sides[usual in (None, row.acquired_disposed)] += 1
    assert sides[False] == 0


def test_what_a_vehicle_converts_stands_in_both_tables(filings: list[Filing]) -> None:
    converted = 0
    for filing in filings:
        ones = Counter((r.shares, r.nature_of_ownership) for r in filing.non_derivative_transactions if r.transaction_code == "C")  # fmt: skip
        twos = Counter((r.underlying_shares, r.nature_of_ownership) for r in filing.derivative_transactions)
        whole = len(filing.non_derivative_transactions) < 30 and len(filing.derivative_transactions) < 30
        converted += bool(ones)
        assert not whole or ones == twos
    assert converted > 5


def test_without_a_share_of_houses_nothing_changes() -> None:
    facts = Facts.load(FACTS)
    assert make(facts, 7, 3) == make(facts, 7, 3, houses=0.0)
