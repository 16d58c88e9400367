"""Each rule for annotated data finds its fault, names the place, and is silent on sound data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from form4ml.corpus import Annotated, Annotation, Span
from form4ml.evaluation.data import SEVERITIES, DataReport, check_data
from form4ml.formats.flat import read_document

TEXT = "Acme Corp. [ACME]\nDOE JANE\nAcme Corp.\n(1) from $1.10 to $1.20"
SPANS = (
    Span(0, 0, 10, "ISSUER", 1),
    Span(0, 12, 16, "TICKER", 2),
    Span(1, 0, 8, "OWNER_NAME", 3),
    Span(3, 4, 23, "FOOTNOTE", 4),
    Span(3, 9, 23, "PRICE_RANGE", 5),
)


def filing(
    *spans: Span, name: str = "a", parts: tuple[str, ...] = ("box", "box", "box", "notes"), **meta: Any
) -> Annotated:
    return Annotated(read_document(name, TEXT), Annotation(name, spans or SPANS, parts, {}, meta))


def rules(*many: Annotated, ignore: tuple[str, ...] = ("few",)) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for issue in check_data(many, ignore=ignore).issues:
        found.setdefault(issue.rule, []).append(issue)
    return found


def test_sound_data_has_no_findings() -> None:
    assert rules(filing()) == {}


@pytest.mark.parametrize(
    ("rule", "span", "line", "words"),
    [
        ("unknown-label", Span(1, 0, 3, "NAME", 9), 1, "DOE"),
        ("misplaced", Span(1, 0, 30, "OWNER_NAME", 9), 1, "DOE JANE"),
        ("misplaced", Span(9, 0, 3, "OWNER_NAME", 9), 9, ""),
        ("misplaced", Span(1, 3, 3, "OWNER_NAME", 9), 1, "DOE JANE"),
        ("blank-edge", Span(1, 0, 4, "OWNER_NAME", 9), 1, "DOE "),
        ("outside-note", Span(3, 0, 3, "NOTE_SHARES", 9), 3, "(1)"),
        ("wrong-layer", Span(1, 0, 3, "FOOTNOTE", 9), 1, "DOE"),
    ],
)
def test_a_bad_span_is_named_with_its_line(rule: str, span: Span, line: int, words: str) -> None:
    (issue,) = rules(filing(span))[rule]
    assert (issue.document, issue.line, issue.words) == ("a", line, words)


def test_overlaps_but_for_entities_inside_notes() -> None:
    (issue,) = rules(filing(*SPANS, Span(0, 5, 14, "SECURITY", 9)), ignore=("few",))["overlap"][:1]
    assert "ISSUER 0-10 and SECURITY 5-14 overlap" in issue.message
    assert issue.words == "Acme Corp. [AC"
    twice = (Span(1, 0, 8, "OWNER_NAME", 1), Span(1, 0, 8, "OWNER_NAME", 2))
    assert len(rules(filing(*twice))["overlap"]) == 1


def test_parts() -> None:
    assert "parts for 4 lines" in rules(filing(parts=("box",)))["parts"][0].message
    (issue,) = rules(filing(parts=("box", "attic", "", "notes")))["parts"]
    assert issue.line == 1


def test_the_same_text_labelled_otherwise() -> None:
    usual = [filing(name=str(place)) for place in range(6)]
    odd = filing(Span(2, 0, 10, "CITY", 1), name="odd")
    (issue,) = rules(*usual, odd)["inconsistent"]
    assert (issue.document, issue.line) == ("odd", 2)
    assert "CITY here and ISSUER in 6 of 7" in issue.message
    # An issuer that is an owner too is no slip.
    assert "inconsistent" not in rules(*usual, filing(Span(2, 0, 10, "OWNER_NAME", 1), name="odd"))


def test_labels_with_too_few_examples() -> None:
    found = {issue.message.split()[0] for issue in check_data([filing()] * 1, few=1).issues if issue.rule == "few"}
    assert "ISSUER" not in found and "SHARES" in found


def test_names_on_both_sides_of_a_split() -> None:
    train = filing(name="t", split="train", issuer="Acme Corp.", owners=["DOE JANE"])
    dev = filing(name="d", split="dev", issuer="ACME CORP.", owners=["ROE RICHARD"])
    found = rules(train, dev)
    assert "leak-owner" not in found
    (issue,) = found["leak-issuer"]
    assert (issue.document, issue.line, issue.words) == ("t", 0, "Acme Corp. [ACME]")
    assert "in split dev in d, line 0" in issue.message
    assert "leak-issuer" not in rules(train, dev, ignore=("few", "leak-issuer"))
    unsplit = filing(name="u", issuer="Acme Corp.")
    assert rules(train, unsplit) == {}


def test_a_name_annotated_twice() -> None:
    assert rules(filing(), filing())["twice"][0].severity == "error"


def test_counts_values_not_pieces_and_errors_not_warnings() -> None:
    two = (Span(0, 0, 4, "ISSUER", 1), Span(2, 0, 4, "ISSUER", 1))
    report = check_data([filing(*two)])
    assert isinstance(report, DataReport)
    assert report.counts["ISSUER"] == 1
    assert report.errors == 0 and len(report.issues) > 10
    assert {issue.rule for issue in report.issues} <= set(SEVERITIES)


def test_twenty_unlike_filings_through_replace() -> None:
    many = [replace(filing(name=str(place))) for place in range(20)]
    assert "few" not in {i.rule for i in check_data(many).issues if i.message.startswith("ISSUER ")}
