"""Which table the rows of a page lie in."""

from form4ml.assembly.table import tables_by_row
from form4ml.document import Document, Line, Page, Word
from form4ml.layout.view import view
from form4ml.tagged import Tagged


def _tagged(rows: list[tuple[str, str]]) -> Tagged:
    lines = []
    for number, (text, _) in enumerate(rows):
        at, words = 0, []
        for word in text.split():
            words.append(Word(word, number, at, at + len(word)))
            at += len(word) + 1
        lines.append(Line(text, 0, tuple(words), 0))
    document = Document(name="x", kind="text", sha256="", pages=(Page(1, None, None),), lines=tuple(lines), engine=None)
    parts = [part for _, part in rows]
    return Tagged(view(document), parts, [1.0] * len(parts), [], {})


def test_table_two_begins_with_its_heading() -> None:
    found = tables_by_row(
        _tagged(
            [
                ("Common Stock 07/13/2026", "table1"),
                ("Table II - Derivative Securities Acquired", "table2head"),
                ("Option 07/13/2026", "table2"),
                ("Warrant 07/13/2026", "table1"),
            ]
        )
    )
    assert found == [1, 2, 2, 2]


def test_a_repeated_heading_of_table_one_is_not_that_of_table_two() -> None:
    captions = ["5. Amount of Securities", "Beneficially Owned", "6. Ownership", "7. Nature", "Indirect"]
    found = tables_by_row(
        _tagged(
            [
                ("Common Stock 07/13/2026", "table1"),
                ("Table I - Non-Derivative Securities Acquired", "table1head"),
                *((caption, "table2head") for caption in captions),
                ("Common Stock 07/14/2026", "table1"),
            ]
        )
    )
    assert set(found) == {1}


def test_a_run_of_its_column_heads_is_enough() -> None:
    found = tables_by_row(_tagged([("Common Stock", "table1"), *[("Date", "table2head")] * 4, ("Option", "table2")]))
    assert found[-1] == 2
