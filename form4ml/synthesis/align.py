"""Finds for every character that was read the printed character beneath it, by where both stand on the page.

Labels follow the geometry, not the text: what was read may be garbled beyond recognition, the ink it was read from is
known. The text only settles what the geometry leaves open, which of two neighbours a character is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from form4ml.document import Box, Line
from form4ml.synthesis.made import Run, Sheet
from form4ml.synthesis.scan import Warp

# What engines take for one another; a pair within a set costs little.
CONFUSED: tuple[str, ...] = (
    "1lI|i!/[]tj", "0OoQD@", "5S$s", "8B&", "2Zz", "6Gb", "(C{[<", ")}]>J", ".,:;", "-—–_~", "'’‘`\"“”", "cCe", "vVyY",
    "Xx", "*°\"'", "nhru", "9gq", "hb", "])", "?:2", "3)", "4A",
)  # fmt: skip
JUNK = frozenset("|_—–-~'\"‘’“”`^=«»°*.,:;!\\{}[]<>")

_SAME, _CASE, _ALIKE, UNLIKE = 0.0, 0.25, 0.28, 1.0
_SKIP_PRINTED = 0.6  # a printed character that was not read
_SKIP_RAISED = 0.15  # the same of a raised mark: most are lost
_SKIP_FILL = 0.1  # the same of an underscore
_RAISED_UNLIKE = 0.65  # a raised mark read as something else: most of the others are
_SKIP_READ = 0.6  # a read character that was not printed
_SKIP_JUNK = 0.35  # the same of a character that rules and specks are read as
_DISTANCE = 0.12  # for each character width that the two stand apart; little, as a box may reach too far
_FREE = 0.5  # character widths that cost nothing
_MARGIN = 1.2  # character widths beside a word that may still belong to it

_NEAR: dict[tuple[str, str], float] = {
    (a, b): _ALIKE for together in CONFUSED for a in together for b in together if a != b
}


class Glyph(NamedTuple):
    """A printed character and where its middle lies on the scan."""

    char: str
    x: float
    run: int  # index into Sheet.runs
    at: int  # index into the run's text
    raised: bool = False  # of a raised mark


@dataclass(frozen=True)
class Strip:
    """A run as it lies on the scan."""

    run: int
    left: float
    right: float
    top: float
    bottom: float
    glyphs: tuple[Glyph, ...]
    raised: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def pitch(self) -> float:
        return (self.right - self.left) / max(len(self.glyphs), 1)


@lru_cache(maxsize=4096)
def advances(text: str) -> tuple[float, ...]:
    """Where the characters of a word end, as shares of its width, in a usual proportional type face."""
    widths = [_WIDTHS.get(char, 0.5) for char in text]
    total = sum(widths) or 1.0
    ends: list[float] = []
    at = 0.0
    for width in widths:
        at += width / total
        ends.append(at)
    return tuple(ends)


# In ems, roughly: how wide letters are beside one another matters, not any one face.
_WIDTHS: dict[str, float] = {
    **dict.fromkeys("ijlIt|!.,:;'`", 0.29),
    **dict.fromkeys('()[]{}/\\-frs"', 0.36),
    **dict.fromkeys("acez?", 0.44),
    **dict.fromkeys("mMWw@%", 0.83),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.68),
}


def strips(sheet: Sheet, warp: Warp) -> list[Strip]:
    """The runs of a page as they lie on its scan."""
    printed = [(index, run) for index, run in enumerate(sheet.runs) if run.text.strip()]
    points: list[tuple[float, float]] = []
    for _, run in printed:
        points += _landmarks(run)
    if not points:
        return []
    landed = warp.apply(np.array(points, dtype=np.float64))
    found: list[Strip] = []
    at = 0
    for index, run in printed:
        count = len(run.text)
        found.append(_strip(index, run, landed[at : at + count], landed[at + count : at + count + 4]))
        at += count + 4
    return found


def _landmarks(run: Run) -> list[tuple[float, float]]:
    middle = (run.top + run.bottom) / 2
    starts = (0.0, *advances(run.text))
    centres = [run.left + (run.right - run.left) * (a + b) / 2 for a, b in pairwise(starts)]
    corners = [(run.left, run.top), (run.right, run.top), (run.left, run.bottom), (run.right, run.bottom)]
    return [*((x, middle) for x in centres), *corners]


def _strip(index: int, run: Run, centres: NDArray[np.float64], corners: NDArray[np.float64]) -> Strip:
    glyphs = tuple(
        Glyph(char, float(centres[at, 0]), index, at, run.superscript)
        for at, char in enumerate(run.text)
        if char.strip()
    )
    return Strip(
        run=index,
        left=float(corners[:, 0].min()),
        right=float(corners[:, 0].max()),
        top=float(corners[:2, 1].mean()),
        bottom=float(corners[2:, 1].mean()),
        glyphs=glyphs,
        raised=run.superscript,
    )


class Finder:
    """Looks up the runs of one page that lie under a box."""

    def __init__(self, sheet: Sheet, warp: Warp) -> None:
        self.strips = sorted(strips(sheet, warp), key=lambda strip: strip.middle)
        self._middles = np.array([strip.middle for strip in self.strips])
        self._lefts = np.array([strip.left for strip in self.strips])
        self._rights = np.array([strip.right for strip in self.strips])
        self._tops = np.array([strip.top for strip in self.strips])
        self._bottoms = np.array([strip.bottom for strip in self.strips])

    def under(self, box: Box) -> list[Strip]:
        """Runs that share a good part of their height, and some of their width, with the box."""
        if not self.strips:
            return []
        shared = np.minimum(self._bottoms, box.bottom) - np.maximum(self._tops, box.top)
        lower = np.minimum(self._bottoms - self._tops, max(box.height, 1.0))
        height = max(box.height, 4.0)
        across = (self._lefts < box.right + height * 0.5) & (self._rights > box.left - height * 0.5)
        return [self.strips[i] for i in np.nonzero(across & (shared > 0.25 * lower))[0]]

    def nearest(self, box: Box) -> Strip | None:
        """The run nearest to a box that lies on none; the way across counts half."""
        if not self.strips:
            return None
        across = np.maximum(np.maximum(self._lefts - box.right, box.left - self._rights), 0)
        down = np.abs(self._middles - box.y)
        return self.strips[int(np.argmin(down + across / 2))]


def rows(found: Sequence[Strip]) -> list[list[Strip]]:
    """Runs sorted into printed rows, each from left to right; a raised mark belongs to the row that it rises from."""
    grouped: list[list[Strip]] = []
    for strip in sorted(found, key=lambda s: (s.raised, s.middle)):
        best, most = None, 0.0
        for group in grouped:
            most_here = max(_shared_height(strip, other) for other in group)
            if most_here > max(most, 0.2 if strip.raised else 0.5):
                best, most = group, most_here
        if best is None:
            grouped.append([strip])
        else:
            best.append(strip)
    return [sorted(group, key=lambda s: s.left) for group in grouped]


def _shared_height(a: Strip, b: Strip) -> float:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared / max(min(a.bottom - a.top, b.bottom - b.top), 1e-6)


def match_word(text: str, box: Box, finder: Finder) -> list[Glyph | None]:
    """For each character of a word that was read in `box`, the printed character that it was read from, if any."""
    nothing: list[Glyph | None] = [None] * len(text)
    best, lowest = nothing, float("inf")
    for row in rows(finder.under(box)):
        glyphs = _within(row, box)
        if not glyphs:
            continue
        pitch = max(sum(strip.pitch for strip in row) / len(row), 1.0)
        cost, matched = match(text, box, glyphs, pitch)
        cost += abs(sum(strip.middle for strip in row) / len(row) - box.y) / max(box.height, 1.0)
        if cost < lowest:
            best, lowest = matched, cost
    return best


def _within(row: Sequence[Strip], box: Box) -> list[Glyph]:
    return [
        glyph
        for strip in row
        for glyph in strip.glyphs
        if box.left - _MARGIN * strip.pitch < glyph.x < box.right + _MARGIN * strip.pitch
    ]


def _centres(text: str, box: Box) -> list[float]:
    starts = (0.0, *advances(text))
    return [box.left + box.width * (a + b) / 2 for a, b in pairwise(starts)]


def match(text: str, box: Box, glyphs: Sequence[Glyph], pitch: float) -> tuple[float, list[Glyph | None]]:
    """The cheapest pairing in order of the read characters with printed ones, and its cost.

    Printed characters in the margins (beside the box) may stay unpaired at no cost.
    """
    places = _centres(text, box)
    at = _verbatim(text, places, glyphs, pitch)
    if at is not None:
        return 0.0, list(glyphs[at : at + len(text)])
    read, printed = len(text), len(glyphs)
    skips = [_skip(glyph) if box.left < glyph.x < box.right else 0.0 for glyph in glyphs]
    costs = [[0.0] * (printed + 1) for _ in range(read + 1)]
    for j in range(printed):
        costs[0][j + 1] = costs[0][j] + skips[j]
    for i in range(read):
        above, here = costs[i], costs[i + 1]
        char, place = text[i], places[i]
        skip = _SKIP_JUNK if char in JUNK else _SKIP_READ
        here[0] = above[0] + skip
        for j, glyph in enumerate(glyphs):
            away = abs(glyph.x - place) / pitch - _FREE
            pair = above[j] + likeness(char, glyph) + (away * _DISTANCE if away > 0 else 0.0)
            here[j + 1] = min(pair, above[j + 1] + skip, here[j] + skips[j])
    return costs[read][printed], _trace(text, glyphs, costs, skips)


def _verbatim(text: str, places: Sequence[float], glyphs: Sequence[Glyph], pitch: float) -> int | None:
    """Where a word stands letter for letter, and once only, among the printed characters under it: the usual case."""
    printed = "".join([glyph.char for glyph in glyphs])
    at = printed.find(text)
    if at < 0 or printed.find(text, at + 1) >= 0:
        return None
    first, last = glyphs[at], glyphs[at + len(text) - 1]
    if abs(first.x - places[0]) > 2 * pitch or abs(last.x - places[-1]) > 2 * pitch:
        return None
    return at


def _trace(text: str, glyphs: Sequence[Glyph], costs: list[list[float]], skips: list[float]) -> list[Glyph | None]:
    matched: list[Glyph | None] = [None] * len(text)
    i, j = len(text), len(glyphs)
    while i and j:
        now = costs[i][j]
        if now == costs[i][j - 1] + skips[j - 1]:
            j -= 1
        elif now == costs[i - 1][j] + (_SKIP_JUNK if text[i - 1] in JUNK else _SKIP_READ):
            i -= 1
        else:
            i, j = i - 1, j - 1
            matched[i] = glyphs[j]
    return matched


def _skip(glyph: Glyph) -> float:
    if glyph.char == "_":  # of a row of them, as many as the engine likes are read
        return _SKIP_FILL
    return _SKIP_RAISED if glyph.raised else _SKIP_PRINTED


def likeness(read: str, glyph: Glyph) -> float:
    """What it costs to say that a character was read from a printed one."""
    printed = glyph.char
    if read == printed:
        return _SAME
    if (read, printed) in _NEAR:
        return _ALIKE
    if read.casefold() == printed.casefold():
        return _CASE
    if glyph.raised:
        return _RAISED_UNLIKE
    if read in JUNK and printed.isalnum():
        return UNLIKE + 0.2
    return UNLIKE


Matched = list[list[Glyph | None]]  # one list a word, one entry a character


def match_page(lines: Sequence[Line], finder: Finder) -> list[Matched]:
    """For each word of each line of a page, its characters' printed ones; none is given twice.

    A printed word that two lines seem to hold, as where the engine read a place twice, goes to the line that has more
    of it; a printed character that two words of a line claim, to the word that is the more like its print.
    """
    found: list[Matched] = [
        [match_word(word.text, word.box, finder) if word.box else [None] * len(word.text) for word in line.words]
        for line in lines
    ]
    homes = _homes(lines, found)
    for at, (line, matched) in enumerate(zip(lines, found, strict=True)):
        for glyphs in matched:
            glyphs[:] = [glyph if glyph is not None and homes[glyph.run] == at else None for glyph in glyphs]
        _settle(line, matched)
    return found


def _homes(lines: Sequence[Line], found: Sequence[Matched]) -> dict[int, int]:
    """For each printed run that was read, the line that has most of it."""
    held: dict[int, dict[int, float]] = {}
    for at, (line, matched) in enumerate(zip(lines, found, strict=True)):
        for word, glyphs in zip(line.words, matched, strict=True):
            for char, glyph in zip(word.text, glyphs, strict=True):
                if glyph is not None:
                    shares = held.setdefault(glyph.run, {})
                    shares[at] = shares.get(at, 0.0) + max(1 - likeness(char, glyph), 0.05)
    return {run: max(shares, key=lambda at: shares[at]) for run, shares in held.items()}


def _settle(line: Line, matched: Matched) -> None:
    """Take from all but the likeliest claimant each printed character that several words of the line claim."""
    holders: dict[tuple[int, int], tuple[float, int, int]] = {}
    for w, (word, glyphs) in enumerate(zip(line.words, matched, strict=True)):
        doubt = _doubt(word.text, glyphs)
        for c, glyph in enumerate(glyphs):
            if glyph is None:
                continue
            claim = (doubt + likeness(word.text[c], glyph) / 2 + _outside(word.box, glyph), w, c)
            rival = holders.get((glyph.run, glyph.at), claim)
            holders[glyph.run, glyph.at] = min(claim, rival)
            if claim != rival:
                _, loser, place = max(claim, rival)
                matched[loser][place] = None


def _doubt(text: str, glyphs: Sequence[Glyph | None]) -> float:
    """How unlike its print a word is, from 0 to about 1."""
    return sum(_SKIP_READ if g is None else likeness(c, g) for c, g in zip(text, glyphs, strict=True)) / len(text)


def _outside(box: Box | None, glyph: Glyph) -> float:
    """How far beside a word's box a printed character stands, in heights of the box."""
    return max(box.left - glyph.x, glyph.x - box.right, 0.0) / max(box.height, 1.0) if box else 0.0
