"""Boxes 1, 2 and 5 by the words beside their fragments."""

import pytest
from assembly_samples import text

from form4ml.assembly.found import fragments_of
from form4ml.assembly.seams import settle

SHOWN = {"OWNER_NAME", "ISSUER", "TITLE", "STREET", "CHECK_DIRECTOR", "CHECK_OFFICER", "CHECK_TEN", "CHECK_OTHER"}


def read(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    tagged = text(*rows)
    return [(item.label, item.text) for item in settle(tagged.view, fragments_of(tagged)) if item.label in SHOWN]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("{CHECK_OFFICER:X} Other (specify below)", "CHECK_OTHER"),
        ("{CHECK_DIRECTOR:X} _ 10% Owner", "CHECK_TEN"),
        ("{CHECK_TEN:X} Director", "CHECK_DIRECTOR"),
        ("{CHECK_OFFICER:X} 0ther thing", "CHECK_OFFICER"),
    ],
)
def test_a_mark_stands_before_its_words(line: str, label: str) -> None:
    assert read(("box", line))[0][0] == label


def test_words_right_before_an_issuer_s_name_begin_it() -> None:
    assert read(("box", ". Harbor {ISSUER:Light, Inc.} [ {TICKER:HRBR} ]")) == [("ISSUER", "Harbor Light, Inc.")]


def test_words_of_the_caption_do_not() -> None:
    line = "2. Issuer Name and Ticker or Trading Symbol {ISSUER:Harbor Light, Inc.}"
    assert read(("box", line)) == [("ISSUER", "Harbor Light, Inc.")]


def test_the_name_before_the_symbol_is_the_issuer_s() -> None:
    assert read(
        ("box", "{OWNER_NAME:ALDEN RUTH}"), ("box", "{OWNER_NAME:Harbor Light L.P.} [ {TICKER:HRBR} ]"),
    ) == [("OWNER_NAME", "ALDEN RUTH"), ("ISSUER", "Harbor Light L.P.")]  # fmt: skip


def test_a_person_s_name_before_the_symbol_is_not() -> None:
    rows = ("box", "{OWNER_NAME:ALDEN RUTH} [ {TICKER:HRBR} ]"), ("owners", "{OWNER_NAME:POOLE ANN}")
    assert read(*rows)[0] == ("OWNER_NAME", "ALDEN RUTH")


def test_a_lone_legal_form_ends_the_owner_s_name() -> None:
    assert read(("owners", "{OWNER_NAME:ALDEN FINANCIAL GROUP,} {STREET:INC.}")) == [
        ("OWNER_NAME", "ALDEN FINANCIAL GROUP, INC.")
    ]
    assert read(
        ("box", "{OWNER_NAME:ALDEN FINANCIAL GROUP,} {ISSUER:Harbor Light Inc.} [ {TICKER:HRBR} ]"),
        ("box", "{+ISSUER:INC.}"),
    ) == [("OWNER_NAME", "ALDEN FINANCIAL GROUP, INC."), ("ISSUER", "Harbor Light Inc.")]


def test_a_piece_below_the_address_is_no_name() -> None:
    rows = [
        ("box", "{OWNER_NAME:ALDEN RUTH}"), ("box", "{STREET:12 QUAY STREET} {TITLE:EVP, Chief}"),
        ("box", "{+OWNER_NAME:Human}"), ("box", "{+TITLE:Resources Officer}"),
    ]  # fmt: skip
    assert read(*rows)[-2:] == [("TITLE", "Human"), ("TITLE", "Resources Officer")]
    assert read(*rows[:1], ("box", "{STREET:12 QUAY STREET}"), rows[2])[-1] == ("STREET", "12 QUAY STREET")


def test_a_lost_name_stands_alone_above_its_caption() -> None:
    caption = ("box", "1. Name and Address of Reporting Person")
    assert read(("head", "ALDEN RUTH B"), caption, ("box", "{STREET:12 QUAY STREET}"))[0] == (
        "OWNER_NAME",
        "ALDEN RUTH B",
    )
    assert read(("head", "OMB APPROVAL"), caption, ("box", "{STREET:12 QUAY STREET}"))[0][0] == "STREET"
    assert read(("head", "ALDEN RUTH B"), caption, ("box", "{OWNER_NAME:POOLE ANN}")) == [("OWNER_NAME", "POOLE ANN")]


def test_a_mark_that_was_not_tagged() -> None:
    rows = ("box", "{OWNER_NAME:ALDEN RUTH} _X__ Directar __ 10% Owner"), ("box", "{STREET:12 QUAY STREET} X 10% Owner")
    assert [label for label, _ in read(*rows) if label.startswith("CHECK")] == ["CHECK_DIRECTOR"]


def test_a_lost_name_stands_alone_above_its_legend() -> None:
    legend, second = ("box", "(Last) (First) (Middle)"), ("box", "{OWNER_NAME:POOLE ANN}")
    assert read(("box", "Alden 2020 ApS"), legend, second) == [
        ("OWNER_NAME", "Alden 2020 ApS"),
        ("OWNER_NAME", "POOLE ANN"),
    ]
    assert read(second, ("box", "Alden 2020 ApS"), legend) == [("OWNER_NAME", "POOLE ANN")]
    assert read(("box", "{TITLE:Alden 2020} ApS"), legend) == [("TITLE", "Alden 2020")]
    assert read(("box", "see 3 below"), legend) == []
