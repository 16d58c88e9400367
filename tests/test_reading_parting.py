"""Several Form 4s and other pages in one input: where each begins and ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from form4ml.document import Document, Mark
from form4ml.reading import read
from form4ml.reading.filings import filings
from form4ml.reading.parting import Part, part, slice_pages

SHARED = Path(__file__).parents[2] / "shared" / "filings"

FIRST = """FORM 4
STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES
1. Name and Address of Reporting Person  2. Issuer Name and Ticker or Trading Symbol
3. Date of Earliest Transaction (Month/Day/Year)  5. Relationship of Reporting Person(s) to Issuer
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
"""
SECOND = "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\nExplanation of Responses:\n(1) A note.\n"
NOTES = "(2) Another note, which goes on.\n(3) And one more.\n"
JOINT = "1. Name and Address of Reporting Person*\nDOE JANE\n(Last) (First) (Middle)\n"
LETTER = "Securities and Exchange Commission\n450 Fifth Street\nDear Sir or Madam:\nEnclosed is a Form 4.\nVery truly yours,\n"
POWER = "POWER OF ATTORNEY\nKnow all by these presents, that the undersigned appoints each of\nto execute Forms 3, 4 and 5\n"


def pages(*texts: str) -> Document:
    return read("\f".join(texts).encode())


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        ((FIRST,), [(0, 0, "form4")]),
        ((FIRST, SECOND, NOTES), [(0, 2, "form4")]),
        ((FIRST, JOINT, SECOND), [(0, 2, "form4")]),
        ((FIRST, SECOND, FIRST, SECOND, NOTES), [(0, 1, "form4"), (2, 4, "form4")]),
        ((FIRST, FIRST), [(0, 0, "form4"), (1, 1, "form4")]),
        ((LETTER, FIRST, SECOND), [(0, 0, "other"), (1, 2, "form4")]),
        ((FIRST, SECOND, POWER), [(0, 1, "form4"), (2, 2, "other")]),
        ((FIRST, POWER, FIRST, SECOND), [(0, 0, "form4"), (1, 1, "other"), (2, 3, "form4")]),
        ((FIRST, "", SECOND), [(0, 2, "form4")]),
        ((SECOND, NOTES), [(0, 1, "form4")]),
        (("nothing to see", "nor here"), [(0, 1, "form4")]),
        ((LETTER,), [(0, 0, "other")]),
        ((POWER, "and goes on"), [(0, 1, "other")]),
    ],
)
def test_parts(texts: tuple[str, ...], parts: list[tuple[int, int, str]]) -> None:
    assert part(pages(*texts)) == [Part(*each) for each in parts]


def test_a_note_that_mentions_a_power_of_attorney_stays_with_its_form() -> None:
    note = "Explanation of Responses:\n/s/ J. Doe, under a power of attorney\n** Signature of Reporting Person\n"
    assert part(pages(FIRST, note)) == [Part(0, 1, "form4")]


def test_a_slice_counts_from_nought_and_points_into_the_whole() -> None:
    whole = pages(LETTER, FIRST, SECOND, POWER)
    some = slice_pages(whole, 1, 2)
    assert [page.number for page in some.pages] == [2, 3]
    assert some.lines[0].text == "FORM 4"
    offset = int(some.facts["line_offset"])
    assert some.facts["page_offset"] == "1"
    for index, line in enumerate(some.lines):
        assert whole.lines[index + offset].text == line.text
        assert whole.lines[index + offset].page == line.page + 1
        assert all(word.line == index for word in line.words)


def test_a_slice_takes_its_marks_along() -> None:
    whole = pages(FIRST, FIRST)
    marked = Document(
        whole.name, whole.kind, whole.sha256, whole.pages, whole.lines,
        marks=(Mark("is_director", True, 0.9, 0), Mark("is_officer", True, 0.9, 1)),
    )  # fmt: skip
    assert slice_pages(marked, 1, 1).marks == (Mark("is_officer", True, 0.9, 0),)


def test_a_slice_of_everything_is_the_document() -> None:
    whole = pages(FIRST, SECOND)
    assert slice_pages(whole, 0, 1) is whole


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared filings")
def test_real_filings_are_one_part_each() -> None:
    for path in sorted((SHARED / "text").glob("*.txt")):
        document = read(path)
        assert part(document) == [Part(0, len(document.pages) - 1, "form4")], path.name


def test_filings_of_one_file_tell_their_pages() -> None:
    both = filings("\f".join((FIRST, SECOND, FIRST)).encode(), name="all.txt")
    assert [(one.name, one.page_range) for one in both] == [("all-1.txt", (1, 2)), ("all-2.txt", (3, 3))]
    (alone,) = filings("\f".join((FIRST, SECOND)).encode(), name="one.txt")
    assert (alone.name, alone.page_range) == ("one.txt", None)


def test_the_record_tells_the_pages_of_its_filing() -> None:
    from form4ml.assembly.assemble import assemble
    from form4ml.layout.view import view
    from form4ml.record import ModelInfo
    from form4ml.tagged import Tagged

    second = filings("\f".join((FIRST, SECOND, FIRST)).encode(), name="all.txt")[1]
    seen = view(second)
    tagged = Tagged(seen, ["boiler"] * len(seen.rows), [1.0] * len(seen.rows), [], {})
    source = assemble(tagged, ModelInfo(name="none", version="0", sha256="")).source
    assert source.page_range == (3, 3)
    assert source.facts == {}
