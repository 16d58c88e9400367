from checks_samples import checked, found, sound, spoilt, trade

from form4ml.checks import form


def test_limits() -> None:
    rows = {"non_derivative_transactions": [trade()] * 30}
    (one,) = checked(form.limits, spoilt(rows))
    assert one.message == "31 rows in Table I were read; a form has at most 30."
    assert found(form.limits, spoilt({"reporting_owners": sound()["reporting_owners"] * 11})) == [("limits", "error")]
    assert found(form.limits, spoilt()) == []


def test_amendment() -> None:
    assert found(form.amendment, spoilt({"document_type": "4/A"})) == [("amendment", "warning")]
    assert found(form.amendment, spoilt({"date_of_original_submission": "2024-05-07"})) == [("amendment", "warning")]
    assert found(form.amendment, spoilt({"document_type": "4/A", "date_of_original_submission": "2024-05-07"})) == []


def test_document_type() -> None:
    assert found(form.document_type, spoilt({"document_type": "5"})) == [("document-type", "error")]


def test_empty_tables() -> None:
    empty = {"non_derivative_transactions": [], "non_derivative_holdings": [], "derivative_transactions": []}
    assert found(form.tables_filled, spoilt(empty)) == [("tables-filled", "warning")]
    assert found(form.tables_filled, spoilt(empty | {"not_subject_to_section16": True})) == []


def test_no_owner() -> None:
    assert found(form.owners_filled, spoilt({"reporting_owners": []})) == [("owners-filled", "warning")]
