"""Signatures with their dates; who signed, for whom and as what."""

import pytest
from assembly_samples import At, builder_of, page, text

from form4ml.assembly.builder import Builder
from form4ml.assembly.signatures import build
from form4ml.tagged import Tagged


def signed(tagged: Tagged) -> Builder:
    builder, items = builder_of(tagged)
    build(builder, items)
    return builder


def test_a_signature_with_its_date() -> None:
    builder = signed(text(("signature", "{SIGNATURE:/s/ Ruth B. Alden} {SIGNATURE_DATE:03/14/2021}")))
    [entry] = builder.filing.signatures
    assert (entry.name, entry.date) == ("Ruth B. Alden", "2021-03-14")
    assert (entry.agent, entry.principal, entry.capacity) == (None, None, None)
    assert builder.absent["/signatures/0/agent"] == "not-on-form"


def test_agent_and_principal_are_kept_apart() -> None:
    line = "{SIGNATURE:/s/ Ann Poole, attorney-in-fact for Ruth Alden} {SIGNATURE_DATE:03/14/2021}"
    [entry] = signed(text(("signature", line))).filing.signatures
    assert (entry.agent, entry.principal) == ("Ann Poole", "Ruth Alden")
    assert entry.capacity is not None and entry.capacity.lower() == "attorney-in-fact"


def test_a_signature_over_two_lines_is_one() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ann Poole, as attorney-in-fact} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "{+SIGNATURE:for Ruth Alden}"),
        )
    )
    [entry] = builder.filing.signatures
    assert (entry.agent, entry.principal, entry.date) == ("Ann Poole", "Ruth Alden", "2021-03-14")


def test_several_signatures_each_with_its_date() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ruth Alden} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "{SIGNATURE:/s/ Max Orr} {SIGNATURE_DATE:03/15/2021}"),
        )
    )
    assert [(s.name, s.date) for s in builder.filing.signatures] == [
        ("Ruth Alden", "2021-03-14"),
        ("Max Orr", "2021-03-15"),
    ]


def test_one_date_stands_for_all_that_signed() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ruth Alden}"),
            ("signature", "{SIGNATURE:/s/ Max Orr}"),
            ("signature", "{SIGNATURE:/s/ Ida Wynn} {SIGNATURE_DATE:03/14/2021}"),
        )
    )
    dates = [s.date for s in builder.filing.signatures]
    assert "2021-03-14" in dates
    assert dates == ["2021-03-14"] * 3


def test_one_date_far_below_stands_for_all_that_signed() -> None:
    blank = [("signature", "Signature of Reporting Person")] * 4
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ruth Alden}"),
            ("signature", "{SIGNATURE:/s/ Max Orr}"),
            *blank,
            ("signature", "{SIGNATURE_DATE:03/14/2021}"),
        )
    )
    assert [s.date for s in builder.filing.signatures] == ["2021-03-14"] * 2


def test_a_date_that_cannot_be_read_is_said_and_not_guessed() -> None:
    builder = signed(text(("signature", "{SIGNATURE:/s/ Ruth Alden} {SIGNATURE_DATE:0//2}")))
    assert builder.filing.signatures[0].date is None
    assert builder.absent["/signatures/0/date"] == "unreadable"


def test_a_date_without_a_name_is_kept() -> None:
    builder = signed(text(("signature", "{SIGNATURE_DATE:03/14/2021}")))
    [entry] = builder.filing.signatures
    assert (entry.name, entry.date) == (None, "2021-03-14")
    assert builder.absent["/signatures/0/name"] == "unreadable"


@pytest.mark.parametrize("part", ["head", "signature"])
def test_none_at_all(part: str) -> None:
    builder = signed(text((part, "nothing signed")))
    assert builder.filing.signatures == []
    assert builder.absent["/signatures"] == "unreadable"


def test_signatures_on_a_page_with_boxes_pair_by_their_rows() -> None:
    builder = signed(
        page(
            At(900, 100, "{SIGNATURE:/s/ Ruth Alden}", "signature"),
            At(1500, 100, "{SIGNATURE_DATE:03/14/2021}", "signature"),
            At(900, 200, "{SIGNATURE:/s/ Max Orr}", "signature"),
            At(1500, 200, "{SIGNATURE_DATE:03/15/2021}", "signature"),
        )
    )
    assert [s.date for s in builder.filing.signatures] == ["2021-03-14", "2021-03-15"]


