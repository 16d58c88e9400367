"""Footnote marks: finds what stands raised at the end of a line, and reads marks out of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np

from form4ml.document import Box
from form4ml.reading.grid.recognise import DIGITS
from form4ml.reading.grid.upright import Grey

MARK_CHARACTERS = DIGITS + "()"
_MARK = re.compile(r"\(\s?(\d{1,4})\s?\)")
_TORN = re.compile(r"[(\[{]?\s?(\d{1,2})\s?[)\]}]|[(\[{]\s?(\d{1,2})\s?[)\]}]?")
_CIRCLED = {chr(0x2460 + index): f"({index + 1})" for index in range(20)}
_UNDERLINE = 13  # shortest underline of a mark, in units
_NOTE = re.compile(r"^\W{0,3}\(?(\d{1,2})\s?[).]\s")


class Raised(NamedTuple):
    """The place in a line's picture from which everything stands above the line."""

    left: int
    top: int
    right: int
    bottom: int


def _letters(ink: Grey, unit: float) -> list[tuple[int, int, int, int]]:
    """The parts of a line as (left, top, right, bottom), left to right, without dirt."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [tuple(int(v) for v in stats[index]) for index in range(1, count)]
    return sorted(
        (x, y, x + w, y + h) for x, y, w, h, area in parts if not (h <= 4 * unit and w > 2 * h) and area >= 3 * unit
    )


def _without_underlines(ink: Grey, unit: float) -> Grey:
    """Level runs in the line's lower half taken out: a mark that is a link is underlined."""
    length = max(5, round(_UNDERLINE * unit))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    runs[: ink.shape[0] // 2] = 0
    return np.asarray(ink & ~runs & 1, np.uint8)


def raised(ink: Grey, unit: float) -> Raised | None:
    """Where the raised end of a line begins, in the picture's pixels; None where the line ends level."""
    letters = _letters(_without_underlines(ink, unit), unit)
    if len(letters) < 2:
        return None
    highest = max(bottom - top for _, top, _, bottom in letters)
    feet = [(top, bottom) for _, top, _, bottom in letters if bottom - top >= max(0.5 * highest, 7 * unit)]
    if not feet:
        return None
    # A line begins level, so its first letter gives the base line, however short the value before the mark is.
    top, base = feet[0]
    tall = base - top
    lowest, head = base - max(2.0, 0.22 * tall), top + 0.3 * tall
    start = len(letters)
    while start > 0 and letters[start - 1][3] <= lowest and letters[start - 1][1] <= head:
        start -= 1
    end = letters[start:]
    if not end or start == 0:
        return None
    box = Raised(
        min(part[0] for part in end),
        min(part[1] for part in end),
        max(part[2] for part in end),
        max(part[3] for part in end),
    )
    width, height = box.right - box.left, box.bottom - box.top
    enough = 0.55 if len(end) > 1 else 0.8
    return box if width >= max(enough * tall, 7 * unit) and height >= 0.35 * tall else None


def plain(text: str) -> str:
    """Circled digits as a digit in brackets."""
    return "".join(_CIRCLED.get(character, character) for character in text)


def ids(text: str, notes: int | None = None) -> list[int] | None:
    """The note numbers in what was read of a raised end, or None where it is none.

    A number beyond the count of notes is taken apart where its digits are notes ("36" where there are 9: 3 and 6).
    """
    text = plain(text).replace(" ", "")
    found = [int(n) for n in _MARK.findall(text)]
    if not found and not re.search(r"[()\[\]{}]", text):
        return None
    left = _MARK.sub("", text)
    if not found or re.search(r"\d", left):
        found = [int(a or b) for a, b in _TORN.findall(text)]
    if not found and (digits := re.fullmatch(r"\D{0,2}(\d{1,2})\D{0,2}", text)):
        found = [int(digits.group(1))]
    return apart(found, notes) or None


def apart(numbers: Iterable[int], notes: int | None) -> list[int]:
    """Only numbers that are notes, each once."""
    kept: list[int] = []
    for number in numbers:
        if notes is None or 1 <= number <= notes:
            parts = [number] if 1 <= number <= 99 else []
        else:
            # Two marks run together stand in order; else the last digit is a bracket badly read.
            both = [int(digit) for digit in str(number)]
            first = both if both == sorted(set(both)) else both[:1]
            parts = first if all(1 <= n <= notes for n in first) else []
        kept += [part for part in dict.fromkeys(parts) if part not in kept]
    return kept


def cut(text: str) -> list[tuple[int, int, bool]]:
    """A line's words as (start, end, is a mark): marks are parted from the words that they are glued to."""
    words: list[tuple[int, int, bool]] = []
    for match in re.finditer(r"\S+", text):
        at = match.start()
        for mark in re.finditer(r"\((\d{1,2})\)", match.group()):
            start, end = match.start() + mark.start(), match.start() + mark.end()
            if start > at:
                words.append((at, start, False))
            words.append((start, end, True))
            at = end
        if at < match.end():
            words.append((at, match.end(), False))
    return words


def count_notes(texts: Iterable[str]) -> int | None:
    """How many notes the form has, from the lines below "Explanation of Responses"; None where none were seen."""
    seen: set[int] = set()
    explaining = False
    for text in texts:
        if re.search(r"xplanation\s?of\s?Resp", text, re.IGNORECASE):
            explaining = True
        elif explaining and (match := _NOTE.match(text)):
            seen.add(int(match.group(1)))
    # A stray number far beyond the others is a misreading, not a note.
    highest = 0
    for number in sorted(seen):
        if number <= highest + 3:
            highest = number
    return highest or None


def shifted(box: Raised, left: float, top: float) -> Box:
    return Box(left + box.left, top + box.top, left + box.right, top + box.bottom)
