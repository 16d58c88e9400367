"""Numbers of pension plans are no amounts."""

import pytest
from assembly_samples import text

from form4ml.assembly.found import fragments_of
from form4ml.assembly.plans import named


def labels(markup: str) -> list[tuple[str, str]]:
    tagged = text(("table1", markup))
    return [(item.label, item.text) for item in named(tagged.view, fragments_of(tagged))]


@pytest.mark.parametrize("markup", ["{SHARES:401}(k)", "{OWNED:401}{FOOTNOTE_MARK:(k)}", "{SHARES:401} (k)"])
def test_the_number_of_a_plan_begins_its_name(markup: str) -> None:
    ((label, read),) = labels(markup)
    assert label == "NATURE"
    assert read.replace(" ", "") == "401(k)"


@pytest.mark.parametrize(
    "markup", ["{SHARES:401} {ACQ_DISP:A}", "{OWNED:401}{FOOTNOTE_MARK:(1)}", "{OWNED:1,401} {OWNERSHIP:I}"]
)
def test_other_amounts_stay(markup: str) -> None:
    assert labels(markup)[0][0] in ("SHARES", "OWNED")
