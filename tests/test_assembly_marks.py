"""Footnote marks of the tables: to their cells, to their notes, with what made them."""

from assembly_samples import MODEL, At, page, text

from form4ml.assembly import marks
from form4ml.assembly.assemble import assemble, built
from form4ml.assembly.confidence import Calibration
from form4ml.tagged import Tagged

HEADING = At(100, 100, "Table I - Non-Derivative Securities", "table1head")
NOTES = (
    At(100, 800, "{FOOTNOTE:Sold under a plan of the seller.}", "notes"),
    At(100, 840, "{FOOTNOTE:The price is a weighted average of many sales.}", "notes"),
    At(100, 880, "{FOOTNOTE:Held by a trust of which the seller is trustee.}", "notes"),
)


def trade(y: float, code: str = ")", price: str = "@)", nature: str = ")") -> list[At]:
    return [
        At(100, y, "{SECURITY:Common Stock}"),
        At(400, y, "{DATE:03/12/2021}"),
        At(600, y, f"{{CODE:S}} {{FOOTNOTE_MARK:{code}}}"),
        At(700, y, "{SHARES:1,500}"),
        At(850, y, "{ACQ_DISP:D}"),
        At(950, y, f"{{PRICE:$12.50}} {{FOOTNOTE_MARK:{price}}}"),
        At(1200, y, "{OWNED:8,500}"),
        At(1400, y, "{OWNERSHIP:I}"),
        At(1500, y, f"{{NATURE:By Trust}} {{FOOTNOTE_MARK:{nature}}}"),
    ]


def marks_of(tagged: Tagged) -> list[dict[str, list[str]]]:
    filing = built(tagged)[0].filing
    return [row.footnotes for row in (*filing.non_derivative_transactions, *filing.derivative_transactions)]


def test_marks_whose_digits_are_lost_name_notes_by_their_order() -> None:
    builder, _ = built(page(HEADING, *trade(200), *NOTES))
    [row] = builder.filing.non_derivative_transactions
    assert row.footnotes == {"transaction_code": ["F1"], "price_per_share": ["F2"], "nature_of_ownership": ["F3"]}
    proof = builder.proofs["/non_derivative_transactions/0/footnotes/price_per_share/0"]
    assert (proof.made_by, proof.found.text) == ("corrected:marks-in-order", "@)")


def test_a_mark_that_was_read_is_tagged() -> None:
    builder, _ = built(page(HEADING, *trade(200, "(1)", "(2)", "(3)"), *NOTES))
    proof = builder.proofs["/non_derivative_transactions/0/footnotes/nature_of_ownership/0"]
    assert (proof.made_by, proof.signals.repaired) == ("tagged", False)


def test_without_notes_only_what_can_be_read_is_taken() -> None:
    assert marks_of(page(HEADING, *trade(200, "(1)", "@)", "(3)"))) == [
        {"transaction_code": ["F1"], "nature_of_ownership": ["F3"]}
    ]


def test_marks_alone_in_the_cells_of_exercise() -> None:
    heading = At(100, 100, "Table II - Derivative Securities (puts, calls, warrants)", "table2head")
    [marks] = marks_of(
        page(
            heading,
            At(100, 200, "{SECURITY:Restricted Stock Units}", "table2"),
            At(420, 200, "{FOOTNOTE_MARK:a)}", "table2"),
            At(500, 200, "{DATE:03/12/2021}", "table2"),
            At(650, 200, "{CODE:M}", "table2"),
            At(800, 200, "{SHARES_DISPOSED:500}", "table2"),
            At(900, 200, "{FOOTNOTE_MARK:@)}", "table2"),
            At(1000, 200, "{FOOTNOTE_MARK:@)}", "table2"),
            At(1100, 200, "{UNDERLYING:Common Stock}", "table2"),
            At(1300, 200, "{UNDERLYING_SHARES:500}", "table2"),
            At(1400, 200, "{PRICE:$0}", "table2"),
            At(1500, 200, "{OWNED:1,500}", "table2"),
            At(1600, 200, "{OWNERSHIP:D}", "table2"),
            At(100, 800, "{FOOTNOTE:Each unit is a contingent right to one share.}", "notes"),
            At(100, 840, "{FOOTNOTE:The units vest in four annual installments.}", "notes"),
        )
    )  # fmt: skip
    assert marks == {"conversion_or_exercise_price": ["F1"], "exercise_date": ["F2"], "expiration_date": ["F2"]}


