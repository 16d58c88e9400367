"""Text typed in columns gets places; text that an OCR engine read does not."""

from form4ml.layout import typewritten
from form4ml.layout.view import view
from form4ml.reading.text import document_from_text

TABLE = """\
<TABLE>
<S>                 <C>        <C>   <C>
Title               Date       Code  Amount
------------------  ---------  ----  ------
|Common Stock      |1/05/01   |P    |1,200 |
|Class B           |1/08/01   |S    |  300 |
|Common            |1/09/01   |S    |   50 |
"""


def test_tables_drawn_with_characters_are_seen() -> None:
    assert typewritten.is_columned(document_from_text(TABLE, "a", ""))


def test_ocr_text_with_stray_bars_is_not_in_columns() -> None:
    text = "Common Stock | 01/05/2001 | P | 1,200 | A\n" * 20
    assert not typewritten.is_columned(document_from_text(text, "a", ""))


def test_bars_rules_and_tags_are_no_words_and_characters_stay_where_they_are() -> None:
    document = typewritten.placed(document_from_text(TABLE, "a", ""))
    words = [word for line in document.lines for word in line.words]
    assert [word.text for word in words[:5]] == ["Title", "Date", "Code", "Amount", "Common"]
    assert all(document.lines[word.line].text[word.start : word.end] == word.text for word in words)


def test_words_of_one_column_stand_below_one_another() -> None:
    document = typewritten.placed(document_from_text(TABLE, "a", ""))
    boxes = {word.text: word.box for line in document.lines for word in line.words}
    above, below = boxes["1/05/01"], boxes["1/08/01"]
    assert above is not None and below is not None
    assert (above.left, above.right) == (below.left, below.right)
    assert above.bottom < below.top


def test_tabs_lead_to_the_next_stop() -> None:
    document = typewritten.placed(document_from_text("a\tb\nabcdefg\tc\n", "a", ""))
    b, c = document.lines[0].words[1].box, document.lines[1].words[1].box
    assert b is not None and c is not None and b.left == c.left


def test_view_uses_places_and_says_that_they_are_typed() -> None:
    document = document_from_text(TABLE, "a", "")
    seen = view(document)
    assert seen.boxed and seen.typed
    assert not view(document, boxes=False).boxed
