"""Box 1 and box 2 in one line, cut where the owner's name ends."""

import pytest
from assembly_samples import text

from form4ml.assembly.assemble import built
from form4ml.assembly.found import fragments_of
from form4ml.assembly.seams import settle
from form4ml.tagged import Tagged

SIGNED = ("signature", "{SIGNATURE:/s/ Ruth B. Alden} {SIGNATURE_DATE:03/14/2021}")


def cut(tagged: Tagged) -> list[tuple[str, str]]:
    found = settle(tagged.view, fragments_of(tagged))
    return [(item.label, item.text) for item in found if item.label in ("OWNER_NAME", "ISSUER", "CITY")]


@pytest.mark.parametrize(
    "line",
    [
        "{OWNER_NAME:ALDEN RUTH B Harbor} {ISSUER:Light Inc.} [ {TICKER:HRBR} ]",
        "{OWNER_NAME:ALDEN} {ISSUER:RUTH B Harbor Light Inc.} [ {TICKER:HRBR} ]",
        "{OWNER_NAME:ALDEN RUTH B Harbor Light Inc.} [ {TICKER:HRBR} ]",
        "{OWNER_NAME:ALDEN RUTH B} {ISSUER:Harbor Light Inc.} [ {TICKER:HRBR} ]",
    ],
)
def test_the_signature_tells_where_the_name_ends(line: str) -> None:
    found = cut(text(("box", line), SIGNED))
    assert found[-1] == ("ISSUER", "Harbor Light Inc.")
    assert found[0][1].startswith("ALDEN RUTH")


def test_the_owners_table_tells_where_an_entity_s_name_ends() -> None:
    line = "{OWNER_NAME:Alden 2020} {ISSUER:ApS Harbor Light Inc.} [ {TICKER:HRBR} ]"
    found = cut(text(("box", line), ("owners", "{OWNER_NAME:Alden 2020 ApS}")))
    assert found[:2] == [("OWNER_NAME", "Alden 2020 ApS"), ("ISSUER", "Harbor Light Inc.")]


def test_nothing_is_cut_without_a_witness() -> None:
    line = "{OWNER_NAME:ALDEN RUTH Harbor} {ISSUER:Light Inc.} [ {TICKER:HRBR} ]"
    assert cut(text(("box", line)))[0] == ("OWNER_NAME", "ALDEN RUTH Harbor")


def test_an_issuer_begins_with_a_whole_word() -> None:
    line = "{OWNER_NAME:ALDEN RUTH Square}{ISSUER:, Inc.} [ {TICKER:SQR} ]"
    assert cut(text(("box", line))) == [("OWNER_NAME", "ALDEN RUTH"), ("ISSUER", "Square, Inc.")]


def test_a_torn_first_word_goes_with_its_capital() -> None:
    assert cut(text(("box", ". H {ISSUER:arbor Light Inc.} [ {TICKER:HRBR} ]"))) == [("ISSUER", "H arbor Light Inc.")]


def test_a_doubtful_name_beside_a_postal_code_is_a_city() -> None:
    line = "{OWNER_NAME@0.5:COPENHAGEN O,} {STATE:G7} {ZIP:2100}"
    assert cut(text(("box", line))) == [("CITY", "COPENHAGEN O,")]


def test_pieces_of_a_name_in_one_row_are_one_name() -> None:
    line = "{OWNER_NAME:Alden Fund I} ] {OWNER_NAME:UGP LLC}"
    assert cut(text(("owners", line))) == [("OWNER_NAME", "Alden Fund I ] UGP LLC")]


