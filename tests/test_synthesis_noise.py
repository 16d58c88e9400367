"""Added noise: swaps happen at the rate asked for, and spans stay on their values."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from form4ml.corpus import Span
from form4ml.document import Document, Line, Page, Word
from form4ml.synthesis.noise import SWAPS, add_noise, swap_line


def line_of(text: str) -> Line:
    words, at = [], 0
    for word in text.split():
        words.append(Word(word, 0, at, at + len(word)))
        at += len(word) + 1
    return Line(" ".join(text.split()), 0, tuple(words))


def document_of(text: str) -> Document:
    return Document("x", "tsv", "", (Page(1),), (line_of(text),))


def test_without_a_rate_nothing_changes() -> None:
    document = document_of("Issuer below) modern 1,500(3)")
    span = Span(0, 7, 13, "TITLE", 1)
    assert add_noise(document, [span], 0.0, random.Random(1)) == (document, (span,), 0)


def test_known_confusions_are_made() -> None:
    seen = {add_noise(document_of("Issuer"), [], 0.3, random.Random(seed))[0].lines[0].text for seed in range(200)}
    assert "Tssuer" in seen
    seen = {add_noise(document_of("modern"), [], 0.3, random.Random(seed))[0].lines[0].text for seed in range(200)}
    assert "modem" in seen


def test_spans_keep_their_value_when_lengths_change() -> None:
    document = document_of("Stern modern Corn 1,500(3)")
    spans = [Span(0, 0, 17, "ISSUER", 1), Span(0, 18, 23, "SHARES", 2), Span(0, 23, 26, "FOOTNOTE_MARK", 3)]
    for seed in range(100):
        noisy, moved, _ = add_noise(document, spans, 0.8, random.Random(seed))
        text = noisy.lines[0].text
        assert text[moved[0].end] == " "
        assert moved[0].start == 0
        assert moved[1].start == moved[0].end + 1
        assert moved[1].end == moved[2].start
        assert moved[2].end == len(text)


@given(st.text(alphabet="rnmIl1O0cldvw()$ ,.", max_size=60), st.integers(0, 10**6), st.floats(0, 1), st.data())
def test_places_stay_in_order_and_words_in_step(text: str, seed: int, rate: float, data: st.DataObject) -> None:
    line = line_of(text)
    edges = data.draw(st.sets(st.integers(0, len(line.text)), max_size=4))
    noisy, where, count = swap_line(line, edges, rate, random.Random(seed))
    assert where[0] == 0
    assert where == sorted(where)
    assert where[-1] == len(noisy.text)
    assert (noisy.text == line.text) == (count == 0)
    for before, after in zip(line.words, noisy.words, strict=True):
        assert noisy.text[after.start : after.end] == after.text
        assert (where[before.start], where[before.end]) == (after.start, after.end)
    for edge in edges:  # what stands before an edge was made of what stood before it
        left = line_of(line.text[:edge])
        assert abs(where[edge] - len(left.text)) <= len(line.text)


def test_no_swap_makes_white_space_or_keeps_a_character() -> None:
    for was, becomes, weight in SWAPS:
        assert was != becomes and not any(c.isspace() for c in was + becomes)
        assert becomes and 1 <= len(was) <= 2 and weight > 0
