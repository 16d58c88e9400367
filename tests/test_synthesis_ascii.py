"""The text form in every arrangement of its boxes and tables prints every value, labelled."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from printed import missing, values
from sample_made import sample_made

from form4ml.synthesis.layouts import ascii as text_form
from form4ml.synthesis.layouts import print_filing, typist
from form4ml.synthesis.made import Made, Print

pytest.importorskip("reportlab")


def printed(monkeypatch: pytest.MonkeyPatch, era: str, seed: int, **habits: object) -> Print:
    def choose(made: Made, rng: random.Random) -> typist.Look:
        return replace(typist.choose(made, rng), **habits)  # type: ignore[arg-type]

    monkeypatch.setattr(text_form, "choose", choose)
    return print_filing(sample_made(era, 2), "ascii", random.Random(seed))


@pytest.mark.parametrize("boxes", ["lines", "inline", "columns", "bare"])
@pytest.mark.parametrize("rows", ["drawn", "labelled", "listed"])
def test_every_arrangement_says_everything(monkeypatch: pytest.MonkeyPatch, boxes: str, rows: str) -> None:
    for seed, era in enumerate(("1996", "2002")):
        assert missing(printed(monkeypatch, era, seed, boxes=boxes, rows=rows)) == []


def test_tags_stand_around_tables_and_carry_no_label(monkeypatch: pytest.MonkeyPatch) -> None:
    print_ = printed(monkeypatch, "2002", 3, rows="drawn", bar="  ", framed=False, tags=True)
    runs = [run for sheet in print_.sheets for run in sheet.runs]
    texts = [run.text for run in runs]
    assert texts.count("<TABLE>") == texts.count("</TABLE>") >= 1
    assert all(not run.spans for run in runs if run.text.startswith("<"))
    assert missing(print_) == []


@pytest.mark.parametrize(("sign", "shown"), [("({a})", "(a)"), ("[{n}]", "[1]"), ("{stars}", "*")])
def test_notes_go_by_other_signs(monkeypatch: pytest.MonkeyPatch, sign: str, shown: str) -> None:
    look = typist.choose(sample_made("1996", 2), random.Random(1))
    print_ = printed(monkeypatch, "1996", 1, note_mark=sign, manner=replace(look.manner, mark=sign))
    assert shown in {value.text for value in values(print_) if value.label == "FOOTNOTE_MARK"}
    assert shown in {value.text for value in values(print_) if value.label == "FOOTNOTE_ID"}
