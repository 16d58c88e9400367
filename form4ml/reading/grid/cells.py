"""Reads a cell: cuts it into lines, recognises each and holds the text to what its column can say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import cv2
import numpy as np

from form4ml.document import Box
from form4ml.reading.grid import marks
from form4ml.reading.grid.forms import Kind
from form4ml.reading.grid.recognise import DIGITS, LETTERS, NOTHING, PRINTED, Read, Recogniser
from form4ml.reading.grid.textlines import Sheet, crop, lines
from form4ml.reading.grid.upright import Grey


@dataclass(frozen=True)
class Token:
    """A word read, in the upright page's pixels."""

    text: str
    box: Box
    confidence: float
    superscript: bool = False


@dataclass(frozen=True)
class Typed:
    """What a column's values look like and the characters they are made of."""

    pattern: re.Pattern[str]
    characters: str


_NUMBER = r"\$?\d{1,3}(,\d{3})*(\.\d*)?|\$?\d+(\.\d*)?|\$|\.\d+"
TYPED: dict[Kind, Typed] = {
    "date": Typed(re.compile(r"\d{1,2}/\d{1,2}/\d{4}"), DIGITS + "/"),
    "code": Typed(re.compile(r"[A-Z](/K)?"), LETTERS + "/"),
    "flag": Typed(re.compile(r"V"), "V"),
    "amount": Typed(re.compile(_NUMBER), DIGITS + ",.$"),
    "price": Typed(re.compile(_NUMBER), DIGITS + ",.$"),
    "side": Typed(re.compile(r"[AD]"), "AD"),
    "ownership": Typed(re.compile(r"[DI]"), "DI"),
}
# In these columns a text of more letters than this is prose ("See note"), to be left as it was read.
_PROSE = {"date": 4, "code": 3, "flag": 3, "amount": 3, "price": 3, "side": 2, "ownership": 2}
# A value and, after a bracket of any kind, what may be a mark badly read.
_TORN = re.compile(r"^(?P<value>[^()\[\]{}]*?)(?P<mark>[(\[{]\S{0,6}|[\dIlE|]{1,2}[)\]}])$")
_WIDENED = 1.5
LIFTED = 0.004  # changed part of a picture from which an underline was taken away there
_NEARLY = 0.03
_CHECKS = str.maketrans({"x": "X", "×": "X"})


_LIKE: dict[Kind, dict[str, str]] = {
    "ownership": dict.fromkeys("1l|[]it!TJ/", "I") | dict.fromkeys("0OoU", "D"),
    "side": dict.fromkeys("0OoU", "D") | {"4": "A"},
    "flag": {"v": "V", "Y": "V"},
    "code": {"1": "I", "0": "D", "5": "S", "8": "S", "$": "S", "6": "G", "2": "Z", "£": "F", "€": "C"},
}


def held(read: Read, again: Read, kind: Kind) -> Read:
    """The reading that the column admits: the free one, else the one made of the column's characters alone.

    What has brackets is left as it was read: it carries a mark, or is prose.
    """
    typed = TYPED.get(kind)
    raw = read.text.strip()
    if typed is None or typed.pattern.fullmatch(raw) or not raw:
        return read
    if len(raw) == 1 and (like := _LIKE.get(kind, {}).get(raw)):
        return replace(read, text=like, places=read.places[-1:], confidences=read.confidences[-1:])
    if kind == "code" and len(raw) == 1 and raw.upper() in LETTERS:
        return replace(read, text=raw.upper(), places=read.places[-1:], confidences=read.confidences[-1:])
    if kind == "price" and "/" in raw:
        return read  # a price in eighths, `18 3/8`
    if sum(character.isalpha() for character in raw) > _PROSE[kind] or any(c in "()[]{}" for c in raw):
        return read
    return again if typed.pattern.fullmatch(again.text) else read


def tokens(read: Read, box: Box, left: float, with_marks: bool) -> list[Token]:
    """The words of a reading, each with its part of the stretch's box; `left` is where the picture began."""
    found = []
    for start, end, is_mark in marks.cut(read.text):
        before = read.places[start - 1] if start else None
        after = read.places[end] if end < len(read.text) else None
        a = box.left if before is None else left + (before + read.places[start]) / 2
        b = box.right if after is None else left + (after + read.places[end - 1]) / 2
        confidence = sum(read.confidences[start:end]) / (end - start)
        place = Box(max(box.left, min(a, box.right)), box.top, min(box.right, max(a + 1, b)), box.bottom)
        found.append(Token(read.text[start:end], place, confidence, is_mark and with_marks))
    return found


