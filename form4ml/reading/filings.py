"""The Form 4s in one input: read, other forms refused, several filings in one file told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from form4ml import reading
from form4ml.document import Document
from form4ml.reading.errors import NOT_FORM_4, UNREADABLE, ReadError
from form4ml.reading.options import DEFAULTS, ReadOptions, check_words
from form4ml.reading.other_forms import what_form
from form4ml.reading.parting import Part, part, slice_pages


def filings(source: Path | str | bytes, *, name: str | None = None, options: ReadOptions = DEFAULTS) -> list[Document]:
    """One document a filing, at least one, pages that belong to none left out. Raises ReadError where none is."""
    document = reading.read(source, name=name, options=options)
    form = what_form(document)
    if form is not None:
        raise ReadError(document.name, f"this reads as a Form {form}", "form4ml reads Form 4 only", NOT_FORM_4)
    if not any(line.words for line in document.lines):
        raise ReadError(document.name, "no words were found in it", "check the scan or the OCR", UNREADABLE)
    cut = _cut(document, part(document)) if len(document.pages) > 1 else [document]
    for one in cut:
        if "ownership_xml" not in one.facts:
            check_words(sum(len(line.words) for line in one.lines), one.name, options)
    return cut


def _cut(document: Document, parts: list[Part]) -> list[Document]:
    own = [piece for piece in parts if piece.kind == "form4"]
    if not own or len(parts) == 1:
        return [document]
    cut = [slice_pages(document, piece.first_page, piece.last_page) for piece in own]
    if len(cut) == 1:
        return cut
    stem, dot, ending = document.name.rpartition(".")
    return [
        replace(
            one,
            name=f"{stem or ending}-{number}{dot}{ending if dot else ''}",
            page_range=(piece.first_page + 1, piece.last_page + 1),
        )
        for number, (one, piece) in enumerate(zip(cut, own, strict=True), 1)
    ]
