"""What stands elsewhere in a document, and which reading explains another."""

import pytest
from assembly_samples import text

from form4ml.assembly.echoes import Echoes, explains

ECHOES = Echoes(
    text(
        ("box", "Zorbelwick Holdings"), ("table1", "Common Stock 1,500"), ("notes", "Zorbelwick sold 1,500 shares"),
        ("owners", "mccormick rilla"), ("signature", "Rilla McCormick"),
    ).view
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "strange", "repeated"),
    [
        ("Zorbelwick", 0, True),  # in box and note
        ("Common Stock", 0, False),
        ("Zorbelwlck", 1, False),
        ("1,500", 0, True),
        ("2", 0, False),
    ],
)
def test_echoes(value: str, strange: int, repeated: bool) -> None:
    assert (ECHOES.strange(value), ECHOES.repeated(value, value)) == (strange, repeated)


def test_what_was_mended_stands_elsewhere_if_anywhere() -> None:
    assert ECHOES.repeated("Zorbelwick Holdings", "Zorbelwlck Holdings")
    assert not ECHOES.repeated("Zorbelwick Holdings", "Zorbelwick Holdings")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mccormick rilla", "mcecormick rilla"),
        ("Chief Financial Officer", "Chiet Financial Officer"),
        ("Executive Vice President & Secretary", "Vice President & Secretary"),
        ("Director", "Director"),
    ],
)
def test_a_reading_explains_another_misread_or_cut_short(one: str, other: str) -> None:
    assert explains(one, other, ECHOES)
    assert one == other or not explains(other, one, ECHOES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chief Financial Officer", "Chief Executive Officer"), ("Zorbelwick Rilla", "Zorbelwick"[:4]), ("Xyzzy Vice President", "Vice President")],
)  # fmt: skip
def test_another_text_is_not_explained(one: str, other: str) -> None:
    assert not explains(one, other, ECHOES)
