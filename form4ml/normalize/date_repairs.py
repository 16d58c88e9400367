"""Printed dates whose digits or slashes OCR misread: `O3/l2/2018`, `03/122018`, `101192023` for 10/19/2023."""

from __future__ import annotations

import datetime
import re
from itertools import product

from form4ml.normalize.values import Normal, unique

FIRST, LAST = 1985, 2035  # a repaired date outside these years is not believed
_MOST = 6  # alternatives given

LETTERS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
                         "S": "5", "s": "5", "§": "5", "Z": "2", "z": "2", "B": "8", "b": "6", "G": "6", "g": "9", "q": "9"})  # fmt: skip
# What a slash becomes, the loss of it included.
_SLASH = r"(?:[/17\\,.:;-]|)"
_SHAPES = (
    ("padded", r"\d{2}", r"\d{2}"),
    ("month unpadded", r"[1-9]", r"\d{2}"),
    ("day unpadded", r"\d{2}", r"[1-9]"),
    ("unpadded", r"[1-9]", r"[1-9]"),
)
_CONFUSED = {
    "0": "96835",
    "1": "74",
    "2": "73",
    "3": "85",
    "4": "1",
    "5": "36",
    "6": "058",
    "7": "12",
    "8": "036",
    "9": "0",
}


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if FIRST <= year <= LAST else None
    except ValueError:
        return None


def _cuts(text: str, month: str, day: str) -> list[str]:
    """The calendar days that the text can be, its slashes taken for digits or lost where need be."""
    found: list[str] = []
    for first, second in product((1, 0), repeat=2):
        shape = rf"({month}){_SLASH if first else ''}({day}){_SLASH if second else ''}(\d{{4}})"
        shape = shape.replace("|)", ")")  # lost or misread, not both in one go
        match = re.fullmatch(shape, text)
        value = _day(int(match[3]), int(match[1]), int(match[2])) if match else None
        if value:
            found.append(value)
    return list(unique(found))


def confusions(text: str) -> tuple[str, ...]:
    """Days that the text gives when one of its digits is taken for one that looks like it: month 95 is 05."""
    found: list[str] = []
    nines = re.fullmatch(r"9?(\d\D)9?(\d\D)(?:2[09])(\d\d)", text)  # a slashed zero reads as 9, often more than once
    if nines and (day := re.fullmatch(r"(\d)\D(\d)\D", nines[1] + nines[2])):
        value = _day(2000 + int(nines[3]), int(day[1]), int(day[2]))
        found += [value] if value else []
    for at, char in enumerate(text):
        for other in _CONFUSED.get(char, ""):
            changed = text[:at] + other + text[at + 1 :]
            match = re.fullmatch(r"(\d{1,2})\D(\d{1,2})\D(\d{4})", changed)
            value = _day(int(match[3]), int(match[1]), int(match[2])) if match else None
            found += [value] if value else [] if match else _cuts(changed, r"\d{2}", r"\d{2}")
    return unique(found)[:_MOST]


def _why(readings: int, chosen: int) -> str:
    if not readings:
        return "no such day"
    return "several days fit" if chosen else "too few characters to be sure"


def repaired(text: str) -> Normal[str]:
    """The one day between 1985 and 2035 that a misread date can be; several are alternatives."""
    plain = text.translate(LETTERS).replace(" ", "")
    if len(plain) > 12 or not re.fullmatch(r"[\d/\\,.:;-]{6,}", plain):
        return Normal(why="not a date")
    straight = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain)
    if straight:
        value = _day(int(straight[3]), int(straight[1]), int(straight[2]))
        name = "letters-as-digits" if plain != text.replace(" ", "") else "spaces"
        return Normal(value, None, (), name) if value else Normal(why="no such day", alternatives=confusions(plain))
    # A padded reading is what the form prints; unpadded ones count only where there is none.
    readings = [value for _, month, day in _SHAPES for value in _cuts(plain, month, day)]
    padded = _cuts(plain, _SHAPES[0][1], _SHAPES[0][2])
    # Without any slash and shorter than a padded date, a digit is lost too: no reading is safe.
    chosen = padded if padded else list(unique(readings)) if "/" in plain else []
    if len(chosen) == 1:
        return Normal(chosen[0], None, (), "slashes", unique(readings, chosen[0])[:_MOST])
    near = confusions(plain) if not readings else ()
    return Normal(why=_why(len(readings), len(chosen)), alternatives=unique([*readings, *near])[:_MOST])
