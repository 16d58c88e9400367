"""What of a value's text stands elsewhere in its document, and which of two readings of one value is the better."""

from __future__ import annotations

from collections import Counter

from form4ml.layout.view import View
from form4ml.normalize.common_words import common, words_of
from form4ml.normalize.known_words import distance

_WHOLE = 0.5  # share of a text that a piece of it has at least
_LETTERS_A_SLIP = 8  # letters for each one that an engine may have misread


class Echoes:
    """What of a value's text stands elsewhere in its document: what was read twice alike was hardly misread."""

    def __init__(self, view: View) -> None:
        self._text = " ".join(token.text for token in view.tokens).lower()
        self._counts = Counter(words_of(self._text))
        self._usual = common()
        self._repeated: dict[tuple[str, str], bool] = {}

    def strange(self, text: str) -> int:
        """How many of its words are strange to the document and to filings at large."""
        return sum(1 for word in words_of(text) if self._counts[word] < 2 and word not in self._usual)

    def repeated(self, value: str, read: str) -> bool:
        """Whether a value stands in another place of the document than that which it was read from."""
        asked = (value, read)
        if asked not in self._repeated:
            folded = value.strip(".,;:|()[] ").lower()
            own = folded in read.lower()
            self._repeated[asked] = len(folded) > 1 and self._text.count(folded) > own
        return self._repeated[asked]


def explains(one: str, other: str, echoes: Echoes) -> bool:
    """Whether the other reading is this one misread, or a piece of it: what it lacks is known, what it has is strange."""
    ours, theirs = one.casefold().split(), other.casefold().split()
    if ours == theirs:
        return True
    if len(theirs) < len(ours) and _within(theirs, ours):
        return len(" ".join(theirs)) >= _WHOLE * len(" ".join(ours)) and not echoes.strange(one)
    letters, others = "".join(ours), "".join(theirs)
    slips = distance(letters, others) if abs(len(letters) - len(others)) <= 2 else len(letters)
    return slips * _LETTERS_A_SLIP <= len(letters) and echoes.strange(one) < echoes.strange(other)


def _within(words: list[str], whole: list[str]) -> bool:
    size = len(words)
    return size > 0 and any(whole[at : at + size] == words for at in range(len(whole) - size + 1))
