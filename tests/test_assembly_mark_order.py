"""Marks name their notes together: the order in which notes are first named makes up for misread digits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.assembly.mark_order import Mark, named


def numbers(*marks: tuple[int, str, str], notes: int, fit: dict[tuple[str, int], float] | None = None) -> list[int]:
    read = named([Mark(*mark) for mark in marks], notes, fit)
    return [one.numbers[0] if len(one.numbers) == 1 else -1 if one.numbers else 0 for one in read]


def test_marks_without_digits_are_numbered_as_they_come() -> None:
    assert numbers(
        (0, "transaction_code", ")"), (0, "price_per_share", "@)"), (0, "nature_of_ownership", ")"), notes=3
    ) == [1, 2, 3]


def test_a_column_s_mark_is_named_again_row_after_row() -> None:
    marks = [
        (row, field, signs)
        for row in range(4)
        for field, signs in (("price_per_share", "(1)"), ("nature_of_ownership", ")"))
    ]
    assert numbers(*marks, notes=2) == [1, 2] * 4


def test_digits_that_were_read_stand_against_the_order() -> None:
    assert numbers((0, "shares", "(2)"), (0, "price_per_share", "(1)"), (1, "shares", "(3)"), notes=3) == [2, 1, 3]


def test_a_lost_mark_is_passed_over() -> None:
    assert numbers((0, "shares", "(1)"), (1, "shares", "(3)"), (2, "shares", "4)"), notes=4) == [1, 3, 4]


def test_both_days_of_an_exercise_have_one_note() -> None:
    marks = ((0, "conversion_or_exercise_price", "a)"), (0, "exercise_date", "@)"), (0, "expiration_date", "@)"))
    assert numbers(*marks, notes=2) == [1, 2, 2]


def test_what_a_note_says_decides_between_signs_that_tell_nothing() -> None:
    fit = {("price_per_share", 1): -3.0, ("price_per_share", 2): 2.0}
    assert numbers((0, "price_per_share", ")"), notes=2, fit=fit) == [2]
    turned = {("price_per_share", 1): 2.0, ("price_per_share", 2): -3.0}
    assert numbers((0, "price_per_share", ")"), notes=2, fit=turned) == [1]


def test_two_marks_read_as_one() -> None:
    [first, both] = named([Mark(0, "shares", "(1)"), Mark(0, "price_per_share", "(23)")], 3)
    assert (first.numbers, both.numbers) == ((1,), (2, 3))


def test_no_number_stands_beyond_the_last_note() -> None:
    assert all(number <= 2 for number in numbers(*((row, "shares", "(7)") for row in range(5)), notes=2))


def test_a_sure_reading_is_surer_than_a_mere_bracket() -> None:
    sure, bare = named([Mark(0, "shares", "(1)"), Mark(1, "price_per_share", ")")], 4)
    assert sure.probability > 0.9 > bare.probability


_MARKS = st.tuples(
    st.integers(0, 6),
    st.sampled_from(["shares", "price_per_share", "nature_of_ownership"]),
    st.text(min_size=1, max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_MARKS, max_size=14), st.integers(1, 12))
def test_any_marks_name_notes_that_are_there_none_twice_in_a_cell(
    marks: list[tuple[int, str, str]], notes: int
) -> None:
    marks.sort(key=lambda mark: mark[0])
    read = named([Mark(*mark) for mark in marks], notes)
    assert len(read) == len(marks)
    assert all(0 < one.probability <= 1.0 + 1e-9 for one in read)
    assert all(1 <= number <= notes for one in read for number in one.numbers)
