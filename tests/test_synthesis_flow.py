"""The page-layout engine: lines, tables, pages, typewriter grids and PDFs; labels survive every break."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.synthesis.flow import Bit, Block, Gap, Glyphs, PageBreak, Para, Stack, Stroke, Style, text_width
from form4ml.synthesis.made import RunSpan
from form4ml.synthesis.pdf import Drawing, pdf
from form4ml.synthesis.tables import Cell, Table
from form4ml.synthesis.textgrid import Strip, TextPage, width_of, wrap
from form4ml.synthesis.typeset import Furniture, Paper, Press, cuts, deal

pytest.importorskip("reportlab")

PLAIN = Style("times", 16)
TEXT = st.text(alphabet="abc XY-()$1,\n", min_size=1, max_size=120)


def bit(text: str, style: Style = PLAIN) -> Bit:
    return Bit(text, style, "box", (RunSpan(0, len(text), "SECURITY", 1),))


def words(block: Block, width: float) -> list[Glyphs]:
    return [item for item in block.layout(width).items if isinstance(item, Glyphs)]


def lines(block: Block, width: float) -> list[str]:
    out: dict[float, str] = {}
    for glyphs in words(block, width):
        so_far = out.get(round(glyphs.y, 3))
        gap = "" if so_far is None or glyphs.glued else " "
        out[round(glyphs.y, 3)] = (so_far or "") + gap + glyphs.text
    return list(out.values())


def test_breaks_at_spaces_hyphens_and_between_marks() -> None:
    narrow = text_width("co-trustee", PLAIN)
    assert lines(Para([bit("a co-trustee")]), narrow) == ["a co-", "trustee"]
    assert lines(Para([bit("9,500"), bit("(11)"), bit("(12)")]), text_width("9,500(11)", PLAIN)) == [
        "9,500(11)",
        "(12)",
    ]
    assert lines(Para([bit("Month/Day/Year")]), 500) == ["Month/Day/Year"]


def test_unbroken_hyphenated_word_stays_one_run() -> None:
    assert [glyphs.text for glyphs in words(Para([bit("10b5-1(c).")]), 500)] == ["10b5-1(c)."]


def test_bits_without_space_are_glued_and_never_parted() -> None:
    found = words(Para([bit("S"), bit("(1)")]), 500)
    assert [(glyphs.text, glyphs.glued) for glyphs in found] == [("S", False), ("(1)", True)]
    assert found[1].x == pytest.approx(found[0].x + found[0].width)


def test_newline_ends_a_line_and_two_leave_one_blank() -> None:
    one = Para([bit("a\nb")]).layout(500)
    two = Para([bit("a\n\nb")]).layout(500)
    assert two.height == pytest.approx(one.height * 1.5)


def test_alignment() -> None:
    width = text_width("abc", PLAIN)
    assert [words(Para([bit("abc")], align), 100)[0].x for align in ("left", "center", "right")] == pytest.approx(
        [0, (100 - width) / 2, 100 - width]
    )


@given(TEXT, st.floats(5, 300))
@settings(max_examples=80, deadline=None)
def test_every_character_is_set_once_in_order_and_within_the_line(text: str, width: float) -> None:
    found = words(Para([bit(text)]), width)
    assert "".join(glyphs.text for glyphs in found) == "".join(text.split())
    for glyphs in found:
        assert glyphs.bit.text[glyphs.start : glyphs.start + len(glyphs.text)] == glyphs.text
        assert glyphs.x + glyphs.width <= width + 0.1 or len(glyphs.text) == 1


@given(TEXT, st.integers(1, 40))
@settings(max_examples=80, deadline=None)
def test_typewriter_wrap_keeps_every_character(text: str, width: int) -> None:
    wrapped = wrap([bit(text)], width)
    assert "".join(text[s.start : s.end] for line in wrapped for s in line) == "".join(text.split())
    assert all(width_of(line) <= width for line in wrapped)


def test_typewriter_words_that_touch_are_glued() -> None:
    page = TextPage()
    page.line(Strip(bit("abc"), 0, 3, 0), Strip(bit("|"), 0, 1, 3), Strip(bit("x"), 0, 1, 6))
    assert [(glyphs.text, glyphs.glued) for glyphs in words(page, 0)] == [("abc", False), ("|", True), ("x", False)]


def test_columns_fill_the_table_and_keep_their_words_whole() -> None:
    rows = [[Cell([Para([bit("Transaction(s)")])]), Cell([Para([bit("a much longer text in here")])])]]
    widths = Table(rows).widths(300)
    assert sum(widths) == pytest.approx(300)
    assert widths[0] >= text_width("Transaction(s)", PLAIN)


def test_a_share_of_nothing_keeps_a_column_narrowest() -> None:
    rows = [[Cell([Para([bit("one two")])]), Cell([Para([bit("three four")])])]]
    narrow = text_width("one", PLAIN) + 4
    assert Table(rows, shares=(0.0, None)).widths(400) == pytest.approx([narrow, 400 - narrow], abs=3)


def test_spanning_cells_and_vertical_centring() -> None:
    tall = Cell([Gap(100)], rows=2)
    table = Table([[tall, Cell([Para([bit("up")])])], [Cell([Para([bit("down")])])]])
    laid = table.layout(200)
    assert laid.height == pytest.approx(100 + 2)
    up, down = words(table, 200)
    assert up.y < down.y


def test_pages_are_cut_between_lines() -> None:
    laid = Para([bit("word\n" * 50)]).layout(100)
    pages = cuts(laid, 100)
    assert len(pages) > 5
    for _, cut in pages[:-1]:
        assert not any(top < cut - 0.1 and bottom > cut + 0.1 for top, bottom in laid.keeps)
    dealt = deal(laid.items, pages)
    assert sum(len(page) for page in dealt) == 50
    assert all(dealt)


def test_rows_are_kept_whole_where_asked() -> None:
    rows = [[Cell([Para([bit("one\ntwo\nthree")])])] for _ in range(9)]
    kept = Table(rows, keep_rows=True).layout(100)
    row = kept.height / 9
    assert all(cut % row == pytest.approx(0, abs=0.1) or row - cut % row < 0.1 for _, cut in cuts(kept, row * 2.5)[:-1])


def test_page_break_begins_a_page() -> None:
    laid = Stack([Para([bit("a")]), PageBreak(), Para([bit("b")])]).layout(100)
    assert len(cuts(laid, 1000)) == 2


def test_strokes_are_cut_at_the_page_end() -> None:
    dealt = deal([Stroke(0, 0, 0, 150)], [(0, 100), (100, 200)])
    assert [(s.y, s.bottom) for page in dealt for s in page if isinstance(s, Stroke)] == [(0, 100), (100, 150)]


def test_runs_carry_clipped_spans() -> None:
    press = Press("t")
    press.print(Para([bit("Common Stock")]).layout(60), Paper())
    runs = press.sheets[0].runs
    assert [(run.text, run.spans) for run in runs] == [
        ("Common", (RunSpan(0, 6, "SECURITY", 1),)),
        ("Stock", (RunSpan(0, 5, "SECURITY", 1),)),
    ]


def test_furniture_stands_in_the_margins_and_is_no_part_of_the_form() -> None:
    press = Press("t")
    press.print(Para([bit("x\n" * 100)]).layout(60), Paper(), Furniture(foot=("", "{page} of {pages}", "")))
    count = len(press.sheets)
    for number, sheet in enumerate(press.sheets, 1):
        found = [run for run in sheet.runs if run.part == "other"]
        assert [run.text for run in found] == [str(number), "of", str(count)]
        assert all(run.top > sheet.height - 28.8 for run in found)


def test_pdf_text_and_embedded_face() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    press = Press("Title (with) brackets")
    styles = [Style(family, 12, bold, italic) for family in ("times", "helvetica", "courier", "vera")
              for bold in (False, True) for italic in (False, True)]  # fmt: skip
    press.print(Para([bit("caf\u00e9 \u201cquoted\u201d (x)\n", style) for style in styles]).layout(500), Paper())
    page = pdfium.PdfDocument(press.pdf())[0]
    assert page.get_textpage().get_text_range().count("caf\u00e9 \u201cquoted\u201d (x)") == len(styles)


def test_pdf_is_the_same_every_time() -> None:
    def draw() -> bytes:
        drawing = Drawing(100, 100)
        drawing.line(0, 0, 10, 10, 1, "#ff0000")
        drawing.text(5, 5, "a\\b", "Times-Roman", 9, "#000000")
        return pdf([drawing], "t")

    assert draw() == draw()
