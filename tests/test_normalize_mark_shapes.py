"""What engines make of raised marks: likelihoods of signs, and stretches of signs cut into marks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.normalize.mark_shapes import likelihood, pair_likelihood, parts


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("(1)", ["(1)"]),
        ("(2) @)", ["(2)", "@)"]),
        ("(1)(2)", ["(1)", "(2)"]),
        ("()", ["()"]),
        (")", [")"]),
        ("@", ["@"]),
        ("", []),
    ],
)
def test_signs_are_cut_into_marks(text: str, marks: list[str]) -> None:
    assert parts(text) == marks


@pytest.mark.parametrize("number", [1, 2, 3, 7, 12, 31])
def test_the_digits_that_are_printed_are_likeliest_for_their_number(number: int) -> None:
    signs = f"({number})"
    best = max(range(1, 40), key=lambda other: likelihood(signs, other))
    assert best == number


@pytest.mark.parametrize(("signs", "number"), [("Q)", 2), ("GB)", 3), ("a)", 1)])
def test_signs_that_stand_for_a_number_are_known(signs: str, number: int) -> None:
    assert max(range(10), key=lambda other: likelihood(signs, other)) == number


def test_a_closing_bracket_alone_tells_little() -> None:
    seen = [likelihood(")", number) for number in (1, 2, 3)]
    assert max(seen) - min(seen) < math.log(3)


def test_two_marks_run_together() -> None:
    assert pair_likelihood("(23)", 2, 3) > max(pair_likelihood("(23)", 3, 4), likelihood("(23)", 5))
    assert pair_likelihood(")", 2, 3) < -20


@given(st.text(max_size=12), st.integers(0, 99))
def test_any_signs_have_a_likelihood(signs: str, number: int) -> None:
    assert -60 < likelihood(signs, number) < 0
    assert pair_likelihood(signs, max(number, 1), number + 1) < 6
    assert "".join(parts(signs)).replace(" ", "") == "".join("".join(parts(signs)).split())
