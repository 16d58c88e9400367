"""Words of a PDF page's text layer, from its characters and where they stand."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

from form4ml.document import Box
from form4ml.reading.building import Piece
from form4ml.reading.errors import ReadError
from form4ml.reading.geometry import lines_of

_MOST_CHARACTERS = 200_000
_KERNED = 0.09  # of the type size: a narrower space between two characters is kerning, not a space
_APART = 0.3  # of the type size: a wider gap parts words even where no space was written
_SMALL = 0.82  # of its line's type size, below which a word may be a superscript
_RAISED = 0.12  # of its line's type size by which a superscript stands above the line
_HIGH = 0.25  # of its line's type size by which a mark in brackets stands above it, whatever its own size
_MARK = re.compile(r"\(\d{1,2}\)")
_GARBLED = 0.3  # share of characters without a meaning, from which a text layer is worth nothing


class _Char(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float  # the baseline's place
    size: float  # height of the type


@dataclass
class PageWords:
    """Words in pixels from the page's upper left corner, and the page's size; a hidden layer lies under a scan."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    hidden: bool = False
    garbled: bool = False


def words_of_page(page: Any, scale: float, what: str) -> PageWords:
    """The page's words, `scale` pixels a point. Pages and text turned by quarter turns are turned upright."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > _MOST_CHARACTERS:
            raise ReadError(what, f"it has {count} characters", "print it to a new PDF")
        turns = _text_turns(text, count)
        place = _Place(page, scale, turns)
        chars = [char for index in range(count) if (char := _char(text, index, place)) is not None]
        hidden = count > 0 and _is_hidden(text, count, raw)
    finally:
        text.close()
    solid = [char.text for char in chars if not char.text.isspace()]
    strange = sum(1 for c in solid if c == "\ufffd" or not c.isprintable() or "\ue000" <= c <= "\uf8ff")
    if solid and strange > _GARBLED * len(solid):
        return PageWords(garbled=True)
    return PageWords(_raised(_words(chars)), place.width, place.height, hidden)


class _Place:
    """Points of the page, origin below left, to pixels, origin above left, page and text turned upright."""

    def __init__(self, page: Any, scale: float, text_turns: int | None) -> None:
        left, bottom, right, top = page.get_bbox() if hasattr(page, "get_bbox") else page.get_cropbox()
        self._left, self._bottom = left, bottom
        self._wide, self._high = right - left, top - bottom
        self._scale = scale
        self._turns = page.get_rotation() // 90 % 4 if text_turns is None else text_turns
        width, height = (self._wide, self._high) if self._turns % 2 == 0 else (self._high, self._wide)
        self.width, self.height = round(width * scale), round(height * scale)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        across, down = (
            (x, self._high - y),
            (y, x),
            (self._wide - x, y),
            (self._high - y, self._wide - x),
        )[self._turns]
        return across * self._scale, down * self._scale

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self(left, bottom), self(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _text_turns(text: Any, count: int) -> int | None:
    """Clockwise quarter turns that bring most of the text upright, whichever way the page is shown; None without text."""
    import pypdfium2.raw as raw

    step = max(1, count // 400)
    turns: Counter[int] = Counter()
    for index in range(0, count, step):
        angle = raw.FPDFText_GetCharAngle(text, index)
        if angle >= 0 and raw.FPDFText_IsGenerated(text, index) != 1:
            turns[-round(angle / (math.pi / 2)) % 4] += 1
    return turns.most_common(1)[0][0] if turns else None


def _char(text: Any, index: int, place: _Place) -> _Char | None:
    """The character, None where it has neither a place nor is white space."""
    import pypdfium2.raw as raw

    code = raw.FPDFText_GetUnicode(text, index)
    character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if character.isspace() or character == "\xa0":
        return _Char(" ", 0, 0, 0, 0, 0, 0)
    if character in ("\ufffe", "\xad", "\x02"):  # pdfium's and the font's hyphen at a line's end
        character = "-"
    sides = [ctypes.c_double() for _ in range(4)]
    if not raw.FPDFText_GetCharBox(text, index, *map(ctypes.byref, sides)):
        return None
    left, right, bottom, top = (side.value for side in sides)
    loose = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(loose)):
        whole = place.box(loose.left, loose.bottom, loose.right, loose.top)
    else:
        whole = place.box(left, bottom, right, top)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    ink = place.box(left, bottom, right, top)
    box = ink if ink.width > 0 and ink.height > 0 else whole
    if not all(map(math.isfinite, (*box, *whole))):
        return None
    return _Char(
        character, box.left, box.top, box.right, box.bottom, place(x.value, y.value)[1], max(whole.height, 0.1)
    )


def _words(chars: list[_Char]) -> list[tuple[Piece, float, float]]:
    """Words with their baseline and type size. White space parts them only where there is room for it on the page."""
    words: list[tuple[Piece, float, float]] = []
    word: list[_Char] = []
    spaced = False
    for char in chars:
        if char.text == " ":
            spaced = True
            continue
        if word and _parted(word[-1], char, spaced):
            words.append(_joined(word))
            word = []
        spaced = False
        word.append(char)
    if word:
        words.append(_joined(word))
    return words


def _parted(before: _Char, char: _Char, spaced: bool) -> bool:
    size = min(before.size, char.size)
    if _is_raised(char.base, char.size, before.base, before.size):
        return True  # a footnote mark glued to the word before it
    if char.text == "(" and _stands_high(char.base, before.base, before.size):
        return True  # the same, in type as large as that of the word
    if abs(before.base - char.base) > 0.6 * max(before.size, char.size):
        return True  # another line
    gap = char.left - before.right
    if gap < -2 * size:
        return True  # back to the left: another line, or another column
    if spaced:
        return gap > _KERNED * size
    return gap > _APART * size


def _joined(word: list[_Char]) -> tuple[Piece, float, float]:
    box = Box(
        min(c.left for c in word), min(c.top for c in word), max(c.right for c in word), max(c.bottom for c in word)
    )
    text = "".join(c.text for c in word)
    return Piece(text, box), median(c.base for c in word), median(c.size for c in word)


def _raised(words: list[tuple[Piece, float, float]]) -> list[Piece]:
    """The words, each with whether it stands raised and small behind the word before it in its line.

    None for small type with nothing before it: a mark that was wrapped onto a line of its own looks like that.
    """
    if not words:
        return []
    usual = median(size for _, _, size in words)
    places = {id(piece): (base, size) for piece, base, size in words}
    out: list[Piece] = []
    for row in lines_of([piece for piece, _, _ in words]):
        full: Piece | None = None  # the last word of full size
        right = -math.inf  # where the word before ended
        for piece in row:
            base, size = places[id(piece)]
            assert piece.box is not None
            beside = full is not None and piece.box.left - right < size
            raised: bool | None = None if size <= _SMALL * usual and not beside else False
            if full is not None and beside:
                full_base, full_size = places[id(full)]
                raised = _is_raised(base, size, full_base, full_size) or (
                    _MARK.fullmatch(piece.text) is not None and _stands_high(base, full_base, full_size)
                )
            if not raised:
                full = piece
            right = piece.box.right
            out.append(piece._replace(superscript=raised))
    return out


def _is_raised(base: float, size: float, full_base: float, full_size: float) -> bool:
    return size <= _SMALL * full_size and _RAISED * full_size < full_base - base < full_size


def _stands_high(base: float, full_base: float, full_size: float) -> bool:
    return _HIGH * full_size < full_base - base < full_size


def _is_hidden(text: Any, count: int, raw: Any) -> bool:
    """Whether the text is drawn invisibly, as OCR software does over a scan."""
    if not hasattr(raw, "FPDFText_GetTextObject"):
        return False
    seen = [raw.FPDFText_GetTextObject(text, index) for index in range(0, count, max(1, count // 20))]
    modes = [raw.FPDFTextObj_GetTextRenderMode(item) for item in seen if item]
    return bool(modes) and sum(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes) > len(modes) / 2