def test_scraps_of_the_tables_are_no_owners() -> None:
    assert cut(text(("table2", "{OWNER_NAME:Class B}"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "{OWNER_NAME:ALDEN} {CHECK_DIRECTOR:RUTH xX} Director 10% Owner",
        "{OWNER_NAME:ALDEN} {CHECK_DIRECTOR:RUTH} xX Director 10% Owner",
        "{OWNER_NAME:ALDEN} RUTH xX Director 10% Owner",
    ],
)
def test_a_lone_word_of_a_name_goes_on_with_the_word_behind_it(line: str) -> None:
    tagged = text(("box", line))
    found = settle(tagged.view, fragments_of(tagged))
    assert found[0].text == "ALDEN RUTH"
    assert [item.text for item in found[1:]] in (["xX"], [])


@pytest.mark.parametrize(
    "line",
    [
        "{OWNER_NAME:ALDEN} Director 10% Owner",
        "{OWNER_NAME:ALDEN} Harbor Light Inc.",  # in other letters
        "{OWNER_NAME:ALDEN} {ISSUER:HARBOR LIGHT INC.}",
        "{OWNER_NAME:ALDEN} 10% Owner",
    ],
)
def test_a_lone_word_takes_nothing_that_is_not_of_the_name(line: str) -> None:
    assert cut(text(("box", line)))[0] == ("OWNER_NAME", "ALDEN")


def test_the_cross_of_a_box_is_no_middle_name() -> None:
    assert cut(text(("box", "{OWNER_NAME:ALDEN RUTH B X} Director")))[0] == ("OWNER_NAME", "ALDEN RUTH B")
    assert cut(text(("box", "{OWNER_NAME:LEE X} Director")))[0] == ("OWNER_NAME", "LEE X")


def test_a_suffix_stays_with_the_name_it_ends() -> None:
    read = built(
        text(
            ("box", "{OWNER_NAME:William T. Ferrante, Jr.} {ISSUER:Ashgrove Foods Company}"),
            ("signature", "/s/ {SIGNATURE:William T. Ferrante} {SIGNATURE_DATE:7/9/2001}"),
        )
    )[0].filing
    assert read.issuer.name == "Ashgrove Foods Company"


def test_a_suffix_taken_for_the_issuers_is_the_owners() -> None:
    read = built(text(("box", "{OWNER_NAME:William T. Ferrante}, {ISSUER:Jr. Ashgrove Foods Company}")))[0].filing
    assert read.issuer.name == "Ashgrove Foods Company"


def test_a_middle_name_signed_as_an_initial_stays_with_the_owner() -> None:
    read = built(
        text(
            ("box", "{OWNER_NAME:Lindquist, Carl Evan Meridian} {ISSUER:Data Networks, Inc.}"),
            ("signature", "/s/ {SIGNATURE:Carl E. Lindquist} {SIGNATURE_DATE:7/9/2001}"),
        )
    )[0].filing
    assert (read.reporting_owners[0].name, read.issuer.name) == ("Lindquist Carl Evan", "Meridian Data Networks, Inc.")


def test_an_owner_that_runs_into_an_unread_issuer_ends_where_he_signed() -> None:
    line = "{OWNER_NAME:ALDEN RUTH Harbor Light} Inc. see"
    assert cut(text(("box", line), SIGNED)) == [("OWNER_NAME", "ALDEN RUTH"), ("ISSUER", "Harbor Light Inc.")]
    assert cut(text(("box", line))) == [("OWNER_NAME", "ALDEN RUTH Harbor Light")]


def test_an_issuer_that_begins_with_an_owner_of_the_table() -> None:
    line = "{ISSUER:ALDEN CORP Harbor Light Inc.} [ {TICKER:HRBR} ]"
    found = cut(text(("box", line), ("owners", "{OWNER_NAME:ALDEN CORP}")))
    assert found[:2] == [("OWNER_NAME", "ALDEN CORP"), ("ISSUER", "Harbor Light Inc.")]


def test_a_street_before_issuer_and_symbol_is_the_owner() -> None:
    line = "{STREET:ALDEN RUTH Harbor}{ISSUER:, Inc.} [ {TICKER:HRBR} ]"
    assert cut(text(("box", line), SIGNED)) == [("OWNER_NAME", "ALDEN RUTH"), ("ISSUER", "Harbor, Inc.")]
    street = "{STREET:12 HARBOR ROAD} {ISSUER:Light Inc.} [ {TICKER:HRBR} ]"
    assert cut(text(("box", street), SIGNED)) == [("ISSUER", "Light Inc.")]


def test_a_capital_at_the_end_of_the_owner_is_the_issuers() -> None:
    lines = ("box", "{ISSUER:uare, Inc.} [ {TICKER:SQ} ]"), ("box", "{OWNER_NAME:ALDEN RUTH Sq}")
    assert cut(text(*lines)) == [("ISSUER", "Sq uare, Inc."), ("OWNER_NAME", "ALDEN RUTH")]
    whole = ("box", "{ISSUER:Square, Inc.} [ {TICKER:SQ} ]"), lines[1]
    assert cut(text(*whole))[1] == ("OWNER_NAME", "ALDEN RUTH Sq")


def test_the_cross_of_the_owners_table_is_no_middle_name() -> None:
    assert cut(text(("owners", "{OWNER_NAME:ALDEN RUTH x}"))) == [("OWNER_NAME", "ALDEN RUTH")]


def test_a_company_right_behind_a_person_is_the_issuer() -> None:
    line = "{OWNER_NAME:ALDEN RUTH} 0 Rumble Inc. ig satus"
    assert cut(text(("box", line))) == [("OWNER_NAME", "ALDEN RUTH 0"), ("ISSUER", "Rumble Inc.")]
    assert cut(text(("box", "{OWNER_NAME:ALDEN RUTH} Rumble Director"))) == [("OWNER_NAME", "ALDEN RUTH")]
