"""Owners: box 1, the owners' table and joint filers' blocks give one entry an owner."""

from assembly_samples import HEADINGS, TRADE, builder_of, text

from form4ml.assembly.assemble import built
from form4ml.assembly.builder import Builder
from form4ml.assembly.owners import build
from form4ml.tagged import Tagged

BOX1 = (
    ("box", "{OWNER_NAME:ALDEN RUTH B} {CHECK_DIRECTOR:X} Director"),
    ("box", "{STREET:12 QUAY STREET} {CHECK_OFFICER:X} {TITLE:Chief Executive Officer}"),
    ("box", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
)


def owners_of(tagged: Tagged) -> Builder:
    builder, items = builder_of(tagged)
    build(builder, items)
    return builder


def test_one_owner_with_address_and_flags() -> None:
    builder = owners_of(text(*BOX1))
    [owner] = builder.filing.reporting_owners
    assert owner.name == "ALDEN RUTH B"
    address = owner.address
    assert (address.street1, address.city, address.state, address.zip_code) == (
        "12 QUAY STREET",
        "PORTLAND",
        "ME",
        "04101",
    )
    assert (owner.is_director, owner.is_officer) == (True, True)
    assert (owner.is_ten_percent_owner, owner.is_other) == (False, False)
    assert owner.officer_title == "Chief Executive Officer"
    assert builder.absent["/reporting_owners/0/address/street2"] == "not-on-form"
    assert builder.absent["/reporting_owners/0/other_text"] == "not-on-form"


def test_unchecked_boxes_are_told_by_the_checked_ones() -> None:
    builder = owners_of(text(*BOX1))
    proof = builder.proofs["/reporting_owners/0/is_other"]
    assert proof.made_by == "rule:not-checked-beside-a-check"
    assert proof.signals.inferred


def test_without_any_check_the_flags_stay_open() -> None:
    builder = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B}")))
    [owner] = builder.filing.reporting_owners
    assert owner.is_director is None
    assert builder.absent["/reporting_owners/0/is_director"] == "unreadable"


def test_a_title_means_an_officer() -> None:
    builder = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B} {TITLE:Treasurer}")))
    [owner] = builder.filing.reporting_owners
    assert owner.is_officer is True
    assert builder.proofs["/reporting_owners/0/is_officer"].made_by == "rule:officer-title-printed"
    assert owner.is_director is False


def test_what_is_specified_for_other_means_other() -> None:
    builder = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B} {OTHER_TEXT:Member of 13(d) group}")))
    assert builder.filing.reporting_owners[0].is_other is True
    assert builder.proofs["/reporting_owners/0/is_other"].made_by == "rule:other-text-printed"


