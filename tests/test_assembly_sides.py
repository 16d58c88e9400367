"""Table II's sub-columns A and D by their place under the headings."""

import pytest
from assembly_samples import At, builder_of, page

from form4ml.assembly.sides import side_by_place


def side(x: float, *heads: At) -> str | None:
    builder, [item] = builder_of(page(*heads, At(x, 300, "{SHARES_DISPOSED:1,500}", "table2")))
    return side_by_place(builder.view, item)


HEADS = At(800, 200, "(A)", "table2head"), At(900, 200, "(D)", "table2head")


@pytest.mark.parametrize(("x", "read"), [(780, "A"), (890, "D"), (840, None), (1400, None)])
def test_the_nearest_heading_says_which(x: float, read: str | None) -> None:
    assert side(x, *HEADS) == read


def test_a_heading_of_both_tells_nothing() -> None:
    assert side(780, At(780, 200, "(A) or (D)", "table1head")) is None


def test_without_headings_nothing_is_told() -> None:
    assert side(780) is None


def test_headings_misread_beside_that_of_the_code() -> None:
    coded = At(700, 200, "Code", "table2head")
    assert side(780, coded, At(800, 200, "(a)", "table2head"), At(900, 200, "(0)", "table2head")) == "A"
    assert side(780, At(800, 200, "(a)", "table2head"), At(900, 200, "(0)", "table2head")) is None
