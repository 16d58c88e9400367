"""The box for Rule 10b5-1 plans told by the notes, where the form has the box and its cross cannot be read."""

from __future__ import annotations

import pytest
from correct_samples import builder_of

from form4ml.assembly.builder import Builder
from form4ml.assembly.correct_plans import plan_box
from form4ml.assembly.correct_readings import Readings
from form4ml.record import Filing, Footnote, Row

SOLD = "The sales were effected pursuant to a Rule 10b5-1 trading plan adopted by the reporting person."


def read(note: str, *, day: str = "2024-05-06", box: bool | None = None, adopted: tuple[str, ...] = ()) -> Builder:
    filing = Filing(
        period_of_report=day,
        aff10b5_one=box,
        non_derivative_transactions=[Row(transaction_date=day, transaction_code="S")],
        footnotes=[Footnote(id="F1", text=note, plan_adoption_dates=list(adopted))],
    )
    builder = builder_of(filing)
    builder.missing("/aff10b5_one", "unreadable")
    plan_box(Readings(builder))
    return builder


def test_a_note_that_affirms_a_plan_tells_the_box() -> None:
    builder = read(SOLD, adopted=("2023-12-12",))
    assert builder.filing.aff10b5_one is True
    proof = builder.proofs["/aff10b5_one"]
    assert proof.made_by == "rule:plan-in-notes"
    assert proof.signals.inferred
    assert proof.found.text == SOLD


@pytest.mark.parametrize(
    ("note", "more"),
    [
        ("The sales were not effected pursuant to a Rule 10b5-1 trading plan.", {}),
        ("Shares withheld to pay taxes.", {}),
        (SOLD, {"adopted": ("2022-12-12",)}),  # a plan of the rule before
        (SOLD, {"day": "2022-05-06"}),  # the form had no such box
        (SOLD, {"box": False}),  # the box itself was read
    ],
)
def test_else_the_box_stays_as_it_was(note: str, more: dict[str, object]) -> None:
    assert not read(note, **more).filing.aff10b5_one  # type: ignore[arg-type]


def test_a_form_without_the_box_gets_none() -> None:
    builder = read(SOLD)
    builder.filing.aff10b5_one = None
    builder.proofs.pop("/aff10b5_one")
    builder.absent["/aff10b5_one"] = "not-on-form"
    plan_box(Readings(builder))
    assert builder.filing.aff10b5_one is None
