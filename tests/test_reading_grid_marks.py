"""Footnote marks: raised ends, numbers read out of torn text, counts of notes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

cv2 = pytest.importorskip("cv2")

from form4ml.reading.grid.marks import apart, count_notes, cut, ids, raised  # noqa: E402


@pytest.mark.parametrize(
    ("text", "notes", "expected"),
    [
        ("(1)", None, [1]),
        ("(1)(2)", None, [1, 2]),
        ("(10)(13)", 14, [10, 13]),
        ("(36)", 9, [3, 6]),
        ("(36)", 40, [36]),
        ("(53)", 5, [5]),
        ("(41)", 5, [4]),
        ("①", None, [1]),
        ("1)", None, [1]),
        ("(4", None, [4]),
        ("(7)", 5, None),
        ("()", None, None),
        ("2", None, None),
        ("", None, None),
    ],
)
def test_numbers_of_a_raised_end(text: str, notes: int | None, expected: list[int] | None) -> None:
    assert ids(text, notes) == expected


@given(st.lists(st.integers(0, 2000)), st.one_of(st.none(), st.integers(1, 99)))
def test_only_notes_remain_each_once(numbers: list[int], notes: int | None) -> None:
    kept = apart(numbers, notes)
    assert len(kept) == len(set(kept))
    assert all(1 <= number <= (notes or 99) for number in kept)


def test_marks_are_parted_from_words() -> None:
    text = "M(1) 9,500(11)(12) 401(k) Stock"
    assert [(text[a:b], mark) for a, b, mark in cut(text)] == [
        ("M", False), ("(1)", True), ("9,500", False), ("(11)", True), ("(12)", True), ("401(k)", False),
        ("Stock", False),
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_parting_loses_nothing(text: str) -> None:
    assert "".join(text[a:b] for a, b, _ in cut(text)) == "".join(text.split())


def test_notes_are_counted_below_their_heading() -> None:
    lines = ["(7) before", "Explanation of Responses:", "(1) One.", "text", "(2) Two.", "3. Three.", "(88) stray"]
    assert count_notes(lines) == 3
    assert count_notes(["(1) no heading"]) is None


def line(text: str, mark: str = "") -> np.ndarray:
    page = np.full((60, 500), 255, np.uint8)
    cv2.putText(page, text, (10, 45), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    (width, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 2)
    cv2.putText(page, mark, (14 + width, 28), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0, 1)
    ink = (page < 128).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("text", ["12345", "0", "M", "Stock"])
def test_a_raised_end_is_seen(text: str) -> None:
    found = raised(line(text, "(12)"), 1.0)
    assert found is not None
    assert found.right - found.left > 20


@pytest.mark.parametrize("text", ["12345", "9,752", "Class A", "X", "John's", "10/12/2020"])
def test_a_level_end_is_none(text: str) -> None:
    assert raised(line(text), 1.0) is None
