"""Words of a printed PDF's text layer get the cells they were printed in, and its check boxes are seen."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("cv2")
pytest.importorskip("reportlab")

from sample_made import sample_made

from form4ml.reading import ReadOptions, read
from form4ml.synthesis.layouts import print_filing


@pytest.mark.parametrize("layout", ["compact", "viewer"])
def test_words_get_the_cells_that_they_were_printed_in(layout: str) -> None:
    printed = print_filing(sample_made(), layout, random.Random(3))
    document = read(printed.pdf, name="print.pdf")
    wanted = sorted(
        run.text
        for sheet in printed.sheets
        for run in sheet.runs
        if run.cell is not None and run.cell.table in ("1", "2") and not run.superscript
    )
    got = sorted(
        word.text
        for line in document.lines
        for word in line.words
        if word.cell is not None and word.cell.table in ("1", "2") and not word.superscript
    )
    assert wanted
    assert len(set(wanted) & set(got)) >= 0.9 * len(set(wanted))
    seen = {mark.name: mark.checked for mark in document.marks}
    boxes = {rule.name: rule.checked for sheet in printed.sheets for rule in sheet.rules if rule.checked is not None}
    assert {name: seen[name] for name in boxes if name in seen} == {n: c for n, c in boxes.items() if n in seen}


def test_no_word_is_lost_or_doubled() -> None:
    printed = print_filing(sample_made(), "compact", random.Random(3))
    by_cells = read(printed.pdf, name="print.pdf")
    plain = read(printed.pdf, name="print.pdf", options=ReadOptions(form_aware=False))
    words = [sorted(word.text for line in d.lines for word in line.words) for d in (by_cells, plain)]
    assert words[0] == words[1]
    assert not any(word.cell for line in plain.lines for word in line.words)
