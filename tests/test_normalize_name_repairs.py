"""Names whose signs were misread."""

import pytest

from form4ml.normalize import names
from form4ml.normalize.name_repairs import legal, numerals, owner


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Alden Fund I] LP", "Alden Fund II LP"),
        ("Alden Fund Il LP", "Alden Fund II LP"),
        ("Alden Fund I1, L.P.", "Alden Fund II, L.P."),
        ("Alden Fund Ill", "Alden Fund III"),
        ("Alden Fund II", "Alden Fund II"),
        ("Alden Fund 11 LP", "Alden Fund 11 LP"),
        ("Alden Fund I LP", "Alden Fund I LP"),
        ("Alden IL Trust", "Alden IL Trust"),
        ("Il Mulino LLC", "Il Mulino LLC"),
    ],
)
def test_strokes_behind_a_word_are_a_numeral(read: str, name: str) -> None:
    assert numerals(read) == name


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("ALDEN RUTH x", "ALDEN RUTH"),
        ("Alden Ruth Xx", "Alden Ruth"),
        ("Alden Ruth XxX", "Alden Ruth"),
        ("Alden Ruth X", "Alden Ruth X"),
        ("/ALDEN RUTH", "ALDEN RUTH"),
        ("Alden Ruth t", "Alden Ruth"),
        ("Alden Max jr", "Alden Max jr"),
        ("Alden Ruth 0", "Alden Ruth O"),
        ("Alden Fund 0 LP", "Alden Fund 0 LP"),
        ("alden ruth b", "alden ruth b"),
    ],
)
def test_owners(read: str, name: str) -> None:
    assert names.owner(read).value == name


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Alden Holdings Inc,", "Alden Holdings Inc."),
        ("Alden Cyber N.V,", "Alden Cyber N.V."),
        ("Alden Holdings, Inc", "Alden Holdings, Inc"),
        ("Alden Holdings. Inc", "Alden Holdings, Inc"),
        ("A. lden, Inc.", "Alden, Inc."),
        ("El la Nova, Inc.", "El la Nova, Inc."),
        ("Al dene, Inc.", "Aldene, Inc."),
        ("/9Alden Co.", "9Alden Co."),
        ("Alden.com, Inc.", "Alden.com, Inc."),
    ],
)
def test_issuers(read: str, name: str) -> None:
    assert names.issuer(read).value == name


def test_the_month_of_the_box_beside_a_name_is_no_part_of_it() -> None:
    assert owner("Nithra Arvind 10/1999", False) == "Nithra Arvind"
    assert owner("Alder Fund 2010", True) == "Alder Fund 2010"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("ZYNGA ING", "ZYNGA INC"),
        ("Block, tne.", "Block, Inc."),
        ("Mithril II UGP LL", "Mithril II UGP LLC"),
        ("ING Groep N.V.", "ING Groep N.V."),
        ("LL Flooring", "LL Flooring"),
        ("Boeing", "Boeing"),
    ],
)
def test_the_form_of_a_company_where_it_can_be_no_other(read: str, printed: str) -> None:
    assert legal(read) == printed


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Thornbury Biotech X. L.P.", "Thornbury Biotech X, L.P."),
        ("Zephyr Partners XII-A, LP.", "Zephyr Partners XII-A, L.P."),
        ("Accel Associates LLC.", "Accel Associates L.L.C."),
        ("Summit Capital Fund IV, L.P..", "Summit Capital Fund IV, L.P."),
        ("SEVEN OAKS ASSOCIATES Vill, LLC", "SEVEN OAKS ASSOCIATES VIII, LLC"),
        ("Vantage GP Lid", "Vantage GP Ltd"),
        ("Alden Corp. LLC", "Alden Corp. LLC"),
        ("Alden Fund VI, LP", "Alden Fund VI, LP"),
    ],
)
def test_the_forms_of_funds(read: str, name: str) -> None:
    assert owner(read, entity=True) == name


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("II Glimpse Group, Inc.", "Glimpse Group, Inc."),
        ("Ill HIGHLAND FUND", "HIGHLAND FUND"),
        ("TREACE CONCEPTS. INC.", "TREACE CONCEPTS, INC."),
        ("Arcadium Lithium ple", "Arcadium Lithium plc"),
        ("II-VI INC", "II-VI INC"),
        ("Harbor Intl. Inc", "Harbor Intl. Inc"),
    ],
)
def test_what_engines_make_of_issuers(read: str, name: str) -> None:
    assert names.issuer(read).value == name


@pytest.mark.parametrize(
    ("read", "title"),
    [
        ("Chiet Financial Officer", "Chief Financial Officer"),
        ("EVP, Chief Legal ofticer", "EVP, Chief Legal officer"),
        ("EVP. General Counsel", "EVP, General Counsel"),
        ("Vice Chairman and CFO.", "Vice Chairman and CFO"),
        ("Corporate Controller 136", "Corporate Controller"),
        ("Chief Tax Off.", "Chief Tax Off."),
        ("SVP & Chief Credit Ofc", "SVP & Chief Credit Ofc"),
        ("CEO", "CEO"),
    ],
)
def test_titles_of_officers(read: str, title: str) -> None:
    got = names.title(read)
    assert got.value == title
    assert (got.repaired is not None) == (read != title)
