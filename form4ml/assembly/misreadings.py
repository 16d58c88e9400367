"""How dear it is to take one text for another misread: words lost, words of strange signs between, words garbled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from form4ml.normalize.common_words import common
from form4ml.normalize.keys import typography
from form4ml.normalize.known_words import distance, is_known
from form4ml.normalize.usual_texts import WORDS

# Costs are about the negative logarithms of how often an OCR engine and the tagger do such a thing.
_SAME_LETTERS = 0.5
_LOST, _LOST_NEXT, _LOST_TELLING, _LOST_LINE = 3.5, 2.0, 6.0, 1.0
_NEVER = 99.0  # one sure word for another
_GARBLED = 6.0
_ROMAN = re.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})", re.I)
_ALIKE = frozenset(
    {("8", "b"), ("6", "g"), ("0", "o"), ("1", "i"), ("5", "s"), ("4", "a"), ("2", "z")}
)  # read, printed


# What stands before the name of who holds: By Trust, Held by Spouse.
OPENINGS = frozenset(("by", "held", "owned", "through", "via", "thru"))


class Word(NamedTuple):
    """A word as read, how sure the engine was of it, and whether a line is missing on the page above it."""

    text: str
    sure: float = 0.8
    below_hole: bool = False


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """A word's letters and figures."""
    return re.sub(r"[\W_]+", "", typography(word)).casefold()


@lru_cache(maxsize=8192)
def tells(word: str) -> bool:
    """Whether a word tells one of a kind from another: Class A, Fund III, Series 2010, U.S."""
    bare = key(word)
    return 0 < len(bare) <= 2 or any(c.isdigit() for c in bare) or bool(_ROMAN.fullmatch(bare))


def is_used(name: str) -> bool:
    """Whether filers use a word, by its letters."""
    return name in WORDS or name in common() or is_known(name)


def without_opening(text: str) -> str:
    """A text without `By`, `Held by` before it."""
    words = text.split()
    while len(words) > 1 and key(words[0]) in OPENINGS:
        words = words[1:]
    return " ".join(words)


def substituted(read: Word, printed: str) -> float:
    """The cost of reading a printed word so."""
    ours, theirs = key(read.text), key(printed)
    if ours == theirs:
        return 0.0 if read.text.casefold() == printed.casefold() else _SAME_LETTERS
    if not theirs:
        return _NEVER
    if tells(printed):
        return _told_apart(ours, theirs, read.sure)
    if not ours:
        return _NEVER
    if ours in WORDS or (tells(read.text) and read.sure >= 0.85):
        return 5.0 if ours + "s" == theirs or theirs + "s" == ours else _NEVER
    size = max(len(ours), len(theirs))
    off = distance(ours, theirs)
    if off <= 0.3 * size:
        return 1.2 * off + (1.0 if read.sure > 0.9 else 0.0)
    if off <= 0.6 * size and size > 3:
        return 2.0 + 5.0 * off / size + (2.0 if read.sure > 0.9 else 0.0)
    return _GARBLED if read.sure < 0.85 or len(ours) <= 2 else _NEVER


def _told_apart(ours: str, theirs: str, sure: float) -> float:
    """The cost of misreading a word that tells one of a kind from another: only what is no such word itself is one."""
    if (ours, theirs) in _ALIKE or (not ours and len(theirs) == 1):
        return 4.0
    if _ROMAN.fullmatch(theirs) and len(theirs) > 1:
        if _ROMAN.fullmatch(ours):  # a stroke more or less
            return 5.0 if sure < 0.6 and ours.rstrip("i") == theirs.rstrip("i") else _NEVER
        if len(ours) <= 3 and sure < 0.85 and ours not in WORDS and not ours.isdigit():
            return 5.5
    return _NEVER


def lost(printed: str, after_another: bool, hole: bool) -> float:
    """The cost of a printed word's not being read, where the word before it was not either, or where its line is missing."""
    if hole or not key(printed):
        return _LOST_LINE
    if after_another:
        return _LOST_NEXT
    return _LOST_TELLING if tells(printed) else _LOST


def strange(read: Word, beside: Sequence[str]) -> float:
    """The cost of a word read where none is printed, between those beside it."""
    bare = key(read.text)
    if not bare:
        return 0.5
    if any(bare == key(word) for word in beside):
        return 2.5  # a line read twice
    if bare in WORDS:
        return _NEVER
    if bare.isdigit():
        return 4.0 if len(bare) <= 2 else _NEVER
    if len(bare) > 1 and _ROMAN.fullmatch(bare):
        return _NEVER
    if len(bare) <= 3:
        return 2.5 if read.sure < 0.9 else 5.0
    return 4.5 if read.sure < 0.8 else _NEVER


def misread(read: Sequence[Word], printed: Sequence[str]) -> tuple[float, list[int | None]]:
    """The least cost of reading the printed words so, and for each printed word the place of the word read for it."""
    many, size = len(read), len(printed)
    best = [[0.0] * (size + 1) for _ in range(many + 1)]
    step = [[""] * (size + 1) for _ in range(many + 1)]
    for i in range(many + 1):
        for j in range(size + 1):
            options = []
            if i and j:
                options.append((best[i - 1][j - 1] + substituted(read[i - 1], printed[j - 1]), "word"))
            if j:
                hole = i < many and read[i].below_hole
                options.append((best[i][j - 1] + lost(printed[j - 1], step[i][j - 1] == "lost", hole), "lost"))
            if i:
                options.append((best[i - 1][j] + strange(read[i - 1], printed[max(j - 1, 0) : j + 1]), "strange"))
            if options:
                best[i][j], step[i][j] = min(options)
    places: list[int | None] = [None] * size
    i, j = many, size
    while i or j:
        if step[i][j] == "word":
            i, j = i - 1, j - 1
            places[j] = i
        elif step[i][j] == "lost":
            j -= 1
        else:
            i -= 1
    return best[many][size], places


def within(few: list[str], many: list[str]) -> bool:
    """Whether a text is another with words left out."""
    rest = iter(many)
    return len(few) < len(many) and all(word in rest for word in few)
