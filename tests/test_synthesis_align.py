"""Alignment: which printed character a read one came from, by hand-made pages and by a real scan."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest

pytest.importorskip("cv2")

from form4ml.corpus import Span
from form4ml.document import Box, CellRef, Document, Line, Page, Word
from form4ml.record import Filing
from form4ml.synthesis.align import Finder, advances, match_word
from form4ml.synthesis.annotate import Carried, annotate, unknown_labels
from form4ml.synthesis.made import Made, Print, Run, RunSpan, Sheet
from form4ml.synthesis.scan import Warp

PITCH = 10.0  # points a character, on a page read at 72 dots an inch, so that points are pixels


def run(
    text: str, x: float, y: float, label: str = "", group: int = 0, part: str = "table1", raised: bool = False
) -> Run:
    """A word whose characters are all PITCH wide."""
    spans = (RunSpan(0, len(text), label, group),) if label else ()
    return Run(text, x, y, x + PITCH * len(text), y + 12, part, spans, CellRef("1", 0, label.lower()), raised)


def read(*words: tuple[str, float, float], wide: float = PITCH) -> Line:
    found: list[Word] = []
    at = 0
    for text, x, y in words:
        found.append(Word(text, 0, at, at + len(text), Box(x, y, x + wide * len(text), y + 12), 0.9))
        at += len(text) + 1
    return Line(" ".join(word.text for word in found), 0, tuple(found))


def carried(line: Line, *runs: Run) -> Carried:
    sheet = Sheet(612, 792, runs)
    page = Print(Made("x", "2003", Filing()), "toy", {}, (sheet,), b"")
    document = Document("x", "tsv", "", (Page(1, 612, 792),), (line,))
    return annotate(document, page, [Warp(72, 612, 792)])


def values(line: Line, *runs: Run) -> list[tuple[str, str]]:
    """(label, text) of the spans that the line gets, in order."""
    spans = carried(line, *runs).spans
    return [(span.label, line.text[span.start : span.end]) for span in sorted(spans)]


def test_a_glued_mark_is_parted_from_its_value() -> None:
    line = read(("1,500(3)", 100, 100))
    shares, mark = run("1,500", 100, 100, "SHARES", 1), run("(3)", 150, 97, "FOOTNOTE_MARK", 2, raised=True)
    assert values(line, shares, mark) == [("SHARES", "1,500"), ("FOOTNOTE_MARK", "(3)")]


@pytest.mark.parametrize("mark", ["@", "®", "°", "?", "9)"])
def test_a_garbled_mark_stays_a_mark(mark: str) -> None:
    line = read(("1,500" + mark, 100, 100))
    shares, printed = run("1,500", 100, 100, "SHARES", 1), run("(3)", 150, 97, "FOOTNOTE_MARK", 2, raised=True)
    got = values(line, shares, printed)
    assert got[0] == ("SHARES", "1,500")
    assert got[1:] in ([("FOOTNOTE_MARK", mark)], [])
    assert mark not in "@®9)" or got[1:]


def test_a_lost_mark_takes_no_digit_with_it() -> None:
    line = read(("34,000", 100, 100), wide=14)  # the word's box reaches over the mark that was not read
    shares, mark = run("34,000", 100, 100, "SHARES", 1), run("(1)", 160, 97, "FOOTNOTE_MARK", 2, raised=True)
    assert values(line, shares, mark) == [("SHARES", "34,000")]


def test_a_mark_read_as_a_digit_stays_a_mark() -> None:
    line = read(("34,0007", 100, 100), wide=12)
    shares, mark = run("34,000", 100, 100, "SHARES", 1), run("(1)", 160, 97, "FOOTNOTE_MARK", 2, raised=True)
    assert values(line, shares, mark) == [("SHARES", "34,000"), ("FOOTNOTE_MARK", "7")]


def test_a_rule_read_as_a_bar_stays_out() -> None:
    assert values(read(("|03/12/2018", 90, 100)), run("03/12/2018", 100, 100, "DATE", 1)) == [("DATE", "03/12/2018")]
    assert values(read(("03/12/2018_|", 100, 100)), run("03/12/2018", 100, 100, "DATE", 1)) == [("DATE", "03/12/2018")]


def test_a_bar_that_was_a_letter_stays_in() -> None:
    assert values(read(("|", 100, 100)), run("I", 100, 100, "OWNERSHIP", 1)) == [("OWNERSHIP", "|")]


def test_brackets_of_a_symbol_stay_out() -> None:
    bracketed = Run("[CLRB]", 100, 100, 160, 112, "box", (RunSpan(1, 5, "TICKER", 1),))
    assert values(read(("[CLRB]", 100, 100)), bracketed) == [("TICKER", "CLRB")]
    assert values(read(("|CLRB|", 100, 100)), bracketed) == [("TICKER", "CLRB")]


def test_a_dollar_read_as_a_letter_stays_in_the_price() -> None:
    assert values(read(("S24.14", 100, 100)), run("$24.14", 100, 100, "PRICE", 1)) == [("PRICE", "S24.14")]


def test_two_printed_characters_read_as_one() -> None:
    surname = run("Bernard", 100, 100, "OWNER_NAME", 1)
    assert values(read(("Bemard", 100, 100), wide=70 / 6), surname) == [("OWNER_NAME", "Bemard")]


def test_words_read_from_nothing_get_no_label() -> None:
    got = carried(read(("|", 300, 100), ("~", 400, 100)), run("75,477", 100, 100, "OWNED", 1))
    assert got.spans == ()
    assert got.parts == ("table1",)  # that of the nearest print


def test_a_misread_end_of_a_word_is_part_of_it_but_not_of_a_number() -> None:
    name = run("Webster", 100, 100, "OWNER_NAME", 1)
    assert values(read(("Websterrn", 100, 100), wide=70 / 9), name) == [("OWNER_NAME", "Websterrn")]
    assert values(read(("1,5009", 100, 100)), run("1,500", 100, 100, "SHARES", 1)) == [("SHARES", "1,500")]


def test_a_full_stop_read_as_a_comma_ends_the_text() -> None:
    assert values(read(("service,", 100, 100), wide=9), run("service.", 100, 100, "FOOTNOTE", 1)) == [
        ("FOOTNOTE", "service,")
    ]


def test_what_was_read_twice_is_told_once() -> None:
    printed = [run("SECURITY", 100, 100, "ISSUER", 1), run("CORP", 190, 100, "ISSUER", 1)]
    sheet = Sheet(612, 792, tuple(printed))
    page = Print(Made("x", "2003", Filing()), "toy", {}, (sheet,), b"")
    lines = (read(("SECUR)", 100, 97)), read(("SECURITY", 100, 102), ("CORP", 190, 102)))
    document = Document("x", "tsv", "", (Page(1, 612, 792),), lines)
    assert annotate(document, page, [Warp(72, 612, 792)]).spans == (Span(1, 0, 13, "ISSUER", 1),)


def test_what_is_garbled_beyond_recognition_is_no_value() -> None:
    title = run("President", 100, 100, "TITLE", 1)
    assert values(read(("oaaaxxwww", 100, 100)), title) == []
    assert values(read(("g", 130, 100)), title) == []
    assert values(read(("s", 100, 100)), run("D", 100, 100, "OWNERSHIP", 1)) == [("OWNERSHIP", "s")]


def test_neighbouring_columns_on_one_line_are_two_spans() -> None:
    line = read(("Class", 100, 100), ("B", 160, 100), ("Class", 300, 100), ("A", 360, 100))
    first = [run("Class", 100, 100, "SECURITY", 1), run("B", 160, 100, "SECURITY", 1)]
    second = [run("Class", 300, 100, "UNDERLYING", 2), run("A", 360, 100, "UNDERLYING", 2)]
    assert carried(line, *first, *second).spans == (Span(0, 0, 7, "SECURITY", 1), Span(0, 8, 15, "UNDERLYING", 2))


def test_a_value_torn_by_another_is_two_spans_of_one_group() -> None:
    line = read(("By", 100, 100), ("D", 140, 100), ("Trust", 160, 100))
    runs = [run("By", 100, 100, "NATURE", 5), run("D", 140, 100, "OWNERSHIP", 6), run("Trust", 160, 100, "NATURE", 5)]
    spans = carried(line, *runs).spans
    assert [(span.label, span.group) for span in sorted(spans)] == [("NATURE", 5), ("OWNERSHIP", 6), ("NATURE", 5)]


def test_a_stray_bar_parts_a_value_but_not_running_text() -> None:
    line = read(("By", 100, 100), ("|", 130, 100), ("Trust", 160, 100))
    assert values(line, run("By", 100, 100, "NATURE", 5), run("Trust", 160, 100, "NATURE", 5)) == [
        ("NATURE", "By"),
        ("NATURE", "Trust"),
    ]
    assert values(line, run("By", 100, 100, "FOOTNOTE", 5), run("Trust", 160, 100, "FOOTNOTE", 5)) == [
        ("FOOTNOTE", "By | Trust")
    ]


def test_a_stroke_stuck_to_a_word_does_not_part_its_value() -> None:
    line = read(("Common’", 100, 100), ("Stock", 180, 100))
    runs = [run("Common", 100, 100, "SECURITY", 1), run("Stock", 180, 100, "SECURITY", 1)]
    assert values(line, *runs) == [("SECURITY", "Common’ Stock")]


def test_labels_within_labels_are_both_carried() -> None:
    text = "on May 1, 2020"
    at, runs = 100.0, []
    for word in text.split():
        inner = (RunSpan(0, len(word), "PLAN_ADOPTION_DATE", 2),) if word != "on" else ()
        spans = (RunSpan(0, len(word), "FOOTNOTE", 1), *inner)
        runs.append(Run(word, at, 100, at + PITCH * len(word), 112, "notes", spans))
        at += PITCH * (len(word) + 1)
    line = read(*((one.text, one.left, 100.0) for one in runs))
    assert values(line, *runs) == [("FOOTNOTE", text), ("PLAN_ADOPTION_DATE", "May 1, 2020")]


def test_stacked_rows_under_a_tall_box_are_told_apart_by_the_text() -> None:
    upper, lower = run("Direct", 100, 92, "NATURE", 1), run("(D)", 100, 105, "OWNERSHIP", 2)
    finder = Finder(Sheet(612, 792, (upper, lower)), Warp(72, 612, 792))
    tall = Box(100, 92, 160, 117)
    assert {glyph.run for glyph in match_word("Direct", tall, finder) if glyph} == {0}
    assert {glyph.run for glyph in match_word("(D)", tall._replace(right=130), finder) if glyph} == {1}


def test_a_row_of_underscores_is_not_taken_from_the_row_above() -> None:
    line = read(("___", 100, 100))
    line = line._replace(words=(line.words[0]._replace(box=Box(100, 104, 150, 128)),))
    checked, empty = run("__X__", 100, 100, "CHECK_DIRECTOR", 1), run("_____", 100, 118)
    assert values(line, checked, empty) == []


def test_cells_and_raised_marks_are_filled_in() -> None:
    line = read(("1,500", 100, 100), ("(3)", 155, 97))
    words = carried(line, run("1,500", 100, 100, "SHARES", 1), run("(3)", 155, 97, "FOOTNOTE_MARK", 2, raised=True))
    shares, mark = words.document.lines[0].words
    assert shares.cell == CellRef("1", 0, "shares")
    assert (shares.superscript, mark.superscript) == (False, True)


def test_advances_end_at_the_words_end() -> None:
    ends = advances("Will")
    assert ends[-1] == pytest.approx(1.0)
    assert ends[0] > ends[2] - ends[1]  # a W is wider than an l
    assert advances("") == ()


def test_blank_lines_have_no_part() -> None:
    assert carried(Line("", 0, ())).parts == ("",)


def test_labels_outside_the_scheme_are_told() -> None:
    page = Print(Made("x", "2003", Filing()), "toy", {}, (Sheet(10, 10, (run("a", 0, 0, "NO_SUCH", 1),)),), b"")
    assert unknown_labels(page) == {"NO_SUCH"}


@pytest.mark.parametrize("quality", ["clean200", "scan200", "fax200", "faded"])
def test_a_real_scan_gives_the_printed_values_back(quality: str) -> None:
    pytest.importorskip("reportlab")
    pytest.importorskip("tesserocr")
    from form4ml.synthesis.ocr import Tesseract
    from form4ml.synthesis.scan import QUALITIES, render, scan
    from tests.synthesis_print import table_print

    page = table_print()
    dpi = QUALITIES[quality].dpi
    scans = scan(render(page.pdf, dpi), quality, random.Random(2))
    document = Tesseract().read([one.image for one in scans], dpi, 3, "toy")
    got = annotate(document, page, [one.warp for one in scans])
    found = {(span.label, span.group): document.lines[span.line].text[span.start : span.end] for span in got.spans}
    wanted = {("ISSUER", 2): "Cellectar Biosciences, Inc.", ("OWNER_NAME", 1): "CARUSO JAMES V", ("TICKER", 3): "CLRB"}
    for row in (10, 20, 30):
        texts = ("SECURITY", "Common Stock"), ("DATE", "03/12/2018"), ("SHARES", "34,000")
        wanted |= {(label, row + at): text for at, (label, text) in enumerate(texts)}
        wanted |= {("PRICE", row + 4): "$24.1427", ("OWNED", row + 6): "75,477"}
    likeness = [SequenceMatcher(None, found.get(key, ""), text, autojunk=False).ratio() for key, text in wanted.items()]
    assert min(likeness) > (0.9 if quality == "clean200" else 0.3)
    assert sum(likeness) / len(likeness) > 0.9
