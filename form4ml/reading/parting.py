"""Tells the Form 4s of one input apart, and from cover letters and powers of attorney between them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from form4ml.document import Document
from form4ml.reading.phrases import loose


class Part(NamedTuple):
    """Pages that belong together: indices into Document.pages, both included."""

    first_page: int
    last_page: int
    kind: str  # "form4" or "other"


_TITLE = (loose("statement of changes in beneficial ownership"), re.compile(r"^\W{0,3}(?:sec )?form 4\b", re.MULTILINE))
_CAPTIONS = (  # of boxes that stand on a form's first page and nowhere else
    loose("issuer name and ticker"),
    loose("issuer name and trading symbol"),
    loose("date of earliest transaction"),
    loose("statement for month"),
    loose("relationship of reporting person"),
    loose("individual or joint/group"),
    loose("date of original"),
    loose("date original filed"),
)
_LOOK = 40_000  # characters of a page: no printed page has as many
_NEEDED = 2  # captions beside a title
_GOES_ON = (  # what a form's later pages say
    loose("table i"),
    loose("explanation of responses"),
    loose("signature of reporting person"),
    loose("intentional misstatements"),
    loose("reporting owner name"),
    loose("derivative securities"),
    loose("beneficially owned"),
)
_OTHER = (  # what only pages beside the form say
    re.compile(r"know all (?:men |persons |people )?by these presents"),
    re.compile(r"^[^\w\n]{0,20}(?:limited |special |general |durable ){0,4}power of attorney[^\w\n]*$", re.MULTILINE),
    re.compile(r"^dear (?:sir|madam|ladies|mr|ms|mrs|filing|commission)", re.MULTILINE),
    re.compile(r"^(?:very truly yours|sincerely|yours truly|respectfully submitted)[^\w\n]*$", re.MULTILINE),
    re.compile(r"\b(?:fax|facsimile) (?:cover|transmittal|transmission)|^[^\w\n]{0,20}fax cover", re.MULTILINE),
    re.compile(r"^[^\w\n]{0,20}(?:re|via (?:fax|facsimile|edgar|hand|courier|fedex|federal express)):", re.MULTILINE),
)


def part(document: Document) -> list[Part]:
    """The document's parts in page order, covering every page. What is doubtful stays with the form before it."""
    texts = _page_texts(document)
    kinds: list[tuple[int, str]] = []  # a running number for each part, and its kind
    number = 0
    kind = ""
    for text in texts:
        found = _kind(text)
        if found == "start" or (found == "goes-on" and kind != "form4"):
            number += 1
            kind = "form4"
        elif found == "other" and kind != "other":
            number += 1
            kind = "other"
        kinds.append((number, kind))
    if not any(kind == "form4" for _, kind in kinds) and not any(kind == "other" for _, kind in kinds):
        return [Part(0, len(document.pages) - 1, "form4")]
    parts = []
    page = 0
    for (_, kind), group in groupby(kinds):
        last = page + len(list(group)) - 1
        parts.append(Part(page, last, kind or "other"))
        page = last + 1
    return parts


def slice_pages(document: Document, first: int, last: int) -> Document:
    """Pages `first` to `last` (indices, both included) as a document of its own.

    Its lines and pages count from 0 again; `facts["line_offset"]` and `facts["page_offset"]` say by how many lines
    and pages they stand further on in the whole.
    """
    if first <= 0 and last >= len(document.pages) - 1:
        return document
    offset = next((index for index, line in enumerate(document.lines) if line.page >= first), len(document.lines))
    lines = tuple(
        line._replace(
            page=line.page - first, words=tuple(word._replace(line=word.line - offset) for word in line.words)
        )
        for line in document.lines[offset:]
        if line.page <= last
    )
    return replace(
        document,
        pages=document.pages[first : last + 1],
        lines=lines,
        marks=tuple(mark._replace(page=mark.page - first) for mark in document.marks if first <= mark.page <= last),
        pictures=document.pictures[first : last + 1],
        facts={**document.facts, "line_offset": str(offset), "page_offset": str(first)},
    )


def _page_texts(document: Document) -> list[str]:
    texts: list[list[str]] = [[] for _ in document.pages]
    for line in document.lines:
        if line.words:
            texts[line.page].append(line.text)
    return ["\n".join(lines)[:_LOOK].lower() for lines in texts]


def _kind(text: str) -> str:
    """What a page shows: "start" of a form, a form that "goes-on", "other", or "" for nothing clear."""
    captions = sum(pattern.search(text) is not None for pattern in _CAPTIONS)
    if captions >= _NEEDED and any(pattern.search(text) for pattern in _TITLE):
        return "start"
    on = sum(pattern.search(text) is not None for pattern in _GOES_ON)
    if on < 2 and any(pattern.search(text) for pattern in _OTHER):
        return "other"
    return "goes-on" if on else ""