def test_an_entity_that_signs_by_an_officer_is_one_signature() -> None:
    line = "{SIGNATURE:Alden Fund LP, By:} /s/ {SIGNATURE:Max Orr, Authorized Signatory} {SIGNATURE_DATE:03/14/2021}"
    [entry] = signed(text(("signature", line))).filing.signatures
    assert entry.name == "Alden Fund LP, By: /s/ Max Orr, Authorized Signatory"
    assert entry.principal == "Alden Fund LP"


def test_rows_are_shared_out_to_the_dates_beside_them() -> None:
    builder = signed(
        page(
            At(900, 100, "{SIGNATURE:Alden Fund LP By:} /s/ {SIGNATURE:Max}", "signature"),
            At(1500, 112, "{SIGNATURE_DATE:03/14/2021}", "signature"),
            At(900, 125, "{+SIGNATURE:Orr, Managing Member}", "signature"),
            At(900, 152, "{SIGNATURE:Alden Fund II LP By: Alden GP,}", "signature"),
            At(900, 177, "{+SIGNATURE:LLC, its general partner By:} /s/ {SIGNATURE:Max}", "signature"),
            At(1500, 177, "{SIGNATURE_DATE:03/15/2021}", "signature"),
            At(900, 202, "{+SIGNATURE:Orr, Managing Member}", "signature"),
            At(900, 230, "/s/ {SIGNATURE:Ruth Alden}", "signature"),
            At(1500, 230, "{SIGNATURE_DATE:03/16/2021}", "signature"),
        )
    )
    assert [(s.name, s.date) for s in builder.filing.signatures] == [
        ("Alden Fund LP By: /s/ Max Orr, Managing Member", "2021-03-14"),
        ("Alden Fund II LP By: Alden GP, LLC, its general partner By: /s/ Max Orr, Managing Member", "2021-03-15"),
        ("Ruth Alden", "2021-03-16"),
    ]


def test_a_misread_caption_parts_signatures() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:Ruth Alden,} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "‘Sigpature of Reporing Pence Date"),
            ("signature", "{+SIGNATURE:Max Orr} {SIGNATURE_DATE:03/15/2021}"),
        )
    )
    assert [s.name for s in builder.filing.signatures] == ["Ruth Alden", "Max Orr"]


def test_words_of_a_role_that_were_left_out_go_with_the_signature() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:By: Ann Poole, Attorney-in-fact For}: {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "the Reporting Person"),
            ("signature", "** Signature of Reporting Person Date"),
        )
    )
    assert [s.name for s in builder.filing.signatures] == ["By: Ann Poole, Attorney-in-fact For: the Reporting Person"]


@pytest.mark.parametrize(
    "rows",
    [
        ["{SIGNATURE:Ann Poole, Attorney-in-Fact for}", "{+SIGNATURE:88} {SIGNATURE_DATE:03/14/2021}"],
        ["{SIGNATURE:Ann Poole, Attorney-in-Fact for 1}", "{SIGNATURE_DATE:03/14/2021}"],
        ["{SIGNATURE:Ann Poole, Attorney-in- 8/03}", "{+SIGNATURE:Fact for} {SIGNATURE_DATE:03/14/2021}"],
    ],
)
def test_specks_of_the_column_of_dates_are_left_out(rows: list[str]) -> None:
    builder = signed(text(*(("signature", row) for row in [*rows, "{+SIGNATURE:Ruth Alden}"])))
    assert [s.name for s in builder.filing.signatures] == ["Ann Poole, Attorney-in-Fact for Ruth Alden"]


def test_a_year_that_ends_a_date_inside_the_signature_stays_with_it() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:Ann Poole for the Alden Trust dated October 27,} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "{SIGNATURE_DATE@0.4:2009}"),
        )
    )
    [entry] = builder.filing.signatures
    assert (entry.name, entry.date) == ("Ann Poole for the Alden Trust dated October 27, 2009", "2021-03-14")


def test_the_end_of_a_date_is_no_month() -> None:
    builder = signed(text(("signature", "{SIGNATURE:/s/ Ruth Alden} {SIGNATURE_DATE:10/2021}")))
    assert builder.filing.signatures[0].date is None
    assert "2021-06-10" in builder.undecided["/signatures/0/date"][1]


def test_signers_whose_date_was_lost_signed_on_the_day_of_the_others() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ruth B. Alden} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "{SIGNATURE:/s/ Ann Poole} {SIGNATURE_DATE:8442/2021}"),
            ("signature", "{SIGNATURE:/s/ Mark Reed}"),
            ("signature", "{SIGNATURE:/s/ John Fenn} {SIGNATURE_DATE:03/14/2021}"),
        )
    )
    assert {entry.date for entry in builder.filing.signatures} == {"2021-03-14"}
    assert builder.proofs["/signatures/1/date"].made_by == "rule:one-date-for-all"
    assert builder.proofs["/signatures/3/date"].made_by == "tagged"


