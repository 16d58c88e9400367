"""Words cut into tokens."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.layout.tokens import pieces


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("1,500(3)", ["1,500", "(3)"]),
        ("$1.17(2),", ["$1.17", "(2)", ","]),
        ("[CLRB]", ["[", "CLRB", "]"]),
        ("|03/12/2018", ["|", "03/12/2018"]),
        ("1,015,184|D", ["1,015,184", "|", "D"]),
        ("__X__Director", ["__X__", "Director"]),
        ("PARK,", ["PARK", ","]),
        ("2017.", ["2017", "."]),
        ("Inc.", ["Inc."]),
        ("Footnotes!", ["Footnotes", "!"]),
        ("L.P.?)", ["L.P.", "?", ")"]),
        ("Stock1", ["Stock", "1"]),
        ("10b5-1", ["10b5-1"]),
        ("2010-Seed", ["2010-Seed"]),
    ],
)
def test_cuts_where_a_value_ends(word: str, expected: list[str]) -> None:
    assert [word[a:b] for a, b in pieces(word)] == expected


@given(st.text(st.characters(exclude_categories=["Z", "Cc"]), min_size=1, max_size=30))
def test_pieces_are_in_order_and_lose_only_nothing(word: str) -> None:
    cut = pieces(word)
    assert all(a < b for a, b in cut)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(cut))
    kept = "".join(word[a:b] for a, b in cut)
    assert kept.replace(" ", "") == "".join(c for c in word if not c.isspace())
