"""Tagged documents written by hand: a line of text with its values marked, on a plain page, on a page with boxes or in ruled cells.

A value is marked `{LABEL:its text}`; `{+LABEL:its text}` continues a value begun before; `{LABEL@0.4:its text}` gives its
probability, 0.9 where none is given. A literal brace is not needed anywhere on the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from form4ml.assembly.assemble import assemble, built
from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.found import Found, fragments_of
from form4ml.document import Box, CellRef, Document, Line, Mark, Page, Word
from form4ml.layout.view import view
from form4ml.record import ModelInfo, Reading
from form4ml.tagged import Fragment, Tagged

MODEL = ModelInfo(name="by-hand", version="0", sha256="0" * 64)
WIDE, HIGH = 10.0, 20.0  # of a character and of a line of text, in pixels
_MARKED = re.compile(r"\{(\+?)([A-Z_]+)(?:@([\d.]+))?:([^{}]*)\}")


class Span(NamedTuple):
    line: int
    start: int
    end: int
    label: str
    opens: bool
    probability: float


class At(NamedTuple):
    """A piece of text put at a place of a page with boxes: left edge and vertical centre in pixels."""

    x: float
    y: float
    markup: str
    part: str = "table1"
    page: int = 0
    cell: CellRef | None = None
    confidence: float = 0.95


def parsed(markup: str, line: int) -> tuple[str, list[Span]]:
    text, spans, last = "", [], 0
    for match in _MARKED.finditer(markup):
        text += markup[last : match.start()]
        start = len(text)
        text += match[4]
        spans.append(Span(line, start, len(text), match[2], not match[1], float(match[3] or 0.9)))
        last = match.end()
    return text + markup[last:], spans


def _words(text: str, line: int, place: At | None) -> tuple[Word, ...]:
    words = []
    for match in re.finditer(r"\S+", text):
        box = confidence = cell = None
        if place is not None:
            left = place.x + WIDE * match.start()
            box = Box(left, place.y - HIGH / 2, left + WIDE * len(match[0]), place.y + HIGH / 2)
            confidence, cell = place.confidence, place.cell
        words.append(Word(match[0], line, match.start(), match.end(), box, confidence, cell))
    return tuple(words)


def tag(document: Document, parts: Sequence[str], spans: Sequence[Span]) -> Tagged:
    seen = view(document)
    fragments: list[Fragment] = []
    openings: dict[int, float] = {}
    for span in spans:
        inside = [
            i
            for i, token in enumerate(seen.tokens)
            if token.line == span.line and token.start < span.end and token.end > span.start
        ]
        opens = span.opens
        run: list[int] = []
        for i in inside:
            if run and (i != run[-1] + 1 or seen.tokens[i].row != seen.tokens[run[-1]].row):
                fragments.append(Fragment(span.label, run[0], run[-1] + 1, opens, span.probability))
                run, opens = [], False
            run.append(i)
        if run:
            fragments.append(Fragment(span.label, run[0], run[-1] + 1, opens, span.probability))
            if span.label == "FOOTNOTE":
                openings[inside[0]] = span.probability if span.opens else 0.05
    row_parts = [parts[seen.tokens[row.first].line] for row in seen.rows]
    return Tagged(seen, row_parts, [0.99] * len(row_parts), sorted(fragments, key=lambda f: f.first), openings)


def text(*lines: tuple[str, str], marks: Sequence[Mark] = (), facts: dict[str, str] | None = None) -> Tagged:
    """A page of plain text, a line each: (part of the form, text with its values marked)."""
    out, spans = [], []
    for number, (_, markup) in enumerate(lines):
        plain, own = parsed(markup, number)
        out.append(Line(plain, 0, _words(plain, number, None)))
        spans += own
    document = Document("by-hand.txt", "text", "0" * 64, (Page(1),), tuple(out), marks=tuple(marks), facts=facts or {})
    return tag(document, [part for part, _ in lines], spans)


def page(*pieces: At) -> Tagged:
    """A page with boxes: pieces of text at their places; those with a cell stand in a ruled table."""
    out, spans = [], []
    for number, piece in enumerate(pieces):
        plain, own = parsed(piece.markup, number)
        out.append(Line(plain, piece.page, _words(plain, number, piece)))
        spans += own
    pages = tuple(Page(n + 1, 2000.0, 2600.0) for n in range(max(p.page for p in pieces) + 1))
    document = Document("by-hand.tsv", "tsv", "0" * 64, pages, tuple(out))
    return tag(document, [piece.part for piece in pieces], spans)


def builder_of(tagged: Tagged) -> tuple[Builder, list[Found]]:
    """An empty builder over the page and the page's fragments, for one room's rules alone."""
    return Builder(tagged.view), fragments_of(tagged)


def put_together(tagged: Tagged) -> Builder:
    """The whole record as put together, before confidences."""
    return built(tagged)[0]


def reading_of(tagged: Tagged, **options: Any) -> Reading:
    return assemble(tagged, MODEL, **options)


def unproved(reading: Reading, document: Document) -> list[str]:
    """What breaks the promise of evidence: values without any, evidence for no value, places that are not in the input."""
    values = dict(leaves(reading.filing.model_dump()))
    wrong = [f"{pointer} has a value and no evidence" for pointer in values if pointer not in reading.evidence]
    for pointer, proof in reading.evidence.items():
        if get_at(reading.filing, pointer) is None:
            wrong.append(f"{pointer} has evidence and no value")
        if not 0 <= proof.confidence <= 1:
            wrong.append(f"{pointer}: {proof.confidence} is no probability")
        stretches = [(p.line, p.start, p.end) for p in proof.pieces] or [(proof.line, proof.start, proof.end)]
        if stretches[0] != (proof.line, proof.start, proof.end):
            wrong.append(f"{pointer}: its place is not its first stretch")
        shown = " ".join(document.lines[line].text[start:end] for line, start, end in stretches)
        if shown.split() != proof.text.split() and "".join(shown.split()) != "".join(proof.text.split()):
            wrong.append(f"{pointer}: {proof.text!r} is not what stands there, {shown!r}")
    return wrong


def leaves(part: Any, pointer: str = "") -> list[tuple[str, Any]]:
    """Every value that is there, with its pointer; false counts, lists without entries do not."""
    if isinstance(part, dict):
        return [leaf for name, one in part.items() for leaf in leaves(one, f"{pointer}/{name}")]
    if isinstance(part, list):
        return [leaf for at, one in enumerate(part) for leaf in leaves(one, f"{pointer}/{at}")]
    return [] if part is None or pointer.endswith("/origin") else [(pointer, part)]


HEAD = (("head", "FORM {FORM_TYPE:4}"),)
OWNER = (
    ("box", "{OWNER_NAME:ALDEN RUTH B} {ISSUER:Harbor Instruments, Inc.} [{TICKER:HRBR}]"),
    ("box", "{STREET:12 QUAY STREET} {PERIOD_DATE:03/12/2021} {CHECK_DIRECTOR:X} Director"),
    ("box", "{CITY:PORTLAND}, {STATE:ME} {ZIP:04101}"),
)
HEADINGS = (("table1head", "Table I - Non-Derivative Securities Acquired"),)
HEADINGS2 = (("table2head", "Table II - Derivative Securities Acquired"),)
SIGNED = (("signature", "{SIGNATURE:/s/ Ruth B. Alden} {SIGNATURE_DATE:03/14/2021}"),)
TRADE = (
    "{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S} {SHARES:1,500} {ACQ_DISP:D} "
    "{PRICE:$12.50} {OWNED:8,500} {OWNERSHIP:D}"
)


def filing(*rows: str, notes: Sequence[tuple[str, str]] = (), second: Sequence[str] = ()) -> Tagged:
    """A whole small filing in plain text, Table I's rows and whatever else given."""
    table1 = tuple(("table1", row) for row in rows)
    table2 = (*HEADINGS2, *(("table2", row) for row in second)) if second else ()
    return text(*HEAD, *OWNER, *HEADINGS, *table1, *table2, *notes, *SIGNED)
