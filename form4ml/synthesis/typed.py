"""A text form as the file that EDGAR keeps, not as a picture of it: every character in its column, nothing misread.

The oldest filings come as they were typed. Documents of this kind teach what no scan of them can: rules and bars as
characters, wide tables whole, tags of EDGAR's tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from form4ml.corpus import Span
from form4ml.document import Box, Document, Line, Page, Word
from form4ml.layout.typewritten import is_columned, placed
from form4ml.synthesis.annotate import Carried, annotate
from form4ml.synthesis.made import Print, Run, Sheet
from form4ml.synthesis.scan import Warp

_STILL_DPI = 72.0  # a scan as large as the page, in points


def typed(printed: Print) -> Carried:
    """The print's text as a document with the places that its columns give it, and the gold for it."""
    lines: list[Line] = []
    for page, sheet in enumerate(printed.sheets):
        for text, words in _lines(sheet, len(lines)):
            lines.append(Line(text, page, words, 0))
    flat = Document(
        name=printed.made.name,
        kind="text",
        sha256="",
        pages=tuple(Page(n + 1, sheet.width, sheet.height) for n, sheet in enumerate(printed.sheets)),
        lines=tuple(lines),
        engine=None,
    )
    carried = annotate(flat, printed, [Warp(_STILL_DPI, sheet.width, sheet.height) for sheet in printed.sheets])
    return _restored(carried)


def _lines(sheet: Sheet, first: int) -> list[tuple[str, tuple[Word, ...]]]:
    """The page's lines with their blanks, each run in its column; words hold the places of the runs they came from."""
    runs = [run for run in sheet.runs if run.text.strip()]
    if not runs:
        return []
    pitch = median((run.right - run.left) / len(run.text) for run in runs)
    edge = min(run.left for run in runs)
    out: list[tuple[str, tuple[Word, ...]]] = []
    for row in _rows(runs):
        text = ""
        kept: list[tuple[int, Run]] = []
        for run in sorted(row, key=lambda one: one.left):
            at = max(round((run.left - edge) / pitch), len(text))
            text = text.ljust(at) + run.text
            kept.append((at, run))
        out.append((text, _words(text, kept, first + len(out))))
    return out


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs by the line they stand on; a line without any stays, empty."""
    tops = sorted({round(run.top, 1) for run in runs})
    steps = [b - a for a, b in pairwise(tops) if b - a > 3]
    height = min(steps, default=12.0)
    rows: dict[int, list[Run]] = {}
    for run in runs:
        rows.setdefault(round((run.top - tops[0]) / height), []).append(run)
    return [rows.get(at, []) for at in range(max(rows) + 1)]


def _words(text: str, kept: Sequence[tuple[int, Run]], line: int) -> tuple[Word, ...]:
    words: list[Word] = []
    at = 0
    for piece in text.split():
        start = text.index(piece, at)
        at = start + len(piece)
        own = [run for column, run in kept if column < at and column + len(run.text) > start]
        box = Box(own[0].left, own[0].top, own[-1].right, own[0].bottom)
        words.append(Word(piece, line, start, at, box))
    return tuple(words)


def _restored(carried: Carried) -> Carried:
    """The document as reading would place its words, and the spans moved to the lines as the corpus keeps them."""
    given = carried.document
    bare = tuple(
        line._replace(words=tuple(word._replace(box=None, cell=None) for word in line.words)) for line in given.lines
    )
    plain = Document(
        name=given.name,
        kind=given.kind,
        sha256="",
        pages=tuple(Page(page.number) for page in given.pages),
        lines=bare,
        engine=None,
    )
    final = placed(plain) if is_columned(plain) else plain
    lines: list[Line] = []
    moved: list[dict[int, int]] = []
    for number, line in enumerate(final.lines):
        text, places, words = "", {}, []
        for word in line.words:
            at = len(text) + bool(text)
            text = f"{text} {word.text}" if text else word.text
            places.update({word.start + n: at + n for n in range(len(word.text))})
            words.append(Word(word.text, number, at, at + len(word.text), word.box))
        lines.append(Line(text, line.page, tuple(words), line.block))
        moved.append(places)
    document = Document(name=final.name, kind="text", sha256="", pages=final.pages, lines=tuple(lines), engine=None)
    return Carried(document, tuple(_moved(carried.spans, moved)), carried.parts)


def _moved(spans: Sequence[Span], places: Sequence[dict[int, int]]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        inside = [places[span.line][at] for at in range(span.start, span.end) if at in places[span.line]]
        if inside:
            out.append(span._replace(start=min(inside), end=max(inside) + 1))
    return out
