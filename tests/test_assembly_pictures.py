"""Check boxes seen as pictures beside check marks read as text."""

from __future__ import annotations

from typing import Any

import pytest

from form4ml.assembly import pictures
from form4ml.assembly.builder import Builder, signals_of
from form4ml.assembly.confidence import PLAIN
from form4ml.assembly.found import found
from form4ml.assembly.weighing import weighed
from form4ml.document import Box, Document, Line, Mark, Page, Word
from form4ml.layout.view import view
from form4ml.record import Owner

SQUARE = Box(60, 100, 80, 120)


def builder(*marks: Mark) -> Builder:
    texts = ("Check", "this", "box", "X", "Director")
    words = tuple(
        Word(text, 0, 10 * n, 10 * n + len(text), Box(100 + 80 * n, 100, 170 + 80 * n, 120), 0.9)
        for n, text in enumerate(texts)
    )
    line = Line("".join(text.ljust(10) for text in texts), 0, words)
    document = Document("a", "image", "0", (Page(1, 1700, 2200),), (line,), marks=tuple(marks))
    made = Builder(view(document))
    made.filing.reporting_owners.append(Owner())
    return made


def mark(name: str, checked: bool, confidence: float = 0.9, **rest: Any) -> Mark:
    return Mark(name, checked, confidence, rest.get("page", 0), rest.get("box", SQUARE))


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("name", ["aff10b5_one", "not_subject_to_section16", "joint_filing"])
def test_a_box_of_the_form_is_what_its_picture_shows(name: str, checked: bool) -> None:
    made = builder(mark(name, checked))
    pictures.apply(made)
    assert getattr(made.filing, name) is checked
    seen = weighed(made, PLAIN)[f"/{name}"]
    assert (seen.made_by, seen.box, seen.confidence, seen.text) == ("picture", tuple(SQUARE), 0.9, "Check")


def test_an_empty_box_5_says_nothing_where_no_cross_was_seen() -> None:
    made = builder(mark("is_director", False), mark("is_officer", False))
    pictures.apply(made)
    assert made.filing.reporting_owners[0].is_director is None
    made = builder(mark("is_director", True), mark("is_officer", False))
    pictures.apply(made)
    [owner] = made.filing.reporting_owners
    assert (owner.is_director, owner.is_officer, owner.is_other) == (True, False, None)


@pytest.mark.parametrize("checked", [True, False])
def test_text_and_picture_bear_each_other_out_or_dispute(checked: bool) -> None:
    made = builder(mark("is_director", checked))
    made.filing.reporting_owners[0].is_director = True
    cross = found(made.view, "CHECK_DIRECTOR", [3], 0.8, "header")
    made.prove("/reporting_owners/0/is_director", cross, signals=signals_of(cross))
    pictures.apply(made)
    signals = made.proofs["/reporting_owners/0/is_director"].signals
    assert made.filing.reporting_owners[0].is_director is True
    assert (signals.agreed, signals.disputed) == (checked, not checked)


def test_the_surest_picture_of_the_first_page_counts() -> None:
    made = builder(
        mark("aff10b5_one", False, 0.6), mark("aff10b5_one", True, 0.95), mark("aff10b5_one", False, 0.99, page=1)
    )
    pictures.apply(made)
    assert made.filing.aff10b5_one is True


def test_a_picture_without_a_place_or_a_word_near_it_is_no_evidence() -> None:
    made = builder(mark("aff10b5_one", True, box=None), mark("joint_filing", True, box=Box(1500, 2000, 1520, 2020)))
    pictures.apply(made)
    assert made.filing.aff10b5_one is None
    assert made.filing.joint_filing is None
    assert not made.proofs
