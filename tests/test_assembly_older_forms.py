"""What older forms and pages of joint filers print their own way."""

from __future__ import annotations

import re

import pytest
from assembly_samples import HEADINGS, TRADE, text

from form4ml.assembly.assemble import built
from form4ml.assembly.found import found, fragments_of
from form4ml.assembly.older_forms import lines_of, settled
from form4ml.document import Document, Line, Page, Word
from form4ml.layout.view import view
from form4ml.record import Filing

STATEMENT = ("box", "4. Statement for Month/Year")
OWNER = ("box", "{OWNER_NAME:ALDEN RUTH B} {STREET:1 Quay Street} {CITY:Bath}, {STATE:ME} {ZIP:04530}")


def filing(*lines: tuple[str, str]) -> Filing:
    return built(text(*lines))[0].filing


@pytest.mark.parametrize(
    ("street", "month", "rest"),
    [
        ("3 MASKIT STREET JULY 1996", "1996-07", "3 MASKIT STREET"),
        ("9 Alder Road 10/1999", "1999-10", "9 Alder Road"),
        ("9 Alder Road", None, "9 Alder Road"),
    ],
)
def test_a_month_that_ran_into_the_address_is_the_period(street: str, month: str | None, rest: str) -> None:
    read = filing(STATEMENT, ("box", f"{{OWNER_NAME:ALDEN RUTH B}} {{STREET:{street}}} {{ZIP:04530}}"))
    assert read.period_of_report == month
    assert read.reporting_owners[0].address.street1 == rest


def test_a_form_that_asks_for_a_day_keeps_its_street() -> None:
    read = filing(("box", "3. Date of Earliest Transaction"), ("box", "{OWNER_NAME:ALDEN RUTH} {STREET:9 May 1999}"))
    assert read.period_of_report is None


@pytest.mark.parametrize(
    ("line", "several"),
    [
        ("{CHECK_JOINT:X} Filed by One Reporting Person _ Filed by More than One", False),
        ("_ Form filed by One Reporting Person {CHECK_ONE:X} Form filed by More than One", True),
        ("{CHECK_ONE:X} One person", False),
    ],
)
def test_a_mark_is_for_what_the_words_behind_it_say(line: str, several: bool) -> None:
    assert filing(OWNER, ("box", line)).joint_filing is several


def test_other_filers_of_a_joint_page_are_owners_beside_the_first() -> None:
    page = (
        ("owners", "JOINT FILER INFORMATION"),
        ("owners", "Name: {OWNER_NAME:Birch Capital, L.P.}"),
        ("owners", "Address: {STREET:2 Mill Lane} {CITY:Keene}, {STATE:NH} {ZIP:03431}"),
        ("owners", "Designated Filer: {OWNER_NAME:ALDEN RUTH B}"),
        ("owners", "Relationship to Issuer: Director, 10% Owner"),
    )
    read = filing(OWNER, *HEADINGS, ("table1", TRADE), *page)
    assert [owner.name for owner in read.reporting_owners] == ["ALDEN RUTH B", "Birch Capital, L.P."]
    second = read.reporting_owners[1]
    assert (second.is_director, second.is_ten_percent_owner, second.is_officer) == (True, True, False)
    assert second.address.city == "Keene"
    assert read.reporting_owners[0].address.city == "Bath"


def test_box_five_with_all_its_words_is_no_such_line() -> None:
    read = filing(
        OWNER, ("box", "Relationship to Issuer: (check all applicable) Director 10% Owner {CHECK_OFFICER:X} Officer")
    )
    assert (read.reporting_owners[0].is_director, read.reporting_owners[0].is_officer) == (False, True)


@pytest.mark.parametrize(
    "lines",
    [
        ("5. IF AMENDMENT, DATE OF ORIGINAL: October 3, 1998",),
        ("5. If Amendment, Date of Original (Month/Day/Year)", "{PERIOD_DATE@0.3:10/3/98}"),
    ],
)
def test_the_date_of_the_original_stands_behind_its_words_or_below_them(lines: tuple[str, ...]) -> None:
    read = filing(OWNER, *(("box", line) for line in lines))
    assert read.date_of_original_submission == "1998-10-03"
    assert read.period_of_report is None
    assert read.document_type == "4/A"


def test_an_empty_box_of_the_original_has_none() -> None:
    read = filing(
        OWNER, ("box", "5. If Amendment, Date of Original (Month/Year)"), ("box", "6. Relationship of Reporting Person")
    )
    assert read.date_of_original_submission is None


def test_a_symbol_grown_to_the_end_of_the_issuers_name() -> None:
    read = filing(("box", "{OWNER_NAME:ALDEN RUTH B} {ISSUER:Arcadia Foods}, Inc./RKDA"))
    assert (read.issuer.name, read.issuer.trading_symbol) == ("Arcadia Foods, Inc.", "RKDA")


def test_what_such_forms_do_not_say_stays_as_it_is() -> None:
    tagged = text(OWNER, *HEADINGS, ("table1", TRADE))
    items = fragments_of(tagged)
    assert settled(tagged.view, items, lines_of(tagged.view)) == items


def test_a_year_that_goes_on_in_the_next_line_of_its_column() -> None:
    lines = (
        "|Common Stock          |10/04/199 |S     |   |13,000       |D   |$127.52     |",
        "|                      |9         |      |   |             |    |            |",
        "|Common Stock          |10/05/199 |S     |   |1,000        |D   |$127.60     |",
        "|                      |9         |      |   |             |    |            |",
    )
    words = [
        tuple(Word(match[0], at, match.start(), match.end()) for match in re.finditer(r"[^\s|]+", line))
        for at, line in enumerate(lines)
    ]
    document = Document(
        "typed", "text", "", (Page(1),), tuple(Line(line, 0, own) for line, own in zip(lines, words, strict=True))
    )
    page = view(document)
    assert page.typed
    days = [at for at, token in enumerate(page.tokens) if token.text.startswith("10/0")]
    items = [found(page, "DATE", [at], 0.9, "table1") for at in days]
    assert [item.text for item in settled(page, items, lines_of(page))] == ["10/04/1999", "10/05/1999"]


