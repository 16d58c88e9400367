"""Footnotes put back together: where each begins, which number it has, and the facts that it states."""

from decimal import Decimal

from assembly_samples import builder_of, text

from form4ml.assembly.builder import Builder
from form4ml.assembly.footnotes import build
from form4ml.tagged import Tagged


def noted(tagged: Tagged) -> Builder:
    builder, items = builder_of(tagged)
    build(builder, tagged, items)
    return builder


def notes(*lines: str) -> Builder:
    return noted(text(*(("notes", line) for line in lines)))


def texts(builder: Builder) -> list[tuple[str, str | None]]:
    return [(note.id, note.text) for note in builder.filing.footnotes]


def test_a_note_a_line() -> None:
    builder = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}", "{FOOTNOTE_ID:(2)} {FOOTNOTE:Vests over four years.}"
    )
    assert texts(builder) == [("F1", "Held by the trust."), ("F2", "Vests over four years.")]


def test_a_note_over_several_lines() -> None:
    builder = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the Alden family}", "{+FOOTNOTE:trust, of which the person}",
        "{+FOOTNOTE:is trustee.}", "{FOOTNOTE_ID:(2)} {FOOTNOTE:Vests over four years.}",
    )  # fmt: skip
    assert texts(builder)[0] == ("F1", "Held by the Alden family trust, of which the person is trustee.")
    assert len(texts(builder)) == 2


def test_marks_half_way_down_their_notes() -> None:
    """The viewer prints a note's number at its middle; OCR drops it into any of its lines."""
    builder = notes(
        "{FOOTNOTE:The shares were sold under a plan}", "{FOOTNOTE_ID:(1)} {+FOOTNOTE:that the person adopted for}",
        "{+FOOTNOTE:the sale of stock.}", "{FOOTNOTE:The price is an average of sales}",
        "{FOOTNOTE_ID:(2)} {+FOOTNOTE:at several prices on that day}", "{+FOOTNOTE:through a broker.}",
    )  # fmt: skip
    assert texts(builder) == [
        ("F1", "The shares were sold under a plan that the person adopted for the sale of stock."),
        ("F2", "The price is an average of sales at several prices on that day through a broker."),
    ]


def test_numbers_outweigh_a_doubtful_opening() -> None:
    """A line that looks half like an opening is none where the numbers say that no note begins there."""
    builder = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the Alden family.}", "{FOOTNOTE@0.55:The trust owns the rest.}",
        "{FOOTNOTE_ID:(2)} {FOOTNOTE:Vests over four years.}",
    )  # fmt: skip
    assert texts(builder) == [
        ("F1", "Held by the Alden family. The trust owns the rest."),
        ("F2", "Vests over four years."),
    ]


def test_a_lost_number_is_told_by_the_order() -> None:
    builder = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}", "{FOOTNOTE:Vests over four years.}",
        "{FOOTNOTE_ID:(3)} {FOOTNOTE:Granted under the plan.}",
    )  # fmt: skip
    assert [note.id for note in builder.filing.footnotes] == ["F1", "F2", "F3"]


def test_a_displaced_tail_goes_back_to_its_note() -> None:
    builder = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}", "{+FOOTNOTE:under the plan of 2019.}",
        "{FOOTNOTE_ID:(2)} {FOOTNOTE:The options were granted}",
    )  # fmt: skip
    assert texts(builder) == [("F1", "Held by the trust."), ("F2", "The options were granted under the plan of 2019.")]


def test_the_very_first_note_s_tail_above_its_head() -> None:
    builder = notes("{FOOTNOTE:under the plan of 2019.}", "{+FOOTNOTE:The options were granted}")
    assert texts(builder) == [("F1", "The options were granted under the plan of 2019.")]


def test_a_tail_that_was_taken_for_the_first_note() -> None:
    builder = notes(
        "{FOOTNOTE:under the plan of 2019.}", "{FOOTNOTE:The options were granted}",
        "{FOOTNOTE:The price is an average.}",
    )  # fmt: skip
    assert texts(builder) == [
        ("F1", "The options were granted under the plan of 2019."),
        ("F2", "The price is an average."),
    ]


def test_a_note_in_lower_case_stays_one() -> None:
    builder = notes("{FOOTNOTE:includes 500 shares held in trust.}", "{FOOTNOTE:The price is an average.}")
    assert [note.id for note in builder.filing.footnotes] == ["F1", "F2"]


def test_a_price_range() -> None:
    builder = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Sold at} {PRICE_RANGE:prices ranging from $1.17 to $1.26} {+FOOTNOTE:.}"
    )
    [note] = builder.filing.footnotes
    assert [(r.low, r.high) for r in note.price_ranges] == [(Decimal("1.17"), Decimal("1.26"))]
    assert [(r.low, r.high) for r in builder.filing.price_ranges] == [(Decimal("1.17"), Decimal("1.26"))]
    for pointer in ("/footnotes/0/price_ranges/0/low", "/price_ranges/0/high"):
        assert builder.proofs[pointer].made_by == "footnote"
        assert "$1.17" in builder.proofs[pointer].found.text
    assert note.text is not None and "$1.17 to $1.26" in note.text  # a fact is part of its note's text


