"""Fragments put together: text as it stands in the input, its geometry, its stretches."""

import pytest
from assembly_samples import At, page, text

from form4ml.assembly.found import (
    entity_of,
    evidence_of,
    fragments_of,
    is_many,
    merged,
    pieces_of,
    text_of,
    with_brackets,
)


def test_text_keeps_the_spaces_of_the_input() -> None:
    tagged = text(("box", "{ISSUER:Harbor  Instruments, Inc.} [{TICKER:HRBR}]"))
    issuer, ticker = fragments_of(tagged)
    assert issuer.text == "Harbor Instruments, Inc."  # a comma stands at its word, words stand apart
    assert ticker.text == "HRBR"


def test_rows_are_joined_by_a_space() -> None:
    tagged = text(("table1", "{SECURITY:Class A Common}"), ("table1", "{+SECURITY:Stock, no par}"))
    first, second = fragments_of(tagged)
    whole = merged(tagged.view, [first, second])
    assert whole.text == "Class A Common Stock, no par"
    assert (whole.top, whole.bottom, whole.row) == (0.0, 1.0, 0)
    assert first.opens and not second.opens


def test_the_probability_of_a_whole_is_that_of_all_its_pieces() -> None:
    tagged = text(("box", "{ISSUER@0.8:Harbor}"), ("box", "{+ISSUER@0.5:Instruments}"))
    assert merged(tagged.view, fragments_of(tagged)).probability == 0.8 * 0.5


def test_geometry_and_the_lowest_ocr_confidence_come_from_the_words() -> None:
    tagged = page(At(100, 50, "{SHARES:1,500}", confidence=0.6), At(300, 50, "{OWNED:8,500}"))
    shares, owned = fragments_of(tagged)
    assert (shares.left, shares.right, shares.y) == (100, 150, 50)
    assert shares.ocr == 0.6
    assert owned.ocr == 0.95
    assert shares.row == owned.row


def test_a_document_without_boxes_says_nothing_of_ocr() -> None:
    assert fragments_of(text(("table1", "{SHARES:1,500}")))[0].ocr is None


def test_stretches_end_where_the_line_ends() -> None:
    tagged = text(("table1", "{SECURITY:Class A} {SHARES:10}"), ("table1", "{+SECURITY:Common}"))
    security = [item for item in fragments_of(tagged) if item.label == "SECURITY"]
    pieces = pieces_of(tagged.view, [i for item in security for i in item.tokens])
    assert [(p.line, p.start, p.end, p.page) for p in pieces] == [(0, 0, 7, 1), (1, 0, 6, 1)]


def test_a_stretch_has_the_box_around_its_words() -> None:
    tagged = page(At(100, 50, "{SECURITY:Common Stock}"))
    [piece] = pieces_of(tagged.view, fragments_of(tagged)[0].tokens)
    assert piece.box == (100.0, 40.0, 220.0, 60.0)


def test_lines_count_from_the_start_of_an_input_of_several_filings() -> None:
    tagged = text(("table1", "{SHARES:1,500}"), facts={"line_offset": "120"})
    assert pieces_of(tagged.view, [0])[0].line == 120


def test_evidence_and_entity_point_at_the_first_stretch_and_list_all() -> None:
    tagged = text(("table1", "{SECURITY:Common}"), ("table1", "{+SECURITY:Stock}"))
    whole = merged(tagged.view, fragments_of(tagged))
    proof = evidence_of(tagged.view, whole, "tagged", 0.7, ["Common"])
    assert (proof.text, proof.line, proof.start, proof.end, proof.page) == ("Common Stock", 0, 0, 6, 1)
    assert (proof.confidence, proof.made_by, proof.alternatives) == (0.7, "tagged", ["Common"])
    assert [piece.line for piece in proof.pieces] == [0, 1]
    one = entity_of(tagged.view, fragments_of(tagged)[0])
    assert (one.label, one.text, one.pieces) == ("SECURITY", "Common", [])


def test_a_glued_mark_is_a_stretch_of_its_own_word() -> None:
    tagged = text(("table1", "{SHARES:1,500}{FOOTNOTE_MARK:(3)}"))
    shares, mark = fragments_of(tagged)
    assert (shares.text, mark.text) == ("1,500", "(3)")
    assert text_of(tagged.view, shares.tokens + mark.tokens) == "1,500(3)"


def test_which_labels_run_over_several_words() -> None:
    assert is_many("SECURITY")
    assert not is_many("SHARES")


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("{SECURITY:Units} ({SECURITY:Class A}) x", "Units (Class A)"),
        ('{SECURITY:Stock, par} ("{SECURITY:Common Stock}")', 'Stock, par ("Common Stock")'),
        ("{SECURITY:Units} ({SECURITY:Class A} x", "Units Class A"),
        ("{SECURITY:Units (RSU)} x", "Units (RSU)"),
        ("( {SECURITY:Units} )", "Units"),
    ],
)
def test_brackets_about_words_of_a_text_are_the_texts(line: str, whole: str) -> None:
    tagged = text(("table2", line))
    assert with_brackets(tagged.view, merged(tagged.view, fragments_of(tagged))).text == whole
