import pytest
from checks_samples import found, spoilt

from form4ml.checks import plan


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sold pursuant to a Rule 10b5-1 trading plan.", True),
        ("Sold pursuant to a lOb5-l plan.", True),
        ("under a 10b5 1 plan", True),
        ("The transaction was not made pursuant to a 10b5-1 plan.", False),
        ("Neither sale was effected under a Rule 10b5-1 plan.", False),
        ("Not for profit. Sold pursuant to a Rule 10b5-1 plan.", True),
        ("Liability under Rule 10b-5.", None),
        ("A stock plan.", None),
        ("", None),
    ],
)
def test_what_a_note_tells(text: str, told: bool | None) -> None:
    assert plan.tells_plan(text) is told


def test_box_without_a_note() -> None:
    bare = {"footnotes/1/text": "A gift.", "footnotes/1/plan_adoption_dates": []}
    assert found(plan.plan_box, spoilt(bare)) == [("plan-box", "info")]
    denied = bare | {"footnotes/1/text": "Not made under a Rule 10b5-1 plan."}
    assert found(plan.plan_box, spoilt(denied)) == [("plan-box", "warning")]


def test_plan_without_a_date() -> None:
    assert found(plan.plan_box, spoilt({"footnotes/1/plan_adoption_dates": []})) == [("plan-date", "info")]


def test_note_without_the_box() -> None:
    assert found(plan.plan_box, spoilt({"aff10b5_one": False})) == [("plan-box", "info")]
    old = {"aff10b5_one": False, "footnotes/1/plan_adoption_dates": ["2022-11-29"]}
    assert found(plan.plan_box, spoilt(old)) == []  # a plan older than the amended rule needs no check
    assert found(plan.plan_box, spoilt({"aff10b5_one": None})) == []


def test_a_box_that_the_form_did_not_have() -> None:
    assert found(plan.box_on_the_form, spoilt({"signatures/0/date": "2022-05-08"})) == [("box-on-the-form", "warning")]
    assert found(plan.box_on_the_form, spoilt()) == []
