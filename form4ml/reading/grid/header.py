"""Which numbered box of the form a loose cell is, from what its first lines say and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from form4ml.document import Box

_NUMBER = re.compile(r"^\W{0,3}([1-7])\s?([aA])?\s?[.,:]")
_OLD = re.compile(r"Statement\s?for\b", re.IGNORECASE)
# By the caption's own words, where the number was lost.
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("1", re.compile(r"Name\s?and\s?Address", re.IGNORECASE)),
    ("2a", re.compile(r"Foreign\s?Trading", re.IGNORECASE)),
    ("2", re.compile(r"Issuer\s?Name|Ticker", re.IGNORECASE)),
    ("3", re.compile(r"Earliest\s?Trans", re.IGNORECASE)),
    ("4", re.compile(r"If\s?Amendment", re.IGNORECASE)),
    ("5", re.compile(r"Relationship\s?of", re.IGNORECASE)),
    ("6", re.compile(r"Joint\s?/?\s?Group", re.IGNORECASE)),
)
# Until mid-2003 box 3 asked for a tax number and box 4 for the month or day of the statement.
_OLD_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    *((name, pattern) for name, pattern in _WORDS if name in ("1", "2")),
    ("3", re.compile(r"Identification|Social\s?Sec|\bI\.?R\.?S\b", re.IGNORECASE)),
    ("4", _OLD),
    *((str(int(name) + 1), pattern) for name, pattern in _WORDS if name in ("4", "5", "6")),  # one further on
)
_CAPTION = re.compile(
    r"Name\s?and\s?Address|Issuer\s?Name|Trading|Earliest|Amendment|Relationship|Joint/?Group|Applicable|Statement|\(?Month|"
    r"^\W*\(?(Last|First|Middle|Street|City|State|Zip|Country)\b|Form\s?filed|Reporting\s?Person|Table\s?I|"
    r"Check\s?all|Postal",
    re.IGNORECASE,
)


def is_of_old(texts: Iterable[str]) -> bool:
    """Whether the boxes are those of the form until mid-2003, which has seven."""
    return any(_OLD.search(text) for text in texts)


def relationship(old: bool) -> str:
    """The number of the box for the relationship to the issuer."""
    return "6" if old else "5"


def group_filing(old: bool) -> str:
    """The number of the box for one or several persons."""
    return "7" if old else "6"


def number(text: str, old: bool = False) -> str | None:
    """The number of the box that a caption line opens ("2a" included), None for any other line."""
    for name, pattern in _OLD_WORDS if old else _WORDS:
        if pattern.search(text):
            return name
    if (match := _NUMBER.match(text)) and _CAPTION.search(text):
        return match.group(1) + (match.group(2) or "").lower()
    return None


def is_caption(text: str) -> bool:
    """Whether a line is the form's own print: no value stands on it."""
    return bool(_CAPTION.search(text))


def is_table_title(text: str) -> bool:
    return bool(re.search(r"Table\s?[I1l]{1,2}\b|Derivative\s?Sec", text, re.IGNORECASE))


def numbers(cells: Sequence[Box], texts: Sequence[str | None], unit: float, old: bool = False) -> list[str | None]:
    """Every cell's box number: its own, or that of the box it goes on from (the name and address take several cells)."""
    found = list(texts)
    for index, cell in enumerate(cells):
        if found[index] is not None:
            continue
        above = [
            other
            for other in range(len(cells))
            if found[other] is not None
            and abs(cells[other].left - cell.left) < 12 * unit
            and cells[other].top < cell.top
        ]
        if above:
            nearest = max(above, key=lambda other: cells[other].top)
            if found[nearest] in ("1", relationship(old)):
                found[index] = found[nearest]
    return found
