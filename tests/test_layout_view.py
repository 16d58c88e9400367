"""Reading order: the engine's lines as they are, or rows made from boxes."""

from form4ml.document import Box, Document, Line, Page, Word
from form4ml.layout.view import view


def document(rows: list[tuple[str, list[tuple[str, float, float]]]], height: float = 20) -> Document:
    """Lines of (block, [(word, left, top)]); a word is 10 pixels a character wide."""
    lines = []
    for number, (block, words) in enumerate(rows):
        at, made = 0, []
        for text, left, top in words:
            made.append(
                Word(text, number, at, at + len(text), Box(left, top, left + 10 * len(text), top + height), 0.9)
            )
            at += len(text) + 1
        lines.append(Line(" ".join(w.text for w in made), 0, tuple(made), int(block)))
    return Document("d", "tsv", "", (Page(1, 1000, 800),), tuple(lines))


def texts(doc: Document, boxes: bool = True) -> list[str]:
    seen = view(doc, boxes=boxes)
    return [" ".join(t.text for t in seen.row_tokens(i)) for i in range(len(seen.rows))]


def test_paragraphs_side_by_side_become_rows() -> None:
    doc = document(
        [
            ("1", [("Common", 10, 100), ("Stock", 80, 100)]),
            ("1", [("Preferred", 10, 160)]),
            ("2", [("1,000", 400, 101)]),
            ("2", [("2,000", 400, 161)]),
        ]
    )
    assert texts(doc) == ["Common Stock 1,000", "Preferred 2,000"]
    assert texts(doc, boxes=False) == ["Common Stock", "Preferred", "1,000", "2,000"]


def test_a_wrapped_cell_half_a_line_off_is_a_row_of_its_own() -> None:
    doc = document([("1", [("By", 700, 88)]), ("1", [("Common", 10, 100)]), ("1", [("Trust", 700, 112)])])
    assert texts(doc) == ["By", "Common", "Trust"]


def test_a_skewed_page_is_set_upright_first() -> None:
    slope = 0.02
    rows = []
    for n in range(6):
        y = 100 + 40 * n
        rows.append((str(n), [(f"w{n}{k}", 20 + 90 * k, y + slope * (20 + 90 * k)) for k in range(6)]))
        rows.append((str(n + 10), [("far", 900, y + slope * 900)]))
    seen = texts(document(rows))
    assert [row.split()[-1] for row in seen] == ["far"] * 6


def test_tokens_point_back_into_the_document() -> None:
    doc = document([("1", [("1,500(3)", 10, 100), ("[CLRB]", 200, 100)])])
    for token in view(doc).tokens:
        assert doc.lines[token.line].text[token.start : token.end] == token.text


def test_blank_lines_are_gaps() -> None:
    lines = (
        Line("a", 0, (Word("a", 0, 0, 1),)),
        Line("", 0, ()),
        Line("", 0, ()),
        Line("b", 0, (Word("b", 3, 0, 1),)),
    )
    seen = view(Document("d", "text", "", (Page(1),), lines))
    assert [row.gap for row in seen.rows][1] == 2.0
