"""The form's head: which filing, which issuer, which day, which of the top boxes."""

from assembly_samples import builder_of, put_together, text

from form4ml.assembly.builder import Builder
from form4ml.assembly.header import best, build, period
from form4ml.normalize import dates, names
from form4ml.tagged import Tagged


def head_of(tagged: Tagged) -> Builder:
    builder, items = builder_of(tagged)
    build(builder, items)
    return builder


def test_issuer_symbol_and_period() -> None:
    builder = head_of(text(("box", "{ISSUER:Harbor Instruments, Inc.} [{TICKER:HRBR}] {PERIOD_DATE:03/12/2021}")))
    filing = builder.filing
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("Harbor Instruments, Inc.", "HRBR")
    assert filing.period_of_report == "2021-03-12"
    assert not builder.absent.keys() & {"/issuer/name", "/issuer/trading_symbol", "/period_of_report"}


def test_the_older_form_gives_month_and_year() -> None:
    assert period("March 2001").value == "2001-03"
    assert period("3/2001").value == "2001-03"
    assert period("3/14/2001").value == "2001-03-14"


def test_the_likelier_candidate_wins_and_the_other_is_kept() -> None:
    tagged = text(("box", "{PERIOD_DATE@0.9:03/12/2021}"), ("box", "{PERIOD_DATE@0.3:03/17/2021}"))
    builder = head_of(tagged)
    assert builder.filing.period_of_report == "2021-03-12"
    proof = builder.proofs["/period_of_report"]
    assert "2021-03-17" in proof.alternatives
    assert proof.signals.disputed and not proof.signals.agreed


def test_two_that_agree_outweigh_one_that_is_surer() -> None:
    tagged = text(
        ("box", "{PERIOD_DATE@0.8:03/17/2021}"),
        ("box", "{PERIOD_DATE@0.6:03/12/2021}"),
        ("box", "{PERIOD_DATE@0.6:03/12/2021}"),
    )
    _, items = builder_of(tagged)
    got = best(items, dates.date)
    assert got is not None
    assert got[1].value == "2021-03-12"
    assert got[3] and got[4]  # agreed with, and disputed


def test_nothing_readable_is_no_candidate() -> None:
    _, items = builder_of(text(("box", "{PERIOD_DATE:~~~~}")))
    assert best(items, dates.date) is None


def test_an_unreadable_date_is_absent_and_not_guessed() -> None:
    builder = head_of(text(("box", "{PERIOD_DATE://}")))
    assert builder.filing.period_of_report is None
    assert builder.absent["/period_of_report"] == "unreadable"


def test_box_4_is_empty_on_most_forms() -> None:
    builder = head_of(text(("head", "FORM {FORM_TYPE:4}")))
    assert builder.filing.document_type == "4"
    assert builder.absent["/date_of_original_submission"] == "not-on-form"


def test_box_4_filled_but_unreadable_says_so() -> None:
    builder = head_of(text(("box", "{ORIGINAL_DATE:??}")))
    assert builder.absent["/date_of_original_submission"] == "unreadable"


def test_an_original_date_makes_an_amendment() -> None:
    builder = head_of(text(("head", "FORM {FORM_TYPE:4}"), ("box", "{ORIGINAL_DATE:03/01/2021}")))
    assert builder.filing.document_type == "4/A"
    assert builder.filing.date_of_original_submission == "2021-03-01"
    assert builder.proofs["/document_type"].made_by == "rule:original-date-means-amendment"


def test_an_amendment_that_names_itself() -> None:
    builder = head_of(text(("head", "FORM {FORM_TYPE:4/A}")))
    assert builder.filing.document_type == "4/A"
    assert builder.proofs["/document_type"].made_by == "tagged"


def test_no_form_type_is_unreadable() -> None:
    builder = head_of(text(("head", "UNITED STATES")))
    assert builder.filing.document_type is None
    assert builder.absent["/document_type"] == "unreadable"


def test_top_boxes_checked() -> None:
    builder = head_of(text(("head", "{CHECK_NOT_SUBJECT:X} Check"), ("head", "{CHECK_PLAN:X} affirmative defense")))
    assert builder.filing.not_subject_to_section16 is True
    assert builder.filing.aff10b5_one is True


def test_a_form_without_the_plan_box_lacks_it() -> None:
    builder = head_of(text(("head", "FORM {FORM_TYPE:4}")))
    assert builder.filing.aff10b5_one is None
    assert builder.absent["/aff10b5_one"] == "not-on-form"


def test_an_unchecked_plan_box_is_not_taken_for_false_from_text_alone() -> None:
    builder = head_of(text(("head", "intended to satisfy the affirmative defense conditions of Rule 10b5-1(c)")))
    assert builder.filing.aff10b5_one is None
    assert builder.absent["/aff10b5_one"] == "unreadable"


def test_an_issuer_over_two_lines_is_one_name() -> None:
    builder = put_together(
        text(("box", "{ISSUER:Harbor Marine} 5. Relationship"), ("box", "{+ISSUER:Instruments, Inc.} Director"))
    )
    assert builder.filing.issuer.name == "Harbor Marine Instruments, Inc."


def test_a_symbol_written_behind_the_name_is_parted_from_it() -> None:
    filing = head_of(text(("box", "{ISSUER:Harbor Marine Inc/HMRN}"))).filing
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("Harbor Marine Inc", "HMRN")


def test_a_state_behind_the_name_is_no_symbol() -> None:
    filing = head_of(text(("box", "{ISSUER:HARBOR MARINE INC /DE}"))).filing
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("HARBOR MARINE INC /DE", None)
    assert head_of(text(("box", "{ISSUER:HARBOR CORP/NEW}"))).filing.issuer.trading_symbol is None


def test_a_symbol_in_one_word_with_the_end_of_the_issuers_name() -> None:
    builder = head_of(text(("box", "{ISSUER:HARBOR LIGHT} CARE {TICKER:INC/HLTC}")))
    issuer = builder.filing.issuer
    assert (issuer.name, issuer.trading_symbol) == ("HARBOR LIGHT CARE INC", "HLTC")
    assert builder.proofs["/issuer/name"].made_by == "rule:symbol-behind-slash"
    kept = head_of(text(("box", "{ISSUER:HARBOR LIGHT INC} {TICKER:HLT/B}"))).filing.issuer
    assert kept.trading_symbol == "HLT/B"


def test_a_reading_misread_elsewhere_speaks_for_the_sound_one() -> None:
    tagged = text(("box", "{TITLE@0.9:Chiet Financial Officer}"), ("owners", "{TITLE@0.6:Chief Financial Officer}"))
    builder, items = builder_of(tagged)
    got = best(items, names.title, builder.echoes)
    assert got is not None
    _, value, others, _, disputed = got
    assert value.value == "Chief Financial Officer"
    assert others == ["Chiet Financial Officer"] and not disputed
