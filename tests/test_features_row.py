"""What a row shows of the headings above and below it."""

from form4ml.document import Document, Line, Page, Word
from form4ml.features.row import row_attributes
from form4ml.layout.view import view

LINES = (
    "1. Name and Address of Reporting Person",
    "Doe Jane",
    "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "Common Stock 07/13/2026 S 100 D $5.00 200 D",
    "(e.g., puts, calls, warrants, options, convertible securities)",
    "Option $4.00 07/13/2026 M 100",
    "Explanation of Responses:",
    "1. Sold under a plan.",
)


def _document() -> Document:
    lines = []
    for number, text in enumerate(LINES):
        at, words = 0, []
        for word in text.split():
            words.append(Word(word, number, at, at + len(word)))
            at += len(word) + 1
        lines.append(Line(text, 0, tuple(words), 0))
    return Document(name="x", kind="text", sha256="", pages=(Page(1, None, None),), lines=tuple(lines), engine=None)


def test_rows_know_the_heading_they_stand_under_and_the_one_to_come() -> None:
    found = row_attributes(view(_document()), frozenset({"captions"}))
    assert "cap=b>1near" not in found[0]
    assert "cap=1>2" in found[3]
    assert "cap=2>n" in found[5]
    assert "cap=2<1" in found[5]
    assert "cap=nnear" in found[7]


def test_table_one_is_not_taken_for_table_two() -> None:
    found = row_attributes(view(_document()), frozenset({"captions"}))
    assert "cap=1here" in found[2]
    assert "cap=2here" in found[4]
