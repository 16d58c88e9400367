"""The numbered boxes, by their captions: seven until mid-2003, six since."""

from __future__ import annotations

import pytest

from form4ml.document import Box
from form4ml.reading.grid import header


@pytest.mark.parametrize(
    ("caption", "new", "old"),
    [
        ("1. Name and Address of Reporting Person*", "1", "1"),
        ("2. Issuer Name and Ticker or Trading Symbol", "2", "2"),
        ("3. Date of Earliest Transaction (Month/Day/Year)", "3", "3"),
        ("If Amendment, Date of Original (Month/Year)", "4", "5"),
        ("Relationship of Reporting Person(s) to Issuer", "5", "6"),
        ("Individual or Joint/Group Filing", "6", "7"),
        ("4. Statement for Month/Year", "4", "4"),
        ("I.R.S. Identification Number of Reporting Person", None, "3"),
    ],
)
def test_the_number_of_a_box(caption: str, new: str | None, old: str) -> None:
    assert header.number(caption) == new
    assert header.number(caption, old=True) == old


def test_what_tells_the_older_form() -> None:
    assert header.is_of_old(["1. Name and Address", "4. Statement for Month/Year"])
    assert not header.is_of_old(["1. Name and Address", "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"])


@pytest.mark.parametrize(("old", "number"), [(True, "6"), (False, "5")])
def test_a_cell_below_the_box_for_the_relationship_goes_on_with_it(old: bool, number: str) -> None:
    cells = [Box(900, 100, 1500, 200), Box(900, 200, 1500, 300), Box(100, 100, 800, 200)]
    assert header.relationship(old) == number
    assert header.numbers(cells, [number, None, "2"], 1.0, old) == [number, number, "2"]
