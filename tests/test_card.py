"""A model's card is written from its manifest, and claims nothing that the run does not bear out."""

from __future__ import annotations

from typing import Any

from form4ml.card import card, run_facts

MANIFEST: dict[str, Any] = {
    "name": "m",
    "version": "1.0",
    "licence": "MIT",
    "data_licence": "CC0",
    "views": ["text", "boxes"],
    "trained_on": {"filings": 6, "wordings": 2, "sha256": "ab" * 32, "recipe": {"sha256": "cd" * 32}},
    "scores": {"values": 10, "precision": 0.9, "recall": 0.8, "f1": 0.847},
    "date": "2026-01-02",
    "seconds": 12.5,
    "form4ml": "0.1.0",
    "programs": {"numpy": "2.0"},
    "feature_schema": 1,
}


def test_it_says_what_is_known() -> None:
    text = card(MANIFEST)
    assert text.startswith("# m 1.0\n")
    for said in (
        "MIT",
        "CC0",
        "ab" * 32,
        "cd" * 32,
        "0.847",
        "6 made-up filings",
        "2 documents of notes",
        "text, boxes",
    ):
        assert said in text
    assert "no real filing's pages" in text


def test_filings_of_one_s_own_are_not_called_made_up() -> None:
    for trained in ({"extra": [{}]}, {"recipe": None}):
        text = card({**MANIFEST, "trained_on": {**MANIFEST["trained_on"], **trained}})
        assert "no real filing" not in text
        assert "6 annotated filings" in text


def test_the_day_and_the_time_it_took_stand_beside_it() -> None:
    text = card(MANIFEST)
    assert "2026" not in text
    assert "12.5" not in text
    assert run_facts(MANIFEST) == {
        "trained on": "2026-01-02",
        "in seconds": "12.5",
        "by form4ml": "0.1.0",
        "with": "numpy 2.0",
        "feature schema": "1",
    }
    assert run_facts({}) == {}
