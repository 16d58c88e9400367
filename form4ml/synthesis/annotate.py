"""Carries a print's labels, parts and cells over to the document that was read from its scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from form4ml.corpus import Span
from form4ml.document import CellRef, Document, Line, Word
from form4ml.labels import BY_NAME
from form4ml.synthesis.align import JUNK, UNLIKE, Finder, Glyph, likeness, match_page
from form4ml.synthesis.made import Print, Run, Sheet
from form4ml.synthesis.scan import Warp

# A stray stroke within running text belongs to no value but does not part it either.
_RUNNING = frozenset({"FOOTNOTE", "REMARKS"})
# Small raised marks are read as quotes and rings: only what a rule is read as is stray beside them.
_STRAY: dict[str, frozenset[str]] = {"FOOTNOTE_MARK": frozenset("|_—–-~"), "FOOTNOTE_ID": frozenset("|_—–-~")}
_RULES = frozenset("|_—–-~[]{}")


class Carried(NamedTuple):
    """A document with its words' cells filled in, and the gold that belongs to it."""

    document: Document
    spans: tuple[Span, ...]
    parts: tuple[str, ...]


def annotate(document: Document, printed: Print, warps: Sequence[Warp]) -> Carried:
    """`warps` says for each page of the print where it lies on the scan that the document was read from."""
    lines: list[Line] = []
    spans: list[Span] = []
    parts: list[str] = []
    for page, (sheet, warp) in enumerate(zip(printed.sheets, warps, strict=True)):
        finder = Finder(sheet, warp)
        own = [line for line in document.lines if line.page == page]
        for line, matched in zip(own, match_page(own, finder), strict=True):
            spans += sorted(line_spans(len(lines), line, matched, sheet.runs))
            parts.append(_part(line, matched, sheet, finder))
            words = [_placed(word, glyphs, sheet.runs) for word, glyphs in zip(line.words, matched, strict=True)]
            lines.append(line._replace(words=tuple(words)))
    filled = Document(
        name=document.name,
        kind=document.kind,
        sha256=document.sha256,
        pages=document.pages,
        lines=tuple(lines),
        engine=document.engine,
    )
    return Carried(filled, tuple(spans), tuple(parts))


def line_spans(index: int, line: Line, matched: Sequence[Sequence[Glyph | None]], runs: Sequence[Run]) -> list[Span]:
    """One span a stretch of the line that carries the same label and group."""
    across = _by_place(line, matched)
    wanted = dict.fromkeys(key for glyph in across if glyph is not None for key in _labels(runs[glyph.run], glyph.at))
    spans: list[Span] = []
    for label, group in wanted:
        for start, end in _stretches(line, across, runs, (label, group)):
            start, end = _trimmed(line.text, across, start, end, _STRAY.get(label, JUNK))
            if start < end and BY_NAME[label].many:
                start, end = _to_word_ends(line.text, across, start, end)
            span = Span(index, start, end, label, group)
            if start < end and _is_told(line, across, runs, span):
                spans.append(span)
    return spans


def _by_place(line: Line, matched: Sequence[Sequence[Glyph | None]]) -> list[Glyph | None]:
    """One entry a character of the line."""
    across: list[Glyph | None] = [None] * len(line.text)
    for word, glyphs in zip(line.words, matched, strict=True):
        across[word.start : word.end] = glyphs
    return across


def _labels(run: Run, at: int) -> Iterator[tuple[str, int]]:
    return ((span.label, span.group) for span in run.spans if span.start <= at < span.end)


def _stretches(
    line: Line, across: Sequence[Glyph | None], runs: Sequence[Run], key: tuple[str, int]
) -> Iterator[tuple[int, int]]:
    """Where the line carries a label without a break.

    Characters that were read from nothing do not break a stretch within a word, nor running text anywhere.
    """
    start: int | None = None
    end = 0
    for at, glyph in enumerate(across):
        if glyph is not None and key in _labels(runs[glyph.run], glyph.at):
            if start is not None and not _joined(line.text[end:at], key[0]):
                yield start, end
                start = None
            start = at if start is None else start
            end = at + 1
        elif glyph is not None and start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _joined(between: str, label: str) -> bool:
    """Whether what stands between two characters of a value, all of it read from nothing, leaves them one stretch."""
    alone = between.split(" ")[1:-1]  # the first and last pieces are stuck to the value's own words
    return label in _RUNNING or not any(alone)


def _trimmed(text: str, across: Sequence[Glyph | None], start: int, end: int, junk: Set[str]) -> tuple[int, int]:
    while start < end and _is_stray(text[start], across[start], junk):
        start += 1
    while start < end and _is_stray(text[end - 1], across[end - 1], junk):
        end -= 1
    return start, end


def _to_word_ends(text: str, across: Sequence[Glyph | None], start: int, end: int) -> tuple[int, int]:
    """The stretch with the letters at its ends that were read from nothing: those of a misread word are its own."""
    while start > 0 and across[start - 1] is None and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and across[end] is None and text[end].isalnum():
        end += 1
    return start, end


def _is_stray(char: str, glyph: Glyph | None, junk: Set[str]) -> bool:
    """A stroke at a value's edge that was read from no stroke of the value."""
    if glyph is None:
        return True
    return char in junk and glyph.char.isalnum() and likeness(char, glyph) >= UNLIKE


def _is_told(line: Line, across: Sequence[Glyph | None], runs: Sequence[Run], span: Span) -> bool:
    """Whether enough of the value is left in what was read for the words to be called that value.

    A lone character may be garbled, a longer stretch not wholly, and a crumb of a long word says nothing.
    Raised marks are nearly always garbled, and say by that alone that there is a mark, unless a rule was read.
    """
    text = line.text[span.start : span.end]
    if span.label in _STRAY:
        return not set(text) <= _RULES
    pairs = [(char, glyph) for char, glyph in zip(text, across[span.start : span.end], strict=True) if glyph]
    printed = sum(len(runs[index].text) for index in {glyph.run for _, glyph in pairs})
    if len(text) <= 3 and len(pairs) * 3 < printed:
        return False
    alike = sum(likeness(char, glyph) < 0.5 for char, glyph in pairs)
    return len(text) == 1 or alike * 3 >= len(text.replace(" ", ""))


def _part(line: Line, matched: Sequence[Sequence[Glyph | None]], sheet: Sheet, finder: Finder) -> str:
    """The part of the form that most of a line's characters are printed in."""
    if not line.words:
        return ""
    votes = Counter(sheet.runs[glyph.run].part for glyphs in matched for glyph in glyphs if glyph is not None)
    if votes:
        return votes.most_common(1)[0][0]
    box = line.words[0].box
    nearest = finder.nearest(box) if box is not None else None
    return sheet.runs[nearest.run].part if nearest is not None else "other"


def _placed(word: Word, glyphs: Sequence[Glyph | None], runs: Sequence[Run]) -> Word:
    """The word with its cell, and with whether it is raised where it stands in a cell or is raised."""
    under = [runs[glyph.run] for glyph in glyphs if glyph is not None]
    if not under:
        return word
    cells: Counter[CellRef | None] = Counter(run.cell for run in under)
    cell = cells.most_common(1)[0][0]
    raised = sum(run.superscript for run in under) * 2 > len(under)
    return word._replace(cell=cell, superscript=raised if raised or cell is not None else None)


def unknown_labels(printed: Print) -> set[str]:
    """Labels of a print that the scheme does not have; a print with any is a mistake of its layout."""
    return {span.label for sheet in printed.sheets for run in sheet.runs for span in run.spans} - set(BY_NAME)