def test_dates_of_two_days_tell_nothing_of_a_third_signer() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ruth B. Alden} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "{SIGNATURE:/s/ Ann Poole} {SIGNATURE_DATE:8442/2021}"),
            ("signature", "{SIGNATURE:/s/ John Fenn} {SIGNATURE_DATE:03/15/2021}"),
        )
    )
    assert [entry.date for entry in builder.filing.signatures] == ["2021-03-14", None, "2021-03-15"]


def test_a_whole_date_that_was_not_tagged_ends_the_row_of_its_signature() -> None:
    [entry] = signed(text(("signature", "{SIGNATURE:/s/ Ruth B. Alden} 03/14/2021"))).filing.signatures
    assert (entry.name, entry.date) == ("Ruth B. Alden", "2021-03-14")


def test_scraps_beside_the_date_are_no_part_of_a_signature() -> None:
    builder = signed(
        text(
            ("signature", "{SIGNATURE:/s/ Ann Poole, attorney-in-fact for Ruth}"),
            ("signature", "{+SIGNATURE:Y. o} {SIGNATURE_DATE:03/14/2021}"),
            ("signature", "{+SIGNATURE:Alden}"),
        )
    )
    [entry] = builder.filing.signatures
    assert entry.name == "Ann Poole, attorney-in-fact for Ruth Alden"


def test_a_full_stop_behind_a_capacity_stays() -> None:
    line = "{SIGNATURE:/s/ Ann Poole, Attorney-in-fact}. {SIGNATURE_DATE:03/14/2021}"
    [entry] = signed(text(("signature", line))).filing.signatures
    assert entry.name == "Ann Poole, Attorney-in-fact."


OLD = "{SIGNATURE:Ruth Alden, Manager} {SIGNATURE_DATE:12/08/2000}"


def of(day: str, *lines: str) -> list[tuple[str | None, str | None]]:
    builder, items = builder_of(text(*(("signature", line) for line in lines)))
    builder.filing.period_of_report = day
    build(builder, items)
    return [(one.name, one.date) for one in builder.filing.signatures]


def test_the_names_of_a_fund_over_the_line_that_is_signed_are_no_signatures() -> None:
    lines = (
        "{SIGNATURE:BIRCH CAPITAL, L.P.}",
        "{SIGNATURE:By: Birch Advisors, L.L.C., its general partner}",
        f"/s/ {OLD}",
    )
    assert of("2000-11", *lines) == [("Ruth Alden, Manager", "2000-12-08")]


def test_a_body_that_signed_itself_stays() -> None:
    assert of("2000-11", "/s/ {SIGNATURE:BIRCH CAPITAL, L.P.} {SIGNATURE_DATE:12/08/2000}", f"/s/ {OLD}")[0] == (
        "BIRCH CAPITAL, L.P.",
        "2000-12-08",
    )


def test_for_whom_an_agent_signed_may_stand_under_the_caption() -> None:
    lines = ("/s/ {SIGNATURE:Max Orr, Attorney-in-Fact}", "{SIGNATURE_DATE:10/18/2002}", "**Signature of Reporting Person",
             "{SIGNATURE:for Ruth Alden}", "Date")  # fmt: skip
    assert of("2002-10-17", *lines) == [("Max Orr, Attorney-in-Fact for Ruth Alden", "2002-10-18")]


def test_a_name_typed_under_the_line_is_no_second_signature() -> None:
    lines = (
        "By: /s/ {SIGNATURE:Ruth Alden} {SIGNATURE_DATE:12/08/2000}",
        "-----",
        "{SIGNATURE:Ruth Alden, Manager} Date",
    )
    assert of("2000-11", *lines) == [("Ruth Alden", "2000-12-08")]


def test_a_date_of_another_day_without_a_name_is_no_signature() -> None:
    rows = [
        ("signature", "{SIGNATURE:/s/ Ruth B. Alden} {SIGNATURE_DATE:03/14/2021}"),
        ("signature", "{SIGNATURE_DATE:06/26/2027}"),
    ]
    assert [(one.name, one.date) for one in signed(text(*rows)).filing.signatures] == [("Ruth B. Alden", "2021-03-14")]
    same = rows[0], ("signature", "{SIGNATURE_DATE:03/14/2021}")
    assert [one.date for one in signed(text(*same)).filing.signatures] == ["2021-03-14", "2021-03-14"]
