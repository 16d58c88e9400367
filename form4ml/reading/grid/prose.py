"""Reads running text outside the cells: a region at once by Tesseract where it is installed, doubtful words once more.

Prose is long and plain: Tesseract takes a tenth of the recogniser's time for it. Where it doubts a word, the
recogniser reads that stretch again, as far as the page's share of time goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import inf
from statistics import median

import numpy as np

from form4ml.document import Box
from form4ml.reading.grid import marks
from form4ml.reading.grid.cells import LIFTED, CellReader, Token, tokens
from form4ml.reading.grid.paragraphs import Free, around, head_lines, note_lines
from form4ml.reading.grid.recognise import Read
from form4ml.reading.grid.tesseract import Tesseract, available
from form4ml.reading.grid.textlines import Sheet, crop, shortened

_MARKS = marks.MARK_CHARACTERS + "*."
_DOUBT = 0.80  # Tesseract's confidence below which a word is read again
_SURE = 0.85  # the recogniser's confidence from which its second reading is taken
_SIGNED = re.compile(r"^[/1lI|\[(][sS5][/1lI|\]!7)]$")
_BUDGET = 9_000  # pixels of recogniser input a page (at 48 high) spent on words read again, about a second
_LONGEST = 20  # heights of a line that the recogniser is given at once
_DIRT = 0.3  # Tesseract's confidence below which one or two characters are no word
_GAP = 3.0  # heights of a line from which a gap parts columns
_OFF = 0.35  # heights of a line by which a mark stands off the line it was read into
_SLIGHT = 0.1  # by which the recogniser may be less sure of an underlined stretch than Tesseract
_TITLE = 4  # words of the head's lines that may say what a filing says alone, as "FORM 4/A" does
_COVERED = 0.4  # part of a stretch's width that its words take at least
_MARK = re.compile(r"\W{0,2}\d{1,2}\W{0,2}")


def signed(words: list[Token]) -> list[Token]:
    """The words with "/s/" at their head where its strokes were read as digits or letters ("151", "/5/")."""
    if len(words) > 1 and words[1].text[:1].isupper() and _SIGNED.match(words[0].text):
        return [replace(words[0], text="/s/"), *words[1:]]
    return words


def reads_regions(engine: str) -> bool:
    """Whether whole regions are read at once, so that a page of nothing but text takes no more than its time."""
    return engine != "rapidocr" and available()


class ProseReader:
    """Reads running text of one page; with no Tesseract all of it goes to the recogniser."""

    def __init__(self, sheet: Sheet, cells: CellReader, engine: str = "auto") -> None:
        self.sheet = sheet
        self.cells = cells
        self.left = _BUDGET
        self._tesseract = Tesseract(sheet.unit) if reads_regions(engine) else None
        self._whole = CellReader(replace(sheet, image=sheet.whole), cells.recogniser)

    def head(self, region: Box) -> list[tuple[Free, list[Token]]]:
        """Lines of a region laid out in columns, with their words, block by block."""
        result = []
        for _, lines in groupby(head_lines(self.sheet, region), key=lambda line: line.block):
            block = list(lines)
            box = around([line.box for line in block])
            pad = 0.3 * block[0].box.height
            read = self._block(Box(box.left - pad, box.top - pad, box.right + pad, box.bottom + pad))
            result += self._filled(block, read, most=_TITLE)
        return result

    def notes(self, region: Box) -> list[tuple[Free, list[Token]]]:
        """Lines of a region that runs the page's width, with their words; a note's mark comes first."""
        read = self._block(region)
        known = [box for line in read for box in stretches(line)]
        return self._filled(note_lines(self.sheet, region, known, [word.box for line in read for word in line]), read)

    def _block(self, region: Box) -> list[list[Token]]:
        read = self._tesseract.lines(self.sheet.whole, region, "block") if self._tesseract else []
        told = [[word for word in line if _tells(word)] for line in read]
        return [line for line in told if line]

    def _filled(
        self, found: Sequence[Free], read: Sequence[list[Token]], most: float = inf
    ) -> list[tuple[Free, list[Token]]]:
        """Each line with its words; doubtful ones of a line of at most so many words are read again."""
        result = []
        for line, words in zip(found, shared([word for some in read for word in some], found), strict=True):
            words = self._completed(words, line)
            if self._is_lifted(line.box):
                words = self._surer(words, line)
            elif len(words) <= most:
                words = self._again(words)
            result.append((line, [*(self.mark(line.mark) if line.mark else []), *signed(words)]))
        return result

    def mark(self, box: Box) -> list[Token]:
        """A note's mark, which has too few characters for Tesseract."""
        read = self.cells.recogniser.read(self.sheet.crop(box, max(1.0, 0.12 * box.height)), _MARKS)
        number = marks.ids(read.text) if any(c.isdigit() for c in read.text) else None
        text = f"({number[0]})" if number else read.text.strip()
        return [Token(text, box, read.confidence)] if text else []

    def first(self, box: Box) -> list[Token]:
        """The words as Tesseract has them, none where it is not installed."""
        if self._tesseract is None:
            return []
        return self._line(self._tesseract, box)

    def _line(self, tesseract: Tesseract, box: Box) -> list[Token]:
        read = tesseract.lines(self.sheet.image, box, "line", 0.2 * box.height)
        return [word for words in read for word in words]

    def _is_lifted(self, box: Box) -> bool:
        """Whether an underline was taken away from under a line."""
        before, after = crop(self.sheet.whole, box), crop(self.sheet.image, box)
        return bool(before.size) and float((before != after).mean()) > LIFTED

    def _completed(self, words: list[Token], line: Free) -> list[Token]:
        """The line's words with those of stretches that the region's reading passed over."""
        for stretch in line.stretches:
            inside = [word for word in words if stretch.left <= word.box.x <= stretch.right]
            if sum(word.box.width for word in inside) < _COVERED * stretch.width:
                alone = self._alone(stretch)
                if sum(len(word.text) for word in alone) > sum(len(word.text) for word in inside):
                    words = [*(word for word in words if word not in inside), *alone]
        return sorted(words, key=lambda word: word.box.left)

    def _surer(self, words: list[Token], line: Free) -> list[Token]:
        """An underlined line read by the recogniser, which minds the underline less, stretch by stretch where it is sure."""
        for stretch in line.stretches:
            inside = [word for word in words if stretch.left <= word.box.x <= stretch.right]
            for part in shortened(self.sheet, stretch):
                read, left = self.cells.stretch(part)
                within = [word for word in inside if part.left <= word.box.x <= part.right]
                if read.confidence >= max(_SURE, _sureness(within) - _SLIGHT) and len(read.text) > 1:
                    anew = tokens(spaced(read, left, within), part, left, with_marks=False)
                    words = [*(word for word in words if word not in within), *anew]
        return sorted(words, key=lambda word: word.box.left)

    def _alone(self, box: Box) -> list[Token]:
        if self._tesseract is not None:
            return self._line(self._tesseract, box)
        found: list[Token] = []
        for part in shortened(self.sheet, box):
            read, left = self.cells.stretch(part)
            found += tokens(read, part, left, with_marks=False)
        return found

    def _again(self, words: list[Token]) -> list[Token]:
        """The words with stretches of doubtful ones read by the recogniser, while the budget lasts."""
        if self._tesseract is None:
            return words
        result: list[Token] = []
        for some in _parted(words):
            box = around([word.box for word in some])
            doubt = _sureness(some)
            cost = 48 * box.width / max(box.height, 1.0)
            if doubt < _DOUBT and cost <= self.left:
                self.left -= round(cost)
                read, left = self._whole.stretch(box)
                if read.confidence >= max(_SURE, doubt):
                    some = tokens(spaced(read, left, some), box, left, with_marks=False)
            result += some
        return result


