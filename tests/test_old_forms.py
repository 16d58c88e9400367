"""Old forms in drawings that no layout of the synthesis has: how much of them the shipped model reads, and invents."""

from __future__ import annotations

from pathlib import Path

import pytest

import form4ml
from form4ml.evaluation.gold import read_gold
from form4ml.evaluation.match import match_records
from form4ml.evaluation.metrics import Counts, count, is_core

FORMS = Path(__file__).parent / "old_forms"
LEAST = 0.91  # core F1 over all of them
MOST_INVENTED = 0.015


@pytest.fixture(scope="module")
def counts() -> Counts:
    model = form4ml.load()
    matches = []
    for path in sorted(FORMS.glob("*.txt")):
        reading = model.read(path)
        matches.append(match_records(read_gold(path.with_suffix(".xml")), reading.model_dump(mode="python")))
    return count(matches, is_core)


def test_old_forms_are_read(counts: Counts) -> None:
    assert counts.f1 >= LEAST


def test_little_is_invented(counts: Counts) -> None:
    assert counts.invention <= MOST_INVENTED
