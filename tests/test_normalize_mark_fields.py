"""Which column's mark a note's words tell."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.normalize.mark_fields import fit, words_of


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("The price in Column 4 is a weighted average; shares were sold at prices from $8.10 to $8.95.", "price_per_share"),
        ("These shares are held by the Alder Family Trust, of which the reporting person is trustee.", "nature_of_ownership"),
        ("The option becomes exercisable in four equal annual installments.", "exercise_date"),
        ("Each unit represents a contingent right to receive one share upon settlement.", "conversion_or_exercise_price"),
    ],
)  # fmt: skip
def test_the_words_of_a_note_tell_its_column(text: str, field: str) -> None:
    scores = fit(text)
    assert max(scores, key=lambda name: scores[name]) == field
    assert scores[field] > 0


def test_digits_are_folded() -> None:
    assert words_of("Sold at $8.10 on 3/4/2021 under Rule 10b5-1") >= {"sold", "at", "$0", "rule", "00b0-0"}


@given(st.text(max_size=200))
def test_no_text_tells_more_than_a_bound(text: str) -> None:
    assert all(-4.01 <= score <= 4.01 for score in fit(text).values())


def test_the_same_text_has_the_same_figures_in_every_process() -> None:
    """Words in the order of their hashes would be summed in another order each time."""
    text = "The shares are held by a trust, sold at a weighted average price under a plan that was adopted in March."
    code = f"from form4ml.normalize.mark_fields import fit; print(sorted(fit({text!r}).items()))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(told) == 1
