"""Rows of many vehicles: which fund's a row is, where its words are torn, and titles of rows that hold one another's words."""

from __future__ import annotations

from assembly_samples import HEADINGS, text

from form4ml.assembly.assemble import built
from form4ml.assembly.builder import Builder
from form4ml.record import Row

NOTE = (
    "notes",
    "{FOOTNOTE_ID:(1)} {FOOTNOTE:Alder GP, LLC is the general partner of Alder Growth Fund II, L.P. and Alder Principals Fund, LLC.}",
)
BEFORE = "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:J} {SHARES:1,500} {ACQ_DISP:D} {OWNED:8,500} {OWNERSHIP:I}"


def record(*natures: str, before: str = BEFORE) -> Builder:
    rows = [("table1", f"{before.replace('8,500', f'{at + 1},500')} {nature}") for at, nature in enumerate(natures)]
    builder, _ = built(text(*HEADINGS, *rows, NOTE))
    return builder


def rows(builder: Builder) -> list[Row]:
    return builder.filing.non_derivative_transactions


def natures(builder: Builder) -> list[str | None]:
    return [row.nature_of_ownership for row in rows(builder)]


def test_a_torn_name_is_the_fund_that_the_notes_name() -> None:
    builder = record("{NATURE@0.5:By Growth Fund Il, L.pE}", "{NATURE:By Alder Principals Fund, LLC}")
    assert natures(builder) == ["By Alder Growth Fund II, L.P.", "By Alder Principals Fund, LLC"]
    proof = builder.proofs["/non_derivative_transactions/0/nature_of_ownership"]
    assert proof.made_by == "corrected:named-in-turn"
    assert proof.found.text == "By Growth Fund Il, L.pE"
    assert "By Growth Fund Il, L.pE" in proof.alternatives or proof.alternatives


def test_words_that_ran_into_the_next_row_are_given_back() -> None:
    builder = record("{NATURE:By Alder}", "{NATURE:Growth Fund II, L.P. By Alder Principals Fund, LLC}")
    assert natures(builder) == ["By Alder Growth Fund II, L.P.", "By Alder Principals Fund, LLC"]
    proof = builder.proofs["/non_derivative_transactions/0/nature_of_ownership"]
    assert proof.found.text == "By Alder Growth Fund II, L.P."  # it points at all the words that it was read from


def test_by_is_put_before_a_name_whose_line_was_lost() -> None:
    builder = record("{NATURE:By Alder Principals Fund, LLC}", "{NATURE:Growth Fund II, L.P.}")
    assert natures(builder)[1] == "By Alder Growth Fund II, L.P."


def test_a_nature_that_is_none_of_the_names_stays_as_read() -> None:
    builder = record("{NATURE:By Alder Principals Fund, LLC}", "{NATURE:By Birch Street Trust}", "{NATURE:By Spouse}")
    assert natures(builder)[1:] == ["By Birch Street Trust", "By Spouse"]


def test_a_fund_of_another_number_is_not_taken_for_the_one_that_is_named() -> None:
    builder = record("{NATURE:By Alder Growth Fund III, L.P.}", "{NATURE:By Alder Principals Fund, LLC}")
    assert natures(builder)[0] == "By Alder Growth Fund III, L.P."


def test_titles_with_words_of_the_row_beside_them() -> None:
    title = "{SECURITY:Class A Common Stock}"
    before = BEFORE.replace("{SECURITY:Common Stock}", "TITLE")
    lines = [title, "{SECURITY@0.6:Class A Stock Common}", title]
    items = [("table1", before.replace("TITLE", line).replace("8,500", f"{at},500")) for at, line in enumerate(lines)]
    builder, _ = built(text(*HEADINGS, *items))
    assert [row.security_title for row in rows(builder)] == ["Class A Common Stock"] * 3


def test_titles_of_two_classes_stay_two() -> None:
    before = BEFORE.replace("{SECURITY:Common Stock}", "TITLE")
    lines = ["{SECURITY:Class A Common Stock}"] * 3 + ["{SECURITY:Class B Common Stock}"]
    items = [("table1", before.replace("TITLE", line).replace("8,500", f"{at},500")) for at, line in enumerate(lines)]
    builder, _ = built(text(*HEADINGS, *items))
    assert rows(builder)[3].security_title == "Class B Common Stock"


def test_a_class_that_few_filers_have_is_not_taken_for_the_usual_one() -> None:
    before = BEFORE.replace("{SECURITY:Common Stock}", "TITLE")
    lines = ["{SECURITY@0.6:Class I Common Shares}"]
    items = [("table1", before.replace("TITLE", line).replace("8,500", f"{at},500")) for at, line in enumerate(lines)]
    builder, _ = built(text(*HEADINGS, *items))
    assert rows(builder)[0].security_title == "Class I Common Shares"