def test_box_1_and_the_owners_table_show_one_owner() -> None:
    table = (
        ("owners", "{OWNER_NAME:ALDEN RUTH B}"),
        ("owners", "{STREET:C/O HARBOR INSTRUMENTS, INC.}"),
        ("owners", "{STREET:12 QUAY STREET} {CHECK_DIRECTOR:X}"),
        ("owners", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
    )
    builder = owners_of(text(*BOX1, *table))
    [owner] = builder.filing.reporting_owners
    # the table prints a street a line, and goes before box 1
    assert (owner.address.street1, owner.address.street2) == ("C/O HARBOR INSTRUMENTS, INC.", "12 QUAY STREET")
    assert builder.proofs["/reporting_owners/0/name"].signals.agreed
    assert builder.proofs["/reporting_owners/0/is_director"].signals.agreed


def test_joint_owners_of_the_table_keep_their_own() -> None:
    table = (
        ("owners", "{OWNER_NAME:ALDEN RUTH B} {CHECK_DIRECTOR:X}"),
        ("owners", "{STREET:12 QUAY STREET}"),
        ("owners", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
        ("owners", "{OWNER_NAME:Quay Partners, L.P.} {CHECK_TEN:X}"),
        ("owners", "{STREET:9 PIER ROAD}"),
        ("owners", "{CITY:BATH}, {STATE:ME} {ZIP:04530}"),
    )
    builder = owners_of(text(*BOX1, *table))
    first, second = builder.filing.reporting_owners
    assert (first.name, second.name) == ("ALDEN RUTH B", "Quay Partners, L.P.")
    assert (second.is_ten_percent_owner, second.is_director) == (True, False)
    assert (first.address.city, second.address.city) == ("PORTLAND", "BATH")
    assert second.address.street1 == "9 PIER ROAD"
    assert builder.filing.joint_filing is True
    assert builder.proofs["/joint_filing"].made_by == "rule:several-owners"


def test_box_5_goes_to_the_first_of_several_owners() -> None:
    blocks = (
        ("box", "{OWNER_NAME:ALDEN RUTH B} {CHECK_DIRECTOR:X} Director {CHECK_TEN:X} 10% Owner"),
        ("box", "{STREET:12 QUAY STREET}"),
        ("box", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
        ("box", "{OWNER_NAME:Quay Partners, L.P.}"),
        ("box", "{STREET:9 PIER ROAD}"),
        ("box", "{CITY:BATH}, {STATE:ME} {ZIP:04530}"),
    )
    builder = owners_of(text(*blocks))
    first, second = builder.filing.reporting_owners
    assert (first.is_director, first.is_ten_percent_owner) == (True, True)
    assert second.is_director is None
    assert builder.absent["/reporting_owners/1/is_director"] == "not-on-form"


def test_the_same_name_twice_before_an_address_is_one_owner() -> None:
    builder = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B}"), ("box", "{OWNER_NAME:Alden Ruth B} {ZIP:04101}")))
    assert len(builder.filing.reporting_owners) == 1


def test_box_6() -> None:
    one = owners_of(text(*BOX1, ("box", "{CHECK_ONE:X} Form filed by One Reporting Person")))
    assert one.filing.joint_filing is False
    more = owners_of(text(*BOX1, ("box", "{CHECK_JOINT:X} Form filed by More than One Reporting Person")))
    assert more.filing.joint_filing is True
    assert owners_of(text(*BOX1)).absent["/joint_filing"] == "unreadable"


def test_no_owner_at_all() -> None:
    builder = owners_of(text(("head", "FORM 4")))
    assert builder.filing.reporting_owners == []
    assert builder.absent["/reporting_owners"] == "unreadable"


def test_the_number_of_the_older_form_is_never_exported() -> None:
    builder = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B} {OWNER_ID:000-12-3456}"), ("box", "{ZIP:04101}")))
    assert "3456" not in builder.filing.model_dump_json()


def test_boxes_repeated_above_table_one_are_further_owners() -> None:
    builder = owners_of(
        text(
            ("box", "{OWNER_NAME:Alden Ruth}"),
            ("box", "{CITY:MENLO PARK} {STATE:CA} {ZIP:94025}"),
            ("owners", "1. Name and Address of Reporting Person*"),
            ("owners", "{OWNER_NAME:Ruth Alden & Max Orr Living Trust}"),
            ("owners", "{CITY:MENLO PARK} {STATE:CA} {ZIP:94025}"),
            ("table1head", "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"),
        )
    )
    names = [owner.name for owner in builder.filing.reporting_owners]
    assert names == ["Alden Ruth", "Ruth Alden & Max Orr Living Trust"]


def test_two_names_in_box_one_are_readings_of_one() -> None:
    builder = owners_of(
        text(
            ("box", "{OWNER_NAME@0.6:th Alde}"),
            ("box", "{OWNER_NAME@0.9:Alden Ruth}"),
            ("box", "{CITY:MENLO PARK} {STATE:CA} {ZIP:94025}"),
        )
    )
    [owner] = builder.filing.reporting_owners
    assert owner.name == "Alden Ruth"
    assert builder.proofs["/reporting_owners/0/name"].alternatives == ["th Alde"]


def test_a_name_without_an_address_among_the_owners_is_none() -> None:
    builder = owners_of(
        text(
            ("owners", "{OWNER_NAME:Stock Capital}"),
            ("owners", "{OWNER_NAME:Alden Ruth}"),
            ("owners", "{CITY:MENLO PARK} {STATE:CA} {ZIP:94025}"),
        )
    )
    assert [owner.name for owner in builder.filing.reporting_owners] == ["Alden Ruth"]


def test_in_text_the_words_of_box_five_tell_what_a_mark_in_the_table_means() -> None:
    builder = owners_of(
        text(
            ("box", "{OWNER_NAME:Alden Ruth} _ Director {CHECK_TEN:_X_} 10% Owner"),
            ("box", "{CITY:MENLO PARK} {STATE:CA} {ZIP:94025}"),
            ("ownershead", "Reporting Owner Name / Address Relationships"),
            ("owners", "{OWNER_NAME:Alden Ruth} {CHECK_DIRECTOR:X}"),
            ("owners", "{CITY:MENLO PARK}, {STATE:CA} {ZIP:94025}"),
            ("owners", "{OWNER_NAME:Alden Fund LP} {CHECK_DIRECTOR:X}"),
            ("owners", "{CITY:MENLO PARK}, {STATE:CA} {ZIP:94025}"),
            ("owners", "{OWNER_NAME:Orr Max} {CHECK_DIRECTOR:X}"),
            ("owners", "{CITY:MENLO PARK}, {STATE:CA} {ZIP:94025}"),
        )
    )
    flags = [(owner.is_director, owner.is_ten_percent_owner) for owner in builder.filing.reporting_owners]
    assert flags == [(False, True), (False, True), (True, False)]


def test_on_a_form_of_one_person_a_name_without_an_address_is_no_owner() -> None:
    stray = ("box", "{OWNER_NAME:HARBOR LIGHT INC}")
    one = ("box", "{CHECK_ONE:X} Form filed by One Reporting Person")
    more = ("box", "{CHECK_JOINT:X} Form filed by More than One Reporting Person")
    gap = tuple(("box", "Reporting Person") for _ in range(12))
    alone = owners_of(text(stray, *gap, *BOX1, one)).filing
    assert [owner.name for owner in alone.reporting_owners] == ["ALDEN RUTH B"]
    assert alone.joint_filing is False
    joint = owners_of(text(stray, *gap, *BOX1, more)).filing
    assert len(joint.reporting_owners) == 2


def test_what_is_written_below_a_checked_other_is_no_title() -> None:
    builder = owners_of(text(BOX1[0], ("box", "{CHECK_OTHER:X} Other (specify below)"), ("box", "{TITLE:See Remarks}")))
    [owner] = builder.filing.reporting_owners
    assert (owner.other_text, owner.officer_title) == ("See Remarks", None)
    assert (owner.is_other, owner.is_officer) == (True, False)


def test_two_marks_in_a_row_of_the_table_are_those_of_its_first_columns() -> None:
    builder = owners_of(
        text(
            ("box", "{OWNER_NAME:ALDEN RUTH} {CHECK_DIRECTOR:X} Director"),
            ("owners", "{OWNER_NAME:ALDEN RUTH} {CHECK_DIRECTOR:x} {CHECK_TEN:x}"),
            ("owners", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
        )
    )
    [owner] = builder.filing.reporting_owners
    assert (owner.is_director, owner.is_ten_percent_owner, owner.is_officer) == (True, True, False)


def test_an_address_that_began_in_box_one_stays_whole() -> None:
    lines = (
        ("box", "{OWNER_NAME:BIRCH CAPITAL LP}"),
        ("box", "{STREET:C/O BIRCH MANAGEMENT}"),
        ("owners", "{STREET:600 CONGRESS AVENUE}"),
        ("owners", "{CITY:AUSTIN} {STATE:TX} {ZIP:78701}"),
        ("owners", "{OWNER_NAME:Birch GP LLC}"),
        ("owners", "{STREET:2 MILL LANE}"),
        ("owners", "{CITY:KEENE} {STATE:NH} {ZIP:03431}"),
    )
    one, two = built(text(*lines, *HEADINGS, ("table1", TRADE)))[0].filing.reporting_owners
    assert (one.address.street2, one.address.city, two.address.city) == ("600 CONGRESS AVENUE", "AUSTIN", "KEENE")


def test_an_owner_named_twice_is_one() -> None:
    lines = (
        *BOX1,
        ("box", "{OWNER_NAME:ALDEN RUTH B}"),
        ("box", "{STREET:12 QUAY STREET}"),
        ("box", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
    )
    [owner] = built(text(*lines))[0].filing.reporting_owners
    assert (owner.name, owner.address.city) == ("ALDEN RUTH B", "PORTLAND")


def streets(*lines: str) -> tuple[str | None, str | None]:
    rows = [("box", f"{{STREET:{line}}}") for line in lines]
    [owner] = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B}"), *rows)).filing.reporting_owners
    return owner.address.street1, owner.address.street2


def test_whose_care_it_is_in_comes_first_and_no_line_twice() -> None:
    assert streets("12 QUAY STREET", "C/O HARBOR LIGHT") == ("C/O HARBOR LIGHT", "12 QUAY STREET")
    assert streets("12 QUAY STREET", "12 Quay Street") == ("12 QUAY STREET", None)
    assert streets("12 QUAY STREET", "FLOOR 2") == ("12 QUAY STREET", "FLOOR 2")


def test_a_number_glued_to_a_city() -> None:
    [owner] = owners_of(text(("box", "{OWNER_NAME:ALDEN RUTH B}"), ("box", "{CITY:DUBLIN2}"))).filing.reporting_owners
    assert owner.address.city == "DUBLIN 2"
