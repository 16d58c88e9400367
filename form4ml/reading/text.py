"""Reads plain OCR text: form feeds part pages, blank lines part paragraphs."""

from __future__ import annotations

from form4ml.document import Document, Line, Page, Word
from form4ml.reading.decoding import decode
from form4ml.reading.options import ReadOptions

_new = tuple.__new__
# Box-drawing characters, with which a browser's text draws tables, as the bars and dashes of a typewriter.
_LEVEL = frozenset("─━┄┅┈┉╌╍═╴╶╸╺╼╾")
_DRAWN = {
    code: "-" if chr(code) in _LEVEL else "|" if chr(code) in "│┃┆┇┊┋╎╏║╵╷╹╻╽╿" else "+"
    for code in range(0x2500, 0x2580)
}


def read_text(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "text". Lines keep their characters as they stand, drawn boxes apart; only the line end is cut off."""
    text, notes = decode(data, name)
    return document_from_text(text.translate(_DRAWN), name, sha256, notes=notes)


def document_from_text(
    text: str,
    name: str,
    sha256: str,
    *,
    kind: str = "text",
    engine: str | None = None,
    facts: dict[str, str] | None = None,
    notes: tuple[str, ...] = (),
) -> Document:
    """A document whose lines are those of `text`; also for text that another reader made from its container."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    sheets = text.split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    lines: list[Line] = []
    for page, sheet in enumerate(sheets):
        _add_lines(lines, sheet, page)
    return Document(
        name=name,
        kind=kind,
        sha256=sha256,
        pages=tuple(Page(number) for number in range(1, len(sheets) + 1)),
        lines=tuple(lines),
        engine=engine,
        facts=facts or {},
        notes=notes if any(line.words for line in lines) else (*notes, "no words were found"),
    )


def words_of(text: str, line: int) -> tuple[Word, ...]:
    """The words of a line by white space, each with its characters."""
    words = []
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        words.append(_new(Word, (word, line, start, end, None, None, None, None)))
    return tuple(words)


def _add_lines(lines: list[Line], sheet: str, page: int) -> None:
    rows = sheet.split("\n")
    if not rows[-1]:
        rows.pop()
    block = 0
    parted = False
    for row in rows:
        words = words_of(row, len(lines))
        if not words:
            parted = True
        elif parted:
            block += 1
            parted = False
        lines.append(_new(Line, (row, page, words, block)))
