"""Text typed in columns: where every character is as wide as the next, its place in the line is its place on the page.

Filers drew tables with blanks, bars and dashes for as long as EDGAR took plain text. Words of such text get boxes as a
page of 200 dots an inch in 12-point Courier would have them, so that all that looks at places looks at them too.
"""

from __future__ import annotations

import re

from form4ml.document import Box, Document, Line, Page, Word

_PITCH, _LEADING, _HEIGHT = 15.0, 29.0, 18.0  # of a character: its width, its line's height and its own, in pixels
_TAB = 8
_COLUMNS = 3  # wide gaps in a line of a table
_LINES = 4  # lines of that kind in a text that is typed in columns
_SHARE = 0.02

_GAP = re.compile(r"\S(?: {2,}|\t)\s*(?=\S)")  # an engine parts words, and bars, by one blank
_TAG = re.compile(r"</?(?:TABLE|CAPTION|S|C|PAGE|FN|PRE|TEXT|R)>", re.IGNORECASE)
_RULE = re.compile(r"[-=+*~_.|:/\\]*(?:-{3,}|={3,}|\+-|-\+|\*{4,}|~{4,}|_{9,}|\.{5,})[-=+*~_.|:/\\]*")
_BAR = re.compile(r"[^|\s]+")


def is_columned(document: Document) -> bool:
    """Whether a plain text stands in columns: enough of its lines have several wide gaps in them."""
    if document.kind not in ("text", "submission"):
        return False
    lines = [line.text for line in document.lines if line.words]
    wide = sum(1 for text in lines if len(_GAP.findall(text[:1000])) >= _COLUMNS)
    return wide >= max(_LINES, _SHARE * len(lines))


def placed(document: Document) -> Document:
    """The document with a box for every word; bars, drawn rules and EDGAR's table tags are no words."""
    lines: list[Line] = []
    depth: dict[int, int] = {}
    widest: dict[int, float] = {}
    for index, line in enumerate(document.lines):
        at = depth.get(line.page, 0)
        depth[line.page] = at + 1
        words = _words(line.text, index, at) if line.words else ()
        if words and words[-1].box is not None:
            widest[line.page] = max(widest.get(line.page, 0.0), words[-1].box.right)
        lines.append(line._replace(words=words))
    pages = tuple(
        Page(page.number, widest.get(i, 0.0) + _PITCH, depth.get(i, 0) * _LEADING)
        for i, page in enumerate(document.pages)
    )
    return Document(
        name=document.name,
        kind=document.kind,
        sha256=document.sha256,
        pages=pages,
        lines=tuple(lines),
        engine=document.engine,
        marks=document.marks,
        facts=document.facts,
        notes=document.notes,
    )


def _words(text: str, line: int, depth: int) -> tuple[Word, ...]:
    bare = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    columns = _columns(bare) if "\t" in bare else None
    top = depth * _LEADING
    out: list[Word] = []
    for match in re.finditer(r"\S+", bare):
        if _RULE.fullmatch(match.group()):
            continue
        for piece in _BAR.finditer(bare, match.start(), match.end()):
            start, end = piece.span()
            if _RULE.fullmatch(piece.group()):
                continue
            left = columns[start] if columns else start
            box = Box(left * _PITCH, top, (left + end - start) * _PITCH - 2, top + _HEIGHT)
            out.append(Word(piece.group(), line, start, end, box))
    return tuple(out)


def _columns(text: str) -> list[int]:
    """The column of every character where tabs stand in the text."""
    out: list[int] = []
    at = 0
    for character in text:
        out.append(at)
        at = (at // _TAB + 1) * _TAB if character == "\t" else at + 1
    return out
