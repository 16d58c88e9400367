"""spaCy reads what is written for it, and it reads back the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from test_formats_roundtrip import make, same

from form4ml.formats.docbin import from_doc, read_docbin, to_doc, write_docbin
from form4ml.formats.flat import FormatError

spacy = pytest.importorskip("spacy", reason="needs spaCy")


def test_docbin_reads_back_the_same(tmp_path: Path) -> None:
    many = [make(random.Random(seed), f"n{seed}") for seed in range(25)]
    path = tmp_path / "x.spacy"
    assert write_docbin(path, many) == 25
    for one, other in zip(read_docbin(path), many, strict=True):
        same(one, other)


def test_entities_lie_on_token_edges_and_say_the_same_words() -> None:
    one = make(random.Random(5))
    doc = to_doc(one, spacy.blank("en").vocab)
    assert doc.text == "\n".join(line.text for line in one.document.lines)
    lines = one.document.lines
    wanted = {(s.label, lines[s.line].text[s.start : s.end]) for s in one.annotation.spans}
    assert {(span.label_, span.text) for span in doc.spans["form4ml"]} == wanted
    assert {ent.label_ for ent in doc.ents} <= {"PRICE_RANGE"}


def test_a_doc_made_elsewhere_gives_its_entities() -> None:
    nlp = spacy.blank("en")
    doc = nlp("Acme Corp sold")
    doc.ents = [doc.char_span(0, 9, label="ISSUER")]
    (span,) = from_doc(doc, "x").annotation.spans
    assert (span.line, span.start, span.end, span.label) == (0, 0, 9, "ISSUER")


def test_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.spacy").write_bytes(b"no")
    with pytest.raises(FormatError, match="is not a DocBin"):
        list(read_docbin(tmp_path / "x.spacy"))