class CellReader:
    """Reads cells of one page."""

    def __init__(self, sheet: Sheet, recogniser: Recogniser, notes: int | None = None) -> None:
        self.sheet = sheet
        self.recogniser = recogniser
        self.notes = notes

    def stretch(self, box: Box, kind: Kind = "text", open_right: bool = True) -> tuple[Read, float]:
        """A stretch as read, and the page's x that its picture began at."""
        pad = max(1.0, 0.1 * box.height)
        picture = self.sheet.crop(box, pad, pad if open_right else 0.0)
        if picture.size == 0:
            return NOTHING, box.left
        read = self._read(picture, kind)
        whole = crop(self.sheet.whole, box, pad, pad if open_right else 0.0)
        if kind == "text" and float((whole != picture).mean()) > LIFTED:
            # With its underline taken away a comma loses its tail; with it, what is no underline may cross the letters.
            underlined = self._read(whole, kind)
            if underlined.confidence > read.confidence - _NEARLY:
                read = underlined
        return read, max(0.0, box.left - pad)

    def _read(self, picture: Grey, kind: Kind) -> Read:
        steps, pace = self.recogniser.probabilities(picture)
        read = self.recogniser.decode(steps, pace, PRINTED)
        if kind in TYPED:
            again = self.recogniser.decode(steps, pace, TYPED[kind].characters)
            read = held(read, again, kind)
        return read

    def cell(self, region: Box, kind: Kind, type_height: float | None = None) -> list[list[Token]]:
        """A table cell's lines, each as its words."""
        result = []
        for line in lines(self.sheet, region, type_height):
            words = [word for stretch in line for word in self.words(stretch, kind)]
            if words:
                result.append(words)
        if kind in ("flag", "check", "side", "ownership", "code"):
            result = [line for line in result if any(word.text.strip("-_.,'|:;") for word in line)]
        return result

    def words(self, box: Box, kind: Kind) -> list[Token]:
        """A stretch's words; a raised end is read by itself, large."""
        ink = self.sheet.ink[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
        found = marks.raised(ink, self.sheet.unit)
        if found is not None:
            place = marks.shifted(found, round(box.left), round(box.top))
            if marked := self.mark(place):
                body = Box(box.left, box.top, max(box.left + 2, place.left - 1), box.bottom)
                read, left = self.stretch(body, kind, open_right=False)
                return [*tokens(read, body, left, with_marks=True), *marked]
        read, left = self.stretch(box, kind)
        if torn := _TORN.match(read.text):
            value = torn.group("value").rstrip()
            typed = TYPED.get(kind)
            if (typed and (not value or typed.pattern.fullmatch(value))) or (typed is None and not value):
                begin = left + read.places[torn.start("mark")] - 0.25 * box.height if value else box.left
                if marked := self.mark(Box(max(box.left, begin), box.top, box.right, box.bottom)):
                    kept = Read(value, read.places[: len(value)], read.confidences[: len(value)])
                    until = Box(box.left, box.top, max(box.left + 1, begin), box.bottom)
                    return [*tokens(kept, until, left, with_marks=False), *marked]
        if kind == "check" and len(read.text) == 1:
            read = replace(read, text=read.text.translate(_CHECKS))
        words = tokens(read, box, left, with_marks=True)
        if kind == "text" and len(words) > 1:
            # Level and with a blank before it, "(2)" is a part of the text: "See footnote (2)".
            words = [replace(w, superscript=w.superscript and f" {w.text}" not in read.text) for w in words]
        return words

    def mark(self, box: Box) -> list[Token]:
        """The footnote marks in a raised or lone stretch, none where it holds none."""
        picture = self.sheet.crop(box, max(1.0, 0.12 * box.height))
        if picture.size == 0:
            return []
        # Small type has fewer steps a character than the network needs; widening gives it more.
        wide = cv2.resize(picture, None, fx=_WIDENED, fy=1.0, interpolation=cv2.INTER_LINEAR)
        read = self.recogniser.read(np.asarray(wide, np.uint8), marks.MARK_CHARACTERS)
        numbers = marks.ids(read.text, self.notes) or []
        width = box.width / max(1, len(numbers))
        return [
            Token(
                f"({number})",
                Box(box.left + i * width, box.top, box.left + (i + 1) * width, box.bottom),
                read.confidence,
                superscript=True,
            )
            for i, number in enumerate(numbers)
        ]