def test_a_range_over_a_line_s_end() -> None:
    builder = notes("{FOOTNOTE:Sold at prices of} {PRICE_RANGE:$1.17 to}", "{+PRICE_RANGE:$1.26} {+FOOTNOTE:that day.}")
    assert [(r.low, r.high) for r in builder.filing.price_ranges] == [(Decimal("1.17"), Decimal("1.26"))]
    assert len(builder.filing.footnotes) == 1


def test_the_same_range_in_two_notes_is_gathered_once() -> None:
    line = "{FOOTNOTE:Sold at} {PRICE_RANGE:$1.17 to $1.26} {+FOOTNOTE:that day.}"
    builder = notes(line, line.replace("1.26", "1.30"), line)
    assert len(builder.filing.footnotes) == 3
    assert [str(r.high) for r in builder.filing.price_ranges] == ["1.26", "1.30"]


def test_plan_dates() -> None:
    builder = notes(
        "{FOOTNOTE:Sold under a plan adopted on} {PLAN_ADOPTION_DATE:November 29, 2017} {+FOOTNOTE:and amended in}",
        "{PLAN_MODIFICATION_DATE:March 2018} {+FOOTNOTE:.}",
    )
    [note] = builder.filing.footnotes
    assert note.plan_adoption_dates == ["2017-11-29"]
    assert note.plan_modification_dates == ["2018-03"]
    assert builder.filing.plan_adoption_dates == ["2017-11-29"]
    assert builder.proofs["/plan_adoption_dates/0"].found.text == "November 29, 2017"


def test_a_date_that_cannot_be_read_is_no_fact() -> None:
    builder = notes("{FOOTNOTE:Sold under a plan adopted on} {PLAN_ADOPTION_DATE:Nwrember} {+FOOTNOTE:.}")
    assert builder.filing.plan_adoption_dates == []
    assert builder.filing.footnotes[0].text is not None


def test_shares_and_day_of_a_trade() -> None:
    builder = notes(
        "{FOOTNOTE:The} {NOTE_SHARES:34,000} {+FOOTNOTE:shares sold on} {NOTE_DATE:March 12, 2018} {+FOOTNOTE:.}"
    )
    [note] = builder.filing.footnotes
    assert (note.shares, note.dates) == ([Decimal(34000)], ["2018-03-12"])


def test_remarks_over_lines() -> None:
    builder = noted(text(("remarks", "{REMARKS:Exhibit 24 - Power}"), ("remarks", "{+REMARKS:of Attorney}")))
    assert builder.filing.remarks == "Exhibit 24 - Power of Attorney"
    assert builder.filing.footnotes == []


def test_facts_inside_the_remarks_are_part_of_their_text() -> None:
    line = "{REMARKS:Plan adopted on} {PLAN_ADOPTION_DATE:March 3, 2020} {+REMARKS:by the person.}"
    builder = noted(text(("remarks", line)))
    assert builder.filing.remarks == "Plan adopted on March 3, 2020 by the person."
    assert builder.filing.footnotes == []


def test_no_notes_and_no_remarks() -> None:
    builder = noted(text(("head", "FORM 4")))
    assert builder.filing.footnotes == []
    assert builder.absent == {"/remarks": "not-on-form"}


def test_no_note_opens_in_the_middle_of_a_sentence() -> None:
    builder = notes(
        "{FOOTNOTE:The merger closed on July 14,}",
        "{FOOTNOTE@0.6:2026, and every share of it became one of the parent.}",
    )
    assert len(texts(builder)) == 1
    two = notes(
        "{FOOTNOTE:The merger closed on July 14.}", "{FOOTNOTE@0.6:Every share of it became one of the parent.}"
    )
    assert len(texts(two)) == 2


def test_what_is_continued_goes_on_behind_its_bracket() -> None:
    builder = notes(
        "{FOOTNOTE:Held by a trust.}",
        "{FOOTNOTE:(Continued from footnote 1)} {FOOTNOTE@0.7:The person is its trustee.}",
    )
    assert [text for _, text in texts(builder)][1:] == ["(Continued from footnote 1) The person is its trustee."]


def test_a_short_remark_has_its_usual_words_mended() -> None:
    builder = noted(text(("remarks", "{REMARKS:Exhibit 24 - Power of Attomey}")))
    assert builder.filing.remarks == "Exhibit 24 - Power of Attorney"
    assert builder.proofs["/remarks"].made_by == "corrected:known-word"
