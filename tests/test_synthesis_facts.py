"""Facts: pools are complete, tempered, and parted the same way every time."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from form4ml.synthesis.facts import Facts, Pool, is_held_out

FOLDER = Path(__file__).parent.parent / "corpus" / "facts"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts.load(FOLDER)


def test_a_folder_without_facts_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"issuers\.tsv\.xz"):
        Facts.load(tmp_path)


def test_loading_reads_nothing_until_asked() -> None:
    assert set(vars(Facts.load(FOLDER))) == {"folder"}


def test_the_parts_share_no_name(facts: Facts) -> None:
    for split, name in ((facts.issuers, lambda i: i.name), (facts.owners, str), (facts.signers, str)):
        open_names = {name(item) for item in split.open.items}
        held_names = {name(item) for item in split.held_out.items}
        assert open_names and held_names
        assert not open_names & held_names
        assert 0.15 < len(held_names) / (len(open_names) + len(held_names)) < 0.25


def test_the_part_of_a_name_does_not_change() -> None:
    assert [is_held_out(name) for name in ("CARUSO JAMES V", "Apple Inc.", "SNOWFLAKE INC.")] == [
        is_held_out(name) for name in ("caruso  james v", "APPLE INC.", "Snowflake Inc.")
    ]
    assert not is_held_out("CARUSO JAMES V")


def test_counts_are_tempered() -> None:
    pool = Pool([("often", 1000**0.3), ("once", 1.0)])
    rng = random.Random(1)
    drawn = Counter(pool.draw(rng) for _ in range(4000))
    assert 5 < drawn["often"] / drawn["once"] < 12


def test_titles_of_stock_hold_no_rights(facts: Facts) -> None:
    titles = facts.common_titles.items
    assert "Common Stock" in titles
    assert not [title for title in titles if "option" in title.lower() or "warrant" in title.lower()]


def test_samples_have_their_columns(facts: Facts) -> None:
    assert len(facts.places) == 309
    assert {"TRANS_CODE", "CONV_EXERCISE_PRICE", "EXCERCISE_DATE", "EXCERCISE_DATE_FN"} <= set(
        facts.derivative_transactions[0]
    )
    assert {"NATURE_OF_OWNERSHIP", "SHRS_OWND_FOLWNG_TRANS"} <= set(facts.holdings[0])
    assert {"shares", "price_per_share"} <= set(facts.purchases[0])
    assert len(facts.derivative_holdings) > 2000