def test_a_month_that_no_fragment_holds_is_the_period() -> None:
    read = filing(("box", "3. IRS or 4. Statement 10% Owner"), ("box", "No. of for Month Officer"), OWNER, ("box", "Person May 1997 below"),
                  ("box", "{CHECK_ONE:X} Form filed by One"))  # fmt: skip
    assert read.period_of_report == "1997-05"


def test_of_two_months_that_no_fragment_holds_neither_is() -> None:
    read = filing(STATEMENT, OWNER, ("box", "May 1997 June 1997"), ("box", "{CHECK_ONE:X} Form filed by One"))
    assert read.period_of_report is None


def test_a_month_taken_for_a_title_is_the_period() -> None:
    read = filing(STATEMENT, OWNER, ("box", "{TITLE:May 1997}"))
    assert (read.period_of_report, read.reporting_owners[0].officer_title) == ("1997-05", None)


@pytest.mark.parametrize(
    ("kind", "dates", "period", "original"),
    [
        ("4", "{ORIGINAL_DATE:2/12/03}", "2003-02-12", None),
        ("4/A", "{ORIGINAL_DATE:2/12/03}", None, "2003-02-12"),
        ("4/A", "{PERIOD_DATE:3/31/03} {PERIOD_DATE:4/2/03}", "2003-03-31", "2003-04-02"),
        ("4", "{PERIOD_DATE:3/31/03} {ORIGINAL_DATE:4/2/03}", "2003-03-31", "2003-04-02"),
    ],
)
def test_whose_date_it_is_when_one_was_taken_for_the_other(
    kind: str, dates: str, period: str | None, original: str | None
) -> None:
    read = filing(("head", f"FORM {{FORM_TYPE:{kind}}}"), OWNER, ("box", dates))
    assert (read.period_of_report, read.date_of_original_submission) == (period, original)


@pytest.mark.parametrize("cross", ["X", "—X—", "{TICKER@0.7:—X} _", "x __"])
def test_a_cross_before_director_is_his(cross: str) -> None:
    read = filing(OWNER, ("box", f"{cross} Director 10% Owner"), ("box", "{CHECK_OFFICER:X} Officer"))
    assert (read.reporting_owners[0].is_director, read.reporting_owners[0].is_ten_percent_owner) == (True, False)


def test_words_alone_tick_nothing() -> None:
    read = filing(OWNER, ("box", "Fox Director 10% Owner"), ("box", "{CHECK_OFFICER:X} Officer"))
    assert read.reporting_owners[0].is_director is False


def test_a_further_filer_named_in_the_line_that_heads_his_page() -> None:
    page = (
        ("owners", "JOINT FILER: {OWNER_NAME:Birch Capital, L.P.}"),
        ("owners", "{STREET:2 Mill Lane} {CITY:Keene}, {STATE:NH} {ZIP:03431}"),
    )
    read = filing(OWNER, *HEADINGS, ("table1", TRADE), *page)
    assert [owner.name for owner in read.reporting_owners] == ["ALDEN RUTH B", "Birch Capital, L.P."]


def test_the_date_under_the_caption_for_amendments_is_the_originals() -> None:
    lines = ("4. Statement for Month/Year", "{PERIOD_DATE:June, 1997}", "5. If Amendment, Date of", "Original (Month/Year)",
             "{PERIOD_DATE:July, 1997} {CHECK_DIRECTOR:X} Director")  # fmt: skip
    read = filing(("head", "FORM {FORM_TYPE:4}"), OWNER, *(("box", line) for line in lines))
    assert (read.period_of_report, read.date_of_original_submission, read.document_type) == (
        "1997-06",
        "1997-07",
        "4/A",
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("FORM 4/A Estimated average burden", "4/A"),
        ("Form 4 OMB APPROVAL", "4"),
        ("Form 4 or Form 5 obligations may continue", None),
        ("Form 144", None),
    ],
)
def test_the_form_says_what_it_is_where_nothing_was_tagged(line: str, kind: str | None) -> None:
    tagged = text(("head", line), OWNER)
    items = settled(tagged.view, fragments_of(tagged), lines_of(tagged.view))
    assert next((item.text for item in items if item.label == "FORM_TYPE"), None) == kind


def test_a_relationship_in_words_needs_no_issuer() -> None:
    page = (
        ("owners", "JOINT FILER INFORMATION"),
        ("owners", "Name: {OWNER_NAME:Birch Capital, L.P.}"),
        ("owners", "Address: {STREET:2 Mill Lane} {CITY:Keene}, {STATE:NH} {ZIP:03431}"),
        ("owners", "Relationship: Director; 10% Owner"),
    )
    second = filing(OWNER, *HEADINGS, ("table1", TRADE), *page).reporting_owners[1]
    assert (second.is_director, second.is_ten_percent_owner, second.is_officer) == (True, True, False)


@pytest.mark.parametrize(
    ("line", "exempt"),
    [
        ("[X] Check this box if no longer subject to Section 16.", True),
        ("( X) CHECK BOX IF NO LONGER SUBJECT", True),
        ("[ ] Check this box if no longer subject to Section 16.", None),
        ("Box X Check this box", None),
        ("XCheck this box if no longer subject", None),
    ],
)
def test_the_box_for_those_who_left_is_told_by_its_cross(line: str, exempt: bool | None) -> None:
    assert filing(("head", line), OWNER).not_subject_to_section16 is exempt
