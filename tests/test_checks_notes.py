from checks_samples import checked, found, spoilt

from form4ml.checks import notes

T1 = "non_derivative_transactions"


def test_ids() -> None:
    assert found(notes.note_ids, spoilt({"footnotes/1/id": "F1"})) == [("note-ids", "error")]
    assert found(notes.note_ids, spoilt({"footnotes/1/id": "2"})) == [("note-ids", "error")]
    (gap,) = checked(notes.note_ids, spoilt({"footnotes/1/id": "F4"}))
    assert gap.message == "The footnotes run to F4, but F2, F3 are missing."


def test_references() -> None:
    (one,) = checked(notes.notes_referenced, spoilt({f"{T1}/2/footnotes": {"price_per_share": ["F9"]}}))
    assert one.message == "Table I, transaction 3 refers at its price per share to F9, which is not among the notes."
    assert one.pointers == [f"/{T1}/2/footnotes/price_per_share"]
    assert found(notes.notes_referenced, spoilt({f"{T1}/1/footnotes/price_per_share": ["F1", "F1"]})) == [
        ("notes-referenced", "warning")
    ]
    (unused,) = checked(notes.notes_referenced, spoilt({f"{T1}/1/footnotes": {"price_per_share": ["F1"]}}))
    assert unused.rule == "notes-unused"
    assert unused.pointers == ["/footnotes/1"]
