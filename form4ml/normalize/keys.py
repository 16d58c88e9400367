"""Folding what OCR confuses: look-up keys for lexicons, and the letters that stand for digits and the other way round."""

from __future__ import annotations

import re
import unicodedata

# Letters that engines print where a digit stood, and the digit.
DIGIT_OF = {
    "O": "0", "o": "0", "Q": "0", "D": "0",
    "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "]": "1", "[": "1", "\\": "1",
    "Z": "2", "z": "2", "S": "5", "s": "5", "§": "5", "b": "6", "G": "6", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_DIGITS = str.maketrans(DIGIT_OF)

_TYPOGRAPHY = str.maketrans("‘’‚‛′`´“”„‟″–—―‐‑−", "'''''''\"\"\"\"\"------")
# One representative for each group of look-alikes; applied after case folding.
_GROUPS = str.maketrans({"o": "0", "q": "0", "l": "1", "i": "1", "|": "1", "!": "1", "s": "5", "b": "8", "z": "2"})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def typography(text: str) -> str:
    """Compatibility forms, curly quotes and the many dashes made plain; nothing else is changed."""
    return unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)


def digits(text: str) -> str:
    """The text with every letter that looks like a digit read as that digit."""
    return text.translate(_DIGITS)


def squeeze(text: str) -> str:
    """White space runs made one blank, none at the ends."""
    return " ".join(text.split())


def key(text: str) -> str:
    """A key under which readings of the same printed words meet: `Cornmon St0ck` and `COMMON STOCK` share it.

    Case, white space, punctuation and the usual confusions (O/0, l/1/I, S/5, B/8, Z/2, rn/m, vv/w, cl/d) are folded.
    """
    folded = re.sub(r"[^\w|!]+", "", typography(text).casefold()).replace("_", "")
    for pair, one in _PAIRS:
        folded = folded.replace(pair, one)
    return folded.translate(_GROUPS)
