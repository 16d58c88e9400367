"""How dear it is to take one text for another misread."""

import pytest

from form4ml.assembly.misreadings import Word, misread, substituted, tells


def cost(read: str, printed: str, sure: float = 0.6) -> float:
    return misread([Word(word, sure) for word in read.split()], printed.split())[0]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Common Stock", "Common Stock"),
        ("Seemmon Stock", "Common Stock"),
        ("Common", "Common Stock"),
        ("Stock Common Stock", "Common Stock"),
        ("Stock Option oh (Right to Buy)", "Stock Option (Right to Buy)"),
        ("Class 8 Common Stock", "Class B Common Stock"),
        ("Restrictd Stok Unils", "Restricted Stock Units"),
        ("By Alder Growth Fund rv, LP", "By Alder Growth Fund IV, LP"),
    ],
)
def test_what_engines_do_is_cheap(read: str, printed: str) -> None:
    assert cost(read, printed) < 9


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Class A Common Stock", "Class B Common Stock"),
        ("By Alder Fund III, LP", "By Alder Fund IV, LP"),
        ("By Alder 2010 Fund, LP", "By Alder 2011 Fund, LP"),
        ("By Spouse", "By Trust"),
        ("Stock Options", "Common Stock"),
        ("Alder Growth Family Partners Fund", "Alder Growth Fund"),
    ],
)
def test_another_thing_is_never_a_misreading(read: str, printed: str) -> None:
    assert cost(read, printed, sure=0.95) > 50


def test_a_stroke_more_or_less_needs_doubt() -> None:
    assert substituted(Word("VI", 0.4), "VII") < 10 < substituted(Word("VI", 0.9), "VII")


def test_words_of_a_missing_line_are_cheaply_lost() -> None:
    whole = [Word("Alder"), Word("Growth"), Word("Fund")]
    holed = [Word("Alder"), Word("Growth", below_hole=True), Word("Fund")]
    printed = ["Alder", "U.S.", "Growth", "Fund"]
    assert misread(holed, printed)[0] < misread(whole, printed)[0] - 3


def test_places_of_the_words() -> None:
    _, places = misread([Word("Class"), Word("A"), Word("oe"), Word("Stock")], ["Class", "A", "Common", "Stock"])
    assert places == [0, 1, None, 3] or places == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("word", "does"), [("III", True), ("A", True), ("2010-Seed", True), ("U.S.", True), ("Fund", False)]
)
def test_words_that_tell_things_apart(word: str, does: bool) -> None:
    assert tells(word) is does
