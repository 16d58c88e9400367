"""Lines of an address."""

import pytest

from form4ml.normalize.streets import street


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("C0 ACME CORPORATION", "C/O ACME CORPORATION"),
        ("C/0 Acme Corp.", "C/O Acme Corp."),
        ("155 STH STREET, FLOOR 7", "155 5TH STREET, FLOOR 7"),
        ("155 Sth Street", "155 5th Street"),
        ("215 PARK AVENUE, FLOOR.11", "215 PARK AVENUE, FLOOR 11"),
        ("P.O BOX 227", "P.O. BOX 227"),
        ("P,O, BOX 227", "P.O. BOX 227"),
        ("IONE MICROSOFT WAY", "ONE MICROSOFT WAY"),
        ("C’O NBT BANCORP INC", "C/O NBT BANCORP INC"),
        ("/O NBT BANCORP INC", "C/O NBT BANCORP INC"),
        ("CO Zephyr Holdings LLC", "C/O Zephyr Holdings LLC"),
        ("16] Mill Avenue", "161 Mill Avenue"),
        ("17941 RE5EARCH BLVD.", "17941 RESEARCH BLVD."),
        ("86 CHERRY ST.. SUITE 1826", "86 CHERRY ST. SUITE 1826"),
    ],
)
def test_what_engines_make_of_an_address(text: str, value: str) -> None:
    read = street(text)
    assert read.value == value
    assert read.repaired
    assert read.alternatives == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "PO BOX 12",
        "P.O. Box 12",
        "CO-OP CITY BLVD",
        "100 SOUTH STREET",
        "12 NO. 5 ROAD",
        "APT.5, 2 Elm Rd.",
        "COLONIAL WAY 3",
        "ONE PLAZA",
        "1.5 MILE ROAD",
        "C/O ACME",
    ],
)
def test_what_filers_write_stays(text: str) -> None:
    assert street(text) == (text, None, (), None, ())


def test_nothing_is_not_a_street() -> None:
    assert street(" , ").value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("C/O ACME HOLDING INC. &", "C/O ACME HOLDING INC."), ("C/O ACME INC.J", "C/O ACME INC."), ("C/O ACME L.P. 4", "C/O ACME L.P.")],
)  # fmt: skip
def test_a_speck_behind_a_company_is_trimmed(text: str, value: str) -> None:
    read = street(text)
    assert (read.value, read.repaired) == (value, "trimmed")


@pytest.mark.parametrize("text", ["SUITE 4", "12 INCA ROAD 7", "C/O ACME INC 44", "C/O ACME & CO 4"])
def test_what_belongs_to_the_line_is_not(text: str) -> None:
    assert street(text).value == text
