"""Titles that a filing prints many times over: a reading that is one row's alone yields to the one it garbles."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.normalize.names import fold
from form4ml.record import TABLES

# Fields whose readings are compared with one another.
# Natures are left alone: funds of one house differ by a word or a point, and correcting them cost more than it gave.
_POOLS: tuple[tuple[str, ...], ...] = (("security_title", "underlying_title"),)
_LIKE = 0.86  # how alike two texts must be
_PART = 0.45  # how much of a text must be left in a reading that lost words of it


def repeated_texts(readings: Readings) -> None:
    """Put what other rows say in the place of a reading that is like it and stands alone."""
    for fields in _POOLS:
        places: list[tuple[str, str]] = []
        for table in TABLES:
            for at, row in enumerate(getattr(readings.filing, table)):
                places += [(f"/{table}/{at}/{name}", value) for name in fields if (value := getattr(row, name))]
        counts = Counter(fold(value) for _, value in places)
        if len(counts) < 2:
            continue
        printed = {fold(value): value for _, value in places}
        for pointer, value in places:
            if not _doubtful(readings, pointer):
                continue  # "Restricted Stock" beside "Restricted Stock Units" is another security, not a misreading
            own = fold(value)
            better = [
                other for other, many in counts.items() if other != own and many > counts[own] and _garbles(own, other)
            ]
            if len(better) > 1:
                most = max(counts[one] for one in better)
                better = [one for one in better if counts[one] == most]
            if len(better) == 1:
                readings.take(pointer, Choice(printed[better[0]], "as-in-other-rows"))


def _doubtful(readings: Readings, pointer: str) -> bool:
    """Whether the tagger or the engine was unsure of a text, or it had to be mended."""
    proof = readings.proof(pointer)
    if proof is None:
        return False
    signals = proof.signals
    return signals.tag < 0.9 or signals.repaired or (signals.ocr is not None and signals.ocr < 0.8)


def _garbles(read: str, printed: str) -> bool:
    """Whether a reading may be the other text with letters misread, words lost or strange words between."""
    ours, theirs = read.split(), printed.split()
    if _marks(ours) - _marks(theirs) and _marks(theirs) - _marks(ours):
        return False
    if _within(ours, theirs):
        return len(read) >= _PART * len(printed) and len(ours) > 1
    if _within(theirs, ours):
        return len(printed) >= 0.6 * len(read) and len(theirs) > 1
    return SequenceMatcher(None, read, printed, autojunk=False).ratio() >= _LIKE


def _marks(words: list[str]) -> set[str]:
    """Short words and figures: what tells Class A from Class B and Fund II from Fund III."""
    return {word for word in words if len(word) <= 4 or any(c.isdigit() for c in word)}


def _within(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return len(few) < len(many) and all(word in rest for word in few)
