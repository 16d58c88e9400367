"""Finds the printed phrases of a form in OCR text, by patterns that forgive the usual misread letters."""

from __future__ import annotations

import re

# what OCR makes of a letter; lower case serves for both
_MISREAD = {
    "a": "a4@",
    "b": "b8h",
    "c": "cego",
    "d": "do",
    "e": "eco",
    "f": "ft",
    "g": "g9q",
    "h": "hbn",
    "i": "il1|!tj",
    "l": "l1|!it",
    "m": "mn",
    "n": "nmh",
    "o": "o0qec",
    "q": "qg",
    "r": "rnt",
    "s": "s5$",
    "t": "tfli",
    "u": "uvn",
    "v": "vyu",
    "y": "yvp",
}


def loose(phrase: str) -> re.Pattern[str]:
    """A pattern for a lower-case phrase: any white space or stray mark between words, usual misreadings of letters."""
    words: list[str] = []
    for word in phrase.split():
        letters = (f"[{re.escape(_MISREAD[c])}]" if c in _MISREAD else re.escape(c) for c in word)
        # The first letter holds: a pattern that starts with a plain letter is found many times faster.
        first, *rest = letters
        words.append((re.escape(word[0]) if not words else first) + "".join(rest))
    return re.compile(r"[\W_]{0,4}".join(words))
