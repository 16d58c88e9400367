"""Footnote marks: finds what stands raised at the end of a line, and reads marks out of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import cv2

from form4ml.document import Box
from form4ml.reading.grid.recognise import DIGITS
from form4ml.reading.grid.upright import Grey

MARK_CHARACTERS = DIGITS + "()"
_MARK = re.compile(r"\(\s?(\d{1,4})\s?\)")
_TORN = re.compile(r"[(\[{]?\s?(\d{1,2})\s?[)\]}]|[(\[{]\s?(\d{1,2})\s?[)\]}]?")
_CIRCLED = {chr(0x2460 + index): f"({index + 1})" for index in range(20)}
_NOTE = re.compile(r"^\W{0,3}\(?(\d{1,2})\s?[).]\s")


class Raised(NamedTuple):
    """The place in a line's picture from which everything stands above the line."""

    left: int
    top: int
    right: int
    bottom: int


def raised(ink: Grey, unit: float) -> Raised | None:
    """Where the raised end of a line begins, in the picture's pixels; None where the line ends level.

    A mark's underline, where the print has one, does not count: it is wide and flat.
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [tuple(int(v) for v in stats[index]) for index in range(1, count)]
    letters = [
        (x, y, x + w, y + h) for x, y, w, h, area in parts if not (h <= 4 * unit and w > 2 * h) and area >= 3 * unit
    ]
    if len(letters) < 2:
        return None
    letters.sort()
    highest = max(bottom - top for _, top, _, bottom in letters)
    feet = [(top, bottom) for _, top, _, bottom in letters if bottom - top >= max(0.5 * highest, 7 * unit)]
    if not feet:
        return None
    # A line begins level, so its first letter gives the base line, however short the value before the mark is.
    top, base = feet[0]
    tall = base - top
    limit = base - max(2.0, 0.17 * tall)
    start = len(letters)
    while start > 0 and letters[start - 1][3] <= limit:
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
    wide_enough = box.right - box.left >= 0.45 * tall and box.right - box.left >= 7 * unit
    return box if wide_enough and box.bottom - box.top >= 0.35 * tall else None


def plain(text: str) -> str:
    """Circled digits as a digit in brackets."""
    return "".join(_CIRCLED.get(character, character) for character in text)


def ids(text: str, notes: int | None = None) -> list[int] | None:
    """The note numbers in what was read of a raised end, or None where it is none.

    A number beyond the count of notes is taken apart where its digits are notes ("36" where there are 9: 3 and 6).
    """
    text = plain(text).replace(" ", "")
    found = [int(n) for n in _MARK.findall(text)]
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
            # A bracket read as a 1, or two marks run together.
            digits = str(number)
            parts = [int(d) for d in digits] if all(1 <= int(d) <= notes for d in digits) else []
        kept += [part for part in parts if part not in kept]
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