def test_two_marks_in_the_cell_of_exercise_are_one_of_each_day_s() -> None:
    tagged = text(
        ("table2head", "Table II - Derivative Securities (puts, calls, warrants)"),
        ("table2", "{SECURITY:Stock Option} {EXERCISE_PRICE:$5} {DATE:03/12/2021} {CODE:A} {SHARES_ACQUIRED:500} {FOOTNOTE_MARK:(1) @)} "
         "{UNDERLYING:Common Stock} {UNDERLYING_SHARES:500} {PRICE:$0} {OWNED:500} {OWNERSHIP:D}"),
        ("notes", "{FOOTNOTE:The option becomes exercisable at once.}"),
    )  # fmt: skip
    assert marks_of(tagged) == [{"exercise_date": ["F1"], "expiration_date": ["F1"]}]


def test_unsure_marks_are_left_out_and_said_to_be() -> None:
    tagged = page(HEADING, *trade(200, "(1)", "@)", "(3)"), *NOTES)
    builder, _ = built(tagged)
    weight = [0.0] * len(builder.proofs["/non_derivative_transactions/0/shares"].signals.vector())
    weight[0], weight[5] = 3.0, -8.0  # what had to be mended is not believed
    reading = assemble(tagged, MODEL, Calibration({"all": tuple(weight)}), 0.5)
    [row] = reading.filing.non_derivative_transactions
    assert row.footnotes == {"transaction_code": ["F1"], "nature_of_ownership": ["F3"]}
    assert "/non_derivative_transactions/0/footnotes/price_per_share/0" not in reading.evidence
    [finding] = [one for one in reading.findings if one.rule == "marks-unsure"]
    assert "price_per_share" in finding.message


def test_what_is_left_of_a_cell_s_marks_moves_up_with_its_evidence() -> None:
    cells = trade(200, "(1)", "(3)", "(3)")
    cells[5] = At(950, 200, "{PRICE:$12.50} {FOOTNOTE_MARK@0.3:(2)} {FOOTNOTE_MARK:(3)}")
    reading = assemble(page(HEADING, *cells, *NOTES), MODEL, min_confidence=0.5)
    [row] = reading.filing.non_derivative_transactions
    assert row.footnotes["price_per_share"] == ["F3"]
    assert reading.evidence["/non_derivative_transactions/0/footnotes/price_per_share/0"].text == "(3)"
    assert "/non_derivative_transactions/0/footnotes/price_per_share/1" not in reading.evidence


def test_marks_that_are_all_legible_are_taken_as_they_are() -> None:
    """Whatever order they come in: text that no engine had to make out is not second-guessed."""
    [row] = marks_of(page(HEADING, *trade(200, "(3)", "(1)", "(2)"), *NOTES))
    assert row == {"transaction_code": ["F3"], "price_per_share": ["F1"], "nature_of_ownership": ["F2"]}


def test_a_lost_note_between_others_does_not_shift_what_marks_name() -> None:
    builder, _ = built(page(HEADING, *trade(200, "(1)", "(3)", ")"), NOTES[0]))
    notes = builder.filing.footnotes
    assert [note.id for note in notes] == ["F1"]
    places = list(builder.mark_places)
    notes.append(notes[0].model_copy(update={"id": "F3", "text": "The price is a weighted average of many sales."}))
    for row in builder.filing.non_derivative_transactions:
        row.footnotes.clear()
    builder.mark_places = places
    marks.settle(builder)
    [row] = builder.filing.non_derivative_transactions
    assert row.footnotes["price_per_share"] == ["F3"]
