"""Which row holds which of a filing's names: torn words, misread ones, words in a neighbour's cell, and the order of names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.assembly.misreadings import Word
from form4ml.assembly.turns import Cell, Turn, turns

FUNDS = ("Alder Growth Fund II, L.P.", "Alder Growth Fund III, L.P.", "Alder Principals Fund, LLC")


def cell(text: str, letter: str | None = "I") -> Cell:
    return Cell([Word(word) for word in text.split()], letter)


def held(*cells: Cell, names: tuple[str, ...] = FUNDS) -> list[Turn]:
    [found] = turns([cells], names, [1.0] * len(names))
    return found


def names_of(found: list[Turn]) -> list[int | None]:
    return [turn.name for turn in found]


def test_whole_names_are_known_for_sure() -> None:
    found = held(*(cell(f"By {name}") for name in FUNDS))
    assert names_of(found) == [0, 1, 2]
    assert all(turn.probability > 0.95 for turn in found)


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Alder Growth Fund Il, L.P.", 0),  # strokes
        ("Alder Growth III, L.pE", 1),  # a word lost, an ending with a mark
        ("Growth Alder Fund II, L.P.", 0),  # a wrapped line out of its order
        ("Alder Principa1s Fund, Lic", 2),
    ],
)
def test_garbled_names_are_the_nearest(read: str, name: int) -> None:
    [turn] = held(cell(read))
    assert turn.name == name
    assert turn.probability > 0.8


def test_a_name_of_its_own_stays_so() -> None:
    [other, spouse] = held(cell("By Birch Street Trust"), cell("By Spouse"))
    assert (other.name, spouse.name) == (None, None)
    assert other.own and spouse.own


def test_a_number_that_no_name_has_is_not_read_into_one() -> None:
    [turn] = held(cell("Alder Growth Fund VIII, L.P."))
    assert turn.name is None or turn.probability < 0.85


def test_words_in_the_next_rows_cell_come_back() -> None:
    first, second = held(cell("Alder Growth"), cell("Fund II, L.P. Alder Principals Fund, LLC"))
    assert (first.name, second.name) == (0, 2)
    assert (first.first, first.last, second.first, second.last) == (0, 5, 5, 9)


def test_a_row_that_is_owned_directly_takes_none() -> None:
    direct, indirect = held(cell("Alder Principals", "D"), cell("Fund, LLC"))
    assert direct.name is None and not direct.own
    assert indirect.name == 2


def test_the_order_of_names_tells_a_row_that_alone_says_little() -> None:
    clear = [cell(name) for name in FUNDS]
    torn = [clear[0], cell("Alder Growth Fund"), clear[2]]
    alone = held(cell("Alder Growth Fund"))[0]
    among = held(*clear, *clear, *torn)[7]
    assert among.name == 1
    assert among.probability > alone.probability


def test_the_order_is_learnt_from_all_tables() -> None:
    clear = [cell(name) for name in FUNDS]
    _, [first, second] = turns([clear * 2, [clear[0], cell("Alder Growth Fund")]], FUNDS, [1.0] * 3)
    assert (first.name, second.name) == (0, 1)


def test_unread_cells_hold_nothing() -> None:
    found = held(cell(FUNDS[0]), cell("", None), cell(FUNDS[2]))
    assert names_of(found) == [0, None, 2]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from("By Alder Growth Fund II III L.P. LLC Principals @ 5 Xq".split()), max_size=8),
            st.sampled_from(["I", "D", None]),
        ),
        min_size=1,
        max_size=7,
    )
)
def test_every_way_ends_with_all_words_taken(rows: list[tuple[list[str], str | None]]) -> None:
    found = held(*(Cell([Word(word) for word in words], letter) for words, letter in rows))
    assert [turn.first for turn in found[1:]] == [turn.last for turn in found[:-1]]
    assert (found[0].first, found[-1].last) == (0, sum(len(words) for words, _ in rows))
    assert all(0 <= turn.probability <= 1 + 1e-9 for turn in found)