def _tells(word: Token) -> bool:
    """Whether a word is more than dirt."""
    return word.confidence >= _DIRT or sum(character.isalnum() for character in word.text) >= 3


def stretches(words: Sequence[Token]) -> list[Box]:
    """A line's words as boxes without wide gaps; a mark in front that stands higher or lower than they is one by itself."""
    size = median(word.box.height for word in words)
    cuts = [0]
    for index, (a, b) in enumerate(pairwise(words), 1):
        aslant = index == 1 and bool(_MARK.fullmatch(a.text)) and abs(a.box.y - b.box.y) > _OFF * size
        if aslant or b.box.left - a.box.right > _GAP * size:
            cuts.append(index)
    return [_band(words[a:b]) for a, b in pairwise((*cuts, len(words)))]


def _band(words: Sequence[Token]) -> Box:
    """The words' box at the height of most of them: one that is tall or raised must not reach into the next line."""
    boxes = [word.box for word in words]
    top, bottom = median(box.top for box in boxes), median(box.bottom for box in boxes)
    return Box(min(box.left for box in boxes), top, max(box.right for box in boxes), bottom)


def _sureness(words: Sequence[Token]) -> float:
    """Mean confidence of the words' characters."""
    count = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / count if count else 0.0


def _parted(words: Sequence[Token]) -> Iterator[list[Token]]:
    """Sure words one by one, neighbouring doubtful ones together, as far as the recogniser's picture reaches."""
    some: list[Token] = []
    for word in words:
        if some:
            box = around([w.box for w in (*some, word)])
            if word.confidence >= _DOUBT or box.width > _LONGEST * box.height:
                yield some
                some = []
        if word.confidence >= _DOUBT:
            yield [word]
        else:
            some.append(word)
    if some:
        yield some


def spaced(read: Read, left: float, words: Sequence[Token]) -> Read:
    """The reading with a blank wherever Tesseract saw a gap: the recogniser passes over narrow ones."""
    gaps = [(a.box.right + b.box.left) / 2 - left for a, b in pairwise(words)]
    at = {int(np.searchsorted(read.places, gap)) for gap in gaps}
    text, places, confidences = "", [], []
    for index, character in enumerate(read.text):
        if index in at and index and " " not in (character, read.text[index - 1]):
            text += " "
            places.append((read.places[index - 1] + read.places[index]) / 2)
            confidences.append(read.confidences[index])
        text += character
        places.append(read.places[index])
        confidences.append(read.confidences[index])
    return Read(text, tuple(places), tuple(confidences))


def shared(words: Sequence[Token], found: Sequence[Free]) -> list[list[Token]]:
    """Each word given to the line that it stands in, left to right; those that stand in a note's mark are let go."""
    shares: list[list[Token]] = [[] for _ in found]
    for word in words:
        best, most = None, 0.4
        for number, line in enumerate(found):
            if line.mark and line.mark.left <= word.box.x <= line.mark.right and _overlap(word.box, line.mark) > 0:
                best = None
                break
            for stretch in line.stretches:
                beside = stretch.left - stretch.height <= word.box.x <= stretch.right + stretch.height
                if beside and (share := _overlap(word.box, stretch)) > most:
                    best, most = number, share
        if best is not None:
            shares[best].append(word)
    return [sorted(words, key=lambda word: word.box.left) for words in shares]


def _overlap(word: Box, line: Box) -> float:
    """How much of the lower of two heights both share."""
    shared = min(word.bottom, line.bottom) - max(word.top, line.top)
    return shared / max(min(word.height, line.height), 1.0)
