"""Every layout prints every value of the record, labelled, and keeps within the page."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from printed import missing, values
from sample_made import PLAN, RANGE, sample_made

from form4ml.labels import BY_NAME, PARTS
from form4ml.synthesis.layouts import LAYOUTS, print_filing
from form4ml.synthesis.made import Made, Print

pytest.importorskip("reportlab")

ERAS = {
    "compact": ("2003", "2023", "2026"),
    "viewer": ("2003", "2023", "2026"),
    "agent": ("2003", "2023", "2026"),
    "paper": ("1996", "2002"),
    "ascii": ("1996", "2002"),
}
CASES = [(layout, era) for layout, eras in ERAS.items() for era in eras]
FACTS = Path(__file__).parent.parent / "corpus" / "facts"


@cache
def printed(layout: str, era: str, seed: int, owners: int = 2) -> Print:
    return print_filing(sample_made(era, owners), layout, random.Random(seed))


def check(print_: Print) -> None:
    assert missing(print_) == []
    for sheet in print_.sheets:
        assert sheet.runs
        for run in sheet.runs:
            assert -0.5 <= run.left < run.right <= sheet.width + 0.5, run
            assert -0.5 <= run.top < run.bottom <= sheet.height + 0.5, run
            assert run.part in PARTS
            assert run.text == run.text.strip() != ""
            for span in run.spans:
                assert span.label in BY_NAME
                assert 0 <= span.start < span.end <= len(run.text)


@pytest.mark.parametrize(("layout", "era"), CASES)
@pytest.mark.parametrize("seed", range(3))
def test_everything_is_printed_and_labelled(layout: str, era: str, seed: int) -> None:
    check(printed(layout, era, seed, 1 + seed % 3))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_made_filings_print_whole(layout: str) -> None:
    if not FACTS.is_dir():
        pytest.skip("no corpus/facts to make filings from")
    from form4ml.synthesis.facts import Facts
    from form4ml.synthesis.filings import make

    facts = Facts.load(FACTS)
    for index in range(8):
        made: Made = make(facts, 41, index, era=ERAS[layout][index % len(ERAS[layout])])
        check(print_filing(made, layout, random.Random(index)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_eras_that_never_had_a_layout_are_refused(layout: str) -> None:
    for era in {"1996", "2002", "2003", "2023", "2026"} - set(ERAS[layout]):
        with pytest.raises(ValueError, match=era):
            print_filing(sample_made(era), layout, random.Random(1))


def test_unknown_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown layout"):
        print_filing(sample_made(), "scroll", random.Random(1))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_same_seed_same_print(layout: str) -> None:
    made = sample_made(ERAS[layout][0])
    one, two = (print_filing(made, layout, random.Random(7)) for _ in range(2))
    assert one.sheets == two.sheets
    assert one.pdf == two.pdf


@pytest.mark.parametrize(("layout", "era"), CASES)
def test_note_facts_are_labelled_to_the_character(layout: str, era: str) -> None:
    found = {(value.label, value.text) for value in values(printed(layout, era, 3))}
    assert ("PLAN_ADOPTION_DATE", "November 29, 2017") in found
    assert ("PRICE_RANGE", "$1.17 to $1.26") in found
    assert {text for label, text in found if label == "FOOTNOTE"} >= {PLAN, RANGE}


def test_signature_span_leaves_out_the_slashed_s() -> None:
    for layout, era in CASES:
        for value in values(printed(layout, era, 2)):
            if value.label == "SIGNATURE":
                assert not value.text.lower().startswith(("/s/", "by:"))


def test_unchecked_boxes_have_no_label() -> None:
    for layout, era in CASES:
        for value in values(printed(layout, era, 1)):
            if value.label.startswith("CHECK_"):
                assert "x" in value.text.lower()


def test_ticker_span_leaves_out_the_brackets() -> None:
    for layout, era in CASES:
        assert {value.text for value in values(printed(layout, era, 0)) if value.label == "TICKER"} == {"NLTI"}


def test_compact_joins_street_lines_in_box_1_and_parts_them_among_owners() -> None:
    made = sample_made("2003")
    streets = [
        value.text for value in values(print_filing(made, "compact", random.Random(5))) if value.label == "STREET"
    ]
    assert "C/O NORTHLIGHT INSTRUMENTS, INC., 4100 HARBOR POINT DRIVE, SUITE 210" in streets
    assert "4100 HARBOR POINT DRIVE, SUITE 210" in streets


def test_print_of_2026_spells_states_out() -> None:
    prints = [printed("compact", "2026", seed) for seed in range(4)]
    spelled = [p for p in prints if p.variant["revision"] == "foreign"]
    assert spelled
    for print_ in spelled:
        assert "WISCONSIN" in {value.text for value in values(print_) if value.label == "STATE"}


def test_table_words_know_their_cell() -> None:
    for layout, era in CASES:
        columns = {value.column for value in values(printed(layout, era, 1)) if value.table == "2"}
        assert {"shares_disposed", "shares_acquired", "underlying_title", "nature_of_ownership"} <= columns


def test_pdf_holds_the_same_words() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    for layout in LAYOUTS:
        print_ = printed(layout, ERAS[layout][0], 1)
        document = pdfium.PdfDocument(print_.pdf)
        assert len(document) == len(print_.sheets)
        for page, sheet in zip(document, print_.sheets, strict=True):
            assert page.get_size() == pytest.approx((sheet.width, sheet.height), abs=0.1)
            text = "".join(page.get_textpage().get_text_range().split())
            assert all(run.text in text for run in sheet.runs if not run.text.endswith("-"))
