"""Lines of notes: put in order, cut into notes, numbered."""

from assembly_samples import builder_of, text

from form4ml.assembly.builder import Builder
from form4ml.assembly.footnotes import build

_WIDE = "each of whom may be deemed to share the power to vote and to dispose of the shares held by the partnership and"


def notes(*lines: str) -> list[tuple[str, str | None]]:
    return [(note.id, note.text) for note in read(*(("notes", line) for line in lines)).filing.footnotes]


def read(*rows: tuple[str, str]) -> Builder:
    tagged = text(*rows)
    builder, items = builder_of(tagged)
    build(builder, tagged, items)
    return builder


def test_a_number_alone_is_that_of_the_note_above_or_below() -> None:
    assert notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}", "{FOOTNOTE:Dividends accrue on the units.}",
        "{FOOTNOTE_ID:(2)}", "{FOOTNOTE:The units are fully vested.}", "{FOOTNOTE_ID:(3)}",
        "{FOOTNOTE_ID:(4)} {FOOTNOTE:Includes one share.}",
    ) == [
        ("F1", "Held by the trust."), ("F2", "Dividends accrue on the units."), ("F3", "The units are fully vested."),
        ("F4", "Includes one share."),
    ]  # fmt: skip


def test_notes_without_a_number_printed_below_the_others() -> None:
    assert notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Sold under a plan.}", "{FOOTNOTE_ID:(3)} {FOOTNOTE:Held by the trust.}",
        "{FOOTNOTE:The price is an average.}", "{FOOTNOTE:The option is fully vested.}",
    ) == [
        ("F1", "Sold under a plan."), ("F2", "The price is an average."), ("F3", "Held by the trust."),
        ("F4", "The option is fully vested."),
    ]  # fmt: skip


def test_a_single_number_that_fits_nowhere_was_misread() -> None:
    assert notes("{FOOTNOTE_ID:(2)} {FOOTNOTE:Sold under a plan.}", "{FOOTNOTE:Held by the trust.}") == [
        ("F1", "Sold under a plan."),
        ("F2", "Held by the trust."),
    ]


def test_a_column_of_numbers_read_by_itself_says_nothing_of_where_notes_begin() -> None:
    assert notes(
        "{FOOTNOTE_ID:(1)}", "{FOOTNOTE_ID:(2)}", "{FOOTNOTE_ID:(4)}", "{FOOTNOTE:Sold under a plan.}",
        "{FOOTNOTE:Held by the trust.}",
    ) == [("F1", "Sold under a plan."), ("F2", "Held by the trust.")]  # fmt: skip


def test_a_lost_note_is_told_by_the_numbers_after_it() -> None:
    read_ = notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Sold under a plan.}", "{FOOTNOTE_ID:(3)} {FOOTNOTE:Held by the trust.}",
        "{FOOTNOTE_ID:(4)} {FOOTNOTE:Held by the spouse.}", "{FOOTNOTE_ID:(5)} {FOOTNOTE:Held by the child.}",
    )  # fmt: skip
    assert [ident for ident, _ in read_] == ["F1", "F3", "F4", "F5"]


def test_a_last_line_read_too_early_goes_below_the_lines_that_it_ends() -> None:
    assert notes(
        f"{{FOOTNOTE:The person is a member of the Alden partnership, {_WIDE}}}",
        "{+FOOTNOTE:of this report.}",
        f"{{FOOTNOTE@0.9:held by it, except as stated, {_WIDE}}}",
        f"{{+FOOTNOTE:held by others, for the purposes of the law {_WIDE}}}",
        "{FOOTNOTE:The option is fully vested.}",
    ) == [
        ("F1", f"The person is a member of the Alden partnership, {_WIDE} held by it, except as stated, {_WIDE} "
               f"held by others, for the purposes of the law {_WIDE} of this report."),
        ("F2", "The option is fully vested."),
    ]  # fmt: skip


def test_no_last_line_goes_to_the_next_note_because_that_lacks_its_full_stop() -> None:
    assert notes(
        "{FOOTNOTE_ID:( )} {FOOTNOTE:The units vest on the earlier of (i)}",
        "{+FOOTNOTE:the first day of the year and (ii) the meeting.}",
        "{FOOTNOTE_ID:(2)} {FOOTNOTE:Includes 60 units}",
    ) == [
        ("F1", "The units vest on the earlier of (i) the first day of the year and (ii) the meeting."),
        ("F2", "Includes 60 units"),
    ]


def test_what_is_continued_is_a_note_of_its_own() -> None:
    assert notes(
        "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the partnership.}",
        "{FOOTNOTE@0.05:(continued from footnote 1) and by the trust.}",
    ) == [("F1", "Held by the partnership."), ("F2", "(continued from footnote 1) and by the trust.")]


def test_letters_are_numbers_only_where_no_figures_are() -> None:
    lettered = notes("{FOOTNOTE_ID:(a)} {FOOTNOTE:Held by the trust.}", "{FOOTNOTE_ID:(b)} {FOOTNOTE:Fully vested.}")
    assert lettered == [("F1", "Held by the trust."), ("F2", "Fully vested.")]
    mixed = notes("{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}", "{FOOTNOTE_ID:(a)} {FOOTNOTE:Fully vested.}")
    assert mixed == lettered


def test_remarks_go_on_to_the_end_of_the_notes() -> None:
    builder = read(
        ("notes", "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}"), ("remarks", "Remarks:"),
        ("remarks", "{REMARKS:This form does not disclose}"), ("notes", "{+REMARKS:all} {FOOTNOTE:shares that the person}"),
        ("notes", "{FOOTNOTE:The person may own.}"),
    )  # fmt: skip
    assert builder.filing.remarks == "This form does not disclose all shares that the person The person may own."
    assert [note.text for note in builder.filing.footnotes] == ["Held by the trust."]


def test_numbered_notes_below_the_remarks_stay_notes() -> None:
    builder = read(("remarks", "{REMARKS:Exhibit 24.}"), ("notes", "{FOOTNOTE_ID:(1)} {FOOTNOTE:Held by the trust.}"))
    assert builder.filing.remarks == "Exhibit 24."
    assert [note.text for note in builder.filing.footnotes] == ["Held by the trust."]
