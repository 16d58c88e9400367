"""Garbled words of titles and natures."""

import pytest

from form4ml.normalize.known_words import mended, word


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Common Stoc", "Common Stock"),
        ("Ciass B Cominon Stock", "Class B Common Stock"),
        ("See Foomote", "See Footnote"),
        ("RESTRICTED ST0CK UNITS", "RESTRICTED STOCK UNITS"),
        ("Preferrcd Stock", "Preferred Stock"),
    ],
)
def test_a_misread_word_is_the_one_known_word_near_it(read: str, printed: str) -> None:
    got = mended(read)
    assert (got.value, got.repaired) == (printed, "known-word")


@pytest.mark.parametrize(
    "text",
    [
        "Class C Common Stock",
        "By Sequoia Capital XI",
        "Stocks",
        "Rankin Trust",
        "Classic Units",
        "American Depository Shares",
        "2-Year GRAT",
        "Wang Family Trust",
        "ADSs",
        "Optima LLC",
    ],
)
def test_other_words_stay_as_read(text: str) -> None:
    assert mended(text).value == text


def test_a_known_word_is_never_changed_into_another() -> None:
    assert word("Shares") == "Shares"
    assert word("Partner") == "Partner"
